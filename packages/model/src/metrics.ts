import { isJsonList, JsonError, parseStrictJson } from "./strict-json.ts";
import type { JsonValue } from "./strict-json.ts";

/** The metrics of a file by name; a name of nested objects joins their keys with dots. NaN and infinities are kept. */
export type Metrics = ReadonlyMap<string, number>;

/** Objects that only wrap metrics and are no part of their names (MLflow's run and evaluation files). */
const WRAPPERS = ["metrics", "data"];

/**
 * Reads a metrics file: flat or nested JSON of numbers, `{ "metrics": { … } }`, or MLflow's lists of `{ "key", "value", "step" }` (the last step counts).
 * Other values are left out. Throws a `JsonError` when it is no JSON object or list.
 */
export function parseMetrics(text: string): Metrics {
  const root = parseStrictJson(text.replace(/^\ufeff/, ""), { pythonNumbers: true });
  if (!(root instanceof Map) && !isJsonList(root)) throw new JsonError("is neither an object nor a list");
  const metrics = new Map<string, number>();
  collect(root, [], metrics);
  return metrics;
}

function collect(value: JsonValue, path: readonly string[], metrics: Map<string, number>): void {
  if (isJsonList(value)) collectEntries(value, path, metrics);
  else if (value instanceof Map) {
    for (const [key, member] of value) {
      const isWrapper = path.length === 0 && WRAPPERS.includes(key) && typeof member === "object" && member !== null;
      collect(member, isWrapper ? path : [...path, key], metrics);
    }
  } else {
    const number = typeof value === "string" ? parseNumber(value) : value;
    const name = path.join(".");
    if (typeof number !== "number" || name === "") return;
    // Two values of one name: nobody could say which one a gate means.
    if (metrics.has(name)) throw new JsonError(`gives the metric ${JSON.stringify(name)} twice`);
    metrics.set(name, number);
  }
}

function collectEntries(entries: readonly JsonValue[], path: readonly string[], metrics: Map<string, number>): void {
  const newest = new Map<string, { at: number; value: JsonValue }>();
  for (const entry of entries) {
    if (!(entry instanceof Map)) continue;
    const [key, value, step] = [entry.get("key"), entry.get("value"), entry.get("step")];
    const at = typeof step === "number" ? step : -Infinity;
    if (typeof key === "string" && at >= (newest.get(key)?.at ?? -Infinity)) newest.set(key, { at, value: value ?? null });
  }
  for (const [key, { value }] of newest) collect(value, [...path, key], metrics);
}

/** Tools that keep to JSON write NaN and infinities as texts. */
function parseNumber(text: string): number | undefined {
  return /^[-+]?(nan|inf(inity)?)$/i.test(text) ? Number(text.toLowerCase().replace(/inf(inity)?/, "Infinity")) : undefined;
}
