import type { Stage, Verdict } from "@waybill/kit";
import type { Section } from "@waybill/report";

/** How the stages of a run ended so far. */
export interface Outcomes {
  /** Oldest first; the last one may be a stage that an error stopped. */
  readonly outcomes: StageOutcome[];
}

/** What one stage did, in the form that reports, records and later stages use. */
export interface StageOutcome<T = unknown> {
  /** Stable and unique within a run, for example `validate-data/customers`. */
  readonly id: string;
  readonly stage: Stage;
  /** What people call the step. */
  readonly label: string;
  readonly verdict: Verdict;
  /** One line: the most important fact. */
  readonly note: string;
  readonly section: Section;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly result: T;
  /** What did not need doing again, as a sentence. */
  readonly repeated?: string | undefined;
  /** The error that ended it before it came to a verdict of its own. */
  readonly stoppedBy?: unknown;
}
