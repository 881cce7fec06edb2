import { isRecord } from "@waybill/kit";
import { parseDocument } from "yaml";

/** A YAML file of somebody else as plain data, or why it is none. */
export type YamlFile = { readonly value: Readonly<Record<string, unknown>> } | { readonly problem: string };

/** Reads one mapping. Aliases are read up to a limit, so that a small file cannot stand for a huge one. */
export function readYamlFile(text: string): YamlFile {
  const document = parseDocument(text, { merge: true, logLevel: "silent", prettyErrors: false });
  const [error] = document.errors;
  if (error) return { problem: `is no YAML: ${error.message}` };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return isRecord(value) ? { value } : { problem: "holds no mapping" };
  } catch (thrown) {
    return { problem: `cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

/** A scalar as text; undefined for everything else. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A list of texts, or one text as a list. */
export function textList(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item) => scalarText(item) ?? []);
}
