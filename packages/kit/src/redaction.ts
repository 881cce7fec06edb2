/** Replaces every known secret in a text. */
export interface Redactor {
  /** Remembers a secret and what is worth hiding of it; see `secretParts`. */
  add(secret: string): void;
  /** The text with `***` where a secret stood, in whatever form: see `createRedactor`. */
  redact(text: string): string;
}

const HIDDEN = "***";
/** Hiding shorter texts would garble every output and hide nothing that could not be guessed. */
const MIN_SECRET = 4;
/** A line of a longer text, shorter than this, is most likely a bracket or a word that stands everywhere. */
const MIN_LINE = 6;
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
 * Makes a redactor. It finds each part of its secrets as it is, percent-encoded, as a JSON text holds it and in base64 (both alphabets, with
 * and without padding), and besides the password of every URL, declared or not.
 */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    add(secret) {
      for (const part of secretParts(secret)) for (const form of formsOf(part)) known.add(form);
    },
    redact: (text) => redactUrlPasswords(hideAll(text, known)),
  };
}

/** Hides the password of every `scheme://user:password@host` in a text. */
export function redactUrlPasswords(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, `$1:${HIDDEN}@`);
}

/** Hides every occurrence, also where two of them overlap, so that nothing of either is left over. */
function hideAll(text: string, secrets: Iterable<string>): string {
  const found: { from: number; to: number }[] = [];
  for (const secret of secrets)
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1)) found.push({ from: at, to: at + secret.length });
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

function formsOf(part: string): string[] {
  const base64 = Buffer.from(part).toString("base64");
  // A lone surrogate has no percent-encoding, and no program can print it either.
  const percent = part.isWellFormed() ? encodeURIComponent(part) : part;
  const json = JSON.stringify(part).slice(1, -1);
  return [part, percent, json, base64, base64.replace(/=+$/, ""), Buffer.from(part).toString("base64url")];
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
