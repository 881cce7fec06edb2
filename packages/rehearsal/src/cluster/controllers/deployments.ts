import { bySurplus, countPods, createPod, hashTemplate, listOwned, ownedBy, randomSuffix, removeObject, withCondition } from "./control.ts";
import { recordEvent } from "../events.ts";
import { timestamp } from "../object.ts";
import type { ObjectStore } from "../store.ts";
import { isActive } from "../workloads.ts";
import type { Condition, ReplicaStatus, Workload, WorkloadSpec } from "../workloads.ts";

const DEPLOYMENTS = "deployments.apps";
const REPLICA_SETS = "replicasets.apps";
const REVISION = "deployment.kubernetes.io/revision";
const HASH = "pod-template-hash";

/** Brings the ReplicaSets of every Deployment one step nearer to its spec and writes its status. */
export function syncDeployments(store: ObjectStore): void {
  for (const object of store.list(DEPLOYMENTS)) if (!object.metadata.deletionTimestamp) syncDeployment(store, object);
}

function syncDeployment(store: ObjectStore, deployment: Workload): void {
  const { spec } = deployment;
  const hash = hashTemplate(spec.template);
  const sets = listOwned(store, REPLICA_SETS, deployment);
  let current = sets.find((set) => set.metadata.labels?.[HASH] === hash);
  const older = sets.filter((set) => set !== current);
  if (!spec.paused) {
    current = ensureCurrent(store, deployment, hash, current, older);
    if (spec.strategy?.type === "Recreate") recreate(store, deployment, current, older);
    else roll(store, deployment, current, older);
    pruneHistory(store, spec, older);
  }
  writeStatus(store, deployment, current);
}

// The newest ReplicaSet is the one of the present template; its revision is the number that `kubectl rollout history` shows.
function ensureCurrent(
  store: ObjectStore,
  deployment: Workload,
  hash: string,
  current: Workload | undefined,
  older: readonly Workload[],
): Workload {
  const revisions = older.map((set) => Number(set.metadata.annotations?.[REVISION] ?? 0));
  const revision = String(Math.max(0, ...revisions) + 1);
  let set = current;
  if (!set) {
    const { template, selector } = deployment.spec;
    const labels = { ...template.metadata?.labels, [HASH]: hash };
    const metadata = {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? "",
      labels,
      annotations: { [REVISION]: revision },
      ownerReferences: [ownedBy(deployment)],
    };
    const spec = {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    };
    set = store.add(REPLICA_SETS, { apiVersion: "apps/v1", kind: "ReplicaSet", metadata, spec, status: { replicas: 0 } });
  } else if (Number(set.metadata.annotations?.[REVISION] ?? 0) < Number(revision)) {
    // Going back to an old template makes it the newest revision.
    set = store.replace(REPLICA_SETS, {
      ...set,
      metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, [REVISION]: revision } },
    });
  }
  const own = set.metadata.annotations?.[REVISION] ?? revision;
  if (deployment.metadata.annotations?.[REVISION] !== own) {
    store.replace(DEPLOYMENTS, {
      ...deployment,
      metadata: { ...deployment.metadata, annotations: { ...deployment.metadata.annotations, [REVISION]: own } },
    });
  }
  return set;
}

// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment
function recreate(store: ObjectStore, deployment: Workload, current: Workload, older: readonly Workload[]): void {
  for (const set of older) scale(store, deployment, set, 0);
  const isClear = older.every((set) => listOwned(store, "pods", set).length === 0);
  if (isClear) scale(store, deployment, current, deployment.spec?.replicas ?? 1);
}

// `maxSurge` rounds up and `maxUnavailable` down, and both cannot be 0.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
function roll(store: ObjectStore, deployment: Workload, current: Workload, older: readonly Workload[]): void {
  const wanted = deployment.spec?.replicas ?? 1;
  const { maxSurge = "25%", maxUnavailable = "25%" } = deployment.spec?.strategy?.rollingUpdate ?? {};
  const surge = portion(maxSurge, wanted, Math.ceil);
  const down = portion(maxUnavailable, wanted, Math.floor) || (surge === 0 ? 1 : 0);
  const size = (set: Workload): number => set.spec?.replicas ?? 0;
  const total = [current, ...older].reduce((sum, set) => sum + size(set), 0);
  if (size(current) > wanted) return scale(store, deployment, current, wanted);
  if (size(current) < wanted && total < wanted + surge)
    return scale(store, deployment, current, Math.min(wanted, size(current) + wanted + surge - total));
  const available = (set: Workload): number => countPods(listOwned(store, "pods", set)).availableReplicas ?? 0;
  const minimum = wanted - down;
  let removable = total - minimum - (size(current) - available(current));
  // Pods that do not serve are no loss, so they go first; then those that do, as far as enough remain.
  for (const set of older) {
    const idle = Math.min(size(set) - available(set), Math.max(0, removable));
    if (idle <= 0) continue;
    scale(store, deployment, set, size(set) - idle);
    removable -= idle;
  }
  let spare = [current, ...older].reduce((sum, set) => sum + available(set), 0) - minimum;
  for (const set of older) {
    const now = store.find(REPLICA_SETS, set.metadata.namespace, set.metadata.name);
    if (!now) continue;
    const gone = Math.min(size(now), Math.max(0, Math.min(spare, removable)));
    if (gone <= 0) continue;
    scale(store, deployment, now, size(now) - gone);
    spare -= gone;
    removable -= gone;
  }
}

