import { spawn } from "node:child_process";
import { open, readFile, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FileHandle } from "node:fs/promises";
import { ActionError, isAlive, isSystemError, pause } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { stopLeftoverPostgres } from "../postgres/postgres.ts";
import { askControl } from "./control.ts";
import { isRehearsal, makeRehearsalFolder, pathIn, readRecord, releaseLock } from "./files.ts";
import type { Rehearsal, RehearsalRecord } from "./files.ts";
import { isFull, noRoom } from "./no-room.ts";
import { clearPodEngine } from "./pod-engine.ts";

/** Which rehearsal is wanted. */
export interface StartRehearsalOptions {
  /** The folder with everything the rehearsal keeps: images, objects, data. */
  readonly dir: string;
  readonly reporter: Reporter;
  /** Arguments of Node that lead to a program which calls `runRehearsal` with its `--dir`. Default: this package's own. */
  readonly entry?: readonly string[] | undefined;
  readonly idleMs?: number | undefined;
  /** The address of a Docker Engine that shall run the pods; a rehearsal that runs them elsewhere is ended and started anew. */
  readonly podEngine?: string | undefined;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Starts the rehearsal of a folder as a background process, or joins the one that runs. It outlives this process and ends itself after 30
 * minutes without a request. Throws ActionError("environment") with the rehearsal's last words when it does not come up within 30 s.
 */
export async function startRehearsal(options: StartRehearsalOptions): Promise<Rehearsal> {
  const dir = resolve(options.dir);
  const running = await rehearsalStatus(dir);
  if (running && running.podEngine === options.podEngine) return running;
  if (running) await endRehearsal(dir);
  options.reporter.progress("Starting the rehearsal's registry, engine and cluster on this machine");
  const log = await openLog(dir);
  const { size } = await log.stat();
  const idle = options.idleMs === undefined ? [] : ["--idle-ms", String(options.idleMs)];
  const engine = options.podEngine === undefined ? [] : ["--pod-engine", options.podEngine];
  const child = spawn(process.execPath, [...(options.entry ?? ownEntry()), "--dir", dir, ...idle, ...engine], {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    cwd: dir,
  });
  const life: { ended?: string } = {};
  child.once("error", (error) => (life.ended = error.message));
  child.once("exit", (code, signal) => {
    // A rehearsal that finds another one in its place ends in peace; the other one answers soon.
    if (code !== 0) life.ended = `it ended with ${signal ?? `exit code ${code}`}`;
  });
  child.unref();
  await log.close();
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (life.ended === undefined && Date.now() < deadline) {
    const rehearsal = await rehearsalStatus(dir);
    if (rehearsal) return rehearsal;
    await pause(30);
  }
  if (life.ended === undefined) child.kill("SIGTERM");
  const words = (await readFile(pathIn(dir, "log"))).subarray(size).toString().trim().slice(-1500);
  if (isFull(words)) throw noRoom(dir);
  throw new ActionError(
    "environment",
    `The rehearsal did not start: ${life.ended ?? "it was not ready within 30 s"}. Its log (${pathIn(dir, "log")}) ends:\n${words}`,
  );
}

async function openLog(dir: string): Promise<FileHandle> {
  try {
    await makeRehearsalFolder(dir);
    return await open(pathIn(dir, "log"), "a", 0o600);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (isFull(error.code ?? "")) throw noRoom(dir);
    throw new ActionError(
      "environment",
      `The rehearsal keeps its images and data in '${dir}', which cannot be written (${error.code}). Check who owns the folder, or set HOME to one of yours, and rehearse again.`,
      { cause: error },
    );
  }
}

/** The rehearsal of a folder when it runs and answers; `undefined` otherwise. */
export async function rehearsalStatus(dir: string): Promise<Rehearsal | undefined> {
  const record = await readRecord(dir);
  if (!record) return undefined;
  const answer = await ask(record, "GET", "/");
  return answer?.pid === record.rehearsal.pid ? record.rehearsal : undefined;
}

/**
 * Ends the rehearsal of a folder and every process it started; without one it only clears up after a rehearsal that was killed. What the rehearsal keeps stays for
 * the next start, unless `removeState` is set.
 */
export async function stopRehearsal(dir: string, options: { readonly removeState?: boolean } = {}): Promise<void> {
  const folder = resolve(dir);
  if (!(await stat(folder).catch(() => undefined))) return;
  await endRehearsal(folder);
  await clearPodEngine(folder);
  await stopLeftoverPostgres(join(folder, "postgres"), options.removeState ?? false);
  await releaseLock(folder);
  if (options.removeState) await rm(folder, { recursive: true, force: true });
}

async function endRehearsal(folder: string): Promise<void> {
  const record = await readRecord(folder);
  if (record && (await ask(record, "POST", "/stop"))) await waitUntilGone(record.rehearsal.pid);
  const holder = Number(await readFile(pathIn(folder, "lock"), "utf8").catch(() => "0"));
  // A process that holds the lock but does not answer is still starting, or stuck; a reused id is not ours to end.
  if (holder > 0 && isAlive(holder) && (await commandOf(holder)).includes(folder)) {
    process.kill(holder, "SIGTERM");
    await waitUntilGone(holder);
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid) && Date.now() < deadline) await pause(25);
  // Its children see the end of their channel and follow.
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
  while (isAlive(pid)) await pause(25);
}

async function ask({ control }: RehearsalRecord, method: string, path: string): Promise<Rehearsal | undefined> {
  const answer = await askControl(control, method, path);
  return isRehearsal(answer) ? answer : undefined;
}

function ownEntry(): readonly string[] {
  const isSource = import.meta.filename.endsWith(".ts");
  return [...(isSource ? ["--conditions=@waybill/source"] : []), join(import.meta.dirname, `main.${isSource ? "ts" : "js"}`)];
}

function commandOf(pid: number): Promise<string> {
  return new Promise((resolve) => {
    const ps = spawn("ps", ["-ww", "-o", "args=", "-p", String(pid)], { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    ps.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    ps.once("error", () => resolve(""));
    ps.once("close", () => resolve(text));
  });
}
