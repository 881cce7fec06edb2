/// <reference lib="esnext.disposable" />
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { isMap, parseDocument, stringify } from "yaml";
import type { Scalar } from "yaml";
import { readParts } from "../../scripts/parts/state.ts";
import { watchFor } from "./cancel.ts";
import type { Cancellation } from "./cancel.ts";

export const ROOT = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A folder that is removed at the end of the block that opened it. */
export interface Folder {
  readonly path: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openFolder(name: string): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), `waybill-${name}-`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Puts what a release of Waybill consists of into a folder: workflows, action metadata, bundles. act packs the whole folder for every
 * step, so the sources and their dependencies stay out.
 */
export async function layOutProduct(into: string): Promise<void> {
  await layOutWorkflows(into);
  await cp(join(ROOT, "dist"), join(into, "dist"), { recursive: true });
}

/** Workflows and action metadata alone. */
export async function layOutWorkflows(into: string): Promise<void> {
  await mkdir(join(into, ".github/workflows"), { recursive: true });
  for (const name of await readdir(join(ROOT, ".github/workflows")))
    await writeFile(join(into, ".github/workflows", name), forAct(await readFile(join(ROOT, ".github/workflows", name), "utf8")));
  await cp(join(ROOT, "action.yml"), join(into, "action.yml"));
  await cp(join(ROOT, ".github/actions"), join(into, ".github/actions"), { recursive: true });
  await layOutUpload(into);
  await layOutClouds(into);
  for (const name of await readdir(join(ROOT, "actions"))) {
    await mkdir(join(into, "actions", name), { recursive: true });
    await cp(join(ROOT, "actions", name, "action.yml"), join(into, "actions", name, "action.yml"));
  }
}

/** GitHub knows two keys of a job that act 0.2.89 does not; without exactly these its copies are the files that we publish. */
function forAct(workflow: string): string {
  const document = parseDocument(workflow);
  const jobs = document.get("jobs");
  for (const { key } of isMap<Scalar<string>>(jobs) ? jobs.items : []) {
    for (const path of [
      ["concurrency", "queue"],
      ["environment", "deployment"],
    ])
      if (document.hasIn(["jobs", key.value, ...path])) document.deleteIn(["jobs", key.value, ...path]);
  }
  return document.toString({ lineWidth: 0 });
}

/** The upload service of a run is GitHub's; a stand-in says what would be uploaded, under which name, and puts it into the folder KEPT. */
const UPLOAD = "actions/upload-artifact";

async function layOutUpload(into: string): Promise<void> {
  const folder = join(into, UPLOAD);
  await mkdir(folder, { recursive: true });
  const inputs = Object.fromEntries(["name", "path", "include-hidden-files", "if-no-files-found"].map((name) => [name, {}]));
  await writeFile(join(folder, "action.yml"), stringify({ name: "Upload", inputs, runs: { using: "node24", main: "index.js" } }));
  await writeFile(
    join(folder, "index.js"),
    `const { cpSync, existsSync } = require("node:fs");
const found = process.env.INPUT_PATH.split("\\n").map((path) => path.trim()).filter((path) => path !== "" && existsSync(path));
console.log("uploads " + process.env.INPUT_NAME + ": " + (found.map((path) => path.split("/").at(-1)).join(" ") || "nothing"));
if (process.env.KEPT) for (const path of found) cpSync(path, process.env.KEPT + "/" + process.env.INPUT_NAME + "/" + path.split("/").at(-1));
`,
  );
}

