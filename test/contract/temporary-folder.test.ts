import { execFile } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "@waybill/testing/repository";

/** Node's own cache of compiled code, which npm and vitest share with every other program of the user. */
const SHARED_CACHE = "node-compile-cache";

test("a run of tests leaves nothing in the temporary folder, whatever the tests and their child processes made there", async () => {
  const outside = await mkdtemp(join(tmpdir(), "outside-"));
  // This test makes a folder itself and starts a step, and it cleans nothing up.
  const noisy = ["packages/kit/src/edge/runner.test.ts", "-t", "a failure is told once"];
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", ...noisy], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TMPDIR: outside, NO_COLOR: "1" },
  });
  expect(stdout).toMatch(/Tests +1 passed/);
  expect((await readdir(outside)).filter((name) => name !== SHARED_CACHE)).toEqual([]);
});
