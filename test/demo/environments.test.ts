import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SILENT } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { rehearse } from "../../packages/cli/src/rehearse.ts";
import type { RehearsalOptions } from "../../packages/cli/src/rehearse.ts";

const TIMEOUT_MS = 120_000;

const settings = (namespace: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: ${namespace} }\ndata: { level: info }\n`;

/** Two databases of two kinds, in two environments, which read one variable each. */
const PROJECT: Readonly<Record<string, string>> = {
  "release.yml": `version: 1
name: shop
databases:
  main: { url: env:DATABASE_URL, migrations: db/main, shared: false }
  local: { url: env:LOCAL_URL, migrations: db/local, shared: false }
environments:
  production: { namespace: shop, manifests: deploy/production, after: staging }
  staging: { namespace: shop-staging, manifests: deploy/staging }
`,
  "db/main/V1__first.sql": "CREATE TABLE orders (id bigserial PRIMARY KEY);\n",
  "db/local/V1__first.sql": "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT);\n",
  "deploy/staging/settings.yaml": settings("shop-staging"),
  "deploy/production/settings.yaml": settings("shop"),
};

let folder: string;
let workspace: string;
let rehearsalDir: string;

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
}

async function run(options: Partial<RehearsalOptions> = {}): Promise<{ text: string; verdict?: Verdict; error?: Error }> {
  let text = "";
  const print = (part: string): void => void (text += part);
  const env = { PATH: process.env["PATH"] ?? "" };
  const around = {
    env,
    builder: "assemble" as const,
    reporter: SILENT,
    signal: new AbortController().signal,
    print,
    workspace,
    rehearsalDir,
  };
  try {
    return { verdict: await rehearse({ ...around, configFile: "release.yml", ...options }), text };
  } catch (error) {
    return { text, error: error as Error };
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-environments-"));
  workspace = join(folder, "shop");
  rehearsalDir = join(folder, "rehearsal");
  await write(PROJECT);
});
afterAll(async () => {
  await run({ stop: true });
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

describe("a rehearsal of a project with two environments and two kinds of databases", () => {
  const migrated = (text: string): string[] => [...text.matchAll(/^. pass +Migrate (\w+)/gm)].map(([, name = ""]) => name);

  test("carries both environments in their order, each with databases of its own", { timeout: TIMEOUT_MS }, async () => {
    const first = await run();
    expect(first.error).toBeUndefined();
    expect(first.verdict).toMatch(/^(pass|warn)$/);
    expect(migrated(first.text)).toEqual(["main", "local", "main", "local"]);
    expect(first.text.indexOf("staging/report.html")).toBeLessThan(first.text.indexOf("production/report.html"));
    expect(first.text).not.toMatch(/nothing to apply|was edited/);
    expect((await readdir(join(rehearsalDir, "sqlite"))).filter((name) => name.endsWith(".db")).sort()).toEqual([
      "production.local.db",
      "staging.local.db",
    ]);
  });

  test("finds everything in place the second time", { timeout: TIMEOUT_MS }, async () => {
    const second = await run();
    expect(second.error).toBeUndefined();
    expect([...second.text.matchAll(/^ +Migrate database \w+: .*nothing to apply$/gm)]).toHaveLength(4);
  });

  test("carries one environment alone when it is named", { timeout: TIMEOUT_MS }, async () => {
    const { text, error } = await run({ environment: "staging" });
    expect(error).toBeUndefined();
    expect(text).not.toContain("production/report.html");
  });

  test(
    "deploys to two clusters where two environments have one namespace, by the contexts that they name",
    { timeout: TIMEOUT_MS },
    async () => {
      await write({
        "clusters.yml": `version: 1
name: twice
environments:
  staging: { namespace: twice, manifests: deploy/twice, context: lab, kubeconfig: env:KUBE, shared: false }
  production: { namespace: twice, manifests: deploy/twice, context: live, kubeconfig: env:KUBE, shared: false, after: staging }
`,
        "deploy/twice/settings.yaml": settings("twice"),
      });
      const { text, verdict, error } = await run({ configFile: "clusters.yml" });
      expect(error).toBeUndefined();
      expect(verdict).toMatch(/^(pass|warn)$/);
      expect(text.match(/2 objects created/g)).toHaveLength(2);
    },
  );

  test("says of a database that it has no server for that it was not rehearsed, and is never green", { timeout: TIMEOUT_MS }, async () => {
    await write({
      "legacy.yml": `${PROJECT["release.yml"]}`.replace(
        "environments:",
        "  legacy: { url: env:LEGACY_URL, migrations: db/legacy, shared: false }\nenvironments:",
      ),
      "db/legacy/V1__first.sql": "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n",
    });
    const { text, verdict, error } = await run({ configFile: "legacy.yml", environment: "staging" });
    expect(error).toBeUndefined();
    expect(verdict).toBe("inconclusive");
    expect(text).toContain("The database 'legacy' of staging was not rehearsed: it needs MariaDB");
    const page = await readFile(join(workspace, ".waybill", "staging", "report.html"), "utf8");
    expect(page.includes("of staging was not rehearsed: it needs MariaDB")).toBe(true);
  });
});
