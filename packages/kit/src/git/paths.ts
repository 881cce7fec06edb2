import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, parse, relative, resolve, sep } from "node:path";
import { isSystemError } from "../error.ts";
import { gitRefusal, isOutside, repositoryOf, runGit } from "./git.ts";
import type { Env } from "./git.ts";

/**
 * Asks every repository that some paths (relative to a folder) lie in about those of them that are below it, and gives the paths that each answers,
 * relative to the folder, with `/`. Nothing where the folder lies in no repository.
 */
export async function askBelow(
  folder: string,
  paths: readonly string[],
  question: (repository: string, below: readonly string[]) => Promise<readonly string[]>,
): Promise<string[]> {
  const here = realpathSync(folder);
  if (repositoryOf(here) === undefined) return [];
  const all = paths.flatMap((path) => linksTo(resolve(here, path)));
  const answers = await Promise.all(
    [...byRepository(all)].map(async ([repository, below]) => {
      const found = await question(
        repository,
        below.map((path) => relative(repository, path) || "."),
      );
      return found.map((path) => relative(here, join(repository, path)).split(sep).join("/"));
    }),
  );
  return answers.flat();
}

/** Git lists nothing of a repository that lies in another one. */
export function byRepository(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, readonly string[]>();
  for (const path of paths) {
    const repository = repositoryOf(lstatSync(path).isDirectory() ? path : dirname(path));
    if (repository !== undefined) grouped.set(repository, [...(grouped.get(repository) ?? []), path]);
  }
  return grouped;
}

/** What a path leads to at last, behind the links on the way to it, each by its real folder; as far as anything is there. */
export function linksTo(path: string): readonly string[] {
  const links: string[] = [];
  const { root } = parse(path);
  let at = root;
  try {
    for (const name of path.slice(root.length).split(sep)) {
      const next = join(at, name);
      if (lstatSync(next).isSymbolicLink()) links.push(next);
      at = realpathSync(next);
    }
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return links;
    throw error;
  }
  return [...links, at];
}

/** What git prints; undefined where there is no git, or none of its repositories. No name of a file is taken for a pattern. */
export async function ask(folder: string, env: Env, args: readonly string[]): Promise<string | undefined> {
  const answer = await runGit(folder, env, ["--literal-pathspecs", ...args]);
  if (!answer || isOutside(answer)) return undefined;
  if (answer.exitCode !== 0) throw gitRefusal(folder, answer);
  return answer.stdout;
}
