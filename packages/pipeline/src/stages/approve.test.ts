import { beforeEach, describe, expect, test } from "vitest";
import type { Approval as Review, Reviewers } from "@waybill/github";
import type { ApprovalsSeen } from "@waybill/record";
import { ActionError, digestOfJson } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import { gitHubDouble } from "@waybill/testing/github-double";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import type { GitHubAccess } from "../session/capabilities.ts";
import { findEnvironment } from "../session/select.ts";
import { findApprovedPlan } from "./approved-plan.ts";
import { approvalsSeen, approveStage, proveApproval } from "./approve.ts";
import type { ApprovalSource } from "./approve.ts";

const DIGEST = `sha256:${"a".repeat(64)}` as const;
const OTHER = `sha256:${"b".repeat(64)}` as const;
const PLAN = { environment: "production", digest: DIGEST };
const FILES = {
  "waybill.yml": "version: 1\nenvironments:\n  production: { namespace: shop, manifests: deploy }\n",
};

let context: TestContext;
beforeEach(async () => {
  context = await stageContext(FILES);
});

/** What GitHub says of one run, besides who reviewed it. */
interface Said {
  readonly reviewers?: Reviewers;
  readonly authors?: readonly string[] | ActionError;
  readonly reviews?: ActionError;
}
type GivenReview = Partial<Review> & Pick<Review, "state">;

const listed = (reviews: readonly GivenReview[]): Review[] =>
  reviews.map((review) => ({ user: "ann", environments: ["production"], comment: "", ...review }));

/** GitHub as the reviewers of run 4711 left it, in an environment that asks for them; whatever else a stage asks of it fails the test. */
function reviewedBy(reviews: readonly GivenReview[], said: Said = {}) {
  const answer = async <T>(value: T | ActionError): Promise<T> => (value instanceof ActionError ? Promise.reject(value) : value);
  return {
    githubRunId: "4711",
    github: gitHubDouble({
      findApprovals: async (runId) => (runId === "4711" ? answer(said.reviews ?? listed(reviews)) : []),
      environmentReviewers: async () => said.reviewers ?? { kind: "required" },
      commitAuthors: async () => [...(await answer(said.authors ?? ["zoe"]))],
    }),
  };
}

/** The list that the plan job of an attempt of run 4711 wrote down. */
const seenBefore = (reviews: readonly GivenReview[] = [], more: Partial<ApprovalsSeen> = {}): ApprovalsSeen => ({
  runId: "4711",
  attempt: 1,
  entries: listed(reviews),
  ...more,
});

interface Access extends Partial<GitHubAccess> {
  readonly run?: Partial<RunContext>;
}

const approve = (source: ApprovalSource, { run, ...access }: Access = {}, seen?: ApprovalsSeen) =>
  approveStage(
    { ...context, githubRunId: "0", ...access, run: { ...context.run, ...run } },
    findEnvironment(context.config, "production"),
    PLAN,
    source,
    seen,
  );
const onGitHub = (access: Access, seen?: ApprovalsSeen) => approve({ kind: "github" }, access, seen);

describe("an approval by digest", () => {
  test("of exactly this plan passes, and is proven about the plan", async () => {
    const { verdict, result } = await approve({ kind: "digest", digest: DIGEST });
    expect({ verdict, result }).toMatchObject({ verdict: "pass", result: { source: "flag", approvers: ["dev"], boundToPlan: true } });
    expect(context.proven).toMatchObject([
      { stage: "approve", subjects: [{ name: "production", digest: DIGEST }], facts: { plan: DIGEST, environment: "production" } },
    ]);
  });

  test("of another plan is refused with the digest to approve instead, and nothing is proven", async () => {
    await expect(approve({ kind: "digest", digest: OTHER })).rejects.toThrow(`approve it with --approve ${DIGEST}`);
    expect(context.proven).toEqual([]);
  });

  test("by nobody is none", async () => {
    for (const actor of ["", " "]) {
      const outcome = await approve({ kind: "digest", digest: DIGEST }, { run: { actor } });
      expect(outcome).toMatchObject({ verdict: "inconclusive", result: { source: "none", approvers: [], boundToPlan: false } });
    }
  });
});

