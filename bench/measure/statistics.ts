/** The middle of a list of numbers, the mean of the two middle ones when there is no single one; NaN of an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Ours divided by the peer's: below 1 means that we need less. Undefined where there is nothing to divide by. */
export function ratioOf(ours: number, peer: number): number | undefined {
  const ratio = ours / peer;
  return Number.isFinite(ratio) ? ratio : undefined;
}
