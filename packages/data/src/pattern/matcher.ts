import type { Assertion } from "./parse.ts";
import type { PatternProgram } from "./program.ts";

/** Whether a value matches; `undecided` when the pattern would take more work than it may. */
export type MatchOutcome = "match" | "no match" | "undecided";

/** What stands before or behind a place of a value. */
type Neighbour = "edge" | "word" | "other";

const UNKNOWN = -1;
const DEAD = 0;
/** States are kept in a cache of bounded size; a full one is emptied. */
const MAX_STATES = 2048;
/**
 * Steps of building states that a pattern may take: many at first, and some for each byte. A pattern of data as people have it needs a few hundred
 * states once; one made to explode gives up after about a second, so that a run can always be stopped.
 */
const FREE_STEPS = 2 ** 21;
const STEPS_PER_BYTE = 0.25;

interface State {
  readonly nodes: readonly number[];
  readonly before: Neighbour;
  accepts: boolean | undefined;
}

/**
 * Runs a program over bytes as a deterministic machine whose states are built when they are first met (Thompson 1968, as in grep and RE2): one table
 * look-up for each byte, however the pattern is written, and no string is made.
 */
export class PatternMatcher {
  readonly #program: PatternProgram;
  /** Bytes that the program cannot tell apart have the same class. */
  readonly #classOf = new Uint8Array(256);
  readonly #sample: readonly number[];
  readonly #usesWords: boolean;
  readonly #states: State[] = [];
  readonly #ids = new Map<string, number>();
  #table = new Int32Array(0);
  #steps = 0;
  #budget = FREE_STEPS;
  readonly #seen: Uint32Array;
  #round = 0;

  constructor(program: PatternProgram) {
    this.#program = program;
    this.#usesWords = program.nodes.some((node) => node.kind === "assertion" && node.holds.includes("boundary"));
    this.#sample = this.#classify();
    this.#seen = new Uint32Array(program.nodes.length);
    this.#clear();
  }

  /** Matches the bytes from `start` to `end` as a whole. */
  test(bytes: Buffer, start: number, end: number): MatchOutcome {
    this.#budget += (end - start) * STEPS_PER_BYTE;
    const classes = this.#sample.length;
    let state = 1;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      const known = this.#table[state * classes + this.#classOf[byte]!]!;
      state = known === UNKNOWN ? this.#step(state, byte) : known;
      if (state === DEAD) return "no match";
      if (state === UNKNOWN) return "undecided";
    }
    const last = this.#states[state];
    if (last === undefined) throw new TypeError("a state that was reached is kept");
    last.accepts ??= this.#close(last.nodes, last.before, "edge").includes(UNKNOWN);
    return last.accepts ? "match" : "no match";
  }

  /** The state behind a byte, built and kept; UNKNOWN when there is no work left for it. */
  #step(from: number, byte: number): number {
    const state = this.#states[from];
    if (state === undefined || this.#steps > this.#budget) return UNKNOWN;
    const after = isWord(byte) ? "word" : "other";
    const reached = new Set<number>();
    for (const id of this.#close(state.nodes, state.before, after)) {
      const node = this.#program.nodes[id];
      const arc = node?.kind === "bytes" ? node.arcs.find(({ low, high }) => byte >= low && byte <= high) : undefined;
      if (arc !== undefined) reached.add(arc.next);
    }
    const isFull = this.#states.length >= MAX_STATES;
    if (isFull) this.#clear();
    const to =
      reached.size === 0
        ? DEAD
        : this.#intern(
            [...reached].sort((a, b) => a - b),
            this.#usesWords ? after : "other",
          );
    if (!isFull) this.#table[from * this.#sample.length + this.#classOf[byte]!] = to;
    return to;
  }

  /** All nodes that read a byte or match (as UNKNOWN) and are reached from some without reading any, between two neighbours. */
  #close(from: readonly number[], before: Neighbour, after: Neighbour): number[] {
    const found: number[] = [];
    const open = [...from];
    this.#round += 1;
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (this.#seen[id] === this.#round) continue;
      this.#seen[id] = this.#round;
      this.#steps += 1;
      const node = this.#program.nodes[id];
      if (node?.kind === "bytes") found.push(id);
      else if (node?.kind === "split") open.push(...node.next);
      else if (node?.kind === "assertion" && holds(node.holds, before, after)) open.push(node.next);
      else if (node?.kind === "match") found.push(UNKNOWN);
    }
    return found;
  }

  #intern(nodes: readonly number[], before: Neighbour): number {
    const key = `${before} ${nodes.join()}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#states.push({ nodes, before, accepts: undefined }) - 1;
    this.#ids.set(key, id);
    const needed = this.#states.length * this.#sample.length;
    if (needed > this.#table.length) {
      const grown = new Int32Array(Math.max(needed, this.#table.length * 2)).fill(UNKNOWN);
      grown.set(this.#table);
      this.#table = grown;
    }
    return id;
  }

  /** Forgets all states but the dead one and the first. */
  #clear(): void {
    this.#states.length = 0;
    this.#ids.clear();
    this.#table.fill(UNKNOWN);
    this.#intern([], "other");
    this.#intern([this.#program.start], "edge");
  }

  /** Finds the classes of bytes and returns one byte of each. */
  #classify(): number[] {
    const starts = new Uint8Array(257);
    for (const node of this.#program.nodes) {
      if (node.kind !== "bytes") continue;
      for (const { low, high } of node.arcs) starts[low] = starts[high + 1] = 1;
    }
    for (let byte = 1; byte < 256; byte++) if (this.#usesWords && isWord(byte) !== isWord(byte - 1)) starts[byte] = 1;
    const sample = [0];
    for (let byte = 1; byte < 256; byte++) {
      if (starts[byte] === 1) sample.push(byte);
      this.#classOf[byte] = sample.length - 1;
    }
    return sample;
  }
}

/** Digits, ASCII letters and the underscore: what `\w` is without the flag `i`. */
function isWord(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122);
}

function holds(assertion: Assertion, before: Neighbour, after: Neighbour): boolean {
  if (assertion === "start") return before === "edge";
  if (assertion === "end") return after === "edge";
  return ((before === "word") !== (after === "word")) === (assertion === "boundary");
}