test("--yes is a warning and bound to no plan, because nobody had it before them", async () => {
  expect(await approve({ kind: "yes" })).toMatchObject({
    verdict: "warn",
    result: { source: "flag", approvers: ["dev"], boundToPlan: false },
  });
});

test("a person who answers at the terminal approves the plan that was shown, and their own run", async () => {
  expect(await approve({ kind: "ask", ask: async ({ digest }) => digest === DIGEST })).toMatchObject({
    verdict: "pass",
    result: { source: "prompt", approvers: ["dev"], boundToPlan: true, selfApproved: true, authors: [] },
  });
});

test("a person who says no stops the release, and nothing is proven", async () => {
  await expect(approve({ kind: "ask", ask: async () => false })).rejects.toThrow("was not approved, so nothing was changed");
  expect(context.proven).toEqual([]);
});

describe("a review on GitHub", () => {
  const quoting = { state: "approved", comment: `ok ${DIGEST}` } as const;

  test("that quotes the plan's whole digest is bound to it and passes", async () => {
    const outcome = await onGitHub(reviewedBy([quoting]), seenBefore());
    expect(outcome).toMatchObject({
      verdict: "pass",
      note: "by ann",
      result: {
        source: "github-review",
        approvers: ["ann"],
        boundToPlan: true,
        attempt: 1,
        run: "run-1",
        authors: ["zoe"],
        selfApproved: false,
      },
    });
    expect(context.proven).toMatchObject([{ verdict: "pass", facts: { approvers: ["ann"] } }]);
  });

  test.each(["", "ok", `ok ${DIGEST.slice(0, 40)}`, `ok ${OTHER}`])("with the comment '%s' is a warning that says so", async (comment) => {
    expect(await onGitHub(reviewedBy([{ state: "approved", comment }]), seenBefore())).toMatchObject({
      verdict: "warn",
      note: "by ann, who approved the job and not this plan",
      result: { boundToPlan: false },
    });
  });

  test("is this attempt's only when it was not there before the plan", async () => {
    const again = { run: { attempt: 2 } };
    const old = seenBefore([quoting], { attempt: 2 });
    const outcome = await onGitHub({ ...reviewedBy([quoting]), ...again }, old);
    expect(outcome).toMatchObject({ verdict: "inconclusive", result: { source: "none", approvers: [] } });
    expect(outcome.note).toMatch(/Nobody reviewed environment production after the plan was made.*Re-run all jobs/);
    // The same person, in the same words.
    expect(await onGitHub({ ...reviewedBy([quoting, quoting]), ...again }, old)).toMatchObject({ verdict: "pass", result: { attempt: 2 } });
  });

  test("of another environment does not count, whatever its list of environments grew to", async () => {
    const staging = { ...quoting, environments: ["staging"] };
    expect((await onGitHub(reviewedBy([staging]), seenBefore())).verdict).toBe("inconclusive");
    const both = { ...quoting, environments: ["staging", "Production"] };
    expect((await onGitHub(reviewedBy([both]), seenBefore([staging]))).verdict).toBe("pass");
    const grown = { ...quoting, environments: ["production", "staging"] };
    expect((await onGitHub(reviewedBy([grown]), seenBefore([quoting]))).verdict).toBe("inconclusive");
  });

  test("that rejects is a failure that names who, whatever the others said, and is proven", async () => {
    const outcome = await onGitHub(reviewedBy([quoting, { state: "rejected", user: "bob", comment: "not today" }]), seenBefore());
    expect(outcome).toMatchObject({
      verdict: "fail",
      note: "bob rejected the deployment to production, so nothing was changed.",
      result: { source: "none", approvers: [], rejectedBy: ["bob"], comment: "not today" },
    });
    expect(context.proven).toMatchObject([{ verdict: "fail", facts: { rejectedBy: ["bob"] } }]);
  });

  test("that rejected an earlier attempt does not block this one", async () => {
    const rejection = { state: "rejected", user: "bob" } as const;
    const access = { ...reviewedBy([rejection, quoting]), run: { attempt: 2 } };
    expect(await onGitHub(access, seenBefore([rejection], { attempt: 2 }))).toMatchObject({
      verdict: "pass",
      result: { approvers: ["ann"] },
    });
  });

  test.each([
    ["of another attempt", seenBefore([], { attempt: 1 })],
    ["of another run", seenBefore([], { runId: "4710", attempt: 2 })],
    ["without a list of the reviews before it", undefined],
  ])("counts for no plan %s", async (_, seen) => {
    const outcome = await onGitHub({ ...reviewedBy([quoting]), run: { attempt: 2 } }, seen);
    expect(outcome).toMatchObject({ verdict: "inconclusive", result: { source: "none", boundToPlan: false } });
    expect(outcome.note).toContain("Re-run all jobs");
  });

  test("of an account that is gone is none, also when it quotes the digest", async () => {
    expect((await onGitHub(reviewedBy([{ ...quoting, user: "" }]), seenBefore())).verdict).toBe("inconclusive");
    const beside = await onGitHub(
      reviewedBy([
        { ...quoting, user: "" },
        { state: "approved", user: "bob" },
      ]),
      seenBefore(),
    );
    expect(beside).toMatchObject({ verdict: "warn", result: { approvers: ["bob"], boundToPlan: false } });
  });

  test("of a job that plans and applies is of the job and never of the plan, and only in a run's first attempt", async () => {
    const given: GivenReview = { state: "approved", comment: "go" };
    const source: ApprovalSource = { kind: "github", oneJob: true };
    const first = await approve(source, reviewedBy([given]), seenBefore([given]));
    expect(first).toMatchObject({ verdict: "warn", result: { approvers: ["ann"], boundToPlan: false } });
    const second = await approve(source, { ...reviewedBy([given]), run: { attempt: 2 } }, seenBefore([given], { attempt: 2 }));
    expect(second.verdict).toBe("inconclusive");
    const rejected = await approve(
      source,
      reviewedBy([{ state: "rejected", comment: "" }]),
      seenBefore([{ state: "rejected", comment: "" }]),
    );
    expect(rejected.verdict).toBe("fail");
  });

  test("that GitHub does not tell is inconclusive with its reason, and what broke otherwise is thrown on", async () => {
    const hidden = reviewedBy([], { reviews: new ActionError("environment", "Add 'actions: read'.") });
    const outcome = await onGitHub(hidden, seenBefore());
    expect(outcome.verdict).toBe("inconclusive");
    expect(outcome.note).toMatch(/Add 'actions: read'\..*Re-run all jobs/);
    const broken = { githubRunId: "4711", github: gitHubDouble({}) };
    await expect(onGitHub(broken, seenBefore())).rejects.toThrow("not asked for here");
  });

  test("cannot be read without a token, and the message names the input", async () => {
    await expect(onGitHub({})).rejects.toThrow("needs the input 'github-token'");
  });
});

