import type { Check } from "./checks/check-plan.ts";
import type { Digest, Finding, Place, Verdict } from "@waybill/kit";

/** A kind of check as check files write it, or `structure`, which every file gets. */
export type CheckName = "structure" | Check["kind"];

/** What became of one declared check (and of `structure`). */
export interface CheckResult {
  readonly check: CheckName;
  /** The column, or the columns joined by ", ". */
  readonly column?: string | undefined;
  readonly level: "fail" | "warn";
  readonly verdict: Verdict;
  readonly observed: string;
  readonly expected: string;
  /** How many rows (or columns, or problems) failed. */
  readonly failing?: number | undefined;
  /** Lines of failing rows, the first few. */
  readonly examples: readonly Place[];
  /** Where the check is declared. */
  readonly at?: Place | undefined;
  readonly note?: string | undefined;
  readonly chart?: Chart | undefined;
}

/** A history as a picture: the last point is the data that was validated. */
export interface Chart {
  readonly points: readonly { readonly x: string; readonly y: number }[];
  readonly center?: number | undefined;
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
}

/** The numbers of one data set as a history keeps them. */
export interface HistoryPoint {
  readonly digest: Digest;
  readonly name: string;
  /** ISO 8601, the clock of the run that validated it first. */
  readonly at: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A point, and whether this run appended it to its history. */
export interface RecordedPoint extends HistoryPoint {
  readonly recorded: boolean;
}

/** The outcome of validating one data source. */
export interface DataResult {
  readonly name: string;
  /** Path relative to the workspace. */
  readonly source: string;
  readonly digest: Digest;
  readonly rows: number;
  readonly bytes: number;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  /** What a history keeps of this data; undefined without a history. */
  readonly historyPoint?: RecordedPoint | undefined;
  readonly durationMs: number;
}
