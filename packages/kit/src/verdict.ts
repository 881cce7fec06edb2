import type { Rule } from "./rules/rules.ts";

/** The outcome of a check or a stage. What could not be evaluated is `inconclusive`, and gates treat that as `fail`. */
export type Verdict = "pass" | "warn" | "fail" | "inconclusive";

/** Where a finding lies; `file` is relative to the workspace, lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** One thing a person should know: what, where, observed, expected, next step. */
export interface Finding {
  /** What it breaks; docs/rules.md says of each rule what it means and what to do. */
  readonly rule: Rule;
  readonly severity: "error" | "warning" | "notice";
  /** A full sentence. */
  readonly what: string;
  readonly where?: Place | undefined;
  readonly observed?: string | undefined;
  readonly expected?: string | undefined;
  /** What to do now: a full sentence in the imperative. */
  readonly next?: string | undefined;
}

const ORDER: readonly Verdict[] = ["pass", "warn", "inconclusive", "fail"];

/** The worst of several verdicts; `inconclusive` when there is none, because nothing was evaluated. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return "inconclusive";
  return verdicts.reduce((worst, verdict) => (ORDER.indexOf(verdict) > ORDER.indexOf(worst) ? verdict : worst), "pass");
}

/** Whether a gate lets this verdict through. */
export function isPassing(verdict: Verdict): boolean {
  return verdict === "pass" || verdict === "warn";
}

/** The verdict that a list of findings amounts to. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === "error")) return "fail";
  return findings.some((finding) => finding.severity === "warning") ? "warn" : "pass";
}

/** One paragraph of plain text for a finding. */
export function describeFinding(finding: Finding): string {
  const parts: string[] = [];
  if (finding.observed !== undefined) parts.push(`Observed: ${finding.observed}.`);
  if (finding.expected !== undefined) parts.push(`Expected: ${finding.expected}.`);
  if (finding.next !== undefined) parts.push(finding.next);
  // Some say what is wrong without a full stop, which is missed only where something follows.
  const what = parts.length > 0 && !/[.!?]$/.test(finding.what) ? `${finding.what}.` : finding.what;
  return [what, ...parts].join(" ");
}
