import { globToRegExp } from "../dockerfile/ignore.ts";
import { parentOf, resolvePath, ROOT, splitPath } from "./tree.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** One COPY or ADD, expanded. */
export interface CopyRequest {
  readonly sources: readonly string[];
  readonly destination: string;
  /** The working directory of the image, absolute. */
  readonly workdir: string;
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** Permission bits for all that is copied. */
  readonly mode?: number | undefined;
}

/** A problem of a COPY; the caller adds file and line. */
export class CopyProblem extends Error {}

/** Decides which entries a COPY adds to an image and puts them into its tree; symbolic links of the image are followed as a container would. */
export function planCopy(from: Tree, image: Tree, request: CopyRequest): Tree {
  const found = request.sources.flatMap((source) => findSources(from, source));
  const target = absolute(request.destination, request.workdir);
  const wantsFolder = /(?:^|\/)\.?$/.test(request.destination);
  if (request.sources.length > 1 && !wantsFolder)
    throw new CopyProblem(
      `copies ${request.sources.length} sources to '${request.destination}'; with more than one source the destination is a folder and ends with '/'`,
    );
  const added: Tree = new Map();
  const put = (path: string, entry: TreeEntry): void => putEntry(image, added, path, restyle(entry, request));
  const isFolder = wantsFolder || found.length > 1 || image.get(resolvePath(image, target))?.kind === "directory";
  for (const path of found) {
    const real = resolvePath(from, path);
    const entry = from.get(real);
    if (!entry)
      throw new CopyProblem(`copies '${path}', a symbolic link to '${from.get(path)?.target ?? real}', which is not in the build context`);
    if (entry.kind !== "directory") {
      put(isFolder ? `${target}/${path.slice(path.lastIndexOf("/") + 1)}` : target, entry);
      continue;
    }
    put(target, ROOT);
    const prefix = real === "" ? "" : `${real}/`;
    for (const [below, child] of from) {
      if (below !== "" && below !== real && below.startsWith(prefix)) put(`${target}/${below.slice(prefix.length)}`, child);
    }
  }
  return added;
}

/** Adds a folder with its missing parents, as WORKDIR does, and returns what was new. */
export function planFolder(image: Tree, path: string): Tree {
  const added: Tree = new Map();
  putEntry(image, added, path, ROOT);
  return added;
}

/** An absolute path in an image, without `..`. */
export function absolute(path: string, workdir: string): string {
  const segments: string[] = [];
  for (const segment of splitPath(path.startsWith("/") ? path : `${workdir}/${path}`)) {
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/** The paths that a source means: itself, what its wildcards match, or what it links to. One that means nothing is a mistake, never empty. */
function findSources(from: Tree, source: string): string[] {
  const segments: string[] = [];
  for (const segment of splitPath(source)) {
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) throw new CopyProblem(`copies '${source}', which lies outside the build context`);
  }
  const path = segments.join("/");
  if (/[*?[]/.test(path)) {
    // Here '**' means no more than '*': only ignore files span folders.
    const pattern = globToRegExp(path.replace(/\*{2,}/g, "*"));
    const matches = [...from.keys()].filter((key) => key !== "" && pattern.test(key));
    if (matches.length === 0)
      throw new CopyProblem(`copies '${source}', which matches nothing that is there (see .dockerignore for what is left out)`);
    return matches;
  }
  if (from.has(path)) return [path];
  const real = resolvePath(from, path);
  if (from.has(real)) return [real];
  throw new CopyProblem(`copies '${source}', which is not there or left out by .dockerignore`);
}

/** Puts an entry into the image's tree and into what was added; a file never replaces a folder, nor the other way round. */
function putEntry(image: Tree, added: Tree, path: string, entry: TreeEntry): void {
  // Only the folders on the way are followed: a file replaces a link, as in a container.
  const real = resolvePath(image, path, entry.kind === "directory");
  const existing = image.get(real);
  if (real === "" || (entry.kind === "directory" && existing?.kind === "directory")) return;
  if (existing?.kind === "directory") throw new CopyProblem(`would replace the folder '/${real}' by a file`);
  if (existing && entry.kind === "directory") throw new CopyProblem(`would replace the file '/${real}' by a folder`);
  for (const parent of parentsOf(real)) {
    const known = image.get(parent);
    if (known && known.kind !== "directory") throw new CopyProblem(`needs the folder '/${parent}', but that is a file`);
    if (known) continue;
    image.set(parent, ROOT);
    added.set(parent, ROOT);
  }
  image.set(real, entry);
  added.set(real, entry);
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let parent = parentOf(path); parent !== ""; parent = parentOf(parent)) parents.unshift(parent);
  return parents;
}

/** Owner and mode as COPY gives them: root and the source's own, unless flags say otherwise; links have no mode. */
function restyle(entry: TreeEntry, request: CopyRequest): TreeEntry {
  const mode = request.mode !== undefined && entry.kind !== "symlink" ? request.mode : entry.mode;
  return { ...entry, mode, uid: request.owner?.uid ?? 0, gid: request.owner?.gid ?? 0 };
}
