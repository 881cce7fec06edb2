import { expect, test } from "vitest";
import { groupBy } from "./group.ts";

test("groups keep the order of keys and items", () => {
  expect([...groupBy([3, 1, 4, 1, 5], (number) => number % 2 === 0)]).toEqual([
    [false, [3, 1, 1, 5]],
    [true, [4]],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
