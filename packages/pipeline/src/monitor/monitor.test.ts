import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectCluster } from "@waybill/kube";
import { settings, startReleaseWorld } from "@waybill/testing/release-world";
import type { ReleasedProject, ReleaseWorld } from "@waybill/testing/release-world";
import { registryAt, signing } from "@waybill/testing/stage-context";
import { failUnlessPassed } from "../release.ts";
import { rollbackStage } from "../stages/rollback.ts";
import { monitorProject } from "./monitor.ts";

const FIRST = "a".repeat(40);
const SECOND = "b".repeat(40);
/** What the schedule has checked out; nothing was ever released from it. */
const LATER = "c".repeat(40);

let world: ReleaseWorld;
beforeAll(async () => {
  world = await startReleaseWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

let project: ReleasedProject;
beforeEach(async () => {
  const data = "data: { orders: { source: data/orders.csv, checks: { columns: { id: { required: true } } } } }\n";
  project = await world.project(data, { "data/orders.csv": "id\n1\n" });
});

const verdicts = async (context = project.job(LATER)): Promise<Record<string, string>> =>
  Object.fromEntries((await monitorProject(context, project.environment)).outcomes.map(({ id, verdict }) => [id, verdict]));

test("finds the record of what runs by itself, from another commit, and writes nothing", async () => {
  await project.release(FIRST, "first");
  await writeFile(join(project.own.workspace, "deploy/settings.yaml"), settings("not released yet"));
  const context = project.job(LATER);
  expect(await verdicts({ ...context, prove: () => Promise.reject(new Error("the monitor must prove nothing")) })).toEqual({
    "running/production": "pass",
    "record/production": "pass",
    "validate-data/orders": "pass",
  });
  expect((await monitorProject(project.job(LATER), project.environment)).report).toMatchObject({ verdict: "pass" });
});

test("names what somebody changed or deleted in the cluster", async () => {
  await project.release(FIRST, "first");
  await project.tamper("tampered");
  expect(await verdicts()).toMatchObject({ "running/production": "fail", "record/production": "fail" });
  const { outcomes } = await monitorProject(project.job(LATER), project.environment);
  expect(outcomes[0]?.note).toContain(`ConfigMap '${project.namespace}/settings' was changed after it was deployed: data.GREETING`);
  const cluster = world.connect();
  await cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace: project.namespace, name: "settings" });
  await cluster.close();
  expect((await monitorProject(project.job(LATER), project.environment)).outcomes[0]?.note).toContain("does not exist any more");
});

test("a revision that the cluster tells of and nobody signed is not proven", async () => {
  await project.release(FIRST, "first");
  const { verifierFor } = signing(project.own, registryAt(world.registry));
  expect(await verdicts({ ...project.job(LATER), verifierFor })).toMatchObject({
    "running/production": "pass",
    "record/production": "fail",
  });
});

test("after a rollback the record of what it went back to proves what runs, and a change is seen", async () => {
  await project.release(FIRST, "first");
  await project.release(SECOND, "second");
  expect(await verdicts()).toMatchObject({ "record/production": "pass" });
  expect((await rollbackStage(project.job(SECOND), project.environment)).verdict).toBe("pass");
  expect(await verdicts()).toMatchObject({ "running/production": "pass", "record/production": "pass" });
  await project.tamper("tampered");
  expect(await verdicts()).toMatchObject({ "running/production": "fail", "record/production": "fail" });
});

test("what cannot be reached is inconclusive, said differently, and keeps nothing else from being looked at", async () => {
  await project.release(FIRST, "first");
  const down = connectCluster({ server: "http://127.0.0.1:1", context: "c", user: "u", insecureSkipTlsVerify: false }, { timeoutMs: 200 });
  const context = { ...project.job(LATER), openCluster: async () => down };
  const { outcomes, report } = await monitorProject(context, project.environment);
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
  await project.release(FIRST, "first");
  await writeFile(join(project.own.workspace, "data/orders.csv"), "id\n\n");
  expect(await verdicts()).toMatchObject({ "record/production": "pass", "validate-data/orders": "fail" });
});

test("asks the address that people use", async () => {
  await project.release(FIRST, "first");
  let status = 200;
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = (server.address() as { port: number }).port;
  const at = (url: string) => monitorProject(project.job(LATER), project.environment, { address: { url, fetch, pauseMs: 10 } });
  const outcome = async (url: string) => (await at(url)).outcomes.find(({ id }) => id.startsWith("address/"));
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "pass", note: "status 200" });
  status = 503;
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "fail", note: expect.stringContaining("status 503") });
  await new Promise((resolve) => server.close(resolve));
  expect(await outcome(`http://127.0.0.1:${port}`)).toMatchObject({ verdict: "fail", note: expect.stringContaining("no answer (") });
});
