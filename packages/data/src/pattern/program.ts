import { groupBy } from "@waybill/kit";
import { parsePattern, PatternError } from "./parse.ts";
import type { Assertion, PatternNode } from "./parse.ts";
import { utf8Sequences } from "./utf8-arcs.ts";

/** Moves on one byte from `low` to `high` to node `next`. */
export interface Arc {
  readonly low: number;
  readonly high: number;
  readonly next: number;
}

/** A node of a machine over the bytes of UTF-8 text (Thompson's construction). */
export type ProgramNode =
  | { readonly kind: "bytes"; readonly arcs: readonly Arc[] }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "assertion"; readonly holds: Assertion; readonly next: number }
  | { readonly kind: "match" };

/** A pattern ready to be run: it matches a value as a whole. */
export interface PatternProgram {
  readonly nodes: readonly ProgramNode[];
  readonly start: number;
}

/** A count such as `{1,1000}` makes so many copies of what it counts; more than this would need too much memory. */
const MAX_NODES = 50_000;

/**
 * Compiles a JavaScript regular expression (flag `u`) to a machine that needs time by the length of a value only, whatever the value is.
 * Throws a `SyntaxError` for what is no regular expression and a `PatternError` for one that this machine cannot match.
 */
export function compilePattern(source: string): PatternProgram {
  // The engine says what is well-formed, and in the words that people know.
  void new RegExp(source, "u");
  const compiler = new Compiler();
  const start = compiler.compile(parsePattern(source), compiler.add({ kind: "match" }));
  return { nodes: compiler.nodes, start };
}

/** Builds from the end to the start, so that every node knows what comes next. */
class Compiler {
  readonly nodes: ProgramNode[] = [];

  add(node: ProgramNode): number {
    if (this.nodes.length >= MAX_NODES) throw new PatternError(`needs more than ${MAX_NODES} nodes; lower its counts such as '{1,1000}'`);
    return this.nodes.push(node) - 1;
  }

  compile(node: PatternNode, next: number): number {
    switch (node.kind) {
      case "set":
        return this.#set(node.ranges.flatMap(utf8Sequences), 0, next, new Map());
      case "assertion":
        return this.add({ kind: "assertion", holds: node.holds, next });
      case "sequence":
        return node.parts.reduceRight((behind, part) => this.compile(part, behind), next);
      case "choice":
        return this.add({ kind: "split", next: node.parts.map((part) => this.compile(part, next)) });
      case "repeat":
        return this.#repeat(node, next);
    }
  }

  #repeat({ part, min, max }: PatternNode & { kind: "repeat" }, next: number): number {
    let at = next;
    if (max === Infinity) {
      const ways = [next];
      at = this.add({ kind: "split", next: ways });
      ways.push(this.compile(part, at));
    }
    for (let copy = min; copy < (max === Infinity ? min : max); copy++)
      at = this.add({ kind: "split", next: [next, this.compile(part, at)] });
    for (let copy = 0; copy < min; copy++) at = this.compile(part, at);
    return at;
  }

  /** A tree of bytes in which equal ends are one node; `known` has those of this set. */
  #set(sequences: readonly (readonly (readonly [number, number])[])[], depth: number, next: number, known: Map<string, number>): number {
    const byRange = groupBy(sequences, (sequence) => sequence[depth]?.join("-") ?? "");
    const arcs = [...byRange.values()].flatMap((group): Arc[] => {
      const [[low, high] = [0, 0]] = group[0]?.slice(depth) ?? [];
      const isLast = group[0]?.length === depth + 1;
      return [{ low, high, next: isLast ? next : this.#set(group, depth + 1, next, known) }];
    });
    const key = arcs.map((arc) => `${arc.low}-${arc.high}:${arc.next}`).join();
    const node = known.get(key) ?? this.add({ kind: "bytes", arcs });
    known.set(key, node);
    return node;
  }
}
