import { expect, test } from "vitest";
import { runCampaign } from "../campaigns/campaign.ts";
import { crash } from "../campaigns/crash.ts";

// One of each kind, each ending in another way; all of them: npm run campaign -- crash.
const SHORT = [
  "Deployment, no probe, exits after 2 s, update",
  "StatefulSet, no probe, exits once ready, update",
  "DaemonSet, probe, exits once ready, first",
  "StatefulSet, no probe, exits once, then stays, first",
];

test("a crash loop passes at no time, and leaves what was there before; a single crash is forgiven", async () => {
  const lines: string[] = [];
  const ran = await Promise.all(SHORT.map((only) => runCampaign(crash, { only, say: (line) => lines.push(line) })));
  expect(
    ran.flatMap(({ problems }) => problems),
    lines.join("\n"),
  ).toEqual([]);
  expect(ran.map(({ endings }) => endings.map(({ cells }) => cells[0]))).toEqual([["fail"], ["fail"], ["fail"], ["pass"]]);
});
