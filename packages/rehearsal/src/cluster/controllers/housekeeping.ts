import { numberAt, recordAt } from "@waybill/kit";
import { countPods, removeObject, withCondition } from "./control.ts";
import { findKeyOf } from "../store.ts";
import { apiVersionOf, BUILT_IN_KINDS, customKinds, kindKey } from "../kinds.ts";
import type { CustomResourceDefinition } from "../kinds.ts";
import type { KubeObject } from "../object.ts";
import { matchesSelector } from "../selectors.ts";
import type { ObjectStore } from "../store.ts";
import type { Condition } from "../workloads.ts";

const DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";

/** Does what small controllers of a cluster do: claims, definitions, budgets, autoscalers, owners, namespaces. */
export function keepHouse(store: ObjectStore): void {
  bindClaims(store);
  establishDefinitions(store);
  countBudgets(store);
  observeAutoscalers(store);
  collectGarbage(store);
  emptyNamespaces(store);
}

function bindClaims(store: ObjectStore): void {
  for (const claim of store.list("persistentvolumeclaims")) {
    const { spec } = claim;
    if (spec.volumeName) continue;
    const bound = store.replace("persistentvolumeclaims", { ...claim, spec: { ...spec, volumeName: `pvc-${claim.metadata.uid}` } });
    store.setStatus("persistentvolumeclaims", bound, {
      phase: "Bound",
      accessModes: spec.accessModes ?? [],
      capacity: spec.resources?.requests ?? {},
    });
  }
}

function establishDefinitions(store: ObjectStore): void {
  for (const definition of store.list(DEFINITIONS)) {
    const { names, versions } = definition.spec;
    const conditions: Condition[] = [
      { type: "NamesAccepted", status: "True", reason: "NoConflicts", message: "no conflicts found" },
      { type: "Established", status: "True", reason: "InitialNamesAccepted", message: "the initial names have been accepted" },
    ];
    if (definition.status?.conditions?.length) continue;
    store.setStatus(DEFINITIONS, definition, {
      conditions: conditions.reduce<Condition[]>((list, condition) => withCondition(list, condition), []),
      acceptedNames: { listKind: `${names.kind}List`, singular: names.kind.toLowerCase(), ...names },
      storedVersions: versions.filter((version) => version.storage).map((version) => version.name),
    });
  }
}

/** Without its definition a custom object cannot exist. */
export function removeCustomObjects(store: ObjectStore, definition: CustomResourceDefinition): void {
  for (const kind of customKinds(definition))
    for (const { metadata } of store.list(kindKey(kind))) store.remove(kindKey(kind), metadata.namespace, metadata.name);
}

function countBudgets(store: ObjectStore): void {
  for (const budget of store.list("poddisruptionbudgets.policy")) {
    const { spec } = budget;
    const pods = store.list("pods", budget.metadata.namespace).filter((pod) => matchesSelector(spec.selector, pod.metadata.labels));
    const { replicas: expectedPods, readyReplicas: currentHealthy = 0 } = countPods(pods);
    const share = (value: number | string): number =>
      typeof value === "number" ? value : Math.ceil((Number.parseFloat(value) / 100) * expectedPods);
    const desiredHealthy =
      spec.minAvailable === undefined ? Math.max(0, expectedPods - share(spec.maxUnavailable ?? 0)) : share(spec.minAvailable);
    const disruptionsAllowed = Math.max(0, currentHealthy - desiredHealthy);
    store.setStatus("poddisruptionbudgets.policy", budget, {
      observedGeneration: budget.metadata.generation,
      expectedPods,
      currentHealthy,
      desiredHealthy,
      disruptionsAllowed,
    });
  }
}