describe("an environment without a review", () => {
  test("that asks nobody is a warning, also for a plan that was not made again", async () => {
    for (const seen of [seenBefore(), seenBefore([], { attempt: 7 }), undefined]) {
      const outcome = await onGitHub(reviewedBy([], { reviewers: { kind: "none" } }), seen);
      expect(outcome).toMatchObject({
        verdict: "warn",
        result: { source: "none", approvers: [], boundToPlan: false, selfApproved: false },
      });
      expect(outcome.note).toContain("GitHub asks no reviewer for environment production");
    }
  });

  test("whose rules are hidden is inconclusive", async () => {
    const outcome = await onGitHub(reviewedBy([], { reviewers: { kind: "unknown", why: "HTTP 403." } }), seenBefore());
    expect(outcome.verdict).toBe("inconclusive");
    expect(outcome.note).toContain("HTTP 403.");
  });
});

describe("an approval of one's own work", () => {
  const approved = [{ state: "approved", comment: DIGEST, user: "Ann" }] as const;

  test.each<[string, Said, Access]>([
    ["the commit", { authors: ["ann"] }, {}],
    ["the commit as a co-author who hides their address", { authors: ["Ann Ash <7+ann@users.noreply.github.com>"] }, {}],
    ["the run that they started", {}, { run: { actor: "ann" } }],
    ["the attempt that they started", {}, { run: { triggeringActor: "ann" } }],
  ])("is told: %s", async (_, said, access) => {
    const outcome = await onGitHub({ ...reviewedBy(approved, said), ...access }, seenBefore());
    expect(outcome).toMatchObject({ verdict: "pass", result: { selfApproved: true } });
  });

  test("cannot be excluded when GitHub does not say who wrote the commit: that is inconclusive", async () => {
    const said = { authors: new ActionError("environment", "Add 'contents: read'.") };
    const outcome = await onGitHub(reviewedBy(approved, said), seenBefore());
    expect(outcome.verdict).toBe("inconclusive");
    expect(outcome.note).toContain("Add 'contents: read'.");
    // Whoever gives a digest started the run, so nothing hangs on the authors.
    expect(await approve({ kind: "digest", digest: DIGEST }, reviewedBy([], said))).toMatchObject({
      verdict: "pass",
      result: { selfApproved: true },
    });
  });
});

