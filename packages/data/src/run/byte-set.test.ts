import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteSet } from "./byte-set.ts";

test("behaves as a set of strings", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), (keys) => {
      const [mine, reference] = [new ByteSet(Infinity), new Set<string>()];
      for (const key of keys) {
        const bytes = Buffer.from(`<${key}>`);
        expect(mine.add(bytes, 1, bytes.length - 1)).toBe(reference.has(key) ? "present" : "added");
        reference.add(key);
        expect(mine.has(bytes, 1, bytes.length - 1)).toBe(true);
      }
      expect(mine.size).toBe(reference.size);
    }),
  );
});

test("grows over many keys and stops at its memory, still knowing every key it took", () => {
  const set = new ByteSet(1 << 20);
  const key = Buffer.alloc(4);
  let taken = 0;
  for (; taken < 1_000_000; taken++) {
    key.writeInt32LE(taken);
    if (set.add(key, 0, 4) === "full") break;
  }
  expect(taken).toBeGreaterThan(20_000);
  expect(taken).toBeLessThan(200_000);
  let known = 0;
  for (let index = 0; index < taken; index++) {
    key.writeInt32LE(index);
    if (set.has(key, 0, 4)) known += 1;
  }
  expect(known).toBe(taken);
});
