import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { GitHubReleases } from "./github.ts";
import { publish } from "./release.ts";
import { openRepository } from "./repository.ts";

const FILES = {
  "CHANGELOG.md": "# Changelog\n\n## 1.0.0\nFirst.\n\n## 1.0.1\nMended.\n",
  "action.yml": "name: Waybill\n",
  "actions/build-image/action.yml": "name: build-image\n",
  "dist/waybill/index.js": "export {};\n",
  ".github/workflows/ci.yml": "jobs: {}\n",
  ".github/workflows/build.yml": "      - uses: waybill-ci/waybill/actions/build-image@v1\n",
  ".github/workflows/deploy.yml": "      - uses: waybill-ci/waybill@v1\n    uses: waybill-ci/waybill/.github/workflows/build.yml@v1\n",
  ".github/workflows/release.yml": "    uses: waybill-ci/waybill/.github/workflows/deploy.yml@v1\n",
};

type State = { immutable: boolean | undefined; checks: string[]; releaseIsImmutable: boolean; releases: string[]; failOnce: boolean };

/** A bare repository, a clone of it with one commit on main, and a GitHub that says what a test wants. */
async function setUp(files: Readonly<Record<string, string>> = FILES) {
  const folder = await mkdtemp(join(tmpdir(), "publish-"));
  const clone = join(folder, "clone");
  const run = async (cwd: string, ...args: string[]): Promise<string> => (await promisify(execFile)("git", args, { cwd })).stdout.trim();
  await run(folder, "init", "--quiet", "--bare", "origin.git");
  await run(folder, "init", "--quiet", "--initial-branch=main", "clone");
  await run(clone, "config", "user.name", "Ada");
  await run(clone, "config", "user.email", "ada@users.noreply.example");
  await run(clone, "remote", "add", "origin", join(folder, "origin.git"));
  const commit = async (changed: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, text] of Object.entries(changed)) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), text);
    }
    await run(clone, "add", "--all");
    await run(clone, "commit", "--quiet", "--no-gpg-sign", "--message", "Change");
    await run(clone, "push", "--quiet", "origin", "main");
  };
  await commit(files);
  const state: State = { immutable: true, checks: ["success"], releaseIsImmutable: true, releases: [], failOnce: false };
  const github: GitHubReleases = {
    immutableReleases: async () => state.immutable,
    checks: async () => state.checks,
    async publishRelease({ tag }) {
      if (state.failOnce) {
        state.failOnce = false;
        throw new Error("GitHub answered 502.");
      }
      if (!state.releases.includes(tag)) state.releases.push(tag);
      return { url: `https://github.com/waybill-ci/waybill/releases/tag/${tag}`, immutable: state.releaseIsImmutable };
    },
  };
  const repository = openRepository(clone);
  const said: string[] = [];
  const release = (version: string, dryRun = false): Promise<void> =>
    publish({ version, repository, github, changelog: FILES["CHANGELOG.md"], say: (line) => said.push(line), dryRun });
  return { clone, commit, release, repository, run: (...args: string[]) => run(clone, ...args), said, state };
}

test("the tag stands on the last commit, and every reference leads to an earlier one with the same actions and dist/", async () => {
  const { release, repository, run, state } = await setUp();
  await release("v1.0.0");
  const tags = await repository.remoteTags();
  const main = await repository.commitOf("main");
  expect(tags["v1"]).toBe(tags["v1.0.0"]);
  expect(await run("rev-parse", `${tags["v1.0.0"]}~3`)).toBe(main);
  const at = (name: string): Promise<string> => run("show", `${tags["v1.0.0"]}:.github/workflows/${name}`);
  expect(await at("build.yml")).toBe(`- uses: waybill-ci/waybill/actions/build-image@${main} # v1.0.0`);
  const build = /build\.yml@(\w+)/.exec(await at("deploy.yml"))?.[1];
  const deploy = /deploy\.yml@(\w+)/.exec(await at("release.yml"))?.[1];
  expect(await run("show", `${build}:.github/workflows/build.yml`)).toBe(await at("build.yml"));
  expect(await run("show", `${deploy}:.github/workflows/deploy.yml`)).toBe(await at("deploy.yml"));
  for (const path of ["dist", "actions", "action.yml"])
    expect(await repository.objectOf(tags["v1.0.0"] ?? "", path)).toBe(await repository.objectOf(main, path));
  expect(state.releases).toEqual(["v1.0.0"]);
  expect(await run("status", "--porcelain")).toBe("");
});

test("an action that consists of others names their commit, and workflows name the commit in which it does", async () => {
  const composite = ".github/actions/connect-cloud/action.yml";
  const { release, repository, run } = await setUp({
    ...FILES,
    [composite]: "runs:\n  steps:\n    - uses: waybill-ci/waybill/actions/read-cloud@v1\n",
    ".github/workflows/build.yml": "      - uses: waybill-ci/waybill/.github/actions/connect-cloud@v1\n",
  });
  await release("v1.0.0");
  const tag = (await repository.remoteTags())["v1.0.0"];
  const main = await repository.commitOf("main");
  expect(await run("show", `${tag}:${composite}`)).toContain(`waybill-ci/waybill/actions/read-cloud@${main} # v1.0.0`);
  const named = /connect-cloud@(\w+) # v1\.0\.0/.exec(await run("show", `${tag}:.github/workflows/build.yml`))?.[1];
  expect(await run("show", `${named}:${composite}`)).toBe(await run("show", `${tag}:${composite}`));
});

