import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a release needs of git. Objects are made without touching the working tree or its index. */
export interface Repository {
  /** The commit that a name stands for, after following tags. Throws when there is none. */
  commitOf(name: string): Promise<string>;
  /** Whether the working tree differs from its commit in any tracked or untracked file. */
  isDirty(): Promise<boolean>;
  /** Whether the first commit is the second or an ancestor of it. */
  contains(ancestor: string, commit: string): Promise<boolean>;
  /** Names and texts of the files of one folder in a commit. */
  readFolder(commit: string, folder: string): Promise<Record<string, string>>;
  /** The object id of a path in a commit: equal ids are equal contents. */
  objectOf(commit: string, path: string): Promise<string>;
  /** A commit on top of `parent` with some files changed; the same call gives the same commit at any time and on any machine. */
  commitFiles(parent: string, files: Readonly<Record<string, string>>, message: string): Promise<string>;
  /** An annotated tag's object, as repeatable as a commit. */
  makeTag(name: string, commit: string, message: string): Promise<string>;
  /** Tags of the remote repository by name, each with the commit that it leads to. */
  remoteTags(): Promise<Record<string, string>>;
  /** Names of the remote repository's branches. */
  remoteBranches(): Promise<string[]>;
  /** Sends an object to the remote repository as a tag; a tag that is there is moved only with `force`. */
  pushTag(name: string, object: string, options?: { force?: boolean | undefined }): Promise<void>;
}

const AUTHOR = { name: "Waybill release", email: "release@waybill-ci.github.io" };

/**
 * Opens a clone. `token` goes to git by its environment, never by arguments, and only for `https://github.com`. Every failure of git becomes an
 * error with what git said.
 */
export function openRepository(root: string, options: { remote?: string | undefined; token?: string | undefined } = {}): Repository {
  return new Clone(root, options.remote ?? "origin", options.token === undefined ? {} : headerFor(options.token));
}

class Clone implements Repository {
  readonly #root: string;
  readonly #remote: string;
  readonly #credentials: Record<string, string>;

  constructor(root: string, remote: string, credentials: Record<string, string>) {
    this.#root = root;
    this.#remote = remote;
    this.#credentials = credentials;
  }

  commitOf(name: string): Promise<string> {
    return this.#line("rev-parse", "--verify", "--end-of-options", `${name}^{commit}`);
  }

  async isDirty(): Promise<boolean> {
    return (await this.#line("status", "--porcelain")) !== "";
  }

  contains(ancestor: string, commit: string): Promise<boolean> {
    return this.#git(["merge-base", "--is-ancestor", ancestor, commit]).then(
      () => true,
      () => false,
    );
  }

  async readFolder(commit: string, folder: string): Promise<Record<string, string>> {
    const names = (await this.#line("ls-tree", "--name-only", "-z", commit, `${folder}/`)).split("\0").filter((name) => name !== "");
    const files: Record<string, string> = {};
    for (const name of names) files[name.slice(folder.length + 1)] = await this.#git(["show", `${commit}:${name}`]);
    return files;
  }

  objectOf(commit: string, path: string): Promise<string> {
    return this.#line("rev-parse", "--verify", `${commit}:${path}`);
  }

  async commitFiles(parent: string, files: Readonly<Record<string, string>>, message: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "waybill-index-"));
    const env = { GIT_INDEX_FILE: join(folder, "index"), ...(await this.#identity(parent)) };
    try {
      await this.#git(["read-tree", parent], { env });
      for (const [path, text] of Object.entries(files)) {
        const blob = (await this.#git(["hash-object", "-w", "--stdin"], { input: text })).trim();
        await this.#git(["update-index", "--cacheinfo", `100644,${blob},${path}`], { env });
      }
      const tree = (await this.#git(["write-tree"], { env })).trim();
      return (await this.#git(["commit-tree", tree, "-p", parent, "-m", message], { env })).trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async makeTag(name: string, commit: string, message: string): Promise<string> {
    const seconds = await this.#line("show", "--no-patch", "--format=%ct", commit);
    const tagger = `tagger ${AUTHOR.name} <${AUTHOR.email}> ${seconds} +0000`;
    return (await this.#git(["mktag"], { input: `object ${commit}\ntype commit\ntag ${name}\n${tagger}\n\n${message}\n` })).trim();
  }

  async remoteTags(): Promise<Record<string, string>> {
    const tags: Record<string, string> = {};
    // An annotated tag comes twice, the second time as `name^{}` with the commit behind it.
    for (const entry of (await this.#line("ls-remote", "--tags", this.#remote)).split("\n")) {
      const [object = "", ref] = entry.split("\t");
      if (ref !== undefined) tags[ref.replace("refs/tags/", "").replace("^{}", "")] = object;
    }
    return tags;
  }

  async remoteBranches(): Promise<string[]> {
    const lines = (await this.#line("ls-remote", "--heads", this.#remote)).split("\n");
    return lines.flatMap((line) => line.split("\trefs/heads/")[1] ?? []);
  }

  async pushTag(name: string, object: string, how: { force?: boolean | undefined } = {}): Promise<void> {
    await this.#git(["push", ...(how.force ? ["--force"] : []), this.#remote, `${object}:refs/tags/${name}`]);
  }

  /** Author and dates of the commit that is released, so that making the release again makes the same objects. */
  async #identity(commit: string): Promise<Record<string, string>> {
    const date = await this.#line("show", "--no-patch", "--format=%cI", commit);
    return {
      GIT_AUTHOR_NAME: AUTHOR.name,
      GIT_AUTHOR_EMAIL: AUTHOR.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: AUTHOR.name,
      GIT_COMMITTER_EMAIL: AUTHOR.email,
      GIT_COMMITTER_DATE: date,
    };
  }

  async #line(...args: string[]): Promise<string> {
    return (await this.#git(args)).trim();
  }

  #git(args: readonly string[], more: { env?: Record<string, string>; input?: string } = {}): Promise<string> {
    return new Promise((done, fail) => {
      const env = { ...process.env, ...this.#credentials, ...more.env };
      const child = execFile("git", ["-C", this.#root, ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        if (error) fail(new Error(`'git ${args[0]}' failed: ${stderr.trim() || error.message}`));
        else done(stdout);
      });
      // Most of git's commands read no input and may have ended before the empty one arrives; their exit code is what counts.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(more.input ?? "");
    });
  }
}

/** Git's own way to take configuration from the environment (git-config, GIT_CONFIG_COUNT), so that the token is in no argument or file. */
function headerFor(token: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "http.https://github.com/.extraheader",
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
  };
}