describe("the reviews that a plan lists", () => {
  const list = (access: Access) => approvalsSeen({ ...context, githubRunId: "0", ...access, run: { ...context.run, attempt: 2 } });

  test("are all of the run, with its attempt", async () => {
    expect(await list(reviewedBy([{ state: "rejected" }]))).toEqual({
      runId: "4711",
      attempt: 2,
      entries: listed([{ state: "rejected" }]),
    });
  });

  test("are none outside GitHub", async () => {
    expect(await list({})).toBeUndefined();
    expect(await list({ ...reviewedBy([]), githubRunId: "0" })).toBeUndefined();
  });

  test("that cannot be read never stop a plan, and are not taken for none", async () => {
    expect(await list(reviewedBy([], { reviews: new ActionError("remote", "GitHub is down.") }))).toBeUndefined();
    expect(context.reporter.lines.join()).toContain("a review on GitHub will not count. GitHub is down.");
  });
});

describe("an approval of the plan that another job made", () => {
  const components = { environment: "production", commit: TEST_RUN.commit, images: {}, databases: {}, deploy: OTHER };
  const digest = digestOfJson(components);
  const planned = {
    stage: "plan" as const,
    product: "shop",
    subjects: [{ kind: "plan", name: "production", digest }] as const,
    verdict: "pass" as const,
    startedAt: "2026-01-01T00:00:00Z",
    finishedAt: "2026-01-01T00:00:01Z",
  };
  const access = reviewedBy([{ state: "approved", comment: digest }]);
  const approve = async (run: Parameters<typeof proveApproval>[0] & Parameters<typeof findApprovedPlan>[0]) =>
    proveApproval(run, findEnvironment(context.config), await findApprovedPlan(run, digest));

  test("is proven when a trusted key has signed the plan", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    const signed = { ...context, ...place, ...signing(context, place), ...access };
    await signed.prove({ ...planned, facts: { components, configuration: [], others: [], policy: [], approvalsSeen: seenBefore() } });
    const outcome = await approve(signed);
    expect(outcome).toMatchObject({ verdict: "pass", result: { approvers: ["ann"], plan: digest } });
    expect(signed.statements).toHaveLength(2);
  });

  test("means nothing when no signed plan has the digest, or when its components are others", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    const signed = { ...context, ...place, ...signing(context, place), ...access };
    const refused = "No signed plan has the digest";
    await expect(approve(signed)).rejects.toThrow(refused);
    await expect(
      signed.prove({ ...planned, facts: { components: { ...components, deploy: DIGEST }, configuration: [], others: [], policy: [] } }),
    ).rejects.toThrow("its facts are about");
    await expect(approve(signed)).rejects.toThrow(refused);
  });

  test("is refused when a stranger has signed the plan", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    await signing(context, place).prove({ ...planned, facts: { components, configuration: [], others: [], policy: [] } });
    const own = { ...context, ...place, ...signing(context, place), ...access };
    await expect(approve(own)).rejects.toThrow("No signed plan has the digest");
  });
});
