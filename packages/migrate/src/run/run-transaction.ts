import { retry } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type { Database, TableName } from "../databases/database.ts";
import { during, MigrationFailure, MigrationRefusal } from "./failure.ts";
import { describeMigration, planError } from "../migration.ts";
import type { History, MigrationFile } from "../migration.ts";

/** What every migration of one run needs. */
export interface Run {
  readonly database: Database;
  readonly history: History;
  readonly table: TableName;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  /** Goes into our side table, to say which run applied a migration. */
  readonly id: string;
  /** Runs a statement outside of a transaction, without the locks that the tool waits for. */
  yieldLock<T>(work: () => Promise<T>): Promise<T>;
  /** The history as this run knows it; every transaction checks it again. */
  head: string;
}

const LOCK_WAIT_MS = 10_000;
const ATTEMPTS = 5;
/** lock_not_available, deadlock_detected, serialization_failure: nothing is wrong with the migration. */
const TRANSIENT = ["55P03", "40P01", "40001"];

/** Runs a migration and its history row in one transaction, again when only the locks of other sessions stood in its way. */
export async function runInTransaction(run: Run, migration: MigrationFile): Promise<{ durationMs: number }> {
  return retry(() => attempt(run, migration), {
    attempts: ATTEMPTS,
    baseDelayMs: 500,
    maxDelayMs: 5_000,
    decide: (error) => ({ retry: error instanceof MigrationFailure && TRANSIENT.includes(error.error.code) && !run.signal?.aborted }),
    onRetry: (error, count, delayMs) =>
      run.reporter.warn(
        `The migration ${describeMigration(migration)} was rolled back, because another session held a lock (${(error as MigrationFailure).error.code}); attempt ${count + 1} of ${ATTEMPTS} in ${Math.round(delayMs)} ms.`,
      ),
    signal: run.signal,
  });
}

async function attempt(run: Run, migration: MigrationFile): Promise<{ durationMs: number }> {
  const started = performance.now();
  return inTransaction(run, migration, async () => {
    for (const [index, statement] of migration.statements.entries()) {
      run.signal?.throwIfAborted();
      run.reporter.progress(`${describeMigration(migration)}: statement ${index + 1} of ${migration.statements.length}`);
      await during(migration, statement, () => run.database.query(statement.text));
    }
    // A file may change the search path, the role or a time-out for itself; the history row is ours.
    await during(migration, undefined, () => run.database.resetSession());
    const durationMs = performance.now() - started;
    await during(migration, undefined, () => run.history.record(migration, { durationMs, run: run.id }));
    return { durationMs };
  });
}

/**
 * Runs work in a transaction that holds the history table and refuses when the history is not what this run knows: the session lock alone
 * does not keep out a tool that takes none.
 */
export async function inTransaction<T>(run: Run, migration: MigrationFile, work: () => Promise<T>): Promise<T> {
  const { database, history } = run;
  const guard = <R>(work: () => Promise<R>): Promise<R> => during(migration, undefined, work);
  await guard(() => database.begin());
  try {
    await guard(() => database.limitLockWait(LOCK_WAIT_MS));
    await guard(() => database.lockTable(run.table));
    if ((await guard(() => history.readHead())) !== run.head) throw new MigrationRefusal(historyMoved(run));
    const result = await work();
    const head = await guard(() => history.readHead());
    await during(migration, "commit", () => database.commit());
    run.head = head;
    return result;
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

function historyMoved(run: Run) {
  return planError(
    "history-moved",
    `Somebody else wrote to the history table '${run.table.name}' since this run began.`,
    "Find out which tool or person migrates this database at the same time; then make a new plan.",
  );
}
