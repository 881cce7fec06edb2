import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { sourceEnvironment } from "@waybill/testing/source-process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommandLine } from "./command-line.ts";

const HERE = process.cwd();
const MAIN = new URL("./main.ts", import.meta.url).pathname;

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "waybill-cli-"));
  process.chdir(project);
});
afterEach(async () => {
  process.chdir(HERE);
  await rm(project, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
}

/** Everything that it names is there. */
const PASSING = {
  "waybill.yml": "images: { api: }\nenvironments: { production: }\n",
  Dockerfile: "FROM scratch\n",
  "deploy/a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: api }\nspec: { containers: [{ name: api, image: api }] }\n",
};

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

const environment = () => sourceEnvironment({ HOME: project });

/** Runs the command as a shell does. */
async function program(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["--conditions=@waybill/source", "--no-warnings", MAIN, ...args],
      { cwd: project, env: environment() },
      (_, stdout, stderr) => done({ code: child.exitCode, out: stdout + stderr }),
    );
  });
}

/** The same in this process, which is sooner done. */
async function waybill(...args: string[]): Promise<Ended> {
  let out = "";
  const terminal = { write: (text: string) => (out += text) };
  const code = await runCommandLine(args, { env: environment(), signal: new AbortController().signal, out: terminal, err: terminal });
  return { code, out };
}

test.each([
  [["chekc"], "did you mean 'check'?"],
  [["--foo"], "'--foo' is no option"],
])("the wrong call %j ends with exit code 2 and says what is meant", async (args, message) => {
  await write({ "waybill.yml": "version: 1\nimages: { api: }\nenvironments: { production: }\n" });
  const { code, out } = await program(...args);
  expect(out).toContain(message);
  expect(out).not.toContain("Unexpected error");
  expect(code).toBe(2);
});

test.each([
  ["a folder that is not there", ["check", "-C", "nowhere"], /nowhere/],
  ["a signing key that is not there", ["check", "--signing-key", "key.pem"], /key\.pem/],
])("%s is named without 'Unexpected error'", async (_, args, message) => {
  const { code, out } = await program(...args);
  expect(out).toMatch(message);
  expect(out).not.toContain("Unexpected error");
  expect(code).toBe(1);
});

