import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../scripts/parts/install/command.ts";
import { readParts } from "../../scripts/parts/state.ts";
import { actionRun } from "../action-run.ts";
import type { Bench, Context } from "../bench.ts";
import type { Attempt, Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import type { Invocation } from "../measure/process.ts";
import { peerContestant } from "../peers.ts";
import { ratioAtMost } from "../row.ts";

const REPLICAS = 2;

export const deploy: Bench = {
  name: "deploy",
  about:
    "A Deployment with 2 pods, a Service and a ConfigMap to a new namespace of the cluster until the pods are ready; the running digests compared. " +
    "Ours is the whole action: it also plans, locks, keeps the state before, and proves the digests. Neither peer watches that the pods stay " +
    "ready, so ours does not either ('settle: 0'); by default that adds 10 s.",
  needs: ["kubernetes", "images", "tools"],
  run: async (context) => {
    const { images } = readParts(["images"]);
    await writeManifests(context.folder, images.busybox);
    const standings = await compete(contestants(context), { runs: context.runs ?? 3, say: context.say });
    return rowsOf("deployment", standings, [
      { measured: "wall", peer: "kubectl", bar: ratioAtMost(2.5), goal: "1.2 ×" },
      { measured: "cpu", peer: "kubectl", bar: ratioAtMost(2) },
      { measured: "memory", peer: "kubectl", bar: ratioAtMost(1) },
      { measured: "wall", peer: "helm", bar: ratioAtMost(1.5) },
      { measured: "cpu", peer: "helm", bar: ratioAtMost(2) },
      { measured: "memory", peer: "helm", bar: ratioAtMost(1) },
    ]);
  },
};

async function writeManifests(folder: string, image: string): Promise<void> {
  const labels = { app: "bench" };
  const sleeping = ["sh", "-c", "trap exit TERM; sleep 3600 & wait"];
  const pod = { containers: [{ name: "main", image, command: sleeping }], terminationGracePeriodSeconds: 2 };
  const objects = {
    deployment: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "bench" },
      spec: { replicas: REPLICAS, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    },
    service: { apiVersion: "v1", kind: "Service", metadata: { name: "bench" }, spec: { selector: labels, ports: [{ port: 80 }] } },
    configmap: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bench" }, data: { greeting: "hello" } },
  };
  await mkdir(join(folder, "manifests"));
  await mkdir(join(folder, "chart", "templates"), { recursive: true });
  await writeFile(join(folder, "chart", "Chart.yaml"), "apiVersion: v2\nname: bench\nversion: 1.0.0\n");
  for (const [name, object] of Object.entries(objects)) {
    const text = JSON.stringify(object, null, 2); // JSON is YAML.
    for (const path of ["manifests", "chart/templates"]) await writeFile(join(folder, path, `${name}.yaml`), text);
  }
}

function contestants({ folder }: Context): Contestant[] {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, KUBECONFIG: readParts(["kubernetes"]).kubernetes.kubeconfig };
  const into = (invoke: (namespace: string) => Invocation | Promise<Invocation>) => (): Promise<Attempt> => intoNewNamespace(invoke);
  const ours = into(async (namespace) => {
    const environment = { namespace, manifests: "manifests", settle: 0 };
    await writeFile(join(folder, "waybill.yml"), JSON.stringify({ version: 1, name: "bench", environments: { bench: environment } }));
    return actionRun("deploy-kubernetes", { command: "apply", environment: "bench" }, { folder, workspace: folder, env });
  });
  return [
    { name: "ours", attempt: ours },
    peerContestant("kubectl", (kubectl) =>
      into((namespace) => {
        const steps = [
          `create namespace ${namespace}`,
          `-n ${namespace} apply -f manifests`,
          `-n ${namespace} rollout status deployment/bench`,
        ];
        return { command: "sh", args: ["-ec", steps.map((step) => `"$0" ${step}`).join("\n"), kubectl], cwd: folder, env };
      })(),
    ),
    peerContestant("helm", (helm) =>
      into((namespace) => {
        const args = ["upgrade", "bench", "chart", "--install", "--wait", "--namespace", namespace, "--create-namespace"];
        return { command: helm, args, cwd: folder, env };
      })(),
    ),
  ];
}

async function intoNewNamespace(invoke: (namespace: string) => Invocation | Promise<Invocation>): Promise<Attempt> {
  const namespace = `bench-${randomUUID().slice(0, 13)}`;
  const { tools, kubernetes } = readParts(["kubernetes", "tools"]);
  const kubectl = (...args: string[]): Promise<string> => runCommand(tools.kubectl, ["--kubeconfig", kubernetes.kubeconfig, ...args]);
  return {
    ...(await invoke(namespace)),
    outcome: async () => {
      const path = "{range .items[*]}{.status.containerStatuses[0].ready} {.status.containerStatuses[0].imageID}{'\\n'}{end}";
      const pods = await kubectl("-n", namespace, "get", "pods", "-l", "app=bench", "-o", `jsonpath=${path.replaceAll("'", '"')}`);
      return pods.trim().split("\n").toSorted();
    },
    clean: async () => void (await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=true", "--timeout=120s")),
  };
}
