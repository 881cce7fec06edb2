import { mean } from "./moments.ts";

// The expectation (d2) and standard deviation (d3) of ranges of two normal values; 3/d2 is the "2.66" and 1 + 3·d3/d2 the "3.267" of the printed tables.
const D2 = 2 / Math.sqrt(Math.PI);
const D3 = Math.sqrt(2 - 4 / Math.PI);

/** Half the width of an individuals chart in mean moving ranges (2.66 in tables). */
export const XMR_LIMIT_FACTOR = 3 / D2;
/** The upper limit of the moving range in mean moving ranges (3.267 in tables). */
export const MOVING_RANGE_LIMIT_FACTOR = 1 + (3 * D3) / D2;

/** The run rules: the four of the Western Electric handbook (1956) and the limit of the moving range. */
export const RUN_RULES = [
  "beyond-limits",
  "two-of-three-beyond-2-sigma",
  "four-of-five-beyond-1-sigma",
  "eight-on-one-side",
  "moving-range",
] as const;
/** The name of one run rule. */
export type RunRule = (typeof RUN_RULES)[number];

/** A point that a rule marks. */
export interface Signal {
  readonly index: number;
  readonly rule: RunRule;
  readonly side: "above" | "below";
}

/** An individuals and moving range chart. */
export interface XmrChart {
  readonly center: number;
  readonly lower: number;
  readonly upper: number;
  /** A third of the distance from the centre to a limit. */
  readonly sigma: number;
  readonly movingRangeMean: number;
  readonly movingRangeUpper: number;
  readonly signals: readonly Signal[];
}

/**
 * The X-mR chart of values in time order (NIST/SEMATECH e-Handbook, 6.3.2.2, "Individuals Control Charts"). With `baseline: n` the limits come from the first n values only, so that the values that
 * are judged cannot widen their own limits. Throws a RangeError below two baseline values or for a value that is not finite.
 */
export function xmrChart(values: readonly number[], options?: { baseline?: number }): XmrChart {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`A control chart needs finite numbers, got ${values[bad]} at position ${bad}`);
  const baseline = values.slice(0, options?.baseline ?? values.length);
  if (baseline.length < 2) throw new RangeError(`A control chart needs at least two baseline values, got ${baseline.length}`);
  const center = mean(baseline);
  const movingRangeMean = mean(movingRanges(baseline));
  const half = XMR_LIMIT_FACTOR * movingRangeMean;
  const limits = { center, lower: center - half, upper: center + half, sigma: half / 3 };
  const movingRangeUpper = MOVING_RANGE_LIMIT_FACTOR * movingRangeMean;
  const signals = values.flatMap((_, index) => findSignals(values, index, limits, movingRangeUpper));
  return { ...limits, movingRangeMean, movingRangeUpper, signals };
}

function movingRanges(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => Math.abs(value - values[index]!));
}

interface Limits {
  readonly center: number;
  readonly lower: number;
  readonly upper: number;
  readonly sigma: number;
}

function findSignals(values: readonly number[], index: number, limits: Limits, movingRangeUpper: number): Signal[] {
  const value = values[index]!;
  const previous = values[index - 1] ?? value;
  const signals: Signal[] = [];
  for (const side of ["above", "below"] as const) {
    const sign = side === "above" ? 1 : -1;
    const beyond = (sigmas: number) => (other: number) => sign * (other - limits.center) > sigmas * limits.sigma;
    const isOut = side === "above" ? value > limits.upper : value < limits.lower;
    if (isOut) signals.push({ index, rule: "beyond-limits", side });
    if (isRun(values, index, 3, 2, beyond(2))) signals.push({ index, rule: "two-of-three-beyond-2-sigma", side });
    if (isRun(values, index, 5, 4, beyond(1))) signals.push({ index, rule: "four-of-five-beyond-1-sigma", side });
    if (isRun(values, index, 8, 8, beyond(0))) signals.push({ index, rule: "eight-on-one-side", side });
    if (sign * (value - previous) > movingRangeUpper) signals.push({ index, rule: "moving-range", side });
  }
  return signals;
}

/** Whether the point belongs to a run that ends with it: `needed` of the last `length` values hold, itself among them. */
function isRun(values: readonly number[], index: number, length: number, needed: number, holds: (value: number) => boolean): boolean {
  if (index + 1 < length || !holds(values[index]!)) return false;
  return values.slice(index + 1 - length, index + 1).filter(holds).length >= needed;
}
