import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectingReporter } from "@waybill/kit";
import { bookshop, clonedFrom, writeTree } from "@waybill/testing/adopters/repositories";
import { sourceEnvironment } from "@waybill/testing/source-process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../arguments.ts";
import { runCommand } from "../commands.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const DOCKERFILE = "FROM scratch\n";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-init-bad-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function run(command: string, folder = root, ...args: string[]): Promise<{ verdict: string; out: string }> {
  let out = "";
  const verdict = await runCommand(parseArguments([command, "-C", folder, ...args]), {
    env: { PATH: process.env["PATH"] ?? "", HOME: root },
    reporter: collectingReporter(),
    signal: new AbortController().signal,
    print: (text) => void (out += text),
  });
  return { verdict, out };
}

const init = (folder = root, ...args: string[]): ReturnType<typeof run> => run("init", folder, "--commit", COMMIT, ...args);

async function expectGreenCheck(folder = root): Promise<void> {
  const { verdict, out } = await run("check", folder);
  expect(["pass", "warn"], out).toContain(verdict);
}

async function config(folder = root): Promise<unknown> {
  return parse(await readFile(join(folder, "waybill.yml"), "utf8")) as unknown;
}

/** Runs the program itself, as a shell would. */
async function program(script: string, options: { readonly uid?: number } = {}): Promise<{ code: number | null; out: string }> {
  return new Promise((done) => {
    const args = ["-c", `${script} '${process.execPath}' --conditions=@waybill/source --no-warnings '${MAIN}' init --commit ${COMMIT}`];
    const child = spawn("bash", args, { cwd: root, env: sourceEnvironment({ HOME: "/nonexistent" }), ...options });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => void (out += chunk.toString()));
    child.on("close", (code) => done({ code, out }));
  });
}

test("an empty repository: nothing is written, and what was looked for is said", async () => {
  await expect(init()).rejects.toThrow(
    /Nothing in '.*' could be released, so nothing was written\. Looked for: Dockerfiles, Compose services/,
  );
  expect(await readdir(root)).toEqual([]);
});

test("only a Dockerfile: an image that is built and deployed nowhere, by a call of the public workflows", async () => {
  await writeTree(root, { ...clonedFrom("https://github.com/acme/Single.Thing"), Dockerfile: DOCKERFILE });
  const { out } = await init();
  expect(await config()).toEqual({ version: 1, name: "single-thing", images: { "single-thing": { context: "." } } });
  expect(await readFile(join(root, ".github/workflows/release.yml"), "utf8")).toContain("waybill/.github/workflows/release.yml@");
  expect(out).not.toContain("WAYBILL_ENV");
  await expectGreenCheck();
});

test("a monorepo of ten services: one image each, whatever folder it lies in", async () => {
  const names = Array.from({ length: 10 }, (_, index) => `svc-${index}`);
  await writeTree(
    root,
    Object.fromEntries(names.map((name, index) => [`${index % 2 === 0 ? "apps" : "libs/server"}/${name}/Dockerfile`, DOCKERFILE])),
  );
  await init();
  expect(Object.keys(((await config()) as { images: object }).images).sort()).toEqual(names);
  await expectGreenCheck();
});

test("services of the same name in two folders get names of their own", async () => {
  await writeTree(root, { "shop/api/Dockerfile": DOCKERFILE, "admin/api/Dockerfile": DOCKERFILE });
  await init();
  expect(Object.keys(((await config()) as { images: object }).images)).toEqual(["api", "api-2"]);
});

test("a Compose file with and without 'build:', with one context outside and one that is not there", async () => {
  await writeTree(root, {
    "docker-compose.yml":
      "services:\n  web: { build: { context: ., dockerfile: web.Dockerfile } }\n  cache: { image: 'redis:8' }\n  other: { build: ../other }\n  gone: { build: gone }\n  remote: { build: 'https://github.com/a/b.git' }\n",
    "web.Dockerfile": DOCKERFILE,
  });
  const { out } = await init();
  expect(await config()).toMatchObject({ images: { web: { context: ".", dockerfile: "web.Dockerfile" } } });
  for (const [index, name] of ["cache", "other", "gone", "remote"].entries())
    expect(out).toContain(`docker-compose.yml:${index + 3}: ${name} `);
  await expectGreenCheck();
});

