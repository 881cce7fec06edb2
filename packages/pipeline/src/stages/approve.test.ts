import { beforeEach, describe, expect, test } from "vitest";
import { generateKeyPair, trustKey } from "@waybill/record";
import type { Approval as Review } from "@waybill/github";
import { digestOfJson } from "@waybill/kit";
import { gitHubDouble } from "@waybill/testing/github-double";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { approveStage, proveApproval } from "./approve.ts";
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

/** GitHub as the reviewers of one run left it; whatever else a stage asks of it fails the test. */
function reviewedBy(...reviews: (Partial<Review> & Pick<Review, "state">)[]) {
  return {
    githubRunId: "4711",
    github: gitHubDouble({
      findApprovals: async (runId) =>
        runId === "4711" ? reviews.map((review) => ({ user: "ann", environments: ["production"], comment: "", ...review })) : [],
    }),
  };
}

const approve = (source: ApprovalSource, access: Partial<ReturnType<typeof reviewedBy>> = {}) =>
  approveStage({ ...context, githubRunId: "0", ...access }, findEnvironment(context.config, "production"), PLAN, source);

describe("an approval by digest", () => {
  test("of exactly this plan passes, and is proven about the plan", async () => {
    const { verdict, result } = await approve({ kind: "digest", digest: DIGEST });
    expect({ verdict, result }).toMatchObject({ verdict: "pass", result: { approver: "dev", boundToPlan: true } });
    expect(context.proven).toMatchObject([{ stage: "approve", subjects: [{ name: "plan/production", digest: DIGEST }] }]);
  });

  test("of another plan is refused with the digest to approve instead, and nothing is proven", async () => {
    await expect(approve({ kind: "digest", digest: OTHER })).rejects.toThrow(`approve it with --approve ${DIGEST}`);
    expect(context.proven).toEqual([]);
  });
});

test("a person who says no stops the release, and nothing is proven", async () => {
  await expect(approve({ kind: "ask", ask: async () => false })).rejects.toThrow("was not approved, so nothing was changed");
  expect(context.proven).toEqual([]);
});

describe("an approval on GitHub", () => {
  test("counts for the plan when the reviewer quotes its digest, else it is a warning that says so", async () => {
    expect((await approve({ kind: "github" }, reviewedBy({ state: "approved", comment: `ok ${DIGEST}` }))).verdict).toBe("pass");
    const unread = await approve({ kind: "github" }, reviewedBy({ state: "approved", comment: "ok" }));
    expect(unread).toMatchObject({ verdict: "warn", note: "by ann, who approved the job and not this plan" });
  });

  test("of another environment or another run does not count: nobody is named, and it is a warning", async () => {
    const other = reviewedBy({ state: "approved", comment: DIGEST, environments: ["staging"] });
    for (const access of [other, { ...reviewedBy({ state: "approved", comment: DIGEST }), githubRunId: "4712" }]) {
      const outcome = await approve({ kind: "github" }, access);
      expect(outcome).toMatchObject({ verdict: "warn", result: { boundToPlan: false } });
      expect(outcome.result.approver).toContain("nobody");
    }
  });

  test("is void when one reviewer rejected, whatever the others said", async () => {
    const access = reviewedBy({ state: "approved", comment: DIGEST }, { state: "rejected", user: "bob" });
    await expect(approve({ kind: "github" }, access)).rejects.toThrow("bob rejected the deployment");
  });

  test("cannot be read without a token, and the message names the input", async () => {
    await expect(approve({ kind: "github" })).rejects.toThrow("needs the input 'github-token'");
  });
});

describe("an approval of the plan that another job made", () => {
  const components = { environment: "production", commit: "c", images: {}, databases: {}, deploy: OTHER };
  const digest = digestOfJson(components);
  const planned = {
    stage: "plan" as const,
    subjects: [{ name: "plan/production", digest }],
    verdict: "pass" as const,
    startedAt: "2026-01-01T00:00:00Z",
    finishedAt: "2026-01-01T00:00:01Z",
  };
  const access = reviewedBy({ state: "approved", comment: digest });

  test("is proven when a trusted key has signed the plan", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    const signed = { ...context, ...place, ...signing(context, place), ...access };
    await signed.prove({ ...planned, facts: { parts: components } });
    const outcome = await proveApproval(signed, findEnvironment(context.config), digest);
    expect(outcome).toMatchObject({ verdict: "pass", result: { approver: "ann", planDigest: digest } });
    expect(signed.statements).toHaveLength(2);
  });

  test("means nothing when no signed plan has the digest, or when its components are others", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    const signed = { ...context, ...place, ...signing(context, place), ...access };
    const refused = "No signed plan has the digest";
    await expect(proveApproval(signed, findEnvironment(context.config), digest)).rejects.toThrow(refused);
    await signed.prove({ ...planned, facts: { parts: { ...components, deploy: DIGEST } } });
    await expect(proveApproval(signed, findEnvironment(context.config), digest)).rejects.toThrow(refused);
  });

  test("is refused when a stranger has signed the plan", async () => {
    await using registry = await startLoopbackRegistry();
    const place = registryAt(registry.address);
    await signing(context, place).prove({ ...planned, facts: { parts: components } });
    const own = { ...context, ...place, ...signing(context, place), ...access };
    await expect(proveApproval(own, findEnvironment(context.config), digest)).rejects.toThrow("not trusted here");
    const stranger = { ...own, trusted: [trustKey(generateKeyPair().publicKeyPem)] };
    await expect(proveApproval(stranger, findEnvironment(context.config), digest)).rejects.toThrow("not trusted here");
  });
});
