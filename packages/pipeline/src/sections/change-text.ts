import { countOf, isRecord } from "@waybill/kit";
import type { Change, PlannedObject } from "@waybill/kube";

/** Lines of a text that did not change and stand beside one that did. */
const CONTEXT_LINES = 2;

/**
 * What happens to an object, field by field, as a diff: `- spec.replicas: 1`, `+ spec.replicas: 2`. Values of Secrets are hidden already; nothing
 * is cut, because a person approves it.
 */
export function changeText(object: Pick<PlannedObject, "diff">): string {
  return object.diff.flatMap(changeLines).join("\n");
}

function changeLines({ path, before, after }: Change): string[] {
  if (isLongText(before) && isLongText(after))
    return [`  ${path}: |`, ...textLines(before.split("\n"), after.split("\n")).map((line) => `${line[0] ?? " "}   ${line.slice(1)}`)];
  return [...fieldLines(path, before).map((line) => `- ${line}`), ...fieldLines(path, after).map((line) => `+ ${line}`)];
}

/** Every field below a value on a line of its own; nothing for a value that is not there. */
function fieldLines(path: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (isRecord(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, member]) => fieldLines(joinPath(path, key), member));
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item: unknown, index) => fieldLines(`${path}[${itemName(item) ?? index}]`, item));
  if (isLongText(value))
    return [
      `${path}: |`,
      ...value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `  ${line}`),
    ];
  return [`${path}: ${typeof value === "string" ? showText(value) : JSON.stringify(value)}`];
}

function isLongText(value: unknown): value is string {
  return typeof value === "string" && value.includes("\n");
}

/** A text as YAML would show it: quoted where it could be taken for something else. */
function showText(text: string): string {
  return /^[A-Za-z/][\w./:@%+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text);
}

function joinPath(path: string, key: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? key : `'${key}'`;
  return path === "" ? step : `${path}.${step}`;
}

function itemName(item: unknown): string | undefined {
  return isRecord(item) && typeof item["name"] === "string" ? `name=${item["name"]}` : undefined;
}

/** The lines that differ between two texts, each with its sign, and those around them; how many others there are is said. */
function textLines(before: readonly string[], after: readonly string[]): string[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const head = before.slice(0, start);
  const tail = before.slice(before.length - end);
  return [
    ...unchanged(head.slice(0, -CONTEXT_LINES)),
    ...head.slice(-CONTEXT_LINES).map((line) => ` ${line}`),
    ...before.slice(start, before.length - end).map((line) => `-${line}`),
    ...after.slice(start, after.length - end).map((line) => `+${line}`),
    ...tail.slice(0, CONTEXT_LINES).map((line) => ` ${line}`),
    ...unchanged(tail.slice(CONTEXT_LINES)),
  ];
}

function unchanged(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [` … ${countOf(lines.length, "line")} as before`];
}
