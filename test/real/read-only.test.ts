import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { applyDeploy, connectCluster, deployStatus, loadKubeconfig, planDeploy } from "@waybill/kube";
import type { Cluster, KubeObject } from "@waybill/kube";
import { accountKubeconfig } from "@waybill/testing/cluster/account";
import { DEPLOYING_RUN as run } from "@waybill/testing/web-application";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["kubernetes", "tools"]);
const namespace = `waybill-reader-${process.pid}`;
const APP = { application: "web", namespace };
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
        volumes: [{ name: "scratch", emptyDir: {} }],
        containers: [
          {
            name: "api",
            image: `registry.example/api@sha256:${"a".repeat(64)}`,
            args: ["--one", "--two"],
            env: [{ name: "MODE", value: "calm" }],
            ports: [{ containerPort: 8080 }],
            volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
            readinessProbe: { httpGet: { path: "/", port: 8080 } },
            resources: { requests: { cpu: "1000m", memory: "1024Ki" } },
          },
        ],
      },
    },
  },
};
const OBJECTS: readonly KubeObject[] = [
  DEPLOYMENT,
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { GREETING: "hello" } },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "plain" }, stringData: { word: "open sesame" } },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "api" },
    spec: { selector: { app: "api" }, ports: [{ port: 80, targetPort: 8080 }] },
  },
];

let folder: string;
let reader: Cluster;
async function kubectl(...args: string[]): Promise<string> {
  const common = ["--cache-dir", join(folder, "kubectl"), "--kubeconfig", parts.kubernetes.kubeconfig];
  return (await promisify(execFile)(parts.tools.kubectl, [...common, ...args])).stdout.trim();
}

/** A kubeconfig of a ServiceAccount that may read and nothing else. */
async function readerConfig(): Promise<string> {
  await kubectl("-n", namespace, "create", "serviceaccount", "reader");
  const resources = "--resource=namespaces,configmaps,secrets,services,pods,deployments.apps,replicasets.apps";
  await kubectl("-n", namespace, "create", "role", "reader", "--verb=get,list", resources);
  await kubectl("-n", namespace, "create", "rolebinding", "reader", "--role=reader", `--serviceaccount=${namespace}:reader`);
  return accountKubeconfig(kubectl, namespace, "reader");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-reader-"));
  const cluster = connectCluster(loadKubeconfig({ path: parts.kubernetes.kubeconfig }));
  const set = { objects: OBJECTS.map((object) => ({ object, file: "", line: 0, lines: new Map<string, number>() })), ignored: [] };
  const plan = await planDeploy(cluster, set, { ...APP, environment: "test" });
  const { verdict } = await applyDeploy(cluster, plan, { timeoutMs: 60_000, settleMs: 0, reporter: collectingReporter(), run });
  await cluster.close();
  expect(verdict).toBe("pass");
  reader = connectCluster(loadKubeconfig({ text: await readerConfig() }));
});
afterAll(async () => {
  await reader.close();
  await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
  await rm(folder, { recursive: true, force: true });
});

const drift = async (): Promise<string[]> =>
  (await deployStatus(reader, APP)).objects.flatMap(({ ref, drift: changes }) => changes.map(({ path }) => `${ref.kind} ${path}`));

test("who may only read sees on the real API server that nothing differs, then each field that somebody changed", async () => {
  expect(await drift()).toEqual([]);
  const patch = (kind: string, name: string, change: object) =>
    kubectl("-n", namespace, "patch", kind, name, "--type=strategic", `--patch=${JSON.stringify(change)}`);
  await patch("deployment", "api", {
    metadata: { labels: { team: "others" } },
    spec: {
      template: { spec: { containers: [{ name: "api", env: [{ name: "MODE", value: "wild" }], readinessProbe: { periodSeconds: 7 } }] } },
    },
  });
  await patch("configmap", "settings", { data: { GREETING: "tampered", MORE: "others may add" } });
  await patch("secret", "plain", { stringData: { word: "sesame opens" } });
  await patch("service", "api", { spec: { ports: [{ port: 80, targetPort: 9090 }] } });
  expect((await drift()).toSorted()).toEqual([
    "ConfigMap data.GREETING",
    "Deployment metadata.labels.team",
    "Deployment spec.template.spec.containers[name=api].env[name=MODE].value",
    "Secret data.word",
    "Service spec.ports[port=80].targetPort",
  ]);
});
