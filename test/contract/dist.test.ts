import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { listBundles, listFiles } from "../../scripts/bundles.ts";
import { read, ROOT } from "@waybill/testing/repository";

const files = await listFiles(join(ROOT, "dist"));

test("all of dist is at most 15 MB", () => {
  const bytes = files.reduce((sum, file) => sum + statSync(join(ROOT, "dist", file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(15_000_000);
});

describe.each((await listBundles()).map((bundle) => bundle.name))("bundle %s", (name) => {
  test("is an ES module with its licences listed and no source maps", () => {
    expect(JSON.parse(read(`dist/${name}/package.json`))).toMatchObject({ type: "module" });
    expect(read(`dist/${name}/licenses.txt`)).toContain("MIT");
    expect(files.filter((file) => file.startsWith(`${name}/`) && /\.map$|sourcemap-register/.test(file))).toEqual([]);
  });

  test("can be read by people: no minified code of ours or others", () => {
    const lines = read(`dist/${name}/index.js`).split("\n");
    // One very long line would be minified code or an embedded table; tables are no code.
    const code = lines.filter(
      (line) =>
        line.length > 2000 && !/^\s*(module\.exports\s*=\s*)?(JSON\.parse|\/\*|["'`[])/.test(line.trim()) && /\bfunction\b|=>/.test(line),
    );
    expect(code.map((line) => line.slice(0, 80))).toEqual([]);
  });

  test("carries no path of the machine that built it", () => {
    expect(read(`dist/${name}/index.js`)).not.toContain(ROOT);
  });
});

test("equals what its sources build, byte for byte", async () => {
  await promisify(execFile)(process.execPath, ["scripts/check-dist.ts"], { cwd: ROOT });
}, 150_000);
