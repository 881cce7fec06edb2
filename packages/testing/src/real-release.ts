import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { generateKeyPair } from "@waybill/record";
import { readParts } from "../../../scripts/parts/state.ts";
import type { PartsState } from "../../../scripts/parts/state.ts";
import { ROOT } from "./repository.ts";
import { forwardPort } from "./network/tcp-forward.ts";

const run = promisify(execFile);

/** How a `waybill` process ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** A project of its own on the real parts: own workspace, namespace, database and image repository. */
export interface RealProject extends AsyncDisposable {
  readonly parts: PartsState;
  readonly workspace: string;
  readonly namespace: string;
  readonly env: Readonly<Record<string, string>>;
  readonly publicKeyPem: string;
  /** Runs the committed `waybill` command; kills it with SIGKILL after `killAfterMs` when given. */
  waybill(
    args: readonly string[],
    options?: { killAfterMs?: number; signal?: NodeJS.Signals; env?: Readonly<Record<string, string>> },
  ): Promise<Finished>;
  kubectl(...args: string[]): Promise<string>;
  sql<T extends pg.QueryResultRow>(text: string): Promise<T[]>;
  edit(path: string, change: (text: string) => string): Promise<void>;
}

let counter = 0;

/** Copies `examples/churn` and points it at the real parts. */
export async function realProject(options: { major?: 15 | 18 } = {}): Promise<RealProject> {
  const parts = readParts();
  const namespace = `churn-${process.pid.toString(36)}-${(counter++).toString(36)}${Date.now().toString(36).slice(-4)}`;
  const workspace = join(await mkdtemp(join(tmpdir(), "waybill-real-")), namespace);
  await cp(join(ROOT, "examples", "churn"), workspace, { recursive: true, filter: (source) => !source.includes("node_modules") });
  await replaceIn(join(workspace, "waybill.yml"), (text) =>
    text
      .replace("namespace: churn", `namespace: ${namespace}`)
      .replace(/^name: churn$/m, `name: ${namespace}\nregistry: ${parts.registry.address}`),
  );

  const server = parts.postgres.find(({ major }) => major === (options.major ?? 18));
  if (!server) throw new Error("No PostgreSQL of that major runs.");
  const database = namespace.replaceAll("-", "_");
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${database}`));
  const inside = new URL(server.url);
  const forward = await forwardPort(new URL(server.urlFromPods).hostname, { host: inside.hostname, port: Number(inside.port) });
  const url = new URL(server.url);
  url.hostname = new URL(server.urlFromPods).hostname;
  url.port = String(forward.port);
  url.pathname = `/${database}`;
  const databaseUrl = url.href;

  const { privateKeyPem, publicKeyPem } = generateKeyPair();
  const env: Record<string, string> = {
    PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}`,
    HOME: workspace,
    // A run that is killed leaves its scratch folder; it goes with those of the tests.
    TMPDIR: tmpdir(),
    DOCKER_HOST: parts.docker.host,
    DOCKER_CONFIG: parts.buildkit.dockerConfig,
    BUILDX_CONFIG: parts.buildkit.buildxConfig,
    BUILDX_BUILDER: parts.buildkit.builder,
    KUBECONFIG: parts.kubernetes.kubeconfig,
    WAYBILL_SIGNING_KEY: privateKeyPem,
    DATABASE_URL: databaseUrl,
    BASE_IMAGE: parts.images.node,
    GITHUB_REPOSITORY: `Acme/${namespace}`,
    GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
    GITHUB_REF: "refs/heads/main",
    GITHUB_ACTOR: "release-manager",
  };

  return {
    parts,
    workspace,
    namespace,
    env,
    publicKeyPem,
    waybill: (args, how = {}) => runWaybill(workspace, { ...env, ...how.env }, args, how),
    kubectl: async (...args) =>
      (await run(parts.tools.kubectl, ["--kubeconfig", parts.kubernetes.kubeconfig, ...args], { maxBuffer: 1 << 26 })).stdout,
    sql: (text) => withClient(databaseUrl, async (client) => (await client.query(text)).rows),
    edit: (path, change) => replaceIn(join(workspace, path), change),
    async [Symbol.asyncDispose]() {
      await run(parts.tools.kubectl, [
        "--kubeconfig",
        parts.kubernetes.kubeconfig,
        "delete",
        "namespace",
        namespace,
        "--ignore-not-found",
        "--wait=false",
      ]);
      await withClient(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`));
      await forward[Symbol.asyncDispose]();
      await rm(join(workspace, ".."), { recursive: true, force: true });
    },
  };
}

function runWaybill(
  workspace: string,
  env: Record<string, string>,
  args: readonly string[],
  how: { killAfterMs?: number; signal?: NodeJS.Signals },
): Promise<Finished> {
  const child = spawn(join(ROOT, "node_modules", ".bin", "node"), [join(ROOT, "dist", "cli", "index.js"), ...args], {
    cwd: workspace,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = how.killAfterMs === undefined ? undefined : setTimeout(() => child.kill(how.signal ?? "SIGKILL"), how.killAfterMs);
  return new Promise((done) =>
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      done({ code, signal, output });
    }),
  );
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function replaceIn(path: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${path} was not changed.`);
  await writeFile(path, after);
}
