import { isRecord, listAt, textAt, valueAt } from "@waybill/kit";
import { listModeAt } from "./lists.ts";
import { ApiRefusal, isEqual } from "../object.ts";

/** JSON Merge Patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string | undefined;
  readonly value?: unknown;
}

function readOperation(operation: unknown): Operation {
  const path = textAt(operation, "path");
  if (path === undefined) throw unprocessable("an operation names no path");
  return { op: textAt(operation, "op") ?? "", path, from: textAt(operation, "from"), value: valueAt(operation, "value") };
}

/** JSON Patch (RFC 6902). Throws a refusal when an operation has no place or a test does not hold. */
export function jsonPatch(target: unknown, operations: readonly unknown[]): unknown {
  const root = { "": structuredClone(target) };
  for (const operation of operations) {
    const { op, path, from, value } = readOperation(operation);
    if (op === "add" || op === "replace") put(root, path, value, op === "replace");
    else if (op === "remove") take(root, path);
    else if (op === "move") put(root, path, take(root, from ?? ""), false);
    else if (op === "copy") put(root, path, structuredClone(read(root, from ?? "")), false);
    else if (op === "test" && isEqual(read(root, path), value)) continue;
    else throw unprocessable(op === "test" ? `testing value ${path} failed` : `unexpected operation '${op}'`);
  }
  return root[""];
}

function locate(root: object, pointer: string): { parent: Record<string, unknown> | unknown[]; key: string } {
  const keys = pointer.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = keys.pop() ?? "";
  let at: unknown = root;
  for (const name of keys) at = Array.isArray(at) ? listAt(at)[Number(name)] : valueAt(at, name);
  if (!Array.isArray(at) && !isRecord(at)) throw unprocessable(`the path '${pointer}' does not exist`);
  return { parent: at, key };
}

function read(root: object, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  return Array.isArray(parent) ? parent[Number(key)] : parent[key];
}

function put(root: object, pointer: string, value: unknown, replace: boolean): void {
  const { parent, key } = locate(root, pointer);
  if (replace && read(root, pointer) === undefined) throw unprocessable(`replace operation does not apply: '${pointer}' does not exist`);
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === "-") parent.push(value);
  else parent.splice(Number(key), replace ? 1 : 0, value);
}

function take(root: object, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  const value = read(root, pointer);
  if (value === undefined) throw unprocessable(`remove operation does not apply: '${pointer}' does not exist`);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}

/** Kubernetes' strategic merge patch: lists with a merge key are merged item by item, with the directives `$patch`, `$setElementOrder` … */
export function strategicMergePatch(target: unknown, patch: unknown, names: readonly string[] = []): unknown {
  if (!isRecord(patch)) return patch;
  if (patch["$patch"] === "replace") return without(patch);
  if (patch["$patch"] === "delete") return undefined;
  const result: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  const retained = patch["$retainKeys"];
  if (Array.isArray(retained)) for (const name of Object.keys(result)) if (!retained.includes(name)) delete result[name];
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith("$deleteFromPrimitiveList/")) {
      const field = name.slice(25);
      result[field] = listAt(result, field).filter((item) => !listAt(value).includes(item));
    } else if (!name.startsWith("$")) {
      if (value === null) delete result[name];
      else
        result[name] = Array.isArray(value)
          ? mergeList(result[name], value, [...names, name])
          : strategicMergePatch(result[name], value, [...names, name]);
    }
  }
  for (const [name, order] of Object.entries(patch))
    if (name.startsWith("$setElementOrder/")) sortList(result, name.slice(17), listAt(order), names);
  return result;
}

// https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
function mergeList(target: unknown, patch: readonly unknown[], names: readonly string[]): unknown[] {
  const list = listModeAt(names, false);
  if (patch.some((item) => isRecord(item) && item["$patch"] === "replace"))
    return patch.filter((item) => !isRecord(item) || item["$patch"] !== "replace");
  if (list.mode === "atomic") return [...patch];
  const result = [...listAt(target)];
  for (const item of patch) {
    if (list.mode === "set" || !isRecord(item)) {
      if (!result.includes(item)) result.push(item);
      continue;
    }
    // The merge key of a patch is the first of the keys that server-side apply uses.
    const key = list.keys[0] ?? "name";
    const at = result.findIndex((other) => isRecord(other) && isEqual(other[key], item[key]));
    if (item["$patch"] === "delete") {
      if (at !== -1) result.splice(at, 1);
    } else if (at === -1) result.push(strategicMergePatch({}, item, names));
    else result[at] = strategicMergePatch(result[at], item, names);
  }
  return result;
}

function sortList(result: Record<string, unknown>, field: string, order: readonly unknown[], names: readonly string[]): void {
  const items = result[field];
  const list = listModeAt([...names, field], false);
  if (!Array.isArray(items)) return;
  const keyOf = (item: unknown): string => JSON.stringify(list.mode === "keyed" && isRecord(item) ? item[list.keys[0] ?? "name"] : item);
  const places = order.map(keyOf);
  const placeOf = (item: unknown): number => (places.includes(keyOf(item)) ? places.indexOf(keyOf(item)) : places.length);
  result[field] = listAt(items).toSorted((a, b) => placeOf(a) - placeOf(b));
}

function without(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(patch).filter(([name]) => name !== "$patch"));
}

function unprocessable(message: string): ApiRefusal {
  return new ApiRefusal(422, "Invalid", `the patch cannot be applied: ${message}`);
}
