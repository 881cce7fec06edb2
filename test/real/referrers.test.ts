import { expect, test } from "vitest";
import { runCampaign } from "../campaigns/campaign.ts";
import { referrers } from "../campaigns/referrers.ts";

const ROUNDS = 10;

test(`${ROUNDS} rounds of 8 processes with slow writes lose no referrer, neither for Waybill nor for other tools`, async () => {
  const lines: string[] = [];
  const { problems, endings } = await runCampaign(referrers, { runs: ROUNDS, say: (line) => lines.push(line) });
  expect(problems, lines.join("\n")).toEqual([]);
  expect(endings.map(({ cells }) => cells.slice(0, 3))).toEqual(Array.from({ length: ROUNDS }, () => ["8 of 8", "8 of 8", "0"]));
});