// https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ : the limits hold without metrics, which a rehearsal has none of.
function observeAutoscalers(store: ObjectStore): void {
  for (const scaler of store.list("horizontalpodautoscalers.autoscaling")) {
    const { scaleTargetRef, minReplicas = 1, maxReplicas = minReplicas } = scaler.spec;
    const key = findKeyOf(store.kinds, scaleTargetRef.apiVersion ?? "apps/v1", scaleTargetRef.kind);
    const target = key ? store.find(key, scaler.metadata.namespace, scaleTargetRef.name) : undefined;
    const wanted = numberAt(target, "spec", "replicas");
    const desiredReplicas = wanted === undefined ? 0 : Math.min(Math.max(wanted, minReplicas), maxReplicas);
    // Nobody scales what somebody has switched off.
    if (key && target && wanted && wanted !== desiredReplicas) {
      const metadata = { ...target.metadata, generation: (target.metadata.generation ?? 1) + 1 };
      store.replace(key, { ...target, metadata, spec: { ...recordAt(target, "spec"), replicas: desiredReplicas } });
    }
    const conditions = withCondition(
      scaler.status?.conditions ?? [],
      target
        ? {
            type: "AbleToScale",
            status: "True",
            reason: "SucceededGetScale",
            message: "the HPA controller was able to get the target's current scale",
          }
        : {
            type: "AbleToScale",
            status: "False",
            reason: "FailedGetScale",
            message: `${scaleTargetRef.kind} "${scaleTargetRef.name}" not found`,
          },
    );
    const status = {
      observedGeneration: scaler.metadata.generation,
      currentReplicas: numberAt(target, "status", "replicas") ?? 0,
      desiredReplicas: wanted === 0 ? 0 : desiredReplicas,
      conditions,
    };
    store.setStatus("horizontalpodautoscalers.autoscaling", scaler, status);
  }
}

/** Deletes what has owners that are all gone. */
function collectGarbage(store: ObjectStore): void {
  const all = store.kinds.flatMap((kind) => store.list(kindKey(kind)).map((object) => ({ key: kindKey(kind), object })));
  const present = new Set(all.map(({ object }) => object.metadata.uid));
  for (const { key, object } of all) {
    const owners = object.metadata.ownerReferences ?? [];
    if (
      owners.length > 0 &&
      owners.every((owner) => !present.has(owner.uid)) &&
      store.find(key, object.metadata.namespace, object.metadata.name)
    )
      removeObject(store, key, object);
  }
  for (const { key, object } of all) releaseForeground(store, key, object);
}

/** An object that waits for its dependants (`foregroundDeletion`) goes when the last of them is gone. */
function releaseForeground(store: ObjectStore, key: string, object: KubeObject): void {
  const { finalizers = [], deletionTimestamp, uid, namespace, name } = object.metadata;
  if (!deletionTimestamp || !finalizers.includes("foregroundDeletion")) return;
  const dependants = store.kinds.flatMap((kind) =>
    store
      .list(kindKey(kind), namespace)
      .filter((other) => other.metadata.ownerReferences?.some((owner) => owner.uid === uid))
      .map((other) => ({ key: kindKey(kind), other })),
  );
  for (const dependant of dependants) removeObject(store, dependant.key, dependant.other);
  if (dependants.length > 0) return;
  const rest = finalizers.filter((finalizer) => finalizer !== "foregroundDeletion");
  if (rest.length === 0) store.remove(key, namespace, name);
  else store.replace(key, { ...object, metadata: { ...object.metadata, finalizers: rest } });
}

function emptyNamespaces(store: ObjectStore): void {
  for (const namespace of store.list("namespaces")) {
    const { name, deletionTimestamp } = namespace.metadata;
    if (!deletionTimestamp) {
      ensureServiceAccount(store, name);
      continue;
    }
    const kinds = store.kinds.filter((kind) => kind.namespaced);
    const content = kinds.flatMap((kind) => store.list(kindKey(kind), name).map((object) => ({ key: kindKey(kind), object })));
    for (const { key, object } of content) if (store.find(key, name, object.metadata.name)) removeObject(store, key, object);
    if (kinds.every((kind) => store.list(kindKey(kind), name).length === 0)) store.remove("namespaces", undefined, name);
  }
}

function ensureServiceAccount(store: ObjectStore, namespace: string): void {
  const kind = BUILT_IN_KINDS.find((entry) => entry.kind === "ServiceAccount");
  if (!kind || store.find("serviceaccounts", namespace, "default")) return;
  store.add("serviceaccounts", { apiVersion: apiVersionOf(kind), kind: "ServiceAccount", metadata: { name: "default", namespace } });
}
