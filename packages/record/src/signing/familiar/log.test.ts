import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { rootOf } from "./log.ts";

const ENTRIES = Array.from({ length: 20 }, (_, index) => Buffer.from(`entry ${index}`));

test("every entry of a tree of any size has the tree's root by its proof, and by no other place, size or proof", () => {
  for (let size = 1; size <= ENTRIES.length; size++) {
    const entries = ENTRIES.slice(0, size);
    const root = hashOf(entries);
    for (const [index, entry] of entries.entries()) {
      const hashes = proofOf(entries, index);
      const has = (other: { index?: number; size?: number; hashes?: readonly Buffer[] }, of = entry): boolean =>
        rootOf(of, { index: String(other.index ?? index), size: other.size ?? size, hashes: other.hashes ?? hashes })?.equals(root) ??
        false;
      expect(has({}), `${index} of ${size}`).toBe(true);
      expect(has({}, Buffer.from("another"))).toBe(false);
      for (const other of entries.keys())
        if (other !== index) expect(has({ index: other }), `${other} for ${index} of ${size}`).toBe(false);
      expect(has({ index: size })).toBe(false);
      expect(has({ hashes: [...hashes, Buffer.alloc(32)] })).toBe(false);
      expect(has({ hashes: [Buffer.alloc(32), ...hashes] })).toBe(false);
      if (hashes.length > 0) expect([has({ hashes: hashes.slice(1) }), has({ hashes: hashes.slice(0, -1) })]).toEqual([false, false]);
    }
  }
});

/** The definition of the tree (RFC 9162, 2.1.1), as it stands there. */
function hashOf(entries: readonly Buffer[]): Buffer {
  const [first] = entries;
  if (entries.length === 1 && first) return digest(Buffer.from([0]), first);
  const at = splitOf(entries.length);
  return digest(Buffer.from([1]), hashOf(entries.slice(0, at)), hashOf(entries.slice(at)));
}

/** The definition of a proof (RFC 9162, 2.1.3.1). */
function proofOf(entries: readonly Buffer[], index: number): Buffer[] {
  if (entries.length === 1) return [];
  const at = splitOf(entries.length);
  return index < at
    ? [...proofOf(entries.slice(0, at), index), hashOf(entries.slice(at))]
    : [...proofOf(entries.slice(at), index - at), hashOf(entries.slice(0, at))];
}

/** The largest power of two below a number. */
function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function digest(...parts: readonly Buffer[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}
