import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { mkdir, readFile, rm, writeFile, open, chown } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ActionError, numberAt, parseJson, pause, textAt } from "@waybill/kit";
import { findPostgresAccount, findPostgresPackage, makeAccountFolder, moveFolder, preparePostgresBinaries } from "./files.ts";
import type { Account } from "./files.ts";

const START_TIMEOUT_MS = 30_000;
const USER = "waybill";
// Where data waits for the next start when the server had to run elsewhere.
const PARKED = "parked";

/** A running PostgreSQL. */
export interface PostgresServer {
  /** `postgres://user:password@127.0.0.1:port/waybill`. The password is random and in no other place than the server's folder. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Where the data lies, and whether it stays. */
export interface PostgresOptions {
  /** Where the server keeps its data and its password. */
  readonly dir: string;
  /** Keeps the data when the server stops, so that a later start finds it again. Default: the data is removed. */
  readonly keepData?: boolean | undefined;
  /** Folders from which the installed binaries are searched upwards, besides the one of this file. */
  readonly searchFrom?: readonly string[] | undefined;
}

interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly bin: string;
  readonly account: Account | undefined;
  readonly password: string;
  port: number;
}

/**
 * Starts an embedded PostgreSQL 18 on a free port of 127.0.0.1, as `nobody` when this process is root. Throws ActionError("environment") with the
 * server's last log lines when it does not become ready within 30 s.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const cluster = await openCluster(options);
  if (!existsSync(join(cluster.data, "PG_VERSION"))) await createData(cluster);
  await stopLeftover(cluster);
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1 || !(await isFree(cluster.port))) cluster.port = await findFreePort();
    const pid = await startServer(cluster).catch((error: unknown) => {
      // Between finding a free port and listening on it, somebody else may take it.
      if (attempt >= 3) throw error;
      return undefined;
    });
    if (pid === undefined) continue;
    await remember(options.dir, cluster);
    return {
      url: `postgres://${USER}:${cluster.password}@127.0.0.1:${cluster.port}/waybill`,
      pid,
      stop: () => stopCluster(cluster, options),
    };
  }
}

interface Memory {
  readonly home: string;
  readonly password: string;
  readonly port: number;
}

async function openCluster(options: PostgresOptions): Promise<Cluster> {
  const native = findPostgresPackage([import.meta.dirname, ...(options.searchFrom ?? [])]);
  const account = await findPostgresAccount();
  await mkdir(options.dir, { recursive: true });
  const known = await recall(options.dir);
  const isThere = known !== undefined && existsSync(known.home);
  const home = isThere ? known.home : await makeAccountFolder(options.dir, account);
  if (!isThere && existsSync(join(options.dir, PARKED))) await moveFolder(join(options.dir, PARKED), join(home, "data"), account);
  const bin = join(await preparePostgresBinaries(native, home, account), "bin");
  const cluster = {
    home,
    data: join(home, "data"),
    bin,
    account,
    password: known?.password ?? randomBytes(18).toString("base64url"),
    port: known?.port ?? 0,
  };
  await remember(options.dir, cluster);
  return cluster;
}

async function recall(dir: string): Promise<Memory | undefined> {
  const text = await readFile(join(dir, "postgres.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const memory = parseJson(text);
  const [home, password, port] = [textAt(memory, "home"), textAt(memory, "password"), numberAt(memory, "port")];
  return home === undefined || password === undefined || port === undefined ? undefined : { home, password, port };
}

async function remember(dir: string, { home, password, port }: Cluster): Promise<void> {
  await writeFile(join(dir, "postgres.json"), JSON.stringify({ home, password, port }), { mode: 0o600 });
}

async function createData(cluster: Cluster): Promise<void> {
  await rm(cluster.data, { recursive: true, force: true });
  const passwordFile = join(cluster.home, "password");
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  if (cluster.account) await chown(passwordFile, cluster.account.uid, cluster.account.gid);
  const options = [
    "--no-sync",
    "--no-instructions",
    "--encoding=UTF8",
    "--locale=C",
    "--auth=scram-sha-256",
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
  ];
  try {
    await run(cluster, "initdb", ["-D", cluster.data, ...options]);
    // Without the setting a statement that failed, on a full disk, would leave a server without its database for good.
    await run(cluster, "postgres", ["--single", "-c", "exit_on_error=on", "-D", cluster.data, "postgres"], "CREATE DATABASE waybill\n");
  } catch (error) {
    // A half-made data folder would be taken for a good one by the next start.
    await rm(cluster.data, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function startServer(cluster: Cluster): Promise<number> {
  const logFile = join(cluster.home, "postgres.log");
  const log = await open(logFile, "a");
  const settings = {
    listen_addresses: "127.0.0.1",
    port: cluster.port,
    unix_socket_directories: "",
    fsync: "off",
    shared_buffers: "16MB",
    max_connections: 40,
  };
  const argv = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(cluster.bin, "postgres"), ["-D", cluster.data, ...argv], {
    ...identity(cluster),
    stdio: ["ignore", log.fd, log.fd],
    // A signal from the terminal must reach the rehearsal first, which stops the server in order.
    detached: true,
  });
  let ended: string | undefined;
  child.once("error", (error) => (ended = error.message));
  child.once("exit", (code, signal) => (ended = `ended with ${signal ?? `exit code ${code}`}`));
  child.unref();
  await log.close();
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(cluster))) {
    if (ended !== undefined || Date.now() > deadline) {
      if (ended === undefined) child.kill("SIGQUIT");
      throw new ActionError(
        "environment",
        `The embedded PostgreSQL did not start (${ended ?? "not ready in 30 s"}). Its log ends:\n${await lastLines(logFile)}`,
      );
    }
    await pause(25);
  }
  return child.pid ?? 0;
}

/** `postmaster.pid` holds the state in its eighth line; that is what `pg_ctl` waits for as well. */
async function isReady(cluster: Cluster): Promise<boolean> {
  const text = await readFile(join(cluster.data, "postmaster.pid"), "utf8").catch(() => "");
  return text.split("\n")[7]?.trim() === "ready";
}

