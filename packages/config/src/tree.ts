import { keyWithin } from "./origin.ts";
import type { Origin } from "./origin.ts";
import type { JsonType } from "./schema/schema-type.ts";
import { SecretText } from "./secret.ts";

/** A value of a configuration that knows where it came from. A file and a step's inputs are two sources of one tree. */
export interface Node {
  readonly type: JsonType;
  readonly origin: Origin;
  /** The value of a scalar. */
  readonly scalar?: string | number | boolean | null | undefined;
  /** The members of a mapping. */
  readonly members?: ReadonlyMap<string, Member> | undefined;
  /** The entries of a sequence. */
  readonly items?: readonly Node[] | undefined;
  /** A secret that an input gave; its text is in no scalar. */
  readonly secret?: SecretText | undefined;
}

/** One key of a mapping and its value. */
export interface Member {
  /** Of the key itself. */
  readonly origin: Origin;
  readonly value: Node;
}

/** The node of a scalar; undefined for what is none, numbers that are not finite included. */
export function scalarNode(value: unknown, origin: Origin): Node | undefined {
  if (value === null || value === undefined) return { type: "null", origin, scalar: null };
  if (typeof value === "string") return { type: "string", origin, scalar: value };
  if (typeof value === "boolean") return { type: "boolean", origin, scalar: value };
  if (typeof value === "number" && Number.isFinite(value))
    return { type: Number.isInteger(value) ? "integer" : "number", origin, scalar: value };
  return undefined;
}

/** The tree of a plain value, everything in it from the same source. What JSON cannot hold becomes null, which no required key accepts. */
export function treeOf(value: unknown, origin: Origin): Node {
  if (value instanceof SecretText) return { type: "string", origin, secret: value };
  const scalar = scalarNode(value, origin);
  if (scalar) return scalar;
  const within = (step: string | number): Origin => ({ ...origin, key: keyWithin(origin, step) });
  if (Array.isArray(value)) {
    // An entry of a list is known by its text, so it keeps the name of the list.
    const items = value.map((item, index) => treeOf(item, typeof item === "string" ? origin : within(index)));
    return { type: "array", origin, items };
  }
  if (typeof value !== "object" || value === null) return { type: "null", origin, scalar: null };
  const members = Object.entries(value).map(([key, entry]): [string, Member] => {
    const at = within(key);
    return [key, { origin: at, value: treeOf(entry, at) }];
  });
  return { type: "object", origin, members: new Map(members) };
}

/**
 * A tree with another laid over it: mappings key by key, everything else replaced; lists are joined where that is asked for. Every value
 * keeps its origin.
 */
export function mergeTrees(base: Node, over: Node, lists: "replace" | "join" = "replace"): Node {
  if (lists === "join" && base.items && over.items) return { ...base, items: [...base.items, ...over.items] };
  if (!base.members || !over.members) return over;
  const members = new Map(base.members);
  for (const [key, member] of over.members) {
    const below = members.get(key);
    members.set(key, below ? { origin: member.origin, value: mergeTrees(below.value, member.value, lists) } : member);
  }
  return { ...base, members };
}

/** The node at a path of keys; undefined where there is none. */
export function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => node?.members?.get(key)?.value, root);
}

/** The plain value of a node: JSON, but for secrets, which stay what they are. */
export function plainValue(node: Node): unknown {
  if (node.secret) return node.secret;
  if (node.members) {
    const entries = [...node.members].map(([key, member]): [string, unknown] => [key, plainValue(member.value)]);
    // fromEntries defines own members, so that a key named __proto__ stays a plain key.
    return Object.fromEntries(entries);
  }
  return node.items ? node.items.map(plainValue) : node.scalar;
}

/** The origin of the value at a path of keys and indexes, or of the nearest value above it. */
export function originAt(root: Node, path: readonly (string | number)[]): Origin {
  let node = root;
  for (const step of path) {
    const next = typeof step === "number" ? node.items?.[step] : node.members?.get(step)?.value;
    if (!next) break;
    node = next;
  }
  return node.origin;
}

/** Where every value of a tree came from, by its keys from the top, joined by dots. */
export function originsOf(root: Node): Map<string, Origin> {
  const origins = new Map<string, Origin>();
  const visit = (node: Node, key: string): void => {
    origins.set(key, node.origin);
    const below = key === "" ? "" : `${key}.`;
    for (const [name, member] of node.members ?? []) visit(member.value, `${below}${name}`);
    for (const [index, item] of (node.items ?? []).entries()) visit(item, `${below}${index}`);
  };
  visit(root, "");
  return origins;
}
