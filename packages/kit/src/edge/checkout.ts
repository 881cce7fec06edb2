import { runCommand } from "../command.ts";
import type { CommandResult } from "../command.ts";
import { ActionError } from "../error.ts";

/** What git has checked out in a folder. */
export interface Checkout {
  /** The commit of HEAD, or `uncommitted` before the first one. */
  readonly commit: string;
  /** Tracked files differ from HEAD, in the work tree or in the index; files that git does not track make nothing dirty. */
  readonly dirty: boolean;
  /** `refs/heads/<name>`; undefined for a detached HEAD. */
  readonly branch?: string | undefined;
}

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
export async function readCheckout(folder: string, env: Readonly<Record<string, string>>): Promise<Checkout | undefined> {
  let commit: string | undefined;
  let branch: string | undefined;
  let dirty = false;
  // Read line by line, because only the end of a long output is kept.
  const onLine = (line: string): void => {
    const [, name, value] = /^# (\S+) (.*)$/.exec(line) ?? [];
    if (name === "branch.oid") commit = value === "(initial)" ? "uncommitted" : value;
    else if (name === "branch.head") branch = value === "(detached)" ? undefined : `refs/heads/${value}`;
    else if (/^[12u] /.test(line)) dirty = true;
  };
  const status = await runGit(folder, env, onLine);
  if (!status) return undefined;
  if (status.exitCode !== 0 || commit === undefined) {
    if (/not a git repository \(or any /.test(status.stderr)) return undefined;
    throw refusal(folder, status);
  }
  // Before the first commit there is nothing to differ from; `uncommitted` says it all.
  return { commit, dirty: dirty && commit !== "uncommitted", branch };
}

async function runGit(
  folder: string,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<CommandResult | undefined> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name)));
  try {
    return await runCommand("git", ["-C", folder, ...STATUS], {
      // Messages in English, because two of them are read below; and no lock on the index that another git may want.
      env: { ...own, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
      onLine,
    });
  } catch (error) {
    if (error instanceof ActionError && error.kind === "environment") return undefined;
    throw error;
  }
}

function refusal(folder: string, { exitCode, stderr }: CommandResult): ActionError {
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
