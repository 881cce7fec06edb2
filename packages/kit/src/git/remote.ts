import { repositoryOf, runGit } from "./git.ts";
import type { Env } from "./git.ts";

/** What is checked out. */
export interface Head {
  /** In 40 hex digits. */
  readonly commit?: string | undefined;
  /** The tags on it. */
  readonly tags: readonly string[];
}

/** What a checkout knows of where it came from. */
export interface Remote extends Head {
  /** `owner/name` of the remote `origin`, where its address has that form. */
  readonly slug?: string | undefined;
  /** The branch that `origin` checks out by default, as far as the clone noted it; else `main` or `master`, else the one that is checked out here. */
  readonly branch?: string | undefined;
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
  const [url, head, usual, current, { commit, tags }] = await Promise.all([
    // As it is written down: `insteadOf` would give the address of a mirror.
    ask("config", "--get", "remote.origin.url"),
    ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"),
    ask("for-each-ref", "--format=%(refname:lstrip=-1)", ...USUAL_BRANCHES),
    ask("symbolic-ref", "--quiet", "--short", "HEAD"),
    readHead(folder, env),
  ]);
  const branch = head?.replace(/^origin\//, "") ?? usual?.split("\n")[0] ?? current;
  return { slug: slugOf(url), branch, commit, tags };
}

/** Reads which commit is checked out, by one call of git. Without a repository, a commit, or git, nothing is known. */
export async function readHead(folder: string, env: Env): Promise<Head> {
  if (repositoryOf(folder) === undefined) return { tags: [] };
  // Nothing that may be set for `git log` shall add to it; no name of a tag has a comma and a space.
  const plain = ["-c", "log.showSignature=false", "log", "-1", "--no-color", "--decorate=full", "--decorate-refs=refs/tags/*"];
  const answer = await runGit(folder, env, [...plain, "--format=%H %D", "HEAD"]);
  const [, commit, names = ""] = /^([0-9a-f]{40}) (.*)$/m.exec(answer?.exitCode === 0 ? answer.stdout : "") ?? [];
  const tags = names.split(", ").flatMap((name) => (name.startsWith("tag: refs/tags/") ? [name.slice("tag: refs/tags/".length)] : []));
  return { commit, tags: tags.sort() };
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` and `ssh://git@host:22/acme/shop.git` all name `acme/shop`. */
function slugOf(url = ""): string | undefined {
  const [, owner, name] = /^(?:[a-z+]+:\/\/[^/]+\/|[^/\s]+@[^/:\s]+:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(url) ?? [];
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}
