import { spawn } from "node:child_process";
import { existsSync, openSync, closeSync, readFileSync } from "node:fs";
import { readFile, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { lastLines } from "./command.ts";
import { PartError } from "../failure.ts";
import type { Run } from "../run.ts";

/** Every process we start carries the run directory in this variable, so that none can be lost, whoever died when. */
const OWNER = "WAYBILL_PARTS_OWNER";
const NAME = "WAYBILL_PARTS_DAEMON";

export interface Daemon {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Starts a program that outlives this one; what it prints goes to `logs/<name>.log`. */
export async function startDaemon(run: Run, daemon: Daemon): Promise<void> {
  const log = openSync(logFile(run, daemon.name), "a");
  try {
    const child = spawn(daemon.program, daemon.args, {
      cwd: daemon.cwd ?? run.directory,
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, ...daemon.env, [OWNER]: run.directory, [NAME]: daemon.name },
      ...daemon.user,
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => reject(new PartError(`'${daemon.program}' does not start: ${error.message}.`)));
    });
    child.unref();
    await writeFile(pidFile(run, daemon.name), `${child.pid} ${startTime(child.pid ?? 0)}`);
  } finally {
    closeSync(log);
  }
}

/** Returns the process id of a daemon that lives, or undefined. */
export function findDaemon(run: Run, name: string): number | undefined {
  const file = pidFile(run, name);
  if (!existsSync(file)) return undefined;
  const [pid = "", started = ""] = readFileSync(file, "utf8").split(" ");
  // A process id can be given to another program; its start time then differs.
  return startTime(Number(pid)) === started ? Number(pid) : undefined;
}

/** Asks a daemon to end, then makes it end. */
export async function stopDaemon(run: Run, name: string, request: NodeJS.Signals = "SIGTERM", graceMs = 8_000): Promise<void> {
  const pid = findDaemon(run, name);
  const pids = pid === undefined ? await findLostDaemons(run, name) : [pid];
  if (pids.length > 0) await endProcesses(pids, graceMs, request);
  await rm(pidFile(run, name), { force: true });
}

/** A start that was killed at the wrong moment did not write down what it had started. */
async function findLostDaemons(run: Run, name: string): Promise<number[]> {
  const found = [];
  for (const pid of await findOwnProcesses(run)) {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    // Shims carry the name of the containerd that made them and have their own way to end.
    if (environment.split("\0").includes(`${NAME}=${name}`) && !command.includes("containerd-shim")) found.push(pid);
  }
  return found;
}

/** Waits until `ready` says yes; throws with the last log lines when the daemon dies or the time is over. */
export async function waitUntilReady(run: Run, name: string, ready: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await ready()) return;
    if (findDaemon(run, name) === undefined) throw new PartError(`'${name}' ended while it started.\n${await logTail(run, name)}`);
    await sleep(100);
  }
  throw new PartError(`'${name}' did not get ready within ${timeoutMs / 1000} s.\n${await logTail(run, name)}`);
}

async function logTail(run: Run, name: string): Promise<string> {
  const file = logFile(run, name);
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  return `The last lines of ${file}:\n${lastLines(text, 12)}`;
}

/** Returns the processes of this run and their descendants, found by what they carry and not by what was written down. */
export async function findOwnProcesses(run: Run): Promise<number[]> {
  const parents = new Map<number, number>();
  const marked = new Set<number>();
  for (const entry of await readdir("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const stat = statFields(pid);
    if (!stat || stat[0] === "Z") continue;
    parents.set(pid, Number(stat[1]));
    if (await isMarked(pid, run)) marked.add(pid);
  }
  const isOurs = (pid: number): boolean => marked.has(pid) || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isOurs);
}

async function isMarked(pid: number, run: Run): Promise<boolean> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, "utf8");
    if (environment.split("\0").includes(`${OWNER}=${run.directory}`)) return true;
    // A shim does not always keep its parent's environment; it names our socket.
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    return command.includes("containerd-shim") && command.includes(`${run.directory}/`);
  } catch {
    return false; // It ended while we looked.
  }
}

/** Says whether processes of another run of the parts live on this machine. */
export async function otherRunLives(run: Run): Promise<boolean> {
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    const owner = environment.split("\0").find((line) => line.startsWith(`${OWNER}=`));
    if (owner && owner !== `${OWNER}=${run.directory}`) return true;
  }
  return false;
}

/** Returns the processes of a program that share our network: their rules and ours are in the same tables. */
export async function findNeighbours(program: string): Promise<number[]> {
  const ours = await readlink("/proc/self/ns/net");
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const name = await readFile(`/proc/${entry}/comm`, "utf8").catch(() => "");
    const network = await readlink(`/proc/${entry}/ns/net`).catch(() => "");
    if (name.trim() === program && network === ours && lives(Number(entry))) found.push(Number(entry));
  }
  return found;
}

/** Ends processes: a request first, then force. */
export async function endProcesses(pids: readonly number[], graceMs: number, request: NodeJS.Signals = "SIGTERM"): Promise<void> {
  for (const signal of [request, "SIGKILL"] as const) {
    for (const pid of pids) if (lives(pid)) send(pid, signal);
    const end = Date.now() + (signal === "SIGKILL" ? 3_000 : graceMs);
    while (pids.some(lives) && Date.now() < end) await sleep(50);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended on its own.
  }
}

function lives(pid: number): boolean {
  const stat = statFields(pid);
  return stat !== undefined && stat[0] !== "Z";
}

function startTime(pid: number): string {
  return statFields(pid)?.[19] ?? "";
}

/** The fields of /proc/<pid>/stat after the name, which may itself contain spaces and parentheses. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function logFile(run: Run, name: string): string {
  return run.path("logs", `${name}.log`);
}

function pidFile(run: Run, name: string): string {
  return run.path(`${name}.pid`);
}
