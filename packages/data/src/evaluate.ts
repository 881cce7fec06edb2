import { countOf } from "@waybill/kit";
import type { Place, Verdict } from "@waybill/kit";
import type { Check, CheckPlan, Metric, Share } from "./checks/check-plan.ts";
import { judgeByHistory } from "./history/history-check.ts";
import type { CheckResult, HistoryPoint } from "./result.ts";
import { listNames, listPositions } from "./run/header.ts";
import type { Header } from "./run/header.ts";
import type { TableRun } from "./run/table-run.ts";
import type { FailingRow } from "./run/failure-count.ts";
import { formatValue } from "./checks/threshold.ts";
import type { Threshold } from "./checks/threshold.ts";

/** What the checks are judged against besides the pass itself. */
export interface EvaluationContext {
  /** The source as places name it. */
  readonly source: string;
  readonly now: Date;
  /** Accepted points before this data; or why there are none to judge by. */
  readonly history: readonly HistoryPoint[] | { readonly unusable: string };
}

/** One check's result with the rows behind its examples. */
export interface Evaluation {
  readonly result: CheckResult;
  readonly rows: readonly FailingRow[];
}

interface Judgement extends Partial<Omit<CheckResult, "verdict" | "observed" | "expected">> {
  readonly verdict: Verdict;
  readonly observed: string;
  readonly expected: string;
  readonly rows?: readonly FailingRow[] | undefined;
}

// Clocks and time zones differ by less than a day; a time further ahead is a mistake of the data.
const FUTURE_TOLERANCE_MS = 86_400_000;

const NO_HEADER =
  "The first record has none of the expected names, so that it may be no header but data, and is not shown; if the file has no header, set dialect.header: false.";

/** Turns the counts of a pass into one evaluation for each check of the plan, in its order. */
export function evaluateChecks(plan: CheckPlan, run: TableRun, context: EvaluationContext): Evaluation[] {
  return plan.checks.map((check, position) => {
    const judgement = judge(check, position, run, context);
    const { rows = [], ...facts } = judgement;
    const column = columnOf(check);
    const result: CheckResult = {
      check: check.kind,
      level: check.level,
      column,
      examples: rows.map((row): Place => ({ file: context.source, line: row.line })),
      at: check.at,
      ...facts,
      ...settle(judgement, check.level, run.structure.count),
    };
    return { result, rows };
  });
}

/** The value of a metric; undefined when nothing was there to measure. */
export function measure(metric: Metric, run: TableRun): number | undefined {
  if (metric.kind === "row_count") return run.rows;
  if (metric.column === undefined || !run.has(metric.column) || run.rows === 0) return undefined;
  const work = run.column(metric.column);
  if (metric.kind === "missing_count") return work.missing.failing;
  if (metric.kind === "missing_percent") return (work.missing.failing / run.rows) * 100;
  const value = work.moments?.[metric.kind === "standard_deviation" ? "standardDeviation" : metric.kind];
  return work.unreadable.failing > 0 || work.present === 0 || value === undefined || !Number.isFinite(value) ? undefined : value;
}

/** Unread bytes can hide anything, so nothing passes beside them; a failure at level warn is a warning. */
function settle(judgement: Judgement, level: "fail" | "warn", problems: number): Pick<CheckResult, "verdict" | "note"> {
  if (judgement.verdict === "pass" && problems > 0) {
    return { verdict: "inconclusive", note: "The file has parts that could not be read, so that this cannot be known." };
  }
  const verdict = judgement.verdict === "fail" && level === "warn" ? "warn" : judgement.verdict;
  return { verdict, note: judgement.note };
}

function columnOf(check: Check): string | undefined {
  if (check.kind === "duplicate") return check.columns.join(", ");
  if (check.kind === "history") return check.metric.column;
  return "column" in check ? check.column : undefined;
}

