import { expect, test } from "vitest";
import { ActionError, inputError } from "@waybill/kit";
import { stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { Refusal } from "../evidence/refusal.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import { runStage } from "../stages/run-stage.ts";
import { stagesReport } from "./reports.ts";
import { isChanging, stoppedSection } from "./stopped-section.ts";

/** The overview of a step whose one stage was stopped by an error. */
function pageOf(error: unknown) {
  const [id, stage, label] = ["deploy/production", "deploy", "Deploy to production"] as const;
  const section = stoppedSection({ id, label, changes: isChanging(id, stage) }, error);
  const outcome: StageOutcome = {
    id,
    stage,
    label,
    verdict: "fail",
    note: "",
    section,
    startedAt: new Date(),
    durationMs: 1,
    result: undefined,
    stoppedBy: error,
  };
  return stagesReport({ run: TEST_RUN, redact: (text) => text }, "Deployment", [outcome], error);
}

const missing = {
  rule: "evidence-missing",
  severity: "error",
  what: "No build evidence counts for image api.",
  next: "It comes from build-image.",
} as const;

test("a refusal says what was refused, what is missing and what makes it, and that nothing was changed", () => {
  const proof = { stage: "build", thing: "api", verdict: "missing", next: missing.next } as const;
  const { verdict, overview, sections } = pageOf(new Refusal("production", "1 reason stands against it", [missing], [proof]));
  expect({ verdict, title: sections[0]?.title }).toEqual({ verdict: "fail", title: "Refused before any change: Deploy to production" });
  expect(overview?.proven).toEqual([
    { stage: "build", thing: "api", verdict: "missing", next: "It comes from build-image." },
    { stage: "deploy", thing: "production", verdict: "missing" },
  ]);
  expect(overview).toMatchObject({ changes: [], back: { text: expect.stringContaining("Nothing was changed by this step") } });
});

test("a refusal after the same run had changed something does not say that nothing was changed", async () => {
  const context = await stageContext({ "waybill.yml": "version: 1\n" });
  const section = { id: "a", title: "a", verdict: "pass", blocks: [] } as const;
  const migrated = { verdict: "pass", note: "1 applied", section, result: undefined } as const;
  await runStage(context, "migrate/main", "migrate", "Migrate database main", async () => migrated);
  const refused = runStage(context, "deploy/production", "deploy", "Deploy to production", async () => {
    throw new Refusal("production", "1 reason stands against it", [missing]);
  });
  await expect(refused).rejects.toThrow(
    /^After 'Migrate database main' nothing more was changed in production, because 1 reason stands against it:\n {2}No build/,
  );
  const page = context.outcomes.at(-1)?.section;
  expect(page?.title).toBe("Refused before a further change: Deploy to production");
  expect(page?.overview?.back?.text).toContain("this run had changed something: Migrate database main.");
});

test("an error on the way does not claim that nothing was changed, and a wrong call does", () => {
  expect(pageOf(new ActionError("remote", "The cluster did not answer.")).overview?.back?.text).toContain("may have begun to change");
  expect(pageOf(inputError("to", "is 9")).overview).toMatchObject({
    changes: [],
    back: { text: expect.stringContaining("nothing to go back from") },
  });
});