/** There is no cloud here; stand-ins of the clouds' own actions and commands say what they were asked for. */
const CLOUD_ACTIONS: Readonly<Record<string, { readonly inputs: readonly string[]; readonly effect?: string }>> = {
  "aws-actions/configure-aws-credentials": { inputs: ["role-to-assume", "aws-region"] },
  "aws-actions/amazon-ecr-login": { inputs: ["registries"] },
  "azure/login": { inputs: ["client-id", "tenant-id", "subscription-id"] },
  "azure/use-kubelogin": { inputs: ["kubelogin-version"] },
  "azure/aks-set-context": {
    inputs: ["resource-group", "cluster-name", "use-kubelogin"],
    effect: `fs.appendFileSync(process.env.GITHUB_ENV, "KUBECONFIG=" + process.env.RUNNER_TEMP + "/kubeconfig_aks\\n");`,
  },
  "google-github-actions/auth": {
    inputs: ["workload_identity_provider", "service_account", "create_credentials_file", "token_format"],
    effect: `fs.appendFileSync(process.env.GITHUB_OUTPUT, "access_token=ya29.token\\n");`,
  },
  "google-github-actions/get-gke-credentials": {
    inputs: ["cluster_name", "location", "project_id"],
    effect: `fs.appendFileSync(process.env.GITHUB_OUTPUT, "kubeconfig_path=" + process.env.GITHUB_WORKSPACE + "/gha-kubeconfig-1\\n");`,
  },
};
const CONNECT = ".github/actions/connect-cloud/action.yml";

async function layOutClouds(into: string): Promise<void> {
  for (const [name, { inputs, effect = "" }] of Object.entries(CLOUD_ACTIONS)) {
    await mkdir(join(into, name), { recursive: true });
    const declared = Object.fromEntries(inputs.map((input) => [input, {}]));
    await writeFile(join(into, name, "action.yml"), stringify({ name, inputs: declared, runs: { using: "node24", main: "index.js" } }));
    await writeFile(
      join(into, name, "index.js"),
      `const fs = require("node:fs");
const inputs = ${JSON.stringify(inputs)}.flatMap((name) => process.env["INPUT_" + name.toUpperCase()] ? [name + "=" + process.env["INPUT_" + name.toUpperCase()]] : []);
console.log("cloud: ${name} " + inputs.join(" "));
${effect}
`,
    );
  }
  await mkdir(join(into, "bin"), { recursive: true });
  for (const command of ["aws", "az"])
    await writeFile(join(into, "bin", command), `#!/bin/sh\necho "cloud: ${command} $*"\n`, { mode: 0o755 });
}

/** As the file pins it, so that act takes the stand-in and fetches nothing. */
async function pinned(action: string, file = ".github/workflows/deploy.yml"): Promise<string> {
  const workflow = await readFile(join(ROOT, file), "utf8");
  const [, commit] = new RegExp(`${action}@([0-9a-f]{40})`).exec(workflow) ?? [];
  return `${action}@${commit ?? ""}`;
}

/** Makes a folder the git repository `github.com/<name>` with everything committed, and returns the commit. */
export async function commitAll(folder: string, name: string): Promise<string> {
  const git = async (...args: string[]): Promise<string> => (await run("git", ["-C", folder, ...args])).stdout.trim();
  if (!existsSync(join(folder, ".git"))) {
    await git("init", "--quiet", "--initial-branch=main");
    await git("config", "user.name", "Ada");
    await git("config", "user.email", "ada@users.noreply.example");
    await git("remote", "add", "origin", `https://github.com/${name}.git`);
  }
  await git("add", "--all", "--force");
  if ((await git("status", "--porcelain")) !== "") await git("commit", "--quiet", "--no-gpg-sign", "--message", "Release");
  return git("rev-parse", "HEAD");
}

export interface ActOptions {
  /** Repository whose workflows run. */
  readonly repository: string;
  /** Folder that stands for waybill-ci/waybill@v1. */
  readonly product: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Set in every job, as a runner's own environment is. */
  readonly env?: Readonly<Record<string, string>>;
  /** The run and its attempt as GitHub counts them; both are 1 where nothing is said. */
  readonly run?: { readonly id: number; readonly attempt: number } | undefined;
  /** Receives the log as it grows. */
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly cancel?: Cancellation | undefined;
}