function judge(check: Check, position: number, run: TableRun, context: EvaluationContext): Judgement {
  if (check.kind === "schema") return judgeSchema(check, run);
  const expected = "threshold" in check ? check.threshold.text : "a value like those before";
  const needed = check.kind === "duplicate" ? check.columns : [columnOf(check) ?? []].flat();
  const absent = needed.filter((name) => !run.has(name));
  if (absent.length > 0) return unknown(expected, `Column ${absent.map((name) => `'${name}'`).join(", ")} is not in the file.`);
  switch (check.kind) {
    case "row_count":
      return {
        verdict: check.threshold.holds(run.rows) ? "pass" : "fail",
        observed: `${run.rows} rows`,
        expected: `row count: ${expected}`,
      };
    case "missing": {
      const { failing, rows } = run.column(check.column).missing;
      return judgeShare(check, { failing, tested: run.rows, rows, of: "rows", word: "missing" });
    }
    case "invalid":
      return judgeInvalid(check, position, run);
    case "duplicate":
      return judgeDuplicate(check, position, run);
    case "freshness":
      return judgeFreshness(check, run, context.now);
    case "aggregate":
      return judgeAggregate(check, run);
    case "history":
      return judgeHistory(check, run, context);
  }
}

function judgeSchema(check: Check & { kind: "schema" }, run: TableRun): Judgement {
  const header = run.header;
  const order = check.order === "exact" ? " in this order" : "";
  const expected = `columns ${listNames(check.columns)}${order}${check.extra === "forbid" ? " and no other" : ""}`;
  if (header === undefined) return unknown(expected, "The file has no header that could be read.");
  const declared = new Set(check.columns);
  const missing = check.columns.filter((name) => !header.has(name));
  const extra = header.names.flatMap((name, position) => (declared.has(name) ? [] : [position]));
  const known = header.names.filter((name) => declared.has(name));
  const moved = check.order === "exact" && missing.length === 0 && known.some((name, index) => name !== check.columns[index]);
  const slips = header.findSlips(missing, extra).map(({ name, position, meant }) => `column ${position + 1} is '${name}', near '${meant}'`);
  const faults = [
    ...(missing.length > 0 ? [`missing ${listNames(missing)}`, ...slips] : []),
    ...(check.extra === "forbid" && extra.length > 0 ? [`not declared: ${listPositions(extra)}`] : []),
    ...(moved ? [`another order: ${listNames(known)}`] : []),
  ];
  const count = countOf(header.names.length, "column");
  if (faults.length === 0) {
    const undeclared = extra.length > 0 ? `, ${extra.length} of them not declared: ${listPositions(extra)}` : "";
    return { verdict: "pass", observed: `${count}${undeclared}`, expected };
  }
  return {
    verdict: "fail",
    observed: `${count}; ${faults.join("; ")}`,
    expected,
    failing: Math.max(missing.length + (check.extra === "forbid" ? extra.length : 0), 1),
    note: known.length === 0 ? whyNothingKnown(header) : undefined,
  };
}

function whyNothingKnown(header: Header): string {
  const delimiter = header.likelyDelimiter();
  if (delimiter === undefined) return NO_HEADER;
  const called = delimiter === "\t" ? "a tab" : `'${delimiter}'`;
  return `The header is one column that looks as if ${called} divided it; set dialect.delimiter: ${JSON.stringify(delimiter)}.`;
}

interface ShareCount {
  readonly failing: number;
  readonly tested: number;
  readonly rows: readonly FailingRow[];
  readonly of: string;
  readonly word: string;
}

function judgeShare(check: { metric: Share; threshold: Threshold }, share: ShareCount): Judgement {
  const { failing, tested, of, word } = share;
  const expected = `${word}: ${check.threshold.text}`;
  if (tested === 0) return unknown(expected, `There are no ${of} to test.`);
  const percent = (failing / tested) * 100;
  const value = check.metric === "percent" ? percent : failing;
  const holds = check.threshold.holds(value);
  const observed = `${failing} of ${tested} ${of} ${word} (${formatValue(percent, "percent")})`;
  return { verdict: holds ? "pass" : "fail", observed, expected, failing, rows: share.rows };
}

