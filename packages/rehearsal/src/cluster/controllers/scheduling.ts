import { parseQuantity } from "@waybill/kit";
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
      (sum, container) => sum + amountOf(container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource] ?? "0"),
      0,
    );
    if (wanted > amountOf(CAPACITY[resource])) return `0/1 nodes are available: 1 Insufficient ${resource}.`;
  }
  return undefined;
}

/** The amount of a quantity. What is no quantity counts as more than any node has. */
export function amountOf(quantity: string | number): number {
  return parseQuantity(quantity) ?? Number.POSITIVE_INFINITY;
}
