import { ActionError, pause } from "@waybill/kit";
import type { Database, LockOptions } from "./database.ts";

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;
/** Two short questions; a pooler with a full pool answers the second one never. */
const PROBE_TIMEOUT_MS = 10_000;

interface Sessions {
  readonly database: Database;
  /** Opens a second session, whose questions are given up after a time. */
  readonly connectAnother: (queryTimeoutMs: number) => Promise<Database>;
}

/**
 * Takes session locks by trying again and again, never by a blocking wait: a waiting session would hold a snapshot, and a concurrent index
 * build waits for every snapshot. While one of them is not to be had none is kept, so that nobody waits for a run that waits itself. The
 * server frees the locks when this process dies. Throws an `environment` error that names the holder when the time is up, or, before any
 * lock is taken, when a transaction pooler would make it worthless.
 */
export async function acquirePostgresLock(sessions: Sessions, keys: readonly bigint[], options: LockOptions): Promise<() => Promise<void>> {
  await refusePooler(sessions, options);
  await takeAll(sessions.database, keys, options);
  // The session ends with the run, and the server frees what it held; a lost connection has done so already.
  return () => release(sessions.database, keys).catch(() => undefined);
}

/** Gives locks back while work runs; see `Database.withoutLock`. */
export async function yieldPostgresLock<T>(
  database: Database,
  keys: readonly bigint[],
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  await release(database, keys);
  const result = await work();
  await takeAll(database, keys, options);
  return result;
}

async function takeAll(database: Database, keys: readonly bigint[], options: LockOptions): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    options.signal?.throwIfAborted();
    if (await tryAll(database, keys)) return;
    const holder = (await findPostgresLockHolder(database, keys)) ?? "a session that has just ended";
    const left = deadline - performance.now();
    if (left <= 0)
      throw new ActionError(
        "environment",
        `Another session holds the migration lock of '${database.name}': ${holder}. Wait until that run ends, or end it with pg_terminate_backend if it is stuck, and run again.`,
      );
    options.reporter.progress(`Waiting for the migration lock of '${database.name}', held by ${holder}.`);
    await pause(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
  }
}

/** Takes every lock or none. */
async function tryAll(database: Database, keys: readonly bigint[]): Promise<boolean> {
  const taken: bigint[] = [];
  for (const key of keys) {
    const [row] = await database.query("SELECT pg_try_advisory_lock($1) AS taken", [key.toString()]);
    if (row?.["taken"] !== "t") {
      await release(database, taken);
      return false;
    }
    taken.push(key);
  }
  return true;
}

/** Throws what the server says: whoever goes on must know that others still wait. */
async function release(database: Database, keys: readonly bigint[]): Promise<void> {
  for (const key of keys) await database.query("SELECT pg_advisory_unlock($1)", [key.toString()]);
}

/** Behind a transaction pooler two clients share a server session, and both "hold" the lock. A second client inside a transaction shows it. */
async function refusePooler(sessions: Sessions, { signal, probeTimeoutMs = PROBE_TIMEOUT_MS }: LockOptions): Promise<void> {
  const { database, connectAnother } = sessions;
  const pidOf = async (session: Database): Promise<string> => (await session.query("SELECT pg_backend_pid() AS pid"))[0]?.["pid"] ?? "";
  let other: Database | undefined;
  const ask = async (): Promise<boolean> => {
    const before = await pidOf(database);
    other = await connectAnother(probeTimeoutMs);
    await other.begin();
    const [otherPid, after] = [await pidOf(other), await pidOf(database)];
    return otherPid === before || after !== before;
  };
  try {
    const isShared = await withinTime(ask(), probeTimeoutMs, signal);
    if (isShared === false) return;
    const what =
      isShared === undefined
        ? `No second server session of '${database.name}' was to be had within ${probeTimeoutMs / 1000} s, as behind a transaction pooler with a full pool`
        : `A transaction pooler stands before '${database.name}'`;
    throw new ActionError(
      "environment",
      `${what}, so two runs could hold the migration lock at once. Give the migrations a URL that leads to the server directly (or to a pooler in session mode); nothing was changed.`,
    );
  } finally {
    // Its end gives back the server session that our own may be waiting for.
    await other?.close();
  }
}

/** The result of work, or undefined when it takes longer; what comes of it later has nobody to be told to. */
async function withinTime<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal | undefined): Promise<T | undefined> {
  const stop = new AbortController();
  const limit = pause(milliseconds, signal ? AbortSignal.any([signal, stop.signal]) : stop.signal).then(() => undefined);
  limit.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    stop.abort();
  }
}

/** Which other session holds one of the locks, in words. */
export async function findPostgresLockHolder(database: Database, keys: readonly bigint[]): Promise<string | undefined> {
  for (const key of keys) {
    const holder = await describeHolder(database, key);
    if (holder !== undefined) return holder;
  }
  return undefined;
}

async function describeHolder(database: Database, key: bigint): Promise<string | undefined> {
  const unsigned = BigInt.asUintN(64, key);
  const [row] = await database.query(
    `SELECT l.pid, a.application_name AS application, a.usename AS username, a.state, floor(extract(epoch FROM now() - a.backend_start)) AS seconds
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 1 AND l.classid::bigint = $1 AND l.objid::bigint = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [(unsigned >> 32n).toString(), (unsigned & 0xffffffffn).toString()],
  );
  if (!row) return undefined;
  return `pid ${row["pid"]}, application '${row["application"] ?? "?"}', user '${row["username"] ?? "?"}', ${row["state"] ?? "state unknown"}, connected for ${row["seconds"] ?? "?"} s`;
}
