import type { Members, Node, SpecReader } from "./spec-reader.ts";
import { formatDuration, parseDuration } from "./duration.ts";

/** What a measured number must be; `text` says it in words with the interval's ends made explicit. */
export interface Threshold {
  readonly text: string;
  holds(value: number): boolean;
}

/** In which unit thresholds are written and printed. */
export type Unit = "count" | "percent" | "number" | "duration";

/** The keys that set a limit. Several together must all hold. */
export const THRESHOLD_KEYS = [
  "must_be",
  "must_not_be",
  "must_be_greater_than",
  "must_be_greater_than_or_equal",
  "must_be_less_than",
  "must_be_less_than_or_equal",
  "must_be_between",
  "must_be_not_between",
] as const;
type ThresholdKey = (typeof THRESHOLD_KEYS)[number];

/** The threshold that nothing may be counted. */
export const NONE: Threshold = { text: "0", holds: (value) => value === 0 };

/** A threshold from `low` to `high`, both included; an infinite end is open. */
export function between(low: number, high: number, unit: Unit): Threshold {
  return { text: describeRange(low, high, unit, "both included"), holds: (value) => value >= low && value <= high };
}

/** Writes a number of a unit: `12`, `3.5 %`, `2 d`. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === "duration") return formatDuration(value);
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return unit === "percent" ? `${text} %` : text;
}

/** Reads every threshold key among the members; all of them must hold. Undefined when there is none or one is wrong (then kept as a problem). */
export function readThreshold(reader: SpecReader, members: Members, unit: Unit): Threshold | undefined {
  const limits: Threshold[] = [];
  for (const key of THRESHOLD_KEYS) {
    const member = members.get(key);
    if (member === undefined) continue;
    const limit = readLimit(reader, key, member.value, unit);
    if (limit !== undefined) limits.push(limit);
  }
  const [only] = limits;
  if (only === undefined || limits.length === 1) return only;
  return { text: limits.map((limit) => limit.text).join(" and "), holds: (value) => limits.every((limit) => limit.holds(value)) };
}

function readLimit(reader: SpecReader, key: ThresholdKey, node: Node, unit: Unit): Threshold | undefined {
  if (key === "must_be_between" || key === "must_be_not_between") return readRange(reader, key, node, unit);
  const limit = readValue(reader, key, node, unit);
  return limit === undefined ? undefined : compare(key, limit, formatValue(limit, unit));
}

function compare(key: Exclude<ThresholdKey, "must_be_between" | "must_be_not_between">, limit: number, shown: string): Threshold {
  switch (key) {
    case "must_be":
      return { text: shown, holds: (value) => value === limit };
    case "must_not_be":
      return { text: `not ${shown}`, holds: (value) => value !== limit };
    case "must_be_greater_than":
      return { text: `more than ${shown}`, holds: (value) => value > limit };
    case "must_be_greater_than_or_equal":
      return { text: `at least ${shown}`, holds: (value) => value >= limit };
    case "must_be_less_than":
      return { text: `less than ${shown}`, holds: (value) => value < limit };
    case "must_be_less_than_or_equal":
      return { text: `at most ${shown}`, holds: (value) => value <= limit };
  }
}

function readRange(reader: SpecReader, key: string, node: Node, unit: Unit): Threshold | undefined {
  const items = reader.list(node, `'${key}'`);
  if (items === undefined) return undefined;
  if (items.length !== 2) return reader.fail(node, `'${key}' must be a list of two numbers, [lowest, highest], both included`);
  const [low, high] = items.map((item) => readValue(reader, key, item, unit));
  if (low === undefined || high === undefined) return undefined;
  if (low > high) return reader.fail(node, `'${key}' has its lowest number after its highest, so that no value could pass`);
  const inside = between(low, high, unit);
  if (key === "must_be_between") return inside;
  return { text: `not ${inside.text}`, holds: (value) => value < low || value > high };
}

function readValue(reader: SpecReader, key: string, node: Node, unit: Unit): number | undefined {
  if (unit !== "duration") {
    const value = reader.number(node, `'${key}'`);
    if (value === undefined || unit === "number" || (value >= 0 && (unit === "count" || value <= 100))) return value;
    return reader.fail(node, unit === "count" ? `'${key}' must not be negative` : `'${key}' must be a percentage from 0 to 100`);
  }
  const text = reader.text(node, `'${key}'`);
  if (text === undefined) return undefined;
  return parseDuration(text) ?? reader.fail(node, `'${key}' must be a duration such as 90m, 36h or 2d, not '${text}'`);
}

function describeRange(low: number, high: number, unit: Unit, ends: string): string {
  if (low === -Infinity && high === Infinity) return "any number";
  if (low === -Infinity) return `at most ${formatValue(high, unit)}`;
  if (high === Infinity) return `at least ${formatValue(low, unit)}`;
  return `between ${formatValue(low, unit)} and ${formatValue(high, unit)}, ${ends}`;
}
