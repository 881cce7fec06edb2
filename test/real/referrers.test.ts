import { expect, test } from "vitest";
import { runCampaign } from "../campaigns/campaign.ts";
import { referrers } from "../campaigns/referrers.ts";

test("10 rounds of 8 processes with slow writes lose no referrer, neither for Waybill nor for other tools", async () => {
  const { endings, problems } = await runCampaign(referrers, { runs: 10, say: () => undefined });
  expect(endings).toHaveLength(10);
  expect(problems).toEqual([]);
});
