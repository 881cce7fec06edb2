import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import {
  applyDeploy,
  connectCluster,
  deployStatus,
  loadKubeconfig,
  loadManifests,
  pinImages,
  planDeploy,
  readLiveObjects,
  requestService,
  rollbackDeploy,
} from "@waybill/kube";
import type { Cluster, DeployOptions, DeployOutcome, DeployPlan, PlanOptions } from "@waybill/kube";
import { DEPLOYING_RUN as run, greetingAndService, SERVE } from "@waybill/testing/web-application";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["kubernetes", "registry", "images", "tools"]);
const CANARY = "canary-7f3a91c2-value";
// Staying ready is what crash.test.ts is about.
const SETTLE_MS = 1_000;
const [, digest = ""] = parts.images.busybox.split("@");
const busybox = `${parts.images.busybox.slice(0, parts.images.busybox.lastIndexOf(":", parts.images.busybox.indexOf("@")))}@${digest}`;
const prefix = `waybill-kube-${process.pid}`;
const namespaces: string[] = [];
let workspace: string;
let cluster: Cluster;

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), "waybill-kube-"));
  cluster = connectCluster(loadKubeconfig({ path: parts.kubernetes.kubeconfig }));
});

afterAll(async () => {
  await cluster.close();
  await Promise.all(namespaces.map((namespace) => kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false")));
  await kubectl("delete", "crd,pv,clusterrole,clusterrolebinding", "-l", `test.waybill.dev/run=${process.pid}`, "--wait=false");
  await rm(workspace, { recursive: true, force: true });
});

async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(parts.tools.kubectl, [
    "--cache-dir",
    join(workspace, "kubectl"),
    "--kubeconfig",
    parts.kubernetes.kubeconfig,
    ...args,
  ]);
  return stdout.trim();
}

async function kubectlApply(namespace: string, manifest: string, ...args: string[]): Promise<string> {
  const child = execFile(parts.tools.kubectl, [
    "--cache-dir",
    join(workspace, "kubectl"),
    "--kubeconfig",
    parts.kubernetes.kubeconfig,
    "-n",
    namespace,
    "apply",
    ...args,
    "-f",
    "-",
  ]);
  child.stdin?.end(manifest);
  let output = "";
  child.stdout?.on("data", (chunk: string) => (output += chunk));
  child.stderr?.on("data", (chunk: string) => (output += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(output);
  return output;
}

function newNamespace(word: string): string {
  const name = `${prefix}-${word}`;
  namespaces.push(name);
  return name;
}

interface WebOptions {
  readonly command?: string;
  readonly image?: string;
  readonly replicas?: number;
  readonly probe?: string;
  readonly memory?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly greeting?: string;
}

/** A web server of three objects; every value that a test changes stands in a line of its own. */
function web({
  command = SERVE,
  image = "base/busybox",
  replicas = 1,
  probe = "/",
  memory = "32Mi",
  pod = "",
  container = "",
  greeting = "hello",
}: WebOptions = {}): string {
  return `${greetingAndService(greeting)}apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { greeting: "${greeting}" } }
    spec:
      terminationGracePeriodSeconds: 1
${pod}
      containers:
        - name: web
          image: ${image}
          command: ["sh", "-c", ${JSON.stringify(command)}]
          envFrom: [{ configMapRef: { name: web-config } }]
          ports: [{ containerPort: 8080, name: http }]
          readinessProbe:
            httpGet: { path: ${probe}, port: http }
            periodSeconds: 1
          resources:
            limits:
              memory: ${memory}
${container}
`;
}

interface Deploy extends Partial<Omit<PlanOptions, "namespace">> {
  readonly options?: Partial<DeployOptions>;
}

async function plan(namespace: string, manifest: string, options: Deploy = {}, on = cluster): Promise<DeployPlan> {
  const dir = join(workspace, namespace);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "app.yaml"), manifest);
  const pinned = pinImages(
    await loadManifests([dir], workspace),
    manifest.includes("image: base/busybox\n") ? { "base/busybox": busybox } : {},
  );
  const { options: _options, ...planOptions } = options;
  return planDeploy(on, pinned.set, { application: "web", environment: "test", ...planOptions, namespace });
}

async function deploy(namespace: string, manifest: string, options: Deploy = {}): Promise<DeployOutcome & { lines: string[] }> {
  const reporter = collectingReporter();
  const outcome = await applyDeploy(cluster, await plan(namespace, manifest, options), {
    timeoutMs: 90_000,
    settleMs: SETTLE_MS,
    reporter,
    run,
    probe: { service: "web", port: "http", path: "/" },
    ...options.options,
  });
  return { ...outcome, lines: [...reporter.lines, ...reporter.findings.map((finding) => JSON.stringify(finding))] };
}

const lineOf = (manifest: string, text: string): number => manifest.split("\n").findIndex((line) => line.includes(text)) + 1;

describe("a release on a real cluster", () => {
  const namespace = newNamespace("life");

  test("makes its namespace, runs the tested digest and answers through the Service", async () => {
    const outcome = await deploy(namespace, web(), { secrets: { db: { url: CANARY } } });
    expect(outcome).toMatchObject({
      verdict: "pass",
      revision: 1,
      changed: true,
      rolledBack: false,
      probe: { status: 200, body: "hello\n" },
    });
    const imageIds = await kubectl("-n", namespace, "get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].imageID}");
    expect(imageIds).toBe(busybox);
    expect(outcome.pods.map((pod) => pod.digest)).toEqual([digest]);
    expect(await requestService(cluster, { namespace, service: "web", port: 80, path: "/index.html" })).toEqual({
      status: 200,
      body: "hello\n",
    });
  });

  test("shows no value of a Secret in plan, outcome or log, also when it changes", async () => {
    const other = `${CANARY}-rotated`;
    const before = await plan(namespace, web(), { secrets: { db: { url: other } } });
    expect(before.objects.filter(({ action }) => action !== "unchanged")).toMatchObject([
      {
        ref: { kind: "Secret", name: "db" },
        action: "update",
        diff: [{ path: "data.url", before: "(hidden)", after: "(hidden, changed)" }],
      },
    ]);
    const outcome = await deploy(namespace, web(), { secrets: { db: { url: other } } });
    expect(outcome.verdict).toBe("pass");
    const text = JSON.stringify([
      before,
      outcome,
      await deployStatus(cluster, { application: "web", namespace }),
      await readLiveObjects(cluster, { application: "web", namespace }),
    ]);
    for (const secret of [CANARY, Buffer.from(other).toString("base64")]) expect(text).not.toContain(secret);
    expect(Buffer.from(await kubectl("-n", namespace, "get", "secret", "db", "-o", "jsonpath={.data.url}"), "base64").toString()).toBe(
      other,
    );
  });

  test("finds nothing to do the second time and writes no new revision", async () => {
    const outcome = await deploy(namespace, web(), { secrets: { db: { url: `${CANARY}-rotated` } } });
    expect(outcome).toMatchObject({
      verdict: "pass",
      revision: 2,
      changed: false,
      applied: [{ action: "unchanged" }, { action: "unchanged" }, { action: "unchanged" }, { action: "unchanged" }],
    });
  });

  test("refuses to apply a plan when the cluster changed after it was made", async () => {
    const stale = await plan(namespace, web({ greeting: "stale" }));
    await kubectl("-n", namespace, "scale", "deployment", "web", "--replicas=2");
    await expect(
      applyDeploy(cluster, stale, { timeoutMs: 60_000, settleMs: SETTLE_MS, reporter: collectingReporter(), run }),
    ).rejects.toThrow(/not applied, because the cluster changed since it was made \(Deployment .*\/web\)/);
    expect(await kubectl("-n", namespace, "get", "configmap", "web-config", "-o", "jsonpath={.data.GREETING}")).toBe("hello");
  });

  test("reports drift of its own objects, takes them back and deletes what left the manifests", async () => {
    const drifted = await plan(namespace, web({ greeting: "hi" }), { prune: true });
    expect(drifted.findings).toContainEqual(
      expect.objectContaining({ rule: "field-conflict", severity: "warning", what: expect.stringContaining(".spec.replicas") as string }),
    );
    expect(await readLiveObjects(cluster, { application: "web", namespace })).toContainEqual(
      expect.objectContaining({
        ref: expect.objectContaining({ kind: "Deployment" }) as unknown,
        drift: [{ path: "spec.replicas", before: 1, after: 2 }],
      }),
    );
    const outcome = await deploy(namespace, web({ greeting: "hi" }), { prune: true });
    expect(outcome).toMatchObject({ verdict: "pass", revision: 3, probe: { body: "hi\n" } });
    expect(outcome.applied).toContainEqual({ ref: { apiVersion: "v1", kind: "Secret", name: "db", namespace }, action: "delete" });
    expect(
      await kubectl(
        "-n",
        namespace,
        "get",
        "secret,deployment",
        "-o",
        "jsonpath={range .items[?(@.metadata.labels.waybill\\.dev/application=='web')]}{.kind}{.spec.replicas} {end}",
      ),
    ).toBe("Deployment1");
  });

  test("goes back to an earlier revision as a whole", async () => {
    const { outcome } = await rollbackDeploy(cluster, {
      application: "web",
      namespace,
      to: 2,
      timeoutMs: 90_000,
      settleMs: SETTLE_MS,
      reporter: collectingReporter(),
      run,
      probe: { service: "web", port: "http", path: "/", expectBody: "hello" },
    });
    expect(outcome).toMatchObject({ verdict: "pass", revision: 4, probe: { body: "hello\n" } });
    expect(await kubectl("-n", namespace, "get", "secret", "db", "-o", "jsonpath={.metadata.name}")).toBe("db");
    const status = await deployStatus(cluster, { application: "web", namespace });
    expect(status.revisions.map(({ number, status }) => `${number} ${status}`)).toEqual(["4 good", "3 good", "2 good", "1 good"]);
    expect(status.objects.every(({ exists, ready, drift }) => exists && ready && drift.length === 0)).toBe(true);
  });
});

describe("a failing release", () => {
  const namespace = newNamespace("fail");
  const missing = `${busybox.slice(0, -8)}00000000`;

  beforeAll(async () => {
    expect((await deploy(namespace, web())).verdict).toBe("pass");
  });

  test.each<[string, WebOptions, { rule: string; observed?: string | RegExp; line: string }]>([
    ["an image that is not in the registry", { image: missing }, { rule: "image-pull", observed: "not found", line: "image:" }],
    [
      "a program that ends",
      { command: "echo the cable is unplugged; exit 3" },
      { rule: "crash-loop", observed: "the cable is unplugged", line: "- name: web" },
    ],
    ["a program that needs too much memory", { command: "tail /dev/zero" }, { rule: "out-of-memory", line: "memory:" }],
    [
      "a pod that no node can take",
      { pod: "      nodeSelector: { disk: none }" },
      { rule: "unschedulable", observed: /node/, line: "nodeSelector" },
    ],
    [
      "a Secret that does not exist",
      { container: "          env: [{ name: A, valueFrom: { secretKeyRef: { name: nowhere, key: a } } }]" },
      { rule: "config-reference", observed: "nowhere", line: "env: [{ name: A" },
    ],
    [
      "a volume of a ConfigMap that does not exist",
      {
        pod: "      volumes: [{ name: extra, configMap: { name: nowhere } }]",
        container: "          volumeMounts: [{ name: extra, mountPath: /extra }]",
      },
      { rule: "config-reference", observed: "nowhere", line: "volumes:" },
    ],
    [
      "a readiness probe that asks for a page that is not there",
      { probe: "/nothing" },
      { rule: "failed-probe", observed: "404", line: "readinessProbe" },
    ],
    [
      "a command that is not in the image",
      { container: "          lifecycle: { postStart: { exec: { command: [none] } } }", command: "exec /none" },
      { rule: "crash-loop", observed: "/none", line: "- name: web" },
    ],
  ])("names %s in seconds at its line, and is rolled back", { timeout: 120_000 }, async (_, change, expected) => {
    const manifest = web({ greeting: "broken", ...change });
    const started = performance.now();
    const outcome = await deploy(namespace, manifest);
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    const [cause] = outcome.diagnosis ?? [];
    expect(cause).toMatchObject({
      rule: expected.rule,
      severity: "error",
      where: { file: `${namespace}/app.yaml`, line: lineOf(manifest, expected.line) },
    });
    if (expected.observed !== undefined) expect(cause?.observed).toMatch(expected.observed);
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(await requestService(cluster, { namespace, service: "web", port: "http", path: "/" })).toEqual({ status: 200, body: "hello\n" });
    expect(await kubectl("-n", namespace, "get", "configmap", "web-config", "-o", "jsonpath={.data.GREETING}")).toBe("hello");
  });

  test("names a quota that forbids its pods", async () => {
    await kubectl("-n", namespace, "create", "quota", "small", "--hard=limits.memory=64Mi");
    const manifest = web({ memory: "128Mi", greeting: "big" });
    const outcome = await deploy(namespace, manifest);
    await kubectl("-n", namespace, "delete", "quota", "small");
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    expect(outcome.diagnosis?.[0]).toMatchObject({
      rule: "quota",
      observed: expect.stringContaining("exceeded quota") as string,
      where: { line: lineOf(manifest, "resources:") },
    });
  });

  test("is rolled back when the Service does not answer as expected", async () => {
    const outcome = await deploy(namespace, web({ greeting: "wrong" }), {
      options: { probe: { service: "web", port: 80, path: "/", expectBody: "right" } },
    });
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true, probe: { status: 200, body: "wrong\n" } });
    expect(outcome.diagnosis?.[0]).toMatchObject({ rule: "service-probe" });
  });

  test("removes everything when there was nothing before, and keeps the record of it", async () => {
    const fresh = newNamespace("fresh");
    const outcome = await deploy(fresh, web({ command: "exit 1" }));
    expect(outcome).toMatchObject({ verdict: "fail", revision: 1, rolledBack: true, rollbackVerified: true });
    expect(await kubectl("-n", fresh, "get", "deployment,service,configmap", "-l", "waybill.dev/application=web", "-o", "name")).toBe("");
    expect((await deployStatus(cluster, { application: "web", namespace: fresh })).revisions).toMatchObject([
      { number: 1, status: "rolled-back", reason: expect.stringContaining("web") as string },
    ]);
    expect(await deploy(fresh, web())).toMatchObject({ verdict: "pass", revision: 2 });
  });

  test("gives an object that somebody else had made back as it was", async () => {
    const adopted = newNamespace("adopt");
    await kubectl("create", "namespace", adopted);
    await kubectlApply(adopted, web({ image: busybox, greeting: "theirs" }));
    await kubectl("-n", adopted, "rollout", "status", "deployment/web");
    const spec = (): Promise<string> =>
      kubectl(
        "-n",
        adopted,
        "get",
        "deployment,service,configmap",
        "-l",
        "!kubernetes.io/none",
        "-o",
        "jsonpath={range .items[?(@.metadata.name!='kube-root-ca.crt')]}{.metadata.labels}{.spec}{.data}{end}",
      );
    const before = await spec();
    const refused = await plan(adopted, web({ command: "exit 1" }));
    expect(refused.findings).toContainEqual(
      expect.objectContaining({
        rule: "field-conflict",
        severity: "error",
        what: expect.stringMatching(/\.data\.GREETING of ConfigMap .* is managed by 'kubectl-client-side-apply'/) as string,
        where: { file: `${adopted}/app.yaml`, line: 4 },
      }),
    );
    await expect(
      applyDeploy(cluster, refused, { timeoutMs: 60_000, settleMs: SETTLE_MS, reporter: collectingReporter(), run }),
    ).rejects.toThrow(/kubectl-client-side-apply/);
    const outcome = await deploy(adopted, web({ command: "exit 1" }), { forceConflicts: true });
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    expect(await spec()).toBe(before);
  });
});

