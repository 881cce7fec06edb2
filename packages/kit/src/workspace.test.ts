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
