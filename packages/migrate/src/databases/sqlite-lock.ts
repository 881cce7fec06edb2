import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { ActionError, isAlive, isSystemError, pause } from "@waybill/kit";
import type { LockOptions } from "./database.ts";

const FIRST_PAUSE_MS = 20;
const MAX_PAUSE_MS = 1_000;

/** A SQLite file whose migrations are to be run by one at a time. */
export interface LockedFile {
  readonly name: string;
  /** Of the lock file, which stands beside the database. */
  readonly lockPath: string;
  /** What this connection knows its own lock by. */
  readonly token: string;
  /** Runs work while nobody else can write to the database; undefined, without running it, when somebody else does now. */
  exclusively<T>(work: () => T): { readonly result: T } | undefined;
}

/** What a lock file says of the run that made it. */
interface Holder {
  readonly token: string;
  readonly run: string;
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** Linux tells more, so that a process id of another container or from before a restart is not taken for a process of now. */
  readonly boot?: string | undefined;
  readonly namespace?: string | undefined;
  readonly started?: string | undefined;
}

/**
 * Takes the lock that SQLite itself has not: a file beside the database that names its holder. It is read and written only by whoever holds
 * the database's own write lock at that moment, so two runs cannot both find a stale lock and both take it over. Throws an `environment`
 * error that names the holder and the next step when the time is up.
 */
export async function acquireSqliteLock(file: LockedFile, options: LockOptions): Promise<() => Promise<void>> {
  const own = describeSelf(file, options.run ?? "");
  const deadline = performance.now() + options.timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    options.signal?.throwIfAborted();
    const obstacle = findObstacle(file) ?? tryToTake(file, own, options);
    if (obstacle === undefined) break;
    const left = deadline - performance.now();
    if (left <= 0) throw new ActionError("environment", obstacle.refusal);
    options.reporter.progress(`Waiting for the migration lock of '${file.name}': ${obstacle.what}.`);
    await pause(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
  }
  return async () => {
    // Somebody who was sure that this run is dead may have taken it over; theirs stays.
    if (readLock(file.lockPath)?.holder?.token === file.token) rmSync(file.lockPath, { force: true });
  };
}

/** Who holds the lock now that was not taken through this very connection, in words; undefined when nobody does. */
export function findSqliteLockHolder(file: LockedFile): string | undefined {
  return readLock(file.lockPath)?.holder?.token === file.token ? undefined : findObstacle(file)?.what;
}

interface Obstacle {
  readonly what: string;
  readonly refusal: string;
}

function tryToTake(file: LockedFile, own: Holder, { reporter }: LockOptions): Obstacle | undefined {
  const attempt = file.exclusively(() => {
    const obstacle = findObstacle(file);
    if (obstacle) return obstacle;
    const stale = readLock(file.lockPath)?.holder;
    if (stale) reporter.warn(`Taking over the migration lock of '${file.name}', whose run has died: ${describeHolder(stale)}.`);
    writeFileSync(file.lockPath, `${JSON.stringify({ waybill: 1, ...own })}\n`);
    return undefined;
  });
  if (attempt) return attempt.result;
  const what = `another program is writing to the database`;
  return {
    what,
    refusal: `The migration lock of '${file.name}' cannot be taken, because ${what}. Run again when it is done; nothing was changed.`,
  };
}

/** What keeps the lock from being taken; undefined when there is none, or one that a dead process left behind. */
function findObstacle(file: LockedFile): Obstacle | undefined {
  const lock = readLock(file.lockPath);
  // An empty file is what is left of a run that died between making and filling it.
  if (!lock || lock.text.trim() === "") return undefined;
  const remove = `remove '${file.lockPath}'`;
  if (!lock.holder) {
    const what = `'${file.lockPath}' stands in the place of the lock, but says nothing that is understood`;
    return {
      what,
      refusal: `The migration lock of '${file.name}' cannot be taken: ${what}. Find out who wrote it, then ${remove}; nothing was changed.`,
    };
  }
  const state = stateOf(lock.holder);
  if (state === "dead") return undefined;
  const what = `held by ${describeHolder(lock.holder)}`;
  const next =
    state === "alive"
      ? "Wait until that run ends, or end it if it is stuck"
      : `Whether that run still lives cannot be seen from here: wait until it ends or, when you are sure that it has, ${remove}`;
  return { what, refusal: `Another run holds the migration lock of '${file.name}': ${what}. ${next}; nothing was changed.` };
}

function describeHolder({ run, pid, host, since }: Holder): string {
  return `${run === "" ? "a run" : `run '${run}'`}, process ${pid} on host '${host}', since ${since}`;
}

function readLock(path: string): { readonly text: string; readonly holder: Holder | undefined } | undefined {
  try {
    const text = readFileSync(path, "utf8");
    return { text, holder: parseHolder(text) };
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    // Something else, or cut off: the caller says so.
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null || !("waybill" in value) || !("pid" in value) || !Number.isSafeInteger(value.pid))
    return false;
  const texts = new Map<string, unknown>(Object.entries(value));
  return ["token", "run", "host", "since"].every((key) => typeof texts.get(key) === "string");
}

function describeSelf({ token }: LockedFile, run: string): Holder {
  const since = new Date().toISOString();
  return { token, run, pid: process.pid, host: hostname(), since, ...systemFacts(), started: startOf(process.pid) };
}

/** Only the host where a process runs can say that it is dead; a process id means something only within one boot and one namespace. */
function stateOf(holder: Holder): "alive" | "dead" | "unknown" {
  if (holder.host !== hostname()) return "unknown";
  const { boot, namespace } = systemFacts();
  if (holder.boot !== undefined && boot !== undefined && holder.boot !== boot) return "dead";
  if (holder.namespace !== undefined && holder.namespace !== namespace) return "unknown";
  if (!isAlive(holder.pid)) return "dead";
  // The same number may have been given to another process since then.
  const started = startOf(holder.pid);
  return holder.started !== undefined && started !== undefined && holder.started !== started ? "dead" : "alive";
}

function systemFacts(): Pick<Holder, "boot" | "namespace"> {
  return {
    boot: whereKnown(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: whereKnown(() => readlinkSync("/proc/self/ns/pid")),
  };
}

/** When a process began, in ticks since the boot: field 22 of proc(5), counted behind the name, which may hold blanks and brackets. */
function startOf(pid: number): string | undefined {
  return whereKnown(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  });
}

/** Only Linux has these files, and a container may hide them. */
function whereKnown(read: () => string): string | undefined {
  try {
    return read() || undefined;
  } catch {
    // Without the fact the process id alone decides.
    return undefined;
  }
}
