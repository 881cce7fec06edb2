import { isRecord } from "@waybill/kit";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";

/** A YAML file of somebody else as plain data with the lines of its values, or why it is none. */
export type YamlFile =
  | { readonly value: Readonly<Record<string, unknown>>; readonly lineOf: (...path: readonly (string | number)[]) => number }
  | { readonly problem: string };

/**
 * Reads one mapping, as GitHub and Compose do (YAML 1.2, `<<` merges; Kubernetes reads 1.1, and our own files take less). Aliases are read up to
 * a limit, so that a small file cannot stand for a huge one.
 */
export function readYamlFile(text: string): YamlFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { merge: true, logLevel: "silent", prettyErrors: false, lineCounter });
  const [error] = document.errors;
  if (error) return { problem: `is no YAML: ${error.message}` };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    const lineOf = (...path: readonly (string | number)[]): number => lineCounter.linePos(offsetOf(document, path)).line;
    return isRecord(value) ? { value, lineOf } : { problem: "holds no mapping" };
  } catch (thrown) {
    return { problem: `cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

/** Where a value stands, a member by its key; the last place on the way that is known. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}

/** A scalar as text; undefined for everything else. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A list of texts, or one text as a list. */
export function textList(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => scalarText(item) ?? []);
}
