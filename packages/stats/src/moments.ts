/** The arithmetic mean; NaN of an empty list. Exact to rounding also when the values share a large offset. */
export function mean(values: readonly number[]): number {
  const moments = createMoments();
  for (const value of values) moments.add(value);
  return moments.mean;
}

/** The sample standard deviation (n − 1); NaN below two values. Never negative inside the root, unlike Σx² − n·x̄². */
export function standardDeviation(values: readonly number[]): number {
  const moments = createMoments();
  for (const value of values) moments.add(value);
  return moments.standardDeviation;
}

/** The value in the middle of the sorted list, or the mean of the two in the middle; NaN of an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The quantile at `share` (0 to 1), interpolated linearly between neighbours (Hyndman and Fan's type 7, the default of R and numpy);
 * NaN of an empty list. Throws a RangeError for a share outside 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile's share must lie between 0 and 1, got ${share}`);
  if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * share;
  const low = Math.floor(position);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN;
  // Without this an infinite neighbour with weight 0 would give NaN.
  return position === low || below === above ? below : below + (above - below) * (position - low);
}

/**
 * Running count, mean, spread, sum and range of numbers that are seen once. The recurrence is Welford's (Technometrics 4, 1962; Knuth,
 * The Art of Computer Programming, vol. 2, 4.2.2): it never subtracts two large sums, so that an offset of all values costs no digits.
 */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  add(value: number): void;
}

/** Starts an empty `Moments`: everything but `count` and `sum` is NaN until a value comes. */
export function createMoments(): Moments {
  return new Welford();
}

class Welford implements Moments {
  count = 0;
  sum = 0;
  min = Number.NaN;
  max = Number.NaN;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count += 1;
    this.sum += value;
    const delta = value - this.#mean;
    this.#mean += delta / this.count;
    this.#squares += delta * (value - this.#mean);
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.#mean;
  }

  get standardDeviation(): number {
    return this.count < 2 ? Number.NaN : Math.sqrt(this.#squares / (this.count - 1));
  }
}
