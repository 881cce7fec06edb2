import { ActionError, pause } from "@waybill/kit";
import type { Database, LockOptions } from "./database.ts";

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 3_000;

interface Sessions {
  readonly database: Database;
  readonly connectAnother: () => Promise<Database>;
}

/**
 * Takes a session lock by trying again and again, never by a blocking wait: a waiting session would hold a snapshot, and a concurrent index
 * build waits for every snapshot. The server frees the lock when this process dies. Throws an `environment` error that names the holder
 * when the time is up, or when a transaction pooler makes the lock worthless.
 */
export async function acquirePostgresLock(sessions: Sessions, key: bigint, options: LockOptions): Promise<() => Promise<void>> {
  const { database } = sessions;
  const deadline = performance.now() + options.timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
    options.signal?.throwIfAborted();
    const [row] = await database.query("SELECT pg_try_advisory_lock($1) AS taken", [key.toString()]);
    if (row?.["taken"] === "t") break;
    const holder = await describeHolder(database, key);
    const left = deadline - performance.now();
    if (left <= 0)
      throw new ActionError(
        "environment",
        `Another session holds the migration lock of '${database.name}': ${holder}. Wait until that run ends, or end it with pg_terminate_backend if it is stuck; nothing was changed.`,
      );
    options.reporter.progress(`Waiting for the migration lock of '${database.name}', held by ${holder}.`);
    await pause(Math.min(left, pauseMs * (0.5 + Math.random() / 2)), options.signal);
  }
  const release = async (): Promise<void> => {
    // When the connection is lost the server has released the lock already.
    await database.query("SELECT pg_advisory_unlock($1)", [key.toString()]).catch(() => undefined);
  };
  try {
    await refusePooler(sessions);
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

/** Behind a transaction pooler two clients share a server session, and both "hold" the lock. A second client inside a transaction shows it. */
async function refusePooler({ database, connectAnother }: Sessions): Promise<void> {
  const pidOf = async (session: Database): Promise<string> => (await session.query("SELECT pg_backend_pid() AS pid"))[0]?.["pid"] ?? "";
  const before = await pidOf(database);
  await using other = await connectAnother();
  await other.begin();
  const [otherPid, after] = [await pidOf(other), await pidOf(database)];
  await other.rollback();
  if (otherPid === before || after !== before)
    throw new ActionError(
      "environment",
      `A transaction pooler stands before '${database.name}', so two runs could hold the migration lock at once. Give the migrations a URL that leads to the server directly (or to a pooler in session mode).`,
    );
}

async function describeHolder(database: Database, key: bigint): Promise<string> {
  const unsigned = BigInt.asUintN(64, key);
  const [row] = await database.query(
    `SELECT l.pid, a.application_name AS application, a.usename AS username, a.state, floor(extract(epoch FROM now() - a.backend_start)) AS seconds
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid::bigint = $1 AND l.objid::bigint = $2
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [(unsigned >> 32n).toString(), (unsigned & 0xffffffffn).toString()],
  );
  if (!row) return "a session that has just ended";
  return `pid ${row["pid"]}, application '${row["application"] ?? "?"}', user '${row["username"] ?? "?"}', ${row["state"] ?? "state unknown"}, connected for ${row["seconds"] ?? "?"} s`;
}
