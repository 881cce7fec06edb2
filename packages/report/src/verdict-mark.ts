import type { Finding } from "@waybill/kit";
import type { StepState } from "./report.ts";

/** How a state looks where there is no drawing; every mark stands beside its word. */
export interface Mark {
  /** The word people read. */
  readonly word: string;
  /** The sentence at the top of a report. */
  readonly headline: string;
  readonly emoji: string;
  /** One column wide in a terminal. */
  readonly sign: string;
  /** SGR colour of a terminal. */
  readonly color: number;
}

const MARKS: Record<StepState, Mark> = {
  pass: { word: "pass", headline: "Passed", emoji: "✅", sign: "✓", color: 32 },
  warn: { word: "warn", headline: "Passed with warnings", emoji: "⚠️", sign: "!", color: 33 },
  fail: { word: "fail", headline: "Failed", emoji: "❌", sign: "✗", color: 31 },
  inconclusive: { word: "inconclusive", headline: "Inconclusive", emoji: "❔", sign: "?", color: 35 },
  skipped: { word: "not run", headline: "Not run", emoji: "⏭️", sign: "-", color: 90 },
  running: { word: "running", headline: "Running", emoji: "⏳", sign: "…", color: 36 },
  missing: { word: "missing", headline: "Missing", emoji: "⬜", sign: "○", color: 90 },
};

/** The mark of a state. A state that is unknown is drawn as inconclusive, never as green. */
export function markOf(state: StepState): Mark {
  return Object.hasOwn(MARKS, state) ? MARKS[state] : MARKS.inconclusive;
}

/** The state whose mark and colour a finding has. */
export function stateOfSeverity(severity: Finding["severity"]): StepState {
  return severity === "error" ? "fail" : severity === "warning" ? "warn" : "skipped";
}

/** The name of a state that styles use. */
export function styleOf(state: StepState): string {
  return Object.hasOwn(MARKS, state) ? state : "inconclusive";
}

/** The word for a finding's severity. */
export const SEVERITY_WORD: Readonly<Record<Finding["severity"], string>> = { error: "error", warning: "warning", notice: "note" };

/** What every rendering of a rehearsal says. */
export const REHEARSAL_NOTICE = "This is a rehearsal: it ran on loopback servers, and nothing outside this machine was changed.";
