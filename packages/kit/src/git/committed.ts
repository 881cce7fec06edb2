import { lstatSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { isSystemError } from "../error.ts";
import { repositoryOf, runGit } from "./git.ts";
import type { Env } from "./git.ts";
import { ask, byRepository, linksTo } from "./paths.ts";

/** A file that is not as the commit that is checked out has it. */
export interface UncommittedFile {
  /** As it was given. */
  readonly path: string;
  readonly why: "untracked" | "changed";
}

/**
 * Of some files (absolute paths), those that lie in a git checkout and are not as its commit has them: not tracked, ignored, or changed in
 * the work tree or in the index; also when that is so of a link that leads to one. Files outside of any checkout, and all of them where
 * there is no git, are left out: nothing is there to compare with. Throws an `environment` error when git refuses to read a repository.
 */
export async function findUncommitted(paths: readonly string[], env: Env): Promise<UncommittedFile[]> {
  const found = await Promise.all(
    paths.map(async (path): Promise<UncommittedFile[]> => {
      const states = await Promise.all(linksTo(path).map((each) => stateOf(each, env)));
      const why = states.find((state) => state !== undefined);
      return why === undefined ? [] : [{ path, why }];
    }),
  );
  return found.flat();
}

async function stateOf(path: string, env: Env): Promise<UncommittedFile["why"] | undefined> {
  const folder = dirname(path);
  if (repositoryOf(folder) === undefined) return undefined;
  const name = basename(path);
  const [status, committed] = await Promise.all([
    ask(folder, env, ["status", "--porcelain=v2", "-z", "--no-show-stash", "--untracked-files=all", "--ignored", "--", name]),
    runGit(folder, env, ["cat-file", "blob", `HEAD:./${name}`]),
  ]);
  if (status === undefined) return undefined;
  // Lines of what is not tracked begin with '?', of what is also ignored with '!' ("Porcelain Format Version 2" of git-status).
  if (status.split("\0").some((line) => /^[?!] /.test(line))) return "untracked";
  // `status` believes the index and filters, which anybody in the workspace can tell to call an edited file unchanged.
  const isCommitted = committed?.exitCode === 0 && sameLines(committed.stdout, textAt(path));
  return status === "" && isCommitted ? undefined : "changed";
}

/** What a commit would hold of a path: a file's text, or where a link leads. */
function textAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** A checkout may write the line ends of its system. */
function sameLines(committed: string, now: string | undefined): boolean {
  const lines = (text: string): string => text.replaceAll("\r\n", "\n");
  return now !== undefined && lines(committed) === lines(now);
}

/**
 * What lies at or below some paths (relative to a folder) and is not tracked by git: files, and folders of which nothing is tracked, which end
 * with `/`; both relative to the folder, with `/`. With `ignored`, also what git ignores. Only these paths are looked at, and no folder of
 * which nothing is tracked is entered, so that a large tree costs nothing. Nothing where there is no repository or no git; throws as
 * `findUncommitted`.
 */
export async function listUntracked(
  folder: string,
  env: Env,
  paths: readonly string[],
  { ignored }: { readonly ignored: boolean },
): Promise<string[]> {
  const here = realpathSync(folder);
  const own = repositoryOf(here);
  if (own === undefined) return [];
  // Only what is committed says what is made elsewhere: neither the repository's own list, `info/exclude`, nor the user's is. Without the third,
  // git also names folders that hold nothing, or nothing but what it ignores.
  const mode = ignored ? ["--directory"] : ["--directory", "--exclude-per-directory=.gitignore", "--no-empty-directory"];
  const all = paths.flatMap((path) => linksTo(resolve(here, path)));
  const listed = await Promise.all(
    [...byRepository(all)].map(async ([repository, below]) => {
      // A second checkout below this one is of another commit, whatever it tracks; a submodule, which has a file `.git`, is of this one.
      if (repository !== own && statSync(join(repository, ".git")).isDirectory()) return below;
      const args = ["ls-files", "--others", "-z", ...mode, "--", ...below.map((path) => relative(repository, path) || ".")];
      const found = (await ask(repository, env, args)) ?? "";
      return found.split("\0").flatMap((path) => (path === "" ? [] : [repository + sep + path]));
    }),
  );
  return listed.flat().map((path) => relative(here, path).split(sep).join("/") + (path.endsWith("/") ? "/" : ""));
}
