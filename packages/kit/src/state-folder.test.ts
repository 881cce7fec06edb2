import { mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeStateFolder, userStateFolder } from "./state-folder.ts";

test("a state folder ignores itself, and what somebody wrote there stays", async () => {
  const dir = join(await mkdtemp(join(tmpdir(), "state-")), ".waybill");
  await makeStateFolder(dir);
  expect(await readFile(join(dir, ".gitignore"), "utf8")).toBe("*\n");
  await writeFile(join(dir, ".gitignore"), "mine");
  await makeStateFolder(dir);
  expect(await readFile(join(dir, ".gitignore"), "utf8")).toBe("mine");
});

test.each<[string, (dir: string) => Promise<void>]>([
  ["a file", (dir) => writeFile(dir, "")],
  ["a link to nothing", (dir) => symlink("/nonexistent/folder", dir)],
])("%s in the place of the state folder is said to be in the way", async (_, make) => {
  const dir = join(await mkdtemp(join(tmpdir(), "state-")), ".waybill");
  await make(dir);
  await expect(makeStateFolder(dir)).rejects.toThrow(/\.waybill' is or leads through a file or a broken link.*Remove or rename it/);
});

test("a project has one folder of the user, also through a link, and another project has another one", async () => {
  const root = await mkdtemp(join(tmpdir(), "state-"));
  for (const name of ["one/app", "two/app"]) await mkdir(join(root, name), { recursive: true });
  await symlink(join(root, "one"), join(root, "link"));
  const env = { HOME: join(root, "home") };
  const folder = await userStateFolder(join(root, "one/app"), env);
  expect(folder.startsWith(join(root, "home/.local/state/waybill/app-"))).toBe(true);
  expect(await userStateFolder(join(root, "link/app"), env)).toBe(folder);
  expect(await userStateFolder(join(root, "two/app"), env)).not.toBe(folder);
});

test("the runner's temporary folder comes first, then XDG_STATE_HOME; one inside the project is passed over", async () => {
  const project = await mkdtemp(join(tmpdir(), "state-"));
  const HOME = await mkdtemp(join(tmpdir(), "home-"));
  const start = async (env: Record<string, string>): Promise<string> =>
    (await userStateFolder(project, { HOME, ...env })).split("/waybill/")[0] ?? "";
  expect(await start({ RUNNER_TEMP: "/runner", XDG_STATE_HOME: "/xdg" })).toBe("/runner");
  expect(await start({ XDG_STATE_HOME: "/xdg" })).toBe("/xdg");
  expect(await start({ XDG_STATE_HOME: "relative" })).toBe(join(HOME, ".local/state"));
  expect(await start({ RUNNER_TEMP: join(project, "tmp") })).toBe(join(HOME, ".local/state"));
  await expect(start({ HOME: project })).rejects.toThrow("Set XDG_STATE_HOME to a folder outside of the project.");
});
