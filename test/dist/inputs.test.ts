import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { folders, read } from "@waybill/testing/repository";
import { runBundle } from "@waybill/testing/run-bundle";

type Inputs = Readonly<Record<string, string>>;

/** A bad value of one input, and what else is given so that the step reaches it. */
interface Case {
  readonly input: string;
  readonly value: string;
  readonly beside?: Inputs;
  /** What the error says after naming the input. */
  readonly says: string;
}

const DIGEST = `sha256:${"a".repeat(64)}`;
const PROJECT: Inputs = {
  "waybill.yml": `version: 1
images: { api: { context: app } }
data: { orders: { source: orders.csv, checks: orders.yaml } }
models: { churn: { path: model } }
databases: { main: { url: env:DATABASE_URL, migrations: db, shared: false } }
environments:
  staging: { namespace: s, manifests: deploy }
  production: { after: staging, namespace: p, manifests: deploy }
`,
  "app/Dockerfile": "FROM scratch\n",
  "empty/index.html": "",
  "empty/waybill.yml": "version: 1\n",
  "orders.csv": "id\n1\n",
  "orders.yaml": "columns: { id: { type: integer } }\n",
  "model/weights.json": "{}",
  "metrics.json": `{"auc": 0.9}`,
  "db/000001_a.up.sql": "SELECT 1;",
  "db/000001_a.down.sql": "SELECT 1;",
  "deploy/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
  // What waybill.yml does not declare, so that inputs may describe it.
  "other/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n",
  "other-db/000001_a.up.sql": "SELECT 1;",
  "other-db/000001_a.down.sql": "SELECT 1;",
};

const COMMON: readonly Case[] = [
  { input: "working-directory", value: "nowhere", says: "is 'nowhere', but nothing exists there" },
  { input: "working-directory", value: "orders.csv", says: "which is no folder" },
  { input: "working-directory", value: "../..", says: "lies outside the workspace" },
  { input: "config", value: "other.yml", says: "is 'other.yml', but nothing exists there" },
  { input: "config", value: "../other.yml", says: "lies outside the workspace" },
  { input: "policy", value: "gone.yml", says: "is 'gone.yml', but nothing exists there" },
  { input: "policy", value: "../policy.yml", says: "lies outside the workspace" },
  { input: "github-token", value: "a token of words", says: "holds a space" },
  { input: "signing-key", value: "canary-secret", says: "is not a private key in PEM form" },
  { input: "trust-root", value: "nowhere.json", says: "is 'nowhere.json', but nothing exists there" },
  { input: "trust-root", value: "../root.json", says: "lies outside the workspace" },
  { input: "trust-root", value: "metrics.json", says: "is 'metrics.json', which is no trust root of Sigstore's" },
  { input: "trust-root", value: "{}", says: "which is no trust root of Sigstore's" },
  { input: "signing-config", value: "nowhere.json", says: "is 'nowhere.json', but nothing exists there" },
  { input: "signing-config", value: "metrics.json", says: "is 'metrics.json', whose 'mediaType' is ''" },
  { input: "attest", value: "maybe", says: "is 'maybe'; allowed are true and false" },
  { input: "attest", value: "true", beside: { "github-token": "" }, says: "needs 'github-token'" },
  { input: "public-log", value: "maybe", says: "is 'maybe'; allowed are true and false" },
  { input: "registry-username", value: "a:b", beside: { "registry-password": "x" }, says: "holds a colon" },
  { input: "registry-username", value: "", beside: { "registry-password": "x" }, says: "is needed beside 'registry-password'" },
  { input: "registry-password", value: "canary\nsecret", beside: { "registry-username": "a" }, says: "holds a line break" },
  { input: "dry-run", value: "maybe", says: "is 'maybe'; allowed are true and false" },
  { input: "builder", value: "kaniko", says: "is 'kaniko'; allowed are auto, buildx, assemble" },
  { input: "trusted-keys", value: "canary-secret", says: "holds no public key in PEM form" },
  { input: "trusted-keys", value: pem("AAAA"), says: "holds a public key that cannot be read" },
  { input: "kubeconfig", value: "canary-secret", says: "is neither the text of a kubeconfig nor a file that is there" },
  { input: "kubeconfig", value: "canary: [\n  a", says: "is not YAML" },
  { input: "kubeconfig", value: "canary: secret\nkind: Config\n", says: "names no 'clusters'" },
  { input: "build-args", value: "VERSION", says: "has the line 'VERSION'; write NAME=value" },
];

