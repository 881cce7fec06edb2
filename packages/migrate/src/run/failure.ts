import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { isBusy, SqlError } from "../databases/database.ts";
import type { Database } from "../databases/database.ts";
import { FOREIGN_KEY_CODE } from "../databases/sqlite-foreign-keys.ts";
import { describeMigration } from "../migration.ts";
import type { MigrationFile } from "../migration.ts";
import type { Statement } from "../sql/statement.ts";

/** What a run was doing: a statement of the file, the commit of what it did, or, when undefined, work of our own around it. */
export type Step = Statement | "commit" | undefined;

/** A statement of a migration or its COMMIT that the server refused, or the connection that broke under it. */
export class MigrationFailure extends Error {
  readonly migration: MigrationFile;
  readonly step: Step;
  readonly error: SqlError;

  constructor(migration: MigrationFile, step: Step, error: SqlError) {
    super(error.message, { cause: error });
    this.name = "MigrationFailure";
    this.migration = migration;
    this.step = step;
    this.error = error;
  }
}

/** A state of the database that a run will not go on from; carries what the user is told. */
export class MigrationRefusal extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.what);
    this.name = "MigrationRefusal";
    this.finding = finding;
  }
}

/** Runs one step of a migration, so that a refusal by the server is told with its migration and line. */
export async function during<T>(migration: MigrationFile, step: Step, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SqlError) throw new MigrationFailure(migration, step, error);
    throw error;
  }
}

const LOCK_NOT_AVAILABLE = "55P03";

/** What a user is told about a failed migration: where, what the server said, what is left, what to do. */
export async function explainFailure(database: Database, failure: MigrationFailure): Promise<Finding> {
  const { migration, step, error } = failure;
  const isSeparate = migration.separately !== undefined;
  const code = database.kind === "postgresql" ? `SQLSTATE ${error.code}` : `SQLite code ${error.code}`;
  const left = whatIsLeft(failure);
  const again = isSeparate ? `the next run goes on with ${step === "commit" ? "what was rolled back" : "this statement"}` : "run again";
  const line = step === undefined || step === "commit" ? undefined : lineOfError(step, error);
  const base = { severity: "error" as const, where: { file: migration.file, line } };
  const name = `The migration ${describeMigration(migration)}`;
  if (error.isConnectionLost)
    return {
      ...base,
      rule: "connection-lost",
      what: `The connection to '${database.name}' was lost during the migration ${describeMigration(migration)}: ${error.message}.`,
      next: "Run again: the history says whether it was written down, and nothing runs twice.",
    };
  if (error.code === LOCK_NOT_AVAILABLE || isBusy(error)) {
    const holders = await database.describeOpenTransactions().catch(() => "");
    return {
      ...base,
      rule: "lock-timeout",
      what: `${name} did not get a lock that other sessions hold (${code}). ${left}`,
      observed: holders === "" ? undefined : `longest open transactions: ${holders}`,
      next: `Run again when they are done; ${again}.`,
    };
  }
  if (database.kind === "sqlite" && step === "commit" && error.code === FOREIGN_KEY_CODE)
    return {
      ...base,
      rule: "foreign-key",
      what: `${name} leaves rows without their parent: ${error.message}. ${left}`,
      next: `Delete or correct these rows in the migration itself, because foreign keys are off while it runs and ON DELETE does nothing; then ${again}.`,
    };
  return {
    ...base,
    rule: "statement-failed",
    what: `${name} failed${step === "commit" ? " at its COMMIT, where deferred constraints and triggers are checked" : ""}: ${error.message} (${code}). ${left}`,
    next: `${hintFor(error)}Correct the file, then ${isSeparate ? `start the migration again; ${again}` : again}.`,
  };
}

function whatIsLeft({ migration, step }: MigrationFailure): string {
  if (!migration.separately) return "Nothing of this migration remains; it ran in a transaction that was rolled back.";
  return step === undefined || step === "commit"
    ? "What an earlier transaction of it has written down has taken effect; this one was rolled back."
    : "Its statements before this line have taken effect and are written down.";
}

/** The error for a statement of our own that the server refused; any other thrown value is given back as it is. */
export function explainUnexpected(database: Database, error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  const what = `The migration history of '${database.name}' (${database.address}) cannot be used: ${error.message} (${error.code}).`;
  if (error.isConnectionLost)
    return new ActionError("remote", `${what} Run again when the server is back; nothing runs twice.`, { cause: error });
  if (isBusy(error))
    return new ActionError("environment", `${what} Another program keeps it locked; run again when that is done.`, { cause: error });
  const next =
    error.code === "42501" ? "Grant the database user the rights on the schema and its history table." : "Look into the history table.";
  return new ActionError("environment", `${what} ${next}`, { cause: error });
}

function hintFor(error: SqlError): string {
  const hints: Readonly<Record<string, string>> = {
    "42501": "The database user lacks a right; grant it or use the owner's role. ",
    "55P04": "A new enum value cannot be used in the transaction that adds it; put its use into the next file. ",
    "25001": "This statement must not run in a transaction; put it into a file of its own. ",
    "53100": "The server's disk is full. ",
  };
  return hints[error.code] ?? (error.hint === undefined ? "" : `The server's hint: ${error.hint.replace(/\.?$/, ".")} `);
}

function lineOfError(statement: Statement, error: SqlError): number {
  const before = error.offset === undefined ? "" : statement.text.slice(0, error.offset);
  return statement.line + before.split("\n").length - 1;
}
