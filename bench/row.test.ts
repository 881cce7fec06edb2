import { expect, test } from "vitest";
import type { Figure } from "./row.ts";
import { atMost, describeAmount, describeBar, judge, overPeerAtMost, ratioAtMost } from "./row.ts";

const figure = (more: Partial<Figure>): Figure => ({ what: "work", unit: "s", ours: 3, bar: atMost(4), ...more });
const peer = { name: "peer", value: 2 };

test.each([
  ["ours is below the bar", figure({}), true],
  ["ours is at the bar", figure({ ours: 4 }), true],
  ["ours is over the bar", figure({ ours: 4.1 }), false],
  ["the ratio is at the bar", figure({ peer, bar: ratioAtMost(1.5) }), true],
  ["the ratio is over the bar", figure({ peer, bar: ratioAtMost(1.4) }), false],
  ["ours is over the peer by as much as allowed", figure({ peer, bar: overPeerAtMost(1) }), true],
  ["ours is over the peer by more", figure({ peer, bar: overPeerAtMost(0.9) }), false],
  ["nothing was measured", figure({ ours: Number.NaN }), false],
  ["the bar is a ratio and there is no peer", figure({ bar: ratioAtMost(100) }), false],
  ["the bar is a ratio and the peer was not measured", figure({ peer: { ...peer, value: Number.NaN }, bar: ratioAtMost(100) }), false],
  [
    "the bar is a difference and the peer was not measured",
    figure({ peer: { ...peer, value: Number.NaN }, bar: overPeerAtMost(9) }),
    false,
  ],
  ["the numbers are good and the results differ", figure({ problem: "The results differ." }), false],
])("when %s, the row says so", (_, given, met) => {
  expect(judge(given).met).toBe(met);
});

test("a row names the ratio even when its bar is another one", () => {
  expect(judge(figure({ peer })).ratio).toBe(1.5);
});

test("bars and amounts are said with their unit", () => {
  expect(describeBar(figure({ unit: "MB" }))).toBe("≤ 4 MB");
  expect(describeBar(figure({ peer, bar: ratioAtMost(1.5) }))).toBe("≤ 1.5 × the peer");
  expect(describeBar(figure({ peer, unit: "ms", bar: overPeerAtMost(80) }))).toBe("≤ 80 ms over the peer");
  expect(describeAmount(12.345, "s")).toBe("12.35 s");
  expect(describeAmount(23, "requests")).toBe("23");
  expect(describeAmount(Number.NaN, "s")).toBe("–");
});
