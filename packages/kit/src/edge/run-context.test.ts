import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRunContext } from "./run-context.ts";

const ENV = { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: "1" };
const ON_GITHUB = {
  ...ENV,
  GITHUB_ACTIONS: "true",
  GITHUB_SHA: "f".repeat(40),
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_REF: "refs/heads/main",
  GITHUB_RUN_ID: "7",
  GITHUB_RUN_ATTEMPT: "3",
};

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "run-context-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const git = (...args: string[]): string =>
  execFileSync("git", ["-C", dir, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { env: ENV, encoding: "utf8" }).trim();

/** A repository with one file on the branch `topic`; gives its commit. */
async function commitOne(): Promise<string> {
  git("init", "-q", "-b", "topic");
  await writeFile(join(dir, "tracked.txt"), "one");
  git("add", ".");
  git("commit", "-q", "-m", "one");
  return git("rev-parse", "HEAD");
}

describe.each([
  ["on GitHub", ON_GITHUB, "f".repeat(40)],
  ["elsewhere", ENV, "uncommitted"],
])("what is checked out, %s", (_, env, fallback) => {
  test("is HEAD of the workspace, whatever commit started the run", async () => {
    const commit = await commitOne();
    expect(await readRunContext(env, dir)).toMatchObject({ commit, dirty: false });
  });

  test("is HEAD from a folder below the repository's, too", async () => {
    const commit = await commitOne();
    await mkdir(join(dir, "project"));
    expect(await readRunContext(env, join(dir, "project"))).toMatchObject({ commit, dirty: false });
  });

  test("is dirty when a tracked file was changed, staged or removed, and not for one that git does not track", async () => {
    const commit = await commitOne();
    await writeFile(join(dir, "untracked.txt"), "new");
    expect(await readRunContext(env, dir)).toMatchObject({ commit, dirty: false });
    await writeFile(join(dir, "tracked.txt"), "two");
    expect(await readRunContext(env, dir)).toMatchObject({ commit, dirty: true });
    git("add", "tracked.txt");
    expect(await readRunContext(env, dir)).toMatchObject({ commit, dirty: true });
    git("checkout", "-q", "HEAD", "tracked.txt");
    await rm(join(dir, "tracked.txt"));
    expect(await readRunContext(env, dir)).toMatchObject({ commit, dirty: true });
  });

  test("is dirty when a program was made of a file, though git was told not to look at modes", async () => {
    await commitOne();
    git("config", "core.fileMode", "false");
    await chmod(join(dir, "tracked.txt"), 0o755);
    expect(git("status", "--porcelain")).toBe("");
    expect(await readRunContext(env, dir)).toMatchObject({ dirty: true });
  });

  test("is dirty when a file was changed, though git asks a program that knows of no change", async () => {
    await commitOne();
    git("config", "core.fsmonitor", "printf 'token\\0' #");
    git("update-index", "--fsmonitor");
    git("status");
    await writeFile(join(dir, "tracked.txt"), "two");
    expect(git("status", "--porcelain")).toBe("");
    expect(await readRunContext(env, dir)).toMatchObject({ dirty: true });
  });

  test("is no guess where git refuses the folder: the error says what to run", async () => {
    await commitOne();
    const refused = readRunContext({ ...env, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" }, dir);
    await expect(refused).rejects.toThrow("dubious ownership");
    await expect(refused).rejects.toThrow(`git config --global --add safe.directory '${dir}'`);
  });

  test("is no guess where the repository is damaged", async () => {
    await writeFile(join(dir, ".git"), "gitdir: /nonexistent/worktree\n");
    await expect(readRunContext(env, dir)).rejects.toThrow(/git cannot read .* check the repository out again/i);
  });

  test("is what the run says where there is no repository, or no git", async () => {
    expect(await readRunContext(env, dir)).toMatchObject({ commit: fallback, dirty: false });
    await commitOne();
    expect(await readRunContext({ ...env, PATH: "/nonexistent" }, dir)).toMatchObject({ commit: fallback, dirty: false });
  });

  test("is no commit before the first one", async () => {
    git("init", "-q");
    expect(await readRunContext(env, dir)).toMatchObject({ commit: "uncommitted", dirty: false });
  });
});

test("git's own settings of the calling shell do not name another repository", async () => {
  const commit = await commitOne();
  expect(await readRunContext({ ...ENV, GIT_DIR: "/nonexistent", GIT_WORK_TREE: "/" }, dir)).toMatchObject({ commit });
});

test("a run knows its attempt, and what GitHub cannot have said is refused", async () => {
  expect(await readRunContext(ON_GITHUB, dir)).toMatchObject({
    attempt: 3,
    run: "https://github.com/acme/shop/actions/runs/7/attempts/3",
    ref: "refs/heads/main",
  });
  expect(await readRunContext(ENV, dir)).toMatchObject({ attempt: 1 });
  await expect(readRunContext({ ...ON_GITHUB, GITHUB_RUN_ATTEMPT: "two" }, dir)).rejects.toThrow("GITHUB_RUN_ATTEMPT is 'two'");
});

test("a branch outside GitHub is named, a detached HEAD is not", async () => {
  await commitOne();
  expect(await readRunContext(ENV, dir)).toMatchObject({ ref: "refs/heads/topic" });
  git("checkout", "-q", "--detach");
  expect(await readRunContext(ENV, dir)).toMatchObject({ ref: "refs/heads/local" });
});
