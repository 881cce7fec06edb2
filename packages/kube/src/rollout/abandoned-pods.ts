import { listAt, numberAt, textAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { findCondition, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { formatSelector, selectorOf } from "../manifest/selector.ts";

/**
 * Makes what deletes the pods that an abandoned revision of a StatefulSet left broken, once its controller has seen the restored
 * specification: it waits for such a pod to become ready before it replaces it, and so for ever. Ready ones it replaces itself. Only the very
 * pod that was judged is deleted, in the state in which it was judged; whoever may not delete pods is told once what to do.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
export function abandonedPodRemover(cluster: Pick<Cluster, "list" | "remove">, reporter: Reporter): (live: KubeObject) => Promise<void> {
  const refused = new Set<string>();
  return async (live) => {
    for (const pod of await findAbandonedPods(cluster, live)) {
      const { name, namespace, uid, resourceVersion } = pod.metadata;
      if (refused.has(name)) continue;
      try {
        if (await cluster.remove(refOf(pod), { uid, resourceVersion }))
          reporter.info(`Deleted pod ${name}, which the abandoned revision left broken and its StatefulSet does not replace.`);
      } catch (error) {
        if (!isApiFailure(error, 403)) throw error;
        refused.add(name);
        reporter.warn(
          `Pod ${name} of the abandoned revision blocks the rollback, and this user may not delete it. Delete it by hand now: ` +
            `kubectl -n ${namespace} delete pod ${name}. So that this needs nobody, grant 'delete' on pods.`,
        );
      }
    }
  };
}

async function findAbandonedPods(cluster: Pick<Cluster, "list">, live: KubeObject): Promise<KubeObject[]> {
  if (live.kind !== "StatefulSet" || textAt(live, "spec", "updateStrategy", "type") === "OnDelete") return [];
  const wanted = textAt(live, "status", "updateRevision");
  const observed = numberAt(live, "status", "observedGeneration") ?? 0;
  if (!wanted || observed < (live.metadata.generation ?? 0)) return [];
  const { namespace } = live.metadata;
  const pods = await cluster.list("v1", "Pod", { namespace, labelSelector: formatSelector(selectorOf(live)) });
  return pods.filter((pod) => isAbandoned(pod, live, wanted));
}

function isAbandoned(pod: KubeObject, set: KubeObject, wanted: string): boolean {
  const isOwn = listAt(pod, "metadata", "ownerReferences").some((reference) => textAt(reference, "uid") === set.metadata.uid);
  const isReady = findCondition(pod, "Ready")?.status === "True";
  const revision = pod.metadata.labels?.["controller-revision-hash"];
  const isOther = revision !== undefined && revision !== wanted;
  // Pods below the partition keep their revision on purpose.
  const first = numberAt(set, "spec", "ordinals", "start") ?? 0;
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const ordinal = Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf("-") + 1));
  return isOwn && !isReady && isOther && pod.metadata.deletionTimestamp === undefined && ordinal >= first + partition;
}
