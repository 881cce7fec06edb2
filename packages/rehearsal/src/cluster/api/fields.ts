import { isRecord, parseJson, recordAt } from "@waybill/kit";
import { isAtomicMap, itemKey, listModeAt } from "./lists.ts";
import { isEqual } from "../object.ts";
import type { FieldTree, KubeObject } from "../object.ts";

/** A set of field paths; each path is the keys of `FieldsV1` joined by a character that no key contains. */
export type FieldSet = ReadonlySet<string>;

const SEPARATOR = "\u0000";
const SERVER_METADATA = new Set([
  "name",
  "namespace",
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "managedFields",
  "selfLink",
  "generateName",
]);

/** The fields that an object sets, without those that belong to the server. */
export function fieldsOf(object: KubeObject, custom: boolean): FieldSet {
  const { apiVersion: _, kind: __, metadata, ...rest } = object;
  const own = Object.fromEntries(Object.entries(metadata).filter(([name]) => !SERVER_METADATA.has(name)));
  const found = new Set<string>();
  collect(Object.keys(own).length > 0 ? { ...rest, metadata: own } : rest, [], [], custom, found);
  found.delete("");
  return found;
}

function collect(value: unknown, names: readonly string[], keys: readonly string[], custom: boolean, found: Set<string>): void {
  if (value === undefined) return;
  const add = (path: readonly string[]): void => void found.add(path.join(SEPARATOR));
  if (isRecord(value) && Object.keys(value).length > 0 && !isAtomicMap(names, custom)) {
    for (const [name, child] of Object.entries(value)) collect(child, [...names, name], [...keys, `f:${name}`], custom, found);
    return;
  }
  const list = Array.isArray(value) ? listModeAt(names, custom) : { mode: "atomic" as const };
  if (!Array.isArray(value) || list.mode === "atomic" || value.length === 0) return add(keys);
  const items: readonly unknown[] = value;
  for (const item of items) {
    if (list.mode === "set") add([...keys, `v:${JSON.stringify(item)}`]);
    else if (isRecord(item)) {
      const at = [...keys, `k:${itemKey(item, list.keys)}`];
      add([...at, "."]);
      collect(item, names, at, custom, found);
    }
  }
}

/** The `FieldsV1` tree of a set. */
export function treeOf(set: FieldSet): FieldTree {
  const tree: FieldTree = {};
  for (const path of [...set].sort()) {
    let at = tree;
    for (const key of path.split(SEPARATOR)) at = at[key] ??= {};
  }
  return tree;
}

/** The set of a `FieldsV1` tree. */
export function setOf(tree: FieldTree): FieldSet {
  const found = new Set<string>();
  const walk = (at: FieldTree, path: readonly string[]): void => {
    const entries = Object.entries(at);
    if (entries.length === 0 && path.length > 0) found.add(path.join(SEPARATOR));
    for (const [key, child] of entries) walk(child, [...path, key]);
  };
  walk(tree, []);
  return found;
}

/** A path as people write it: `.spec.template.spec.containers[name="api"].image`. */
export function formatField(path: string): string {
  return path
    .split(SEPARATOR)
    .map((key) => {
      if (key.startsWith("f:")) return `.${key.slice(2)}`;
      if (key.startsWith("v:")) return `[=${key.slice(2)}]`;
      if (key === ".") return "";
      const pairs = Object.entries(recordAt(parseJson(key.slice(2))));
      return `[${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}]`;
    })
    .join("");
}

/** The value at a path, `undefined` when there is none; for an item (`.`), whether it is there. */
export function valueAt(object: unknown, path: string): unknown {
  let at: unknown = object;
  for (const key of path.split(SEPARATOR)) {
    if (key === ".") return at === undefined ? undefined : true;
    if (key.startsWith("f:")) at = isRecord(at) ? at[key.slice(2)] : undefined;
    else at = Array.isArray(at) ? at.find((item) => matches(item, key)) : undefined;
  }
  return at;
}

