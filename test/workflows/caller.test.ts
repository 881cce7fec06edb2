import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCaller } from "@waybill/workflows";
import { readParts } from "../../scripts/parts/state.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const run = promisify(execFile);

let repository: string;
const files: string[] = [];

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), "adopter-"));
  await mkdir(join(repository, ".github/workflows"), { recursive: true });
  await run("git", ["init", "--quiet"], { cwd: repository });
  const workflows: Record<string, string> = {};
  for (const file of ["release.yml", "validate.yml", "build.yml", "deploy.yml"])
    workflows[file] = await readFile(join(ROOT, ".github/workflows", file), "utf8");
  const options = {
    product: "shop",
    environments: ["staging", "production"],
    waybill: { repository: "waybill-ci/waybill", commit: COMMIT, version: "v1.0.0" },
    checkout: { repository: "actions/checkout", commit: "de0fac2e4500dabe0009e67214ff5f5447ce83dd", version: "v6.0.2" },
    vendored: { repository: "acme/workflows", commit: COMMIT, version: "v1.0.0" },
    workflows,
  };
  for (const way of ["public", "vendored", "inline"] as const)
    for (const directory of [undefined, "services/shop"]) {
      const name = `${way}${directory === undefined ? "" : "-folder"}.yml`;
      await writeFile(join(repository, ".github/workflows", name), writeCaller({ ...options, way, directory }));
      files.push(`.github/workflows/${name}`);
    }
});
afterAll(() => rm(repository, { recursive: true, force: true }));

test("actionlint reports nothing on an adopter's repository", async () => {
  const { stdout, stderr } = await run(readParts().tools.actionlint, ["-no-color", ...files], { cwd: repository });
  expect(`${stdout}${stderr}`).toBe("");
});

test("zizmor's strictest persona reports nothing on an adopter's repository, without exceptions", async () => {
  const args = ["--offline", "--persona", "auditor", "--no-progress", "--no-config", "--color=never", "."];
  const { stdout, stderr } = await run(readParts().tools.zizmor, args, { cwd: repository });
  expect(`${stdout}${stderr}`).toContain("No findings to report");
  expect(`${stdout}${stderr}`).not.toMatch(/ignored|suppressed/);
});
