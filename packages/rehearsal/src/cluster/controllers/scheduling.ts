import { KUBERNETES_VERSION } from "../api/discovery.ts";
import type { KubeObject } from "../object.ts";
import type { PodSpec } from "../workloads.ts";

const CAPACITY = { cpu: "8", memory: "16Gi", pods: "110" };
const ARCHITECTURE = process.arch === "x64" ? "amd64" : process.arch;
const LABELS: Readonly<Record<string, string>> = {
  "kubernetes.io/hostname": "rehearsal",
  "kubernetes.io/os": "linux",
  "kubernetes.io/arch": ARCHITECTURE,
};

/** The one node of the rehearsal. */
export const NODE: KubeObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "rehearsal", labels: { ...LABELS } },
  spec: {},
  status: {
    capacity: CAPACITY,
    allocatable: CAPACITY,
    conditions: [{ type: "Ready", status: "True", reason: "KubeletReady", message: "the rehearsal runs pods as local Node processes" }],
    addresses: [
      { type: "InternalIP", address: "127.0.0.1" },
      { type: "Hostname", address: "rehearsal" },
    ],
    nodeInfo: {
      kubeletVersion: KUBERNETES_VERSION.gitVersion,
      containerRuntimeVersion: "rehearsal://node",
      operatingSystem: "linux",
      architecture: ARCHITECTURE,
      osImage: "rehearsal",
      kernelVersion: "",
      machineID: "",
      systemUUID: "",
      bootID: "",
      kubeProxyVersion: "",
    },
  },
};

/** Why a pod fits on no node, in the scheduler's words; `undefined` when it fits. */
export function findObstacle(spec: PodSpec): string | undefined {
  const isSelected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => LABELS[key] === value);
  if (!isSelected) return "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
  for (const resource of ["cpu", "memory"] as const) {
    const wanted = spec.containers.reduce(
      (sum, container) => sum + parseQuantity(container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource] ?? "0"),
      0,
    );
    if (wanted > parseQuantity(CAPACITY[resource])) return `0/1 nodes are available: 1 Insufficient ${resource}.`;
  }
  return undefined;
}

const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Reads `250m`, `1.5`, `64Mi`. What is no quantity counts as more than any node has. */
export function parseQuantity(text: string | number): number {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(text));
  const factor = FACTORS[match?.[2] ?? "?"];
  return match && factor !== undefined ? Number(match[1]) * factor : Number.POSITIVE_INFINITY;
}
