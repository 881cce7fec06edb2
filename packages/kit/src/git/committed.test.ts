import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findUncommitted, listUntracked } from "./committed.ts";

const ENV = { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: "1" };

let dir: string;
beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), "committed-")));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const gitIn = (folder: string, ...args: string[]): string =>
  execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always", ...args], {
    env: ENV,
    encoding: "utf8",
    stdio: "pipe",
  });

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}

async function commit(files: Readonly<Record<string, string>>, folder = dir): Promise<void> {
  await write(files);
  gitIn(folder, "init", "-q");
  gitIn(folder, "add", ".");
  gitIn(folder, "commit", "-q", "-m", "one");
}

describe("a file that is not as its commit has it", () => {
  const states = async (...paths: string[]): Promise<Record<string, string>> => {
    const found = await findUncommitted(
      paths.map((path) => join(dir, path)),
      ENV,
    );
    return Object.fromEntries(found.map(({ path, why }) => [path.slice(dir.length + 1), why]));
  };

  test("is none for what git says beside it where somebody wants to hear of the stash", async () => {
    await commit({ "waybill.yml": "a", "other.txt": "a" });
    await write({ "other.txt": "b" });
    gitIn(dir, "stash", "-q");
    gitIn(dir, "config", "status.showStash", "true");
    expect(await states("waybill.yml")).toEqual({});
  });

  test("is one that is not tracked, ignored, changed, or only staged; and no other", async () => {
    await commit({ "waybill.yml": "a", "kept.yml": "a", "staged.yml": "a", ".gitignore": "conf/\nlocal.yml\n" });
    await write({ "waybill.yml": "b", "staged.yml": "b", "new.yml": "n", "added.yml": "n", "conf/deep.yml": "n", "local.yml": "n" });
    gitIn(dir, "add", "staged.yml", "added.yml");
    const all = ["waybill.yml", "kept.yml", "staged.yml", "new.yml", "added.yml", "conf/deep.yml", "local.yml"];
    expect(await states(...all)).toEqual({
      "waybill.yml": "changed",
      "staged.yml": "changed",
      "added.yml": "changed",
      "new.yml": "untracked",
      "conf/deep.yml": "untracked",
      "local.yml": "untracked",
    });
  });

  test.each<[string, () => void]>([
    ["assumes it to be", () => gitIn(dir, "update-index", "--assume-unchanged", "waybill.yml")],
    ["leaves it out of the work tree", () => gitIn(dir, "update-index", "--skip-worktree", "waybill.yml")],
    ["cleans it by a filter", () => gitIn(dir, "config", "filter.same.clean", "echo demanding #")],
    [
      "reads another commit in the place of its own",
      () => {
        const head = gitIn(dir, "rev-parse", "HEAD").trim();
        gitIn(dir, "commit", "-q", "-a", "-m", "two");
        gitIn(dir, "replace", head, "HEAD");
        gitIn(dir, "reset", "-q", "--soft", head);
      },
    ],
  ])("is one that git takes for unchanged, because it %s", async (reason, tell) => {
    await commit({ "waybill.yml": "demanding\n", "kept.yml": "demanding\n", ".gitattributes": "waybill.yml filter=same\n" });
    // So that git looks at the size of what is there.
    const edit = (): Promise<void> => write({ "waybill.yml": "demands nothing at all\n" });
    if (reason.startsWith("reads")) await edit();
    tell();
    await edit();
    if (reason.startsWith("cleans")) gitIn(dir, "add", "waybill.yml");
    expect(gitIn(dir, "status", "--porcelain")).toBe("");
    expect(await states("waybill.yml", "kept.yml")).toEqual({ "waybill.yml": "changed" });
  });

  test("is none that was checked out with the line ends of another system", async () => {
    await commit({ "waybill.yml": "a\nb\n", ".gitattributes": "*.yml text eol=crlf\n" });
    await rm(join(dir, "waybill.yml"));
    gitIn(dir, "checkout", "-q", "waybill.yml");
    expect(await readFile(join(dir, "waybill.yml"), "utf8")).toBe("a\r\nb\r\n");
    expect(await states("waybill.yml")).toEqual({});
  });

  test("has a name that git would take for a pattern, or for an option", async () => {
    await commit({ "a.yml": "a", "-x.yml": "a" });
    await write({ "*.yml": "n", ":(top)a.yml": "n" });
    expect(await states("*.yml", ":(top)a.yml", "-x.yml")).toEqual({ "*.yml": "untracked", ":(top)a.yml": "untracked" });
  });

  test("is behind a link that was changed, or is one that leads to another file", async () => {
    await commit({ "one/waybill.yml": "a", "two/waybill.yml": "b" });
    await symlink("one", join(dir, "conf"));
    await symlink("one/waybill.yml", join(dir, "waybill.yml"));
    expect(await states("conf/waybill.yml", "waybill.yml")).toEqual({ "conf/waybill.yml": "untracked", "waybill.yml": "untracked" });
    gitIn(dir, "add", ".");
    gitIn(dir, "commit", "-q", "-m", "links");
    expect(await states("conf/waybill.yml", "waybill.yml")).toEqual({});
    await write({ "one/waybill.yml": "c" });
    expect(await states("conf/waybill.yml", "waybill.yml")).toEqual({ "conf/waybill.yml": "changed", "waybill.yml": "changed" });
  });

  test("is judged by the checkout that it lies in", async () => {
    await commit({ "waybill.yml": "a" });
    await commit({ "org/policy.yml": "a" }, join(await makeDir("org")));
    expect(await states("waybill.yml", "org/policy.yml")).toEqual({});
    await write({ "org/policy.yml": "b" });
    expect(await states("waybill.yml", "org/policy.yml")).toEqual({ "org/policy.yml": "changed" });
  });

  test("is any before the first commit, and none where there is no checkout or no git", async () => {
    await write({ "waybill.yml": "a" });
    expect(await states("waybill.yml")).toEqual({});
    gitIn(dir, "init", "-q");
    expect(await states("waybill.yml")).toEqual({ "waybill.yml": "untracked" });
    expect(await findUncommitted([join(dir, "waybill.yml")], { ...ENV, PATH: "/nonexistent" })).toEqual([]);
  });

  test("is not guessed where git refuses the repository", async () => {
    await commit({ "waybill.yml": "a" });
    const refused = findUncommitted([join(dir, "waybill.yml")], { ...ENV, GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    await expect(refused).rejects.toThrow("safe.directory");
  });
});

async function makeDir(path: string): Promise<string> {
  await mkdir(join(dir, path), { recursive: true });
  return join(dir, path);
}

describe("what is not tracked below paths", () => {
  const listed = async (paths: readonly string[], ignored = false, folder = dir): Promise<string[]> =>
    (await listUntracked(folder, ENV, paths, { ignored })).toSorted();

  test("are files and whole folders there, and nothing elsewhere; what git ignores only when it is asked for", async () => {
    await commit({ "deploy/a.yaml": "", "app/main.js": "", ".gitignore": "*.log\nnode_modules/\n" });
    await write({
      "deploy/b.yaml": "",
      "deploy/more/c.yaml": "",
      "app/out.log": "",
      "app/node_modules/x.js": "",
      "app/cache/y.log": "",
      "else/z": "",
    });
    expect(await listed(["deploy", "app"])).toEqual(["deploy/b.yaml", "deploy/more/"]);
    expect(await listed(["app"], true)).toEqual(["app/cache/", "app/node_modules/", "app/out.log"]);
    expect(await listed(["else/z", "gone", "deploy/a.yaml"])).toEqual(["else/z"]);
    expect(await listed(["../deploy"], false, join(dir, "app"))).toEqual(["../deploy/b.yaml", "../deploy/more/"]);
    expect(await listed([])).toEqual([]);
  });

  test("is behind a link, and the link itself", async () => {
    await commit({ "real/a.yaml": "" });
    await symlink("real", join(dir, "deploy"));
    await write({ "real/b.yaml": "" });
    expect(await listed(["deploy"])).toEqual(["deploy", "real/b.yaml"]);
  });

  test("is a second checkout whatever it tracks, and of a submodule what it does not track", async () => {
    await commit({ "source/a.yaml": "" }, await makeDir("source"));
    await commit({ "main/x": "" }, await makeDir("main"));
    gitIn(join(dir, "main"), "submodule", "--quiet", "add", join(dir, "source"), "sub");
    gitIn(join(dir, "main"), "commit", "-q", "-m", "sub");
    await commit({ "main/other/a.yaml": "" }, await makeDir("main/other"));
    expect(await listed(["sub", "other"], true, join(dir, "main"))).toEqual(["other"]);
    await write({ "main/sub/b.yaml": "" });
    expect(await listed(["sub"], true, join(dir, "main"))).toEqual(["sub/b.yaml"]);
  });

  test("is nothing where there is no repository", async () => {
    await write({ "deploy/a.yaml": "" });
    expect(await listed(["deploy"], true)).toEqual([]);
  });
});
