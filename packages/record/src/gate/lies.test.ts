import { describe, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import { payloadDigest, verifyRecord } from "../index.ts";
import type { Bundle, EvidenceOf, FactsOf } from "../index.ts";
import { ask, close, EXPECTED, HONEST, POLICY, RUN, said, sign, statements, VERIFY } from "@waybill/testing/honest-release";
import { findRollback } from "./rollback.ts";

/* What each of several statements may say by itself, and what cannot be true of one release, whoever signed it. */

const at = (time: string): { startedAt: string; finishedAt: string } => ({
  startedAt: `2026-11-21T${time}:00.000Z`,
  finishedAt: `2026-11-21T${time}:30.000Z`,
});
const approval = (time: string, more: Partial<EvidenceOf<"approve">> = {}, facts: Partial<FactsOf<"approve">> = {}): Promise<Bundle> =>
  sign({ ...HONEST.approve, ...at(time), ...more, facts: { ...HONEST.approve.facts, ...facts } });

describe("approvals of one plan", () => {
  const rejected = () =>
    approval("08:03", { verdict: "fail" }, { source: "none", approvers: [], rejectedBy: ["bob"], boundToPlan: false, comment: "no" });

  test("a yes after a no in one attempt is refused", async () => {
    const bundles = [...(await statements()), await rejected()];
    expect(await said({ bundles })).toContain("The approve of the plan");
    expect(await said({ bundles: bundles.toReversed() })).toContain("ended with fail");
  });

  test("a no in an earlier attempt blocks no later one", async () => {
    const again: RunContext = { ...RUN, run: RUN.run.replace(/1$/, "2"), attempt: 2 };
    const second = { ...HONEST.approve, facts: { ...HONEST.approve.facts, run: again.run, attempt: 2 } };
    const plan = { ...HONEST.plan, facts: { ...HONEST.plan.facts, approvalsSeen: { runId: "1", attempt: 2, entries: [] } } };
    const approve = await sign(second, undefined, again);
    const bundles = [...(await statements({ plan: await sign(plan, undefined, again), approve })), await rejected()];
    expect((await ask({ bundles, expected: { approvedIn: again.run } })).verdict).toBe("pass");
  });

  test("one that a run proved again after long migrations is the one that they rest on", async () => {
    const later = await approval("08:09");
    const deploy = await sign({ ...HONEST.deploy, ...at("08:09") });
    const migrate = await sign({ ...HONEST.migrate, ...at("08:01") });
    const plan = await sign({ ...HONEST.plan, ...at("08:00") });
    const now = { now: new Date("2026-11-21T08:20:00.000Z") };
    expect((await ask({ bundles: [...(await statements({ migrate, deploy, plan })), later], expected: now })).verdict).toBe("pass");
    // Alone it is not: then they ran before anybody had approved them.
    expect(await said({ bundles: await statements({ migrate, deploy, plan, approve: later }), expected: now })).toContain(
      "before the approve that it rests on",
    );
  });

  test("one that a later attempt gave again does not come too late for the migrations of the attempt before", async () => {
    const again: RunContext = { ...RUN, run: RUN.run.replace(/1$/, "2"), attempt: 2 };
    // Nobody is asked; a review would have to be of a plan that was made again.
    const nobody = { source: "none", approvers: [], boundToPlan: false, comment: undefined } as const;
    const facts = { ...HONEST.approve.facts, ...nobody, run: again.run, attempt: 2 };
    const second = { ...HONEST.approve, ...at("09:00"), verdict: "warn", facts } as const;
    const bundles = await statements({
      approve: await sign(second, undefined, again),
      deploy: await sign({ ...HONEST.deploy, ...at("09:01") }, undefined, again),
    });
    const expected = { approvedIn: again.run, now: new Date("2026-11-21T09:10:00.000Z") };
    expect(await ask({ bundles, expected })).toMatchObject({ verdict: "pass", findings: [] });
  });

  test("a review that the plan of its attempt could have listed is refused: it may be of another plan", async () => {
    const again: RunContext = { ...RUN, run: RUN.run.replace(/1$/, "2"), attempt: 2 };
    const second = { ...HONEST.approve, facts: { ...HONEST.approve.facts, run: again.run, attempt: 2 } };
    const replayed = { bundles: await statements({ approve: await sign(second, undefined, again) }), expected: { approvedIn: again.run } };
    expect(await said(replayed)).toContain("the plan lists those of run 1, attempt 1, so nobody knows that it is of this plan");
    const { approvalsSeen: _none, ...silent } = HONEST.plan.facts;
    const bundles = await statements({ plan: await sign({ ...HONEST.plan, facts: silent }) });
    expect(await said({ bundles })).toContain("the plan lists none");
  });

  test("of two runs that came to one plan, each rests on its own", async () => {
    const other: RunContext = { ...RUN, run: RUN.run.replace("runs/1", "runs/2") };
    const facts = { ...HONEST.plan.facts, approvalsSeen: { runId: "2", attempt: 1, entries: [] } };
    const theirs = await sign({ ...HONEST.plan, ...at("08:09"), facts }, undefined, other);
    expect(await ask({ bundles: [...(await statements()), theirs] })).toMatchObject({ verdict: "pass", findings: [] });
    const failed = await sign({ ...HONEST.plan, ...at("08:09"), facts, verdict: "fail" }, undefined, other);
    expect(await said({ bundles: [...(await statements()), failed] })).toContain("The plan of the plan");
  });

  test("one that does not say who wrote the commit is refused where nobody may approve their own work", async () => {
    const bundles = await statements({ approve: await approval("08:04", {}, { authors: [] }) });
    expect(await said({ bundles, policy: { selfApproval: "refuse" } })).toContain("does not say who wrote the commit");
    expect((await ask({ bundles })).verdict).toBe("pass");
  });
});

describe("statements of one run", () => {
  test.each<[string, Partial<RunContext>]>([
    ["actor", { actor: "eve" }],
    ["triggering actor", { triggeringActor: "eve" }],
    ["ref", { ref: "refs/heads/evil" }],
  ])("that say different things of its %s are refused", async (what, change) => {
    const bundles = await statements({ build: await sign(HONEST.build, undefined, { ...RUN, ...change }) });
    expect(await said({ bundles })).toContain(`says that its ${what} is`);
  });

  test("may be of another run with another actor: it was started again by somebody else", async () => {
    const other = { ...RUN, actor: "eve", run: RUN.run.replace("runs/1", "runs/2") };
    expect((await ask({ bundles: await statements({ build: await sign(HONEST.build, undefined, other) }) })).verdict).toBe("pass");
  });
});

test("a test that ended before the build of its image began is refused; five minutes between clocks are nothing", async () => {
  const early = await sign({ ...HONEST.test, ...at("07:50") });
  expect(await said({ bundles: await statements({ test: early }) })).toContain("before its build began");
  expect((await ask({ bundles: await statements({ test: await sign({ ...HONEST.test, ...at("07:59") }) }) })).verdict).toBe("pass");
});

describe("a deployment", () => {
  const demands = POLICY.demands.filter(({ stage }) => !["plan", "approve", "migrate"].includes(stage));
  const deploy = (facts: Partial<FactsOf<"deploy">>, subjects = HONEST.deploy.subjects): Promise<Bundle> => {
    const { releasePlan: _none, ...rest } = HONEST.deploy.facts;
    return sign({ ...HONEST.deploy, subjects, facts: { ...rest, ...facts } });
  };
  const withoutPlan = { plan: undefined, approve: undefined, migrate: undefined };

  test("that applied no manifest is a rollback that nobody proved, and no release's", async () => {
    const bundles = await statements({
      ...withoutPlan,
      deploy: await deploy(
        {},
        HONEST.deploy.subjects.filter(({ kind }) => kind !== "path"),
      ),
    });
    expect(await said({ bundles, policy: { demands }, expected: { plan: undefined } })).toContain(
      "says of no manifest that it was applied",
    );
  });

  test("of one image more than is released is refused", async () => {
    const more = { images: { ...HONEST.deploy.facts.images, other: `x@${digestOf("other")}` } };
    const bundles = await statements({ ...withoutPlan, deploy: await deploy(more) });
    expect(await said({ bundles, policy: { demands }, expected: { plan: undefined } })).toContain("its image other is not one of them");
  });

  test("that is called tested without any test is refused where a waybill.yml demands one", async () => {
    const untested = demands.filter(({ stage }) => stage !== "test");
    const bundles = await statements({ ...withoutPlan, test: undefined, deploy: await deploy({}) });
    const question = { bundles, policy: { demands: untested }, expected: { plan: undefined } };
    expect(await said(question)).toContain("no test of image api is there");
    expect((await ask({ ...question, expected: { plan: undefined, product: null } })).verdict).toBe("pass");
  });
});

test("a passing release without the revision that was deployed does not verify", async () => {
  const record = await close(await statements(), { revision: undefined });
  const { verdict, findings } = await verifyRecord(record, { verify: VERIFY, policy: POLICY, expected: EXPECTED });
  expect(verdict).toBe("fail");
  expect(findings.map(({ what }) => what).join()).toContain("The release is of no revision, and revision 3 was deployed");
});

test("a rollback that names a record and brought back something else makes it the record of nothing", async () => {
  const record = await close(await statements());
  const { releasePlan: _none, ...rest } = HONEST.deploy.facts;
  const backTo = { revision: 3, commit: RUN.commit, release: payloadDigest(record.statements.at(-1)!) };
  const subjects = HONEST.deploy.subjects.filter(({ kind }) => kind !== "path");
  const back = async (facts: Partial<FactsOf<"deploy">>) =>
    findRollback([await sign({ ...HONEST.deploy, ...at("09:00"), subjects, facts: { ...rest, backTo, ...facts } })], VERIFY, record, {
      run: RUN,
      application: "shop",
      environment: "production",
    });
  expect(await back({})).toBeDefined();
  expect(await back({ backTo: { ...backTo, commit: "b".repeat(40) } })).toBeUndefined();
  expect(await back({ content: digestOf("other objects") })).toBeUndefined();
  expect(await back({ content: undefined })).toBeUndefined();
});
