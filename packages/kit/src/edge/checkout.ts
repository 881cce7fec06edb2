import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ActionError, isSystemError } from "../error.ts";

/** What git has checked out in a folder. */
export interface Checkout {
  /** The commit of HEAD, or `uncommitted` before the first one. */
  readonly commit: string;
  /** Tracked files differ from HEAD, in the work tree or in the index; files that git does not track make nothing dirty. */
  readonly dirty: boolean;
  /** `refs/heads/<name>`; undefined for a detached HEAD. */
  readonly branch?: string | undefined;
}

type Env = Readonly<Record<string, string>>;

/** With these, git would read another repository than the folder's; a hook of git sets them for everything that it starts. */
const REPOSITORY_VARIABLES = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];
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
  if (!isInRepository(resolve(folder))) return undefined;
  const status = await runGit(folder, env);
  if (!status) return undefined;
  const commit = headerOf(status, "branch.oid");
  const branch = headerOf(status, "branch.head");
  if (status.exitCode !== 0 || commit === undefined) {
    // Folders above one on another file system are none of git's business.
    if (/not a git repository \(or any /.test(status.stderr)) return undefined;
    throw refusal(folder, status);
  }
  return {
    commit: commit === "(initial)" ? "uncommitted" : commit,
    // Before the first commit there is nothing to differ from; `uncommitted` says it all.
    dirty: commit !== "(initial)" && /^[12u] /m.test(status.stdout),
    branch: branch === undefined || branch === "(detached)" ? undefined : `refs/heads/${branch}`,
  };
}

/** Whether git could find a repository, so that steps without one do not pay for starting it. */
function isInRepository(folder: string): boolean {
  return existsSync(join(folder, ".git")) || (dirname(folder) !== folder && isInRepository(dirname(folder)));
}

interface GitResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not by `runCommand`: every step asks this, and loading what that stands on takes longer than git. Undefined when git cannot be started. */
async function runGit(folder: string, env: Env): Promise<GitResult | undefined> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name)));
  // Messages in English, because two of them are read; and no lock on the index that another git may want.
  const options = { env: { ...own, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" }, maxBuffer: Infinity };
  return new Promise((done, fail) => {
    execFile("git", ["-C", folder, ...STATUS], options, (error, stdout, stderr) => {
      if (error === null) done({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === "number") done({ exitCode: error.code, stdout, stderr });
      else if (isSystemError(error)) done(undefined);
      else
        fail(new ActionError("environment", `git was stopped (${error.signal}) while it read the repository in '${folder}'. Run again.`));
    });
  });
}

function headerOf({ stdout }: GitResult, name: string): string | undefined {
  const start = `# ${name} `;
  return stdout
    .split("\n")
    .find((line) => line.startsWith(start))
    ?.slice(start.length);
}

function refusal(folder: string, { exitCode, stderr }: GitResult): ActionError {
  const said = stderr.split("\n").find((line) => line.trim() !== "") ?? `exit code ${exitCode}`;
  const next = /dubious ownership|safe\.directory/.test(stderr)
    ? `Run git config --global --add safe.directory '${safeFolder(stderr) ?? folder}' in a step before this one, in the same container.`
    : "Check the repository out again, with 'actions/checkout' for example, and see that 'git status' works there.";
  return new ActionError(
    "environment",
    `git cannot read the repository in '${folder}' (${said.trim()}), so nobody knows which commit this is. ${next}`,
  );
}

/** The folder that git itself asks to be trusted: the repository's, which may lie above ours. */
function safeFolder(stderr: string): string | undefined {
  return /detected dubious ownership in repository at '(.+)'/.exec(stderr)?.[1];
}
