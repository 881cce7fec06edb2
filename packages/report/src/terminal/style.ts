import type { StepState } from "../report.ts";
import { markOf } from "../verdict-mark.ts";

/** How the terminal looks. */
export interface TerminalStyle {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

/** Colours a line when the terminal has colours; `code` is an SGR number. */
export function paint(style: TerminalStyle, code: number, text: string): string {
  return style.color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Colours a line by a state; the words say the same without colour. */
export function paintState(style: TerminalStyle, state: StepState, text: string): string {
  return paint(style, markOf(state).color, text);
}
