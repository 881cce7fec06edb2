import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "./load.ts";

async function refusal(files: Readonly<Record<string, string>>): Promise<unknown> {
  const workspace = await mkdtemp(join(tmpdir(), "projects-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return loadConfig(workspace).catch((error: unknown) => (error instanceof Error ? error.message : error));
}

test("a repository without a configuration is told where to begin", async () => {
  expect(await refusal({})).toMatch(/there is no waybill\.yml in .*check the repository out before this step/);
});

test("a repository of two products is told which folders hold one", async () => {
  const files = {
    "services/web/waybill.yml": "",
    "services/api/waybill.yml": "",
    "node_modules/x/waybill.yml": "",
    ".git/waybill.yml": "",
  };
  expect(await refusal(files)).toContain("There is one in services/api and in services/web; give that folder as 'working-directory'");
});

test("an empty configuration is told at its first line", async () => {
  expect(await refusal({ "waybill.yml": "\n# nothing yet\n" })).toContain("waybill.yml:1:1 the file is empty");
});

test("a name in upper case is told with the rule, because a registry and a cluster take none", async () => {
  expect(await refusal({ "waybill.yml": "name: Shop\nimages: { API: { repository: ghcr.io/Acme/Shop } }\n" })).toContain(
    "waybill.yml:1:7 'name' must consist of lower-case letters",
  );
});