const GIVEN = { metrics: "metrics.json", path: "model" };
const CLOUD = { cloud: "aws: { role: 'arn:aws:iam::1:role/shop', region: eu-central-1 }" };
const OWN: Readonly<Record<string, readonly Case[]>> = {
  "build-image": [
    { input: "name", value: "apy", says: "is 'apy', which waybill.yml does not declare" },
    { input: "name", value: "My Image", beside: { context: "app" }, says: "is 'My Image'; it must consist of lower-case letters" },
    { input: "context", value: "nowhere", says: "is 'nowhere', but nothing exists there" },
    { input: "context", value: "../app", says: "leads outside the workspace" },
    { input: "context", value: "orders.csv", says: "is no folder" },
    { input: "context", value: "empty", says: "needs 'dockerfile', because nothing exists at its default 'empty/Dockerfile'" },
    { input: "dockerfile", value: "nowhere", beside: { context: "app" }, says: "is 'nowhere', but nothing exists there" },
    { input: "dockerfile", value: "app/Dockerfile", says: "goes with 'context'" },
    { input: "image", value: "ghcr.io/Acme/Shop:v1", beside: { context: "app" }, says: "must be a repository in lower case without a tag" },
    { input: "probe", value: "healthz", beside: { context: "app" }, says: "is 'healthz'; write PORT/path" },
    { input: "probe", value: "99999/healthz", beside: { context: "app" }, says: "'port' must be at most 65535; it is 99999" },
    { input: "tags", value: "v1, not a tag", beside: { context: "app" }, says: "has 'not a tag'; a tag is" },
  ],
  "validate-data": [
    { input: "name", value: "order", says: "is 'order', which waybill.yml does not declare" },
    { input: "name", value: "a b", beside: { source: "orders.csv", checks: "orders.yaml" }, says: "is 'a b'; it must consist of letters" },
    { input: "source", value: "nowhere.csv", beside: { checks: "orders.yaml" }, says: "is 'nowhere.csv', but nothing exists there" },
    { input: "source", value: "s3://bucket/a", beside: { checks: "orders.yaml" }, says: "is a URL" },
    { input: "source", value: "", beside: { checks: "orders.yaml" }, says: "is needed beside 'checks' and 'history'" },
    { input: "checks", value: "nowhere.yaml", beside: { source: "orders.csv" }, says: "is 'nowhere.yaml', but nothing exists there" },
    { input: "checks", value: "", beside: { source: "orders.csv" }, says: "is needed beside 'source'" },
    { input: "checks", value: "app", beside: { source: "orders.csv" }, says: "is no file" },
    { input: "history", value: "../h", beside: { source: "orders.csv", checks: "orders.yaml" }, says: "leads outside the workspace" },
  ],
  "validate-model": [
    { input: "name", value: "chrun", says: "is 'chrun', which waybill.yml does not declare" },
    { input: "path", value: "nowhere", says: "is 'nowhere', but nothing exists there" },
    { input: "path", value: "", beside: { metrics: "metrics.json" }, says: "is needed beside 'metrics'" },
    { input: "metrics", value: "nowhere.json", beside: { path: "model" }, says: "is 'nowhere.json', but nothing exists there" },
    { input: "metrics", value: "orders.csv", beside: { path: "model" }, says: "is no metrics file" },
    { input: "baseline", value: "nowhere.json", beside: GIVEN, says: "is 'nowhere.json', but nothing exists there" },
    { input: "gate", value: "{auc: [", beside: GIVEN, says: "is not YAML" },
    { input: "gate", value: "0.8", beside: GIVEN, says: "must be a mapping; it is a number" },
    { input: "gate", value: "{auc: {must_be_at_leest: 1}}", beside: GIVEN, says: "unknown key 'must_be_at_leest' in 'auc'; did you mean" },
    { input: "gate", value: "{auc: {may_drop: 0.1}}", beside: GIVEN, says: "'auc' compares with a baseline, so it needs 'baseline'" },
    { input: "gate", value: "{auc: {must_be_at_least: 1}}", beside: { path: "model" }, says: "needs 'metrics' beside it" },
  ],
  "read-cloud": [
    { input: "cloud", value: "aws: {}\nazure: {}", says: "names two clouds, 'aws' and 'azure', and a call works with one" },
    { input: "cloud", value: "aws: { rolle: x }", says: "names 'aws.rolle', which aws does not have" },
    { input: "environment", value: "my production", beside: CLOUD, says: "is 'my production'; the name of an environment consists of" },
    {
      input: "purpose",
      value: "chnage",
      beside: CLOUD,
      says: "is 'chnage'; allowed are change, plan, read, build; did you mean 'change'?",
    },
    { input: "cluster", value: "shop", beside: CLOUD, says: "is 'shop'; allowed are true and false" },
  ],
  "migrate-database": [
    { input: "command", value: "aply", says: "is 'aply'; allowed are check, plan, apply, status" },
    { input: "name", value: "mian", says: "is 'mian', which waybill.yml does not declare" },
    { input: "migrations", value: "nowhere", beside: { "database-url": "sqlite:a.db" }, says: "is 'nowhere', but nothing exists there" },
    {
      input: "migrations",
      value: "db",
      beside: { "database-url": "sqlite:a.db" },
      says: "database 'main' of waybill.yml: write 'name: main'",
    },
    { input: "migrations", value: "orders.csv", beside: { "database-url": "sqlite:a.db" }, says: "is no folder" },
    { input: "database-url", value: "", beside: { migrations: "db" }, says: "is needed beside 'migrations'" },
    { input: "database-url", value: "sqlite:a.db", says: "goes with 'migrations'" },
    { input: "database-url", value: "mysql://canary:secret@db/x", beside: { migrations: "other-db" }, says: "has the scheme 'mysql:'" },
    { input: "environment", value: "prod", beside: { name: "main" }, says: "is 'prod', which waybill.yml does not declare" },
    { input: "environment", value: "", beside: { name: "main" }, says: "is needed; waybill.yml has staging, production" },
    { input: "plan-digest", value: "yes", beside: { name: "main", environment: "staging" }, says: "is 'yes'; it must be sha256:" },
    {
      input: "plan-digest",
      value: `{"other":"${DIGEST}"}`,
      beside: { name: "main", environment: "staging" },
      says: "lacks the database 'main'",
    },
  ],
  "deploy-kubernetes": [
    { input: "command", value: "deploy", says: "is 'deploy'; allowed are plan, apply, status, rollback" },
    { input: "environment", value: "prod", says: "is 'prod', which waybill.yml does not declare" },
    { input: "environment", value: "", says: "is needed; waybill.yml has staging, production" },
    { input: "namespace", value: "My_Space", beside: { manifests: "deploy" }, says: "must be a Kubernetes namespace" },
    { input: "namespace", value: "", beside: { manifests: "deploy" }, says: "is needed beside 'manifests'" },
    {
      input: "namespace",
      value: "p",
      beside: { manifests: "other" },
      says: "is 'p', which is that of environment 'production' of waybill.yml: write 'environment: production' instead of 'namespace' and 'manifests'",
    },
    {
      input: "manifests",
      value: "deploy",
      beside: { namespace: "shop", config: "empty/waybill.yml" },
      says: "environment 'staging' of waybill.yml",
    },
    { input: "manifests", value: "other, nowhere", beside: { namespace: "shop" }, says: "is 'nowhere', but nothing exists there" },
    { input: "manifests", value: "", beside: { namespace: "shop" }, says: "is needed beside 'namespace: shop'" },
    {
      input: "kubeconfig",
      value: '{"kind":"Config","clusters":[]}',
      beside: { namespace: "shop", manifests: "other", command: "plan" },
      says: "names no current context",
    },
    { input: "images", value: "ghcr.io/a/b:v1", beside: { environment: "staging" }, says: "it must be repository@sha256:" },
    { input: "images", value: "{", beside: { environment: "staging" }, says: "is not JSON" },
    { input: "plan-digest", value: "yes", beside: { namespace: "shop", manifests: "other" }, says: "is 'yes'; it must be sha256:" },
    { input: "require", value: "build, tset", beside: { namespace: "shop", manifests: "other" }, says: "has 'tset'; the stages are" },
  ],
  "verify-release": [
    { input: "environment", value: "prod", says: "is 'prod', which waybill.yml does not declare" },
    { input: "images", value: `{"api":"latest"}`, beside: { environment: "staging" }, says: "it must be repository@sha256:" },
    { input: "record", value: "nowhere.json", beside: { environment: "staging" }, says: "is 'nowhere.json', but nothing exists there" },
  ],
  waybill: [
    {
      input: "command",
      value: "relase",
      says: "is 'relase'; allowed are plan, apply, check, release, verify, rollback, monitor, preview, preview-remove, matrix, summary",
    },
    {
      input: "url",
      value: "shop.example",
      beside: { command: "monitor", environment: "staging" },
      says: "it must be an address that begins with https:// or http://",
    },
    { input: "pull-request", value: "seven", beside: { command: "preview" }, says: "is 'seven'; it must be the number of a pull request" },
    { input: "pull-request", value: "7", beside: { command: "check" }, says: "means nothing to the command 'check'" },
    {
      input: "ttl-hours",
      value: "0",
      beside: { command: "preview", "pull-request": "7" },
      says: "is '0'; it must be a whole number of hours",
    },
    { input: "environment", value: "prod", beside: { command: "plan" }, says: "is 'prod', which waybill.yml does not declare" },
    { input: "images", value: "api", beside: { command: "plan", environment: "staging" }, says: "it must be repository@sha256:" },
    { input: "approve", value: "yes", says: "is 'yes'; it must be sha256:" },
    { input: "plan-digest", value: "yes", beside: { command: "apply", environment: "staging" }, says: "is 'yes'; it must be sha256:" },
    { input: "plan-digest", value: DIGEST, says: "means nothing to the command 'release'; it goes with apply" },
    { input: "revision", value: "last", beside: { command: "rollback" }, says: "is 'last'; give the number of a revision" },
    { input: "revision", value: "3", says: "means nothing to the command 'release'; it goes with rollback" },
    { input: "require-identity", value: "maybe", says: "is 'maybe'; allowed are true and false" },
    { input: "record", value: "../record.json", beside: { command: "verify", environment: "staging" }, says: "lies outside the workspace" },
  ],
};