/** The fields whose values differ between two versions of an object, and those that the newer one no longer has. */
export function compareFields(
  before: KubeObject | undefined,
  after: KubeObject,
  custom: boolean,
): { changed: FieldSet; removed: FieldSet } {
  const now = fieldsOf(after, custom);
  const then = before ? fieldsOf(before, custom) : new Set<string>();
  return {
    changed: new Set([...now].filter((path) => !then.has(path) || !isEqual(valueAt(before, path), valueAt(after, path)))),
    removed: new Set([...then].filter((path) => !now.has(path))),
  };
}

/** Lays applied fields over a live object, item by item where lists have keys. */
export function mergeFields(live: unknown, applied: unknown, names: readonly string[], custom: boolean): unknown {
  if (isRecord(live) && isRecord(applied)) {
    if (isAtomicMap(names, custom)) return applied;
    const merged: Record<string, unknown> = { ...live };
    for (const [name, value] of Object.entries(applied)) merged[name] = mergeFields(live[name], value, [...names, name], custom);
    return merged;
  }
  if (!Array.isArray(live) || !Array.isArray(applied)) return applied;
  const list = listModeAt(names, custom);
  if (list.mode === "atomic") return applied;
  const keyOf = (item: unknown): string => (list.mode === "keyed" && isRecord(item) ? itemKey(item, list.keys) : JSON.stringify(item));
  const byKey = new Map(live.map((item: unknown) => [keyOf(item), item]));
  const merged = applied.map((item: unknown): unknown => {
    const old = byKey.get(keyOf(item));
    byKey.delete(keyOf(item));
    return old === undefined ? item : mergeFields(old, item, names, custom);
  });
  return [...merged, ...byKey.values()];
}

/** Removes fields from an object (in place), and the maps that become empty by it. Keeps what `kept` names, and what leads there. */
export function removeFields(object: KubeObject, paths: FieldSet, kept: FieldSet): void {
  const places = new Set([...kept].flatMap(placesOf));
  const isItem = (path: string): boolean => path.endsWith(`${SEPARATOR}.`);
  const isFree = (path: string): boolean => !kept.has(path) && !places.has(isItem(path) ? path.slice(0, -2) : path);
  const gone = [...paths].filter(isFree);
  // Items go first: the fields that identify one can only go together with it.
  for (const path of gone.filter(isItem)) remove(object, path.split(SEPARATOR));
  for (const path of gone.filter((other) => !isItem(other) && !isKeyField(other))) remove(object, path.split(SEPARATOR));
}

/** Every path above a path; an item's own mark (`.`) leads to the item. */
function placesOf(path: string): string[] {
  const keys = path.split(SEPARATOR);
  return keys.slice(1).map((_, at) => keys.slice(0, at + 1).join(SEPARATOR));
}

function isKeyField(path: string): boolean {
  const [item = "", field = ""] = path.split(SEPARATOR).slice(-2);
  return item.startsWith("k:") && Object.hasOwn(recordAt(parseJson(item.slice(2))), field.slice(2));
}

function remove(at: unknown, [key = "", ...rest]: readonly string[]): void {
  if (isRecord(at) && key.startsWith("f:")) {
    const name = key.slice(2);
    if (rest.length > 0) remove(at[name], rest);
    const child = at[name];
    const isEmptied = (isRecord(child) || Array.isArray(child)) && Object.keys(child).length === 0;
    if (rest.length === 0 || isEmptied) delete at[name];
    return;
  }
  if (!Array.isArray(at)) return;
  const index = at.findIndex((item) => matches(item, key));
  if (index === -1) return;
  if (rest.length === 0 || rest[0] === ".") at.splice(index, 1);
  else remove(at[index], rest);
}

function matches(item: unknown, key: string): boolean {
  if (key.startsWith("v:")) return JSON.stringify(item) === key.slice(2);
  if (!isRecord(item)) return false;
  const wanted = recordAt(parseJson(key.slice(2)));
  return itemKey(item, Object.keys(wanted)) === JSON.stringify(wanted);
}
