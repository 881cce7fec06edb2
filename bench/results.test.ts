import { hostname } from "node:os";
import { expect, test } from "vitest";
import { read } from "@waybill/testing/repository";
import { BENCHES } from "./benches/all.ts";
import type { BenchResult } from "./results.ts";
import { describeMachine, isMet, renderPage, versionsOf } from "./results.ts";
import { atMost, judge, ratioAtMost } from "./row.ts";

const row = judge({
  what: "push: wall time",
  unit: "s",
  ours: 3,
  peer: { name: "crane", value: 2 },
  bar: ratioAtMost(4),
  goal: "1.3 ×",
});
const result: BenchResult = {
  name: "push",
  about: "An image to a registry.",
  day: "2026-11-21",
  machine: "2 cores",
  versions: { crane: "Go module crane v1" },
  rows: [row],
};

test("the page shows each row with its bar, its goal, the machine and the versions", () => {
  const page = renderPage([result]);
  expect(page).toContain("| push: wall time | 3.00 s | crane 2.00 s | 1.50 | ≤ 4 × the peer | yes | 1.3 × |");
  expect(page).toContain("Measured on 2026-11-21: 2 cores. With Go module crane v1.");
});

test("a bench is met when it ran and each of its rows is met", () => {
  const missed = judge({ what: "work", unit: "s", ours: 2, bar: atMost(1) });
  expect(isMet(result)).toBe(true);
  expect(isMet({ ...result, rows: [row, missed] })).toBe(false);
  expect(isMet({ ...result, rows: [] })).toBe(false);
  expect(isMet({ ...result, problem: "It could not run." })).toBe(false);
});

test("the machine is described without its name", () => {
  expect(describeMachine()).toMatch(/^\d+ cores, \d+ GiB, linux x64, Node 24\./);
  expect(describeMachine()).not.toContain(hostname());
});

test("a bench that needs nothing has no versions of parts", () => {
  expect(versionsOf({ name: "start", about: "", run: async () => [] }, [])).toEqual({});
});

test("docs/benchmarks.md is what the kept results give, and every bench is in it", () => {
  const kept: BenchResult[] = JSON.parse(read("bench/results.json"));
  expect(read("docs/benchmarks.md")).toBe(renderPage(kept));
  expect(kept.map(({ name }) => name)).toEqual(BENCHES.map(({ name }) => name));
});