/** A rehearsal that was killed leaves its server running; `pg_ctl` knows how to end that one and nobody else's process. */
async function stopLeftover(cluster: Cluster): Promise<void> {
  if (!existsSync(join(cluster.data, "postmaster.pid"))) return;
  await run(cluster, "pg_ctl", ["stop", "-D", cluster.data, "-m", "fast", "-s"]).catch(() => undefined);
  await rm(join(cluster.data, "postmaster.pid"), { force: true });
}

async function stopCluster(cluster: Cluster, options: PostgresOptions): Promise<void> {
  await stopLeftover(cluster);
  const isElsewhere = !resolve(cluster.home).startsWith(resolve(options.dir));
  // A folder outside of `dir` would stay behind when somebody removes `dir`.
  if (options.keepData && isElsewhere) await moveFolder(cluster.data, join(options.dir, PARKED), undefined);
  if (!options.keepData || isElsewhere) await rm(cluster.home, { recursive: true, force: true });
  if (options.keepData) return;
  await rm(join(options.dir, PARKED), { recursive: true, force: true });
  await rm(join(options.dir, "postgres.json"), { force: true });
}

function identity(cluster: Cluster): { cwd: string; env: Record<string, string>; uid?: number; gid?: number } {
  return { cwd: cluster.home, env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" }, ...cluster.account };
}

async function run(cluster: Cluster, program: string, argv: readonly string[], input = ""): Promise<void> {
  const child = spawn(join(cluster.bin, program), argv, { ...identity(cluster), stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  throw new ActionError(
    "environment",
    `${program} of the embedded PostgreSQL ended with exit code ${code}. Its output ends:\n${output.trim().slice(-800)}`,
  );
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "(no log)");
  return text.trim().split("\n").slice(-10).join("\n");
}

/** Ends the server that a killed rehearsal left running for `dir`, if there is one; with `removeData` its data goes as well. */
export async function stopLeftoverPostgres(dir: string, removeData: boolean): Promise<void> {
  const memory = await recall(dir);
  if (memory && existsSync(memory.home)) {
    await stopCluster(await openCluster({ dir }), { dir, keepData: !removeData });
  } else if (removeData) {
    await rm(join(dir, PARKED), { recursive: true, force: true });
    await rm(join(dir, "postgres.json"), { force: true });
  }
}

/** Finds a TCP port of 127.0.0.1 that nobody listens on now. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
