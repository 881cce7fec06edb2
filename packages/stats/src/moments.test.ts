import fc from "fast-check";
import { expect, test } from "vitest";
import { historicalAverage } from "./average.ts";
import { createMoments, mean, median, quantile, standardDeviation } from "./moments.ts";

test("agrees with NIST StRD NumAcc1 and NumAcc2", () => {
  expect(mean([10_000_001, 10_000_003, 10_000_002])).toBe(10_000_002);
  expect(standardDeviation([10_000_001, 10_000_003, 10_000_002])).toBe(1);
  const second = [1.2, ...Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 1.1 : 1.3))];
  expect(mean(second)).toBeCloseTo(1.2, 12);
  expect(standardDeviation(second)).toBeCloseTo(0.1, 12);
});

test("agrees with NIST StRD NumAcc4, where naive sums of squares lose every digit", () => {
  const values = [10_000_000.2, ...Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 10_000_000.1 : 10_000_000.3))];
  expect(standardDeviation(values)).toBeCloseTo(0.1, 7);
});

test("interpolates quantiles as R's type 7", () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(quantile([4, 1, 3, 2], 0.9)).toBeCloseTo(3.7, 12);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => quantile([1], 2)).toThrow("between 0 and 1");
});

test("says NaN where there is nothing to measure", () => {
  expect([mean([]), median([]), standardDeviation([1]), createMoments().max, historicalAverage([], 3).average]).toEqual(
    Array.from({ length: 5 }, () => Number.NaN),
  );
});

test("averages the last values of a history only", () => {
  expect(historicalAverage([100, 1, 2, 3], 3)).toEqual({ average: 2, standardDeviation: 1, count: 3 });
  expect(historicalAverage([4], 3)).toMatchObject({ average: 4, count: 1 });
  expect(() => historicalAverage([1], 0)).toThrow("whole number");
});

test("running moments equal those of the whole list", () => {
  fc.assert(
    // `+ 0` makes 0 of -0: the two are one number, and which of them Math.min gives hangs on the order.
    fc.property(
      fc.array(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
        { minLength: 2 },
      ),
      (values) => {
        const moments = createMoments();
        values.forEach((value) => moments.add(value));
        const naive = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(moments.mean).toBeCloseTo(naive, 6);
        expect(moments.min).toBe(Math.min(...values));
        expect(moments.max).toBe(Math.max(...values));
        expect(quantile(values, 0)).toBe(Math.min(...values));
        expect(moments.standardDeviation).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
