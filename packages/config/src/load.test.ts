import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkConfig, loadConfig } from "./load.ts";

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-config-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function write(text: string, file = "waybill.yml"): void {
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  writeFileSync(join(workspace, file), text);
}

async function problemsOf(text: string): Promise<string[]> {
  write(text);
  const { problems } = await checkConfig(workspace);
  return problems.map((found) => `${found.where?.line}:${found.where?.column} ${found.what}`);
}

const SMALLEST = "images:\n  api:\nenvironments:\n  production:\n";

test("the smallest file names one image and one environment and gets every default", async () => {
  write(SMALLEST);
  const config = await loadConfig(workspace);
  expect(config.registry).toBe("ghcr.io");
  expect(config.images["api"]).toEqual({
    name: "api",
    context: ".",
    dockerfile: "Dockerfile",
    args: {},
    labels: {},
    platforms: ["linux/amd64"],
    contexts: {},
    cache: { from: [], to: [] },
    secrets: {},
  });
  expect(config.environments["production"]).toEqual({
    name: "production",
    namespace: "default",
    manifests: ["deploy"],
    secrets: {},
    timeoutSeconds: 300,
    settleSeconds: 10,
    databases: [],
    images: ["api"],
    strategy: { type: "rolling" },
    preview: false,
  });
  expect(config.policy).toEqual({ environments: {}, signers: [], sources: [] });
  expect(config.name).toMatch(/^waybill-config-/);
});

test("the commented example of docs/waybill-yml.md is a valid file and reads as it says", async () => {
  const readme = readFileSync(new URL("../../../docs/waybill-yml.md", import.meta.url), "utf8");
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const { publicKey } = generateKeyPairSync("ed25519");
  write(publicKey.export({ type: "spki", format: "pem" }).toString(), ".github/release-key.pub");
  write("environments: { '*': { require: [build] } }\n", ".github/policy.yml");
  for (const example of examples) {
    write(example);
    expect((await checkConfig(workspace)).problems).toEqual([]);
  }
  const [, overlay = ""] = /```yaml overlay\n([\s\S]*?)```/.exec(readme) ?? [];
  write(overlay, "waybill.production.yml");
  const config = await loadConfig(workspace);
  expect(config.environments["production"]?.databases).toMatchObject([{ url: { env: "PRODUCTION_DATABASE_URL" } }]);
  expect(config.images["api"]).toMatchObject({ budgetBytes: 200_000_000, args: { BASE: "env:BASE_IMAGE", DEBUG: "false" } });
  expect(config.models["churn"]?.gate["auc"]).toEqual({ mustBeAtLeast: 0.82, mayDrop: 0.01 });
  expect(config.databases["main"]).toMatchObject({ url: { env: "DATABASE_URL" }, migrations: "db/migrations", shared: false });
  expect(config.environments["production"]?.secrets).toEqual({ shop: { DATABASE_URL: { env: "PRODUCTION_DATABASE_URL" } } });
  expect(config.policy.environments["*"]?.require.map((requirement) => requirement.stage)).toEqual(["build", "test"]);
});

test("environments come in the order of 'after', whatever their order in the file", async () => {
  write(
    "environments:\n  production: { after: staging, namespace: p }\n  staging: { after: test, namespace: s }\n  test: { namespace: t }\n",
  );
  expect(Object.keys((await loadConfig(workspace)).environments)).toEqual(["test", "staging", "production"]);
});

test("an error names file, line and column of every problem at once, and the nearest key", async () => {
  write("images:\n  api:\n    contxt: .\n    probe: { prt: 80 }\nenvirnments: {}\n");
  const error = await loadConfig(workspace).catch((thrown: unknown) => thrown as Error);
  expect(error).toMatchObject({ kind: "input" });
  const lines = (error as Error).message.split("\n");
  expect(lines[0]).toBe("'waybill.yml' has 4 problems:");
  expect(lines[1]).toBe("waybill.yml:3:5 unknown key 'contxt' in 'images.api'; did you mean 'context'?");
  expect(lines.slice(2).join("\n")).toContain("4:14 unknown key 'prt' in 'images.api.probe'; did you mean 'port'?");
  expect(lines.slice(2).join("\n")).toContain("5:1 unknown key 'envirnments'; did you mean 'environments'?");
});

