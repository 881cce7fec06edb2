import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "@waybill/report";
import { gitHubDouble } from "@waybill/testing/github-double";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { commentOnPullRequest, stagesReport, writeReports } from "./reports.ts";

const REPORT: Report = {
  title: "Plan",
  verdict: "pass",
  rehearsal: false,
  chain: [],
  sections: [{ id: "a", title: "A", blocks: [{ type: "text", text: "password hunter2222" }] }],
};

async function context(ref: string) {
  const own = await stageContext({ "waybill.yml": "version: 1\n" });
  own.reporter.mask("hunter2222");
  return { ...own, run: { ...TEST_RUN, ref } };
}

describe("a report", () => {
  test("becomes a comment on the run's pull request, without secrets", async () => {
    const comments: [number, string, string][] = [];
    const github = gitHubDouble({ upsertComment: async (...comment) => (comments.push(comment), { url: "u", created: true }) });
    await commentOnPullRequest({ ...(await context("refs/pull/7/merge")), github }, "plan", REPORT);
    expect(comments).toEqual([[7, "plan", expect.stringContaining("Plan")]]);
    expect(comments[0]?.[2]).not.toContain("hunter2222");
  });

  test("is no comment outside pull requests, and a refused comment is only a warning", async () => {
    const github = gitHubDouble({ upsertComment: async () => Promise.reject(new Error("no")) });
    const branch = { ...(await context("refs/heads/main")), github };
    await commentOnPullRequest(branch, "plan", REPORT);
    expect(branch.reporter.lines).toEqual([]);
    const pull = { ...(await context("refs/pull/7/merge")), github };
    await commentOnPullRequest(pull, "plan", REPORT);
    expect(pull.reporter.lines.join()).toContain("could not be commented on");
  });

  test("shows no secret on its page or in the summary", async () => {
    const own = await context("refs/heads/main");
    const { html, markdown } = await writeReports(own, "x", REPORT);
    expect(markdown + (await readFile(join(own.workspace, html), "utf8"))).not.toContain("hunter2222");
  });

  test("of several stages is as good as the worst of them", () => {
    const outcome = { id: "a", label: "A", stage: "plan", note: "", startedAt: new Date(), durationMs: 1, result: undefined } as const;
    const section = { id: "a", title: "A", blocks: [] };
    const verdicts = ["pass", "inconclusive", "warn"] as const;
    const report = stagesReport(
      { run: TEST_RUN },
      "t",
      verdicts.map((verdict) => ({ ...outcome, section, verdict })),
    );
    expect(report.verdict).toBe("inconclusive");
  });
});
