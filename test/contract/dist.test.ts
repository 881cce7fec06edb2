import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { read, ROOT } from "@waybill/testing/repository";
import { BUNDLE, listBundles, listFiles } from "../../scripts/bundles.ts";

// That dist/ equals its sources is held by `npm run check-dist`, which takes as long as a build and so is no test.

/** For good. Until the crafts add their libraries the aim is 5 MB and 2.5 MB. */
const MAX_DIST_BYTES = 12_000_000;
const MAX_ARCHIVE_BYTES = 5_000_000;

const files = await listFiles(join(ROOT, "dist"));
const names = (await listBundles()).map(({ name }) => name);
const code = files.filter((file) => file.startsWith(`${BUNDLE}/`) && file.endsWith(".js"));

test("all of dist is at most 12 MB", () => {
  const bytes = files.reduce((sum, file) => sum + statSync(join(ROOT, "dist", file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(MAX_DIST_BYTES);
});

test("the repository, as a runner downloads it, is at most 5 MB", () => {
  const archive = execFileSync("git", ["archive", "HEAD"], { cwd: ROOT, maxBuffer: 1 << 28 });
  expect(gzipSync(archive).length).toBeLessThanOrEqual(MAX_ARCHIVE_BYTES);
});

test("dist holds one bundle, an entry of two lines for each program, and nothing else", () => {
  const entries = files.filter((file) => !file.startsWith(`${BUNDLE}/`));
  expect(entries).toEqual(["package.json", ...names.map((name) => `${name}/index.js`)].sort());
  for (const name of names) {
    expect(read(`dist/${name}/index.js`)).toBe(`import { run } from "../${BUNDLE}/index.js";\nawait run("${name}");\n`);
  }
});

test("the bundle holds readable code, its licences once, and nothing that a program would load beside it", () => {
  const others = files.filter((file) => file.startsWith(`${BUNDLE}/`) && !/^\w+\/(\d+\.)?index\.js$/.test(file));
  expect(others).toEqual([`${BUNDLE}/licenses.txt`, `${BUNDLE}/package.json`]);
  for (const file of ["dist/package.json", `dist/${BUNDLE}/package.json`]) expect(JSON.parse(read(file))).toEqual({ type: "module" });
});

test.each(["@actions/core", "@actions/exec", "@actions/github", "dockerode", "pg", "undici", "yaml"])(
  "states the licence of %s",
  (name) => {
    expect(read(`dist/${BUNDLE}/licenses.txt`).split("\n")).toContain(name);
  },
);

test.each(code)("%s can be read by people: no minified code of ours or others", (file) => {
  const lines = read(`dist/${file}`).split("\n");
  // One very long line would be minified code or an embedded table; tables are no code.
  const minified = lines.filter(
    (line) =>
      line.length > 2000 && !/^\s*(module\.exports\s*=\s*)?(JSON\.parse|\/\*|["'`[])/.test(line.trim()) && /\bfunction\b|=>/.test(line),
  );
  expect(minified.map((line) => line.slice(0, 80))).toEqual([]);
});

test.each(code)("%s carries no path of the machine that built it", (file) => {
  expect(read(`dist/${file}`)).not.toContain(ROOT);
});
