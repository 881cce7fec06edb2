import { expect, test } from "vitest";
import { createRevision, listRevisions, trimRevisions, updateRevision } from "./revision.ts";
import type { Revision } from "./revision.ts";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { DEPLOYING_RUN as run } from "@waybill/testing/web-application";

const app = { application: "web", namespace: "shop" };
const revision = (number: number, change: Partial<Revision> = {}): Revision => ({
  number,
  status: "good",
  phase: "apply",
  environment: "e",
  planDigest: `sha256:${"0".repeat(64)}`,
  images: [],
  run,
  startedAt: "2026-01-01T00:00:00Z",
  objects: [],
  before: [],
  ...change,
});

async function startCluster(): Promise<LoopbackCluster> {
  const api = await startLoopbackCluster();
  await api.put({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  return api;
}

test("is kept in a Secret of its own type and read back in the order of numbers", async () => {
  await using api = await startCluster();
  for (const number of [10, 9])
    await createRevision(
      api.cluster,
      app,
      revision(number, { objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "ä" } }] }),
    );
  expect(await api.find("Secret", "waybill.web.v10")).toMatchObject({
    type: "waybill.dev/revision",
    metadata: { labels: { "waybill.dev/revision-of": "web", "waybill.dev/status": "good" } },
  });
  const read = await listRevisions(api.cluster, app);
  expect(read.map(({ number }) => number)).toEqual([9, 10]);
  expect(read[0]).toMatchObject(revision(9, { objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "ä" } }] }));
});

test("cannot be written twice, nor changed after somebody else changed it", async () => {
  await using api = await startCluster();
  const stored = await createRevision(api.cluster, app, revision(1, { status: "applying" }));
  await expect(createRevision(api.cluster, app, revision(1))).rejects.toThrow(/Revision 1 of 'web' was written by another run/);
  await updateRevision(api.cluster, app, stored, { status: "good" });
  await expect(updateRevision(api.cluster, app, stored, { status: "failed" })).rejects.toThrow(/409/);
  expect((await listRevisions(api.cluster, app))[0]?.status).toBe("good");
});

test("ten are kept, the last good one and unfinished ones always", async () => {
  await using api = await startCluster();
  for (let number = 1; number <= 14; number++)
    await createRevision(api.cluster, app, revision(number, { status: number === 2 ? "good" : number === 3 ? "applying" : "rolled-back" }));
  await trimRevisions(api.cluster, app);
  expect((await listRevisions(api.cluster, app)).map(({ number }) => number)).toEqual([2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
});

test("that something damaged is named, never taken for an empty history", async () => {
  await using api = await startCluster();
  await createRevision(api.cluster, app, revision(1));
  const metadata = { name: "waybill.web.v1", namespace: "shop", labels: { "waybill.dev/revision-of": "web" } };
  await api.put({ apiVersion: "v1", kind: "Secret", type: "waybill.dev/revision", metadata, data: { revision: "bm8=" } });
  await expect(listRevisions(api.cluster, app)).rejects.toThrow(/'shop\/waybill\.web\.v1', which holds a revision, cannot be read/);
});

test("that is too large for a Secret is refused before anything happens", async () => {
  await using api = await startCluster();
  const noise =
    Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2)).join("") +
    Array.from({ length: 120_000 }, () => Math.random().toString(36).slice(2)).join("");
  await expect(
    createRevision(
      api.cluster,
      app,
      revision(1, { objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { noise } }] }),
    ),
  ).rejects.toThrow(/too large to be kept for a rollback/);
  expect(api.requests).toEqual([]);
});
