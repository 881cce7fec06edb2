import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "../http-service.ts";
import { startCluster } from "./cluster.ts";
import type { LoopbackCluster } from "./cluster.ts";
import { startRegistry } from "../registry/server.ts";
import { pushTestImage, TEST_SERVER } from "@waybill/testing/test-image";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
const problems: unknown[] = [];
let registry: Service;
let cluster: LoopbackCluster;
let image = "";
beforeAll(async () => {
  registry = await startRegistry({ dir: join(dir, "registry") });
  image = await pushTestImage(
    registry.address,
    "app",
    { "app/server.mjs": TEST_SERVER },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"] },
  );
  cluster = await startCluster({ dir: join(dir, "kube"), images: join(dir, "images"), onProblem: (problem) => problems.push(problem) });
  await apply("/api/v1/namespaces/shop", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
});
afterAll(async () => {
  await cluster.close();
  await registry.close();
  await rm(dir, { recursive: true, force: true });
  expect(problems).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(method: string, path: string, body?: object, type = "application/json"): Promise<Answer> {
  const response = await fetch(cluster.server + path, {
    method,
    headers: { "content-type": type },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text } };
}

const apply = (path: string, object: object, query = ""): Promise<Answer> =>
  call("PATCH", `${path}?fieldManager=test&fieldValidation=Strict${query}`, object, "application/apply-patch+yaml");

const DEPLOYMENT = "/apis/apps/v1/namespaces/shop/deployments/api";

function deployment(env: Record<string, string>, replicas = 1): object {
  const container = {
    name: "api",
    image,
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    ports: [{ containerPort: 8080, name: "http" }],
    readinessProbe: { httpGet: { path: "/healthz", port: "http" }, periodSeconds: 1 },
  };
  const template = { metadata: { labels: { app: "api" } }, spec: { terminationGracePeriodSeconds: 1, containers: [container] } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api", namespace: "shop" },
    spec: { replicas, selector: { matchLabels: { app: "api" } }, template },
  };
}

interface DeploymentAnswer {
  readonly metadata: { readonly generation: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

async function isRolledOut(): Promise<boolean> {
  const { metadata, status } = (await call("GET", DEPLOYMENT)).body as unknown as DeploymentAnswer;
  return (
    status?.observedGeneration === metadata.generation &&
    status.updatedReplicas === 1 &&
    status.replicas === 1 &&
    status.availableReplicas === 1
  );
}

const answer = async (): Promise<string> =>
  (((await call("GET", "/api/v1/namespaces/shop/services/api:80/proxy/")).body["env"] ?? {}) as Record<string, string>)["VERSION"] ??
  "none";

test("a deployment rolls from one version to the next behind its Service, and a dry run leaves no trace", async () => {
  expect(await apply(DEPLOYMENT, deployment({ VERSION: "1" }), "&dryRun=All")).toMatchObject({ status: 201 });
  expect(await call("GET", DEPLOYMENT)).toMatchObject({ status: 404, body: { kind: "Status", reason: "NotFound" } });
  await apply("/api/v1/namespaces/shop/services/api", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "api", namespace: "shop" },
    spec: { selector: { app: "api" }, ports: [{ port: 80, targetPort: "http" }] },
  });
  expect(await apply(DEPLOYMENT, deployment({ VERSION: "1" }))).toMatchObject({ status: 201 });
  await expect.poll(isRolledOut, { timeout: 10_000 }).toBe(true);
  expect(await answer()).toBe("1");
  expect(await apply(DEPLOYMENT, deployment({ VERSION: "2" }))).toMatchObject({ status: 200 });
  await expect.poll(isRolledOut, { timeout: 10_000 }).toBe(true);
  expect(await answer()).toBe("2");
});

test("a version that crashes never takes the place of the one that serves", async () => {
  await apply(DEPLOYMENT, deployment({ VERSION: "3", CRASH: "boom" }));
  const reasons = async (): Promise<string> => JSON.stringify((await call("GET", "/api/v1/namespaces/shop/pods")).body);
  await expect.poll(reasons, { timeout: 10_000 }).toMatch(/CrashLoopBackOff/);
  expect(await answer()).toBe("2");
  await apply(DEPLOYMENT, deployment({ VERSION: "2" }));
  await expect.poll(isRolledOut, { timeout: 10_000 }).toBe(true);
});

test("a watch from a version tells exactly what came after it", async () => {
  const list = await call("GET", "/api/v1/namespaces/shop/configmaps");
  const { resourceVersion } = list.body["metadata"] as { resourceVersion: string };
  const path = "/api/v1/namespaces/shop/configmaps";
  const object = (value: string): object => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "watched", namespace: "shop" },
    data: { value },
  });
  await apply(`${path}/watched`, object("1"));
  await apply(`${path}/watched`, object("1"));
  await apply(`${path}/watched`, object("2"));
  await call("DELETE", `${path}/watched`);
  const response = await fetch(`${cluster.server}${path}?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=1`);
  const events = (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; object: { data: { value: string } } });
  expect(events.map((event) => `${event.type} ${event.object.data.value}`)).toEqual(["ADDED 1", "MODIFIED 2", "DELETED 2"]);
});