describe("a Jenkinsfile that cannot be read is told and does not stop the rest", () => {
  test.each([
    ["a brace that is never closed", "pipeline {\n stages {\n", "cannot be read: it has a '{'"],
    ["a text that is never closed", "pipeline { stages { sh 'docker build .\n } }", "cannot be read: it has a '"],
    ["a closing brace too many", "pipeline { } }", "without its '{'"],
    ["a call of a shared library", "@Library('acme') _\nacmePipeline(name: 'shop')\n", "what a shared library does is not read"],
    ["a scripted pipeline that releases nothing", "node('linux') { sh 'make' }\n", "no stage of it builds"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0xd8]), "is no UTF-8 text"],
    [
      "a pipeline that releases nothing",
      "pipeline { agent any\n stages { stage('x') { steps { echo 'hello' } } } }",
      "no stage of it builds",
    ],
    ["blocks without end", `pipeline ${"{ a ".repeat(5000)}`, "deep"],
  ])("%s", async (_, text, message) => {
    await writeTree(root, { Jenkinsfile: text, Dockerfile: DOCKERFILE });
    const { out } = await init();
    expect(out.split("\n").find((line) => line.trimStart().startsWith("Jenkinsfile"))).toContain(message);
    await expectGreenCheck();
  });
});

test.each([
  ["two layouts in one folder", { "db/000001_a.up.sql": "SELECT 1;\n", "db/V2__b.sql": "SELECT 2;\n" }, "files of two layouts"],
  ["files of goose", { "db/00001_a.sql": "-- +goose Up\nSELECT 1;\n" }, "looks like a migration of goose"],
  ["files of Atlas", { "db/20240101_a.sql": "SELECT 1;\n", "db/atlas.sum": "h1:\n" }, "looks like a migration of Atlas"],
  ["numbered files of nobody", { "migrations/001_a.sql": "SELECT 1;\n" }, "of no migration layout that is known here"],
  [
    "two files of one version",
    { "db/000001_a.up.sql": "SELECT 1;\n", "db/000001_b.up.sql": "SELECT 2;\n" },
    "migrations of golang-migrate",
  ],
])("migrations of %s are said and not guessed", async (_, files, message) => {
  await writeTree(root, { Dockerfile: DOCKERFILE, ...files });
  const { out } = await init();
  expect(out.slice(out.indexOf("Not taken"))).toContain(message);
  expect(await config()).not.toHaveProperty("databases");
  await expectGreenCheck();
});

test("an existing waybill.yml is kept, and the caller is written for what it says", async () => {
  await writeTree(root, {
    ...bookshop,
    "waybill.yml":
      "name: mine\nimages: { api: { context: services/catalogue } }\nenvironments:\n  qa: { namespace: q, manifests: k8s/staging }\n  live: { after: qa, namespace: l, manifests: k8s/production }\n",
  });
  const { out } = await init();
  expect((await readdir(root)).filter((name) => name.startsWith("waybill"))).toEqual(["waybill.yml"]);
  const caller = await readFile(join(root, ".github/workflows/release.yml"), "utf8");
  expect(caller).toContain("environment: [qa, live]");
  expect(caller).toContain("Release mine");
  expect(out).toContain("--- a/waybill.yml");
});

test("an existing waybill.yml that cannot be used is kept and said", async () => {
  await writeTree(root, { ...bookshop, "waybill.yml": "nonsense: true\n" });
  const { out } = await init();
  expect(out).toContain("it is kept, and cannot be used as it is");
  expect(await readFile(join(root, "waybill.yml"), "utf8")).toBe("nonsense: true\n");
});

test("without permission to write nothing is left behind, and the next step is said", async () => {
  await writeTree(root, { Dockerfile: DOCKERFILE });
  const isRoot = process.getuid?.() === 0;
  await chmod(root, isRoot ? 0o755 : 0o555);
  const { code, out } = await program("exec", isRoot ? { uid: 65_534 } : {});
  await chmod(root, 0o755);
  expect(out).toMatch(/'waybill\.yml' cannot be written \(EACCES\)\. Check who owns the folder, and run again\. Nothing was changed\./);
  expect(code).toBe(1);
  expect(await readdir(root)).toEqual(["Dockerfile"]);
}, 60_000);

test("a file that cannot be written to its end takes those before it away again", async () => {
  await writeTree(root, bookshop);
  const before = (await readdir(root)).sort();
  // As with a full disk, the first files find room and a later one does not.
  const { code, out } = await program("ulimit -f 1; trap '' XFSZ; exec");
  expect(out).toMatch(/'[^']+' cannot be written \((EFBIG|ENOSPC)\)\. .*Nothing was changed\./);
  expect(code).toBe(1);
  expect((await readdir(root)).sort()).toEqual(before);
}, 60_000);

test("a file where a folder is needed takes back what was written before", async () => {
  await writeTree(root, { Dockerfile: DOCKERFILE, ".github": "a file\n" });
  await expect(init()).rejects.toThrow(/'\.github\/workflows\/release\.yml'.*leads through a file/);
  expect((await readdir(root)).sort()).toEqual([".github", "Dockerfile"]);
});

