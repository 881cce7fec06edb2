import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A secret that can be recognised whatever an output does to it, because its words survive every escaping. */
export interface Canary {
  readonly variable: string;
  readonly value: string;
  /** Words of the value, none of which may be seen. */
  readonly words: readonly string[];
}

let count = 0;

/** A canary; `wrap` puts its words into a value of the form that its place needs. */
export function canary(wrap: (first: string, second: string) => string = hostile): Canary {
  const id = `${(count++).toString(36)}${Math.random().toString(36).slice(2, 10)}`;
  const words = [`canaryhead${id}`, `canarytail${id}`] as const;
  return { variable: `CANARY_${id.toUpperCase()}`, value: wrap(...words), words };
}

/** Two lines with what HTML, Markdown, JSON and shells escape, so that a secret which is looked for after that is not found. */
function hostile(first: string, second: string): string {
  return `${first}<b>&"'*_|\`$\\ \n  ${second}#[x](y) 100%\n`;
}

/** Every file below a folder, as text. */
export async function textsBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")] as const)));
}

/** Where a canary's words stand in some texts, plain or inside base64 at any offset. */
export function sightings(texts: ReadonlyMap<string, string>, canaries: readonly Canary[]): string[] {
  const words = canaries.flatMap((one) => one.words);
  return [...texts].flatMap(([name, text]) => {
    const all = [text, ...decodedRuns(text)];
    return words.flatMap((word) => all.filter((one) => one.includes(word)).map((one) => `${name}: …${around(one, word)}…`));
  });
}

function decodedRuns(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{24,}/g) ?? [];
  return runs.flatMap((run) => [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString("latin1")));
}

function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 60), at + word.length + 20).replaceAll("\n", "⏎");
}
