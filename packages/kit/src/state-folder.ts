import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, realpath, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ActionError, isSystemError } from "./error.ts";

/** The folder of a project in which runs leave reports, records and evidence. No build context holds it, and it never holds a key. */
export const STATE_FOLDER = ".waybill";

/** How the system says that a folder cannot be made because a file, or a link to nothing, has its name. */
const OTHER_THING = ["EEXIST", "ENOTDIR", "ENOENT"];

/**
 * Makes a folder for what runs leave behind, or one in it, and returns its path; it ignores itself, so that nothing of it is ever committed. Throws
 * an `environment` error when something else has its place, and for a link on the way or in it: a repository may have brought it, to
 * have files elsewhere written over or removed.
 */
export async function makeStateFolder(dir: string, ...parts: readonly string[]): Promise<string> {
  const folder = join(dir, ...parts);
  const way = parts.map((_, index) => join(dir, ...parts.slice(0, index + 1)));
  for (const path of [dir, ...way]) if ((await lstat(path).catch(() => undefined))?.isSymbolicLink()) throw linkInTheWay(path);
  await makeIgnored(dir);
  await mkdir(folder, { recursive: true });
  const link = (await readdir(folder, { withFileTypes: true })).find((entry) => entry.isSymbolicLink());
  if (link) throw linkInTheWay(join(folder, link.name));
  return folder;
}

function linkInTheWay(path: string): ActionError {
  return new ActionError(
    "environment",
    `'${path}' is a link, but a run writes and removes its reports and records there, so nothing there may lead elsewhere. Remove it.`,
  );
}

async function makeIgnored(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (cause) {
    if (!OTHER_THING.some((code) => isSystemError(cause, code))) throw cause;
    throw new ActionError(
      "environment",
      `'${dir}' is or leads through a file or a broken link, but a run needs a folder there for its reports and records. Remove or rename it.`,
      { cause },
    );
  }
  try {
    await writeFile(join(dir, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) throw error;
  }
}

/**
 * This user's own folder for what belongs to a project but must not lie in it, such as keys and databases: below `RUNNER_TEMP` on a runner,
 * which empties it, else below `XDG_STATE_HOME` or `~/.local/state` (https://specifications.freedesktop.org/basedir-spec/latest/). One project
 * has one folder, whatever links lead to it. Throws an `environment` error when all of these lie in the project. Makes nothing.
 */
export async function userStateFolder(project: string, env: Readonly<Record<string, string>>): Promise<string> {
  const real = await realPathOf(project);
  const home = env["HOME"] || homedir();
  const candidates = [env["RUNNER_TEMP"], env["XDG_STATE_HOME"], join(home, ".local", "state")];
  for (const candidate of candidates) {
    // The specification says to ignore relative paths.
    if (!candidate || !isAbsolute(candidate)) continue;
    const key = createHash("sha256").update(real).digest("hex").slice(0, 12);
    const folder = join(candidate, "waybill", `${basename(real).replaceAll(/[^\w.-]+/g, "-")}-${key}`);
    if (!contains(real, await realPathOf(folder))) return folder;
  }
  throw new ActionError(
    "environment",
    `The home folder '${home}' lies in the project '${project}', where no key may be written. Set XDG_STATE_HOME to a folder outside of the project.`,
  );
}

/** The path with its links followed as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch (error) {
    if (!isSystemError(error, "ENOENT") || dirname(full) === full) throw error;
    return join(await realPathOf(dirname(full)), basename(full));
  }
}

function contains(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
