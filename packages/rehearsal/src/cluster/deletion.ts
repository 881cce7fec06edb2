import { numberAt, textAt } from "@waybill/kit";
import { kindKey } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { ApiRefusal, timestamp } from "./object.ts";
import type { KubeObject } from "./object.ts";
import { notFound } from "./store.ts";
import type { ObjectStore } from "./store.ts";
import { isKind } from "./known-kinds.ts";

/** How an object is deleted. https://kubernetes.io/docs/concepts/architecture/garbage-collection/ */
export interface DeleteOptions {
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan" | undefined;
  readonly gracePeriodSeconds?: number | undefined;
  readonly preconditions?: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined } | undefined;
}

const POLICIES = ["Background", "Foreground", "Orphan"] as const;

/** Reads the `DeleteOptions` in a body; what is no option is left out, as an API server does it. */
export function readDeleteOptions(body: unknown): DeleteOptions {
  return {
    propagationPolicy: POLICIES.find((policy) => policy === textAt(body, "propagationPolicy")),
    gracePeriodSeconds: numberAt(body, "gracePeriodSeconds"),
    preconditions: {
      uid: textAt(body, "preconditions", "uid"),
      resourceVersion: textAt(body, "preconditions", "resourceVersion"),
    },
  };
}

/**
 * Deletes an object as the API server does: a Pod gets its grace period, an object with finalizers waits for them, a Namespace empties first,
 * dependants follow (or are orphaned). Returns the object as it is now.
 */
export function deleteObject(
  store: ObjectStore,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
  dryRun: boolean,
): KubeObject {
  const key = kindKey(kind);
  const live = store.find(key, namespace, name);
  if (!live) throw notFound(key, name);
  const { uid, resourceVersion } = options.preconditions ?? {};
  if ((uid && uid !== live.metadata.uid) || (resourceVersion && resourceVersion !== live.metadata.resourceVersion)) {
    throw new ApiRefusal(409, "Conflict", `Precondition failed on ${key} "${name}": the object is another one by now`, { name });
  }
  if (dryRun) return live;
  if (options.propagationPolicy === "Orphan") orphanDependants(store, live);
  const grace = options.gracePeriodSeconds ?? (isKind(live, "Pod") ? (live.spec.terminationGracePeriodSeconds ?? 30) : 0);
  const isRunningPod = kind.kind === "Pod" && grace > 0 && !["Succeeded", "Failed"].includes(textAt(live, "status", "phase") ?? "");
  if (!isRunningPod && kind.kind !== "Namespace" && !live.metadata.finalizers?.length) return store.remove(key, namespace, name) ?? live;
  if (live.metadata.deletionTimestamp && !(grace < (live.metadata.deletionGracePeriodSeconds ?? 0))) return live;
  const metadata = { ...live.metadata, deletionTimestamp: timestamp(), deletionGracePeriodSeconds: grace };
  const status = kind.kind === "Namespace" ? { phase: "Terminating" } : live.status;
  return store.replace(key, { ...live, metadata, status });
}

function orphanDependants(store: ObjectStore, owner: KubeObject): void {
  for (const kind of store.kinds) {
    for (const object of store.list(kindKey(kind), owner.metadata.namespace)) {
      const owners = object.metadata.ownerReferences ?? [];
      if (!owners.some((reference) => reference.uid === owner.metadata.uid)) continue;
      store.replace(kindKey(kind), {
        ...object,
        metadata: { ...object.metadata, ownerReferences: owners.filter((reference) => reference.uid !== owner.metadata.uid) },
      });
    }
  }
}
