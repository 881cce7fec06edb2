/** What leads one level deeper into JSON: a member's name or an item's index. */
export type JsonKey = string | number;

/** Whether a value is a JSON object: neither null nor a list. Says nothing about its members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list whose items are all texts. */
export function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Reads a JSON text, whatever it holds, for a guard to judge. Throws the SyntaxError of `JSON.parse` when it is no JSON. */
export function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** The value at a path of JSON, or undefined when anything on the way is missing. What an object inherits is not found. */
export function valueAt(value: unknown, ...path: readonly JsonKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) {
      const items: readonly unknown[] = current;
      current = typeof key === "number" ? items[key] : undefined;
    } else current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}

/** The text at a path, or undefined when there is none or it is something else. */
export function textAt(value: unknown, ...path: readonly JsonKey[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path, or undefined when there is none or it is something else. */
export function numberAt(value: unknown, ...path: readonly JsonKey[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The object at a path; an empty one when there is none. */
export function recordAt(value: unknown, ...path: readonly JsonKey[]): Readonly<Record<string, unknown>> {
  const found = valueAt(value, ...path);
  return isRecord(found) ? found : {};
}

/** The list at a path; an empty one when there is none. */
export function listAt(value: unknown, ...path: readonly JsonKey[]): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The members of the object at a path that are texts (labels, annotations, variables); other members are left out. */
export function textsAt(value: unknown, ...path: readonly JsonKey[]): Readonly<Record<string, string>> {
  const texts: [string, string][] = [];
  for (const [key, member] of Object.entries(recordAt(value, ...path))) if (typeof member === "string") texts.push([key, member]);
  return Object.fromEntries(texts);
}

/** A copy of JSON in which the value at a path is another one. All but the last key of the path must exist, else it throws a TypeError. */
export function withValue<T>(value: T, path: readonly JsonKey[], replacement: unknown): T {
  const copy = structuredClone(value);
  const key = path.at(-1);
  const parent = valueAt(copy, ...path.slice(0, -1));
  if (Array.isArray(parent) && typeof key === "number") parent[key] = replacement;
  else if (isRecord(parent) && key !== undefined) parent[key] = replacement;
  else throw new TypeError(`There is nothing at '${jsonPointer(path.slice(0, -1))}' that '${key}' could be set in`);
  return copy;
}

/** Whether two values are the same JSON, whatever the order of their members: a member that is undefined is none, an item that is undefined is null. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item: unknown, at) => isSameJson(item ?? null, (other[at] as unknown) ?? null))
    );
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = definedKeys(one);
  return keys.length === definedKeys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}

function definedKeys(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}

/** A path in the form of a JSON pointer (RFC 6901), `/spec/containers/0/image`. */
export function jsonPointer(path: readonly JsonKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