function pem(body: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`;
}

async function workspace(files: Inputs): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "waybill-inputs-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

function inputsOf(action: string): Record<string, { required?: boolean }> {
  return (parse(read(`actions/${action}/action.yml`)) as { inputs: Record<string, { required?: boolean }> }).inputs;
}

describe.each(folders("actions"))("%s", (action) => {
  const inputs = Object.entries(inputsOf(action));
  const declared = inputs.map(([input]) => input);
  const required = inputs.filter(([, metadata]) => metadata.required).map(([input]) => input);
  const cases: Case[] = [
    ...(OWN[action] ?? []),
    ...COMMON.filter(({ input }) => declared.includes(input)),
    ...required.map((input) => ({ input, value: "", says: "is required but empty" })),
  ];

  test("has a case for every input", () => {
    expect(declared.filter((input) => !cases.some((each) => each.input === input))).toEqual([]);
  });

  test.each(cases)("names the input $input when it is '$value'", async ({ input, value, beside, says }) => {
    const step = await runBundle(`dist/${action}/index.js`, { ...beside, [input]: value }, { workspace: await workspace(PROJECT) });
    expect(step.errors, step.log).toHaveLength(1);
    expect(step.errors[0]).toMatch(new RegExp(`^::error::Input '${input}'[ :]`));
    expect(step.errors[0]).toContain(says);
    expect(step.exitCode).toBe(1);
    // What a secret holds is not repeated, whatever is wrong with it.
    expect(step.log.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain("canary");
  });
});

describe("an error about the file", () => {
  const broken = { ...PROJECT, "waybill.yml": PROJECT["waybill.yml"]?.replace("context: app", "context: nowhere") ?? "" };

  test("names file, line, column and key, and annotates the line", async () => {
    const step = await runBundle("dist/build-image/index.js", {}, { workspace: await workspace(broken) });
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain("waybill.yml:2:27 'images.api.context' is 'nowhere', but nothing exists there");
    expect(step.log).toMatch(/^::\w+ .*file=waybill\.yml,line=2/m);
  });

  test("that a stage finds in a named file names the key, too", async () => {
    const text = PROJECT["waybill.yml"]?.replace("{ path: model }", "{ path: model, metrics: orders.csv }") ?? "";
    const step = await runBundle("dist/validate-model/index.js", {}, { workspace: await workspace({ ...PROJECT, "waybill.yml": text }) });
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toMatch(/waybill\.yml:4:\d+ 'models\.churn\.metrics' is 'orders\.csv', which is no metrics file/);
  });
});

describe("a step that works on several entries", () => {
  const several: Inputs = {
    ...PROJECT,
    "waybill.yml": `images: { api: { context: app }, web: { context: app } }
data:
  orders: { source: orders.csv, checks: orders.yaml }
  bad: { source: bad.csv, checks: orders.yaml }
models: { a: { path: model }, b: { path: model } }
databases: { main: { url: env:MAIN, migrations: db }, more: { url: env:MORE, migrations: db } }
`,
    "bad.csv": "id\nx\n",
    "model/weights.safetensors": "",
    "app/Dockerfile": "FROM scratch\nCOPY index.html /\n",
    "app/index.html": "",
  };
  const run = async (action: string, inputs: Inputs, env: Inputs = {}) => {
    const root = await workspace(several);
    const step = await runBundle(`dist/${action}/index.js`, inputs, {
      workspace: root,
      env: { MAIN: `sqlite:${root}/a`, MORE: `sqlite:${root}/b`, ...env },
    });
    const json = (name: string): Record<string, string> => JSON.parse(step.outputs[name] ?? "null") as Record<string, string>;
    return { ...step, json, root };
  };

  test("validate-data tells each entry's digest and verdict, and no digest as if it were the only one", async () => {
    const step = await run("validate-data", {});
    expect(step.json("verdicts")).toEqual({ orders: "pass", bad: "fail" });
    expect(Object.keys(step.json("digests"))).toEqual(["orders", "bad"]);
    expect(step.outputs).not.toHaveProperty("digest");
    expect(step.outputs).not.toHaveProperty("rows");
    const one = await run("validate-data", { name: "orders" });
    expect(one.outputs).toMatchObject({ rows: "1", digest: step.json("digests")["orders"], verdicts: '{"orders":"pass"}' });
  });

  test("what a step could not get to is inconclusive, and no number speaks for all", async () => {
    const step = await run("migrate-database", { command: "plan" }, { MORE: "" });
    expect(step.errors).toHaveLength(1);
    expect(step.json("verdicts")).toEqual({ main: "pass", more: "inconclusive" });
    expect(Object.keys(step.json("plan-digests"))).toEqual(["main"]);
    for (const sum of ["applied", "pending"]) expect(step.outputs).not.toHaveProperty(sum);
  });

  test("validate-model tells each entry's digest and verdict", async () => {
    const step = await run("validate-model", {});
    expect(Object.keys(step.json("digests"))).toEqual(["a", "b"]);
    expect(Object.keys(step.json("verdicts"))).toEqual(["a", "b"]);
    expect(step.outputs).not.toHaveProperty("digest");
    expect(step.outputs).not.toHaveProperty("format");
  });

  test("build-image tells each image's digest and reference", async () => {
    const step = await run("build-image", { builder: "assemble", "dry-run": "true" });
    expect(step.errors).toEqual([]);
    expect(Object.keys(step.json("digests"))).toEqual(["api", "web"]);
    expect(step.json("images")["web"]).toBe(`ghcr.io/acme/shop/web@${step.json("digests")["web"]}`);
    expect(step.json("verdicts")).toEqual({ api: "pass", web: "pass" });
    for (const single of ["digest", "image", "tags", "size"]) expect(step.outputs).not.toHaveProperty(single);
  });

  test("migrate-database applies what a plan of several databases allows, each database its own", async () => {
    await using registry = await startLoopbackRegistry();
    const root = await workspace({ ...several, "waybill.yml": `registry: ${registry.address}\n${several["waybill.yml"] ?? ""}` });
    const env = { MAIN: `sqlite:${root}/a`, MORE: `sqlite:${root}/b` };
    const plan = await runBundle("dist/migrate-database/index.js", { command: "plan" }, { workspace: root, env });
    expect(plan.errors).toEqual([]);
    expect(plan.outputs).not.toHaveProperty("plan-digest");
    expect(plan.outputs).toMatchObject({ pending: "2", applied: "0" });
    const digests = plan.outputs["plan-digests"] ?? "";
    expect(Object.keys(JSON.parse(digests) as object)).toEqual(["main", "more"]);
    const one = await runBundle("dist/migrate-database/index.js", { "plan-digest": DIGEST }, { workspace: root, env });
    expect(one.errors[0]).toContain("Input 'plan-digest' is one digest");
    const applied = await runBundle("dist/migrate-database/index.js", { "plan-digest": digests }, { workspace: root, env });
    expect(applied.errors).toEqual([]);
    expect(applied.outputs).toMatchObject({ pending: "0", applied: "2", verdicts: '{"main":"pass","more":"pass"}' });
  });

  test("is not green when there is nothing to work on", async () => {
    const root = await workspace({ "waybill.yml": "environments: { production: }\n" });
    for (const action of ["build-image", "validate-data", "validate-model", "migrate-database"]) {
      const step = await runBundle(`dist/${action}/index.js`, {}, { workspace: root });
      expect(step.exitCode, action).toBe(1);
      expect(step.errors[0], action).toContain("Input 'name' is needed");
    }
  });
});

test("a key that may sign is taken from an input in PEM form", async () => {
  const key = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
  const step = await runBundle(
    "dist/waybill/index.js",
    { command: "matrix", "trusted-keys": `${key}${key}` },
    { workspace: await workspace(PROJECT) },
  );
  expect(step.errors).toEqual([]);
});

test("a database URL from an input reaches the database and no output, variable or file", async () => {
  const root = await workspace(PROJECT);
  const url = `sqlite:${join(root, "canary-secret.db")}`;
  const step = await runBundle("dist/migrate-database/index.js", { migrations: "other-db", "database-url": url }, { workspace: root });
  expect(step.errors).toEqual([]);
  expect(step.outputs).toMatchObject({ applied: "1", "plan-digests": expect.stringContaining('"database"') });
  expect(step.log.replaceAll(/^::add-mask::.*$/gm, "") + step.summary + JSON.stringify(step.outputs)).not.toContain("canary-secret");
});
