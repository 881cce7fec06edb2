import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resolveInWorkspace } from "./workspace.ts";

async function workspace(): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "ws-")));
  await mkdir(join(root, "data"));
  await writeFile(join(root, "data", "a.csv"), "x");
  return root;
}

test("finds a file inside the workspace", async () => {
  const root = await workspace();
  expect(await resolveInWorkspace(root, "data/a.csv", "source")).toBe(join(root, "data", "a.csv"));
});

test.each([["../etc/passwd"], ["/etc/passwd"], ["data/../../x"]])("refuses '%s', which leaves the workspace", async (path) => {
  await expect(resolveInWorkspace(await workspace(), path, "source")).rejects.toThrow("Input 'source'");
});

test("refuses a link that leads out of the workspace", async () => {
  const root = await workspace();
  await symlink("/etc", join(root, "out"));
  await expect(resolveInWorkspace(root, "out/hostname", "source")).rejects.toThrow("a link that leads outside");
});

test("names the input whose file is missing", async () => {
  await expect(resolveInWorkspace(await workspace(), "nope.csv", "source")).rejects.toThrow(
    "Input 'source' is 'nope.csv', but nothing exists there",
  );
  expect(await resolveInWorkspace(await workspace(), "nope.csv", "source", { mayBeMissing: true })).toContain("nope.csv");
});

test.each([
  ["data/loop", "a link that leads back to itself"],
  [`data/${"x".repeat(300)}`, "longer than a path can be"],
  ["data/a.csv/b", "leads through a file as if it were a folder"],
  ["data/a\0b", "holds a character that no path can"],
])("names the input whose path cannot be followed: %#", async (path, problem) => {
  const root = await workspace();
  await symlink("loop", join(root, "data", "loop"));
  for (const mayBeMissing of [false, true])
    await expect(resolveInWorkspace(root, path, "source", { mayBeMissing })).rejects.toThrow(
      new RegExp(`^Input 'source' is '.*${problem}`, "s"),
    );
});
