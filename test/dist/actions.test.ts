import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { folders, read } from "@waybill/testing/repository";
import { runBundle } from "@waybill/testing/run-bundle";

async function workspace(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "waybill-dist-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const CHECKS = "columns:\n  id: { type: integer, required: true, unique: true }\n";

/** The actions that work on waybill.yml; one that takes inputs alone reads no file that could be missing. */
const READING_CONFIG = folders("actions").filter((name) => /^ {2}config:$/m.test(read(`actions/${name}/action.yml`)));

describe.each(READING_CONFIG)("bundle of %s", (name) => {
  test("without a configuration file ends with one error that says which file is missing and what to do", async () => {
    const step = await runBundle(
      `dist/${name}/index.js`,
      { command: name === "waybill" ? "check" : "" },
      { workspace: await workspace({}) },
    );
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain("waybill.yml");
    expect(step.log).not.toContain("Unexpected error");
  });

  test("names an unknown key of waybill.yml with its line and the nearest known one", async () => {
    const root = await workspace({ "waybill.yml": "version: 1\nimagse: {}\n" });
    const step = await runBundle(`dist/${name}/index.js`, {}, { workspace: root });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain("waybill.yml:2");
    expect(step.errors[0]).toContain("images");
  });

  test("refuses a working directory without the file it needs, in plain English", async () => {
    const step = await runBundle(`dist/${name}/index.js`, { config: "../outside.yml" }, { workspace: await workspace({}) });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain("outside");
  });
});

describe("validate-data", () => {
  test("passes good data, sets its outputs and writes a summary", async () => {
    const root = await workspace({ "a.csv": "id,name\n1,x\n2,y\n", "a.checks.yaml": CHECKS });
    const step = await runBundle("dist/validate-data/index.js", { source: "a.csv", checks: "a.checks.yaml" }, { workspace: root });
    expect(step.log).not.toContain("::error");
    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: "pass", rows: "2" } });
    expect(step.outputs["digest"]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(step.summary).toContain("Checks");
  });

  test("fails bad data with one error, and annotates the row without showing its value", async () => {
    const root = await workspace({ "a.csv": "id,name\n1,x\n1,secret-name\n", "a.checks.yaml": CHECKS });
    const step = await runBundle("dist/validate-data/index.js", { source: "a.csv", checks: "a.checks.yaml" }, { workspace: root });
    expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(step.errors).toHaveLength(1);
    expect(step.log).toMatch(/file=a\.csv,line=3/);
    expect(step.log + step.summary).not.toContain("secret-name");
  });

  test("refuses a path out of the workspace", async () => {
    const root = await workspace({ "a.checks.yaml": CHECKS });
    const step = await runBundle("dist/validate-data/index.js", { source: "/etc/passwd", checks: "a.checks.yaml" }, { workspace: root });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toContain("outside the workspace");
  });
});

describe("validate-model", () => {
  test("refuses a pickle with the reason and the next step", async () => {
    const root = await workspace({ "m/model.pkl": "\u0080\u0004\u0095.", "waybill.yml": "version: 1\nmodels:\n  m: { path: m }\n" });
    const step = await runBundle("dist/validate-model/index.js", {}, { workspace: root });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.outputs["verdict"]).toMatch(/fail|inconclusive/);
  });
});

describe("migrate-database", () => {
  test("applies migrations to SQLite once, and a second run applies nothing", async () => {
    const root = await workspace({ "db/000001_a.up.sql": "CREATE TABLE a (id integer);", "db/000001_a.down.sql": "DROP TABLE a;" });
    const inputs = { migrations: "db", "database-url": `sqlite:${join(root, "app.db")}` };
    const first = await runBundle("dist/migrate-database/index.js", inputs, { workspace: root });
    expect(first.errors).toEqual([]);
    expect(first.outputs).toMatchObject({ verdict: "pass", applied: "1", pending: "0" });
    const second = await runBundle("dist/migrate-database/index.js", inputs, { workspace: root });
    expect(second.outputs).toMatchObject({ verdict: "pass", applied: "0", pending: "0" });
  });

  test("never prints the password of a database that cannot be reached", async () => {
    const root = await workspace({ "db/000001_a.up.sql": "SELECT 1;", "db/000001_a.down.sql": "SELECT 1;" });
    const step = await runBundle(
      "dist/migrate-database/index.js",
      { migrations: "db", "database-url": "postgres://app:canary-hunter2@127.0.0.1:9/x" },
      { workspace: root },
    );
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.log.replaceAll(/^::add-mask::.*$/gm, "") + step.summary).not.toContain("canary-hunter2");
  });
});

describe("deploy-kubernetes", () => {
  test("names the cluster that does not answer", async () => {
    const kubeconfig =
      "apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: 'http://127.0.0.1:9'}}]\nusers: [{name: u, user: {token: canary-token1}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
    const root = await workspace({ "deploy/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b }\n" });
    const step = await runBundle(
      "dist/deploy-kubernetes/index.js",
      { namespace: "shop", manifests: "deploy", kubeconfig, command: "plan" },
      { workspace: root },
    );
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain("127.0.0.1:9");
    expect(step.log.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("canary-token1");
  }, 90_000);

  test("refuses an image without a digest", async () => {
    const root = await workspace({ "deploy/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n" });
    const step = await runBundle(
      "dist/deploy-kubernetes/index.js",
      { namespace: "shop", manifests: "deploy", images: "ghcr.io/a/b:latest" },
      { workspace: root },
    );
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toContain("sha256");
  });
});

describe("waybill", () => {
  test("prints one matrix per kind, environments in the order of their release", async () => {
    const root = await workspace({
      "waybill.yml":
        "version: 1\nimages:\n  api: { context: . }\nenvironments:\n  production: { after: staging, namespace: p, manifests: [d] }\n  staging: { namespace: s, manifests: [d] }\n",
    });
    const step = await runBundle("dist/waybill/index.js", { command: "matrix" }, { workspace: root });
    expect(step.errors).toEqual([]);
    expect(step.outputs).toMatchObject({
      "matrix-images": '["api"]',
      "matrix-environments": '["staging","production"]',
      "matrix-data": "[]",
    });
  });

  test("refuses an unknown command and lists the known ones", async () => {
    const step = await runBundle("dist/waybill/index.js", { command: "deliver" }, { workspace: await workspace({}) });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toContain("plan, apply, check, release, verify, rollback, monitor, preview, preview-remove, matrix, summary");
  });
});
