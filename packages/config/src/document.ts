import type { Finding, Place } from "@waybill/kit";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Document, Node as YamlNode } from "yaml";
import type { JsonType } from "./schema.ts";

/** A value of a YAML file that knows where it stands. */
export interface Node {
  readonly type: JsonType;
  readonly place: Place;
  /** The value of a scalar. */
  readonly scalar?: string | number | boolean | null;
  /** The members of a mapping. */
  readonly members?: ReadonlyMap<string, Member>;
  /** The entries of a sequence. */
  readonly items?: readonly Node[];
}
export interface Member {
  readonly place: Place;
  readonly value: Node;
}

const MAX_NODES = 20_000;
const MAX_DEPTH = 40;

/** Makes the finding that a problem of a file becomes. */
export function problem(place: Place, what: string, next?: string): Finding {
  return { rule: "config", severity: "error", what, where: place, ...(next === undefined ? {} : { next }) };
}

/** One line for a problem: file, line, column and what is wrong. */
export function describeProblem({ where, what }: Finding): string {
  return `${where?.file}:${where?.line}:${where?.column} ${what}${what.endsWith("?") ? "" : "."}`;
}

/**
 * Reads the one document of a YAML text; syntax errors, duplicate keys, several documents and an empty text become findings. Aliases are
 * followed up to a bound, so that a small file cannot fill the memory.
 */
export function parseDocument(text: string, file: string): { root?: Node; problems: Finding[] } {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false, version: "1.2" });
  const documents = Array.isArray(parsed) ? parsed : [];
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error) => problem(placeAt(error.pos[0]), oneLine(error.message))),
  );
  if (problems.length > 0) return { problems };
  const [document, second] = documents;
  if (second) return { problems: [problem(placeAt(second.range[0]), "a second document begins here; one file holds one document")] };
  const contents = document?.contents;
  if (!document || !contents || (isScalar(contents) && contents.value === null))
    return { problems: [problem({ file, line: 1, column: 1 }, "the file is empty")] };
  const reader = { document, placeAt, problems, count: 0 };
  const root = readNode(reader, contents, 0);
  return problems.length > 0 ? { problems } : { root, problems };
}

interface Reader {
  readonly document: Document;
  readonly placeAt: (offset: number) => Place;
  readonly problems: Finding[];
  count: number;
}

function readNode(reader: Reader, node: YamlNode | null, depth: number, fallback?: Place): Node {
  const place = node?.range ? reader.placeAt(node.range[0]) : (fallback ?? reader.placeAt(0));
  const nothing: Node = { type: "null", place, scalar: null };
  if (++reader.count > MAX_NODES || depth > MAX_DEPTH) {
    const limit = depth > MAX_DEPTH ? `${MAX_DEPTH} levels deep` : `${MAX_NODES} values`;
    if (reader.problems.length === 0) reader.problems.push(problem(place, `the file holds more than ${limit}, aliases counted`));
    return nothing;
  }
  if (isAlias(node)) {
    const target = node.resolve(reader.document);
    if (target) return { ...readNode(reader, target, depth + 1), place };
    reader.problems.push(problem(place, `the alias '*${node.source}' has no anchor`));
    return nothing;
  }
  if (isMap(node)) return { type: "object", place, members: readMembers(reader, node, depth) };
  if (isSeq(node))
    return { type: "array", place, items: node.items.map((item) => readNode(reader, item as YamlNode | null, depth + 1, place)) };
  return isScalar(node) ? readScalar(reader, node.value, place) : nothing;
}

function readMembers(reader: Reader, map: { items: { key: unknown; value: unknown }[] }, depth: number): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const pair of map.items) {
    const key = pair.key as YamlNode | null;
    const place = key?.range ? reader.placeAt(key.range[0]) : reader.placeAt(0);
    const value = isScalar(key) ? key.value : undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      reader.problems.push(problem(place, "a key must be a plain word"));
      continue;
    }
    const name = String(value);
    if (members.has(name)) reader.problems.push(problem(place, `the key '${name}' stands here a second time`));
    members.set(name, { place, value: readNode(reader, pair.value as YamlNode | null, depth + 1, place) });
  }
  return members;
}

function readScalar(reader: Reader, value: unknown, place: Place): Node {
  if (value === null || value === undefined) return { type: "null", place, scalar: null };
  if (typeof value === "string") return { type: "string", place, scalar: value };
  if (typeof value === "boolean") return { type: "boolean", place, scalar: value };
  if (typeof value === "number" && Number.isFinite(value))
    return { type: Number.isInteger(value) ? "integer" : "number", place, scalar: value };
  reader.problems.push(problem(place, "the value is no text, finite number, true, false, list or mapping"));
  return { type: "null", place, scalar: null };
}

/** The plain JSON value of a node. */
export function plainValue(node: Node): unknown {
  if (node.members) {
    const entries = [...node.members].map(([key, member]): [string, unknown] => [key, plainValue(member.value)]);
    // fromEntries defines own members, so that a key named __proto__ stays a plain key.
    return Object.fromEntries(entries);
  }
  return node.items ? node.items.map(plainValue) : node.scalar;
}

/** The place of the value at a path of keys and indexes, or of the nearest value above it. */
export function placeOf(root: Node, path: readonly (string | number)[]): Place {
  let node = root;
  for (const step of path) {
    const next = typeof step === "number" ? node.items?.[step] : node.members?.get(step)?.value;
    if (!next) break;
    node = next;
  }
  return node.place;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
