import type { Place } from "@waybill/kit";
import { ActionError, findNearest } from "@waybill/kit";
import { Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** A value of a check file, with the way to say where it stands. */
export type Node = unknown;
/** The members of a map by key; `keyNode` is where a complaint about the key points. */
export type Members = ReadonlyMap<string, { readonly key: Node; readonly value: Node }>;

/** Reads a YAML tree strictly: every problem is kept with its line and column, and nothing is guessed. */
export class SpecReader {
  readonly file: string;
  readonly root: Node;
  readonly #problems: string[] = [];
  readonly #lines: LineCounter | undefined;
  readonly #document: Document.Parsed | Document;

  /** `source` is YAML text, or a plain object when the checks are given in place. */
  constructor(file: string, source: { text: string } | { object: unknown }) {
    this.file = file;
    if ("text" in source) {
      this.#lines = new LineCounter();
      const document = parseDocument(source.text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
      for (const error of [...document.errors, ...document.warnings]) this.#problems.push(`${this.#prefix(error.pos[0])} ${error.message}`);
      this.#document = document;
    } else {
      this.#document = new Document(source.object);
    }
    this.root = this.#document.contents;
  }

  /** Keeps a problem at a node. */
  fail(node: Node, problem: string): undefined {
    this.#problems.push(`${this.#prefix(offsetOf(node))} ${problem}`);
  }

  /** Throws one `input` error that lists every problem, if there is any. */
  finish(): void {
    const [first] = this.#problems;
    if (first === undefined) return;
    const count = this.#problems.length === 1 ? "a problem" : `${this.#problems.length} problems`;
    throw new ActionError(
      "input",
      `The check file has ${count}:\n${this.#problems.join("\n")}\nThe format is described in https://github.com/waybill-ci/waybill/blob/v1/docs/check-files.md.`,
    );
  }

  /** Where a node stands; undefined for checks given in place. */
  place(node: Node): Place | undefined {
    const offset = offsetOf(node);
    if (this.#lines === undefined || offset === undefined) return undefined;
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line, column: col };
  }

  /** A map's members; unknown keys are problems that name the nearest known one. Without `known` any key goes. */
  map(node: Node, what: string, known?: readonly string[]): Members | undefined {
    const target = this.#resolve(node);
    if (!isMap(target)) return this.fail(node, `${what} must be a map of keys and values, not ${describe(target)}`);
    const members = new Map<string, { key: Node; value: Node }>();
    for (const pair of target.items) {
      const key = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : undefined;
      if (key === undefined) this.fail(pair.key, `a key of ${what} must be plain text`);
      else if (known && !known.includes(key)) this.#failUnknown(pair.key, key, what, known);
      else members.set(key, { key: pair.key, value: this.#resolve(pair.value) });
    }
    return members;
  }

  /** A list's items. */
  list(node: Node, what: string): Node[] | undefined {
    const target = this.#resolve(node);
    if (!isSeq(target)) return this.fail(node, `${what} must be a list, not ${describe(target)}`);
    return target.items.map((item) => this.#resolve(item));
  }

  /** A text; numbers and booleans keep the spelling they have in the file. */
  text(node: Node, what: string): string | undefined {
    if (!isScalar(node) || node.value === null || typeof node.value === "object") {
      return this.fail(node, `${what} must be a text, not ${describe(node)}`);
    }
    return typeof node.value === "string" ? node.value : (node.source ?? JSON.stringify(node.value));
  }

  number(node: Node, what: string): number | undefined {
    if (isScalar(node) && typeof node.value === "number" && Number.isFinite(node.value)) return node.value;
    return this.fail(node, `${what} must be a number, not ${describe(node)}`);
  }

  /** A whole number between two bounds, both included. */
  integer(node: Node, what: string, min: number, max: number): number | undefined {
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
    return this.fail(node, `${what} must be a whole number from ${min} to ${max}, not ${describe(node)}`);
  }

  boolean(node: Node, what: string): boolean | undefined {
    if (isScalar(node) && typeof node.value === "boolean") return node.value;
    return this.fail(node, `${what} must be true or false, not ${describe(node)}`);
  }

  /** One word of a list. */
  word<T extends string>(node: Node, what: string, known: readonly T[]): T | undefined {
    const value = isScalar(node) ? node.value : undefined;
    const found = known.find((word) => word === value);
    if (found !== undefined) return found;
    const nearest = typeof value === "string" ? findNearest(value, known) : undefined;
    return this.fail(node, `${what} must be one of ${known.join(", ")}, not ${describe(node)}${hint(nearest)}`);
  }

  #failUnknown(node: Node, key: string, what: string, known: readonly string[]): void {
    const nearest = findNearest(key, known);
    this.fail(node, `unknown key '${key}' in ${what}${nearest === undefined ? `; known keys are ${known.join(", ")}` : hint(nearest)}`);
  }

  #resolve(node: Node): Node {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #prefix(offset: number | undefined): string {
    if (this.#lines === undefined || offset === undefined) return `${this.file}:`;
    const { line, col } = this.#lines.linePos(offset);
    return `${this.file}:${line}:${col}`;
  }
}

/** Whether a key stands without a value. */
export function isNothing(node: Node): boolean {
  return node === undefined || node === null || (isScalar(node) && node.value === null);
}

function hint(nearest: string | undefined): string {
  return nearest === undefined ? "" : `; did you mean '${nearest}'?`;
}

function offsetOf(node: Node): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function describe(node: Node): string {
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  if (!isScalar(node) || isNothing(node)) return "nothing";
  return `'${node.source ?? JSON.stringify(node.value)}'`;
}