const KINDS = (label: string, image: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gauges.k${label}.example.com, labels: { test.waybill.dev/run: "${label}" } }
spec:
  group: k${label}.example.com
  scope: Namespaced
  names: { kind: Gauge, plural: gauges, singular: gauge }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { limit: { type: integer } } } } } }
---
apiVersion: k${label}.example.com/v1
kind: Gauge
metadata: { name: one }
spec: { limit: 5 }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: pv-${label}, labels: { test.waybill.dev/run: "${label}" } }
spec: { capacity: { storage: 1Mi }, accessModes: [ReadWriteOnce], storageClassName: "none-${label}", hostPath: { path: /tmp }, persistentVolumeReclaimPolicy: Retain }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], storageClassName: "none-${label}", resources: { requests: { storage: 1Mi } } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: runner }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: runner }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: runner }
subjects: [{ kind: ServiceAccount, name: runner }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store }
spec:
  serviceName: store
  replicas: 2
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: store } }
  template:
    metadata: { labels: { app: store } }
    spec:
      terminationGracePeriodSeconds: 1
      initContainers: [{ name: prepare, image: ${image}, command: ["true"] }]
      containers: [{ name: store, image: ${image}, command: [sleep, "3600"] }]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      terminationGracePeriodSeconds: 1
      nodeSelector: { kubernetes.io/hostname: node-real }
      serviceAccountName: runner
      containers: [{ name: agent, image: ${image}, command: [sleep, "3600"] }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: prepare }