test("a Secret's values are readable, its type and an immutable selector cannot change, an old version is refused", async () => {
  const path = "/api/v1/namespaces/shop/secrets/token";
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "token", namespace: "shop" }, stringData: { key: "value" } };
  expect((await apply(path, secret)).body).toMatchObject({ data: { key: btoa("value") }, type: "Opaque" });
  expect(await apply(path, { ...secret, type: "other" })).toMatchObject({ status: 422 });
  const changed = {
    ...(deployment({}) as { spec: object }),
    spec: { ...(deployment({}) as { spec: object }).spec, selector: { matchLabels: { app: "api", x: "y" } } },
  };
  expect(await apply(DEPLOYMENT, changed)).toMatchObject({ status: 422, body: { reason: "Invalid" } });
  const { body } = await call("GET", path);
  await apply(path, { ...secret, stringData: { key: "other" } });
  expect(await call("PUT", path, body)).toMatchObject({ status: 409, body: { reason: "Conflict" } });
});

test("init containers run first, volumes are mounted, and a command can be a probe", async () => {
  const seed = {
    name: "seed",
    image,
    command: ["node", "-e", "require('fs').writeFileSync('/data/seed', 'sown')"],
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
  const main = {
    name: "main",
    image,
    volumeMounts: [
      { name: "data", mountPath: "/data" },
      { name: "config", mountPath: "/etc/app" },
    ],
    readinessProbe: {
      periodSeconds: 1,
      timeoutSeconds: 10,
      exec: { command: ["node", "-e", "process.exit(require('fs').readFileSync('/data/seed', 'utf8') === 'sown' ? 0 : 1)"] },
    },
  };
  const volumes = [
    { name: "data", emptyDir: {} },
    { name: "config", configMap: { name: "conf" } },
  ];
  await apply("/api/v1/namespaces/shop/configmaps/conf", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "conf" },
    data: { key: "from the map" },
  });
  await apply("/api/v1/namespaces/shop/pods/init", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "init" },
    spec: { terminationGracePeriodSeconds: 1, initContainers: [seed], containers: [main], volumes },
  });
  const conditions = async (): Promise<unknown> => (await call("GET", "/api/v1/namespaces/shop/pods/init")).body["status"];
  await expect
    .poll(conditions, { timeout: 15_000 })
    .toMatchObject({ phase: "Running", conditions: expect.arrayContaining([expect.objectContaining({ type: "Ready", status: "True" })]) });
  // This probe says nothing about the port.
  const page = async (): Promise<unknown> => (await call("GET", "/api/v1/namespaces/shop/pods/init:8080/proxy/")).body;
  await expect.poll(page, { timeout: 10_000 }).toMatchObject({ mounted: "from the map" });
});

test("an autoscaler keeps its target between its limits, and scales nothing that is switched off", async () => {
  const path = "/apis/apps/v1/namespaces/shop/deployments/scaled";
  const labels = { app: "scaled" };
  const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: "main", image }] } } };
  const scaled = (replicas?: number): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "scaled" },
    spec: replicas === undefined ? spec : { ...spec, replicas },
  });
  const scaler = (minReplicas: number, maxReplicas: number): object => ({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "scaled" },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "scaled" }, minReplicas, maxReplicas },
  });
  const scalerPath = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/scaled";
  const found = async (at: string): Promise<unknown> => (await call("GET", at)).body;
  await apply(path, scaled());
  await apply(scalerPath, scaler(2, 3));
  await expect
    .poll(() => found(path), { timeout: 10_000 })
    .toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 2 },
      status: { observedGeneration: 2, replicas: 2 },
    });
  // Who names no number of replicas leaves it to the autoscaler.
  expect((await apply(path, scaled())).body).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 2 } });
  await apply(scalerPath, scaler(1, 1));
  await expect.poll(() => found(path), { timeout: 10_000 }).toMatchObject({ spec: { replicas: 1 } });
  await apply(path, scaled(0));
  await apply(scalerPath, scaler(2, 3));
  await expect.poll(() => found(scalerPath), { timeout: 10_000 }).toMatchObject({ status: { observedGeneration: 3, desiredReplicas: 0 } });
  expect(await found(path)).toMatchObject({ spec: { replicas: 0 } });
});

test("deleting a namespace deletes what is in it and ends its processes", async () => {
  expect(await call("DELETE", "/api/v1/namespaces/shop")).toMatchObject({ status: 200 });
  await expect.poll(async () => (await call("GET", "/api/v1/namespaces/shop")).status, { timeout: 10_000 }).toBe(404);
  expect((await call("GET", "/api/v1/pods")).body["items"]).toEqual([]);
});
