/** A problem in the words of an instruction; the caller adds file and line. */
export class WordProblem extends Error {}

/** Looks a variable up; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** A place in a text that moves on. */
interface Cursor {
  readonly text: string;
  at: number;
}

const MAX_NESTING = 20;

/** Splits a text at white space outside quotes as BuildKit's shell lexer does; quotes and escapes stay in the words. */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === "" && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word = (word ?? "") + char;
    if (char === escape && quote !== "'" && at + 1 < text.length) word += text[++at];
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = "";
  }
  if (quote !== "") throw new WordProblem(`has a ${quote} that is never closed`);
  if (word !== undefined) words.push(word);
  return words;
}

/** Replaces variables and removes quotes and escapes as Dockerfiles do; throws a `WordProblem` for forms it does not know. */
export function expandWord(text: string, lookup: Lookup, escape: string): string {
  return readUntil({ text, at: 0 }, "", lookup, escape, 0);
}

/** Reads up to an end character that is outside quotes, or to the end of the text. */
function readUntil(cursor: Cursor, end: string, lookup: Lookup, escape: string, depth: number): string {
  if (depth > MAX_NESTING) throw new WordProblem("nests variables too deeply");
  let result = "";
  while (cursor.at < cursor.text.length) {
    const char = cursor.text.charAt(cursor.at);
    if (char === end) return result;
    if (char === "'") result += readSingleQuoted(cursor);
    else if (char === '"') result += readDoubleQuoted(cursor, lookup, escape, depth);
    else if (char === "$") result += readVariable(cursor, lookup, escape, depth);
    else if (char === escape) {
      // A trailing escape stands for itself.
      result += cursor.text[cursor.at + 1] ?? escape;
      cursor.at += 2;
    } else {
      result += char;
      cursor.at++;
    }
  }
  if (end !== "") throw new WordProblem(`has a \${ that is never closed`);
  return result;
}

/** Nothing is special inside single quotes. */
function readSingleQuoted(cursor: Cursor): string {
  const close = cursor.text.indexOf("'", cursor.at + 1);
  if (close === -1) throw new WordProblem("has a ' that is never closed");
  const content = cursor.text.slice(cursor.at + 1, close);
  cursor.at = close + 1;
  return content;
}

/** Variables count inside double quotes. */
function readDoubleQuoted(cursor: Cursor, lookup: Lookup, escape: string, depth: number): string {
  let result = "";
  cursor.at++;
  while (cursor.at < cursor.text.length) {
    const char = cursor.text.charAt(cursor.at);
    if (char === '"') {
      cursor.at++;
      return result;
    }
    if (char === "$") {
      result += readVariable(cursor, lookup, escape, depth);
      continue;
    }
    const next = cursor.text[cursor.at + 1];
    if (char === escape && next !== undefined) {
      // Inside double quotes only these can be escaped; before others the escape stays.
      result += next === '"' || next === "$" || next === escape ? next : char + next;
      cursor.at += 2;
      continue;
    }
    result += char;
    cursor.at++;
  }
  throw new WordProblem('has a " that is never closed');
}

/** `$name`, `${name}` and the forms with a word ("Environment replacement"): `-` if it is not set, `+` if it is, `?` refuses; with `:` empty counts as not set. */
function readVariable(cursor: Cursor, lookup: Lookup, escape: string, depth: number): string {
  const rest = cursor.text.slice(cursor.at + 1);
  const plain = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
  if (plain !== undefined) {
    cursor.at += 1 + plain.length;
    return lookup(plain) ?? "";
  }
  if (!rest.startsWith("{")) {
    cursor.at++;
    return "$";
  }
  const name = /^\{([A-Za-z_][A-Za-z0-9_]*)/.exec(rest)?.[1];
  if (name === undefined) throw new WordProblem("has a ${…} without a variable name");
  cursor.at += 2 + name.length;
  const value = lookup(name);
  const form = /^(?:\}|:?[-+?])/.exec(cursor.text.slice(cursor.at))?.[0];
  if (form === undefined)
    throw new WordProblem(`uses a form of \${${name}…} that only BuildKit knows; the forms :-, -, :+, + and :? work here`);
  cursor.at += form.length;
  if (form === "}") return value ?? "";
  const word = readUntil(cursor, "}", lookup, escape, depth + 1);
  cursor.at++;
  const isSet = form.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  if (form.endsWith("-")) return isSet ? (value ?? "") : word;
  if (form.endsWith("+")) return isSet ? word : "";
  if (!isSet) throw new WordProblem(`needs the variable ${name}: ${word === "" ? "it is not set" : word}`);
  return value ?? "";
}
