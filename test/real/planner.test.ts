import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { applyDeploy, connectCluster, loadKubeconfig, planDeploy } from "@waybill/kube";
import type { Cluster, DeployPlan, KubeObject } from "@waybill/kube";
import { makePlanner, plannerManifests, removePlanner } from "@waybill/testing/cluster/planner";
import { DEPLOYING_RUN as run } from "@waybill/testing/web-application";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["kubernetes", "tools"]);
const namespace = `waybill-planner-${process.pid}`;
const APP = { application: "web", namespace };
const HOW = { timeoutMs: 60_000, settleMs: 0, reporter: collectingReporter(), run };

const settings = (greeting: string): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings" },
  data: { GREETING: greeting },
});
const deployment = (name: string): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: `registry.example/api@sha256:${"a".repeat(64)}` }] },
    },
  },
});

let folder: string;
let deployer: Cluster;
let planner: Cluster;

async function kubectl(...args: string[]): Promise<string> {
  const common = ["--cache-dir", join(folder, "kubectl"), "--kubeconfig", parts.kubernetes.kubeconfig];
  return (await promisify(execFile)(parts.tools.kubectl, [...common, ...args])).stdout;
}

function planAs(cluster: Cluster, objects: readonly KubeObject[]): Promise<DeployPlan> {
  const set = { objects: objects.map((object) => ({ object, file: "", line: 0, lines: new Map<string, number>() })), ignored: [] };
  return planDeploy(cluster, set, { ...APP, environment: "test" });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-planner-"));
  deployer = connectCluster(loadKubeconfig({ path: parts.kubernetes.kubeconfig }));
  const { verdict } = await applyDeploy(deployer, await planAs(deployer, [settings("hello"), deployment("api")]), HOW);
  expect(verdict).toBe("pass");
  await writeFile(join(folder, "planner.yaml"), plannerManifests(namespace));
  planner = connectCluster(loadKubeconfig({ text: await makePlanner(kubectl, namespace, join(folder, "planner.yaml")) }));
});
afterAll(async () => {
  await Promise.all([planner.close(), deployer.close()]);
  await removePlanner(kubectl, namespace);
  await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
  await rm(folder, { recursive: true, force: true });
});

test("the identity of docs/kubernetes.md that only plans makes the plan of who deploys, and can carry it out in no way", async () => {
  const wanted = [settings("goodbye"), deployment("api"), deployment("worker")];
  const plan = await planAs(planner, wanted);
  expect(plan.objects.map(({ ref, action }) => `${ref.kind} ${ref.name}: ${action}`).toSorted()).toEqual([
    "ConfigMap settings: update",
    "Deployment api: unchanged",
    "Deployment worker: create",
  ]);
  expect(plan.digest).toBe((await planAs(deployer, wanted)).digest);

  await expect(applyDeploy(planner, plan, HOW)).rejects.toThrow(/may not/);
  const as = ["-n", namespace, `--as=system:serviceaccount:${namespace}:planner`];
  await expect(kubectl(...as, "patch", "configmap", "settings", '--patch={"data":{"GREETING":"evil"}}')).rejects.toThrow(
    "this identity only plans, and sends nothing but dry runs",
  );
  await expect(kubectl(...as, "create", "token", "default")).rejects.toThrow(/forbidden/);
  await expect(kubectl(...as, "delete", "deployment", "api")).rejects.toThrow(/forbidden/);
  expect(await kubectl("-n", namespace, "get", "configmap", "settings", "-o", "jsonpath={.data.GREETING}")).toBe("hello");
});
