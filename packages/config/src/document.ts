import type { Finding, Place } from "@waybill/kit";
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Document } from "yaml";
import { describeErrors } from "./yaml-errors.ts";
import { keyWithin, problem } from "./origin.ts";
import type { Origin } from "./origin.ts";
import { scalarNode } from "./tree.ts";
import type { Member, Node } from "./tree.ts";

const MAX_NODES = 20_000;
const MAX_DEPTH = 40;

/**
 * Reads the one document of a YAML text; syntax errors, duplicate keys, several documents and an empty text become findings. Aliases are
 * followed up to a bound, so that a small file cannot fill the memory, and `<<` takes over the keys of other mappings
 * (https://yaml.org/type/merge.html): what stands in the mapping itself wins, then what is named first.
 */
export function parseDocument(text: string, file: string): { root?: Node; problems: Finding[] } {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false, version: "1.2" });
  const documents = Array.isArray(parsed) ? parsed : [];
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const originAt = (offset: number, key = ""): Origin => ({ from: "file", place: placeAt(offset), key });
  const wrong = documents.flatMap((one) => describeErrors(one, (offset) => counter.linePos(offset).line));
  const problems = wrong.map(({ offset, what }) => problem(originAt(offset), what));
  if (problems.length > 0) return { problems };
  const [document, second] = documents;
  if (second) return { problems: [problem(originAt(second.range[0]), "a second document begins here; one file holds one document")] };
  const contents = document?.contents;
  if (!document || !contents || (isScalar(contents) && contents.value === null))
    return { problems: [problem(originAt(0), "the file is empty; it says what is released and where to, or it need not be there")] };
  const root = readNode({ document, originAt, problems, count: 0 }, contents, 0, originAt(0));
  return problems.length > 0 ? { problems } : { root, problems };
}

interface Reader {
  readonly document: Document;
  readonly originAt: (offset: number, key: string) => Origin;
  readonly problems: Finding[];
  count: number;
}

/** Reads a node; `expected` is its key, and its place unless it has one of its own. */
function readNode(reader: Reader, node: unknown, depth: number, expected: Origin): Node {
  const origin = isNode(node) && node.range ? reader.originAt(node.range[0], expected.key) : expected;
  const nothing: Node = { type: "null", origin, scalar: null };
  if (++reader.count > MAX_NODES || depth > MAX_DEPTH) {
    const limit = depth > MAX_DEPTH ? `${MAX_DEPTH} levels deep` : `${MAX_NODES} values`;
    if (reader.problems.length === 0) reader.problems.push(problem(origin, `the file holds more than ${limit}, aliases counted`));
    return nothing;
  }
  if (isAlias(node)) {
    const target = node.resolve(reader.document);
    if (target) return { ...readNode(reader, target, depth + 1, origin), origin };
    reader.problems.push(
      problem(
        origin,
        `the alias '*${node.source}' has no anchor; set it with '&${node.source}' at the value that it stands for, above this line`,
      ),
    );
    return nothing;
  }
  if (isMap(node)) return { type: "object", origin, members: readMembers(reader, node.items, depth, origin) };
  if (isSeq(node)) {
    const items = node.items.map((item, index) => readNode(reader, item, depth + 1, { ...origin, key: keyWithin(origin, index) }));
    return { type: "array", origin, items };
  }
  return isScalar(node) ? readScalar(reader, node.value, origin) : nothing;
}

function readMembers(
  reader: Reader,
  pairs: readonly { key: unknown; value: unknown }[],
  depth: number,
  above: Origin,
): Map<string, Member> {
  const members = new Map<string, Member>();
  const merged: Node[] = [];
  const places = new Map<string, Origin>();
  for (const { key, value } of pairs) {
    const word = isScalar(key) ? key.value : undefined;
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    if (typeof word !== "string" && typeof word !== "number" && typeof word !== "boolean") {
      reader.problems.push(problem(reader.originAt(offset, above.key), "a key must be a plain word"));
      continue;
    }
    const name = String(word);
    const isMerge = isScalar(key) && key.type === "PLAIN" && name === "<<";
    const origin = reader.originAt(offset, isMerge ? above.key : keyWithin(above, name));
    const first = places.get(name);
    if (first) reader.problems.push(problem(origin, secondTime(name, first)));
    places.set(name, origin);
    const read = readNode(reader, value, depth + 1, origin);
    if (isMerge) merged.push(...mergeSources(reader, read, origin));
    else members.set(name, { origin, value: read });
  }
  for (const [name, member] of merged.flatMap((source) => [...(source.members ?? [])])) if (!members.has(name)) members.set(name, member);
  return members;
}

function secondTime(name: string, first: Origin): string {
  const line = first.from === "file" ? first.place.line : 0;
  const next = name === "<<" ? "take over several mappings with '<<: [*one, *other]'" : "keep one of them";
  return `the key '${name}' stands here a second time, after line ${line}; ${next}`;
}

/** What `<<` names: a mapping, or a list of them. */
function mergeSources(reader: Reader, value: Node, origin: Origin): readonly Node[] {
  const sources = value.items ?? [value];
  if (sources.every(({ members }) => members)) return sources;
  reader.problems.push(
    problem(origin, "'<<' takes over the keys of a mapping, so it must be an alias such as *base, or a list of aliases"),
  );
  return [];
}

function readScalar(reader: Reader, value: unknown, origin: Origin): Node {
  const node = scalarNode(value, origin);
  if (node) return node;
  reader.problems.push(problem(origin, "the value is no text, finite number, true, false, list or mapping"));
  return { type: "null", origin, scalar: null };
}
