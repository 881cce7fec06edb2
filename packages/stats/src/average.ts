import { mean, standardDeviation } from "./moments.ts";

/** The average of the last `window` values (all when there are fewer), with how many there were; NaN when there is none. */
export function historicalAverage(
  values: readonly number[],
  window: number,
): { average: number; standardDeviation: number; count: number } {
  if (!Number.isInteger(window) || window < 1) throw new RangeError(`A window must be a whole number from 1, got ${window}`);
  const recent = values.slice(-window);
  return { average: mean(recent), standardDeviation: standardDeviation(recent), count: recent.length };
}
