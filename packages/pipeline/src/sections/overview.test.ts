import { describe, expect, test } from "vitest";
import type { Overview } from "@waybill/report";
import type { StageOutcome } from "../stages/outcome.ts";
import { foldPassed, overviewOf, proofsOfRecord, wayBackFromPlan } from "./overview.ts";

function outcome(id: string, stage: StageOutcome["stage"], overview?: Overview, verdict: StageOutcome["verdict"] = "pass"): StageOutcome {
  const section = { id, title: id, verdict, overview, blocks: [] };
  return { id, stage, label: id, verdict, note: `${id} says ${verdict}`, section, startedAt: new Date(), durationMs: 1, result: undefined };
}

describe("the way back from a plan", () => {
  const lastGood = { number: 7, commit: "a".repeat(40), ref: "refs/heads/main", images: [], since: "2026-01-01T10:00:00Z", run: "run-7" };
  const planOf = (action: "update" | "unchanged") =>
    ({ lastGood, objects: [{ action }] }) as unknown as Parameters<typeof wayBackFromPlan>[1];

  test("leads to what runs now, and away from it where that stays", () => {
    expect(wayBackFromPlan("production", planOf("update")).command).toBe("waybill rollback -e production --to 7");
    expect(wayBackFromPlan("production", planOf("unchanged")).command).toBe("waybill rollback -e production");
  });
});

describe("the overview of a run", () => {
  test("tells what was done in place of what was planned", () => {
    const planned = { changes: [change("Database main", "2 migrations to apply"), change("Namespace shop", "1 object to update")] };
    const deployed = { changes: [change("Namespace shop", "1 object changed and brought back")] };
    const { changes } = overviewOf([outcome("plan/p", "plan", planned), outcome("deploy/p", "deploy", deployed)]);
    expect(changes?.map(({ what }) => what)).toEqual(["2 migrations to apply", "1 object changed and brought back"]);
  });

  test("names the approver once there is one, and until then that one is missing", () => {
    const waits: Overview = { approvals: [{ by: "Nobody yet:", verdict: "missing", what: "" }] };
    const given: Overview = { approvals: [{ by: "ann", verdict: "warn", what: "approved the job" }] };
    const plan = outcome("plan/p", "plan", waits);
    expect(overviewOf([plan]).approvals).toEqual(waits.approvals);
    expect(overviewOf([plan, outcome("approve/p", "approve", given)]).approvals).toEqual(given.approvals);
  });

  test("counts as proven what stages proved, with the run, and not what only looked", () => {
    const outcomes = [outcome("build/api", "build"), outcome("status/production", "deploy"), outcome("plan-migrations/main", "plan")];
    expect(overviewOf(outcomes, { run: "https://github.com/a/b/actions/runs/1" }).proven).toEqual([
      { stage: "build", thing: "api", verdict: "pass", by: "https://github.com/a/b/actions/runs/1" },
    ]);
  });

  test("adds what the gate found in other jobs, each thing once and in the order of the chain", () => {
    const proven: Overview["proven"] = [
      { stage: "test", thing: "api", verdict: "missing", next: "the stage build" },
      { stage: "validate-data", thing: "orders", verdict: "pass", by: "https://github.com/a/b/actions/runs/1" },
      { stage: "build", thing: "api", verdict: "missing" },
    ];
    const missing = [{ stage: "approve", thing: "p", verdict: "missing" }] as const;
    const overview = overviewOf([outcome("plan/p", "plan", { proven }), outcome("build/api", "build")], { missing });
    expect(overview.proven?.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
      "validate-data pass",
      "build pass",
      "test missing",
      "plan pass",
      "approve missing",
    ]);
  });

  test("says so when nothing changes and nothing must be taken back", () => {
    const overview = overviewOf([outcome("validate-data/orders", "validate-data")]);
    expect(overview).toMatchObject({
      changes: [],
      approvals: [],
      back: { text: expect.stringContaining("No database and no cluster was or will be changed") },
    });
  });
});

test("nothing of a record that does not hold is green, and what is missing stays missing", () => {
  const evaluation = {
    verdict: "pass",
    findings: [],
    chosen: [],
    builds: [],
    ignored: [],
    proofs: [
      { stage: "build", thing: "api", verdict: "pass" },
      { stage: "test", thing: "api", verdict: "missing", next: "the stage build" },
    ],
  } as const;
  expect(proofsOfRecord({ verdict: "pass", evaluation }).map(({ verdict }) => verdict)).toEqual(["pass", "missing"]);
  expect(proofsOfRecord({ verdict: "fail", evaluation }).map(({ verdict }) => verdict)).toEqual(["inconclusive", "missing"]);
  expect(proofsOfRecord({ verdict: "fail" })).toEqual([]);
});

test("only what passed folds, behind its note, and never the only section or one that people came to read", () => {
  const outcomes = (["pass", "warn", "fail", "inconclusive"] as const).map((verdict) => outcome(verdict, "build", undefined, verdict));
  const folded = foldPassed([...outcomes, outcome("plan/p", "plan")], ({ stage }) => stage === "plan");
  expect(folded.map((section) => section.folded)).toEqual([true, false, false, false, false]);
  expect(folded[0]?.summary).toBe("pass says pass");
  expect(foldPassed(outcomes.slice(0, 1), () => false)[0]?.folded).toBe(false);
});

function change(about: string, what: string) {
  return { about, what, names: [] };
}
