import { beforeEach, describe, expect, test } from "vitest";
import { digestOfJson } from "@waybill/kit";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { approvedDatabases, findApprovedPlan } from "./approved-plan.ts";

const MAIN = `sha256:${"1".repeat(64)}` as const;
const DEPLOY = `sha256:${"2".repeat(64)}` as const;
const COMPONENTS = { environment: "production", commit: TEST_RUN.commit, images: {}, databases: { main: MAIN }, deploy: DEPLOY };
const DIGEST = digestOfJson(COMPONENTS);

let context: TestContext;
beforeEach(async () => {
  context = await stageContext({ "waybill.yml": "version: 1\n" });
});

/** A registry in which one signed release plan lies. */
async function withPlan(work: (signed: Parameters<typeof findApprovedPlan>[0]) => Promise<void>): Promise<void> {
  await using registry = await startLoopbackRegistry();
  const place = registryAt(registry.address);
  const keys = signing(context, place);
  const [startedAt, finishedAt] = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"];
  const subjects = [{ kind: "plan", name: "production", digest: DIGEST }] as const;
  await keys.prove({
    stage: "plan",
    product: "shop",
    subjects,
    verdict: "pass",
    facts: { components: COMPONENTS, configuration: [], others: [], policy: [] },
    startedAt,
    finishedAt,
  });
  await work({ ...place, ...keys });
}

describe("an approved digest", () => {
  test("of a release plan allows each component by its own digest, and no database that the plan does not name", () =>
    withPlan(async (signed) => {
      const approved = await findApprovedPlan(signed, DIGEST);
      expect([approved.database("main"), approved.deploy()]).toEqual([MAIN, DEPLOY]);
      expect(() => approved.database("other")).toThrow("says nothing about database 'other', so nothing may be applied");
    }));

  test("that is no release plan's stands for the one plan that the step applies", () =>
    withPlan(async (signed) => {
      const approved = await findApprovedPlan(signed, MAIN);
      expect([approved.components, approved.database("any"), approved.deploy()]).toEqual([undefined, MAIN, MAIN]);
    }));

  test("must be a digest", () =>
    withPlan(async (signed) => {
      await expect(findApprovedPlan(signed, "sha256:abc")).rejects.toThrow("Input 'plan-digest' is 'sha256:abc'");
    }));
});

describe("the digests of several databases", () => {
  const both = [{ name: "main" }, { name: "other" }];

  test("come from a map, which must name each of them", () =>
    withPlan(async (signed) => {
      expect([...(await approvedDatabases(signed, JSON.stringify({ main: MAIN, other: DEPLOY }), both)).digests]).toEqual([
        ["main", MAIN],
        ["other", DEPLOY],
      ]);
      await expect(approvedDatabases(signed, JSON.stringify({ main: MAIN }), both)).rejects.toThrow("lacks the database 'other'");
      await expect(approvedDatabases(signed, '{"main":"latest"}', both)).rejects.toThrow("gives 'latest' for the database 'main'");
    }));

  test("cannot be one digest that is no release plan's", () =>
    withPlan(async (signed) => {
      await expect(approvedDatabases(signed, MAIN, both)).rejects.toThrow("is one digest, and no release plan's");
    }));
});
