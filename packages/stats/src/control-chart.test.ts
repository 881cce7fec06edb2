import fc from "fast-check";
import { expect, test } from "vitest";
import { MOVING_RANGE_LIMIT_FACTOR, XMR_LIMIT_FACTOR, xmrChart } from "./control-chart.ts";

// Published with limits in the SAS/QC user's guide, MACONTROL/IRCHART example.
const TIRES = [
  24.05, 23.99, 23.95, 23.93, 23.97, 24.02, 24.06, 24.1, 23.98, 24.03, 23.91, 24.06, 24.06, 23.96, 23.98, 24.06, 24.01, 24.0, 23.93, 23.92,
  24.09, 24.11, 24.05, 23.98, 23.98, 24.06, 24.02, 24.06, 23.97, 23.96,
];
// The flow rates of the NIST e-Handbook, 6.3.2.2.
const FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

test("agrees with the published SAS individuals chart to every printed digit", () => {
  const chart = xmrChart(TIRES);
  expect(chart.center).toBeCloseTo(24.0083, 4);
  expect(chart.lower).toBeCloseTo(23.8571, 4);
  expect(chart.upper).toBeCloseTo(24.1596, 4);
  expect(chart.movingRangeMean).toBeCloseTo(0.056897, 6);
  expect(chart.movingRangeUpper).toBeCloseTo(0.18585, 5);
  expect(chart.sigma).toBeCloseTo(0.050423, 6);
  expect(chart.signals).toEqual([]);
});

test("agrees with the NIST individuals chart, which rounds d2 to 1.128", () => {
  const chart = xmrChart(FLOW);
  expect(chart.center).toBeCloseTo(50.81, 10);
  expect(chart.movingRangeMean).toBeCloseTo(1.8778, 4);
  expect(chart.center + (3 / 1.128) * chart.movingRangeMean).toBeCloseTo(55.8041, 4);
  expect(Math.abs(chart.upper - 55.8041)).toBeLessThan(0.002);
  expect(Math.abs(chart.lower - 45.8159)).toBeLessThan(0.002);
});

test("uses the factors that tables print as 2.66 and 3.267", () => {
  expect(XMR_LIMIT_FACTOR).toBeCloseTo(2.66, 2);
  expect(MOVING_RANGE_LIMIT_FACTOR).toBeCloseTo(3.267, 3);
});

test.each([
  ["beyond-limits", [0, 4]],
  ["two-of-three-beyond-2-sigma", [2.5, 0, 2.5]],
  ["four-of-five-beyond-1-sigma", [1.5, 1.5, 0, 1.5, 1.5]],
  ["eight-on-one-side", [0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2]],
  ["moving-range", [-2.5, 2.5]],
])("names the rule %s, above and below", (rule, sigmas) => {
  // Alternating ±0.5 has a mean moving range of 1; its sigma is therefore 1/d2.
  const base = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 0.5 : -0.5));
  const sigma = XMR_LIMIT_FACTOR / 3;
  for (const sign of [1, -1]) {
    const chart = xmrChart([...base, ...sigmas.map((value) => sign * value * sigma)], { baseline: base.length });
    const last = base.length + sigmas.length - 1;
    expect(chart.signals).toContainEqual({ index: last, rule, side: sign > 0 ? "above" : "below" });
  }
});

test("values after the baseline do not move the limits", () => {
  const alone = xmrChart(FLOW);
  const judged = xmrChart([...FLOW, 1000], { baseline: FLOW.length });
  expect(judged).toMatchObject({ center: alone.center, lower: alone.lower, upper: alone.upper });
  expect(judged.signals.at(-1)).toMatchObject({ index: FLOW.length });
});

test("a constant history signals every change and nothing else", () => {
  expect(xmrChart([5, 5, 5, 5]).signals).toEqual([]);
  expect(xmrChart([5, 5, 5, 5.001], { baseline: 3 }).signals.map((signal) => signal.rule)).toContain("beyond-limits");
});

test("refuses too few values and values that are not finite", () => {
  expect(() => xmrChart([1])).toThrow("at least two");
  expect(() => xmrChart([1, Number.NaN])).toThrow("finite");
});

test("mirrored values give mirrored limits and signals", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      const chart = xmrChart(list);
      const mirrored = xmrChart(list.map((value) => -value));
      expect(mirrored.upper).toBeCloseTo(-chart.lower, 6);
      expect(mirrored.signals.length).toBe(chart.signals.length);
    }),
  );
});
