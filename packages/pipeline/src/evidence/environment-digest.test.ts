import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingReporter, textAt, textsAt } from "@waybill/kit";
import { applyDeploy, planDeploy } from "@waybill/kube";
import type { KubeObject } from "@waybill/kube";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { RUN } from "@waybill/testing/honest-release";
import { environmentDigest } from "./environment-digest.ts";

const APP = { application: "web", namespace: "shop" };
const workload = (...images: string[]): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
    },
  },
});

let api: LoopbackCluster;
beforeAll(async () => {
  api = await startLoopbackCluster();
});
afterAll(() => api[Symbol.asyncDispose]());

const digestNow = (): Promise<string> => environmentDigest(api.cluster, { ...APP, revision: 1 });
const change = async (by: (live: KubeObject) => KubeObject): Promise<void> => {
  const live = await api.cluster.read({ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "shop" });
  if (live) await api.put(by(live));
};

test("what runs is another thing with one more container, and when the kept revision was changed along with the object", async () => {
  const objects = [{ object: workload("web:1"), file: "", line: 0, lines: new Map<string, number>() }];
  const plan = await planDeploy(api.cluster, { objects, ignored: [] }, { ...APP, environment: "production" });
  await applyDeploy(api.cluster, plan, { timeoutMs: 5_000, settleMs: 0, reporter: collectingReporter(), run: RUN });
  const before = await digestNow();
  expect(await digestNow()).toBe(before);

  await change((live) => ({ ...live, spec: workload("web:1", "miner:1")["spec"] }));
  expect(await digestNow()).not.toBe(before);

  await change((live) => ({ ...live, spec: workload("evil:1")["spec"] }));
  const secret = await api.find("Secret", "waybill.web.v1");
  const kept = gunzipSync(Buffer.from(textAt(secret, "data", "revision") ?? "", "base64")).toString();
  const text = kept.replaceAll("web:1", "evil:1");
  await api.put({
    apiVersion: "v1",
    kind: "Secret",
    ...secret,
    metadata: { name: "waybill.web.v1", namespace: "shop", labels: textsAt(secret, "metadata", "labels") },
    type: "waybill.dev/revision",
    data: { revision: gzipSync(text).toString("base64") },
  });
  expect(await digestNow()).not.toBe(before);
});
