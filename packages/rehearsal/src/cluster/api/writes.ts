import { randomBytes } from "node:crypto";
import { isRecord, listAt, numberAt, recordAt, textAt, textsAt } from "@waybill/kit";
import { applyConfiguration, claimUpdate } from "./apply.ts";
import type { Writer } from "./apply.ts";
import { foldStringData, withDefaults } from "./defaults.ts";
import { apiVersionOf, kindKey } from "../kinds.ts";
import type { Kind } from "../kinds.ts";
import { ApiRefusal, isEqual, timestamp, requireKubeObject } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { jsonPatch, mergePatch, strategicMergePatch } from "./patch.ts";
import { notFound } from "../store.ts";
import type { ObjectStore } from "../store.ts";
import { validateObject, validateUpdate } from "./validation.ts";

/** Where a write goes and how. */
export interface Target {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly subresource?: string | undefined;
  readonly manager: string;
  readonly dryRun: boolean;
}

/** Creates an object. */
export function createObject(store: ObjectStore, target: Target, input: unknown): KubeObject {
  const object = readObject(input, target);
  if (!object.metadata.name && object.metadata.generateName)
    object.metadata.name = object.metadata.generateName + randomBytes(3).toString("hex").slice(0, 5);
  return insert(store, target, claimUpdate(undefined, prepare(object), writerOf(target, "Update")));
}

/** Replaces an object or, when the target says so, its status. */
export function replaceObject(store: ObjectStore, target: Target, input: unknown): KubeObject {
  const object = readObject(input, target);
  const live = findLive(store, target);
  if (!live) throw notFound(kindKey(target.kind), target.name);
  return update(store, target, live, object, "Update");
}

/** Applies a patch of any of the four types; server-side apply creates what does not exist. */
export function patchObject(store: ObjectStore, target: Target, type: string, input: unknown, force: boolean): KubeObject {
  const live = findLive(store, target);
  if (type === "application/apply-patch+yaml") return apply(store, target, live, readObject(input, target), force);
  if (!live) throw notFound(kindKey(target.kind), target.name);
  const before = target.subresource === "scale" ? scaleOf(live) : live;
  return update(store, target, live, readObject(patched(before, type, input, target.kind), target), "Update");
}

/** The `Scale` of a workload: its size and nothing else. */
export function scaleOf({ metadata, spec, status }: KubeObject): KubeObject {
  const { managedFields: _, labels: __, annotations: ___, ...own } = metadata;
  const replicas = (value: unknown): number => numberAt(value, "replicas") ?? 0;
  const pairs = textsAt(spec, "selector", "matchLabels");
  const selector = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: own,
    spec: { replicas: replicas(spec) },
    status: { replicas: replicas(status), selector: selector.join(",") },
  };
}

