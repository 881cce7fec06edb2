import { listAt, textAt, valueAt } from "@waybill/kit";
import { findCondition } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import type { PodEvent, Symptom } from "./symptom.ts";

/** Why a pod finds no node, or why a volume cannot be mounted there. */
export function findPlacementSymptoms(pod: KubeObject, events: readonly PodEvent[]): Symptom[] {
  return [...judgeScheduling(pod), ...events.flatMap((event) => judgeMount(pod, event))];
}

// The scheduler sums up in one message why each node was left out. An autoscaler may still bring a node, hence the time.
// https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
function judgeScheduling(pod: KubeObject): Symptom[] {
  const scheduled = findCondition(pod, "PodScheduled");
  if (scheduled?.status !== "False" || scheduled.reason !== "Unschedulable") return [];
  const isResource = scheduled.message.includes("Insufficient");
  const next = isResource
    ? "Lower 'resources.requests', or add a node."
    : "Compare 'nodeSelector', affinity, tolerations and volumes with the nodes.";
  return [
    {
      rule: "unschedulable",
      what: "No node can take the pod.",
      observed: scheduled.message,
      next,
      field: isResource ? ["containers", 0, "resources"] : ["nodeSelector"],
      graceMs: 15_000,
    },
  ];
}

// The kubelet tries again and again and says only by events why; a missing ConfigMap or Secret is known at the first time.
function judgeMount(pod: KubeObject, event: PodEvent): Symptom[] {
  if (event.reason !== "FailedMount" && event.reason !== "FailedAttachVolume") return [];
  // Once the containers run, what once hindered them is over.
  if (listAt(pod, "status", "containerStatuses").some((status) => valueAt(status, "state", "running") !== undefined)) return [];
  const volume = /for volume "([^"]+)"/.exec(event.message)?.[1];
  const index = listAt(pod, "spec", "volumes").findIndex((item) => textAt(item, "name") === volume);
  const isMissing = /not found|non-existent/i.test(event.message);
  const what = `The volume${volume === undefined ? "" : ` '${volume}'`} of the pod cannot be mounted.`;
  const next = isMissing
    ? "Add the missing ConfigMap, Secret or key to the manifests, or correct its name."
    : "Look at the volume and its driver.";
  return [
    {
      rule: "config-reference",
      what,
      observed: event.message,
      next,
      field: index < 0 ? ["volumes"] : ["volumes", index],
      graceMs: isMissing ? 3_000 : undefined,
    },
  ];
}

/** Why a controller cannot even make its pods, from a message of its condition or events. */
export function findCreationSymptom(message: string): Symptom | undefined {
  if (!/forbidden|denied|violates|not found|is invalid/i.test(message)) return undefined;
  const common = { observed: message, field: [] as const, graceMs: 2_000 };
  if (/exceeded quota|must specify|maximum .* usage|minimum .* usage/i.test(message)) {
    return {
      ...common,
      rule: "quota",
      what: "A quota or limit of the namespace forbids the pods.",
      next: "Lower the resources of the pods, or ask for a larger ResourceQuota.",
      field: ["containers", 0, "resources"],
    };
  }
  if (/service account|serviceaccount/i.test(message)) {
    return {
      ...common,
      rule: "config-reference",
      what: "The pods' ServiceAccount does not exist.",
      next: "Add it to the manifests, or correct 'serviceAccountName'.",
      field: ["serviceAccountName"],
    };
  }
  return {
    ...common,
    rule: "admission",
    what: "An admission rule of the cluster forbids the pods.",
    next: "Change the pods so that the rule allows them; it is named in the message.",
    field: /PodSecurity/.test(message) ? ["securityContext"] : [],
  };
}
