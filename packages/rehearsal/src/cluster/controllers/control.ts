import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "@waybill/kit";
import { deleteObject } from "../deletion.ts";
import { recordEvent } from "../events.ts";
import { BUILT_IN_KINDS, kindKey } from "../kinds.ts";
import type { KubeObject, OwnerReference } from "../object.ts";
import { timestamp } from "../object.ts";
import type { ObjectStore } from "../store.ts";
import { isActive, isReady } from "../workloads.ts";
import type { ObjectsByKey } from "../known-kinds.ts";
import type { Condition, Pod, PodTemplate } from "../workloads.ts";

const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** A short name for a pod template; the same template always gets the same. */
export function hashTemplate(template: PodTemplate): string {
  const bytes = createHash("sha256").update(canonicalJson(template)).digest().subarray(0, 10);
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** Five random letters as in the names of pods. */
export function randomSuffix(): string {
  return [...randomBytes(5)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** The reference by which an object belongs to its controller. */
export function ownedBy(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? "",
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The objects of a kind that a controller owns. */
export function listOwned<Key extends keyof ObjectsByKey>(store: ObjectStore, key: Key, owner: KubeObject): ObjectsByKey[Key][] {
  return store
    .list(key, owner.metadata.namespace)
    .filter((object) => object.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid));
}

/** Creates a pod from a template for its controller. */
export function createPod(
  store: ObjectStore,
  owner: KubeObject,
  template: PodTemplate,
  name: string,
  labels: Record<string, string> = {},
): void {
  const metadata = {
    name,
    namespace: owner.metadata.namespace ?? "default",
    labels: { ...template.metadata?.labels, ...labels },
    annotations: template.metadata?.annotations,
    ownerReferences: [ownedBy(owner)],
  };
  store.add("pods", { apiVersion: "v1", kind: "Pod", metadata, spec: template.spec, status: { phase: "Pending", qosClass: "Burstable" } });
  recordEvent(store, owner, "Normal", "SuccessfulCreate", `Created pod: ${name}`);
}

/** Deletes an object in the background, with its grace period if it is a pod. */
export function removeObject(store: ObjectStore, key: string, object: KubeObject): void {
  if (object.metadata.deletionTimestamp) return;
  const kind = [...store.kinds, ...BUILT_IN_KINDS].find((entry) => kindKey(entry) === key);
  if (kind) deleteObject(store, kind, object.metadata.namespace, object.metadata.name, {}, false);
}

/** The order in which surplus pods go: those that do not serve first, then the newest. */
export function bySurplus(a: Pod, b: Pod): number {
  const ready = Number(isReady(a)) - Number(isReady(b));
  return ready !== 0 ? ready : (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? "");
}

/** The counts that every workload's status has. Counts of zero are left out, as the API server leaves them out. */
export function countPods(pods: readonly Pod[]): {
  readonly replicas: number;
  readonly readyReplicas?: number | undefined;
  readonly availableReplicas?: number | undefined;
} {
  const active = pods.filter(isActive);
  const ready = active.filter(isReady).length;
  const served = ready > 0 ? ready : undefined;
  return { replicas: active.length, readyReplicas: served, availableReplicas: served };
}

/** Puts a condition into a list and keeps the time since when it holds. */
export function withCondition(conditions: readonly Condition[], next: Condition): Condition[] {
  const old = conditions.find((condition) => condition.type === next.type);
  const isSame = old?.status === next.status;
  const merged = { ...next, lastTransitionTime: isSame && old?.lastTransitionTime ? old.lastTransitionTime : timestamp() };
  return [...conditions.filter((condition) => condition.type !== next.type), merged];
}
