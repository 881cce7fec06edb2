import { canonicalJson, isRecord, listAt, parseJson, recordAt, textAt, valueAt } from "@waybill/kit";
import { FIELD_MANAGER } from "../api/cluster.ts";
import { isSecret } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import type { Change } from "./object-diff.ts";

/** Names of an object, and what only controllers write: a manager of manifests owns neither. */
const NAMES = new Set(["apiVersion", "kind", "metadata.name", "metadata.namespace", "status"]);

/**
 * What was applied and is not there any more, told from the live object alone, for an identity that may only read: whoever changes a field
 * takes it away from the manager that applied it, and `managedFields` says whose it is. A field that is not ours any more and still has our
 * value is no drift. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function ownedDrift(applied: KubeObject, live: KubeObject): Change[] {
  const own = listAt(live, "metadata", "managedFields").filter(
    (entry) => textAt(entry, "manager") === FIELD_MANAGER && textAt(entry, "operation") === "Apply",
  );
  const changes: Change[] = [];
  compare(withData(applied), live, { trees: own.map((entry) => recordAt(entry, "fieldsV1")), path: "" }, changes);
  return isSecret(applied) ? changes.map(({ path }) => ({ path, before: "(hidden)", after: "(hidden)" })) : changes;
}

type Tree = Readonly<Record<string, unknown>>;

interface At {
  /** What we own below this place; empty when it is not ours. */
  readonly trees: readonly Tree[];
  readonly path: string;
}

function compare(applied: unknown, live: unknown, at: At, changes: Change[]): void {
  if (NAMES.has(at.path) || isNothing(applied) || isSame(applied, live)) return;
  // A list or map that is owned as a whole has nothing below it.
  if (at.path !== "" && at.trees.some((tree) => Object.keys(tree).length === 0)) return;
  if (isRecord(applied) && (isRecord(live) || hasMembers(at.trees, "f:"))) {
    for (const [key, value] of Object.entries(applied))
      compare(value, valueAt(live, key), { trees: below(at.trees, `f:${key}`), path: at.path === "" ? key : `${at.path}.${key}` }, changes);
  } else if (Array.isArray(applied) && (hasMembers(at.trees, "k:") || hasMembers(at.trees, "v:"))) {
    const items: readonly unknown[] = applied;
    items.forEach((item, index) => compareItem(item, live, { ...at, path: `${at.path}[${nameOf(item) ?? index}]` }, changes));
  } else changes.push({ path: at.path, before: applied, after: live });
}

/** An item is found by its key, because others may have put theirs between ours. */
function compareItem(item: unknown, live: unknown, { trees, path }: At, changes: Change[]): void {
  const entries = trees.flatMap((tree) => Object.entries(tree));
  const owned = entries.flatMap(([key, tree]) => {
    if (key.startsWith("v:")) return canonicalJson(parseJson(key.slice(2))) === canonicalJson(item) ? [{}] : [];
    return key.startsWith("k:") && isKeyOf(recordAt(parseJson(key.slice(2))), item) ? [recordAt(tree)] : [];
  });
  const there = listAt(live).find((other) => isRecord(item) && nameOf(item) !== undefined && nameOf(other) === nameOf(item));
  if (owned.length === 0) changes.push({ path, before: item, after: there });
  else if (isRecord(item)) compare(item, there, { trees: owned, path }, changes);
}

/** The server's key may hold defaults that the manifest leaves out, such as `protocol: TCP`. */
function isKeyOf(key: Tree, item: unknown): boolean {
  const stated = Object.entries(key).filter(([name]) => valueAt(item, name) !== undefined);
  return stated.length > 0 && stated.every(([name, value]) => canonicalJson(value) === canonicalJson(valueAt(item, name)));
}

function below(trees: readonly Tree[], key: string): Tree[] {
  return trees.flatMap((tree) => (Object.hasOwn(tree, key) ? [recordAt(tree, key)] : []));
}

function hasMembers(trees: readonly Tree[], prefix: string): boolean {
  return trees.some((tree) => Object.keys(tree).some((key) => key.startsWith(prefix)));
}

/** What people know an item of a list by. */
function nameOf(item: unknown): string | undefined {
  const key = ["name", "containerPort", "port", "mountPath", "type", "key"].find((name) => valueAt(item, name) !== undefined);
  return key === undefined ? undefined : `${key}=${String(valueAt(item, key))}`;
}

/** The server keeps `stringData` as `data`. */
function withData(object: KubeObject): KubeObject {
  if (!isSecret(object)) return object;
  const { stringData, ...rest } = object;
  const encoded = Object.entries(recordAt(stringData)).map(([key, text]) => [key, Buffer.from(String(text)).toString("base64")]);
  return { ...rest, data: { ...recordAt(object, "data"), ...Object.fromEntries(encoded) } };
}

function isSame(applied: unknown, live: unknown): boolean {
  return live !== undefined && canonicalJson(applied) === canonicalJson(live);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}
