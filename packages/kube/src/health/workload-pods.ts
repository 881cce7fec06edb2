import { canonicalJson, isRecord, listAt, recordAt, textAt } from "@waybill/kit";
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
export async function findWorkloadPods(cluster: Cluster, workload: KubeObject, signal?: AbortSignal): Promise<WorkloadPods> {
  if (workload.kind === "Pod") return { pods: [workload], controllers: [workload] };
  const namespace = workload.metadata.namespace ?? "";
  const options = { namespace, labelSelector: formatSelector(selectorOf(workload)), signal };
  const pods = await cluster.list("v1", "Pod", options);
  if (workload.kind !== "Deployment")
    return { pods: pods.filter((pod) => isOwnedBy(pod, workload) && isOfNewestRevision(pod, workload)), controllers: [workload] };
  const sets = (await cluster.list("apps/v1", "ReplicaSet", options)).filter((set) => isOwnedBy(set, workload));
  const newest = findNewest(sets, workload);
  return newest
    ? { pods: pods.filter((pod) => isOwnedBy(pod, newest)), controllers: [workload, newest] }
    : { pods: [], controllers: [workload] };
}

function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  return listAt(object, "metadata", "ownerReferences").some((reference) => textAt(reference, "uid") === owner.metadata.uid);
}

// Controllers stamp into a label of every pod what it was made from: a StatefulSet its revision, a DaemonSet the generation of its template.
function isOfNewestRevision(pod: KubeObject, workload: KubeObject): boolean {
  const hash = pod.metadata.labels?.["controller-revision-hash"];
  const newest = textAt(workload, "status", "updateRevision");
  if (workload.kind === "StatefulSet" && hash !== undefined && newest) return hash === newest;
  const generation = pod.metadata.labels?.["pod-template-generation"];
  const wanted = workload.metadata.annotations?.["deprecated.daemonset.template.generation"];
  return workload.kind !== "DaemonSet" || generation === undefined || wanted === undefined || generation === wanted;
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