function portion(value: number | string, of: number, round: (value: number) => number): number {
  return typeof value === "number" ? value : round((Number.parseFloat(value) / 100) * of);
}

function scale(store: ObjectStore, deployment: Workload, set: Workload, replicas: number): void {
  const before = set.spec?.replicas ?? 0;
  if (before === replicas) return;
  const generation = (set.metadata.generation ?? 1) + 1;
  store.replace(REPLICA_SETS, { ...set, metadata: { ...set.metadata, generation }, spec: { ...set.spec, replicas } });
  const direction = replicas > before ? "up" : "down";
  recordEvent(
    store,
    deployment,
    "Normal",
    "ScalingReplicaSet",
    `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`,
  );
}

function pruneHistory(store: ObjectStore, spec: WorkloadSpec, older: readonly Workload[]): void {
  const idle = older.filter((set) => (set.spec?.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0);
  const newestFirst = idle.toSorted((a, b) => Number(b.metadata.annotations?.[REVISION]) - Number(a.metadata.annotations?.[REVISION]));
  for (const set of newestFirst.slice(spec.revisionHistoryLimit ?? 10))
    store.remove(REPLICA_SETS, set.metadata.namespace, set.metadata.name);
}

function writeStatus(store: ObjectStore, before: Workload, current: Workload | undefined): void {
  const deployment = store.find(DEPLOYMENTS, before.metadata.namespace, before.metadata.name);
  if (!deployment) return;
  const { spec } = deployment;
  const wanted = spec.replicas ?? 1;
  const pods = listOwned(store, REPLICA_SETS, deployment).flatMap((set) => listOwned(store, "pods", set));
  const counts = countPods(pods);
  const updated = current ? countPods(listOwned(store, "pods", current)).replicas : 0;
  const available = counts.availableReplicas ?? 0;
  const down = portion(
    spec.strategy?.rollingUpdate?.maxUnavailable ?? (spec.strategy?.type === "Recreate" ? 0 : "25%"),
    wanted,
    Math.floor,
  );
  const isAvailable = available >= wanted - down;
  const old = deployment.status;
  const unavailable = Math.max(0, counts.replicas - available, wanted - available);
  const numbers = {
    ...counts,
    updatedReplicas: updated > 0 ? updated : undefined,
    unavailableReplicas: unavailable > 0 ? unavailable : undefined,
  };
  const isComplete = updated === wanted && counts.replicas === wanted && available === wanted && current !== undefined;
  const conditions = withCondition(withProgress(deployment, current, numbers, isComplete), {
    type: "Available",
    status: isAvailable ? "True" : "False",
    reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
    message: isAvailable ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
  });
  const status: ReplicaStatus = { observedGeneration: deployment.metadata.generation ?? 1, ...numbers, conditions };
  if (JSON.stringify(status) !== JSON.stringify(old)) store.setStatus(DEPLOYMENTS, deployment, status);
}

/** A Deployment that makes no progress for its deadline says so; every change of the numbers is progress. */
function withProgress(deployment: Workload, current: Workload | undefined, numbers: ReplicaStatus, isComplete: boolean): Condition[] {
  const { status, spec } = deployment;
  const conditions = [...(status?.conditions ?? [])];
  const old = conditions.find((condition) => condition.type === "Progressing");
  const name = current?.metadata.name ?? "";
  const hasMoved =
    !old ||
    status?.observedGeneration !== deployment.metadata.generation ||
    (["replicas", "updatedReplicas", "readyReplicas", "unavailableReplicas"] as const).some((field) => status?.[field] !== numbers[field]);
  const lastUpdateTime = hasMoved ? timestamp() : (old?.lastUpdateTime ?? timestamp());
  const isLate = !isComplete && !hasMoved && Date.now() - Date.parse(lastUpdateTime) > (spec?.progressDeadlineSeconds ?? 600) * 1000;
  const base = { type: "Progressing", lastUpdateTime };
  if (isLate)
    return withCondition(conditions, {
      ...base,
      status: "False",
      reason: "ProgressDeadlineExceeded",
      message: `ReplicaSet "${name}" has timed out progressing.`,
    });
  if (isComplete)
    return withCondition(conditions, {
      ...base,
      status: "True",
      reason: "NewReplicaSetAvailable",
      message: `ReplicaSet "${name}" has successfully progressed.`,
    });
  return withCondition(conditions, {
    ...base,
    status: "True",
    reason: "ReplicaSetUpdated",
    message: `ReplicaSet "${name}" is progressing.`,
  });
}

/** Creates and deletes pods so that every ReplicaSet has as many as it wants, and writes its status. */
export function syncReplicaSets(store: ObjectStore): void {
  for (const set of store.list(REPLICA_SETS)) {
    if (set.metadata.deletionTimestamp) continue;
    const { replicas = 1, template } = set.spec;
    const active = listOwned(store, "pods", set).filter(isActive);
    for (let count = active.length; count < replicas; count += 1) createPod(store, set, template, `${set.metadata.name}-${randomSuffix()}`);
    for (const pod of active.toSorted(bySurplus).slice(0, Math.max(0, active.length - replicas))) removeObject(store, "pods", pod);
    store.setStatus(REPLICA_SETS, set, {
      observedGeneration: set.metadata.generation ?? 1,
      ...countPods(listOwned(store, "pods", set)),
    });
  }
}
