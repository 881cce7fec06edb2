import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "@waybill/config";
import { SILENT } from "@waybill/kit";
import { writePageFolder } from "@waybill/testing/adopters/page-files";
import { ROOT } from "@waybill/testing/repository";
import { parseArguments } from "../../packages/cli/src/arguments.ts";
import { runCommand } from "../../packages/cli/src/commands.ts";
import { rehearse } from "../../packages/cli/src/rehearse.ts";

const around = {
  env: process.env as Record<string, string>,
  builder: "assemble" as const,
  reporter: SILENT,
  signal: new AbortController().signal,
};

let folder: string;
let rehearsalDir: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-examples-"));
  rehearsalDir = join(folder, "world");
});
afterAll(async () => {
  await rehearse({ ...around, print: () => undefined, workspace: folder, rehearsalDir, stop: true });
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function copy(example: string, name = example): Promise<string> {
  const workspace = join(folder, name);
  await cp(join(ROOT, "examples", example), workspace, { recursive: true, filter: (source) => !source.endsWith("/.waybill") });
  return workspace;
}

test.each([
  ["minimal", "It runs."],
  ["jenkins-lab", "The lab works."],
])("examples/%s passes the check, is rehearsed, and answers", { timeout: 120_000 }, async (name, page) => {
  const workspace = await copy(name);
  let out = "";
  const print = (text: string): void => void (out += text);
  expect(await runCommand(parseArguments(["check", "-C", workspace]), { ...around, print }), out).toBe("pass");
  expect(await rehearse({ ...around, builder: "assemble", print, workspace, rehearsalDir }), out).toBe("warn"); // for the approval alone, which nobody gave
  const url = /Answers now {2}(http\S+)/.exec(out)?.[1] ?? "";
  expect(await (await fetch(url)).text()).toContain(page);
});

test.each(["wordpress", "redis", "kafka"])(
  "what docs/examples.md shows of %s passes the check, and init proposes the same image",
  async (name) => {
    const workspace = join(folder, name);
    await writePageFolder("docs/examples.md", name, workspace);
    let out = "";
    const print = (text: string): void => void (out += text);
    expect(await runCommand(parseArguments(["check", "-C", workspace]), { ...around, print }), out).toBe("pass");
    const shown = await loadConfig(workspace);
    await rm(join(workspace, "waybill.yml"));
    const command = ["init", "--public", "-C", workspace, "--commit", "0123456789abcdef0123456789abcdef01234567"];
    expect(await runCommand(parseArguments(command), { ...around, print })).toBe("pass");
    expect(Object.keys((await loadConfig(workspace)).images)).toEqual(Object.keys(shown.images));
  },
);

test("init finds in the lab's Jenkinsfiles what its waybill.yml says, but for the URL check", async () => {
  const workspace = await copy("jenkins-lab", "lab");
  const written = await loadConfig(workspace);
  for (const path of ["waybill.yml", ".github"]) await rm(join(workspace, path), { recursive: true });
  let out = "";
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const print = (text: string): void => void (out += text);
  expect(await runCommand(parseArguments(["init", "--public", "-C", workspace, "--commit", commit]), { ...around, print })).toBe("pass");
  const found = await loadConfig(workspace);
  expect(out).toContain("jobs that start each other become the stages of one release");
  expect(found).toMatchObject({ name: "lab", images: { site: { repository: "acme/lab/site" } } });
  expect(found.images["site"]).toMatchObject({ dockerfile: written.images["site"]?.dockerfile, context: written.images["site"]?.context });
  const { namespace, manifests } = written.environments["production"] ?? {};
  expect(found.environments["production"]).toMatchObject({ namespace, manifests });
});
