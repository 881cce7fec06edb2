import { expect, test } from "vitest";
import { runCampaign } from "../campaigns/campaign.ts";
import { kill, KILLED } from "../campaigns/kill.ts";

const MOMENTS = 12;

test(`kill -9 at ${MOMENTS} moments of a release, then run again: it ends right each time`, async () => {
  const lines: string[] = [];
  const { problems, endings } = await runCampaign(kill, { runs: MOMENTS, say: (line) => lines.push(line) });
  expect(problems, lines.join("\n")).toEqual([]);
  expect(endings).toHaveLength(MOMENTS);
  expect(endings.filter(({ cells }) => cells[0] === KILLED).length).toBeGreaterThan(MOMENTS / 2);
});
