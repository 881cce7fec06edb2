/** Code points from `low` to `high`, both included. */
export interface CodeRange {
  readonly low: number;
  readonly high: number;
}

const PIECE = 4096;
const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
const LAST = 0x10ffff;

let pieces: readonly string[] | undefined;
/** Check files use the same few atoms again and again. */
const known = new Map<string, readonly CodeRange[]>();

/**
 * The code points that one atom of a regular expression stands for (a class such as `[^@\s]`, an escape such as `\p{Lu}`, or `.`), in order.
 * The engine of the language itself says which, so that no table of Unicode has to be kept and nothing can mean something else here. Surrogates
 * are left out, because no UTF-8 has them.
 */
export function rangesOf(atom: string): readonly CodeRange[] {
  const ranges = known.get(atom) ?? findRanges(atom);
  known.set(atom, ranges);
  return ranges;
}

function findRanges(atom: string): CodeRange[] {
  const run = new RegExp(`(?:${atom})+`, "gu");
  const ranges: { low: number; high: number }[] = [];
  pieces ??= allCodePoints();
  for (const piece of pieces) {
    for (const { 0: text } of piece.matchAll(run)) {
      const low = text.codePointAt(0) ?? 0;
      const tail = text.slice(-2).codePointAt(0) ?? 0;
      const high = tail > 0xffff ? tail : text.charCodeAt(text.length - 1);
      const last = ranges.at(-1);
      if (last?.high === low - 1) last.high = high;
      else ranges.push({ low, high });
    }
  }
  return ranges;
}

/** Every code point but the surrogates, in pieces that the engine runs over without a deep stack. */
function allCodePoints(): string[] {
  const all: string[] = [];
  for (let from = 0; from <= LAST; from += PIECE) {
    const units = new Uint16Array(PIECE * 2);
    let length = 0;
    for (let point = from; point < from + PIECE; point++) {
      if (point >= FIRST_SURROGATE && point < AFTER_SURROGATES) continue;
      if (point > 0xffff) units[length++] = FIRST_SURROGATE + ((point - 0x10000) >>> 10);
      units[length++] = point > 0xffff ? 0xdc00 + (point & 0x3ff) : point;
    }
    all.push(Buffer.from(units.buffer, 0, length * 2).toString("utf16le"));
  }
  return all;
}
