import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SILENT } from "@waybill/kit";
import { openCluster, startRehearsal, stopRehearsal } from "@waybill/rehearsal";
import type { Rehearsal, RehearsedCluster } from "@waybill/rehearsal";
import { pushTestImage, TEST_SERVER } from "@waybill/testing/test-image";
import { readParts } from "../../scripts/parts/state.ts";

const { tools } = readParts(["tools"]);
const dir = await mkdtemp(join(tmpdir(), "waybill-rehearsal-"));
let rehearsal: Rehearsal;
let cluster: RehearsedCluster;
let image = "";

beforeAll(async () => {
  rehearsal = await startRehearsal({ dir: join(dir, "world"), reporter: SILENT });
  cluster = await openCluster(rehearsal, "production");
  image = await pushTestImage(
    rehearsal.registry,
    "app",
    { "app/server.mjs": TEST_SERVER, "app/job.mjs": "console.log('done'); process.exit(Number(process.env.CODE ?? 0))" },
    { WorkingDir: "/app", Cmd: ["node", "server.mjs"] },
  );
});
afterAll(async () => {
  await stopRehearsal(join(dir, "world"), { removeState: true });
  await rm(dir, { recursive: true, force: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
}

async function run(program: string, argv: readonly string[]): Promise<Run> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: dir, KUBECONFIG: cluster.kubeconfig };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, argv, { env, timeout: 60_000, cwd: dir });
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout + stderr };
  }
}

const kubectl = (...argv: string[]): Promise<Run> => run(tools.kubectl, argv);

let files = 0;
async function manifest(...objects: object[]): Promise<string> {
  files += 1;
  const path = join(dir, `manifest-${files}.json`);
  await writeFile(path, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  return path;
}

const namespace = (name: string): object => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

function deployment(ns: string, container: object = {}, spec: object = {}): object {
  const probe = { httpGet: { path: "/healthz", port: "http" }, periodSeconds: 1 };
  const containers = [{ name: "api", image, ports: [{ containerPort: 8080, name: "http" }], readinessProbe: probe, ...container }];
  const template = { metadata: { labels: { app: "api" } }, spec: { terminationGracePeriodSeconds: 2, containers } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api", namespace: ns },
    spec: { replicas: 2, selector: { matchLabels: { app: "api" } }, template, ...spec },
  };
}

const service = (ns: string): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "api", namespace: ns },
  spec: { selector: { app: "api" }, ports: [{ port: 80, targetPort: "http" }] },
});

test("kubectl knows the kinds of the rehearsal, applies on the server, runs dry without a trace, and sees no difference afterwards", async () => {
  expect((await kubectl("api-resources", "-o", "name")).out).toMatch(/deployments\.apps\n[^]*leases\.coordination\.k8s\.io\n/);
  const ns = await manifest(namespace("shop"));
  const file = await manifest(deployment("shop"), service("shop"));
  expect((await kubectl("apply", "--server-side", "--dry-run=server", "-f", ns)).out).toMatch(
    /namespace\/shop serverside-applied \(server dry run\)/,
  );
  expect((await kubectl("get", "namespace", "shop")).out).toMatch(/NotFound/);
  await kubectl("apply", "--server-side", "-f", ns);
  expect(await kubectl("apply", "--server-side", "-f", file)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/deployment.apps\/api serverside-applied/),
  });
  expect(await kubectl("-n", "shop", "rollout", "status", "deployment/api", "--timeout=30s")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/successfully rolled out/),
  });
  expect(await kubectl("diff", "--server-side", "-f", file)).toEqual({ code: 0, out: "" });
});

test("a request through the Service is answered by a pod, at the proxy and at the Service's own address", async () => {
  expect((await kubectl("get", "--raw", "/api/v1/namespaces/shop/services/api:80/proxy/hello?x=1")).out).toMatch(/"path":"\/hello\?x=1"/);
  const url = (await kubectl("-n", "shop", "get", "service", "api", "-o", "jsonpath={.metadata.annotations.rehearsal\\.waybill\\.dev/url}"))
    .out;
  expect(await (await fetch(`${url}/direct`)).json()).toMatchObject({ path: "/direct" });
});

