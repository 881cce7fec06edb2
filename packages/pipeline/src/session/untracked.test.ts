import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "@waybill/config";
import { stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { findAltered, findUntracked } from "./untracked.ts";

const ENV = { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: "1" };
const FILES = {
  "waybill.yml": `version: 1
images: { api: { context: service } }
data: { orders: { source: data/orders.csv, checks: checks/orders.yaml, history: service/history.jsonl } }
models: { churn: { path: models/churn, metrics: out/metrics.json, gate: { auc: { must_be_at_least: 0.1 } } } }
databases: { main: { url: env:DATABASE_URL, migrations: db } }
environments: { production: { manifests: deploy } }
policy: { extends: policies/team.yml }
`,
  "policies/team.yml": "environments: {}\n",
  "service/Dockerfile": "FROM scratch\nCOPY . /\n",
  "service/main.js": "",
  "service/.dockerignore": "*.md\ncache\nscratch/*\n!scratch/kept.txt\n",
  "data/orders.csv": "id\n1\n",
  "checks/orders.yaml": "columns: { id: { type: integer } }\n",
  "models/churn/weights.json": "{}",
  "out/metrics.json": "{}",
  "db/1.sql": "SELECT 1;\n",
  "deploy/a.yaml": "",
  ".gitignore": "*.log\nignored/\n",
};

async function committed(files: Readonly<Record<string, string>> = FILES): Promise<TestContext> {
  const context = await stageContext(files);
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", context.workspace, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { env: ENV });
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "one");
  return context;
}

async function after(context: TestContext, path: string): Promise<string | undefined> {
  await mkdir(dirname(join(context.workspace, path)), { recursive: true });
  await writeFile(join(context.workspace, path), "new");
  return findUntracked(context, ENV);
}

test.each([
  ["a manifest", "deploy/b.yaml", "deploy/b.yaml"],
  ["a manifest that git ignores", "deploy/b.log", "deploy/b.log"],
  ["a folder of manifests that git ignores", "deploy/ignored/b.yaml", "deploy/ignored/"],
  ["a migration", "db/2.sql", "db/2.sql"],
  ["a file of a model", "models/churn/more.json", "models/churn/more.json"],
  ["a file of a build context", "service/extra.js", "service/extra.js"],
  ["a folder of a build context", "service/lib/extra.js", "service/lib/"],
  ["a file that .dockerignore lets in out of a folder that it leaves out", "service/scratch/kept.txt", "service/scratch/"],
])("%s that git does not have makes a run dirty", async (_, path, said) => {
  const context = await committed();
  expect(await findUntracked(context, ENV)).toBeUndefined();
  expect(await after(context, path)).toBe(said);
});

test.each([
  ["what nothing names", "notes.txt"],
  ["what .dockerignore leaves out", "service/notes.md"],
  ["a folder that .dockerignore leaves out", "service/cache/x"],
  ["files of a folder that .dockerignore leaves out one by one", "service/scratch/x/y"],
  ["what a build makes and git ignores", "service/ignored/bundle.js"],
  ["a history, which grows by validating", "service/history.jsonl"],
  ["what runs leave behind", "deploy/.waybill/report.html"],
])("%s makes no run dirty", async (_, path) => {
  expect(await after(await committed(), path)).toBeUndefined();
});

test.each(["waybill.yml", "policies/team.yml", "checks/orders.yaml", "data/orders.csv", "out/metrics.json", "service/Dockerfile"])(
  "%s makes a run dirty when git does not have it",
  async (missing) => {
    const { [missing]: _text, ...files } = FILES as Readonly<Record<string, string>>;
    const context = await stageContext(FILES);
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", context.workspace, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { env: ENV });
    git("init", "-q");
    git("add", ...Object.keys(files));
    git("commit", "-q", "-m", "one");
    expect(await findUntracked(context, ENV)).toMatch(new RegExp(`^(${missing}|${dirname(missing)}/)$`));
  },
);

