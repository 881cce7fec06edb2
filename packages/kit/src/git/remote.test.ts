import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readHead, readRemote } from "../index.ts";

let folder: string;
const env = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" };
const git = (...args: string[]): string =>
  execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { env, encoding: "utf8" }).trim();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "remote-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("outside of a repository nothing is known", async () => {
  expect(await readRemote(folder, env)).toEqual({ tags: [] });
});

test.each([
  ["git@github.com:acme/shop.git", "acme/shop"],
  ["https://github.com/acme/Shop", "acme/Shop"],
  ["https://user:secret@github.example:8443/acme/shop.git", "acme/shop"],
  ["ssh://git@github.com:22/acme/shop.git/", "acme/shop"],
  ["/srv/git/shop.git", undefined],
  ["https://git.example/group/sub/shop.git", undefined],
])("the remote %s is %s", async (url, slug) => {
  git("init", "--quiet", "--initial-branch=work");
  git("remote", "add", "origin", url);
  expect(await readRemote(folder, env)).toMatchObject({ slug, branch: "work", commit: undefined, tags: [] });
});

test("a branch that a release is likely made of comes before the one that somebody works on", async () => {
  git("init", "--quiet", "--initial-branch=main");
  git("commit", "--quiet", "--allow-empty", "--message=one");
  git("tag", "v1.2.3");
  git("checkout", "--quiet", "-b", "feature");
  expect(await readRemote(folder, env)).toEqual({ slug: undefined, branch: "main", commit: git("rev-parse", "HEAD"), tags: ["v1.2.3"] });
});

test("what is checked out is learnt by one call of git, whatever is set for its log", async () => {
  const calls = join(folder, "calls");
  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "git"), `#!/bin/sh\necho called >> '${calls}'\nPATH=$REAL_PATH exec git "$@"\n`, { mode: 0o755 });
  const counted = { ...env, REAL_PATH: env.PATH, PATH: `${bin}:${env.PATH}` };
  git("init", "--quiet", "--initial-branch=main");
  expect(await readHead(folder, counted)).toEqual({ commit: undefined, tags: [] });
  git("commit", "--quiet", "--allow-empty", "--message=one");
  for (const tag of ["v1.2.3", "v1", "other/name"]) git("tag", tag);
  git("branch", "another");
  git("config", "log.showSignature", "true");
  git("config", "log.excludeDecoration", "refs/tags/*");
  git("config", "format.pretty", "fuller");
  expect(await readHead(folder, counted)).toEqual({ commit: git("rev-parse", "HEAD"), tags: ["other/name", "v1", "v1.2.3"] });
  expect((await readFile(calls, "utf8")).trim().split("\n")).toHaveLength(2);
});
