/** Whose SQL it is: quoting and comments differ. */
export type Dialect = "postgresql" | "sqlite";

/** A piece of SQL text that is neither white space nor comment. */
export interface Token {
  /** `word` is a bare identifier or keyword, `name` a quoted identifier, `text` a string constant of any kind. */
  readonly kind: "word" | "name" | "text" | "number" | "symbol";
  /** Offsets into the SQL text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Thrown for SQL whose quote, dollar quote or comment never ends; `offset` is where it begins. */
export class UnendedError extends Error {
  readonly offset: number;

  constructor(what: string, offset: number) {
    super(what);
    this.name = "UnendedError";
    this.offset = offset;
  }
}

const SPACE = /\s/;
const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD_PART = /[A-Za-z0-9_$\u0080-\uffff]/;

/**
 * Splits SQL into tokens as the server's own scanner does: quotes, E'' strings and their continuation lines, dollar quotes, nested
 * comments (not nested in SQLite). Comments and white space are left out. Assumes `standard_conforming_strings = on`, the default since 9.1.
 */
export function* readTokens(sql: string, dialect: Dialect): Generator<Token> {
  let at = 0;
  while (at < sql.length) {
    const char = sql[at]!;
    if (SPACE.test(char) || char === "\ufeff") at++;
    else if (char === "-" && sql[at + 1] === "-") at = endOfLine(sql, at);
    else if (char === "/" && sql[at + 1] === "*") at = endOfComment(sql, at, dialect);
    else {
      const token = readToken(sql, at, dialect);
      yield token;
      at = token.end;
    }
  }
}

function readToken(sql: string, at: number, dialect: Dialect): Token {
  const char = sql[at]!;
  if (char === "'") return { kind: "text", start: at, end: endOfString(sql, at, false) };
  if (char === '"' || (dialect === "sqlite" && char === "`")) return { kind: "name", start: at, end: endOfQuoted(sql, at, char) };
  if (dialect === "sqlite" && char === "[") return { kind: "name", start: at, end: endOfBracketed(sql, at) };
  if (dialect === "postgresql" && char === "$") {
    const end = endOfDollarQuoted(sql, at);
    if (end !== undefined) return { kind: "text", start: at, end };
  }
  if (WORD_START.test(char)) return readWord(sql, at, dialect);
  if (/[0-9]/.test(char)) return { kind: "number", start: at, end: endOf(sql, at, /[0-9A-Za-z_.]/) };
  return { kind: "symbol", start: at, end: at + 1 };
}

function readWord(sql: string, at: number, dialect: Dialect): Token {
  if (dialect === "postgresql") {
    // E'…' has backslash escapes; the prefixes B, X, N and U& change the value, not where the constant ends.
    if (/[eE]/.test(sql[at]!) && sql[at + 1] === "'") return { kind: "text", start: at, end: endOfString(sql, at + 1, true) };
    if (/[uU]/.test(sql[at]!) && sql[at + 1] === "&" && sql[at + 2] === '"')
      return { kind: "name", start: at, end: endOfQuoted(sql, at + 2, '"') };
  }
  return { kind: "word", start: at, end: endOf(sql, at, WORD_PART) };
}

function endOf(sql: string, at: number, part: RegExp): number {
  let end = at + 1;
  while (end < sql.length && part.test(sql[end]!)) end++;
  return end;
}

function endOfLine(sql: string, at: number): number {
  const found = /[\n\r]/.exec(sql.slice(at, at + 200))?.index;
  if (found !== undefined) return at + found;
  let end = at;
  while (end < sql.length && sql[end] !== "\n" && sql[end] !== "\r") end++;
  return end;
}

function endOfComment(sql: string, start: number, dialect: Dialect): number {
  let depth = 0;
  for (let at = start; at < sql.length;) {
    if (sql.startsWith("/*", at) && (depth === 0 || dialect === "postgresql")) [depth, at] = [depth + 1, at + 2];
    else if (sql.startsWith("*/", at)) {
      [depth, at] = [depth - 1, at + 2];
      if (depth === 0) return at;
    } else at++;
  }
  // SQLite lets the end of the text end a comment.
  if (dialect === "sqlite") return sql.length;
  throw new UnendedError("A comment that begins with /* never ends", start);
}

function endOfQuoted(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] !== quote) continue;
    if (sql[at + 1] !== quote) return at + 1;
    at++;
  }
  throw new UnendedError(`A name that begins with ${quote} never ends`, start);
}

function endOfBracketed(sql: string, start: number): number {
  const end = sql.indexOf("]", start);
  if (end < 0) throw new UnendedError("A name that begins with [ never ends", start);
  return end + 1;
}

function endOfString(sql: string, start: number, escapes: boolean): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (escapes && sql[at] === "\\") at++;
    else if (sql[at] === "'") {
      if (sql[at + 1] === "'") at++;
      else if (!escapes) return at + 1;
      else {
        // An E'…' constant goes on, with its escapes, after white space with a line break (and comments) and another quote.
        const next = /^[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:\s|--[^\n\r]*(?=[\n\r]))*'/.exec(sql.slice(at + 1));
        if (!next) return at + 1;
        at += next[0].length;
      }
    }
  }
  throw new UnendedError("A text that begins with ' never ends", start);
}

function endOfDollarQuoted(sql: string, start: number): number | undefined {
  const opening = /^\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/.exec(sql.slice(start, start + 130));
  if (!opening) return undefined;
  const end = sql.indexOf(opening[0], start + opening[0].length);
  if (end < 0) throw new UnendedError(`A text that begins with ${opening[0]} never ends`, start);
  return end + opening[0].length;
}
