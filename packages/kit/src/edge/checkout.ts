import { resolve } from "node:path";
import { gitRefusal, isOutside, repositoryOf, runGit } from "../git/git.ts";
import type { Env, GitResult } from "../git/git.ts";

/** What git has checked out in a folder. */
export interface Checkout {
  /** The commit of HEAD, or `uncommitted` before the first one. */
  readonly commit: string;
  /** Tracked files differ from HEAD, in the work tree or in the index. */
  readonly dirty: boolean;
  /** `refs/heads/<name>`; undefined for a detached HEAD. */
  readonly branch?: string | undefined;
}

/** One call says all: https://git-scm.com/docs/git-status, "Porcelain Format Version 2". Submodules count as in `git describe --dirty`. */
const STATUS = [
  "status",
  "--porcelain=v2",
  "--branch",
  "--no-ahead-behind",
  "--untracked-files=no",
  "--ignore-submodules=untracked",
  "--no-renames",
];

/**
 * Reads what is checked out in the git repository that a folder lies in; undefined where there is no repository or no git. Throws an
 * `environment` error when there is a repository that git refuses to read: nobody may guess a commit then.
 */
export async function readCheckout(folder: string, env: Env): Promise<Checkout | undefined> {
  if (repositoryOf(resolve(folder)) === undefined) return undefined;
  const status = await runGit(folder, env, STATUS);
  if (!status) return undefined;
  const commit = headerOf(status, "branch.oid");
  const branch = headerOf(status, "branch.head");
  if (status.exitCode !== 0 || commit === undefined) {
    if (isOutside(status)) return undefined;
    throw gitRefusal(folder, status);
  }
  return {
    commit: commit === "(initial)" ? "uncommitted" : commit,
    // Before the first commit there is nothing to differ from; `uncommitted` says it all.
    dirty: commit !== "(initial)" && /^[12u] /m.test(status.stdout),
    branch: branch === undefined || branch === "(detached)" ? undefined : `refs/heads/${branch}`,
  };
}

function headerOf({ stdout }: GitResult, name: string): string | undefined {
  const start = `# ${name} `;
  return stdout
    .split("\n")
    .find((line) => line.startsWith(start))
    ?.slice(start.length);
}
