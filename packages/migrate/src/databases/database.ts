import type { Reporter } from "@waybill/kit";
import type { Dialect } from "../sql/lexer.ts";

/** A row as text, whatever the column's type; NULL is null. Booleans of PostgreSQL are `t` and `f`. */
export type Row = Readonly<Record<string, string | null>>;

/** A table by schema and name; SQLite has no schema. */
export interface TableName {
  readonly schema?: string | undefined;
  readonly name: string;
}

/** An open connection to one database. It is one session: statements run in the order of the calls. */
export interface Database {
  readonly kind: Dialect;
  /** The server's version as it reports it, for example `18.4`. */
  readonly version: string;
  readonly major: number;
  /** The database's name, or the file's for SQLite. */
  readonly name: string;
  /** Where it is, without user and password. */
  readonly address: string;
  /** The schema in which an unqualified new table would stand; absent in SQLite. */
  readonly schema?: string | undefined;
  /** The history table that the URL names for golang-migrate (`x-migrations-table`); absent when it names none. */
  readonly history?: TableName | undefined;
  /**
   * What it says of itself: `instance` is no other database's, and new when its server starts; `system` stays, and copies of it have the same.
   * Undefined where it does not say.
   */
  identify(): Promise<{ readonly instance: readonly string[]; readonly system?: readonly string[] | undefined } | undefined>;
  /** Runs one statement with parameters `$1`, `$2`, …. Throws `SqlError`. */
  query(sql: string, parameters?: readonly (string | number | null)[]): Promise<Row[]>;
  /** Begins a transaction; in SQLite one that excludes every other writer at once, and in which foreign keys are not enforced. */
  begin(): Promise<void>;
  /** Throws `SqlError` when the server refuses to commit; in SQLite also when rows are left without a parent that had one before. */
  commit(): Promise<void>;
  /** Ends a transaction without effect; quiet when there is none or the connection is lost. */
  rollback(): Promise<void>;
  /** Column names and types in lower case, or undefined when there is no such table. */
  readColumns(table: TableName): Promise<ReadonlyMap<string, string> | undefined>;
  /** How many tables the schema holds besides the named ones. */
  countOtherTables(names: readonly string[]): Promise<number>;
  /** Inside a transaction: keeps every other writer out of a table. */
  lockTable(table: TableName): Promise<void>;
  /** Inside a transaction: gives up waiting for another session's lock after this time, unless the session has a limit already. */
  limitLockWait(milliseconds: number): Promise<void>;
  /** The longest open transactions of other sessions, in words; empty when there is none or the server does not say. */
  describeOpenTransactions(): Promise<string>;
  /** Waits for all session locks with these keys and returns how to give them back. SQLite has one lock for the whole file instead. */
  acquireLock(keys: readonly bigint[], options: LockOptions): Promise<() => Promise<void>>;
  /** Gives some of its locks back while work runs, and waits for them again behind it; not when the work fails, for then a run ends. */
  withoutLock<T>(keys: readonly bigint[], options: LockOptions, work: () => Promise<T>): Promise<T>;
  /** Which other session holds one of these locks now, in words; undefined when none does. */
  findLockHolder(keys: readonly bigint[]): Promise<string | undefined>;
  /** Undoes what a migration may have set for the session: settings and role. */
  resetSession(): Promise<void>;
  /** Stops the running statement from outside. */
  cancel(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** How long to wait for a session lock, and how to say so. */
export interface LockOptions {
  readonly timeoutMs: number;
  readonly reporter: Reporter;
  /** Which run asks, to be named to others where the lock has room for it. */
  readonly run?: string | undefined;
  /** How long a server may take to show that no pooler stands before it; 10 s by default. */
  readonly probeTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a refused statement; see the fields of `SqlError`. */
export interface SqlErrorFacts {
  readonly code: string;
  readonly offset?: number | undefined;
  readonly hint?: string | undefined;
  readonly isConnectionLost?: boolean | undefined;
  readonly cause?: unknown;
}

/** What a server says about a statement that it refused. */
export class SqlError extends Error {
  /** SQLSTATE, or SQLite's result code as text. */
  readonly code: string;
  /** Offset into the statement's text, where the server tells. */
  readonly offset: number | undefined;
  readonly hint: string | undefined;
  /** The connection is gone, so it is unknown what the server did last. */
  readonly isConnectionLost: boolean;

  constructor(message: string, facts: SqlErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = "SqlError";
    this.code = facts.code;
    this.offset = facts.offset;
    this.hint = facts.hint;
    this.isConnectionLost = facts.isConnectionLost ?? false;
  }
}

/** Whether another connection kept a SQLite file locked: `SQLITE_BUSY`, whatever its extended code says. */
export function isBusy(error: unknown): boolean {
  return error instanceof SqlError && /^\d{1,4}$/.test(error.code) && (Number(error.code) & 0xff) === 5;
}

/** A name in double quotes, safe inside SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's full name in quotes. */
export function quoteTable(table: TableName): string {
  return table.schema === undefined ? quoteName(table.name) : `${quoteName(table.schema)}.${quoteName(table.name)}`;
}
