import { afterEach, beforeEach, expect, test } from "vitest";
import { createRecord, generateKeyPair, loadSigner, releaseDigest } from "@waybill/record";
import type { Signer } from "@waybill/record";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { CONFIGURATION, HONEST, sign, TOOL } from "@waybill/testing/honest-release";
import { registryAt, signing, stageContext, TEST_RUN } from "@waybill/testing/stage-context";
import { summarizeRun } from "./run-summary.ts";

const RUN = { ...TEST_RUN, run: "https://github.com/Acme/Shop/actions/runs/77/attempts/1" };
const FILES = {
  "waybill.yml": `version: 1
name: shop
environments: { staging: { namespace: shop-staging, manifests: deploy }, production: { after: staging, namespace: shop, manifests: deploy } }
`,
  "deploy/a.yaml": "",
};

let registry: LoopbackRegistry;
beforeEach(async () => {
  registry = await startLoopbackRegistry();
});
afterEach(() => registry[Symbol.asyncDispose]());

async function job() {
  const context = await stageContext(FILES);
  const place = registryAt(registry.address);
  const own = { ...context, ...place, run: RUN, githubRunId: "77" };
  return { ...own, ...signing(own, place) };
}
type Job = Awaited<ReturnType<typeof job>>;

interface Release {
  readonly environment: string;
  readonly run?: typeof RUN;
  readonly verdict?: "pass" | "fail";
  readonly signer?: Signer | undefined;
  readonly at?: string;
}

/** Stores the record of a release, as its last job does. */
async function released(by: Job, release: Release): Promise<void> {
  const { environment, run = RUN, verdict = "pass", signer = by.signer!, at = "2026-11-21T09:00:00Z" } = release;
  const closed = {
    product: "shop",
    run,
    tool: TOOL,
    verdict,
    now: new Date(at),
    findings: verdict === "pass" ? [] : ["it broke"],
    ignored: 0,
  };
  const record = await createRecord(
    [await sign(HONEST.build, signer, run)],
    { application: "shop", environment, images: {}, plan: undefined, configuration: CONFIGURATION, policy: [], ...closed },
    signer,
  );
  const subject = releaseDigest({ application: "shop", environment, commit: RUN.commit });
  await by.store.publishRecord(record, { subject });
}

test("a run that released to every environment passes, and shows once what they share", async () => {
  const by = await job();
  for (const environment of ["staging", "production"]) await released(by, { environment });
  const { verdict, report } = await summarizeRun(by);
  expect(verdict).toBe("pass");
  expect(report.chain.filter(({ label }) => label === "build api")).toHaveLength(1);
  expect(report.chain.map(({ verdict: each }) => each)).not.toContain("missing");
  expect(JSON.stringify(report.sections)).not.toContain("not released by this run");
});

test.each<[string, Omit<Release, "environment">]>([
  ["another run", { run: { ...RUN, run: RUN.run.replace("77", "76") } }],
  ["a stranger", { signer: loadSigner(generateKeyPair().privateKeyPem) }],
])("an environment that only %s released to is missing, and the run fails", async (_, other) => {
  const by = await job();
  await released(by, { environment: "staging" });
  await released(by, { environment: "production", ...other });
  const { verdict, report } = await summarizeRun(by);
  expect(verdict).toBe("fail");
  expect(report.chain.at(-1)).toMatchObject({ label: "Release to production", verdict: "missing" });
  expect(JSON.stringify(report.sections)).toContain("There is no record of this run's release to production");
});

test("the newest record of an environment counts, whichever attempt closed it", async () => {
  const by = await job();
  await released(by, { environment: "staging" });
  await released(by, { environment: "production", verdict: "fail" });
  expect((await summarizeRun(by)).verdict).toBe("fail");
  const again = { ...RUN, run: RUN.run.replace(/1$/, "2"), attempt: 2 };
  await released(by, { environment: "production", run: again, at: "2026-11-21T10:00:00Z" });
  expect((await summarizeRun(by)).verdict).toBe("pass");
});
