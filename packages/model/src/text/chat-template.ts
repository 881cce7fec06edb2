import { code, HARMLESS, unknown } from "./text-judgement.ts";
import type { TextJudgement } from "./text-judgement.ts";

/** What Jinja evaluates: expressions, statements and comments. */
const BLOCK = /\{\{-?([\s\S]*?)-?\}\}|\{%[-+]?([\s\S]*?)[-+]?%\}|\{#[\s\S]*?#\}/g;
const TOKEN = /\s+|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|[-+*/%~|.,:()[\]{}=!<>]/y;

/** Ways out of a template to Python's objects. */
const ESCAPES = new Set(["lipsum", "cycler", "joiner", "attr", "import", "include", "extends", "from", "self", "mro"]);
/** What reaches an attribute by a name that is computed, or makes such a name out of parts. */
const COMPUTED = new Set([
  "format",
  "format_map",
  "map",
  "groupby",
  "sort",
  "sum",
  "unique",
  "selectattr",
  "rejectattr",
  "call",
  "caller",
  "xmlattr",
  "batch",
  "join",
  "min",
  "max",
  "attribute",
]);
const KEYWORDS = new Set(["in", "if", "else", "elif", "and", "or", "not", "is", "set", "for", "return"]);
/** Names that give numbers inside a subscript; each must go on as it says. */
const NUMBERS: Readonly<Record<string, string | undefined>> = { loop: ".", messages: "|" };
const NUMBER_NAMES = new Set(["index", "index0", "revindex", "revindex0", "length"]);

/**
 * Judges a chat template, a Jinja program that runs with every request (https://jinja.palletsprojects.com/en/stable/sandbox/). Not every loader runs it in a
 * sandbox, so it passes only when it cannot reach an attribute that starts with an underscore: no such name or text in it, and every subscript a number or a plain text.
 */
export function judgeTemplate(template: string): TextJudgement {
  let judged = HARMLESS;
  for (const [, expression, statement] of template.matchAll(BLOCK)) {
    const tokens = tokenise(expression ?? statement ?? "");
    const found = tokens === undefined ? unknown("has a chat template that could not be read") : judgeTokens(tokens);
    if (found.kind === "code") return found;
    if (found.kind !== "harmless") judged = found;
  }
  return judged;
}

function tokenise(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return undefined;
    if (token.trim() !== "") tokens.push(token);
  }
  return tokens;
}

function judgeTokens(tokens: readonly string[]): TextJudgement {
  const hostile = tokens.find((token) => token.includes("__") || token.startsWith("_") || ESCAPES.has(token));
  if (hostile !== undefined)
    return code(`has a chat template that reaches for Python's own objects ('${hostile.slice(0, 40).replace(/[^\x20-\x7e]/g, "?")}')`);
  const isComputed = tokens.some(
    (token, index) => COMPUTED.has(token) || isMadeText(token) || (token === "loop" && tokens[index + 1] !== "."),
  );
  const isIndexed = tokens.some((token, index) => token === "[" && isSubscript(tokens[index - 1]) && !isPlainSubscript(tokens, index + 1));
  return isComputed || isIndexed
    ? unknown("has a chat template that computes names of attributes, so that what it does cannot be told")
    : HARMLESS;
}

/** A text with an escape beyond line breaks and quotes, or with an underscore at its edge, of which a hidden name can be made. */
function isMadeText(token: string): boolean {
  return /^["']/.test(token) && (/\\[^ntr\\"']/.test(token) || /^._|_.$/.test(token));
}

function isSubscript(before: string | undefined): boolean {
  return before !== undefined && (/^["')\]]/.test(before) || (/^\w/.test(before) && !KEYWORDS.has(before)));
}

/** Whether what stands from a bracket to the next one is a number, a slice or one plain text. */
function isPlainSubscript(tokens: readonly string[], from: number): boolean {
  // A letter of a text can be a part of a hidden name.
  if (/^["']/.test(tokens[from - 2] ?? "")) return false;
  const inside = tokens.slice(from, tokens.indexOf("]", from));
  if (inside.length === 1 && /^["']/.test(inside[0] ?? "")) return true;
  return inside.every((token, index) => {
    if (/^(\d+|[-+:.|])$/.test(token) || NUMBER_NAMES.has(token)) return !NUMBER_NAMES.has(token) || /^[.|]$/.test(inside[index - 1] ?? "");
    return NUMBERS[token] !== undefined && NUMBERS[token] === inside[index + 1];
  });
}
