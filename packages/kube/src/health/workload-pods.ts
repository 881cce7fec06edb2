import { canonicalJson, isRecord, listAt, numberAt, recordAt, textAt } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import type { KubeObject } from "../api/object.ts";
import { formatSelector, selectorOf } from "../manifest/selector.ts";

/** The pods that a workload's present specification made, and the controllers in between. */
export interface WorkloadPods {
  readonly pods: readonly KubeObject[];
  /** The workload itself and, of a Deployment, its newest ReplicaSet: events about failed creation name one of them. */
  readonly controllers: readonly KubeObject[];
}

const POD_OWNERS = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"]);

/** Whether a kind makes pods that are waited for. */
export function makesPods(object: { readonly kind: string }): boolean {
  return POD_OWNERS.has(object.kind) || object.kind === "Pod";
}

/** Finds the pods of a workload's newest revision; pods that an update is replacing are left out. */
export async function findWorkloadPods(cluster: Pick<Cluster, "list">, workload: KubeObject, signal?: AbortSignal): Promise<WorkloadPods> {
  if (workload.kind === "Pod") return { pods: [workload], controllers: [workload] };
  const namespace = workload.metadata.namespace ?? "";
  const options = { namespace, labelSelector: formatSelector(selectorOf(workload)), signal };
  const pods = await cluster.list("v1", "Pod", options);
  if (workload.kind !== "Deployment") {
    const own = pods.filter((pod) => isOwnedBy(pod, workload));
    return { pods: ofNewestRevision(own, workload), controllers: [workload] };
  }
  const sets = (await cluster.list("apps/v1", "ReplicaSet", options)).filter((set) => isOwnedBy(set, workload));
  const newest = findNewest(sets, workload);
  return newest
    ? { pods: pods.filter((pod) => isOwnedBy(pod, newest)), controllers: [workload, newest] }
    : { pods: [], controllers: [workload] };
}

function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return listAt(object, "metadata", "ownerReferences").some((reference) => textAt(reference, "uid") === owner.metadata.uid);
}

/** How many pods of its newest revision a live workload is to have; 0 for one whose pods come and go, or are replaced only by hand. */
export function countNewestPods(workload: KubeObject): number {
  const replicas = numberAt(workload, "spec", "replicas") ?? 1;
  const isByHand = textAt(workload, "spec", "updateStrategy", "type") === "OnDelete";
  switch (workload.kind) {
    case "DaemonSet":
      return isByHand ? 0 : (numberAt(workload, "status", "desiredNumberScheduled") ?? 0);
    case "StatefulSet":
      return isByHand ? 0 : Math.max(0, replicas - (numberAt(workload, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0));
    case "Job":
      // Pods of a finished Job may have been cleaned up already.
      return 0;
    default:
      return replicas;
  }
}

// Controllers stamp into labels of every pod what it was made from.
function ofNewestRevision(pods: readonly KubeObject[], workload: KubeObject): readonly KubeObject[] {
  if (workload.kind === "StatefulSet") {
    // Until the controller has seen a change, its status names the revision before.
    if (isStale(workload)) return [];
    const newest = textAt(workload, "status", "updateRevision");
    return newest ? pods.filter((pod) => (hashOf(pod) ?? newest) === newest) : pods;
  }
  return workload.kind === "DaemonSet" ? ofNewestGeneration(pods, workload) : pods;
}

function hashOf(pod: KubeObject): string | undefined {
  return pod.metadata.labels?.["controller-revision-hash"];
}

// A DaemonSet's pods carry the generation of their template. One that went back to an earlier template keeps the pods of that one, although
// their generation is older: they are told by their hash, or by the controller's own count.
// https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
function ofNewestGeneration(pods: readonly KubeObject[], workload: KubeObject): readonly KubeObject[] {
  const wanted = workload.metadata.annotations?.["deprecated.daemonset.template.generation"];
  const standing = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  // A server that writes no generations leaves only this: its controller deletes the pods of older templates as soon as it has seen a change.
  if (wanted === undefined) return isStale(workload) ? [] : standing;
  if (!isStale(workload) && numberAt(workload, "status", "updatedNumberScheduled") === standing.length) return standing;
  const isOfGeneration = (pod: KubeObject): boolean => (pod.metadata.labels?.["pod-template-generation"] ?? wanted) === wanted;
  const hashes = new Set(pods.filter(isOfGeneration).flatMap((pod) => hashOf(pod) ?? []));
  return pods.filter((pod) => isOfGeneration(pod) || hashes.has(hashOf(pod) ?? ""));
}

// As the Deployment controller does: the newest ReplicaSet is the one with the same pod template but for the label of its hash.
function findNewest(sets: readonly KubeObject[], deployment: KubeObject): KubeObject | undefined {
  const wanted = templateKey(deployment);
  const same = sets.find((set) => templateKey(set) === wanted);
  if (same) return same;
  const revision = deployment.metadata.annotations?.["deployment.kubernetes.io/revision"];
  return revision === undefined
    ? undefined
    : sets.find((set) => set.metadata.annotations?.["deployment.kubernetes.io/revision"] === revision && !isStale(deployment));
}

// The revision annotation still names the old ReplicaSet then.
function isStale(deployment: KubeObject): boolean {
  const observed = recordAt(deployment, "status")["observedGeneration"];
  return typeof observed === "number" && deployment.metadata.generation !== undefined && observed < deployment.metadata.generation;
}

// The controller adds the hash label to a ReplicaSet's template, and to nothing else of it.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label
function templateKey(object: KubeObject): string {
  const template = recordAt(object, "spec", "template");
  const metadata = recordAt(template, "metadata");
  const labels = isRecord(metadata["labels"]) ? { ...metadata["labels"] } : {};
  delete labels["pod-template-hash"];
  return canonicalJson({ labels, annotations: metadata["annotations"] ?? {}, spec: template["spec"] ?? {} });
}
