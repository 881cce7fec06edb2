import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bench } from "./bench.ts";
import type { Output } from "./command.ts";
import { runBenchCommand } from "./command.ts";
import type { BenchResult } from "./results.ts";
import { atMost, judge } from "./row.ts";

let directory = "";
const before = process.env["WAYBILL_PARTS_RUN"];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "bench-command-"));
  process.env["WAYBILL_PARTS_RUN"] = directory;
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  if (before === undefined) delete process.env["WAYBILL_PARTS_RUN"];
  else process.env["WAYBILL_PARTS_RUN"] = before;
});

const bench = (name: string, ours: number, more: Partial<Bench> = {}): Bench => ({
  name,
  about: `What ${name} measures.`,
  run: async () => [judge({ what: "work", unit: "s", ours, bar: atMost(10) })],
  ...more,
});

async function call(args: string[], ...benches: Bench[]): Promise<{ code: number; out: string; err: string; kept: BenchResult[] }> {
  const said = { out: "", err: "" };
  const kept: BenchResult[] = [];
  const output: Output = {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    keep: async (results) => void kept.push(...results),
  };
  const code = await runBenchCommand(args, benches, output);
  return { code, ...said, kept };
}

test("ends with 0 when every bar is met and prints each row with its bar", async () => {
  const { code, out } = await call(["quick"], bench("quick", 3));
  expect(code).toBe(0);
  expect(out).toMatch(/work +3\.00 s +– +– +≤ 10 s +yes/);
});

test("ends with 1 when a bar is missed in any of the benches, and names it", async () => {
  const { code, out, err } = await call(["all"], bench("quick", 3), bench("slow", 11));
  expect(code).toBe(1);
  expect(out).toMatch(/11\.00 s .* NO/);
  expect(err).toContain("A bar is missed in: slow.");
});

test("ends with 1 and says how to start the parts when they do not run", async () => {
  const needy = bench("needy", 1, { needs: ["registry"], run: async () => expect.unreachable() });
  const { code, out } = await call(["needy"], needy);
  expect(code).toBe(1);
  expect(out).toMatch(/'needy' could not run.*registry.*npm run parts -- start/s);
});

test("a bench that fails or has no row is not met, and the others still run", async () => {
  const broken = bench("broken", 1, { run: () => Promise.reject(new Error("the disk is full")) });
  const empty = bench("empty", 1, { run: async () => [] });
  const { code, out, err } = await call(["all"], broken, empty, bench("quick", 1));
  expect(code).toBe(1);
  expect(out).toContain("the disk is full");
  expect(out).toContain("quick");
  expect(err).toContain("A bar is missed in: broken, empty.");
});

test.each([
  ["no bench", [], "Name a bench"],
  ["an unknown bench", ["quikc"], "'quikc' is no bench"],
  ["an unknown bench beside the list", ["list", "quikc"], "'quikc' is no bench"],
  ["an unknown option", ["quick", "--fast"], "--fast"],
  ["runs that are no number", ["quick", "--runs", "many"], "--runs must be a number"],
  ["no runs", ["quick", "--runs", "0"], "--runs must be a number"],
])("ends with 2 for %s, and says what there is", async (_, args, message) => {
  const { code, out, err } = await call(args, bench("quick", 1));
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(message);
  expect(err).toContain("Benches: quick");
});

test("lists the benches", async () => {
  expect(await call(["list"], bench("quick", 1), bench("slow", 1))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^quick +What quick measures\.\nslow +What slow measures\.\n$/),
  });
});

test("prints nothing but JSON with --json, and ends with the same code", async () => {
  const { code, out } = await call(["all", "--json"], bench("quick", 3), bench("slow", 11));
  const results: BenchResult[] = JSON.parse(out);
  expect(code).toBe(1);
  expect(results.map((result) => result.rows[0])).toMatchObject([
    { what: "work", ours: 3, bar: { kind: "at-most", value: 10 }, met: true },
    { what: "work", ours: 11, met: false },
  ]);
});

test("hands on the number of runs, and a folder that is gone afterwards", async () => {
  let folder = "";
  const curious = bench("curious", 1, {
    run: async (context) => {
      folder = context.folder;
      return [judge({ what: "runs", unit: "count", ours: context.runs ?? 0, bar: atMost(7) })];
    },
  });
  const { out } = await call(["curious", "--runs", "7", "--json"], curious);
  expect(out).toContain('"ours": 7');
  expect(() => rmSync(folder)).toThrow(/ENOENT/);
});

test("writes missed bars down, but nothing of a run in which something was missing", async () => {
  expect((await call(["slow", "--write"], bench("slow", 11))).kept).toHaveLength(1);
  const problem = "The peer 'x' is not there.";
  const partial = bench("partial", 1, { run: async () => [judge({ what: "work", unit: "s", ours: 1, bar: atMost(2), problem })] });
  const { code, kept, err } = await call(["all", "--write"], bench("quick", 1), partial);
  expect({ code, kept }).toEqual({ code: 1, kept: [] });
  expect(err).toContain("Nothing was written: partial");
});
