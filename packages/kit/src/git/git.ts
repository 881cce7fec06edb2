import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ActionError, isSystemError } from "../error.ts";

/** Environment variables by name. */
export type Env = Readonly<Record<string, string>>;

/** With these, git would read another repository than the folder's; a hook of git sets them for everything that it starts. */
const REPOSITORY_VARIABLES = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

/** The folder of the git repository that a folder (an absolute path) lies in; so steps without one do not pay for starting git. */
export function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}

/**
 * Settings by which a repository would have git believe something else than its files: a program or a cache that says what has changed, and
 * times and modes that are not looked at. Filters and flags of the index are not settings; `tracked.ts` sees through them.
 */
const HONEST = [
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.ignoreStat=false",
  "core.trustctime=true",
  "core.checkStat=default",
  // Windows has no modes.
  ...(process.platform === "win32" ? [] : ["core.fileMode=true"]),
].flatMap((setting) => ["-c", setting]);

/** What git has said. */
export interface GitResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not by `runCommand`: every step asks this, and loading what that stands on takes longer than git. Undefined when git cannot be started. */
export async function runGit(folder: string, env: Env, args: readonly string[]): Promise<GitResult | undefined> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name)));
  // Messages in English, because two of them are read; no lock on the index that another git may want; and a commit is what its id says, not
  // what `git replace` put in its place.
  const options = { env: { ...own, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_NO_REPLACE_OBJECTS: "1" }, maxBuffer: Infinity };
  return new Promise((done, fail) => {
    execFile("git", ["-C", folder, ...HONEST, ...args], options, (error, stdout, stderr) => {
      if (error === null) done({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === "number") done({ exitCode: error.code, stdout, stderr });
      else if (isSystemError(error)) done(undefined);
      else
        fail(new ActionError("environment", `git was stopped (${error.signal}) while it read the repository in '${folder}'. Run again.`));
    });
  });
}

/** Whether git says that a folder lies in no repository: those above one on another file system are none of its business. */
export function isOutside({ stderr }: GitResult): boolean {
  return /not a git repository \(or any /.test(stderr);
}

/** The error for a repository that is there and that git does not read. */
export function gitRefusal(folder: string, { exitCode, stderr }: GitResult): ActionError {
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
