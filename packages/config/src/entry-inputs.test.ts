import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EntryInputs } from "./entry-inputs.ts";
import { checkFiles, originOfKey } from "./files.ts";
import { configOfEntry, loadConfig } from "./load.ts";
import { SecretText } from "./secret.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-entry-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const image = (keys: EntryInputs["keys"], name = "api"): EntryInputs => ({ section: "images", name: { input: "name", value: name }, keys });

test("an entry of inputs means what the same entry of a file means", async () => {
  writeFileSync(join(workspace, "waybill.yml"), "images: { api: { context: ./app/, probe: { port: 80 } } }\n");
  const file = await loadConfig(workspace);
  const inputs = await configOfEntry(
    workspace,
    image({ context: { input: "context", value: "./app/" }, probe: { input: "probe", value: { port: 80 } } }),
  );
  expect(inputs.images).toEqual(file.images);
  expect(inputs.digest).toBe(file.digest);
  expect(inputs.file).toBeUndefined();
});

test.each([
  [
    "a value out of range",
    image({ probe: { input: "probe", value: { port: 99_999 } } }),
    "Input 'probe': 'port' must be at most 65535; it is 99999.",
  ],
  [
    "a value of the wrong type",
    image({ args: { input: "build-args", value: ["a"] } }),
    "Input 'build-args' must be a mapping; it is a list.",
  ],
  [
    "an unknown key inside a value",
    image({ probe: { input: "probe", value: { port: 1, pth: "/" } } }),
    "Input 'probe': unknown key 'pth'; did you mean 'path'?",
  ],
  [
    "an unfit name",
    image({ context: { input: "context", value: "." } }, "My Image"),
    "Input 'name' is 'My Image'; it must consist of lower-case letters",
  ],
  ["a path out of the workspace", image({ context: { input: "context", value: "../x" } }), "Input 'context' leads outside the workspace"],
])("%s is said of its input, without a file or line", async (_, entry, message) => {
  const error = await configOfEntry(workspace, entry).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: "input" });
  expect(String(error)).toContain(message);
  expect(String(error)).not.toMatch(/waybill\.yml|:\d+:\d+/);
});

test("every value knows where it came from, and a default where the nearest given value did", async () => {
  writeFileSync(join(workspace, "waybill.yml"), "images:\n  my.api:\n    context: app\n");
  const file = await loadConfig(workspace);
  expect(originOfKey(file, "images.my.api.context")).toMatchObject({
    from: "file",
    key: "images.my.api.context",
    place: { line: 3, column: 14 },
  });
  expect(originOfKey(file, "images.my.api.dockerfile")).toMatchObject({ key: "images.my.api" });
  const inputs = await configOfEntry(workspace, image({ repository: { input: "image", value: "ghcr.io/a/b" } }));
  expect(originOfKey(inputs, "images.api.repository")).toEqual({ from: "input", input: "image", key: "" });
});

test("a file that is not there is a finding at its key, and one of a default at what it is made of", async () => {
  writeFileSync(
    join(workspace, "waybill.yml"),
    "images:\n  api: { context: . }\n  web: { context: web }\nenvironments:\n  a: { manifests: [waybill.yml, b] }\n",
  );
  const config = await loadConfig(workspace);
  const found = [...(await checkFiles(workspace, config, "images")), ...(await checkFiles(workspace, config, "environments", ["a"]))];
  expect(found.map(({ what, where }) => `${where?.line}:${where?.column} ${what}`)).toEqual([
    "2:19 'images.api.context' needs 'dockerfile', because nothing exists at its default 'Dockerfile'",
    "3:19 'images.web.context' is 'web', but nothing exists there; check the spelling and that an earlier step made it",
    "5:33 'environments.a.manifests.1' is 'b', but nothing exists there; check the spelling and that an earlier step made it",
  ]);
});

test("a path that no file can have is a finding, too", async () => {
  writeFileSync(join(workspace, "waybill.yml"), `images: { a: { context: ${"no/".repeat(3_000)} } }\n`);
  const [found] = await checkFiles(workspace, await loadConfig(workspace), "images");
  expect(found?.what).toMatch(/^'images\.a\.context' is 'no.*', which is longer than a path can be/);
});

test("what runs leave behind is in no build context, so it cannot be one, by whatever name", async () => {
  mkdirSync(join(workspace, ".waybill", "staging"), { recursive: true });
  symlinkSync(".waybill", join(workspace, "state"));
  writeFileSync(join(workspace, "waybill.yml"), "images: { a: { context: .waybill/staging }, b: { context: state } }\n");
  const found = await checkFiles(workspace, await loadConfig(workspace), "images");
  expect(found.map(({ what }) => what)).toEqual([
    expect.stringContaining("'images.a.context' is '.waybill/staging', which lies in .waybill, where runs leave"),
    expect.stringContaining("'images.b.context' is 'state', which lies in .waybill"),
  ]);
});

test("a secret that an input gave can be revealed, and in no other way be seen", async () => {
  const config = await configOfEntry(workspace, {
    section: "databases",
    name: { input: "name", value: "main" },
    keys: {
      migrations: { input: "migrations", value: "db" },
      url: { input: "database-url", value: new SecretText("database-url", "canary-1") },
    },
  });
  const { url } = config.databases["main"] ?? {};
  expect(url instanceof SecretText && url.reveal()).toBe("canary-1");
  for (const shown of [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    url instanceof SecretText ? url.toString() : "",
    JSON.stringify([...config.origins]),
  ])
    expect(shown).not.toContain("canary-1");
});
