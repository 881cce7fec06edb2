import { createHash } from "node:crypto";
import type { Digest } from "@waybill/kit";
import { readTokens } from "./lexer.ts";
import type { Dialect, Token } from "./lexer.ts";

/** One SQL statement of a file, without its semicolon. */
export interface Statement {
  readonly text: string;
  /** Offset in the file. */
  readonly start: number;
  /** Line in the file, from 1. */
  readonly line: number;
  readonly tokens: readonly Token[];
  /** The bare words in upper case in their order, at most the first 40; quoted names stand as they are, with quotes. */
  readonly words: readonly string[];
}

const MAX_WORDS = 40;

/**
 * Splits SQL at the semicolons that end statements: not those in quotes, comments, parentheses (CREATE RULE), `BEGIN ATOMIC … END` bodies of
 * functions, and bodies of SQLite triggers. Empty statements are left out. Throws `UnendedError`.
 */
export function splitStatements(sql: string, dialect: Dialect): Statement[] {
  const lineAt = lineCounter(sql);
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  let body = new BodyDepth(dialect);
  let parentheses = 0;
  const finish = (): void => {
    if (tokens.length > 0) statements.push(makeStatement(sql, tokens, lineAt));
    tokens = [];
    body = new BodyDepth(dialect);
    parentheses = 0;
  };
  for (const token of readTokens(sql, dialect)) {
    const symbol = token.kind === "symbol" ? sql[token.start] : "";
    if (symbol === "(") parentheses++;
    else if (symbol === ")") parentheses = Math.max(0, parentheses - 1);
    if (symbol === ";" && parentheses === 0 && body.depth === 0) {
      finish();
      continue;
    }
    tokens.push(token);
    if (token.kind === "word") body.enter(sql.slice(token.start, token.end).toUpperCase());
  }
  finish();
  return statements;
}

/** Counts the BEGIN … END and CASE … END that a semicolon may stand inside of. The rule is psql's own. */
class BodyDepth {
  depth = 0;
  private first: string[] = [];
  private last = "";
  private readonly dialect: Dialect;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  enter(word: string): void {
    if (this.first.length < 5) this.first.push(word);
    if (this.mayHaveBody()) {
      if (word === "BEGIN" && this.dialect === "sqlite") this.depth++;
      if (word === "ATOMIC" && this.last === "BEGIN" && this.dialect === "postgresql") this.depth++;
      if (word === "CASE" && this.depth > 0) this.depth++;
      if (word === "END" && this.depth > 0) this.depth--;
    }
    this.last = word;
  }

  private mayHaveBody(): boolean {
    if (this.first[0] !== "CREATE") return false;
    const kinds = this.dialect === "sqlite" ? ["TRIGGER"] : ["FUNCTION", "PROCEDURE"];
    return this.first.slice(1, 4).some((word) => kinds.includes(word));
  }
}

function makeStatement(sql: string, tokens: readonly Token[], lineAt: (offset: number) => number): Statement {
  const start = tokens[0]!.start;
  const end = tokens.at(-1)!.end;
  const words = tokens
    .filter((token) => token.kind === "word" || token.kind === "name")
    .slice(0, MAX_WORDS)
    .map((token) => (token.kind === "word" ? sql.slice(token.start, token.end).toUpperCase() : sql.slice(token.start, token.end)));
  return { text: sql.slice(start, end), start, line: lineAt(start), tokens, words };
}

/** A function that says on which line an offset lies; fast for offsets that grow. */
export function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) [at, line] = [0, 1];
    for (; at < offset; at++) if (text[at] === "\n") line++;
    return line;
  };
}

/** The digest of what statements mean: their tokens, without comments and white space, bare words in any case. */
export function digestOfStatements(sql: string, statements: readonly Statement[]): Digest {
  const hash = createHash("sha256");
  for (const statement of statements) {
    for (const token of statement.tokens) {
      const text = sql.slice(token.start, token.end);
      const meaning = token.kind === "word" ? text.toLowerCase() : text;
      hash.update(`${token.kind[0]}${meaning.length}:${meaning}`);
    }
    hash.update(";");
  }
  return `sha256:${hash.digest("hex")}`;
}
