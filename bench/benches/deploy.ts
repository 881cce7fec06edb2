import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../scripts/parts/install/command.ts";
import { readParts } from "../../scripts/parts/state.ts";
import { actionRun } from "../action-run.ts";
import type { Bench, Context } from "../bench.ts";
import type { Attempt, Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import { settledSeconds } from "../measure/settled.ts";
import { peerContestant } from "../peers.ts";
import { atMost, ratioAtMost } from "../row.ts";

const REPLICAS = 2;

export const deploy: Bench = {
  name: "deploy",
  about:
    "A Deployment with 2 pods, a Service and a ConfigMap to a new namespace of the cluster until the pods are ready; the running digests compared. " +
    "Ours is the whole action: it also plans, locks, keeps the state before, and proves the digests. Neither peer watches that the pods stay " +
    "ready, so the time in which ours only does that is taken off its wall time and is a row of its own; its CPU time is not.",
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
      { measured: "settle", bar: atMost(11) },
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
  const into = (invoke: (namespace: string) => Attempt | Promise<Attempt>) => (): Promise<Attempt> => intoNewNamespace(invoke);
  const ours = into(async (namespace) => ({
    ...(await actionRun("deploy-kubernetes", { command: "apply", namespace, manifests: "manifests" }, { folder, workspace: folder, env })),
    numbers: ({ wallSeconds, stdout }) => ({ wall: wallSeconds - settledSeconds(stdout), settle: settledSeconds(stdout) }),
  }));
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

async function intoNewNamespace(invoke: (namespace: string) => Attempt | Promise<Attempt>): Promise<Attempt> {
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
