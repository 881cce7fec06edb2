import { createReadStream } from "node:fs";
import { lstat, readdir, readlink, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ActionError, isSystemError, STATE_FOLDER } from "@waybill/kit";
import { parseDockerignore } from "../dockerfile/ignore.ts";
import type { Ignore } from "../dockerfile/ignore.ts";

/** One file of a build context or of an image. */
export interface TreeEntry {
  readonly kind: "file" | "directory" | "symlink";
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for what is not a file. */
  readonly size: number;
  /** The target of a symbolic link. */
  readonly target?: string | undefined;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Files by path: `/` between names, none at the start or end; the root is the empty path. */
export type Tree = Map<string, TreeEntry>;

const MAX_LINKS = 40;

/** The root of every tree. */
export const ROOT: TreeEntry = { kind: "directory", mode: 0o755, uid: 0, gid: 0, size: 0, open: nothing };

/** Reads the build context without what the ignore file leaves out. Modes keep only whether the owner may execute, because that is all Git keeps. */
export async function readContext(context: string, options: { ignore?: Ignore | undefined; skip?: readonly string[] } = {}): Promise<Tree> {
  const tree: Tree = new Map([["", ROOT]]);
  const ignored: Tree = new Map();
  const skip = new Set(options.skip?.map((path) => resolve(path)));
  await walk(resolve(context), "", tree, ignored, options.ignore ?? (() => false), skip);
  // A folder that is left out itself but holds something that is kept comes along.
  for (const path of tree.keys()) {
    for (let parent = parentOf(path); parent !== "" && !tree.has(parent); parent = parentOf(parent)) {
      tree.set(parent, ignored.get(parent) ?? ROOT);
    }
  }
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The ignore file of a context, `<Dockerfile>.dockerignore` before `.dockerignore`, with one more line at its end that nothing can take back:
 * what runs leave behind (`.waybill`) is in no build context. It would change the image's digest with every run, and nobody asked for it.
 */
export async function readIgnoreFile(context: string, dockerfile: string): Promise<Uint8Array> {
  return Buffer.concat([await readOwnIgnoreFile(context, dockerfile), Buffer.from(`\n**/${STATE_FOLDER}\n`)]);
}

/** Says what `readIgnoreFile` leaves out. */
export async function readIgnore(context: string, dockerfile: string): Promise<Ignore> {
  return parseDockerignore(Buffer.from(await readIgnoreFile(context, dockerfile)).toString("utf8"));
}

async function readOwnIgnoreFile(context: string, dockerfile: string): Promise<Uint8Array> {
  for (const file of [`${dockerfile}.dockerignore`, join(context, ".dockerignore")]) {
    try {
      return await readFile(file);
    } catch (error) {
      if (!isSystemError(error, "ENOENT") && !isSystemError(error, "ENOTDIR")) throw error;
    }
  }
  return new Uint8Array();
}

async function walk(root: string, under: string, tree: Tree, ignored: Tree, ignore: Ignore, skip: ReadonlySet<string>): Promise<void> {
  const names = await readdir(join(root, under)).catch((cause: unknown) => {
    throw new ActionError(
      "input",
      `The build context '${join(root, under)}' cannot be read. Check that it is a folder and its permissions.`,
      { cause },
    );
  });
  for (const name of names.sort()) {
    const path = under === "" ? name : `${under}/${name}`;
    const file = join(root, path);
    // The ignore file says so too; here it saves the walk through what may be large or belong to somebody else.
    if (skip.has(file) || name === STATE_FOLDER) continue;
    const info = await lstat(file);
    const isIgnored = ignore(path);
    const into = isIgnored ? ignored : tree;
    const mode = (info.mode & 0o100) === 0 ? 0o644 : 0o755;
    const base = { uid: 0, gid: 0, size: 0, open: nothing };
    if (info.isDirectory()) {
      into.set(path, { ...base, kind: "directory", mode: 0o755 });
      await walk(root, path, tree, ignored, ignore, skip);
    } else if (info.isSymbolicLink()) into.set(path, { ...base, kind: "symlink", mode: 0o777, target: await readlink(file) });
    else if (info.isFile())
      into.set(path, { ...base, kind: "file", mode, size: info.size, open: () => createReadStream(file, { highWaterMark: 1 << 20 }) });
    // Sockets, pipes and devices have no content to copy; BuildKit leaves them out as well.
  }
}

/** The real path behind a path of a tree, with symbolic links followed inside the tree; names that do not exist stay as they are. Throws when links go in a circle. */
export function resolvePath(tree: Tree, path: string, followLast = true): string {
  let rest = splitPath(path);
  let done: string[] = [];
  for (let links = 0; rest.length > 0;) {
    const [segment = "", ...after] = rest;
    rest = after;
    if (segment === "..") {
      done = done.slice(0, -1);
      continue;
    }
    const next = [...done, segment];
    const entry = tree.get(next.join("/"));
    if (entry?.kind !== "symlink" || (rest.length === 0 && !followLast)) {
      done = next;
      continue;
    }
    if (++links > MAX_LINKS) throw new ActionError("input", `The path '/${path}' leads through more than ${MAX_LINKS} symbolic links.`);
    const target = entry.target ?? "";
    if (target.startsWith("/")) done = [];
    rest = [...splitPath(target), ...rest];
  }
  return done.join("/");
}

/** The names in a path without empty ones and dots; `..` stays. */
export function splitPath(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}

/** The folder that a path lies in; the root is the empty path. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Folders and links have no content.
}
