/** A source of pseudo-random numbers that gives the same sequence for the same seed on every machine (mulberry32). */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal with the given mean and standard deviation. */
  normal(mean: number, deviation: number): number;
  /** One of the items, by weight. */
  pick<T>(items: readonly (readonly [T, number])[]): T;
}

/** Starts a sequence from a 32-bit seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    // Twelve uniforms less six: near enough to a normal, and free of Math.log, whose last digit a standard does not fix.
    normal: (mean, deviation) => mean + deviation * (Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, 0) - 6),
    pick: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) if ((left -= weight) < 0) return item;
      return (items.at(-1) as readonly [never, number])[0];
    },
  };
}