test.each([".github", ".github/workflows", "waybill.yml"])(
  "a link at %s that leads out of the repository is not followed",
  async (path) => {
    const outside = await mkdtemp(join(tmpdir(), "waybill-outside-"));
    await writeTree(root, { Dockerfile: DOCKERFILE });
    if (path.includes("/")) await mkdir(join(root, ".github"));
    await symlink(path === "waybill.yml" ? join(outside, "new.yml") : outside, join(root, path));
    await expect(init()).rejects.toThrow(/link that leads outside|a link that leads nowhere|nothing exists there/);
    expect(await readdir(outside)).toEqual([]);
    expect((await readdir(root)).filter((name) => name !== "Dockerfile" && name !== ".github" && name !== "waybill.yml")).toEqual([]);
    await rm(outside, { recursive: true });
  },
);

test("a path with spaces and letters beyond ASCII, for the project and in it", async () => {
  const folder = join(root, "Müllers Läden/Käse & Wein");
  await writeTree(folder, { "dienste/größe 2/Dockerfile": DOCKERFILE, "data/Kunden März.csv": "id,größe\n1,2.5\n" });
  await init(folder);
  expect(await config(folder)).toMatchObject({
    name: "kase-wein",
    images: { "gro-e-2": { context: "dienste/größe 2" } },
    data: { "kunden-marz": {} },
  });
  await expectGreenCheck(folder);
});

test("a product in a folder has a caller of its own at the repository's top", async () => {
  await writeTree(root, { ...clonedFrom("https://github.com/acme/mono"), "team läden/shop/Dockerfile": DOCKERFILE });
  const { out } = await init(join(root, "team läden/shop"));
  const caller = parse(await readFile(join(root, ".github/workflows/release-shop.yml"), "utf8")) as { jobs: { release: { with: object } } };
  expect(caller.jobs.release.with).toEqual({ "working-directory": "team läden/shop" });
  const shop = `'${join(root, "team läden/shop")}'`;
  expect(out).toContain(`git -C ${shop} add ':/team läden/shop/waybill.yml' :/.github/workflows/release-shop.yml && git -C ${shop} commit`);
});

test("files that cannot be read are said, and the rest is taken", async () => {
  await writeTree(root, {
    Dockerfile: DOCKERFILE,
    "compose.yaml": "services: [\n",
    "broken/Dockerfile": "COPY x y\n",
    "k8s/app.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n",
    "chart/Chart.yaml": "name: x\n",
    "chart/templates/app.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\n",
    "overlays/prod/kustomization.yaml": "resources: [../../base]\n",
    "base/app.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n",
    "data/cut.csv": "a,b\n1\n",
    "data/empty.csv": "",
    ".github/workflows/old.yml":
      "jobs: { a: { steps: [ { uses: docker/build-push-action@v6, with: { context: '${{ inputs.x }}' } } ] } }\n",
    ".github/workflows/no.yml": "a: b: c\n",
  });
  const { out } = await init();
  for (const said of [
    "compose.yaml ",
    "broken/Dockerfile ",
    "k8s/app.yaml:1 ",
    "chart: a Helm chart",
    "overlays/prod: a kustomization",
    "data/cut.csv ",
    "data/empty.csv ",
    "context '${{ inputs.x }}'",
    ".github/workflows/no.yml ",
  ])
    expect(out.slice(out.indexOf("Not taken"))).toContain(said);
  await expectGreenCheck();
});

