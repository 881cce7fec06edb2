import { ratioOf } from "./measure/statistics.ts";

export type Unit = "s" | "ms" | "MB" | "count" | "requests";

/** The line that must not be crossed: in the unit of the row, in times of the peer, or in the unit of the row above the peer. */
export type Bar =
  | { readonly kind: "at-most"; readonly value: number }
  | { readonly kind: "ratio-at-most"; readonly value: number }
  | { readonly kind: "over-peer-at-most"; readonly value: number };

export const atMost = (value: number): Bar => ({ kind: "at-most", value });
export const ratioAtMost = (value: number): Bar => ({ kind: "ratio-at-most", value });
export const overPeerAtMost = (value: number): Bar => ({ kind: "over-peer-at-most", value });

/** What a bench found, before it is judged. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  /** Not a number when it could not be measured. */
  readonly ours: number;
  readonly peer?: { readonly name: string; readonly value: number } | undefined;
  readonly bar: Bar;
  /** What a later issue is to reach, where the bar only says what must not get worse. */
  readonly goal?: string | undefined;
  /** Why the row cannot be met whatever its numbers say: a peer that is not there, a run that failed, results that differ. */
  readonly problem?: string | undefined;
}

/** One judged line of a bench. */
export interface Row extends Figure {
  /** Ours divided by the peer's. */
  readonly ratio?: number | undefined;
  readonly met: boolean;
}

/** Judges a figure by its bar. What was not measured is never met. */
export function judge(figure: Figure): Row {
  const { ours, peer, bar } = figure;
  const ratio = peer && ratioOf(ours, peer.value);
  const over = peer ? ours - peer.value : Number.NaN;
  const measured = bar.kind === "at-most" ? ours : bar.kind === "ratio-at-most" ? (ratio ?? Number.NaN) : over;
  return { ...figure, ratio, met: figure.problem === undefined && measured <= bar.value };
}

/** Says a bar in words: `≤ 60 s`, `≤ 2.5 × the peer`. */
export function describeBar({ bar, unit }: Figure): string {
  if (bar.kind === "ratio-at-most") return `≤ ${bar.value} × the peer`;
  const amount = unit === "count" || unit === "requests" ? String(bar.value) : `${bar.value} ${unit}`;
  return bar.kind === "at-most" ? `≤ ${amount}` : `≤ ${amount} over the peer`;
}

/** Says a number with its unit; a dash when there is none. */
export function describeAmount(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  if (unit === "count" || unit === "requests") return String(Math.round(value));
  return `${value >= 100 || unit === "ms" ? value.toFixed(0) : value.toFixed(2)} ${unit}`;
}