test("get, describe, logs and wait show what runs", async () => {
  expect((await kubectl("-n", "shop", "get", "pods")).out).toMatch(/NAME +READY +STATUS +RESTARTS +AGE\napi-\S+ +1\/1 +Running/);
  expect((await kubectl("-n", "shop", "describe", "deployment", "api")).out).toMatch(/Scaled up replica set api-/);
  expect((await kubectl("-n", "shop", "describe", "pod", "-l", "app=api")).out).toMatch(/Image ID: +\S+@sha256:/);
  expect((await kubectl("-n", "shop", "logs", "deployment/api")).out).toMatch(/listening on 8080/);
  expect(await kubectl("-n", "shop", "wait", "--for=condition=Available", "deployment/api", "--timeout=10s")).toMatchObject({ code: 0 });
  expect(await kubectl("-n", "shop", "wait", "--for=jsonpath={.status.readyReplicas}=2", "deployment/api", "--timeout=10s")).toMatchObject({
    code: 0,
  });
  expect((await kubectl("get", "nodes")).out).toMatch(/rehearsal +Ready/);
});

test("two managers who want different values are a conflict that names the first, unless the second forces", async () => {
  expect((await kubectl("-n", "shop", "scale", "deployment/api", "--replicas=3")).out).toMatch(/scaled/);
  const file = await manifest(deployment("shop"), service("shop"));
  const refused = await kubectl("apply", "--server-side", "-f", file);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/conflict with "kubectl"[^]*\.spec\.replicas/);
  expect(await kubectl("apply", "--server-side", "--force-conflicts", "-f", file)).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "shop", "get", "deployment", "api", "-o", "jsonpath={.spec.replicas}")).out).toBe("2");
});

test("a broken version stays beside the old one, shows why, and is rolled back by kubectl", async () => {
  const broken = await manifest(deployment("shop", { env: [{ name: "CRASH", value: "no model" }] }));
  await kubectl("apply", "--server-side", "-f", broken);
  expect(await kubectl("-n", "shop", "rollout", "status", "deployment/api", "--timeout=4s")).toMatchObject({ code: 1 });
  expect((await kubectl("-n", "shop", "get", "pods")).out).toMatch(/CrashLoopBackOff/);
  expect((await kubectl("-n", "shop", "logs", "-l", "app=api", "--tail=-1", "--prefix")).out).toMatch(/crash: no model/);
  expect((await kubectl("get", "--raw", "/api/v1/namespaces/shop/services/api:80/proxy/")).out).toMatch(/"path":"\/"/);
  await kubectl("-n", "shop", "rollout", "undo", "deployment/api");
  expect(await kubectl("-n", "shop", "rollout", "status", "deployment/api", "--timeout=20s")).toMatchObject({ code: 0 });
});

test("a digest that the registry does not have ends in ImagePullBackOff, a missing ConfigMap in CreateContainerConfigError", async () => {
  await kubectl("apply", "--server-side", "-f", await manifest(namespace("bad")));
  const pod = (name: string, container: object): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "bad" },
    spec: { containers: [{ name: "c", image, ...container }] },
  });
  await kubectl(
    "apply",
    "--server-side",
    "-f",
    await manifest(
      pod("pull", { image: image.replace(/.{64}$/, "0".repeat(64)) }),
      pod("config", { envFrom: [{ configMapRef: { name: "none" } }] }),
    ),
  );
  const reason = (name: string): Promise<string> =>
    kubectl("-n", "bad", "get", "pod", name, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}").then(({ out }) => out);
  await expect.poll(() => reason("pull"), { timeout: 10_000 }).toBe("ImagePullBackOff");
  await expect.poll(() => reason("config"), { timeout: 10_000 }).toBe("CreateContainerConfigError");
  expect((await kubectl("-n", "bad", "get", "events")).out).toMatch(/configmap "none" not found/);
});

test("a misspelt field is refused, and so is a name that no cluster takes", async () => {
  const misspelt = await kubectl("apply", "--server-side", "-f", await manifest(deployment("shop", {}, { replicsa: 2 })));
  expect(misspelt).toMatchObject({ code: 1, out: expect.stringMatching(/unknown field "spec.replicsa"/) });
  const nested = await kubectl("apply", "--server-side", "-f", await manifest(deployment("shop", { enviroment: [] })));
  expect(nested).toMatchObject({ code: 1, out: expect.stringMatching(/unknown field "spec.template.spec.containers\[0\].enviroment"/) });
  expect(await kubectl("apply", "--server-side", "-f", await manifest(namespace("Shop")))).toMatchObject({
    code: 1,
    out: expect.stringMatching(/RFC 1123/),
  });
});

