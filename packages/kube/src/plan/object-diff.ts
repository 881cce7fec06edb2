import { canonicalJson, isRecord, textAt } from "@waybill/kit";
import { isSecret } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";

/** One difference between two states of an object. */
export interface Change {
  /** Readable path: `spec.template.spec.containers[name=api].image`. */
  readonly path: string;
  /** Absent when the field is new. */
  readonly before?: unknown;
  /** Absent when the field goes away. */
  readonly after?: unknown;
}

// What the server alone writes: comparing it would show changes that nobody made.
const SERVER_METADATA = [
  "managedFields",
  "resourceVersion",
  "uid",
  "creationTimestamp",
  "generation",
  "selfLink",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
];
const SERVER_ANNOTATIONS = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deprecated.daemonset.template.generation",
  "pv.kubernetes.io/bind-completed",
  "pv.kubernetes.io/bound-by-controller",
  "volume.beta.kubernetes.io/storage-provisioner",
  "volume.kubernetes.io/storage-provisioner",
  "volume.kubernetes.io/selected-node",
];
// Allocated by the server when the manifest leaves them open; a dry run may answer with a value that the real request does not get.
const ALLOCATED: Readonly<Record<string, RegExp>> = {
  Service: /^spec\.(clusterIPs?(\[.*)?|healthCheckNodePort|ports\[[^\]]*\]\.nodePort|ipFamil(ies|yPolicy).*)$/,
  PersistentVolumeClaim: /^spec\.(volumeName|storageClassName|volumeMode)$/,
  CustomResourceDefinition: /^spec\.conversion\.webhook\.clientConfig\.caBundle$/,
  APIService: /^spec\.caBundle$/,
  MutatingWebhookConfiguration: /clientConfig\.caBundle$/,
  ValidatingWebhookConfiguration: /clientConfig\.caBundle$/,
  ServiceAccount: /^secrets(\[|$)/,
};

/** An object without what the server alone writes: its status, identity, bookkeeping annotations. */
export function withoutServerFields(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object;
  const metadata: Record<string, unknown> = { ...rest.metadata };
  for (const field of SERVER_METADATA) delete metadata[field];
  const annotations = { ...rest.metadata.annotations };
  for (const name of SERVER_ANNOTATIONS) delete annotations[name];
  if (Object.keys(annotations).length > 0) metadata["annotations"] = annotations;
  else delete metadata["annotations"];
  return { ...rest, metadata: { ...metadata, name: rest.metadata.name } };
}

/**
 * What differs between two states of an object, without what the server sets. Values of Secrets are never part of it. With `desired`,
 * fields that the server allocates are left out unless the manifest sets them.
 */
export function diffObjects(before: KubeObject | undefined, after: KubeObject | undefined, desired?: KubeObject): Change[] {
  const changes: Change[] = [];
  compare(before && withoutServerFields(before), after && withoutServerFields(after), "", changes);
  const kind = (after ?? before)?.kind ?? "";
  const pattern = Object.hasOwn(ALLOCATED, kind) ? ALLOCATED[kind] : undefined;
  const wanted = new Set(desired && pattern ? leafPaths(desired) : []);
  const shown = pattern && desired ? changes.filter(({ path }) => !pattern.test(path) || wanted.has(path)) : changes;
  const secret = [before, after].some((object) => object !== undefined && isSecret(object));
  return secret ? shown.map(hideValue) : shown;
}

function compare(before: unknown, after: unknown, path: string, changes: Change[]): void {
  if (isRecord(before) && isRecord(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
      compare(before[key], after[key], join(path, key), changes);
  } else if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, changes);
  else if (!isSame(before, after)) changes.push({ path, before, after });
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string, changes: Change[]): void {
  const key = identifyingKey([...before, ...after], before, after);
  if (key === undefined) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) compare(before[index], after[index], `${path}[${index}]`, changes);
    return;
  }
  const find = (list: readonly unknown[], id: string): unknown => list.find((item) => idOf(item, key) === id);
  for (const id of new Set([...before, ...after].map((item) => idOf(item, key) ?? "")))
    compare(find(before, id), find(after, id), `${path}[${key}=${id}]`, changes);
}

// The merge keys of Kubernetes' own lists. Items that share a key, or lack it, are compared by their place.
function identifyingKey(all: readonly unknown[], ...lists: readonly (readonly unknown[])[]): string | undefined {
  return ["name", "containerPort", "port", "mountPath", "type", "key"].find(
    (key) =>
      all.every((item) => idOf(item, key) !== undefined) &&
      lists.every((list) => new Set(list.map((item) => idOf(item, key))).size === list.length),
  );
}

function idOf(item: unknown, key: string): string | undefined {
  const value = isRecord(item) ? item[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function join(path: string, key: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
  return path === "" ? step : `${path}.${step}`;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // The API leaves empty members out or keeps them as it likes; both mean "nothing".
  if (isEmpty(a) && isEmpty(b)) return true;
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function leafPaths(object: KubeObject): string[] {
  const changes: Change[] = [];
  compare({}, object, "", changes);
  return changes.flatMap(({ path, after }) => [path, ...pathsInside(after, path)]);
}

function pathsInside(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    const key = identifyingKey(value, value);
    return value.flatMap((item, index) => {
      const inner = key === undefined ? `${path}[${index}]` : `${path}[${key}=${idOf(item, key) ?? ""}]`;
      return [inner, ...pathsInside(item, inner)];
    });
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [join(path, key), ...pathsInside(member, join(path, key))]);
}

const VALUE_FIELDS = /^(data|stringData)(\.|$)/;

function hideValue(change: Change): Change {
  if (!VALUE_FIELDS.test(change.path)) return change.path === "" ? hideWhole(change) : change;
  return {
    path: change.path,
    before: change.before === undefined ? undefined : "(hidden)",
    after: change.after === undefined ? undefined : change.before === undefined ? "(hidden)" : "(hidden, changed)",
  };
}

function hideWhole({ path, before, after }: Change): Change {
  return {
    path,
    before: maskSecret(before),
    after: maskSecret(after),
  };
}

/** A Secret with every value replaced; anything else unchanged. */
export function maskSecret(value: KubeObject): KubeObject;
export function maskSecret(value: unknown): unknown;
export function maskSecret(value: unknown): unknown {
  if (!isRecord(value) || value["kind"] !== "Secret" || textAt(value, "apiVersion") !== "v1") return value;
  const masked: Record<string, unknown> = { ...value };
  for (const field of ["data", "stringData"]) {
    if (isRecord(value[field])) masked[field] = Object.fromEntries(Object.keys(value[field]).map((key) => [key, "(hidden)"]));
  }
  return masked;
}
