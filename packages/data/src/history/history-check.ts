import type { Verdict } from "@waybill/kit";
import type { RunRule } from "@waybill/stats";
import { historicalAverage, xmrChart } from "@waybill/stats";
import type { Allowance, HistoryRule } from "../checks/check-plan.ts";
import { metricName } from "../checks/check-plan.ts";
import type { Chart, HistoryPoint } from "../result.ts";
import { between, formatValue } from "../checks/threshold.ts";

/** How a value compares with its history. */
export interface HistoryJudgement {
  readonly verdict: Verdict;
  readonly observed: string;
  readonly expected: string;
  readonly note?: string | undefined;
  readonly chart: Chart;
}

const RULE_WORDS: Record<RunRule, string> = {
  "beyond-limits": "is outside the limits",
  "two-of-three-beyond-2-sigma": "is the second of three beyond 2 sigma",
  "four-of-five-beyond-1-sigma": "is the fourth of five beyond 1 sigma",
  "eight-on-one-side": "is the eighth in a row on one side of the mean",
  "moving-range": "jumped further than usual from the point before",
};

/**
 * Judges a value by the accepted points before it. Below the rule's minimum it only learns, which is a warning. The caller lowers a failure
 * to a warning where the check's level says so.
 */
export function judgeByHistory(rule: HistoryRule, value: number, now: Date, points: readonly HistoryPoint[]): HistoryJudgement {
  const name = metricName(rule.metric);
  const known = points.flatMap(({ at, metrics: { [name]: y } }) => (y === undefined ? [] : [{ x: at, y }])).slice(-rule.window);
  const chart: Chart = { points: [...known, { x: now.toISOString(), y: value }] };
  const observed = formatMetric(rule, value);
  if (known.length < rule.minimum) {
    const count = `${known.length} of ${rule.minimum} points`;
    return {
      verdict: "warn",
      observed,
      expected: `nothing yet: the history has ${count}`,
      note: `Learning: the history has ${count} that this check needs before it judges.`,
      chart,
    };
  }
  const before = known.map((point) => point.y);
  return rule.method === "average" ? judgeByAverage(rule, value, before, chart) : judgeByChart(rule, value, before, chart);
}

function judgeByAverage(
  rule: HistoryRule & { method: "average" },
  value: number,
  before: readonly number[],
  chart: Chart,
): HistoryJudgement {
  const { average, count } = historicalAverage(before, rule.window);
  const lower = rule.mayDrop === undefined ? -Infinity : average - distance(rule.mayDrop, average);
  const upper = rule.mayRise === undefined ? Infinity : average + distance(rule.mayRise, average);
  // One part in 10^12 for the rounding of the subtraction, so that exactly 20 % less is allowed where 20 % are.
  const slack = 1e-12 * Math.abs(average);
  return {
    verdict: value >= lower - slack && value <= upper + slack ? "pass" : "fail",
    observed: `${formatMetric(rule, value)} (${describeChange(value, average)})`,
    expected: `${between(lower, upper, unitOf(rule)).text} (average of ${count} points: ${formatMetric(rule, average)})`,
    chart: { ...chart, center: average, lower: finite(lower), upper: finite(upper) },
  };
}

function judgeByChart(
  rule: HistoryRule & { method: "control_chart" },
  value: number,
  before: readonly number[],
  chart: Chart,
): HistoryJudgement {
  const limits = xmrChart([...before, value], { baseline: before.length });
  const sides = rule.direction === "both" ? ["above", "below"] : [rule.direction === "rise" ? "above" : "below"];
  const signals = limits.signals
    .filter((signal) => signal.index === before.length && sides.includes(signal.side))
    .map((signal) => signal.rule);
  const isOut = signals.includes("beyond-limits");
  const runs = rule.runRules.filter((name) => signals.includes(name));
  const lower = rule.direction === "rise" ? -Infinity : limits.lower;
  const upper = rule.direction === "drop" ? Infinity : limits.upper;
  const shown = { center: limits.center, lower: finite(lower), upper: finite(upper) };
  const words = (isOut ? ["beyond-limits" as const, ...runs] : runs).map((name) => RULE_WORDS[name]);
  return {
    verdict: isOut ? "fail" : runs.length > 0 ? "warn" : "pass",
    observed: formatMetric(rule, value),
    expected: `${between(lower, upper, unitOf(rule)).text} (X-mR limits of ${before.length} points)`,
    note: words.length > 0 ? `The value ${words.join(" and ")}.` : undefined,
    chart: { ...chart, ...shown },
  };
}

/** How far a value may lie from the average, in the metric's own unit; a share is of the average's size, so that a negative one works, too. */
function distance(allowance: NonNullable<Allowance>, average: number): number {
  return "share" in allowance ? Math.abs(average) * allowance.share : allowance.absolute;
}

function describeChange(value: number, average: number): string {
  if (average === 0) return "the average is 0";
  const percent = ((value - average) / Math.abs(average)) * 100;
  return `${percent >= 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} % against the average`;
}

/** A limit that a picture can show. */
function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined;
}

function unitOf(rule: HistoryRule): "percent" | "number" {
  return rule.metric.kind === "missing_percent" ? "percent" : "number";
}

function formatMetric(rule: HistoryRule, value: number): string {
  return formatValue(value, unitOf(rule));
}