test("whoever stops reading what is printed does not stop the command", async () => {
  await write(PASSING);
  const args = ["--conditions=@waybill/source", "--no-warnings", MAIN, "check"];
  const child = spawn(process.execPath, args, { cwd: project, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const [code, complaints] = await Promise.all([new Promise((done) => child.once("exit", done)), text(child.stderr)]);
  expect(complaints).not.toContain("EPIPE");
  expect(await readFile(join(project, ".waybill/check/report.html"), "utf8")).toContain("<html");
  expect(code).toBe(0);
});

test("an option with a value that cannot be used is called by its option", async () => {
  await write({ "waybill.yml": "environments: { staging: { namespace: s }, production: }\n" });
  expect((await waybill("plan")).out).toContain("waybill: --environment is needed; waybill.yml has staging, production.");
});

test("check finds every file that is not there at the key that names it", async () => {
  await write({
    "waybill.yml": `version: 1
images:
  api:
    context: services/api
  web: { context: web }
databases:
  main:
    url: env:DATABASE_URL
    migrations: db/migrations
environments:
  production:
    manifests: [deploy, more]
data:
  orders: { source: orders.csv, checks: orders.yaml }
`,
    "web/index.html": "",
    "deploy/a.yaml": "",
    "orders.yaml": "columns: { id: { type: integer } }\n",
  });
  const { code, out } = await waybill("check");
  expect(code).toBe(1);
  expect(out).not.toContain("Unexpected error");
  for (const [place, key] of [
    ["waybill.yml:4", "'images.api.context' is 'services/api', but nothing exists there"],
    ["waybill.yml:5", "'images.web.context' needs 'dockerfile', because nothing exists at its default 'web/Dockerfile'"],
    ["waybill.yml:9", "'databases.main.migrations' is 'db/migrations', but nothing exists there"],
    ["waybill.yml:12", "'environments.production.manifests.1' is 'more', but nothing exists there"],
    ["waybill.yml:14", "'data.orders.source' is 'orders.csv', but nothing exists there"],
  ] as const) {
    expect(out).toContain(place);
    expect(out.replaceAll(/\s+/g, " ")).toContain(key);
  }
});

test("check judges the data whose files are there, beside the entries whose files are not, and changes nothing", async () => {
  await write({
    "waybill.yml":
      "data:\n  good: { source: a.csv, checks: { columns: { id: { type: integer } } }, history: a.jsonl }\n  gone: { source: b.csv, checks: { columns: { id: {} } } }\n",
    "a.csv": "id\n1\n",
  });
  const { code, out } = await waybill("check");
  expect(code).toBe(1);
  expect(out).toMatch(/pass +Validate data good /);
  expect(out).toContain("b.csv");
  expect((await readdir(project)).toSorted()).toEqual([".waybill", "a.csv", "waybill.yml"]);
});

test("check passes when every named file is there and there is nothing else to validate", async () => {
  await write(PASSING);
  expect((await program("check")).code).toBe(0);
});

const POLICY_PROJECT = {
  "waybill.yml": `images: { api: }
data: { orders: { source: orders.csv, checks: orders.yaml } }
environments:
  staging: { namespace: s }
  production: { after: staging, namespace: p }
policy:
  extends: org
  environments:
    production:
      require:
        - { stage: validate-data, allow: [pass] }
`,
  ".org/policy.yml": `environments:
  "*":
    require: [test]
    self_approval: refuse
signers:
  - { repository: acme/churn, stages: [plan], environments: [production] }
`,
};

test("a rehearsal without the policy that the project asks for starts nothing", async () => {
  await write({ "app/waybill.yml": POLICY_PROJECT["waybill.yml"] });
  const { code, out } = await waybill("rehearse", "-C", "app");
  expect(out).toContain("'extends: org' needs the organisation's policy");
  expect(out).not.toContain("loopback");
  expect(code).toBe(1);
});

test("policy explain says what is demanded, which line demanded it, and who may sign", async () => {
  await write(POLICY_PROJECT);
  const { code, out } = await waybill("policy", "explain", "-e", "production", "--policy", ".org/policy.yml");
  expect(out).toMatch(/^ +validate-data +pass +default: waybill\.yml has orders, waybill\.yml:11$/m);
  expect(out).toMatch(/^ +test +pass, warn +default: waybill\.yml has api, \.org\/policy\.yml:3$/m);
  expect(out).toMatch(/^ +approve +pass, warn +default: every release$/m);
  expect(out).toContain("Approving one's own commits is refused.");
  expect(out).toMatch(/repository acme\/churn, issuer https:\/\/token\.actions\.githubusercontent\.com +plan +production/);
  expect(out).toMatch(/\.org\/policy\.yml +floor +sha256:[0-9a-f]{64}/);
  expect(out).not.toMatch(/^staging$/m);
  expect(code).toBe(0);
});

test("policy explain says that an environment comes after another one, which the gate demands too", async () => {
  await write({
    "waybill.yml": "images: { api: {} }\nenvironments: { staging: { namespace: s }, production: { namespace: p, after: staging } }\n",
    Dockerfile: "FROM scratch\n",
    "deploy/api.yaml": "",
  });
  const { out } = await waybill("policy", "explain", "-e", "production");
  expect(out).toContain("It comes after staging: this commit and its images must have been released there first.");
});

test("policy explain speaks of every environment when none is named, and JSON when asked", async () => {
  await write(POLICY_PROJECT);
  const { code, out } = await waybill("policy", "explain", "--json", "--policy", ".org/policy.yml");
  expect(code).toBe(0);
  const told = JSON.parse(out) as { environments: { environment: string; requirements: unknown[] }[] };
  expect(told).toMatchObject({
    environments: [{ environment: "staging" }, { environment: "production", selfApproval: "refuse" }],
    files: [
      { file: ".org/policy.yml", role: "floor" },
      { file: "waybill.yml", role: "project" },
    ],
  });
  expect(told.environments[1]?.requirements).toContainEqual({
    stage: "validate-data",
    allow: ["pass"],
    from: "default: waybill.yml has orders, waybill.yml:11",
  });
});

test("policy explain fails when nothing can satisfy the policy and the default list together", async () => {
  await write({
    "waybill.yml":
      "environments: { production: }\npolicy:\n  environments: { '*': { require: [{ stage: plan, allow: [inconclusive] }] } }\n",
  });
  const { code, out } = await waybill("policy", "explain");
  expect(out).toContain(
    "no verdict satisfies everything that is demanded of 'plan': default: every release allows pass, warn, and waybill.yml:3",
  );
  expect(code).toBe(1);
});

test.each([
  ["an environment that is misspelt", ["-e", "prodution"], "it has staging, production, of which 'production' is the nearest."],
  ["a policy that is not there", ["--policy", "gone/policy.yml"], "--policy is 'gone/policy.yml', but nothing exists there."],
  ["no policy of the organisation", [], "give its text or path with the input 'policy' of the action, or with '--policy FILE'"],
])("policy explain with %s says what to do", async (_, args, message) => {
  await write(POLICY_PROJECT);
  const { code, out } = await waybill("policy", "explain", ...(args.includes("-e") ? ["--policy", ".org/policy.yml"] : []), ...args);
  expect(out).toContain(message);
  expect(code).toBe(1);
});

test("policy explain prints what docs/policy.md shows for its first example", async () => {
  const page = await readFile(new URL("../../../docs/policy.md", import.meta.url), "utf8");
  const [, text = ""] = /```yaml\n(# waybill\.yml\n[\s\S]*?)```/.exec(page) ?? [];
  const [, shown] = /```console .*\n\$ waybill policy explain -e production\n([\s\S]*?)```/.exec(page) ?? [];
  await write({ "waybill.yml": text });
  expect((await waybill("policy", "explain", "-e", "production")).out).toBe(shown);
});

test("config prints what the files come to, and names what is wrong with them", async () => {
  await write({
    "waybill.yml": "images: { api: }\nenvironments: { production: { namespace: shop } }\n",
    "waybill.production.yml": "environments: { production: { timeout: 15m } }\n",
  });
  const right = await waybill("config", "-e", "production");
  expect(right.out).toContain('timeout: "15m" # waybill.production.yml:1');
  expect(right.code).toBe(0);
  await write({ "waybill.prodction.yml": "version: 1\n" });
  const wrong = await waybill("config");
  expect(wrong.out).toContain("waybill.prodction.yml:1:1 the file is for the environment 'prodction', which is not declared");
  expect(wrong.code).toBe(1);
});

test("a plan that stops because something is missing leaves the page that any other stop leaves", async () => {
  await write({
    "waybill.yml": "databases: { main: { url: env:DATABASE_URL, migrations: db } }\nenvironments: { production: { manifests: deploy } }\n",
    "db/000001_a.up.sql": "CREATE TABLE a (id integer);\n",
    "db/000001_a.down.sql": "DROP TABLE a;\n",
    "deploy/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n",
  });
  const { code, out } = await waybill("plan");
  expect(code, out).toBe(1);
  expect(out).toContain("Report  .waybill/plan/report.html");
  const page = await readFile(join(project, ".waybill/plan/report.html"), "utf8");
  for (const told of ["What is needed", "DATABASE_URL, which is not set", "waybill.yml:1", "Looked at: named files"])
    expect(page).toContain(told);
});

test("a check that fails says each error where it stands and once more at the end, where people look", async () => {
  await write({ "waybill.yml": "version: 1\nimages: { api: { context: gone } }\n" });
  const { code, out } = await waybill("check");
  expect(code).toBe(1);
  expect(out.match(/is 'gone',/g)).toHaveLength(2);
});
