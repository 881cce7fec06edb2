import { expect, test } from "vitest";
import { problemsOf, runReferrersCampaign } from "../campaigns/referrers.ts";

// The long form is the campaign `referrers`.
test("10 rounds of 8 processes with slow writes lose no referrer, neither for Waybill nor for other tools", async () => {
  const rounds = await runReferrersCampaign(10);
  expect(rounds).toHaveLength(10);
  expect(rounds.flatMap(problemsOf)).toEqual([]);
  expect(rounds.flatMap(({ errors }) => errors)).toEqual([]);
});