spec:
  backoffLimit: 0
  template:
    spec: { restartPolicy: Never, containers: [{ name: prepare, image: ${image}, command: [sh, -c, "echo done"] }] }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: nightly, image: ${image}, command: ["true"] }] }
`;

describe("kinds", () => {
  const namespace = newNamespace("kinds");
  const label = String(process.pid);
  const noProbe: Deploy = { application: "kinds", options: { probe: undefined as never } };
  const kinds = (text = KINDS(label, "base/busybox")): string => text.replaceAll("image: base/busybox,", "image: base/busybox ,");

  async function deployKinds(text: string): Promise<DeployOutcome> {
    const dir = join(workspace, namespace);
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, "app.yaml"), text);
    const pinned = pinImages(await loadManifests([dir], workspace), { "base/busybox": busybox });
    const planned = await planDeploy(cluster, pinned.set, { application: "kinds", environment: "test", namespace });
    return applyDeploy(cluster, planned, { timeoutMs: 90_000, settleMs: SETTLE_MS, reporter: collectingReporter(), run });
  }

  test("are applied in order and waited for by their rules, a definition before its objects", async () => {
    const outcome = await deployKinds(kinds());
    expect(outcome.diagnosis).toBeUndefined();
    expect(outcome.verdict).toBe("pass");
    expect(outcome.applied.map(({ ref }) => ref.kind)).toEqual([
      "Namespace",
      "CustomResourceDefinition",
      "ServiceAccount",
      "Role",
      "RoleBinding",
      "PersistentVolume",
      "PersistentVolumeClaim",
      "CronJob",
      "DaemonSet",
      "Job",
      "StatefulSet",
      "Gauge",
    ]);
    expect(await kubectl("-n", namespace, "get", "job", "prepare", "-o", "jsonpath={.status.succeeded}")).toBe("1");
    expect(await kubectl("-n", namespace, "get", "pvc", "data", "-o", "jsonpath={.status.phase}")).toBe("Bound");
    expect(await kubectl("-n", namespace, "get", "statefulset", "store", "-o", "jsonpath={.status.availableReplicas}")).toBe("2");
    expect(
      await kubectl(
        "-n",
        namespace,
        "get",
        "pods",
        "-l",
        "app=store",
        "-o",
        "jsonpath={.items[*].status.initContainerStatuses[*].imageID}",
      ),
    ).toBe(`${busybox} ${busybox}`);
    expect(
      await kubectl(
        "-n",
        namespace,
        "get",
        "cronjob",
        "nightly",
        "-o",
        "jsonpath={.spec.jobTemplate.spec.template.spec.containers[0].image}",
      ),
    ).toBe(busybox);
    expect(outcome.pods.length).toBeGreaterThanOrEqual(5);
  });

  test("are unchanged the second time; a finished Job does not run again", async () => {
    const before = await kubectl("-n", namespace, "get", "job", "prepare", "-o", "jsonpath={.metadata.uid}");
    expect(await deployKinds(kinds())).toMatchObject({ verdict: "pass", changed: false });
    expect(await kubectl("-n", namespace, "get", "job", "prepare", "-o", "jsonpath={.metadata.uid}")).toBe(before);
  });

  test("that fail bring all of them back: a Job that fails, with its log, and a StatefulSet", async () => {
    const broken = kinds()
      .replace("echo done", "echo no such table >&2; exit 4")
      .replace(
        'command: [sleep, "3600"] }]\n---\napiVersion: apps/v1\nkind: DaemonSet',
        'command: [sleep, "3601"] }]\n---\napiVersion: apps/v1\nkind: DaemonSet',
      )
      .replace("limit: 5", "limit: 6");
    const outcome = await deployKinds(broken);
    expect(outcome).toMatchObject({ verdict: "fail", rolledBack: true, rollbackVerified: true });
    expect(outcome.applied).toContainEqual({ ref: { apiVersion: "batch/v1", kind: "Job", name: "prepare", namespace }, action: "replace" });
    expect(outcome.diagnosis?.[0]).toMatchObject({ rule: "crash-loop", observed: expect.stringContaining("no such table") as string });
    expect(outcome.findings).toContainEqual(expect.objectContaining({ rule: "job-not-restored" }));
    expect(await kubectl("-n", namespace, "get", `gauges.k${label}.example.com`, "one", "-o", "jsonpath={.spec.limit}")).toBe("5");
    expect(
      await kubectl("-n", namespace, "get", "pods", "-l", "app=store", "-o", "jsonpath={.items[*].spec.containers[0].command[1]}"),
    ).toBe("3600 3600");
  });

  test("with fields that the server does not know are refused at their line before anything changes", async () => {
    const wrong = await plan(namespace, web({ container: "          readynessProbe: {}" }), noProbe);
    expect(wrong.findings).toContainEqual(
      expect.objectContaining({ rule: "invalid-object", severity: "error", observed: expect.stringContaining("readynessProbe") as string }),
    );
  });
});

function startRun(namespace: string): { child: ReturnType<typeof spawn>; ended: Promise<{ code: number | null; output: string }> } {
  const script = `
    import { applyDeploy, connectCluster, loadKubeconfig, loadManifests, planDeploy } from "@waybill/kube";
    const [kubeconfig, workspace, folder, namespace, lock] = process.argv.slice(1);
    const cluster = connectCluster(loadKubeconfig({ path: kubeconfig }));
    const quiet = { info: (text) => console.log(text), warn: (text) => console.log(text), progress() {}, debug() {}, finding(finding) { console.log(JSON.stringify(finding)); }, mask() {} };
    const run = { ...${JSON.stringify(run)}, run: "child-" + process.pid };
    try {
      const plan = await planDeploy(cluster, await loadManifests([folder], workspace), { namespace, application: "web", environment: "test" });
      const outcome = await applyDeploy(cluster, plan, { timeoutMs: 60000, settleMs: ${SETTLE_MS}, reporter: quiet, run, lockTimeoutMs: Number(lock), probe: { service: "web", port: "http", path: "/" } });
      console.log("OUTCOME " + JSON.stringify(outcome));
      process.exitCode = outcome.verdict === "pass" ? 0 : 1;
    } catch (error) { console.log("ERROR " + error.name + ": " + error.message); process.exitCode = 2; }
    await cluster.close();`;
  const dir = join(workspace, `${namespace}-child`);
  const child = spawn(
    process.execPath,
    ["--conditions=@waybill/source", "--input-type=module", "-e", script, parts.kubernetes.kubeconfig, workspace, dir, namespace, "500"],
    { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => child.on("close", (code) => resolve({ code, output })));
  return { child, ended };
}

async function writeChildManifest(namespace: string, manifest: string): Promise<void> {
  const dir = join(workspace, `${namespace}-child`);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "app.yaml"), manifest.replaceAll("image: base/busybox\n", `image: ${busybox}\n`));
}

describe("two runs at once", () => {
  const namespace = newNamespace("lock");

  test("the second refuses and names the first, which ends well", async () => {
    await writeChildManifest(namespace, web({ command: `sleep 4; ${SERVE}` }));
    const first = startRun(namespace);
    let holder = "";
    for (let tries = 0; tries < 100 && !holder.includes(`;${first.child.pid};`); tries++) {
      holder = await kubectl("-n", namespace, "get", "lease", "waybill-web", "-o", "jsonpath={.spec.holderIdentity}").catch(() => "");
      await sleep(50);
    }
    expect(holder).toContain(`child-${first.child.pid}`);
    expect(holder).toContain(hostname());
    const second = await plan(namespace, web({ greeting: "second" }));
    await expect(
      applyDeploy(cluster, second, { timeoutMs: 60_000, settleMs: SETTLE_MS, reporter: collectingReporter(), run, lockTimeoutMs: 500 }),
    ).rejects.toThrow(new RegExp(`is being deployed by another run \\(child-${first.child.pid} on .*, process ${first.child.pid}\\)`));
    expect((await first.ended).code).toBe(0);
  });

  test("a run that was killed is replaced at once on the same machine", async () => {
    await writeChildManifest(namespace, web({ command: `sleep 4; ${SERVE}`, greeting: "killed" }));
    const first = startRun(namespace);
    await waitForRevision(namespace, "applying");
    first.child.kill("SIGKILL");
    await first.ended;
    const outcome = await startRun(namespace).ended;
    expect(outcome.output).toMatch(/died; taking over/);
    expect(outcome.output).toMatch(/Continuing revision 2/);
    expect(outcome.code).toBe(0);
    expect(await kubectl("-n", namespace, "get", "lease", "-o", "name")).toBe("");
  });
});

async function waitForRevision(namespace: string, status: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const states = await kubectl(
      "-n",
      namespace,
      "get",
      "secrets",
      "-l",
      "waybill.dev/revision-of=web",
      "-o",
      "jsonpath={.items[*].metadata.labels.waybill\\.dev/status}",
    ).catch(() => "");
    if (states.includes(status)) return;
    await sleep(50);
  }
  throw new Error(`no revision became '${status}'`);
}

test("a cancelled run gives up its lease, and the next one goes on where it stopped", async () => {
  const namespace = newNamespace("cancel");
  const slow = web({ command: `sleep 4; ${SERVE}` });
  const stop = new AbortController();
  const running = deploy(namespace, slow, { options: { signal: stop.signal } });
  const failure = expect(running).rejects.toThrow("cancelled by hand");
  await waitForRevision(namespace, "applying");
  stop.abort(new Error("cancelled by hand"));
  await failure;
  expect(await kubectl("-n", namespace, "get", "lease", "-o", "name")).toBe("");
  expect(await deploy(namespace, slow)).toMatchObject({ verdict: "pass", revision: 1, resumed: true });
});

describe("kill -9", () => {
  test("at random moments of good and failing releases leaves nothing half done after the next run", { timeout: 600_000 }, async () => {
    const namespace = newNamespace("kill");
    await writeChildManifest(namespace, web({ greeting: "g0" }));
    expect((await startRun(namespace).ended).code).toBe(0);
    let good = "g0";
    for (let round = 1; round <= 12; round++) {
      const failing = round % 3 === 0;
      const greeting = `g${round}`;
      await writeChildManifest(namespace, web({ greeting, ...(failing ? { command: "exit 1" } : {}) }));
      const killed = startRun(namespace);
      await sleep(300 + Math.random() * (failing ? 6_000 : 2_500));
      killed.child.kill("SIGKILL");
      await killed.ended;
      const next = await startRun(namespace).ended;
      expect(next.output).toContain(failing ? '"rollbackVerified":true' : '"verdict":"pass"');
      if (!failing) good = greeting;
      const answer = await requestService(cluster, { namespace, service: "web", port: "http", path: "/" });
      expect(answer).toEqual({ status: 200, body: `${good}\n` });
      const status = await deployStatus(cluster, { application: "web", namespace });
      expect(status.interrupted).toBeUndefined();
      expect(status.objects.flatMap(({ drift }) => drift)).toEqual([]);
    }
    expect(
      await kubectl(
        "-n",
        namespace,
        "get",
        "replicasets",
        "-l",
        "app=web",
        "-o",
        "jsonpath={.items[?(@.status.replicas>0)].status.replicas}",
      ),
    ).toBe("1");
  });

  test("followed by another release brings back the state before first", async () => {
    const namespace = newNamespace("next");
    await writeChildManifest(namespace, web({ greeting: "one" }));
    expect((await startRun(namespace).ended).code).toBe(0);
    await writeChildManifest(namespace, web({ greeting: "two", command: `sleep 30; ${SERVE}` }));
    const killed = startRun(namespace);
    await waitForRevision(namespace, "applying");
    await sleep(500);
    killed.child.kill("SIGKILL");
    await killed.ended;
    const approved = await plan(namespace, web({ greeting: "three" }));
    expect(approved.findings).toContainEqual(expect.objectContaining({ rule: "interrupted" }));
    const reporter = collectingReporter();
    const outcome = await applyDeploy(cluster, approved, {
      timeoutMs: 60_000,
      settleMs: SETTLE_MS,
      reporter,
      run,
      expectDigest: approved.digest,
    });
    // What was approved says that it comes after the state before, so the people who approved it need not do so again.
    expect(outcome).toMatchObject({ verdict: "pass", resumed: false });
    expect(reporter.lines.join("\n")).toContain("Everything is as it was before.");
    expect(await requestService(cluster, { namespace, service: "web", port: "http", path: "/" })).toMatchObject({ body: "three\n" });
  });

  test("of an approved release lets the same approval finish it", async () => {
    const namespace = newNamespace("approved");
    await writeChildManifest(namespace, web({ greeting: "one" }));
    const manifest = web({ greeting: "one" });
    const first = startRun(namespace);
    await waitForRevision(namespace, "applying");
    first.child.kill("SIGKILL");
    await first.ended;
    const approvedDigest = (await deployStatus(cluster, { application: "web", namespace })).interrupted?.planDigest;
    const again = await plan(namespace, manifest);
    const outcome = await applyDeploy(cluster, again, {
      timeoutMs: 60_000,
      settleMs: SETTLE_MS,
      reporter: collectingReporter(),
      run,
      ...(approvedDigest ? { expectDigest: approvedDigest } : {}),
    });
    expect(outcome).toMatchObject({ verdict: "pass", revision: 1, resumed: true });
    const once = await applyDeploy(cluster, await plan(namespace, manifest), {
      timeoutMs: 60_000,
      settleMs: SETTLE_MS,
      reporter: collectingReporter(),
      run,
      ...(approvedDigest ? { expectDigest: approvedDigest } : {}),
    });
    expect(once).toMatchObject({ verdict: "pass", revision: 1, changed: false });
  });
});

describe("access", () => {
  test("without a permission names what is missing", async () => {
    const namespace = newNamespace("access");
    await kubectl("create", "namespace", namespace);
    await kubectl("-n", namespace, "create", "serviceaccount", "limited");
    const token = await kubectl("-n", namespace, "create", "token", "limited");
    const { clusters } = JSON.parse(await kubectl("config", "view", "--raw", "-o", "json")) as { clusters: unknown[] };
    const [first] = clusters as { name: string }[];
    const text = JSON.stringify({
      clusters,
      users: [{ name: "limited", user: { token } }],
      contexts: [{ name: "c", context: { cluster: first?.name, user: "limited" } }],
      "current-context": "c",
    });
    const limited = connectCluster(loadKubeconfig({ text }));
    await expect(plan(namespace, web(), {}, limited)).rejects.toThrow(
      /User 'limited' may not list secrets in namespace .* \(403\)\. The server says: secrets is forbidden/,
    );
    const wrong = connectCluster(loadKubeconfig({ text: text.replace(token, "nonsense") }));
    await expect(plan(namespace, web(), {}, wrong)).rejects.toThrow(/refused the credentials of user 'limited' \(401\)/);
    await Promise.all([limited.close(), wrong.close()]);
  });

  test("with exactly the permissions that the README names is enough", async () => {
    const namespace = newNamespace("enough");
    await kubectl("create", "namespace", namespace);
    const every = ["get", "list", "create", "update", "patch", "delete"];
    const rules = [
      {
        apiGroups: ["", "apps", "coordination.k8s.io"],
        resources: ["configmaps", "services", "deployments", "secrets", "leases"],
        verbs: every,
      },
      { apiGroups: ["", "apps"], resources: ["pods", "replicasets", "events"], verbs: ["get", "list"] },
      { apiGroups: [""], resources: ["pods/log", "services/proxy"], verbs: ["get"] },
    ];
    const metadata = { name: "deployer" };
    const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata, rules };
    const subjects = [{ kind: "ServiceAccount", name: "deployer", namespace }];
    const binding = {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      subjects,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deployer" },
    };
    const items = [{ apiVersion: "v1", kind: "ServiceAccount", metadata }, role, binding];
    await kubectlApply(namespace, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    const token = await kubectl("-n", namespace, "create", "token", "deployer");
    const { clusters } = JSON.parse(await kubectl("config", "view", "--raw", "-o", "json")) as { clusters: { name: string }[] };
    const text = JSON.stringify({
      clusters,
      users: [{ name: "deployer", user: { token } }],
      contexts: [{ name: "c", context: { cluster: clusters[0]?.name, user: "deployer" } }],
      "current-context": "c",
    });
    const limited = connectCluster(loadKubeconfig({ text }));
    const apply = async (manifest: string): Promise<DeployOutcome> =>
      applyDeploy(limited, await plan(namespace, manifest, {}, limited), {
        timeoutMs: 60_000,
        settleMs: SETTLE_MS,
        reporter: collectingReporter(),
        run,
        probe: { service: "web", port: "http", path: "/" },
      });
    expect(await apply(web())).toMatchObject({ verdict: "pass", revision: 1, probe: { status: 200 } });
    expect(await apply(web({ command: "echo out of ink; exit 1" }))).toMatchObject({
      verdict: "fail",
      rolledBack: true,
      rollbackVerified: true,
      diagnosis: [{ rule: "crash-loop", observed: expect.stringContaining("out of ink") as string }],
    });
    await limited.close();
  });

  test("to a server with a certificate of nobody's is refused", async () => {
    const { clusters } = JSON.parse(await kubectl("config", "view", "--raw", "-o", "json")) as {
      clusters: { name: string; cluster: { server: string } }[];
    };
    const [first] = clusters;
    const text = JSON.stringify({
      clusters: [{ name: "c", cluster: { server: first?.cluster.server } }],
      users: [],
      contexts: [{ name: "c", context: { cluster: "c" } }],
      "current-context": "c",
    });
    const untrusted = connectCluster(loadKubeconfig({ text }));
    await expect(untrusted.ping()).rejects.toThrow(/shows a certificate that is not trusted/);
    await untrusted.close();
  });
});
