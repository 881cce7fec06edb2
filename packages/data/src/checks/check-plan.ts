import type { Place } from "@waybill/kit";
import type { RunRule } from "@waybill/stats";
import type { PatternProgram } from "../pattern/program.ts";
import type { Reading } from "./cell.ts";
import type { Dialect } from "@waybill/tables";
import type { Threshold, Unit } from "./threshold.ts";

/** Everything a check file declares, resolved and ready to run. */
export interface CheckPlan {
  readonly dialect: Dialect;
  /** The declared columns by name; columns that only a check names are here too. */
  readonly columns: ReadonlyMap<string, ColumnPlan>;
  readonly checks: readonly Check[];
  /** How many failing rows are named per check at most. */
  readonly examples: number;
  /** Memory that each duplicate check may take for the keys it has seen. */
  readonly uniqueMemoryBytes: number;
}

/** How the values of one column are read. */
export interface ColumnPlan {
  readonly name: string;
  readonly reading: Reading;
  /** Texts that mean "no value". */
  readonly missingValues: readonly string[];
}

/** One rule for a single value; `text` completes "must be …". */
export type CellRule =
  | { readonly kind: "type"; readonly reading: Reading; readonly text: string }
  | { readonly kind: "values"; readonly values: readonly string[]; readonly text: string }
  | { readonly kind: "pattern"; readonly program: PatternProgram; readonly text: string }
  | { readonly kind: "range"; readonly low: number; readonly high: number; readonly text: string }
  | { readonly kind: "length"; readonly low: number; readonly high: number; readonly text: string };

/** A number measured over the whole file, as histories keep it. */
export interface Metric {
  readonly kind: "row_count" | "missing_count" | "missing_percent" | AggregateFunction;
  readonly column?: string | undefined;
}

/** What can be computed over a column; the standard deviation is that of a sample (n − 1). */
export const AGGREGATE_FUNCTIONS = ["mean", "sum", "min", "max", "standard_deviation"] as const;
/** One of the aggregate functions. */
export type AggregateFunction = (typeof AGGREGATE_FUNCTIONS)[number];

/** The name of a metric in history files: `row_count` or `mean(amount)`. */
export function metricName(metric: Metric): string {
  return metric.column === undefined ? metric.kind : `${metric.kind}(${metric.column})`;
}

interface Common {
  readonly level: "fail" | "warn";
  readonly at?: Place | undefined;
}

/** Whether failures are counted or measured in percent of what was tested. */
export type Share = Extract<Unit, "count" | "percent">;

/** One demand of a check file. `level: warn` turns its failure into a warning; `at` is where it is declared. */
export type Check = Common &
  (
    | { readonly kind: "schema"; readonly columns: readonly string[]; readonly extra: "allow" | "forbid"; readonly order: "any" | "exact" }
    | { readonly kind: "row_count"; readonly threshold: Threshold }
    | { readonly kind: "missing"; readonly column: string; readonly metric: Share; readonly threshold: Threshold }
    | {
        readonly kind: "invalid";
        readonly column: string;
        readonly rules: readonly CellRule[];
        readonly metric: Share;
        readonly threshold: Threshold;
        readonly mayBeAllMissing: boolean;
      }
    | { readonly kind: "duplicate"; readonly columns: readonly string[]; readonly metric: Share; readonly threshold: Threshold }
    | { readonly kind: "freshness"; readonly column: string; readonly threshold: Threshold }
    | { readonly kind: "aggregate"; readonly column: string; readonly function: AggregateFunction; readonly threshold: Threshold }
    | HistoryRule
  );

/** A comparison with earlier accepted data: against an average, or by a control chart. */
export type HistoryRule = {
  readonly kind: "history";
  readonly metric: Metric;
  /** Points that are looked back on at most. */ readonly window: number;
  /** Points below which the check only learns. */ readonly minimum: number;
} & (
  | { readonly method: "average"; readonly mayDrop: Allowance; readonly mayRise: Allowance }
  | { readonly method: "control_chart"; readonly direction: "both" | "drop" | "rise"; readonly runRules: readonly RunRule[] }
);

/** How far a value may move: absolutely, or as a share of the average (0.2 for 20 %). Undefined: as far as it likes. */
export type Allowance = { readonly absolute: number } | { readonly share: number } | undefined;