function judgeInvalid(check: Check & { kind: "invalid" }, position: number, run: TableRun): Judgement {
  const failures = run.invalid.get(position);
  if (failures === undefined) throw new TypeError("every invalid check has a count");
  const rule = check.rules.map((one) => one.text).join(" and ");
  const expected = `invalid: ${check.threshold.text}; each value must be ${rule}`;
  if (failures.tested === 0 && run.rows > 0) {
    if (check.mayBeAllMissing) return { verdict: "pass", observed: "every value is missing, which is allowed", expected };
    return unknown(expected, "Every value is missing, so that none was tested; 'may_be_all_missing: true' allows that.");
  }
  const { failing, tested, rows, undecided } = failures;
  const judged = { ...judgeShare(check, { failing, tested, rows, of: "values", word: "invalid" }), expected };
  if (undecided === 0) return judged;
  const note = `${countOf(undecided, "value")} could not be judged: the pattern has too many ways to match; write it with fewer repetitions inside repetitions.`;
  return { ...judged, verdict: isCertain(check, judged.verdict, failing, undecided) ? "fail" : "inconclusive", note };
}

/** Whether a failure stays one, whatever the values that were not judged are. */
function isCertain(check: { metric: Share; threshold: Threshold }, verdict: Verdict, failing: number, open: number): boolean {
  return verdict === "fail" && check.metric === "count" && !check.threshold.holds(failing + open);
}

function judgeDuplicate(check: Check & { kind: "duplicate" }, position: number, run: TableRun): Judgement {
  const work = run.keys.get(position);
  if (work === undefined) throw new TypeError("every duplicate check has its keys");
  const { failing, tested, rows } = work.failures;
  const note = work.incomplete > 0 ? { note: `${work.incomplete} rows were not compared: a part of their key is missing.` } : {};
  const judged = { ...judgeShare(check, { failing, tested, rows, of: "keys", word: "duplicate" }), ...note };
  if (work.unseen === 0) return judged;
  const unseen = `${work.unseen} rows were not compared, because the keys before them used up the memory; raise limits.unique_memory_mb.`;
  return { ...judged, verdict: isCertain(check, judged.verdict, failing, work.unseen) ? "fail" : "inconclusive", note: unseen };
}

function judgeFreshness(check: Check & { kind: "freshness" }, run: TableRun, now: Date): Judgement {
  const work = run.column(check.column);
  const expected = `age: ${check.threshold.text}`;
  if (work.present === 0) return unknown(expected, "There is no time to look at.");
  if (work.unreadable.failing > 0) {
    const note = `${work.unreadable.failing} values are no time that can be read, so that the newest is not known.`;
    return { ...unknown(expected, note), failing: work.unreadable.failing, rows: work.unreadable.rows };
  }
  const age = now.getTime() - work.newest;
  const newest = `the newest is ${new Date(work.newest).toISOString().replace(".000Z", "Z")}`;
  if (age < -FUTURE_TOLERANCE_MS) {
    return { verdict: "fail", observed: `${formatValue(-age, "duration")} in the future (${newest})`, expected };
  }
  const verdict = check.threshold.holds(Math.max(age, 0)) ? "pass" : "fail";
  return { verdict, observed: `${formatValue(Math.max(age, 0), "duration")} old (${newest})`, expected };
}

function judgeAggregate(check: Check & { kind: "aggregate" }, run: TableRun): Judgement {
  const expected = `${check.function}: ${check.threshold.text}`;
  const value = measure({ kind: check.function, column: check.column }, run);
  if (value === undefined) return unmeasured(check.column, expected, run);
  return {
    verdict: check.threshold.holds(value) ? "pass" : "fail",
    observed: `${check.function} ${formatValue(value, "number")}`,
    expected,
  };
}

function judgeHistory(check: Check & { kind: "history" }, run: TableRun, context: EvaluationContext): Judgement {
  const value = measure(check.metric, run);
  const expected = "a value like those before";
  if (value === undefined) return unmeasured(check.metric.column ?? "", expected, run);
  if ("unusable" in context.history) return { ...unknown(expected, context.history.unusable), observed: formatValue(value, "number") };
  const judged = judgeByHistory(check, value, context.now, context.history);
  return { ...judged, observed: `${check.metric.kind} ${judged.observed}` };
}

function unmeasured(column: string, expected: string, run: TableRun): Judgement {
  const { failing, rows } = run.column(column).unreadable;
  if (failing === 0) return unknown(expected, "There are not enough values to measure.");
  return { ...unknown(expected, `${failing} values of '${column}' are no number that can be read.`), failing, rows };
}

function unknown(expected: string, note: string): Judgement {
  return { verdict: "inconclusive", observed: "not known", expected, note };
}
