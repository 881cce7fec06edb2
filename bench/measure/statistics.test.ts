import { expect, test } from "vitest";
import { median, ratioOf } from "./statistics.ts";

test("the median is the middle one, or the mean of the two middle ones, in whatever order they came", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 100, 2])).toBe(3);
  expect(median([7])).toBe(7);
});

test("the median of nothing, or of something that was not measured, is not a number", () => {
  expect(median([])).toBeNaN();
  expect(median([Number.NaN])).toBeNaN();
});

test("a ratio says how many times the peer's we need, and nothing where the peer has nothing", () => {
  expect(ratioOf(3, 2)).toBe(1.5);
  expect(ratioOf(3, 0)).toBeUndefined();
  expect(ratioOf(Number.NaN, 2)).toBeUndefined();
});
