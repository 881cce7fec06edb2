import { expect, test } from "vitest";
import type { KeptIssue } from "@waybill/github";
import type { Verdict } from "@waybill/kit";
import { gitHubDouble } from "@waybill/testing/github-double";
import { stageContext } from "@waybill/testing/stage-context";
import { stagesReport } from "../sections/reports.ts";
import { look } from "./look.ts";
import { keepMonitorIssue } from "./monitor-issue.ts";

async function keep(...verdicts: Verdict[]) {
  const context = await stageContext({ "waybill.yml": "version: 1\nname: shop\nenvironments: { production: {} }\n" });
  context.reporter.mask("canary-secret-1");
  for (const [at, verdict] of verdicts.entries())
    await look(context, { id: `look-${at}`, label: `Look ${at}` }, async () => ({
      verdict,
      note: "note of canary-secret-1",
      section: { id: `s${at}`, title: `Section ${at}`, verdict, blocks: [{ type: "text", text: "what canary-secret-1 says" }] },
      result: undefined,
    }));
  const said: string[] = [];
  const issues: KeptIssue[] = [];
  const github = gitHubDouble({
    keepIssue: async (issue, news) => {
      issues.push(issue);
      said.push(`keep ${issue.title}: ${news ?? ""}`);
      return { url: "https://github.com/acme/shop/issues/9", opened: true, isOurs: true };
    },
    closeIssue: async (_, comment) => void said.push(`close: ${comment}`),
  });
  const report = stagesReport(context, "Monitor of shop in production", context.outcomes);
  await keepMonitorIssue({ ...context, github }, { name: "production" }, { report, outcomes: context.outcomes });
  return { said, issues };
}

test("an alarm names product and environment, and holds no secret", async () => {
  const { said, issues } = await keep("pass", "fail", "inconclusive");
  expect(said).toEqual([
    expect.stringContaining("keep shop in production is not as it was released: It can be looked at, and something is wrong"),
  ]);
  expect(issues[0]).toMatchObject({ marker: "monitor-shop/production", label: "waybill-monitor" });
  expect(issues[0]?.body).toContain("Section 1");
  expect(issues[0]?.body).not.toContain("canary-secret-1");
});

test("what could not be looked at is no alarm about what runs, and is said in other words", async () => {
  const { said } = await keep("pass", "inconclusive");
  expect(said).toEqual([
    expect.stringContaining("keep shop in production could not be checked: By run run-1 something could not be looked at"),
  ]);
});

test("when all is well the issue is closed, with a comment that says so", async () => {
  const { said } = await keep("pass", "warn");
  expect(said).toEqual(["close: All is well again: shop in production is as it was released. See run run-1."]);
});