test("jobs complete or fail, stateful sets number their pods, daemon sets run on the node, claims are bound", async () => {
  await kubectl("apply", "--server-side", "-f", await manifest(namespace("kinds")));
  const job = (name: string, code: string): object => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: "kinds" },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: "Never",
          containers: [{ name: "job", image, command: ["node", "/app/job.mjs"], env: [{ name: "CODE", value: code }] }],
        },
      },
    },
  });
  const set = (kind: string, spec: object): object => ({
    apiVersion: "apps/v1",
    kind,
    metadata: { name: kind.toLowerCase(), namespace: "kinds" },
    spec: {
      selector: { matchLabels: { app: kind } },
      template: { metadata: { labels: { app: kind } }, spec: { terminationGracePeriodSeconds: 1, containers: [{ name: "c", image }] } },
      ...spec,
    },
  });
  const claim = { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } };
  await kubectl(
    "apply",
    "--server-side",
    "-f",
    await manifest(
      job("good", "0"),
      job("bad", "3"),
      set("StatefulSet", { serviceName: "x", replicas: 2, volumeClaimTemplates: [claim] }),
      set("DaemonSet", {}),
    ),
  );
  expect(await kubectl("-n", "kinds", "wait", "--for=condition=Complete", "job/good", "--timeout=20s")).toMatchObject({ code: 0 });
  expect(await kubectl("-n", "kinds", "wait", "--for=condition=Failed", "job/bad", "--timeout=20s")).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "kinds", "logs", "job/good")).out).toMatch(/done/);
  expect(await kubectl("-n", "kinds", "rollout", "status", "statefulset/statefulset", "--timeout=20s")).toMatchObject({ code: 0 });
  expect(await kubectl("-n", "kinds", "rollout", "status", "daemonset/daemonset", "--timeout=20s")).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "kinds", "get", "pods", "-l", "app=StatefulSet", "-o", "name")).out).toBe(
    "pod/statefulset-0\npod/statefulset-1\n",
  );
  expect((await kubectl("-n", "kinds", "get", "pvc", "-o", "jsonpath={.items[*].status.phase}")).out).toBe("Bound Bound");
});

test("a definition makes a new kind, and deleting a namespace deletes everything in it", async () => {
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "models.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { kind: "Model", plural: "models" },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
    },
  };
  await kubectl("apply", "--server-side", "-f", await manifest(definition));
  expect(await kubectl("wait", "--for=condition=Established", "crd/models.example.com", "--timeout=10s")).toMatchObject({ code: 0 });
  expect(
    await kubectl(
      "apply",
      "--server-side",
      "-f",
      await manifest({ apiVersion: "example.com/v1", kind: "Model", metadata: { name: "churn", namespace: "kinds" }, spec: { auc: 0.9 } }),
    ),
  ).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "kinds", "get", "models", "-o", "name")).out).toBe("model.example.com/churn\n");
  expect(await kubectl("delete", "namespace", "kinds", "--timeout=30s")).toMatchObject({ code: 0 });
  expect((await kubectl("get", "models,pods,jobs,pvc", "-A")).out).not.toMatch(/ kinds |^kinds /m);
  expect((await kubectl("get", "namespace", "kinds")).out).toMatch(/NotFound/);
});

test("helm installs, upgrades, rolls back and removes a chart", async () => {
  const chart = join(dir, "chart");
  await mkdir(join(chart, "templates"), { recursive: true });
  await writeFile(join(chart, "Chart.yaml"), "apiVersion: v2\nname: churn\nversion: 0.1.0\n");
  await writeFile(join(chart, "values.yaml"), "replicas: 1\n");
  const objects = [deployment("charts", {}, { replicas: "REPLICAS" }), service("charts")];
  await writeFile(
    join(chart, "templates/all.yaml"),
    objects.map((object) => JSON.stringify(object).replace('"REPLICAS"', "{{ .Values.replicas }}")).join("\n---\n"),
  );
  const helm = (...argv: string[]): Promise<Run> => run(tools.helm, ["--namespace", "charts", ...argv]);
  await kubectl("apply", "--server-side", "-f", await manifest(namespace("charts")));
  expect(await helm("install", "churn", chart, "--wait", "--timeout", "40s")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/STATUS: deployed/),
  });
  expect(await helm("upgrade", "churn", chart, "--set", "replicas=2", "--wait", "--timeout", "40s")).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "charts", "get", "deployment", "api", "-o", "jsonpath={.status.readyReplicas}")).out).toBe("2");
  expect(await helm("rollback", "churn", "1", "--wait", "--timeout", "40s")).toMatchObject({ code: 0 });
  expect(await helm("uninstall", "churn", "--wait", "--timeout", "40s")).toMatchObject({ code: 0 });
  expect((await kubectl("-n", "charts", "get", "deployments")).out).toMatch(/No resources found/);
});
