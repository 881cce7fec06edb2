import type { Digest, Finding, Verdict } from "@waybill/kit";
import { explainRange } from "./metric-range.ts";
import type { Metrics } from "./metrics.ts";

/** What a metric must be. `mayDrop` says that higher is better, `mayRise` that lower is better; both are absolute and inclusive. */
export interface MetricGate {
  readonly mustBeAtLeast?: number | undefined;
  readonly mustBeAtMost?: number | undefined;
  readonly mayDrop?: number | undefined;
  readonly mayRise?: number | undefined;
}

/** What became of one metric's gate. */
export interface GateResult {
  readonly metric: string;
  readonly observed?: number | undefined;
  readonly baseline?: number | undefined;
  /** What the metric was held to; empty where it has no gate. */
  readonly limits: MetricGate;
  /** The limits in words. */
  readonly expected: string;
  readonly verdict: Verdict;
  readonly note?: string | undefined;
}

/** Metrics as they were found. `file` names the file in messages, the digest says which bytes were judged. */
export interface MetricsFile {
  readonly file: string;
  readonly digest: Digest;
  readonly metrics: Metrics;
}

/** Rounding of decimal fractions must not decide: 0.9 − 0.01 is 0.89. */
const SLACK = 1e-12;

/**
 * Judges every gate; a missing metric or baseline is inconclusive, NaN fails. A number that cannot be a value of its metric (an AUC of 1.7, no samples) fails,
 * with or without a gate, because the file is then no measurement.
 */
export function judgeGates(
  gates: Readonly<Record<string, MetricGate>>,
  metrics: MetricsFile | undefined,
  baseline: MetricsFile | undefined,
): GateResult[] {
  const impossible = [...(metrics?.metrics ?? [])].flatMap(([metric, observed]): GateResult[] => {
    const note = Object.hasOwn(gates, metric) ? undefined : explainRange(metric, observed);
    return note === undefined ? [] : [{ metric, observed, limits: {}, expected: "a possible value", verdict: "fail", note }];
  });
  return [...Object.entries(gates).map(([metric, gate]) => judgeGate(metric, gate, metrics, baseline)), ...impossible];
}

/** The findings of gates that do not pass. */
export function gateFindings(results: readonly GateResult[], place: string): Finding[] {
  return results
    .filter((result) => result.verdict !== "pass")
    .map((result) => ({
      rule: "model-metric",
      severity: "error",
      what:
        result.verdict === "fail"
          ? `Metric '${result.metric}' does not pass its gate.${result.note === undefined ? "" : ` ${result.note}`}`
          : `Metric '${result.metric}' could not be judged. ${result.note ?? ""}`.trim(),
      where: { file: place },
      observed: result.observed === undefined ? "nothing" : String(result.observed),
      expected: result.expected,
      next:
        result.verdict === "fail"
          ? "Train again, or change the gate in a reviewed commit."
          : "Write the missing number, or remove the gate in a reviewed commit.",
    }));
}

function judgeGate(metric: string, gate: MetricGate, file: MetricsFile | undefined, baselineFile: MetricsFile | undefined): GateResult {
  const observed = file?.metrics.get(metric);
  const baseline = baselineFile?.metrics.get(metric);
  const expected = describeGate(gate, baseline);
  const facts = { metric, observed, baseline, limits: gate, expected };
  const unknown = (note: string): GateResult => ({ ...facts, verdict: "inconclusive", note });
  const limits = [gate.mustBeAtLeast, gate.mustBeAtMost, gate.mayDrop, gate.mayRise].filter((limit) => limit !== undefined);
  if (limits.length === 0) return unknown("The gate sets no limit.");
  if (limits.some((limit) => !Number.isFinite(limit)) || (gate.mayDrop ?? 0) < 0 || (gate.mayRise ?? 0) < 0)
    return unknown("The gate's limits are no usable numbers.");
  if (file === undefined) return unknown("No metrics file is configured; name one as 'metrics'.");
  if (observed === undefined) return unknown(`It is not in ${file.file}, which has ${describeNames(file.metrics)}.`);
  if (!Number.isFinite(observed)) return { ...facts, verdict: "fail", note: "It is not a finite number." };
  const impossible = explainRange(metric, observed);
  if (impossible !== undefined) return { ...facts, verdict: "fail", note: impossible };
  const absolute =
    (gate.mustBeAtLeast === undefined || observed >= gate.mustBeAtLeast) &&
    (gate.mustBeAtMost === undefined || observed <= gate.mustBeAtMost);
  // A limit that is broken stays broken, whatever the baseline would say.
  if (!absolute) return { ...facts, verdict: "fail" };
  if (gate.mayDrop === undefined && gate.mayRise === undefined) return { ...facts, verdict: "pass" };
  const problem = explainBaseline(metric, baselineFile);
  if (problem !== undefined || baseline === undefined) return unknown(problem ?? "");
  const slack = SLACK * Math.max(1, Math.abs(baseline));
  const dropped = gate.mayDrop !== undefined && observed < baseline - gate.mayDrop - slack;
  const risen = gate.mayRise !== undefined && observed > baseline + gate.mayRise + slack;
  return { ...facts, verdict: dropped || risen ? "fail" : "pass" };
}

/** Why a metric cannot be compared with its baseline; undefined when it can. */
function explainBaseline(metric: string, file: MetricsFile | undefined): string | undefined {
  if (file === undefined) return "No baseline is configured; name the metrics file of the model that runs now as 'baseline'.";
  const baseline = file.metrics.get(metric);
  if (baseline === undefined) return `It is not in the baseline ${file.file}, which has ${describeNames(file.metrics)}.`;
  if (!Number.isFinite(baseline)) return `The baseline ${file.file} has no finite number for it.`;
  const impossible = explainRange(metric, baseline);
  return impossible && `In the baseline ${file.file}, ${impossible}`;
}

function describeGate(gate: MetricGate, baseline: number | undefined): string {
  const against = baseline === undefined ? "the baseline" : `the baseline ${baseline}`;
  const parts = [
    ...(gate.mustBeAtLeast === undefined ? [] : [`at least ${gate.mustBeAtLeast}`]),
    ...(gate.mustBeAtMost === undefined ? [] : [`at most ${gate.mustBeAtMost}`]),
    ...(gate.mayDrop === undefined ? [] : [`at most ${gate.mayDrop} below ${against} (higher is better)`]),
    ...(gate.mayRise === undefined ? [] : [`at most ${gate.mayRise} above ${against} (lower is better)`]),
  ];
  return parts.length === 0 ? "nothing" : parts.join(" and ");
}

function describeNames(metrics: Metrics): string {
  const names = [...metrics.keys()];
  if (names.length === 0) return "no metric";
  return names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : "");
}
