import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@waybill/config";
import { ROOT } from "@waybill/testing/repository";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { initialise } from "./index.ts";
import type { InitOptions } from "./index.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

let folder: string;
/** A copy of Waybill as a runner has it: without git, in a folder called after what was asked for. */
let unpacked: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-init-"));
  unpacked = join(folder, "waybill-1.2.3");
  for (const path of ["action.yml", "package.json", ".github/workflows"])
    await cp(join(ROOT, path), join(unpacked, path), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function options(workspace: string, more: Partial<InitOptions> = {}): InitOptions {
  const base = { searchFrom: unpacked, env: { PATH: process.env["PATH"] ?? "" }, commit: COMMIT, dryRun: false };
  return { workspace, ...base, signal: new AbortController().signal, ...more };
}

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(join(folder, "shop-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(workspace, path, ".."), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return workspace;
}

/** Texts that people write, and texts that would mean something to YAML, GitHub, a shell or a terminal. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "a: b",
    "a\nb: c",
    "${{ secrets.X }}",
    "'",
    '"',
    "- x",
    "# x",
    "&a",
    "*a",
    "!!js",
    "|",
    "\u001b[2J",
    "\u202e",
    "yes",
    "env:PATH",
    "__proto__",
    "../..",
    "null",
    "~",
    "{{ x }}",
    "constructor",
    "$(id)",
  ),
);

/** What a caller may ask of a run. */
const ASKED = /^\$\{\{ (secrets\.[A-Z_]+( \|\| github\.token)?|matrix\.environment|github\.run_id|!failure\(\) && !cancelled\(\)) \}\}$/;

test("whatever strangers' files say, what is written is a configuration that holds and a workflow that asks for nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 8, maxLength: 8 }), async (texts) => {
      const [service = "", value = "", image = "", environment = "", namespace = "", target = "", column = "", job = ""] = texts;
      const workspace = await project({
        "api/Dockerfile": "FROM scratch\n",
        "compose.yaml": stringify({
          services: { [service]: { image, build: { context: "api", target, args: { NAME: value, [value]: "x" } } } },
        }),
        "deploy/app.yaml": stringify({
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "a", ...(namespace === "" ? {} : { namespace }) },
          spec: { containers: [{ name: "a", image: "api" }] },
        }),
        "data/a.csv": `id,"${column.replaceAll('"', '""')}"\n1,x\n`,
        ".github/workflows/ci.yml": stringify({
          env: { X: value },
          jobs: {
            [job]: {
              environment,
              steps: [
                {
                  uses: "docker/build-push-action@v6",
                  with: { context: "api", tags: image, "build-args": `A=${value}`, platforms: target, "cache-from": value },
                },
                { uses: "Azure/k8s-deploy@v5", with: { manifests: "deploy", namespace, strategy: target } },
                { run: `cd ${target}\ndocker build -t ${image} ${value}\nflyway -locations=${namespace}` },
              ],
            },
          },
        }),
        Jenkinsfile: `pipeline { stages { stage(${JSON.stringify(job)}) { steps { sh ${JSON.stringify(`docker build -t ${image} api; ${value}`)} } } } }`,
      });
      const result = await initialise(options(workspace));
      await loadConfig(workspace);
      const caller = await readFile(join(workspace, ".github/workflows/release.yml"), "utf8");
      for (const [expression] of caller.matchAll(/\$\{\{.*?\}\}/g)) expect(expression).toMatch(ASKED);
      expect(Object.keys(parse(caller) as object)).toEqual(["name", "on", "permissions", "concurrency", "jobs"]);
      for (const row of result.products.flatMap(({ taken, left }) => [...taken, ...left]))
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/[\p{Cc}\u202e]/u);
      await rm(workspace, { recursive: true });
    }),
    { numRuns: 30 },
  );
}, 60_000);

test("a copy of Waybill that does not say which commit it is asks for it", async () => {
  const workspace = await project({ Dockerfile: "FROM scratch\n" });
  await expect(initialise(options(workspace, { commit: undefined }))).rejects.toMatchObject({
    input: "commit",
    message: expect.stringContaining("is no checkout that says which commit it is; give the commit of the release") as string,
  });
});

test("a folder that a runner names after the commit says it", async () => {
  const named = join(folder, "actions", COMMIT);
  await cp(unpacked, named, { recursive: true });
  const workspace = await project({ Dockerfile: "FROM scratch\n" });
  await initialise(options(workspace, { searchFrom: join(named, ".github"), commit: undefined, version: "v1.2.3" }));
  expect(await readFile(join(workspace, ".github/workflows/release.yml"), "utf8")).toContain(`release.yml@${COMMIT} # v1.2.3`);
});

test("a program without its workflows beside it says where they are", async () => {
  await expect(initialise(options(folder, { searchFrom: tmpdir() }))).rejects.toThrow("do not lie beside the program");
});
