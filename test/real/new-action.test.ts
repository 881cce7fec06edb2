import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "@waybill/testing/repository";

const NAME = "promote-image";

test("a new action builds, and passes lint and every contract and bundle test, before anybody has touched it", async () => {
  const clone = join(await mkdtemp(join(tmpdir(), "new-action-")), "waybill");
  const run = async (program: string, ...args: string[]): Promise<string> => {
    const env = { ...process.env, PATH: `${join(clone, "node_modules/.bin")}:${process.env["PATH"]}` };
    const ended = await promisify(execFile)(program, args, { cwd: clone, env, maxBuffer: 1 << 26 }).catch(
      (error: Error & { stdout?: string }) => {
        throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout ?? ""}`);
      },
    );
    return ended.stdout;
  };
  await promisify(execFile)("git", ["clone", "--quiet", ROOT, clone]);
  // Installed once already; hard links take no time and no space.
  await promisify(execFile)("cp", ["-al", join(ROOT, "node_modules"), join(clone, "node_modules")]);

  await run("npm", "run", "new-action", "--", NAME);
  await run("npm", "install", "--offline", "--ignore-scripts");
  await run("npm", "run", "build");
  expect(await readFile(join(clone, "dist", NAME, "index.js"), "utf8")).toContain(NAME);
  await run("npm", "run", "lint");
  // The clone's dist/ differs from its commit by the new action, and these tests are about that dist/.
  const tests = await run(
    "npx",
    "vitest",
    "run",
    "test/contract/actions.test.ts",
    "test/contract/dist.test.ts",
    "test/contract/layers.test.ts",
    "test/dist",
  );
  expect(tests).toMatch(/Tests .*passed/);
});
