import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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

test.each<[string, (dir: string) => Promise<void>]>([["a file", (dir) => writeFile(dir, "")]])(
  "%s in the place of the state folder is said to be in the way",
  async (_, make) => {
    const dir = join(await mkdtemp(join(tmpdir(), "state-")), ".waybill");
    await make(dir);
    await expect(makeStateFolder(dir)).rejects.toThrow(/\.waybill' is or leads through a file or a broken link.*Remove or rename it/);
  },
);

test.each<[string, string]>([
  ["the state folder itself", ".waybill"],
  ["a folder in it", ".waybill/production"],
  ["a file in it", ".waybill/production/report.html"],
])("a link in the place of %s is refused, and nothing is written where it leads", async (_, place) => {
  const root = await mkdtemp(join(tmpdir(), "state-"));
  await mkdir(join(root, "elsewhere"));
  await mkdir(join(root, place, ".."), { recursive: true });
  for (const target of [join(root, "elsewhere"), "/nonexistent/folder"]) {
    await symlink(target, join(root, place));
    await expect(makeStateFolder(join(root, ".waybill"), "production")).rejects.toThrow(`${place}' is a link`);
    expect(await readdir(join(root, "elsewhere"))).toEqual([]);
    await rm(join(root, place));
  }
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
