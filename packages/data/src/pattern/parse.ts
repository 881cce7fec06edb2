import { rangesOf } from "./code-points.ts";
import type { CodeRange } from "./code-points.ts";

/** A regular expression as a tree; which of several ways matches plays no part, only whether one does. */
export type PatternNode =
  | { readonly kind: "set"; readonly ranges: readonly CodeRange[] }
  | { readonly kind: "assertion"; readonly holds: Assertion }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly min: number; readonly max: number };

/** What an assertion asks: the start or end of the value, a word boundary or none. */
export type Assertion = "start" | "end" | "boundary" | "no boundary";

/** A pattern that cannot be matched in bounded time; the message completes "'pattern' …". */
export class PatternError extends Error {}

const QUANTIFIER = /([*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[^])/uy;
const GROUP = /\((?:\?(?:(:)|(?:<(?![=!])[^>]*(>))|(<?[=!])|([a-z-]*:)))?/y;

/**
 * Reads a JavaScript regular expression (ECMAScript, flag `u`) whose syntax the engine has accepted. Throws a `PatternError` for what no machine
 * with finitely many states can do: look-around, back-references; and for modifiers, which are not read here.
 */
export function parsePattern(source: string): PatternNode {
  return new Parser(source).pattern();
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  pattern(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new TypeError("a pattern that the engine accepts has no stray parenthesis");
    return node;
  }

  #choice(): PatternNode {
    const parts = [this.#sequence()];
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      parts.push(this.#sequence());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || char === "|" || char === ")") return { kind: "sequence", parts };
      parts.push(this.#quantified(this.#atom(char)));
    }
  }

  #quantified(part: PatternNode): PatternNode {
    const [, mark, least, comma, most] = this.#match(QUANTIFIER) ?? [];
    if (mark === undefined) return part;
    if (mark === "*") return { kind: "repeat", part, min: 0, max: Infinity };
    if (mark === "+") return { kind: "repeat", part, min: 1, max: Infinity };
    if (mark === "?") return { kind: "repeat", part, min: 0, max: 1 };
    const min = Number(least);
    return { kind: "repeat", part, min, max: comma === undefined ? min : most === "" ? Infinity : Number(most) };
  }

  #atom(char: string): PatternNode {
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return this.#set(this.#class());
      case "\\":
        return this.#escape();
      case "^":
      case "$":
        this.#at += 1;
        return { kind: "assertion", holds: char === "^" ? "start" : "end" };
      case ".":
        this.#at += 1;
        return this.#set(char);
      default: {
        const point = this.#source.codePointAt(this.#at) ?? 0;
        this.#at += String.fromCodePoint(point).length;
        return literal(point);
      }
    }
  }

  #group(): PatternNode {
    const [, , , look, modifier] = this.#match(GROUP) ?? [];
    if (look !== undefined) throw new PatternError(`has ${look.startsWith("<") ? "a look-behind" : "a look-ahead"} '(?${look}'`);
    if (modifier !== undefined) throw new PatternError(`has the modifier '(?${modifier}'`);
    const inner = this.#choice();
    this.#at += 1;
    return inner;
  }

  #escape(): PatternNode {
    const [text = ""] = this.#match(ESCAPE) ?? [];
    const letter = text[1] ?? "";
    if (letter === "b" || letter === "B") return { kind: "assertion", holds: letter === "b" ? "boundary" : "no boundary" };
    if (/[1-9k]/.test(letter)) throw new PatternError(`has the back-reference '${letter === "k" ? "\\k" : text}'`);
    return /[\w]/.test(letter) ? this.#set(text) : literal(letter.charCodeAt(0));
  }

  /** The text of a class, from its bracket to the one that closes it. */
  #class(): string {
    const start = this.#at;
    for (this.#at += 1; this.#source[this.#at] !== "]"; this.#at += 1) if (this.#source[this.#at] === "\\") this.#at += 1;
    this.#at += 1;
    return this.#source.slice(start, this.#at);
  }

  #set(atom: string): PatternNode {
    return { kind: "set", ranges: rangesOf(atom) };
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at += found[0].length;
    return found;
  }
}

function literal(point: number): PatternNode {
  return { kind: "set", ranges: point >= 0xd800 && point <= 0xdfff ? [] : [{ low: point, high: point }] };
}
