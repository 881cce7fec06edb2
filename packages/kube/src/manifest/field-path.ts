import { isRecord, valueAt } from "@waybill/kit";
import type { JsonKey } from "@waybill/kit";

const TOKEN = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[((?:[^\]"]|"(?:[^"\\]|\\.)*")*)\]/y;

/**
 * Finds what a field path of an API server's message (`.spec.containers[name="api"].image`, `spec.ports[0].port`) means in an object.
 * Segments that the object does not have, or that cannot be read, end the path.
 */
export function parseFieldPath(text: string, object: unknown): JsonKey[] {
  const segments: JsonKey[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) break;
    const [, name, index, key] = match;
    const segment = name ?? (index === undefined ? findSegment(valueAt(object, ...segments), key ?? "") : Number(index));
    if (segment === undefined || valueAt(object, ...segments, segment) === undefined) break;
    segments.push(segment);
  }
  return segments;
}

function findSegment(value: unknown, key: string): JsonKey | undefined {
  // Maps with odd keys are written `[app.kubernetes.io/name]`, list items by their identifying fields or `="value"`.
  if (isRecord(value)) return key.replaceAll('"', "");
  if (!Array.isArray(value)) return undefined;
  const pairs = [...key.matchAll(/([\w$-]*)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(
    ([, name = "", raw = ""]) => [name, parseScalar(raw)] as const,
  );
  if (pairs.length === 0) return undefined;
  const index = value.findIndex((item) => pairs.every(([name, wanted]) => (name === "" ? item === wanted : fieldOf(item, name, wanted))));
  return index < 0 ? undefined : index;
}

// Fields with a default (`protocol="TCP"`) are often left out of the manifest.
function fieldOf(item: unknown, name: string, wanted: unknown): boolean {
  const value = valueAt(item, name);
  return value === wanted || (value === undefined && name === "protocol");
}

function parseScalar(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    // Not quoted and no number: the text itself.
    return raw;
  }
}
