import { groupOf } from "../api/object.ts";
import type { ObjectRef } from "../api/object.ts";

// What others need comes first; webhooks last, because they judge everything that is applied after them.
const ORDER: readonly (readonly string[])[] = [
  ["PriorityClass", "Namespace"],
  ["CustomResourceDefinition"],
  ["NetworkPolicy", "ResourceQuota", "LimitRange", "PodDisruptionBudget", "RuntimeClass"],
  ["ServiceAccount"],
  ["ClusterRole", "Role"],
  ["ClusterRoleBinding", "RoleBinding"],
  ["Secret", "ConfigMap"],
  ["StorageClass", "PersistentVolume"],
  ["PersistentVolumeClaim"],
  ["Service"],
  ["DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "Job", "CronJob"],
  ["HorizontalPodAutoscaler"],
  ["IngressClass", "Ingress"],
  ["APIService"],
  ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];

// Operators that serve custom resources are among the workloads, so their objects come after these.
const CUSTOM_RANK = ORDER.findIndex((kinds) => kinds.includes("HorizontalPodAutoscaler"));

/** The place of a kind in the order of applying, from 0; kinds of one rank do not need each other. Custom resources come after workloads. */
export function kindRank(ref: ObjectRef): number {
  const isBuiltIn = !groupOf(ref.apiVersion).includes(".") || groupOf(ref.apiVersion).endsWith(".k8s.io");
  const rank = isBuiltIn ? ORDER.findIndex((kinds) => kinds.includes(ref.kind)) : -1;
  return rank < 0 ? CUSTOM_RANK : rank;
}

/** Sorts by the order of applying, then by name, so that a plan is the same whatever the order of files. */
export function inApplyOrder<T>(items: readonly T[], refOf: (item: T) => ObjectRef): T[] {
  const key = (ref: ObjectRef): string => `${ref.kind}\0${ref.namespace ?? ""}\0${ref.name}\0${ref.apiVersion}`;
  return [...items].sort((a, b) => {
    const byRank = kindRank(refOf(a)) - kindRank(refOf(b));
    if (byRank !== 0) return byRank;
    return key(refOf(a)) < key(refOf(b)) ? -1 : 1;
  });
}

/** Consecutive items of one rank together. */
export function groupByRank<T>(items: readonly T[], refOf: (item: T) => ObjectRef): T[][] {
  const groups: T[][] = [];
  let last = -1;
  for (const item of items) {
    const rank = kindRank(refOf(item));
    if (rank === last) groups.at(-1)?.push(item);
    else groups.push([item]);
    last = rank;
  }
  return groups;
}
