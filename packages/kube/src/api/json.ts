/** A segment into JSON: a member's name or an item's index. */
export type PathSegment = string | number;

/** The value at a path of JSON, or undefined when any segment is missing. */
export function at(value: unknown, ...path: readonly PathSegment[]): unknown {
  let current = value;
  for (const segment of path) {
    if (Array.isArray(current)) current = typeof segment === "number" ? current[segment] : undefined;
    else current = isRecord(current) && Object.hasOwn(current, segment) ? current[segment] : undefined;
  }
  return current;
}

/** The text at a path, or undefined when there is none or it is something else. */
export function textAt(value: unknown, ...path: readonly PathSegment[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path, or undefined when there is none or it is something else. */
export function numberAt(value: unknown, ...path: readonly PathSegment[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The object at a path; an empty one when there is none. */
export function recordAt(value: unknown, ...path: readonly PathSegment[]): Readonly<Record<string, unknown>> {
  const found = at(value, ...path);
  return isRecord(found) ? found : {};
}

/** The list at a path; an empty one when there is none. */
export function listAt(value: unknown, ...path: readonly PathSegment[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The text members of the object at a path: labels, annotations, selectors. */
export function textsAt(value: unknown, ...path: readonly PathSegment[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [key, member] of Object.entries(recordAt(value, ...path))) if (typeof member === "string") texts[key] = member;
  return texts;
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy of JSON in which the value at a path is another one; the path must exist but for its last segment. */
export function withValue(value: unknown, path: readonly PathSegment[], replacement: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return replacement;
  const next = withValue(at(value, segment), rest, replacement);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === segment ? next : item));
  return { ...(isRecord(value) && value), [segment]: next };
}

/** A path in the form of a JSON pointer, `/spec/containers/0/image`. */
export function pointer(path: readonly PathSegment[]): string {
  return path.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
