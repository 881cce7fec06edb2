import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRemote } from "../index.ts";

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