test.each([
  ["an empty file", "", "1:1 the file is empty"],
  ["a file of comments", "# nothing\n", "1:1 the file is empty"],
  ["a list at the top", "- a\n", "1:1 the file must be a mapping; it is a list"],
  ["a duplicate key", "name: a\nname: b\n", "2:1 the key 'name' stands here a second time, after line 1"],
  ["a second document", "name: a\n---\nname: b\n", "a second document"],
  ["a syntax error", "images: {a: [\n", "1:13 what is opened here is never closed; end it with ]"],
  ["a wrong type", "images:\n  api: { platforms: linux/amd64 }\n", "2:21 'images.api.platforms' must be a list; it is a text"],
  ["an unknown version", "version: 2\n", "1:10 'version' must be 1; it is '2'"],
  ["a strategy that is not there yet", "environments: { a: { strategy: { type: canary } } }\n", "must be rolling; it is 'canary'"],
  ["a missing key", "databases: { main: { migrations: db } }\n", "'databases.main' needs the key 'url'"],
  ["a path out of the workspace", "models: { churn: { path: ../churn } }\n", "1:26 'models.churn.path' leads outside the workspace"],
  [
    "an absolute manifest path",
    "environments: { a: { manifests: [deploy, /etc] } }\n",
    "'environments.a.manifests.1' leads outside the workspace",
  ],
  ["an unknown predecessor", "environments: { staging: , production: { after: stagng, namespace: p } }\n", "did you mean 'staging'?"],
  ["a circle", "environments: { a: { after: b, namespace: a }, b: { after: a } }\n", "wait for each other in a circle"],
  ["an environment after itself", "environments: { a: { after: a } }\n", "wait for each other in a circle"],
  ["an unknown image", "images: { api: }\nenvironments: { a: { images: [apy] } }\n", "there is no image 'apy'; did you mean 'api'?"],
  ["twin environments", "environments: { a: , b: }\n", "same namespace of the same cluster as 'a'"],
  ["data without checks", "data: { orders: { source: a.csv } }\n", "exactly one of 'checks' and 'contract'"],
  [
    "data with checks and contract",
    "data: { orders: { source: a.csv, checks: a, contract: b } }\n",
    "exactly one of 'checks' and 'contract'",
  ],
  ["data behind a URL", "data: { orders: { source: 's3://bucket/a', checks: a } }\n", "is a URL"],
  ["a gate without metrics", "models: { m: { path: m, gate: { auc: { must_be_at_least: 1 } } } }\n", "needs 'metrics' beside it"],
  ["a drop without baseline", "models: { m: { path: m, metrics: x, gate: { auc: { may_drop: 1 } } } }\n", "compares with a baseline"],
  ["an empty gate", "models: { m: { path: m, metrics: x, gate: { auc: {} } } }\n", "is empty; give at least one of must_be_at_least"],
  [
    "a gate that cannot pass",
    "models: { m: { path: m, metrics: x, gate: { auc: { must_be_at_least: 2, must_be_at_most: 1 } } } }\n",
    "can never pass",
  ],
  ["upper case in an image name", "images: { Api: }\n", "the name 'Api' under 'images' must consist of lower-case letters"],
  [
    "a policy for an unknown environment",
    "policy: { environments: { prod: { require: [build] } } }\n",
    "there is no environment 'prod'; none is declared",
  ],
  ["an unknown stage", "policy: { environments: { '*': { require: [bild] } } }\n", "did you mean 'build'?"],
  ["an organisation's floor that was not given", "policy: { extends: org }\n", "needs the organisation's policy"],
  ["a bad duration", "images: { a: { probe: { port: 1, timeout: 1 minute } } }\n", "must be whole seconds or a text such as 90s"],
  ["a bad settle time", "environments: { production: { settle: -1 } }\n", "environments.production.settle"],
  ["a bad size", "images: { a: { budget: { size: 200 megs } } }\n", "must be bytes or a text such as 200MB"],
  ["an unknown alias", "name: *nobody\n", "nobody"],
])("refuses %s", async (_, text, message) => {
  expect((await problemsOf(text)).join("\n")).toContain(message);
});

test("a secret written in place of its name is refused without being printed", async () => {
  const problems = await problemsOf("databases: { main: { url: 'postgres://app:hunter22@db/shop', migrations: db } }\n");
  expect(problems.join("\n")).toContain("must name an environment variable as env:NAME");
  expect(problems.join("\n")).not.toContain("hunter22");
});

test("a link that leads out of the workspace is refused", async () => {
  symlinkSync("/etc", join(workspace, "deploy"));
  expect((await problemsOf(SMALLEST.replace("production:", "production: { manifests: deploy }"))).join()).toContain(
    "leads outside the workspace",
  );
});

test("a file of many aliases is refused before it fills the memory", async () => {
  const levels = Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(", ")}]`);
  expect((await problemsOf(`a0: &a0 [1, 2, 3]\n${levels.join("\n")}\n`)).join()).toContain("more than");
});

test("an alias that contains itself is refused", async () => {
  expect((await problemsOf("images: &a { x: *a }\n")).length).toBeGreaterThan(0);
});

test("a missing file is an input error that says what to check", async () => {
  await expect(loadConfig(workspace)).rejects.toThrow(/there is no waybill.yml in .*actions\/checkout/);
  await expect(loadConfig(workspace, "../other.yml")).rejects.toThrow(/outside the workspace/);
});

test("bytes that are no UTF-8 are refused", async () => {
  writeFileSync(join(workspace, "waybill.yml"), Buffer.from([0x6e, 0xff, 0xfe]));
  await expect(loadConfig(workspace)).rejects.toThrow(/not UTF-8/);
});

test("the digest stands for the meaning, not for the spelling or the file", async () => {
  write(SMALLEST);
  const one = await loadConfig(workspace);
  write(`# a comment\n${SMALLEST.replace("production:", "production: { manifests: ./deploy/, timeout: 300s, settle: 10 }")}`, "other.yml");
  const other = await loadConfig(workspace, "other.yml");
  expect(other.digest).toBe(one.digest);
  for (const change of ["timeout: 301", "settle: 0s"]) {
    write(SMALLEST.replace("production:", `production: { ${change} }`));
    expect((await loadConfig(workspace)).digest, change).not.toBe(one.digest);
  }
});

test("checks in place are handed on as they stand", async () => {
  write("data: { orders: { source: ./a.csv, checks: { checks: [{ row_count: { must_be_greater_than: 0 } }] } } }\n");
  expect((await loadConfig(workspace)).data["orders"]).toEqual({
    name: "orders",
    source: "a.csv",
    inline: { checks: [{ row_count: { must_be_greater_than: 0 } }] },
  });
});
