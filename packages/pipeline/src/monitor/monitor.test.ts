import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectCluster, loadKubeconfig } from "@waybill/kube";
import type { Cluster } from "@waybill/kube";
import { startCluster } from "@waybill/rehearsal";
import type { LoopbackCluster } from "@waybill/rehearsal";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { registryAt, signing, stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { prove } from "../evidence/prove.ts";
import { planSection } from "../sections/plan-section.ts";
import { findEnvironment } from "../session/select.ts";
import { failUnlessPassed } from "../release.ts";
import { approveStage } from "../stages/approve.ts";
import { ownPlan } from "../stages/approved-plan.ts";
import { deployStage } from "../stages/deploy.ts";
import { planStage } from "../stages/plan.ts";
import { rollbackStage } from "../stages/rollback.ts";
import { validateDataStage } from "../stages/validate-data.ts";
import { verifyStage } from "../stages/verify.ts";
import { monitorProject } from "./monitor.ts";

const settings = (greeting: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { GREETING: ${greeting} }\n`;
const FIRST = "a".repeat(40);
const SECOND = "b".repeat(40);
/** What the schedule has checked out; nothing was ever released from it. */
const LATER = "c".repeat(40);

let loopback: LoopbackCluster;
let registry: LoopbackRegistry;
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), "cluster-"));
  loopback = await startCluster({ dir, images: join(dir, "images") });
  registry = await startLoopbackRegistry();
});
afterAll(async () => {
  await loopback.close();
  await registry[Symbol.asyncDispose]();
});

const connect = (): Cluster => connectCluster(loadKubeconfig({ path: loopback.kubeconfig, env: {} }));

let namespaces = 0;
let namespace: string;
let own: TestContext;
let keys: ReturnType<typeof signing>;
let time: number;
beforeEach(async () => {
  namespace = `watched-${++namespaces}`;
  own = await stageContext({
    "waybill.yml": `version: 1
name: ${namespace}
data: { orders: { source: data/orders.csv, checks: { columns: { id: { required: true } } } } }
environments: { production: { namespace: ${namespace}, manifests: deploy, timeout: 2s } }
`,
    "data/orders.csv": "id\n1\n",
    "deploy/settings.yaml": settings("first"),
  });
  keys = signing(own, registryAt(registry.address));
  time = Date.parse("2026-01-01T00:00:00Z");
});

/** A run of a job of its own that has a commit checked out; it shares keys, files, registry and cluster with the others. */
function job(commit: string) {
  const place = registryAt(registry.address);
  const run = { ...own.run, commit };
  const context = { ...own, ...place, ...keys, statements: [], outcomes: [], githubRunId: "0", run };
  return {
    ...context,
    // Every look at the clock is later than the one before.
    clock: () => new Date((time += 1000)),
    openCluster: async () => connect(),
    openDatabase: () => Promise.reject(new Error("there is no database")),
    readSecret: () => "",
    prove: (evidence: Parameters<typeof prove>[1]) => prove(context, evidence),
  };
}
const environment = () => findEnvironment(own.config);

/** Releases a commit with one text in its manifest. */
async function release(commit: string, greeting: string): Promise<void> {
  await writeFile(join(own.workspace, "deploy/settings.yaml"), settings(greeting));
  const run = job(commit);
  await validateDataStage(run, own.config.data["orders"]!);
  const plan = (await planStage(run, environment(), {})).result;
  await approveStage(run, environment(), { ...plan, section: planSection(plan) }, { kind: "digest", digest: plan.digest }, undefined);
  expect((await deployStage(run, environment(), {}, ownPlan(plan))).verdict).toBe("pass");
  expect(await verifyStage(run, environment(), {}, plan.digest)).toMatchObject({ verdict: "pass" });
}

async function change(change: (cluster: Cluster) => Promise<unknown>): Promise<void> {
  const cluster = connect();
  await change(cluster);
  await cluster.close();
}

const tamper = (greeting: string) =>
  change(async (cluster) => {
    const found = await cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" });
    await cluster.replace({ ...found!, data: { GREETING: greeting } });
  });

const verdicts = async (context = job(LATER)): Promise<Record<string, string>> =>
  Object.fromEntries((await monitorProject(context, environment())).outcomes.map(({ id, verdict }) => [id, verdict]));

test("finds the record of what runs by itself, from another commit, and writes nothing", async () => {
  await release(FIRST, "first");
  await writeFile(join(own.workspace, "deploy/settings.yaml"), settings("not released yet"));
  const context = job(LATER);
  expect(await verdicts({ ...context, prove: () => Promise.reject(new Error("the monitor must prove nothing")) })).toEqual({
    "running/production": "pass",
    "record/production": "pass",
    "validate-data/orders": "pass",
  });
  expect((await monitorProject(job(LATER), environment())).report).toMatchObject({ verdict: "pass" });
});

test("names what somebody changed or deleted in the cluster", async () => {
  await release(FIRST, "first");
  await tamper("tampered");
  expect(await verdicts()).toMatchObject({ "running/production": "fail", "record/production": "fail" });
  const { outcomes } = await monitorProject(job(LATER), environment());
  expect(outcomes[0]?.note).toContain(`ConfigMap '${namespace}/settings' was changed after it was deployed: data.GREETING`);
  await change((cluster) => cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace, name: "settings" }));
  expect((await monitorProject(job(LATER), environment())).outcomes[0]?.note).toContain("does not exist any more");
});

test("a revision that the cluster tells of and nobody signed is not proven", async () => {
  await release(FIRST, "first");
  keys = signing(own, registryAt(registry.address));
  expect(await verdicts()).toMatchObject({ "running/production": "pass", "record/production": "fail" });
});

test("after a rollback the record of what it went back to proves what runs, and a change is seen", async () => {
  await release(FIRST, "first");
  await release(SECOND, "second");
  expect(await verdicts()).toMatchObject({ "record/production": "pass" });
  expect((await rollbackStage(job(SECOND), environment())).verdict).toBe("pass");
  expect(await verdicts()).toMatchObject({ "running/production": "pass", "record/production": "pass" });
  await tamper("tampered");
  expect(await verdicts()).toMatchObject({ "running/production": "fail", "record/production": "fail" });
});

test("what cannot be reached is inconclusive, said differently, and keeps nothing else from being looked at", async () => {
  await release(FIRST, "first");
  const down = connectCluster({ server: "http://127.0.0.1:1", context: "c", user: "u", insecureSkipTlsVerify: false }, { timeoutMs: 200 });
  const context = { ...job(LATER), openCluster: async () => down };
  const { outcomes, report } = await monitorProject(context, environment());
  expect(outcomes.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["running/production", "inconclusive"],
    ["validate-data/orders", "pass"],
  ]);
  expect(report.verdict).toBe("inconclusive");
  expect(outcomes[0]?.note).toMatch(/^could not be looked at: .*127\.0\.0\.1:1/);
  expect(() => failUnlessPassed({ verdict: "inconclusive", outcomes })).toThrow(/: inconclusive\. Could not be looked at: /);
});

test("where nothing was deployed there is nothing to be sure of", async () => {
  expect(await verdicts()).toEqual({ "running/production": "inconclusive", "validate-data/orders": "pass" });
});

test("data that stopped passing, or is gone, fails and is named", async () => {
  await release(FIRST, "first");
  await writeFile(join(own.workspace, "data/orders.csv"), "id\n\n");
  expect(await verdicts()).toMatchObject({ "record/production": "pass", "validate-data/orders": "fail" });
});

test("asks the address that people use", async () => {
  await release(FIRST, "first");
  let status = 200;
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as { port: number }).port;
  const at = (url: string) => monitorProject(job(LATER), environment(), { address: { url, fetch, pauseMs: 10 } });
  const outcome = async (url: string) => (await at(url)).outcomes.find(({ id }) => id.startsWith("address/"));
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "pass", note: "status 200" });
  status = 503;
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "fail", note: expect.stringContaining("status 503") });
  await new Promise((resolve) => server.close(resolve));
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "fail", note: expect.stringContaining("no answer (") });
});
