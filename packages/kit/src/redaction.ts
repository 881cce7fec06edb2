/** Replaces every known secret in a text. */
export interface Redactor {
  /** Remembers a secret and what is worth hiding of it; see `secretParts`. */
  add(secret: string): void;
  /**
   * Remembers a text that stands in the open, such as an image by its digest or a namespace in waybill.yml. Where it stands as a word of its
   * own it stays readable, also when a secret equals it or is a part of it: hiding it would hide nothing and leave a page that nobody can
   * judge. Anywhere else the secret is hidden as before, and always as the password of a URL.
   */
  show(text: string): void;
  /** Whether a text is one that `show` was told. */
  isShown(text: string): boolean;
  /** The text with `***` where a secret stood, in whatever form: see `createRedactor`. */
  redact(text: string): string;
}

const HIDDEN = "***";
/** Hiding shorter texts would garble every output and hide nothing that could not be guessed. */
const MIN_SECRET = 4;
/** A line of a longer text, shorter than this, is most likely a bracket or a word that stands everywhere. */
const MIN_LINE = 6;
/** A changed form that is shorter than this could be a word or a part of a digest. */
const MIN_LONG = 8;
/** Lines of keys, certificates and kubeconfigs that say the same in every one of them. */
const COMMON_LINE = /^(-----(BEGIN|END) [A-Z0-9 ]+-----|(apiVersion|kind): \S+|[\w-]+:( \{\}| \[\]| "")?)$/;
/** Switches, not secrets: hiding them would make a report unreadable. */
const SWITCHES: ReadonlySet<string> = new Set(["true", "false", "null", "none"]);

/**
 * The texts that must not be seen of one secret: the whole, its lines (a log shows them one by one), and the passwords of a URL (as they
 * stand there and percent-decoded). Empty for a text too short to be one.
 */
export function secretParts(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  const longLines = lines.length === 1 ? lines : lines.filter((line) => line.length >= MIN_LINE && !COMMON_LINE.test(line));
  const parts = [secret, secret.trim(), ...longLines, ...passwordsOf(secret.trim())];
  return [...new Set(parts)].filter((part) => part.length >= MIN_SECRET && !SWITCHES.has(part));
}

/**
 * Makes a redactor. It finds each part of its secrets as it is, percent-encoded, as a JSON or HTML text holds it, in base64 (also as a part of
 * a longer text), in capital or small letters and in hexadecimal, and besides the password of every URL, declared or not.
 */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const open = new Set<string>();
  return {
    add(secret) {
      for (const part of secretParts(secret)) for (const form of formsOf(part)) known.add(form);
    },
    show: (text) => void open.add(text),
    isShown: (text) => open.has(text),
    redact: (text) => redactUrlPasswords(hideAll(text, known, open)),
  };
}

/** Hides the password of every `scheme://user:password@host` in a text. */
export function redactUrlPasswords(text: string): string {
  // It begins at `://`: to look for a scheme from every letter on would take minutes for a line of a megabyte.
  return text.replace(/(?<=[a-z0-9+.-])(:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function occurrences(text: string, part: string): Span[] {
  const found: Span[] = [];
  if (part === "") return found;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) found.push({ from: at, to: at + part.length });
  return found;
}

/** Where a text is open: what was shown, as a word of its own, and digests that name themselves. */
function openSpans(text: string, open: Iterable<string>): Span[] {
  const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);
  const shown = [...open].flatMap((part) => occurrences(text, part));
  const alone = shown.filter(({ from, to }) => !isWord(text[from - 1]) && !isWord(text[to]));
  const digests = [...text.matchAll(DIGEST)].map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
  return [...alone, ...digests];
}

const DIGEST = /\bsha256:[0-9a-f]{64}\b/g;

/** A secret that is exactly the digits of a digest could as well be a key. */
function isBareDigits(text: string, from: number, to: number): boolean {
  return /^[0-9a-f]{64}$/.test(text.slice(from, to));
}

/** Hides every occurrence, also where two of them overlap, so that nothing of either is left over. */
function hideAll(text: string, secrets: Iterable<string>, open: Iterable<string>): string {
  const all = [...secrets].flatMap((secret) => occurrences(text, secret));
  if (all.length === 0) return text;
  const shown = openSpans(text, open);
  const found = all.filter(({ from, to }) => isBareDigits(text, from, to) || !shown.some((span) => span.from <= from && to <= span.to));
  if (found.length === 0) return text;
  found.sort((a, b) => a.from - b.from);
  let result = "";
  let end = 0;
  for (const { from, to } of found) {
    if (from >= end) result += `${text.slice(end, from)}${HIDDEN}`;
    end = Math.max(end, to);
  }
  return result + text.slice(end);
}

/** What programs turn a text into before they print it; a form that is the text itself counts once. */
function formsOf(part: string): string[] {
  // A lone surrogate has no percent-encoding, and no program can print it either.
  const forms = [part, ...jsonForms(part), ...htmlForms(part), ...(part.isWellFormed() ? percentForms(part) : []), ...base64Forms(part)];
  const isLong = part.length >= MIN_LONG;
  return isLong ? [...forms, part.toUpperCase(), part.toLowerCase(), Buffer.from(part).toString("hex")] : forms;
}

/** JSON as JavaScript writes it, as Go does (`&`, `<` and `>` escaped), as Python does (only ASCII), and JSON inside of JSON, as logs hold it. */
function jsonForms(part: string): string[] {
  const escaped = (text: string, chars: RegExp): string =>
    text.replace(chars, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const json = JSON.stringify(part).slice(1, -1);
  return [json, escaped(json, /[&<>]/g), escaped(json, /[^ -~]/g), JSON.stringify(json).slice(1, -1)];
}

/** HTML has several ways to write a quote. */
function htmlForms(part: string): string[] {
  const text = part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return [text, text.replaceAll('"', "&quot;").replaceAll("'", "&#39;"), text.replaceAll('"', "&#34;").replaceAll("'", "&#39;")];
}

/** RFC 3986 lets `!'()*` stand or not and does not care for the case of the digits; a form (`application/x-www-form-urlencoded`) has `+` for a space. */
function percentForms(part: string): string[] {
  const percent = encodeURIComponent(part);
  const strict = percent.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams({ part }).toString().slice("part=".length);
  return [percent, strict, form].flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())]);
}

/**
 * Base64 in both alphabets, with and without padding, of the text alone and of a text that it stands in, such as `user:password`: three bytes
 * become four letters, so there are three ways in which it can begin, and the letters that it shares with its neighbours do not count.
 */
function base64Forms(part: string): string[] {
  const bytes = Buffer.from(part);
  const base64 = bytes.toString("base64");
  const forms = [base64, base64.replace(/=+$/, ""), bytes.toString("base64url")];
  for (const before of [0, 1, 2]) {
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = Buffer.concat([Buffer.alloc(before), bytes]);
    const shared = [inner.toString("base64").slice(from, to), inner.toString("base64url").slice(from, to)];
    if (to - from >= MIN_LONG) forms.push(...shared);
  }
  return forms;
}

function passwordsOf(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const { password, searchParams } = new URL(text);
  const raw = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s/]+)@/i.exec(text)?.[1] ?? "";
  return [raw, password, decoded(password), ...["password", "sslpassword"].map((name) => searchParams.get(name) ?? "")];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % stands for itself.
    return text;
  }
}
