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
  readonly #escape: string;

  /** `given` knows the build arguments that are passed, and those before the first FROM. */
  constructor(given: Lookup, escape: string) {
    this.#given = given;
    this.#escape = escape;
  }

  /** The sources of one instruction; a path that only the build knows (a variable of the base image) is left to it. */
  read({ keyword, flags, rest, line }: Instruction): CopySource[] {
    try {
      if (keyword === "ARG" || keyword === "ENV") this.#declare(keyword, rest);
      if ((keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from")) return [];
      const words = (parseList(rest) ?? splitWords(rest, this.#escape)).slice(0, -1);
      return words.flatMap((word) => {
        const path = isAddress(word) ? undefined : this.#expand(word);
        return path === undefined || isAddress(path) ? [] : [{ path: cleanPath(path), line }];
      });
    } catch (error) {
      // What is wrong with its words, the build says at their place.
      if (error instanceof WordProblem) return [];
      throw error;
    }
  }

  #declare(keyword: "ARG" | "ENV", rest: string): void {
    const [first = "", second] = splitWords(rest, this.#escape);
    // "ENV A b" is the older form of "ENV A=b".
    const words = keyword === "ENV" && !first.includes("=") ? [`${first}=${second ?? ""}`] : splitWords(rest, this.#escape);
    for (const word of words) {
      const [, name = "", value] = /^(\w+)(?:=([^]*))?$/.exec(word) ?? [];
      const given = keyword === "ARG" ? this.#given(name) : undefined;
      const known = given ?? (value === undefined ? undefined : this.#expand(value));
      if (known === undefined) this.#values.delete(name);
      else this.#values.set(name, known);
    }
  }

  #expand(word: string): string | undefined {
    let isKnown = true;
    const text = expandWord(word, (name) => this.#values.get(name) ?? ((isKnown = false), undefined), this.#escape);
    return isKnown ? text : undefined;
  }
}

function isAddress(word: string): boolean {
  return /^["']?(?:[a-z][a-z+.-]*:\/\/|git@)/i.test(word);
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

/** The paths that a source stands for; `exists` says of a wildcard whether the folder is there in which it looks. */
async function findPaths(context: string, source: string): Promise<{ readonly exists: boolean; readonly paths: readonly string[] }> {
  let paths = [""];
  let exists = true;
  for (const part of source.split("/").filter((each) => each !== "")) {
    const isPattern = /[*?[]/.test(part);
    const next: string[] = [];
    for (const folder of paths) next.push(...(isPattern ? await matching(context, folder, part) : await child(context, folder, part)));
    if (!isPattern) exists &&= next.length > 0;
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
