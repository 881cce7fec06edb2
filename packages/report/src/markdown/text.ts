import { cleanLine, cleanText, clip, safeUrl } from "../plain-text.ts";

// An empty entity that breaks mentions, issue references and short codes without changing what people see.
const BREAK = "&#8203;";

/**
 * Escapes a text for one line of GitHub's Markdown, also inside a table: nothing of it can become markup, HTML, a link, a mention, an
 * issue reference, a short code or a formula.
 */
export function escapeMarkdown(text: string): string {
  return cleanLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\\", "&#92;")
    .replaceAll("|", "&#124;")
    .replaceAll("`", "&#96;")
    .replaceAll("$", "<span>$</span>")
    .replace(/[*_[\]{}()!~^=]/g, (character) => `\\${character}`)
    .replace(/^(\d+)([.)])/, (_, digits: string, end: string) => `${digits}${end === "." ? "\\." : end}`)
    .replace(/^([+-])/, "\\$1")
    .replace(/(?<!&)#/g, `\\#${BREAK}`)
    .replaceAll("@", `@${BREAK}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1-${BREAK}`)
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
    .replace(/(www)\./gi, "$1\\.");
}

/** A text in code type on one line. It is an HTML element, because no backtick run is safe for every text inside a table. */
export function codeMarkdown(text: string): string {
  const escaped = cleanLine(text)
    .replace(/[&<>"'\\|`*_[\]{}()!~^=$#]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/(www)\./gi, "$1&#46;")
    // Addresses become links even in code type; the element keeps the text as it is when it is copied.
    .replace(/@(?!sha256:)/g, "<span>@</span>");
  return escaped === "" ? "" : `<code>${escaped}</code>`;
}

/** A link when the target is a plain http or https URL, else the text alone. */
export function linkMarkdown(text: string, href: string | undefined): string {
  const url = safeUrl(href);
  if (url === undefined) return escapeMarkdown(text);
  return `[${escapeMarkdown(text)}](<${url.replace(/[<>\\|\s`]/g, (character) => encodeURIComponent(character))}>)`;
}

/** A fenced block whose fence is longer than any run of backticks in the text. */
export function fenceMarkdown(text: string, language: string): string {
  const clean = cleanText(text).replace(/\n+$/, "");
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language.replace(/[^a-z0-9+-]/gi, "")}\n${clean}\n${fence}`;
}

// Longer than any digest or command of ours, so that only a text that is neither is ever cut.
const MAX_COPIED_CHARACTERS = 400;

/** A text in a fence of its own, which GitHub gives a button to copy. */
export function copyMarkdown(label: string, text: string, language: string): string {
  const fence = fenceMarkdown(clip(cleanLine(text), MAX_COPIED_CHARACTERS), language);
  return label === "" ? fence : `**${escapeMarkdown(clip(label, 80))}**\n${fence}`;
}
