import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SILENT } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rehearse } from "../../packages/cli/src/rehearse.ts";

const TIMEOUT_MS = 120_000;

let folder: string;
let workspace: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-parts-"));
  workspace = join(folder, "parts");
  await write({
    "waybill.yml": "version: 1\nname: parts\nimages: { api: {} }\ndatabases: { main: { url: env:DATABASE_URL, migrations: db } }\n",
    Dockerfile: "FROM scratch\nCOPY file /file\n",
    file: "text\n",
    "db/V1__first.sql": "CREATE TABLE orders (id bigserial PRIMARY KEY);\n",
  });
});
afterAll(async () => {
  await run({ stop: true });
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

async function run(options: object = {}): Promise<{ text: string; verdict?: Verdict; error?: Error }> {
  let text = "";
  const print = (part: string): void => void (text += part);
  const around = {
    env: { PATH: process.env["PATH"] ?? "" },
    builder: "assemble" as const,
    reporter: SILENT,
    signal: new AbortController().signal,
    print,
  };
  try {
    return { verdict: await rehearse({ ...around, workspace, rehearsalDir: join(folder, "world"), ...options }), text };
  } catch (error) {
    return { text, error: error as Error };
  }
}

test(
  "a project without an environment is built and migrated, and told that nothing was deployed and what to add",
  { timeout: TIMEOUT_MS },
  async () => {
    const { text, verdict, error } = await run();
    expect(error).toBeUndefined();
    expect(verdict).toMatch(/^(pass|warn)$/);
    expect(text).toMatch(/Build image api/);
    expect(text).toMatch(/Migrate database main .*1 applied/);
    expect(text).toContain("Nothing was deployed: waybill.yml declares no environment");
    expect(text).toContain("environments: { production: { namespace: parts, manifests: deploy } }");
    expect(text).toMatch(/Before the first real release[^]*packages: write/);
  },
);

test("what it cannot try makes it inconclusive, and what fails ends it", { timeout: TIMEOUT_MS }, async () => {
  await write({
    "legacy.yml": "databases: { legacy: { url: env:DATABASE_URL, migrations: legacy } }\n",
    "legacy/V1__first.sql": "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n",
    "broken.yml": "databases: { broken: { url: env:DATABASE_URL, migrations: broken } }\n",
    "broken/V1__first.sql": "CREATE TABEL t (id bigserial);\n",
  });
  expect(await run({ configFile: "legacy.yml" })).toMatchObject({ verdict: "inconclusive" });
  const { error, text } = await run({ configFile: "broken.yml" });
  expect(error?.message).toMatch(/^Migrate database broken: fail\..*TABEL/);
  expect(text).toContain("no-environment/report.html");
});

test(
  "an environment that is not there is refused before anything starts, and a project that has nothing to try is no success",
  { timeout: TIMEOUT_MS },
  async () => {
    expect((await run({ environment: "production" })).error?.message).toContain("it has none");
    await write({ "empty.yml": "images: { api: {} }\n" });
    const images = `{ "api": "127.0.0.1:1/api@sha256:${"0".repeat(64)}" }`;
    expect((await run({ configFile: "empty.yml", images })).error?.message).toContain("declares nothing to try");
  },
);
