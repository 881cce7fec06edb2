import type { CodeRange } from "./code-points.ts";

/** Bytes from `low` to `high`, both included. */
type ByteRange = readonly [low: number, high: number];

/** The first and last code points of each length in UTF-8 (RFC 3629, section 3). */
const LENGTHS: readonly CodeRange[] = [
  { low: 0, high: 0x7f },
  { low: 0x80, high: 0x7ff },
  { low: 0x800, high: 0xffff },
  { low: 0x10000, high: 0x10ffff },
];

/**
 * The UTF-8 of a range of code points as sequences of byte ranges: each byte of a sequence may be any of its range. Where one byte has more
 * than one value, all bytes behind it are free, so that at any place two sequences have the same range or none in common.
 */
export function utf8Sequences({ low, high }: CodeRange): ByteRange[][] {
  return LENGTHS.flatMap((length, index) => {
    const [from, to] = [Math.max(low, length.low), Math.min(high, length.high)];
    return from > to ? [] : split(from, to, index);
  });
}

/** Splits code points whose UTF-8 has `tails` continuation bytes. */
function split(low: number, high: number, tails: number): ByteRange[][] {
  for (let tail = 1; tail <= tails; tail++) {
    const mask = 2 ** (6 * tail) - 1;
    // Either the bytes before this tail are the same for both ends, or the tail is free at both.
    if (low >>> (6 * tail) === high >>> (6 * tail)) continue;
    if ((low & mask) !== 0) return [...split(low, low | mask, tails), ...split((low | mask) + 1, high, tails)];
    if ((high & mask) !== mask) return [...split(low, high - (high & mask) - 1, tails), ...split(high - (high & mask), high, tails)];
  }
  const [first, last] = [Buffer.from(String.fromCodePoint(low)), Buffer.from(String.fromCodePoint(high))];
  return [Array.from(first, (byte, index): ByteRange => [byte, last[index] ?? byte])];
}
