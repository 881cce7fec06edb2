import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { initialise } from "@waybill/init";
import type { InitOptions, InitResult } from "@waybill/init";
import { bookshop, fleet, forecast, writeTree } from "@waybill/testing/adopters/repositories";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParts } from "../../scripts/parts/state.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const env = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" };

let folder: string;
const callers: string[] = [];
/** How our own workflows are judged is the matter of lint.test.ts; here only what the copies add to it counts. */
let copies: string[];

async function git(dir: string, ...args: string[]): Promise<string> {
  const who = ["-c", "user.name=Organisation", "-c", "user.email=org@acme.example", "-c", "commit.gpgsign=false"];
  return (await run("git", ["-C", dir, ...who, ...args])).stdout.trim();
}

async function adopt(workspace: string, options: Partial<InitOptions>): Promise<InitResult> {
  const signal = new AbortController().signal;
  return initialise({ workspace, searchFrom: import.meta.dirname, env, dryRun: false, signal, ...options });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "adopters-"));
  const organisation = join(folder, "organisation");
  await mkdir(organisation);
  await git(organisation, "init", "--quiet", "--initial-branch=main");
  await git(organisation, "remote", "add", "origin", "https://github.com/acme/workflows.git");
  for (const [name, files] of Object.entries({ bookshop, forecast, fleet })) {
    for (const way of ["public", "inline", "vendored"] as const) {
      const workspace = join(folder, `${name}-${way}`);
      // Only what is ours is judged: a stranger's own workflow has findings of its own.
      await writeTree(workspace, files);
      const vendorDir = way === "vendored" ? organisation : undefined;
      const result = await adopt(workspace, { way, vendorDir });
      if (way === "vendored" && result.commands.some((command) => command.includes("again"))) {
        await git(organisation, "add", ".github");
        await git(organisation, "commit", "--quiet", "--message=Take the workflows of Waybill");
        await adopt(workspace, { way, vendorDir });
      }
      await rm(join(workspace, ".github/workflows/pipeline.yml"), { force: true });
      callers.push(join(workspace, ".github/workflows/release.yml"));
    }
  }
  copies = (await git(organisation, "ls-files", ".github/workflows")).split("\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("actionlint reports nothing on what init writes", async () => {
  const { stdout, stderr } = await run(readParts().tools.actionlint, ["-no-color", ...callers]);
  expect(`${stdout}${stderr}`).toBe("");
});

test("actionlint reports nothing on the organisation's copies", async () => {
  // As for the files that they are copies of.
  const ignore = ["-ignore", 'unexpected key "queue" for "concurrency" section\\. expected one of "cancel-in-progress", "group"'];
  const { stdout, stderr } = await run(readParts().tools.actionlint, ["-no-color", ...ignore, ...copies], {
    cwd: join(folder, "organisation"),
  });
  expect(`${stdout}${stderr}`).toBe("");
});

test("zizmor's strictest persona reports nothing on the organisation's copies, but for how they call each other", async () => {
  const args = ["--offline", "--persona", "auditor", "--no-progress", "--no-config", "--color=never", "."];
  const { stdout, stderr } = await run(readParts().tools.zizmor, args, { cwd: join(folder, "organisation") });
  const calls = (await Promise.all(copies.map((copy) => readFile(join(folder, "organisation", copy), "utf8"))))
    .join("\n")
    .match(/uses: \.\/.* # zizmor: ignore\[self-repository\] /g);
  expect(calls?.length).toBeGreaterThan(0);
  expect(`${stdout}${stderr}`).toMatch(new RegExp(`No findings to report.*\\(${calls?.length} ignored\\)`));
});

test("zizmor's strictest persona reports nothing on what init writes, without exceptions", async () => {
  const args = ["--offline", "--persona", "auditor", "--no-progress", "--no-config", ...callers];
  const { stdout, stderr } = await run(readParts().tools.zizmor, args);
  expect(`${stdout}${stderr}`).toContain("No findings to report");
  expect(`${stdout}${stderr}`).not.toMatch(/ignored|suppressed/);
});

test("the organisation's copies call each other at their own commit, and our actions at ours", async () => {
  expect(copies).toEqual(expect.arrayContaining(["release.yml", "deploy.yml", "rollback.yml"].map((name) => `.github/workflows/${name}`)));
  const commit = (await run("git", ["-C", ROOT, "rev-parse", "HEAD"])).stdout.trim();
  for (const copy of copies) {
    const text = await readFile(join(folder, "organisation", copy), "utf8");
    const references = [...text.matchAll(/^[^#\n]*uses:\s*(\S+)/gm)].map(([, reference = ""]) => reference);
    for (const reference of references)
      if (!/^(actions|aws-actions|docker)\//.test(reference))
        expect(reference).toMatch(new RegExp(`^(\\./\\.github/workflows/|waybill-ci/waybill.*@${commit}$)`));
  }
});

test("a caller of the copies names the commit that holds them, and hands no other secret on", async () => {
  const caller = await readFile(join(folder, "bookshop-vendored/.github/workflows/release.yml"), "utf8");
  const commit = await git(join(folder, "organisation"), "rev-parse", "HEAD");
  expect(caller).toContain(`uses: acme/workflows/.github/workflows/release.yml@${commit} # `);
  expect(caller).not.toContain("inherit");
});
