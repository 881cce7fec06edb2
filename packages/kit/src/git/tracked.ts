import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../error.ts";
import type { Env } from "./git.ts";
import { ask, askBelow } from "./paths.ts";

/**
 * Tracked files at or below some paths (relative to a folder) that git was told to take for unchanged, or to leave out of the work tree
 * (`update-index --assume-unchanged`, `--skip-worktree`, a sparse checkout): nobody knows from git what they hold. By their paths relative to
 * the folder; one process of git for each repository. Throws as `findUncommitted`.
 */
export async function listFlagged(folder: string, env: Env, paths: readonly string[]): Promise<string[]> {
  return askBelow(folder, paths, async (repository, below) => {
    const listed = (await ask(repository, env, ["ls-files", "-v", "-z", "--", ...below])) ?? "";
    // A small letter is assumed to be unchanged, `S` is skipped ("-v" and "-t" of git-ls-files).
    return listed.split("\0").flatMap((line) => (/^[a-zS] /.test(line) ? [line.slice(2)] : []));
  });
}

/**
 * Tracked files at or below some paths (relative to a folder) whose bytes are not those of the commit that is checked out, whatever the index,
 * filters and settings of git say; line ends of another system count as the same. By their paths relative to the folder; one process of git
 * for each repository, and every file is read. Throws as `findUncommitted`.
 */
export async function listUnlike(folder: string, env: Env, paths: readonly string[]): Promise<string[]> {
  return askBelow(folder, paths, async (repository, below) => {
    const listed = (await ask(repository, env, ["ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", ...below])) ?? "";
    return listed.split("\0").flatMap((line) => {
      const [, mode, type, id, path] = /^(\d+) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      // A submodule is a repository of its own.
      if (path === undefined || id === undefined || type !== "blob") return [];
      return isBlob(join(repository, path), { id, isLink: mode === LINK }) ? [] : [path];
    });
  });
}

const LINK = "120000";

function isBlob(path: string, { id, isLink }: { readonly id: string; readonly isLink: boolean }): boolean {
  const bytes = bytesAt(path, isLink);
  if (bytes === undefined) return false;
  if (blobId(bytes, id.length) === id) return true;
  // A checkout may write the line ends of its system.
  return (
    !isLink && bytes.includes("\r\n") && blobId(Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1"), id.length) === id
  );
}

/** What a commit would hold of a path that is a link, or a file, as it was committed; undefined for the other of the two. */
function bytesAt(path: string, isLink: boolean): Buffer | undefined {
  try {
    if (lstatSync(path).isSymbolicLink() !== isLink) return undefined;
    return isLink ? Buffer.from(readlinkSync(path)) : readFileSync(path);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects, "Object Storage"; a repository names its objects by SHA-1, or by SHA-256. */
function blobId(bytes: Buffer, digits: number): string {
  const hash = createHash(digits === 64 ? "sha256" : "sha1");
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
