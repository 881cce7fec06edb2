import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Document, ParsedNode, ScalarTag, Tags } from "yaml";
import type { JsonKey } from "@waybill/kit";
import { canonicalJson, jsonPointer } from "@waybill/kit";

/** One document of a YAML or JSON file as plain JSON, with the line of every value. */
export interface YamlDocument {
  readonly value: unknown;
  readonly line: number;
  /** Lines by JSON pointer, `/spec/replicas` → 7. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Why a text is no YAML, with the place; lines and columns from 1. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

// Kubernetes reads YAML 1.1 (`0644` is octal, `<<` merges), but knows neither dates, base 60 nor binary.
const LEFT_OUT = new Set([
  "tag:yaml.org,2002:timestamp",
  "tag:yaml.org,2002:binary",
  "tag:yaml.org,2002:omap",
  "tag:yaml.org,2002:pairs",
  "tag:yaml.org,2002:set",
]);

// The octal numbers of YAML 1.2, which Kubernetes understands as well.
const OCTAL: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  format: "OCT",
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (text) => Number.parseInt(text.replace("0o", "").replaceAll("_", ""), 8),
};

function kubernetesTags(tags: Tags): Tags {
  const kept = tags.filter((tag) => typeof tag === "string" || (!LEFT_OUT.has(tag.tag) && !("format" in tag && tag.format === "TIME")));
  return [OCTAL, ...kept];
}

/** Parses all documents of a text. Documents without content (comments only) are left out; nothing else is. */
export function parseDocuments(text: string): { documents: YamlDocument[]; problems: YamlProblem[] } {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: "1.1",
    merge: true,
    lineCounter,
    customTags: kubernetesTags,
    prettyErrors: false,
    logLevel: "silent",
  });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  // An empty stream is an empty list here, with the errors of no document.
  for (const document of Array.from<Document.Parsed>(parsed)) {
    for (const error of [...document.errors, ...document.warnings]) problems.push({ ...place(error.pos[0]), message: error.message });
    if (document.errors.length > 0 || document.contents === null) continue;
    const start = place(document.contents.range[0]);
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      // Infinity and the like would silently become null on the way to the server.
      canonicalJson(value);
      if (value !== null) documents.push({ value, line: start.line, lines: linesOf(document.contents, (offset) => place(offset).line) });
    } catch (error) {
      problems.push({ ...start, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return { documents, problems };
}

function linesOf(root: ParsedNode, lineAt: (offset: number) => number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const visit = (node: unknown, path: readonly JsonKey[], line: number): void => {
    lines.set(jsonPointer(path), line);
    // What an alias stands for keeps the line of the alias, which is where this object says it.
    if (isAlias(node)) return;
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        const offset = isScalar(key) ? key.range?.[0] : undefined;
        visit(value, [...path, name], offset === undefined ? line : lineAt(offset));
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        const range = isNode(item) ? item.range : undefined;
        visit(item, [...path, index], range ? lineAt(range[0]) : line);
      }
    }
  };
  visit(root, [], lineAt(root.range[0]));
  return lines;
}
