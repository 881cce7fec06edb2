import { expect, test } from "vitest";
import { runCampaign } from "../test/campaigns/campaign.ts";
import type { Campaign, Case, RunOptions } from "../test/campaigns/campaign.ts";

const good = (name: string): Case => ({ name, run: async () => ({ cells: ["fine"], problems: [] }) });

function campaignOf(cases: readonly Case[]): Campaign & { closed: number } {
  const campaign = {
    name: "c",
    about: "All is well.",
    needs: [],
    columns: ["verdict"],
    atOnce: 2,
    closed: 0,
    open: async () => ({ cases, [Symbol.asyncDispose]: async () => void campaign.closed++ }),
  };
  return campaign;
}

async function run(cases: readonly Case[], options: Partial<RunOptions> = {}) {
  const lines: string[] = [];
  const campaign = campaignOf(cases);
  const result = await runCampaign(campaign, { say: (line) => lines.push(line), ...options });
  expect(campaign.closed).toBe(1);
  return { lines, ...result };
}

test("every case has a line, and what is wrong is told with its name", async () => {
  const bad: Case = { name: "b", run: async () => ({ cells: ["bad"], problems: ["it fell", "it broke"] }) };
  const { lines, problems, endings, chosen } = await run([good("a"), bad]);
  expect(lines.map((line) => line.split(/\s+/))).toEqual([
    ["case", "verdict"],
    ["a", "fine"],
    ["b", "bad"],
  ]);
  expect(problems).toEqual(["b: it fell", "b: it broke"]);
  expect([chosen, endings.length]).toEqual([2, 2]);
});

test("a case that cannot be tried is a problem, not a success", async () => {
  const broken: Case = { name: "b", run: () => Promise.reject(new Error("no cluster")) };
  expect((await run([broken, good("a")])).problems).toEqual(["b: Error: no cluster"]);
});

test("the parts are all cases together, each once", async () => {
  const cases = Array.from({ length: 11 }, (_, index) => good(`case ${index}`));
  const names = async (number: number): Promise<string[]> =>
    (await run(cases, { part: { number, of: 4 } })).lines.slice(1).map((line) => line.slice(0, 7).trim());
  const parts = [await names(1), await names(2), await names(3), await names(4)];
  expect(parts.flat().sort()).toEqual(cases.map(({ name }) => name).sort());
});

test("only cases with the text are run", async () => {
  expect((await run([good("apple, red"), good("pear, red"), good("apple, green")], { only: "apple" })).chosen).toBe(2);
});

test("once stopped no further case begins, and what was not tried is not counted", async () => {
  const stop = new AbortController();
  const stopping: Case = { name: "a", run: async () => (stop.abort(), { cells: ["fine"], problems: [] }) };
  const { endings, chosen } = await run([stopping, good("b"), good("c")], { signal: stop.signal, atOnce: 1 });
  expect([endings.length, chosen]).toEqual([1, 3]);
});
