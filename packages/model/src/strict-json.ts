/** A JSON value whose objects are maps, so that no key of a file can meet an object's prototype. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Whether a value is a list; `Array.isArray` alone forgets what is in a read-only one. */
export function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A text that is not the JSON it should be; the message completes "the JSON …". */
export class JsonError extends Error {}

/** What a format demands beyond RFC 8259, or allows against it. */
export interface JsonRules {
  /** Refuse fractions, exponents, negative numbers and whole numbers beyond 2^53. */
  readonly naturalNumbers?: boolean | undefined;
  /** Take `NaN`, `Infinity` and `-Infinity`, which Python writes. */
  readonly pythonNumbers?: boolean | undefined;
}

const MAX_DEPTH = 64;
const SPACE = /[\t\n\r ]*/y;
const STRING_PART = /[^"\\]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null|NaN|-?Infinity/y;

/** Parses JSON as RFC 8259 says and refuses a key that stands twice in one object. Throws a `JsonError`. */
export function parseStrictJson(text: string, rules: JsonRules = {}): JsonValue {
  const parser = new Parser(text, rules);
  return parser.document();
}

class Parser {
  readonly #text: string;
  readonly #rules: JsonRules;
  #at = 0;

  constructor(text: string, rules: JsonRules) {
    this.#text = text;
    this.#rules = rules;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#match(SPACE);
    if (this.#at < this.#text.length) throw this.#error("has more text behind its value");
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.#error(`is nested more than ${MAX_DEPTH} levels deep`);
    this.#match(SPACE);
    const char = this.#text[this.#at];
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#array(depth);
    if (char === '"') return this.#string();
    const word = this.#match(WORD);
    return word === undefined ? this.#number() : this.#word(word);
  }

  #object(depth: number): JsonValue {
    const members = new Map<string, JsonValue>();
    this.#at += 1;
    if (this.#take("}")) return members;
    do {
      this.#match(SPACE);
      const key = this.#string();
      if (members.has(key)) throw this.#error(`has the key ${JSON.stringify(key.slice(0, 80))} twice in one object`);
      this.#expect(":");
      members.set(key, this.#value(depth + 1));
    } while (this.#take(","));
    this.#expect("}");
    return members;
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at += 1;
    if (this.#take("]")) return items;
    do items.push(this.#value(depth + 1));
    while (this.#take(","));
    this.#expect("]");
    return items;
  }

  #string(): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#error("has no string where one belongs");
    this.#at += 1;
    // One pattern for a whole string would run out of stack on a long one.
    for (;;) {
      this.#match(STRING_PART);
      const char = this.#text[this.#at];
      if (char === undefined) throw this.#error("ends inside a string");
      this.#at += char === '"' ? 1 : 2;
      if (char === '"') break;
    }
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      // JSON.parse knows the escapes and control characters; where the string starts is all that is worth telling.
      this.#at = start;
      throw this.#error("has a malformed string");
    }
  }

  #number(): number {
    const token = this.#match(NUMBER);
    if (token === undefined) throw this.#error("has no well-formed value");
    const value = Number(token);
    if (this.#rules.naturalNumbers && !(/^\d+$/.test(token) && Number.isSafeInteger(value))) {
      throw this.#error("has a number that is not a whole number from 0 to 2^53");
    }
    return value;
  }

  #word(word: string): JsonValue {
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null") return null;
    if (!this.#rules.pythonNumbers) throw this.#error(`has ${word}, which JSON does not know`);
    return Number(word);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #take(char: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #expect(char: string): void {
    if (!this.#take(char)) throw this.#error(`has no '${char}' where one belongs`);
  }

  #error(problem: string): JsonError {
    return new JsonError(`${problem} (character ${this.#at})`);
  }
}
