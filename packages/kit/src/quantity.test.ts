import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuantity } from "./quantity.ts";

test.each([
  ["500m", 0.5],
  ["64Mi", 67_108_864],
  ["1.5Gi", 1_610_612_736],
  ["1e3", 1000],
  ["2E", 2e18],
  ["1E2", 100],
  [".5", 0.5],
  [3, 3],
  ["0", 0],
])("%s is %d", (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each(["", "Mi", "1 Mi", "64mb", "1Kib", "--1", "1e", "NaN", "Infinity", "0x10"])("'%s' is no quantity", (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test("any text is a finite number or no quantity, and never an error", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+]?[0-9.]{0,8}[eE]?[-+0-9]{0,4}[a-zA-Z]{0,2}$/)), (text) => {
      const value = parseQuantity(text);
      expect(value === undefined || Number.isFinite(value)).toBe(true);
    }),
  );
});

test("a number with a suffix is that number times the suffix", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), (number) => void expect(parseQuantity(`${number}Ki`)).toBe(number * 1024)));
});
