import { repositoryOf, runGit } from "./git.ts";
import type { Env } from "./git.ts";

/** What a checkout knows of where it came from. */
export interface Remote {
  /** `owner/name` of the remote `origin`, where its address has that form. */
  readonly slug?: string | undefined;
  /** The branch that `origin` checks out by default, as far as the clone noted it; else `main` or `master`, else the one that is checked out here. */
  readonly branch?: string | undefined;
  /** The commit that is checked out, in 40 hex digits. */
  readonly commit?: string | undefined;
  /** The tags on it. */
  readonly tags: readonly string[];
}

/** Where `origin` did not say which branch it checks out by default, one of these names is more likely it than a branch of somebody's work. */
const USUAL_BRANCHES = ["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]);

/** Reads git's own files; no server is asked. Without a repository, or without git, nothing is known. */
export async function readRemote(folder: string, env: Env): Promise<Remote> {
  if (repositoryOf(folder) === undefined) return { tags: [] };
  const ask = async (...args: string[]): Promise<string | undefined> => {
    const answer = await runGit(folder, env, args);
    return answer?.exitCode === 0 && answer.stdout.trim() !== "" ? answer.stdout.trim() : undefined;
  };
  const [url, head, usual, current, commit, tags] = await Promise.all([
    // As it is written down: `insteadOf` would give the address of a mirror.
    ask("config", "--get", "remote.origin.url"),
    ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"),
    ask("for-each-ref", "--format=%(refname:lstrip=-1)", ...USUAL_BRANCHES),
    ask("symbolic-ref", "--quiet", "--short", "HEAD"),
    ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}"),
    ask("tag", "--points-at", "HEAD"),
  ]);
  const branch = head?.replace(/^origin\//, "") ?? usual?.split("\n")[0] ?? current;
  return { slug: slugOf(url), branch, commit, tags: tags?.split("\n") ?? [] };
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and `ssh://git@host:22/acme/shop.git` all name `acme/shop`. */
function slugOf(url = ""): string | undefined {
  const [, owner, name] = /^(?:[a-z+]+:\/\/[^/]+\/|[^/\s]+@[^/:\s]+:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(url) ?? [];
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}
