import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mapParallel } from "./parallel.ts";

test("keeps the order of the items and never runs more than the limit at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), fc.integer({ min: 0, max: 5 }), async (turns, limit) => {
      let running = 0;
      let most = 0;
      const results = await mapParallel(turns, limit, async (count, index) => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn < count; turn++) await nextTurn();
        running--;
        return index;
      });
      expect(results).toEqual(turns.map((_, index) => index));
      expect(most).toBeLessThanOrEqual(Math.max(1, limit));
    }),
    { numRuns: 30 },
  );
});

test("after a failure it starts nothing new, waits for what runs, and throws that failure", async () => {
  const started: number[] = [];
  const ended: number[] = [];
  const all = mapParallel([0, 1, 2, 3, 4], 2, async (item) => {
    started.push(item);
    if (item === 0) throw new Error("item 0 is broken");
    await nextTurn();
    ended.push(item);
  });
  await expect(all).rejects.toThrow("item 0 is broken");
  expect(started).toEqual([0, 1]);
  expect(ended).toEqual([1]);
});
