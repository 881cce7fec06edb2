/** A piece of a Jenkinsfile. `open` says that Groovy would put variables into the text. */
export interface Token {
  readonly kind: "word" | "text" | "mark" | "line";
  readonly value: string;
  readonly open?: boolean;
  readonly line: number;
}

/** A statement: its tokens up to the block behind it, and the block. */
export interface Statement {
  readonly tokens: readonly Token[];
  readonly body: readonly Statement[] | undefined;
  readonly line: number;
}

/** Why a text is no Jenkinsfile that can be read; completes a sentence. */
export class GroovyProblem extends Error {}

const QUOTES = ["'''", '"""', "'", '"'] as const;
const MAX_DEPTH = 60;

/** Takes a pipeline, declarative or scripted, apart, by its braces and lines; nothing of it is run. Throws a `GroovyProblem`. */
export function parseGroovy(text: string): Statement[] {
  const reader = new Reader(tokenize(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")));
  const statements = reader.block(0);
  if (!reader.atEnd) throw new GroovyProblem(`has a '}' without its '{' in line ${reader.line}`);
  return statements;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The line of the next token. */
  get line(): number {
    return (this.#tokens[this.#at] ?? this.#tokens.at(-1))?.line ?? 1;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  block(depth: number): Statement[] {
    if (depth > MAX_DEPTH) throw new GroovyProblem(`has blocks more than ${MAX_DEPTH} deep`);
    const statements: Statement[] = [];
    while (!this.atEnd && !this.#is("}")) {
      const statement = this.#statement(depth);
      if (statement.tokens.length > 0 || statement.body !== undefined) statements.push(statement);
    }
    return statements;
  }

  #is(mark: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === "mark" && token.value === mark;
  }

  /** Whether the block of a statement begins on a line below it. */
  #opensBelow(): boolean {
    let at = this.#at;
    while (this.#tokens[at]?.kind === "line") at++;
    return this.#tokens[at]?.kind === "mark" && this.#tokens[at]?.value === "{";
  }

  #statement(depth: number): Statement {
    const tokens: Token[] = [];
    let open = 0;
    const start = this.line;
    for (; !this.atEnd; this.#at++) {
      const token = this.#tokens[this.#at]!;
      if (token.kind === "line") {
        if (open > 0 || tokens.at(-1)?.value === "," || (tokens.length > 0 && this.#opensBelow())) continue;
        this.#at++;
        break;
      }
      if (token.kind === "mark" && "([".includes(token.value)) open += 1;
      if (token.kind === "mark" && ")]".includes(token.value)) open -= 1;
      if (this.#is("}")) break;
      if (this.#is("{")) {
        this.#at++;
        const body = this.block(depth + 1);
        if (this.atEnd) throw new GroovyProblem(`has a '{' in line ${start} that is never closed`);
        this.#at++;
        return { tokens, body, line: start };
      }
      tokens.push(token);
    }
    return { tokens, body: undefined, line: start };
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const { token, length } = readToken(text, at);
    if (token !== undefined) tokens.push({ ...token, line });
    line += text.slice(at, at + length).split("\n").length - 1;
    at += length;
  }
  return tokens;
}

/** The token at a place, if one begins there, and how much of the text it takes. */
function readToken(text: string, at: number): { readonly token?: Omit<Token, "line">; readonly length: number } {
  const rest = text.slice(at, at + 3);
  const quote = QUOTES.find((mark) => rest.startsWith(mark));
  if (quote !== undefined) {
    const end = endOfText(text, at, quote);
    const value = unescape(text.slice(at + quote.length, end));
    return { token: { kind: "text", value, open: quote.startsWith('"') }, length: end + quote.length - at };
  }
  if (rest.startsWith("//")) return { length: positionOf(text, "\n", at) - at };
  if (rest.startsWith("/*")) return { length: Math.min(positionOf(text, "*/", at) + 2, text.length) - at };
  const char = text.charAt(at);
  if (char === "\n" || char === ";") return { token: { kind: "line", value: "\n" }, length: 1 };
  const [word] = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/.exec(text.slice(at, at + 400)) ?? [];
  if (word !== undefined) return { token: { kind: "word", value: word }, length: word.length };
  return /\s/.test(char) ? { length: 1 } : { token: { kind: "mark", value: char }, length: 1 };
}

function positionOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

function endOfText(text: string, from: number, quote: string): number {
  for (let at = from + quote.length; at < text.length; at++) {
    if (text.charAt(at) === "\\") at++;
    else if (quote.startsWith('"') && text.startsWith("${", at)) at = endOfInsert(text, at);
    else if (text.startsWith(quote, at)) return at;
    else if (quote.length === 1 && text.charAt(at) === "\n") break;
  }
  throw new GroovyProblem(`has a ${quote} in line ${text.slice(0, from).split("\n").length} that is never closed`);
}

/** The brace that ends a `${…}`, in which there may be quotes; the place itself where none does. */
function endOfInsert(text: string, from: number): number {
  let open = 0;
  for (let at = from + 1; at < text.length && text.charAt(at) !== "\n"; at++) {
    if (text.charAt(at) === "{") open += 1;
    if (text.charAt(at) === "}" && --open === 0) return at;
  }
  return from;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(\r?\n|.)/g, (whole, next: string) => {
    if (next.endsWith("\n")) return whole;
    return ({ n: "\n", t: "\t", r: "" } as Record<string, string>)[next] ?? next;
  });
}
