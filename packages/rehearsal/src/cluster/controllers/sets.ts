import { countPods, createPod, hashTemplate, listOwned, randomSuffix, removeObject } from "./control.ts";
import type { KubeObject } from "../object.ts";
import type { ObjectStore } from "../store.ts";
import { isActive, isReady } from "../workloads.ts";
import type { WorkloadSpec } from "../workloads.ts";

const STATEFUL_SETS = "statefulsets.apps";
const DAEMON_SETS = "daemonsets.apps";
const REVISION = "controller-revision-hash";

/** Keeps the numbered pods of every StatefulSet, in order, and replaces those of an old revision from the last to the first. */
export function syncStatefulSets(store: ObjectStore): void {
  for (const set of store.list(STATEFUL_SETS)) {
    if (set.metadata.deletionTimestamp) continue;
    const revision = `${set.metadata.name}-${hashTemplate(set.spec.template)}`;
    stepStatefulSet(store, set, set.spec, revision);
    const pods = listOwned(store, "pods", set).filter(isActive);
    const updated = pods.filter((pod) => pod.metadata.labels?.[REVISION] === revision).length;
    const isUpdated = updated === (set.spec.replicas ?? 1) && pods.length === updated;
    const current = isUpdated ? revision : (set.status?.currentRevision ?? revision);
    store.setStatus(STATEFUL_SETS, set, {
      observedGeneration: set.metadata.generation ?? 1,
      collisionCount: 0,
      availableReplicas: 0,
      ...countPods(pods),
      currentRevision: current,
      updateRevision: revision,
      ...count("updatedReplicas", updated),
      ...count("currentReplicas", pods.filter((pod) => pod.metadata.labels?.[REVISION] === current).length),
    });
  }
}

// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees
function stepStatefulSet(store: ObjectStore, set: KubeObject, spec: WorkloadSpec, revision: string): void {
  const wanted = spec.replicas ?? 1;
  const isOrdered = spec.podManagementPolicy !== "Parallel";
  const pods = new Map(listOwned(store, "pods", set).map((pod) => [Number(pod.metadata.name.slice(set.metadata.name.length + 1)), pod]));
  for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
    const pod = pods.get(ordinal);
    if (!pod) createStatefulPod(store, set, spec, ordinal, revision);
    // A pod of an old revision that never becomes ready must not block its own replacement.
    const isStale = pod?.metadata.labels?.[REVISION] !== revision;
    if (isOrdered && (!pod || !isReady(pod)) && !(pod && isStale)) return;
  }
  const surplus = [...pods].filter(([ordinal]) => ordinal >= wanted).sort(([a], [b]) => b - a);
  for (const [, pod] of isOrdered ? surplus.slice(0, 1) : surplus) removeObject(store, "pods", pod);
  if (surplus.length > 0 || spec.updateStrategy?.type === "OnDelete") return;
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const stale = [...pods]
    .filter(([ordinal, pod]) => ordinal >= partition && pod.metadata.labels?.[REVISION] !== revision)
    .sort(([a], [b]) => b - a);
  const isSettled = [...pods.values()].every((pod) => isReady(pod) || pod.metadata.labels?.[REVISION] !== revision);
  const [next] = stale.toSorted(([, a], [, b]) => Number(isReady(a)) - Number(isReady(b)));
  if (next && isSettled) removeObject(store, "pods", next[1]);
}

function createStatefulPod(store: ObjectStore, set: KubeObject, spec: WorkloadSpec, ordinal: number, revision: string): void {
  const name = `${set.metadata.name}-${ordinal}`;
  const claims = (spec.volumeClaimTemplates ?? []).map((template) => ({ template, claim: `${template.metadata.name}-${name}` }));
  for (const { template, claim } of claims) {
    if (store.find("persistentvolumeclaims", set.metadata.namespace, claim)) continue;
    store.add("persistentvolumeclaims", {
      ...template,
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { ...template.metadata, name: claim, namespace: set.metadata.namespace ?? "" },
    });
  }
  const volumes = claims.map(({ template, claim }) => ({ name: template.metadata.name, persistentVolumeClaim: { claimName: claim } }));
  const podTemplate = { ...spec.template, spec: { ...spec.template.spec, volumes: [...(spec.template.spec.volumes ?? []), ...volumes] } };
  const labels = { [REVISION]: revision, "statefulset.kubernetes.io/pod-name": name, "apps.kubernetes.io/pod-index": String(ordinal) };
  createPod(store, set, podTemplate, name, labels);
}

/** Keeps one pod of every DaemonSet on the one node. */
export function syncDaemonSets(store: ObjectStore): void {
  for (const set of store.list(DAEMON_SETS)) {
    if (set.metadata.deletionTimestamp) continue;
    const hash = hashTemplate(set.spec.template);
    const pods = listOwned(store, "pods", set);
    const stale = pods.filter((pod) => pod.metadata.labels?.[REVISION] !== hash);
    if (set.spec.updateStrategy?.type !== "OnDelete") for (const pod of stale) removeObject(store, "pods", pod);
    if (pods.length === 0) createPod(store, set, set.spec.template, `${set.metadata.name}-${randomSuffix()}`, { [REVISION]: hash });
    const { replicas: scheduled, readyReplicas: ready = 0 } = countPods(listOwned(store, "pods", set));
    const updated = listOwned(store, "pods", set).filter((pod) => isActive(pod) && pod.metadata.labels?.[REVISION] === hash).length;
    store.setStatus(DAEMON_SETS, set, {
      observedGeneration: set.metadata.generation ?? 1,
      desiredNumberScheduled: 1,
      currentNumberScheduled: Math.min(1, scheduled),
      numberMisscheduled: 0,
      numberReady: ready,
      ...count("updatedNumberScheduled", updated),
      ...count("numberAvailable", ready),
      ...count("numberUnavailable", 1 - Math.min(1, ready)),
    });
  }
}

function count(name: string, value: number): Record<string, number> {
  return value > 0 ? { [name]: value } : {};
}
