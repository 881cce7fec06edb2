import { ActionError } from "@waybill/kit";

/** The variable that holds values for many others, as a `.env` file does: in a workflow, one secret for all that waybill.yml names. */
export const ENV_FILE = "WAYBILL_ENV";

/** As much as one of GitHub's secrets may hold (docs.github.com, "Secrets reference"). */
const MAX_BYTES = 48 * 1024;

/** Values by name, and every text besides them that gives one away: its base64, as it stood in the file. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/**
 * Reads lines of `NAME=value`. A value in single quotes is taken as it stands, one in double quotes may hold `\n`, `\r`, `\t`, `\"` and `\\`;
 * both may go over several lines. `base64:` before a value without quotes says that the rest is base64 of UTF-8. A line may be empty or begin
 * with `#`; nothing else is a comment and nothing is expanded, because a password may hold any character. Throws an `environment` error with
 * the line for anything else; neither a value nor a name is repeated, since a line of a key that was not quoted may look like a name.
 */
export function parseEnvFile(text: string): EnvFile {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new ActionError(
      "environment",
      `${ENV_FILE} has ${Buffer.byteLength(text)} bytes; a secret of GitHub holds at most ${MAX_BYTES}. Give large values as secrets of their own.`,
    );
  const values = new Map<string, { readonly value: string; readonly line: number }>();
  const secrets: string[] = [];
  const rest = new Lines(text.replaceAll("\r\n", "\n").split("\n"));
  for (let line = rest.next(); line !== undefined; line = rest.next()) {
    if (/^\s*(#.*)?$/s.test(line)) continue;
    const at = rest.at;
    const [, name, raw] = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(line) ?? [];
    if (name === undefined || raw === undefined) throw wrong(at, "is not NAME=value; a value of several lines stands in quotes");
    if (/^GITHUB_/i.test(name)) throw wrong(at, "sets a name that begins with GITHUB_, which only the runner does");
    const before = values.get(name);
    if (before) throw wrong(at, `sets the name of line ${before.line} again; leave one of them out`);
    const value = readValue(raw.trimStart(), at, rest);
    values.set(name, { value, line: at });
    if (raw.startsWith("base64:")) secrets.push(raw.trim().slice("base64:".length));
  }
  return { values: Object.fromEntries([...values].map(([name, { value }]) => [name, value])), secrets };
}

function readValue(raw: string, at: number, rest: Lines): string {
  const [quote] = raw;
  if (quote === "'" || quote === '"') return readQuoted(quote, raw.slice(1), at, rest);
  return readPlain(raw.trimEnd(), at);
}

function readPlain(raw: string, at: number): string {
  if (raw === "") throw wrong(at, 'has no value; write "" for an empty one, and quotes around one of several lines');
  if (raw.startsWith("base64:")) return decode(raw.slice("base64:".length), at);
  if (/\s#/.test(raw)) throw wrong(at, "has a '#' behind a space; put the value in single quotes, or the comment on a line of its own");
  return raw;
}

/** To the quote that ends it, over as many lines as it takes. */
function readQuoted(quote: string, first: string, at: number, rest: Lines): string {
  let text = first;
  for (;;) {
    const end = endOf(quote, text);
    if (end !== undefined) {
      if (text.slice(end + 1).trim() !== "") throw wrong(rest.at, "goes on behind the quote that ends its value");
      return quote === "'" ? text.slice(0, end) : unescape(text.slice(0, end), at);
    }
    const more = rest.next();
    if (more === undefined) throw wrong(at, "begins a value with a quote that nothing ends");
    text += `\n${more}`;
  }
}

function endOf(quote: string, text: string): number | undefined {
  for (let index = 0; index < text.length; index++) {
    if (quote === '"' && text[index] === "\\") index++;
    else if (text[index] === quote) return index;
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function unescape(text: string, at: number): string {
  return text.replace(/\\([\s\S]?)/g, (_, char: string) => {
    const meant = ESCAPES[char];
    if (meant !== undefined) return meant;
    throw wrong(
      at,
      String.raw`has a backslash before something else than n, r, t, " or \ in its value; single quotes take it as it stands`,
    );
  });
}

function decode(base64: string, at: number): string {
  const bytes = Buffer.from(base64, "base64");
  // Buffer passes over what is no base64; what comes out again must be what was given.
  const isWhole = base64 !== "" && bytes.toString("base64").replace(/=+$/, "") === base64.replace(/=+$/, "");
  try {
    if (isWhole) return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw wrong(at, "holds base64 of something that is no UTF-8 text");
  }
  throw wrong(at, "says 'base64:' before something that is none; write all of it on one line");
}

class Lines {
  at = 0;
  readonly #lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  next(): string | undefined {
    return this.#lines[this.at++];
  }
}

function wrong(line: number, what: string): ActionError {
  return new ActionError("environment", `Line ${line} of ${ENV_FILE} ${what}. Mend the secret; its lines are not shown here.`);
}

/** An environment and the values of its `WAYBILL_ENV`. */
export interface Values {
  /** The environment without `WAYBILL_ENV`: programs that are started need none of its values. */
  readonly env: Readonly<Record<string, string>>;
  /** What `env:NAME` of waybill.yml stands for. */
  readonly known: Readonly<Record<string, string>>;
  readonly kubeconfig?: string | undefined;
  readonly signingKey?: string | undefined;
  readonly secrets: readonly string[];
}

/** What an edge gives by itself, and the file may give instead. */
export interface Given {
  readonly kubeconfigText?: string | undefined;
  readonly signingKey?: string | undefined;
}

/**
 * Takes the values of `WAYBILL_ENV` to those of the environment and of the inputs. Something that is said twice alike, or is empty in the
 * environment, is no question; throws an `environment` error that names it when they differ: whichever was taken, somebody would have meant
 * the other.
 */
export function readValues(environment: Readonly<Record<string, string>>, given: Given = {}): Values {
  const { [ENV_FILE]: text = "", ...env } = environment;
  const { values, secrets } = parseEnvFile(text);
  for (const [name, value] of Object.entries(values))
    // The runner's KUBECONFIG is the path of a file, and this one is a text, which counts before it as an input's does.
    if (name !== "KUBECONFIG" && env[name]) refuseAnother(value, env[name], `The variable ${name} is set in the environment`);
  const { KUBECONFIG, WAYBILL_SIGNING_KEY } = values;
  refuseAnother(KUBECONFIG, given.kubeconfigText, "The input 'kubeconfig' is given");
  refuseAnother(WAYBILL_SIGNING_KEY, given.signingKey, "The input 'signing-key' is given");
  return {
    env,
    known: { ...env, ...values },
    kubeconfig: given.kubeconfigText ?? KUBECONFIG,
    signingKey: given.signingKey ?? WAYBILL_SIGNING_KEY,
    secrets: [...Object.values(values), ...secrets],
  };
}

function refuseAnother(ours: string | undefined, other: string | undefined, said: string): void {
  if (ours === undefined || other === undefined || ours.trim() === other.trim()) return;
  throw new ActionError("environment", `${said} and ${ENV_FILE} says something else. Leave it out in one of them.`);
}
