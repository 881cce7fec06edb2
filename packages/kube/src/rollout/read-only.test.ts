import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { collectingReporter, isRecord, recordAt } from "@waybill/kit";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { isKubeObject } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { planDeploy } from "../plan/plan.ts";
import { applyDeploy } from "./apply.ts";
import { deployStatus } from "./status.ts";

const APP = { application: "web", namespace: "shop" };
const run = { repository: "a/b", commit: "c", ref: "r", actor: "x", workflow: "w", run: "1", attempt: 1, dirty: false, rehearsal: false };
const DEPLOYMENT: KubeObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "api", labels: { team: "shop" } },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: "api" } },
    template: {
      metadata: { labels: { app: "api" } },
      spec: {
        containers: [
          {
            name: "api",
            image: `registry.example/api@sha256:${"a".repeat(64)}`,
            args: ["--one", "--two"],
            env: [{ name: "MODE", value: "calm" }],
            ports: [{ containerPort: 8080 }],
            resources: { requests: { cpu: "1000m" } },
          },
        ],
      },
    },
  },
};
const SETTINGS: KubeObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { GREETING: "hello" } };

let api: LoopbackCluster;
beforeAll(async () => {
  api = await startLoopbackCluster();
  await api.put({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
});
afterAll(() => api[Symbol.asyncDispose]());

beforeEach(async () => {
  api.faults.splice(1);
  const set = {
    objects: [DEPLOYMENT, SETTINGS].map((object) => ({ object, file: "", line: 0, lines: new Map<string, number>() })),
    ignored: [],
  };
  const plan = await planDeploy(api.cluster, set, { ...APP, environment: "test", secrets: { db: { url: "postgres://good" } } });
  await applyDeploy(api.cluster, plan, { timeoutMs: 5_000, settleMs: 0, reporter: collectingReporter(), run });
  // From now on this identity may not write, not even in a dry run.
  const body = JSON.stringify({ kind: "Status", status: "Failure", code: 403, reason: "Forbidden", message: "may not patch" });
  api.faults.push({ when: ({ method }) => method !== "GET", times: Number.POSITIVE_INFINITY, answer: { status: 403, body } });
});

/** Changes an object as somebody else. */
async function change(kind: string, name: string, how: (object: KubeObject) => KubeObject): Promise<void> {
  api.faults.splice(1);
  const found = await api.find(kind, name);
  if (!isRecord(found) || !isKubeObject(found)) throw new Error(`There is no ${kind} ${name}.`);
  await api.put(how(found));
  const body = JSON.stringify({ kind: "Status", status: "Failure", code: 403, reason: "Forbidden", message: "may not patch" });
  api.faults.push({ when: ({ method }) => method !== "GET", times: Number.POSITIVE_INFINITY, answer: { status: 403, body } });
}

const drift = async (): Promise<string[]> =>
  (await deployStatus(api.cluster, APP)).objects.flatMap(({ ref, drift: changes }) => changes.map(({ path }) => `${ref.kind} ${path}`));

test("an identity that may only read sees that nothing differs", async () => {
  expect(await drift()).toEqual([]);
});

test("an identity that may only read sees each field that somebody changed or took away", async () => {
  await change("ConfigMap", "settings", (object) => ({ ...object, data: { GREETING: "tampered", MORE: "others may add" } }));
  await change("Secret", "db", (object) => ({ ...object, data: { url: Buffer.from("postgres://evil").toString("base64") } }));
  await change("Deployment", "api", (object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, team: "others" } },
    spec: JSON.parse(JSON.stringify(recordAt(object, "spec")).replace('"calm"', '"wild"').replace('"--two"', '"--three"')),
  }));
  expect((await drift()).toSorted()).toEqual([
    "ConfigMap data.GREETING",
    "Deployment metadata.labels.team",
    "Deployment spec.template.spec.containers[name=api].args",
    "Deployment spec.template.spec.containers[name=api].env[name=MODE].value",
    "Secret data.url",
  ]);
  const shown = JSON.stringify((await deployStatus(api.cluster, APP)).objects);
  expect(shown).not.toContain(Buffer.from("postgres://evil").toString("base64"));
  expect(shown).not.toContain(Buffer.from("postgres://good").toString("base64"));
});

test("a field that somebody else holds with our value is no drift", async () => {
  await change("ConfigMap", "settings", (object) => ({ ...object, data: { GREETING: "tampered" } }));
  await change("ConfigMap", "settings", (object) => ({ ...object, data: { GREETING: "hello" } }));
  expect(await drift()).toEqual([]);
});