test("two environments in one namespace are told apart by their clusters", async () => {
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: a, image: 'a/b:1' }] }\n`;
  await writeTree(root, { "deploy/staging/a.yaml": pod("a"), "deploy/production/a.yaml": pod("a") });
  await init();
  expect(await config()).toMatchObject({
    environments: { staging: { kubeconfig: "env:STAGING_KUBECONFIG" }, production: { kubeconfig: "env:PRODUCTION_KUBECONFIG" } },
  });
  await expectGreenCheck();
});

describe("which Waybill is called must be known", () => {
  test("a commit is all of its digits", async () => {
    await writeTree(root, { Dockerfile: DOCKERFILE });
    await expect(run("init", root, "--commit", "abc123")).rejects.toThrow("is 'abc123'; it must be all 40 hex digits");
  });

  test("the folder for copies is a checkout of the organisation's repository", async () => {
    await writeTree(root, { Dockerfile: DOCKERFILE, "elsewhere/x": "" });
    await expect(init(root, "--vendor", join(root, "gone"))).rejects.toThrow("which cannot be read (ENOENT)");
    await expect(init(root, "--vendor", join(root, "Dockerfile"))).rejects.toThrow("which is no folder");
    await expect(init(root, "--vendor", join(root, "elsewhere"))).rejects.toThrow("names no repository as owner/name");
    expect((await readdir(root)).sort()).toEqual(["Dockerfile", "elsewhere"]);
  });
});

test.each([
  [["init", "--inline", "--public"], "--inline and --public exclude each other"],
  [["init", "--vendor"], "--vendor needs a value."],
  [["init", "--inlin"], "did you mean '--inline'?"],
  [["init", "--registry", "x"], "--registry means nothing to 'init'"],
  [["plan", "--inline"], "--inline means nothing to 'plan'; it goes with init."],
  [["innit"], "did you mean 'init'?"],
])("the wrong call %j names what is meant", (args, message) => {
  expect(() => parseArguments(args)).toThrow(message);
});

test("an unreadable folder is said and passed over", async () => {
  await writeTree(root, { Dockerfile: DOCKERFILE, "locked/Dockerfile": DOCKERFILE });
  await chmod(join(root, "locked"), 0o000);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chmod(root, 0o777);
  const { out, code } = await program("exec", isRoot ? { uid: 65_534 } : {});
  await chmod(join(root, "locked"), 0o755);
  expect(out).toMatch(/locked +the folder cannot be read \(EACCES\)/);
  expect(code).toBe(0);
  await writeFile(join(root, "done"), "");
}, 60_000);

test("a release workflow of the caller's own stays, and the one that calls Waybill gets a name beside it", async () => {
  const own = "name: ship\non: push\njobs: {}\n";
  await writeTree(root, { Dockerfile: DOCKERFILE, ".github/workflows/release.yml": own });
  const { out } = await init();
  expect(await readFile(join(root, ".github/workflows/release.yml"), "utf8")).toBe(own);
  expect(await readFile(join(root, ".github/workflows/waybill.yml"), "utf8")).toContain("waybill/.github/workflows/release.yml@");
  expect(out).toContain(" add waybill.yml .github/workflows/waybill.yml");
  expect((await init()).out).toMatch(/workflows\/waybill\.yml +there already/);
});

test("a product without an environment is not told to rehearse, and what needs one says where it is added", async () => {
  await writeTree(root, { Dockerfile: DOCKERFILE });
  expect((await init()).out).not.toContain("waybill rehearse");
  await expect(run("monitor")).rejects.toThrow("waybill.yml declares no environment; add one under 'environments'");
});

test("one secret for all environments is named once, and what is said of it holds for clusters that differ", async () => {
  const pod = (namespace: string): string => `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: ${namespace} }\n`;
  await writeTree(root, { Dockerfile: DOCKERFILE, "k8s/staging/a.yaml": pod("a-staging"), "k8s/prod/a.yaml": pod("a-prod") });
  const { out } = await init(root, "--public");
  expect(out.match(/Secret WAYBILL_ENV/g)).toHaveLength(1);
  expect(out).toContain("with the lines KUBECONFIG=…. Where their clusters differ, give each environment a 'kubeconfig: env:NAME'");
});

test("a link that leads nowhere is in the way, and the refusal says so", async () => {
  await writeTree(root, { Dockerfile: DOCKERFILE });
  await symlink(join(root, "nowhere"), join(root, "waybill.yml"));
  await expect(init()).rejects.toThrow("or a link that leads nowhere; remove it, and run again. Nothing was changed.");
});

test("workflows that are there and cannot be read are no workflows that are missing", async () => {
  await writeTree(root, { ...clonedFrom("https://github.com/acme/mono"), "shop/Dockerfile": DOCKERFILE, ".github/workflows": "a file\n" });
  await expect(init(join(root, "shop"))).rejects.toThrow(/'.*\.github\/workflows' cannot be read \(ENOTDIR\)/);
});

test("the name that a Compose file gives an image is taken, or said to be left", async () => {
  await writeTree(root, {
    "compose.yaml":
      "services:\n  web: { image: 'acme/web:1', build: . }\n  api: { image: 'ghcr.io/acme/api:1', build: { context: ., dockerfile: api.Dockerfile } }\n",
    Dockerfile: DOCKERFILE,
    "api.Dockerfile": DOCKERFILE,
  });
  const { out } = await init();
  expect(await config()).toMatchObject({ images: { api: { repository: "acme/api" } } });
  expect(out).toMatch(/compose\.yaml:2: web: image 'acme\/web' of web +names no registry, so the image goes to that of the release/);
  expect(out).not.toContain("image 'ghcr.io/acme/api'");
});

test("a branch that cannot stand in a workflow is named with where it was found and what to do", async () => {
  await writeTree(root, {
    ...clonedFrom("https://github.com/acme/shop"),
    Dockerfile: DOCKERFILE,
    ".git/refs/remotes/origin/HEAD": 'ref: refs/remotes/origin/größe#1/(x)y&"z\n',
  });
  await expect(init()).rejects.toThrow(/^The branch 'größe#1\/\(x\)y&"z', .* 'git remote set-head origin BRANCH', or rename it/);
  expect((await readdir(root)).filter((name) => name !== ".git")).toEqual(["Dockerfile"]);
});