test("a release that broke off is completed by the next run, with the same commits", async () => {
  const { release, repository, state } = await setUp();
  state.failOnce = true;
  await expect(release("v1.0.0")).rejects.toThrow("502");
  const broken = await repository.remoteTags();
  expect(broken["v1"]).toBeUndefined();
  await release("v1.0.0");
  const tags = await repository.remoteTags();
  expect(tags["v1.0.0"]).toBe(broken["v1.0.0"]);
  expect(tags["v1"]).toBe(broken["v1.0.0"]);
});

test("a version that is out is never made again of something else", async () => {
  const { commit, release, repository } = await setUp();
  await release("v1.0.0");
  const before = await repository.remoteTags();
  await commit({ "dist/waybill/index.js": "export const changed = true;\n" });
  await expect(release("v1.0.0")).rejects.toThrow("A published version never changes");
  expect(await repository.remoteTags()).toEqual(before);
});

test("an older version released later leaves the moving tag where it is", async () => {
  const { commit, release, repository } = await setUp();
  await release("v1.0.1");
  const before = await repository.remoteTags();
  await commit({ "dist/waybill/index.js": "export const backport = true;\n" });
  await release("v1.0.0");
  expect((await repository.remoteTags())["v1"]).toBe(before["v1"]);
});

test.each<[string, Partial<State>, string]>([
  ["releases can be changed", { immutable: false }, "Switch on 'Release immutability'"],
  ["the commit is not green", { checks: ["failure"] }, "is failure, not success"],
  ["the check still runs", { checks: ["pending"] }, "is pending, not success"],
  ["nothing was checked", { checks: [] }, "is missing, not success"],
])("nothing is pushed when %s", async (_, change, message) => {
  const { release, repository, state } = await setUp();
  Object.assign(state, change);
  await expect(release("v1.0.0")).rejects.toThrow(message);
  expect(await repository.remoteTags()).toEqual({});
});

test("nothing is pushed from a changed tree, from a commit that is not on main, and without a word on what changed", async () => {
  const { clone, release, repository, run } = await setUp();
  await expect(release("v1.5.0")).rejects.toThrow("no section '## 1.5.0'");
  await writeFile(join(clone, "dist/waybill/index.js"), "tampered\n");
  await expect(release("v1.0.0")).rejects.toThrow("differs from its commit");
  await run("commit", "--quiet", "--no-gpg-sign", "--all", "--message", "Not reviewed");
  await expect(release("v1.0.0")).rejects.toThrow("is not on origin/main");
  expect(await repository.remoteTags()).toEqual({});
});

test("the moving tag stays when GitHub does not call the release immutable", async () => {
  const { release, repository, state } = await setUp();
  state.immutable = undefined;
  state.releaseIsImmutable = false;
  await expect(release("v1.0.0")).rejects.toThrow("v1 was not touched");
  expect((await repository.remoteTags())["v1"]).toBeUndefined();
});

test("a dry run names the commits and pushes nothing", async () => {
  const { release, repository, said } = await setUp();
  await release("v1.0.0", true);
  expect(said.at(-1)).toMatch(/^Dry run: v1\.0\.0 would stand on [0-9a-f]{40}, v1 too\.$/);
  expect(await repository.remoteTags()).toEqual({});
});

test.each([
  ["quoted", '      - uses: "waybill-ci/waybill@v1"\n', "'@v1'"],
  ["in capitals", "      - uses: Waybill-CI/waybill@main\n", "'@main'"],
  ["pinned by hand to another commit", `      - { uses: waybill-ci/waybill@${"a".repeat(40)} }\n`, "a".repeat(40)],
])("nothing is pushed when a reference stays unpinned because it is %s", async (_, text, message) => {
  const { release, repository } = await setUp({ ...FILES, ".github/workflows/ci.yml": text });
  await expect(release("v1.0.0")).rejects.toThrow(message);
  expect(await repository.remoteTags()).toEqual({});
});

test("a tag or branch called origin/main does not stand in for main", async () => {
  const { clone, release, repository, run } = await setUp();
  await writeFile(join(clone, "dist/waybill/index.js"), "not reviewed\n");
  await run("commit", "--quiet", "--no-gpg-sign", "--all", "--message", "Not reviewed");
  await run("tag", "origin/main");
  await expect(release("v1.0.0")).rejects.toThrow("is not on origin/main");
  expect(await repository.remoteTags()).toEqual({});
});

test.each(["v1", "v1.0.0"])("nothing is pushed while a branch is called %s", async (branch) => {
  const { release, repository, run } = await setUp();
  await run("push", "--quiet", "origin", `main:refs/heads/${branch}`);
  await expect(release("v1.0.0")).rejects.toThrow(`There is a branch '${branch}'`);
  expect(await repository.remoteTags()).toEqual({});
});
