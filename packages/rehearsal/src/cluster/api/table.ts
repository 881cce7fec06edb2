import { listAt, numberAt, recordAt, textAt } from "@waybill/kit";
import type { Kind } from "../kinds.ts";
import type { KubeObject } from "../object.ts";
import { isKind } from "../known-kinds.ts";
import type { ContainerStatus, Pod } from "../workloads.ts";

type Column = readonly [name: string, read: (object: KubeObject) => string | number, type?: "integer" | "date"];

const AGE: Column = ["Age", (object) => formatAge(object.metadata.creationTimestamp)];
const count = (object: KubeObject, name: string): number => numberAt(object, "status", name) ?? 0;
const replicas = (object: KubeObject): number => numberAt(object, "spec", "replicas") ?? 0;
const entries = (object: KubeObject): number => Object.keys(recordAt(object, "data")).length;
const ofPod =
  (show: (pod: Pod) => string | number): Column[1] =>
  (object) =>
    isKind(object, "Pod") ? show(object) : "";

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Pod: [
    ["Ready", ofPod(podReady)],
    ["Status", ofPod(podState)],
    ["Restarts", ofPod((pod) => containersOf(pod).reduce((sum, status) => sum + status.restartCount, 0))],
    AGE,
  ],
  Deployment: [
    ["Ready", (object) => `${count(object, "readyReplicas")}/${replicas(object)}`],
    ["Up-to-date", (object) => count(object, "updatedReplicas"), "integer"],
    ["Available", (object) => count(object, "availableReplicas"), "integer"],
    AGE,
  ],
  ReplicaSet: [
    ["Desired", replicas, "integer"],
    ["Current", (object) => count(object, "replicas"), "integer"],
    ["Ready", (object) => count(object, "readyReplicas"), "integer"],
    AGE,
  ],
  StatefulSet: [["Ready", (object) => `${count(object, "readyReplicas")}/${replicas(object)}`], AGE],
  DaemonSet: [
    ["Desired", (object) => count(object, "desiredNumberScheduled"), "integer"],
    ["Ready", (object) => count(object, "numberReady"), "integer"],
    AGE,
  ],
  Job: [
    ["Status", (object) => jobState(object)],
    ["Completions", (object) => `${count(object, "succeeded")}/${numberAt(object, "spec", "completions") ?? 1}`],
    AGE,
  ],
  Service: [
    ["Type", (object) => textAt(object, "spec", "type") ?? "ClusterIP"],
    ["Cluster-IP", (object) => textAt(object, "spec", "clusterIP") ?? "<none>"],
    ["URL", (object) => object.metadata.annotations?.["rehearsal.waybill.dev/url"] ?? "<none>"],
    [
      "Port(s)",
      (object) =>
        listAt(object, "spec", "ports")
          .map((port) => `${numberAt(port, "port")}/${textAt(port, "protocol") ?? "TCP"}`)
          .join(","),
    ],
    AGE,
  ],
  Namespace: [["Status", (object) => textAt(object, "status", "phase") ?? "Active"], AGE],
  Node: [["Status", () => "Ready"], AGE, ["Version", (object) => textAt(object, "status", "nodeInfo", "kubeletVersion") ?? ""]],
  ConfigMap: [["Data", entries], AGE],
  Secret: [["Type", (object) => String(object["type"])], ["Data", entries], AGE],
  Event: [
    ["Last Seen", (object) => formatAge(String(object["lastTimestamp"]))],
    ["Type", (object) => String(object["type"])],
    ["Reason", (object) => String(object["reason"])],
    ["Object", (object) => `${textAt(object, "involvedObject", "kind")?.toLowerCase()}/${textAt(object, "involvedObject", "name")}`],
    ["Message", (object) => String(object["message"])],
  ],
};

/** The table that `kubectl get` prints. */
export function tableOf(kind: Kind, objects: readonly KubeObject[], metadata: object): object {
  const columns = COLUMNS[kind.kind] ?? [AGE];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata,
    columnDefinitions: [
      { name: "Name", type: "string", format: "name", description: "", priority: 0 },
      ...columns.map(([name, , type = "string"]) => ({ name, type, format: "", description: "", priority: 0 })),
    ],
    rows: objects.map((object) => ({
      cells: [object.metadata.name, ...columns.map(([, read]) => read(object))],
      object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata },
    })),
  };
}

function containersOf(pod: Pod): readonly ContainerStatus[] {
  return pod.status?.containerStatuses ?? [];
}

function podReady(pod: Pod): string {
  return `${containersOf(pod).filter((status) => status.ready).length}/${pod.spec?.containers.length ?? 0}`;
}

function podState(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return "Terminating";
  const states = [...(pod.status?.initContainerStatuses ?? []), ...containersOf(pod)].map((status) => status.state);
  const bad = states
    .map((state) => state.waiting?.reason ?? (state.terminated && state.terminated.exitCode !== 0 ? state.terminated.reason : undefined))
    .find(Boolean);
  if (bad) return bad;
  return pod.status?.phase === "Succeeded" ? "Completed" : (pod.status?.phase ?? "Pending");
}

function jobState(job: KubeObject): string {
  const current = listAt(job, "status", "conditions").find((condition) => textAt(condition, "status") === "True");
  return textAt(current, "type") ?? "Running";
}

function formatAge(since: string | undefined): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(since ?? "")) / 1000));
  if (!Number.isFinite(seconds)) return "<unknown>";
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
