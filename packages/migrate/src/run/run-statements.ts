import { during, MigrationFailure, MigrationRefusal } from "./failure.ts";
import { recallStatement } from "./interrupted-statement.ts";
import { describeMigration, planError } from "../migration.ts";
import type { MigrationFile } from "../migration.ts";
import { inTransaction } from "./run-transaction.ts";
import type { Run } from "./run-transaction.ts";
import type { Statement } from "../sql/statement.ts";
import { deleteJournal, readJournal, statementDigest, writeJournalEntry } from "./statement-journal.ts";
import type { JournalEntry } from "./statement-journal.ts";
import { findTransactionBan } from "../sql/transactionality.ts";

/**
 * Runs a migration statement by statement. A journal says how far it came, so that a later run goes on at the exact statement: a statement
 * that may run in a transaction is written down in the same one; of another one the database itself is asked whether it took effect.
 */
export async function runByStatements(run: Run, migration: MigrationFile): Promise<{ durationMs: number }> {
  const started = performance.now();
  const { database, history, table } = run;
  const before = await readJournal(database, table, migration.key);
  refuseChanged(migration, before);
  if (before.length > 0)
    run.reporter.info(
      `${describeMigration(migration)}: going on after ${before.filter((entry) => entry.index >= 0 && entry.state === "done").length} finished statements.`,
    );
  else await begin(run, migration);
  try {
    for (const group of groupsOf(run, migration, before)) await runGroup(run, migration, group);
  } catch (error) {
    await markFailed(run, migration, error, performance.now() - started);
    throw error;
  }
  await during(migration, undefined, () => database.resetSession());
  const durationMs = performance.now() - started;
  await inTransaction(run, migration, async () => {
    await during(migration, undefined, () => history.record(migration, { durationMs, run: run.id }));
    await during(migration, undefined, () => deleteJournal(database, table, migration.key));
  });
  return { durationMs };
}

/** What the tool itself writes first, and in the same transaction the sign that this run can be gone on with. */
async function begin(run: Run, migration: MigrationFile): Promise<void> {
  const sign: JournalEntry = { index: -1, digest: "", state: "done" };
  await inTransaction(run, migration, () =>
    during(migration, undefined, async () => {
      await run.history.markStarted(migration);
      await writeJournalEntry(run.database, run.table, migration.key, sign);
    }),
  );
}

interface Place {
  readonly statement: Statement;
  readonly index: number;
  readonly before: JournalEntry | undefined;
}

/** What runs in one transaction or, if its only statement cannot, outside of one. */
interface Group {
  readonly isTransactional: boolean;
  readonly places: readonly Place[];
}

/**
 * PostgreSQL gives every statement a transaction of its own, so that locks are held as shortly as they can be. SQLite locks the whole file
 * anyway, and its foreign keys are checked at the end of a transaction: what stands between two statements that need none is one.
 */
function groupsOf({ database }: Run, migration: MigrationFile, before: readonly JournalEntry[]): Group[] {
  const entries = new Map(before.map((entry) => [entry.index, entry]));
  const groups: { isTransactional: boolean; places: Place[] }[] = [];
  for (const [index, statement] of migration.statements.entries()) {
    const place = { statement, index, before: entries.get(index) };
    const isTransactional = findTransactionBan(statement, database.kind, database.major) === undefined;
    const last = groups.at(-1);
    if (database.kind === "sqlite" && isTransactional && last?.isTransactional) last.places.push(place);
    else groups.push({ isTransactional, places: [place] });
  }
  return groups;
}

/** Statements with their entries in the journal: in one transaction where that is possible, else before and after. */
async function runGroup(run: Run, migration: MigrationFile, { isTransactional, places }: Group): Promise<void> {
  const { database } = run;
  run.signal?.throwIfAborted();
  const execute = ({ statement, index }: Place): Promise<unknown> => {
    run.reporter.progress(`${describeMigration(migration)}: statement ${index + 1} of ${migration.statements.length}`);
    return during(migration, statement, () => database.query(statement.text));
  };
  const [first] = places;
  // Settings of the session end with it, so a later run needs them again.
  if (first && ["SET", "RESET"].includes(first.statement.words[0] ?? "")) return void (await execute(first));
  const left = places.filter((place) => place.before?.state !== "done");
  if (left.length === 0) return;
  if (isTransactional)
    return inTransaction(run, migration, async () => {
      for (const place of left) {
        await execute(place);
        await writeDown(run, migration, place, "done");
      }
    });
  for (const place of left) {
    const recalled = await during(migration, place.statement, () => recallStatement(run, migration, place.statement, place.before));
    if (recalled === "run") {
      await inTransaction(run, migration, () => writeDown(run, migration, place, "started"));
      await run.yieldLock(() => execute(place));
    }
    await inTransaction(run, migration, () => writeDown(run, migration, place, "done"));
  }
}

function writeDown(run: Run, migration: MigrationFile, { statement, index }: Place, state: JournalEntry["state"]): Promise<void> {
  const entry = { index, digest: statementDigest(statement), state };
  return during(migration, statement, () => writeJournalEntry(run.database, run.table, migration.key, entry));
}

/** What has run cannot be edited; what failed or comes after it may be. */
function refuseChanged(migration: MigrationFile, before: readonly JournalEntry[]): void {
  for (const entry of before) {
    const statement = migration.statements[entry.index];
    if (entry.index < 0 || entry.state !== "done" || (statement && statementDigest(statement) === entry.digest)) continue;
    throw new MigrationRefusal(
      planError(
        "edited-step",
        `Statement ${entry.index + 1} of the migration ${describeMigration(migration)} has run already, but its text was changed since then.`,
        "Restore the statements that have run; only those from the failed one on may be corrected.",
        { file: migration.file, line: statement?.line },
      ),
    );
  }
}

/** What the original tool would leave behind must be there as well, so that it refuses to go on over a half-done migration. */
async function markFailed(run: Run, migration: MigrationFile, error: unknown, durationMs: number): Promise<void> {
  if (!(error instanceof MigrationFailure) || error.error.isConnectionLost) return;
  try {
    await run.database.resetSession();
    await inTransaction(run, migration, () => during(migration, undefined, () => run.history.markFailed(migration, { durationMs })));
  } catch (second) {
    // The first error is the one that people need; the journal says what the history could not.
    run.reporter.debug(`The failure could not be written to the history: ${second instanceof Error ? second.message : String(second)}`);
  }
}
