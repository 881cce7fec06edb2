import { isPassing, verdictOf } from "@waybill/kit";
import type { Digest, Finding, Reporter, Verdict } from "@waybill/kit";
import type { Database, LockOptions } from "../databases/database.ts";
import { explainFailure, explainUnexpected, MigrationFailure, MigrationRefusal } from "./failure.ts";
import { describeMigration, planError } from "../migration.ts";
import type { MigrationFile } from "../migration.ts";
import { readState } from "../plan.ts";
import type { MigrationPlan, MigrationState } from "../plan.ts";
import { runByStatements } from "./run-statements.ts";
import { runInTransaction } from "./run-transaction.ts";
import type { Run } from "./run-transaction.ts";
import { createJournal, readJournal } from "./statement-journal.ts";

/** How a plan is applied. */
export interface ApplyOptions {
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for another run's lock; 60 s by default. */
  readonly lockTimeoutMs?: number | undefined;
  /** The digest that was approved; by default the plan's own. */
  readonly expectDigest?: Digest | undefined;
  /** Which run this is, for the side table; for example the run's URL. */
  readonly run?: string | undefined;
}

/** What a run did; `verdict` is `pass` only when the history was read back and nothing is pending. */
export interface MigrationOutcome {
  readonly applied: readonly { readonly version: string; readonly name: string; readonly durationMs: number }[];
  /** Migrations that the database had already. */
  readonly skipped: number;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

const LOCK_TIMEOUT_MS = 60_000;

/**
 * Applies exactly the planned migrations: takes the lock of the layout's own tool, plans again under it, and refuses when anything but this
 * plan's own progress has moved. Every migration is written down in the transaction that runs it. What the server refuses comes back as a
 * `fail` with findings; a lock that is not to be had and a lost server before the first change are thrown as `environment`; a cancelled
 * run is rolled back and the signal's reason thrown.
 */
export async function applyMigrations(database: Database, plan: MigrationPlan, options: ApplyOptions): Promise<MigrationOutcome> {
  const { signal } = options;
  signal?.throwIfAborted();
  const explain = (error: unknown): unknown => (signal?.aborted ? signal.reason : explainUnexpected(database, error));
  const release = await lock(database, plan, options).catch((error: unknown) => {
    throw explain(error);
  });
  const stop = (): void => {
    // When the statement cannot be stopped from outside it ends by itself.
    database.cancel().catch(() => undefined);
  };
  signal?.addEventListener("abort", stop);
  try {
    return await applyUnderLock(database, plan, options);
  } catch (error) {
    throw explain(error);
  } finally {
    signal?.removeEventListener("abort", stop);
    await release();
  }
}

async function lock(database: Database, plan: MigrationPlan, options: ApplyOptions): Promise<() => Promise<void>> {
  const { layout, table } = await readState(database, plan.options);
  const { kept, yielded } = layout.lockKeys(database, table);
  return database.acquireLock([...kept, ...yielded], lockOptions(options));
}

function lockOptions({ run, lockTimeoutMs = LOCK_TIMEOUT_MS, reporter, signal }: ApplyOptions): LockOptions {
  return { run, timeoutMs: lockTimeoutMs, reporter, signal };
}

async function applyUnderLock(database: Database, plan: MigrationPlan, options: ApplyOptions): Promise<MigrationOutcome> {
  const state = await readState(database, plan.options);
  const refusals = findRefusals(state, options.expectDigest ?? plan.digest);
  const skipped = state.plan.applied.length;
  if (refusals.length > 0) return { applied: [], skipped, verdict: "fail", findings: refusals };
  const applied: { version: string; name: string; durationMs: number }[] = [];
  const findings = state.plan.findings.filter((finding) => finding.severity === "warning");
  try {
    await prepare(database, state);
    const { yielded } = state.layout.lockKeys(database, state.table);
    const run: Run = {
      database,
      history: state.history,
      table: state.table,
      reporter: options.reporter,
      signal: options.signal,
      id: options.run ?? "",
      yieldLock: (work) => (yielded.length === 0 ? work() : database.withoutLock(yielded, lockOptions(options), work)),
      // Of the rows that say what is pending: every transaction begins by asking whether they are still the same.
      head: state.head,
    };
    for (const migration of state.pending) {
      const { durationMs } = await runOne(run, migration);
      options.reporter.info(`Applied the migration ${describeMigration(migration)} in ${Math.round(durationMs)} ms.`);
      applied.push({ version: migration.version, name: migration.name, durationMs: Math.round(durationMs) });
    }
    findings.push(...(await prove(database, plan)));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    findings.push(await findingOf(database, error, { applied, remaining: state.pending.slice(applied.length) }));
  }
  return { applied, skipped, verdict: verdictOf(findings), findings };
}

async function runOne(run: Run, migration: MigrationFile): Promise<{ durationMs: number }> {
  run.signal?.throwIfAborted();
  // A file that began statement by statement ends so, even if it was corrected to need it no more.
  const isBegun = (await readJournal(run.database, run.table, migration.key)).length > 0;
  return isBegun || migration.separately ? runByStatements(run, migration) : runInTransaction(run, migration);
}

function findRefusals(state: MigrationState, expected: Digest): Finding[] {
  const errors = state.plan.findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0) return errors;
  if (state.plan.digest === expected) return [];
  // An earlier run of the same plan, or another one at the same time, may have applied a part of it.
  const done = state.files.length - state.pending.length;
  for (let count = 1; count <= done; count++) if (state.digestBefore(count) === expected) return [];
  return [
    {
      rule: "plan-moved",
      severity: "error",
      what: "The files or the database have moved since the plan was made, so what was approved is not what would run now. Nothing was changed.",
      observed: state.plan.digest,
      expected,
      next: "Make a new plan and have it approved.",
    },
  ];
}

/** Makes the tables that are missing and writes down the checksums of what the tool itself had applied. */
async function prepare(database: Database, state: MigrationState): Promise<void> {
  if (state.pending.length === 0 && state.unrecorded.length === 0) return;
  await database.begin();
  try {
    await state.history.create();
    if (state.pending.some((migration) => migration.separately)) await createJournal(database, state.table);
    await state.history.adopt(state.unrecorded);
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

/** Reads everything back: after a run nothing may be pending. */
async function prove(database: Database, plan: MigrationPlan): Promise<Finding[]> {
  const after = await readState(database, plan.options);
  if (after.pending.length === 0 && isPassing(after.plan.verdict)) return [];
  const left = after.pending.map(describeMigration).join(", ") || "nothing";
  return [
    ...after.plan.findings.filter((finding) => finding.severity === "error"),
    planError(
      "not-proven",
      `After the run the history does not say that every migration is applied; pending: ${left}.`,
      "Look into the history table before anything is deployed.",
    ),
  ];
}

async function findingOf(
  database: Database,
  error: unknown,
  progress: { applied: readonly unknown[]; remaining: readonly MigrationFile[] },
): Promise<Finding> {
  const before = progress.applied.length === 0 ? "" : ` Applied before it: ${progress.applied.length}.`;
  const after = progress.remaining.length > 1 ? ` Not begun: ${progress.remaining.slice(1).map(describeMigration).join(", ")}.` : "";
  if (error instanceof MigrationRefusal) return { ...error.finding, what: `${error.finding.what}${before}${after}` };
  if (!(error instanceof MigrationFailure)) throw explainUnexpected(database, error);
  const finding = await explainFailure(database, error);
  return { ...finding, what: `${finding.what}${before}${after}` };
}
