import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isSystemError } from "@waybill/kit";
import { readContext, readIgnore } from "../assemble/tree.ts";
import { parseList } from "../assemble/settings.ts";
import type { Instruction } from "./dockerfile.ts";
import { cleanPath, globToRegExp } from "./ignore.ts";
import { expandWord, splitWords, WordProblem } from "./words.ts";
import type { Lookup } from "./words.ts";

/** Something that a Dockerfile copies from its context, build arguments put in. */
export interface CopySource {
  /** Relative to the context, with `/`; may hold wildcards. */
  readonly path: string;
  readonly line: number;
}

/** A source that a build would not find. */
export interface MissingCopy extends CopySource {
  /** `ignored`: it lies there, and the ignore file leaves it out. `no-match`: a wildcard that matches nothing, which BuildKit takes. */
  readonly why: "absent" | "ignored" | "no-match";
}

/** Reads the variables of a build stage in their order, and what its COPY and ADD take from the context. */
export class CopyReader {
  readonly #values = new Map<string, string>();
  readonly #given: Lookup;
  readonly #globals: Lookup;
  readonly #escape: string;

  /** `given` knows the build arguments that are passed, `globals` those before the first FROM and the platform's. */
  constructor(given: Lookup, globals: Lookup, escape: string) {
    this.#given = given;
    this.#globals = globals;
    this.#escape = escape;
  }

  /** The sources of one instruction; a path that only the build knows (a variable of the base image) is left to it. */
  read({ keyword, flags, rest, line }: Instruction): CopySource[] {
    try {
      if (keyword === "ARG") this.#declareArgs(rest);
      if (keyword === "ENV") this.#declareEnv(rest);
      if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from")) return [];
      const words = (parseList(rest) ?? splitWords(rest, this.#escape)).slice(0, -1);
      const spans = flags.some(({ name }) => name === "parents");
      return words.flatMap((word) => {
        const path = isAddress(word) ? undefined : this.#expand(word);
        return path === undefined || isAddress(path) ? [] : [{ path: spans ? beforeSpan(cleanPath(path)) : cleanPath(path), line }];
      });
    } catch (error) {
      // What is wrong with its words, the build says at their place.
      if (error instanceof WordProblem) return [];
      throw error;
    }
  }

  /** What was given, else its own default, which may name one of the same line; without one what stands before the first FROM. */
  #declareArgs(rest: string): void {
    for (const word of splitWords(rest, this.#escape)) {
      const { name, value } = partsOf(word);
      this.#set(name, this.#given(name) ?? (value === undefined ? this.#globals(name) : this.#expandKnown(value)));
    }
  }

  /** Values of one ENV do not know each other. "ENV A b c" is the older form of "ENV A='b c'". */
  #declareEnv(rest: string): void {
    const words = splitWords(rest, this.#escape);
    const [first = ""] = words;
    const pairs = first.includes("=") ? words.map(partsOf) : [{ name: first, value: rest.slice(first.length).trim() }];
    const values = pairs.map(({ name, value = "" }) => [name, this.#expandKnown(value)] as const);
    for (const [name, value] of values) this.#set(name, value);
  }

  #set(name: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  #expand(word: string): string | undefined {
    let isKnown = true;
    const text = expandWord(word, (name) => this.#values.get(name) ?? ((isKnown = false), undefined), this.#escape);
    return isKnown ? text : undefined;
  }

  /** Also undefined for forms that only BuildKit knows. */
  #expandKnown(word: string): string | undefined {
    try {
      return this.#expand(word);
    } catch (error) {
      if (error instanceof WordProblem) return undefined;
      throw error;
    }
  }
}

function partsOf(word: string): { readonly name: string; readonly value: string | undefined } {
  const equals = word.indexOf("=");
  return equals === -1 ? { name: word, value: undefined } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** With `--parents`, '**' spans folders, and may match nothing; only what stands before it must be there. */
function beforeSpan(path: string): string {
  const parts = path.split("/");
  const at = parts.findIndex((part) => part.includes("**"));
  return at === -1 ? path : parts.slice(0, at).join("/");
}

/** A URL, or where git finds a repository by SSH (`git@example.com:a/b.git`). */
function isAddress(word: string): boolean {
  return /^["']?(?:[a-z][a-z+.-]*:\/\/|[\w-]+@[\w.-]+:)/i.test(word);
}

/** Says which sources a build in this context would not find. Reads no more of the context than they name. */
export async function findMissingCopies(
  { context, dockerfile }: { readonly context: string; readonly dockerfile: string },
  sources: readonly CopySource[],
): Promise<MissingCopy[]> {
  const ignore = await readIgnore(context, dockerfile);
  const missing: MissingCopy[] = [];
  for (const source of sources) {
    const { exists, paths } = await findPaths(context, source.path);
    const kept = paths.some((path) => path === "" || !ignore(path));
    if (kept) continue;
    const isPattern = /[*?[]/.test(source.path);
    if (paths.length > 0) {
      // Of a folder that is left out, a later line may keep a part.
      const tree = await readContext(context, { ignore });
      if (!paths.some((path) => tree.has(path))) missing.push({ ...source, why: isPattern ? "no-match" : "ignored" });
    } else missing.push({ ...source, why: isPattern && exists ? "no-match" : "absent" });
  }
  return missing;
}

/**
 * The paths that a source stands for; `exists` says whether what stands before its first wildcard is there. The whole context stands for what
 * lies behind a link: where that leads, the build says, which takes an absolute one for a path of the context.
 */
async function findPaths(context: string, source: string): Promise<{ readonly exists: boolean; readonly paths: readonly string[] }> {
  let paths = [""];
  let exists = true;
  let isLiteral = true;
  for (const part of source.split("/").filter((each) => each !== "")) {
    const isPattern = /[*?[]/.test(part);
    isLiteral &&= !isPattern;
    const next: string[] = [];
    for (const folder of paths) {
      if (folder !== "" && (await lstat(join(context, folder))).isSymbolicLink()) return { exists: true, paths: [""] };
      next.push(...(isPattern ? await matching(context, folder, part) : await child(context, folder, part)));
    }
    if (isLiteral) exists = next.length > 0;
    paths = next;
  }
  return { exists, paths };
}

async function child(context: string, folder: string, name: string): Promise<string[]> {
  const path = folder === "" ? name : `${folder}/${name}`;
  return (await isThere(join(context, path))) ? [path] : [];
}

/** Here '**' means no more than '*': only ignore files span folders. */
async function matching(context: string, folder: string, part: string): Promise<string[]> {
  const pattern = globToRegExp(part.replace(/\*{2,}/g, "*"));
  try {
    const names = await readdir(join(context, folder));
    return names.filter((name) => pattern.test(name)).map((name) => (folder === "" ? name : `${folder}/${name}`));
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return [];
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return false;
    throw error;
  }
}