test("a configuration that git ignores makes a run dirty, and one elsewhere than in the tree is only what it names", async () => {
  const context = await committed({ ...FILES, "ignored/mine.yml": "version: 1\n" });
  const config = await loadConfig(context.workspace, "ignored/mine.yml");
  expect(await findUntracked({ ...context, config }, ENV)).toBe("ignored/mine.yml");
});

test("a folder that .dockerignore leaves out is not looked at, however large, where no line lets anything in again", async () => {
  const context = await committed({ ...FILES, "service/.dockerignore": "cache\n" });
  await mkdir(join(context.workspace, "service/cache/x"), { recursive: true });
  for (let index = 0; index < 2_100; index++) await writeFile(join(context.workspace, `service/cache/x/${index}`), "");
  expect(await findUntracked(context, ENV)).toBeUndefined();
});

test("a folder with more untracked files than anybody looks at counts, whatever .dockerignore says", async () => {
  const context = await committed();
  await mkdir(join(context.workspace, "service/scratch/x"), { recursive: true });
  for (let index = 0; index < 2_100; index++) await writeFile(join(context.workspace, `service/scratch/x/${index}`), "");
  expect(await findUntracked(context, ENV)).toBe("service/scratch/");
});

describe("a tracked file that was changed although git says that nothing was", () => {
  const CHANGED = ["deploy/a.yaml", "db/1.sql", "checks/orders.yaml", "service/Dockerfile"];
  const BIG = ["service/main.js", "data/orders.csv", "models/churn/weights.json", "out/metrics.json"];

  const changed = async (path: string, tell: (git: (...args: string[]) => string) => void): Promise<string | undefined> => {
    const context = await committed({ ...FILES, ".gitattributes": "orders.yaml filter=same\n" });
    const git = (...args: string[]): string => execFileSync("git", ["-C", context.workspace, ...args], { env: ENV, encoding: "utf8" });
    tell(git);
    await writeFile(join(context.workspace, path), "something else\n");
    // So that git looks at what is there now, as the filter shows it.
    if (git("config", "--default", "", "filter.same.clean").trim() !== "") git("add", path);
    expect(git("status", "--porcelain", "-uno")).toBe("");
    return findAltered(context, ENV);
  };

  test.each([...CHANGED, ...BIG])("%s, which git assumes to be unchanged, makes a run dirty", async (path) => {
    expect(await changed(path, (git) => git("update-index", "--assume-unchanged", path))).toBe(path);
  });

  test.each([...CHANGED, ...BIG])("%s, which git leaves out of the work tree, makes a run dirty", async (path) => {
    expect(await changed(path, (git) => git("update-index", "--skip-worktree", path))).toBe(path);
  });

  test("a manifest that a filter cleans makes a run dirty", async () => {
    const text = FILES["checks/orders.yaml"].trim();
    expect(await changed("checks/orders.yaml", (git) => git("config", "filter.same.clean", `echo '${text}' #`))).toBe("checks/orders.yaml");
  });

  test("what .dockerignore leaves out, and what nothing names, makes none", async () => {
    for (const path of ["service/notes.md", "notes.txt"]) {
      const context = await committed({ ...FILES, [path]: "old" });
      execFileSync("git", ["-C", context.workspace, "update-index", "--skip-worktree", path], { env: ENV });
      await writeFile(join(context.workspace, path), "new");
      expect(await findAltered(context, ENV)).toBeUndefined();
    }
  });

  test("is none where nothing was changed, or line ends are those of another system", async () => {
    const context = await committed({ ...FILES, ".gitattributes": "*.sql text eol=crlf\n" });
    expect(await findAltered(context, ENV)).toBeUndefined();
    await writeFile(join(context.workspace, "db/1.sql"), "SELECT 1;\r\n");
    expect(await findAltered(context, ENV)).toBeUndefined();
  });
});

test("only a committed list says what git ignores", async () => {
  const context = await committed();
  await writeFile(join(context.workspace, ".git/info/exclude"), "extra.js\n");
  expect(await after(context, "service/extra.js")).toBe("service/extra.js");
});