function patched(live: KubeObject, type: string, input: unknown, kind: Kind): unknown {
  if (type === "application/merge-patch+json") return mergePatch(live, input);
  if (type === "application/json-patch+json") return jsonPatch(live, listAt(input));
  if (type === "application/strategic-merge-patch+json" && !kind.custom) return strategicMergePatch(live, input);
  throw new ApiRefusal(
    415,
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml`,
  );
}

function apply(store: ObjectStore, target: Target, live: KubeObject | undefined, object: KubeObject, force: boolean): KubeObject {
  if (object.metadata.managedFields) throw new ApiRefusal(400, "BadRequest", "metadata.managedFields must be nil");
  if (!live) {
    if (target.subresource) throw notFound(kindKey(target.kind), target.name);
    return insert(store, target, prepare(applyConfiguration(undefined, object, writerOf(target, "Apply"), force)));
  }
  const merged = applyConfiguration(
    live,
    target.subresource === "status" ? object : withoutStatus(object),
    writerOf(target, "Apply"),
    force,
  );
  return update(store, target, live, merged, "Apply");
}

function insert(store: ObjectStore, target: Target, object: KubeObject): KubeObject {
  validateObject(object);
  assertNamespace(store, target);
  if (!target.dryRun) return store.add(kindKey(target.kind), object);
  if (store.find(kindKey(target.kind), target.namespace, object.metadata.name)) {
    throw new ApiRefusal(409, "AlreadyExists", `${kindKey(target.kind)} "${object.metadata.name}" already exists`, {
      name: object.metadata.name,
    });
  }
  return {
    ...object,
    metadata: { ...object.metadata, uid: "00000000-0000-4000-8000-000000000000", creationTimestamp: timestamp(), generation: 1 },
  };
}

function update(store: ObjectStore, target: Target, live: KubeObject, object: KubeObject, operation: "Apply" | "Update"): KubeObject {
  assertVersion(target, live, object);
  const next = target.subresource
    ? withSubresource(live, object, target.subresource)
    : withSystemFields(live, withDefaults(keepAssigned(live, object)));
  const claimed = operation === "Apply" ? next : claimUpdate(live, next, writerOf(target, "Update"));
  if (!target.subresource) {
    validateObject(claimed);
    validateUpdate(live, claimed);
  }
  const finished = withGeneration(live, claimed);
  if (target.dryRun) return finished;
  const stored = store.replace(kindKey(target.kind), finished);
  // The last finalizer of an object that is being deleted releases it.
  if (
    stored.metadata.deletionTimestamp &&
    !stored.metadata.finalizers?.length &&
    target.kind.kind !== "Pod" &&
    target.kind.kind !== "Namespace"
  ) {
    return store.remove(kindKey(target.kind), target.namespace, target.name) ?? stored;
  }
  return stored;
}

function prepare(object: KubeObject): KubeObject {
  const { uid: _, resourceVersion: __, creationTimestamp: ___, deletionTimestamp: ____, ...metadata } = object.metadata;
  const { status: _____, ...rest } = requireKubeObject(withoutNulls(object));
  // A broken spec is refused by the validation, not by the defaults.
  validateObject({ ...rest, metadata });
  return withDefaults({ ...rest, metadata });
}

function withSubresource(live: KubeObject, object: KubeObject, subresource: string): KubeObject {
  if (subresource === "scale") return { ...live, spec: { ...recordAt(live, "spec"), replicas: numberAt(object, "spec", "replicas") ?? 0 } };
  if (subresource === "finalize") return { ...live, spec: object.spec };
  return { ...live, status: object.status, metadata: { ...live.metadata, managedFields: object.metadata.managedFields ?? [] } };
}

function withSystemFields(live: KubeObject, object: KubeObject): KubeObject {
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } = live.metadata;
  const system = Object.fromEntries(
    Object.entries({ uid, resourceVersion, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const { status: _, ...rest } = requireKubeObject(withoutNulls(object));
  return {
    ...rest,
    metadata: { ...rest.metadata, ...system },
    status: live.status,
  };
}

/** A Service keeps the address that it was given, also when a client writes it without one; a real server does so for every allocated field. */
function keepAssigned(live: KubeObject, object: KubeObject): KubeObject {
  if (live.kind !== "Service" || !isRecord(live.spec) || !isRecord(object.spec)) return object;
  const { clusterIP, clusterIPs } = live.spec;
  return { ...object, spec: { clusterIP, clusterIPs, ...object.spec } };
}

// `generation` counts changes of what was asked for; metadata and status are none.
// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
function withGeneration(live: KubeObject, object: KubeObject): KubeObject {
  const { metadata: _, status: __, ...before } = live;
  const { metadata: ___, status: ____, ...after } = object;
  return isEqual(before, after) ? object : { ...object, metadata: { ...object.metadata, generation: (live.metadata.generation ?? 1) + 1 } };
}

function assertVersion(target: Target, live: KubeObject, object: KubeObject): void {
  const wanted = object.metadata.resourceVersion;
  if (wanted && wanted !== live.metadata.resourceVersion) {
    const message = `Operation cannot be fulfilled on ${kindKey(target.kind)} "${target.name}": the object has been modified; please apply your changes to the latest version and try again`;
    throw new ApiRefusal(409, "Conflict", message, { name: target.name, kind: target.kind.plural });
  }
  if (object.metadata.uid && object.metadata.uid !== live.metadata.uid) {
    throw new ApiRefusal(
      409,
      "Conflict",
      `Precondition failed: UID in precondition: ${object.metadata.uid}, UID in object meta: ${live.metadata.uid}`,
      { name: target.name },
    );
  }
}

// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
function assertNamespace(store: ObjectStore, { kind, namespace }: Target): void {
  if (!kind.namespaced || !namespace) return;
  const found = store.find("namespaces", undefined, namespace);
  if (!found) throw notFound("namespaces", namespace);
  if (found.metadata.deletionTimestamp) {
    throw new ApiRefusal(403, "Forbidden", `unable to create new content in namespace ${namespace} because it is being terminated`, {
      causes: [{ reason: "NamespaceTerminating" }],
    });
  }
}

function readObject(input: unknown, target: Target): KubeObject {
  if (!isRecord(input)) throw new ApiRefusal(400, "BadRequest", "the body of the request is not an object");
  const { kind } = target;
  const expected = target.subresource === "scale" ? "Scale" : kind.kind;
  const apiVersion = target.subresource === "scale" ? "autoscaling/v1" : apiVersionOf(kind);
  if ((input["kind"] ?? expected) !== expected || (input["apiVersion"] ?? apiVersion) !== apiVersion) {
    throw new ApiRefusal(
      400,
      "BadRequest",
      `the object provided (${String(input["apiVersion"])}, Kind=${String(input["kind"])}) does not match the expected ${apiVersion}, Kind=${expected}`,
    );
  }
  const named = textAt(input, "metadata", "name") ?? "";
  if (target.name && named && named !== target.name) {
    throw new ApiRefusal(400, "BadRequest", `the name of the object (${named}) does not match the name on the URL (${target.name})`);
  }
  const given = textAt(input, "metadata", "namespace");
  if (given && given !== target.namespace) {
    throw new ApiRefusal(400, "BadRequest", `the namespace of the provided object does not match the namespace sent on the request`);
  }
  const namespace = kind.namespaced && target.namespace ? target.namespace : given;
  const metadata = { ...recordAt(input, "metadata"), name: named || target.name, namespace };
  return foldStringData(requireKubeObject(withoutNulls({ ...input, apiVersion, kind: expected, metadata })));
}

function findLive(store: ObjectStore, { kind, namespace, name }: Target): KubeObject | undefined {
  const live = store.find(kindKey(kind), namespace, name);
  return live && { ...live, apiVersion: apiVersionOf(kind) };
}

function writerOf({ kind, manager, subresource }: Target, operation: "Apply" | "Update"): Writer {
  return { manager, operation, apiVersion: apiVersionOf(kind), subresource, custom: kind.custom };
}

function withoutStatus(object: KubeObject): KubeObject {
  const { status: _, ...rest } = object;
  return rest;
}

/** For the API a field that is null is a field that is not set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => (child === null || child === undefined ? [] : [[name, withoutNulls(child)]])),
  );
}