/** A workflow that a person starts: its file, and what they fill in. */
export interface Dispatch {
  readonly workflow: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface ActRun {
  readonly exitCode: number;
  readonly log: string;
  /** Names of the jobs that ran, in the order in which they began, for example `Build/Image churn`. */
  readonly jobs: readonly string[];
}

/** Pushes to `main` as far as the workflows can tell: act runs every job as a process of this machine. */
export async function pushWithAct(options: ActOptions): Promise<ActRun> {
  return runAct(["push"], options);
}

/** Starts one workflow by hand, as far as it can tell. */
export async function dispatchWithAct({ workflow, inputs }: Dispatch, options: ActOptions): Promise<ActRun> {
  const given = Object.entries(inputs).flatMap(([name, value]) => ["--input", `${name}=${value}`]);
  return runAct(["workflow_dispatch", `--workflows=${workflow}`, ...given], options);
}

const PULL_REQUEST = 7;

/** A pull request as far as the workflows can tell. */
export interface PullRequest {
  /** The repository of its branch. */
  readonly from: string;
  /** The login of who opened it. */
  readonly by: string;
  /** What happened to it. */
  readonly action?: string | undefined;
  /** The one workflow that is to run; default: all that pull requests start. */
  readonly workflow?: string | undefined;
}

/** Tells the workflows of a pull request, as GitHub does. */
export async function pullRequestWithAct(
  { from, by, action = "synchronize", workflow }: PullRequest,
  options: ActOptions,
): Promise<ActRun> {
  await using folder = await openFolder("event");
  const event = join(folder.path, "event.json");
  const payload = {
    action,
    number: PULL_REQUEST,
    pull_request: { number: PULL_REQUEST, head: { repo: { full_name: from } }, user: { login: by } },
  };
  await writeFile(event, JSON.stringify(payload));
  const only = workflow === undefined ? [] : [`--workflows=${workflow}`];
  return await runAct(["pull_request", `--eventpath=${event}`, ...only], options);
}

async function runAct(event: readonly string[], options: ActOptions): Promise<ActRun> {
  const { repository, product, secrets = {}, variables = {}, onOutput, cancel } = options;
  const { id = 1, attempt = 1 } = options.run ?? {};
  const env = { ...options.env, GITHUB_RUN_ID: String(id), GITHUB_RUN_ATTEMPT: String(attempt) };
  const { tools } = readParts(["tools"]);
  await using home = await openFolder("act");
  const secretFile = join(home.path, "secrets.yaml");
  await writeFile(secretFile, stringify(secrets), { mode: 0o600 });
  const args = [
    ...event,
    // Jobs side by side end act 0.2.89 at times: they write one map of its cache of repositories ("fatal error: concurrent map writes").
    "--concurrent-jobs=1",
    "--platform=ubuntu-latest=-self-hosted",
    "--platform=ubuntu-24.04=-self-hosted",
    `--local-repository=waybill-ci/waybill@v1=${product}`,
    `--local-repository=${await pinned(UPLOAD)}=${join(product, UPLOAD)}`,
    ...(await Promise.all(
      Object.keys(CLOUD_ACTIONS).map(async (name) => `--local-repository=${await pinned(name, CONNECT)}=${join(product, name)}`),
    )),
    `--secret-file=${secretFile}`,
    // Files of these kinds in the working directory would be read otherwise.
    "--env-file=",
    "--var-file=",
    "--input-file=",
    ...Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}=${value}`]),
    ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ];
  // act hands its own environment on to the jobs; nothing of this process may stand in for what a workflow forgot to pass.
  const clean = {
    PATH: [join(product, "bin"), dirname(tools.node), process.env["PATH"]].join(delimiter),
    HOME: home.path,
    TMPDIR: tmpdir(),
    XDG_CACHE_HOME: join(home.path, "cache"),
  };
  const child = spawn(tools.act, args, { cwd: repository, env: clean, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const watch = cancel === undefined ? undefined : watchFor(cancel, child);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      onOutput?.(log);
      watch?.(log);
    });
  }
  const exitCode = await new Promise<number>((done, fail) => child.once("error", fail).once("close", (code) => done(code ?? 1)));
  return { exitCode, log, jobs: jobsIn(log) };
}

/** act prefixes each line with `[workflow/job]`; workflows that were called add the caller's name in front. */
function jobsIn(log: string): string[] {
  return [...log.matchAll(/^\[(.+?)\s*\].*Run Set up job$/gm)].map(([, name]) => (name ?? "").split("/").slice(-2).join("/"));
}
