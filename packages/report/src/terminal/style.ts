import { cleanLine } from "../plain-text.ts";
import type { StepState } from "../report.ts";
import { markOf } from "../verdict-mark.ts";

/** How the terminal looks. */
export interface TerminalStyle {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Where the rest of something long stands: `the report page`, or its path. */
  readonly page: string;
}

/** Colours a line when the terminal has colours; `code` is an SGR number. */
export function paint(style: TerminalStyle, code: number, text: string): string {
  return style.color ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Colours a line by a state; the words say the same without colour. */
export function paintState(style: TerminalStyle, state: StepState, text: string): string {
  return paint(style, markOf(state).color, text);
}

/** A text on a line of its own to copy. It is never broken, so that copying it gives it whole; the terminal itself wraps what is too wide. */
export function copyLine(text: string): string {
  return `  ${cleanLine(text)}`;
}
