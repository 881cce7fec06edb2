import type { Digest, Finding, Place, Rule } from "@waybill/kit";
import type { Database, TableName } from "./databases/database.ts";
import type { Statement } from "./sql/statement.ts";

/** The tools whose files and history are understood. */
export type MigrationLayoutName = "golang-migrate" | "dbmate" | "flyway";

/** One migration file, read and split. */
export interface MigrationFile {
  /** What identifies it in the history: its version, or `R:` and the description of a repeatable one. */
  readonly key: string;
  /** As the history writes it; empty for a repeatable one. */
  readonly version: string;
  readonly name: string;
  readonly isRepeatable: boolean;
  /** Relative to the workspace. */
  readonly file: string;
  /** Relative to the folder of migrations. */
  readonly script: string;
  /** What is run: the file's text with everything else blanked, so that offsets are those of the file. */
  readonly sql: string;
  /** As the layout compares it. */
  readonly checksum: string;
  /** Of the statements without comments and white space. */
  readonly meaning: Digest;
  readonly statements: readonly Statement[];
  /** Why the file runs statement by statement instead of in one transaction. */
  readonly separately?: { readonly line: number; readonly why: string } | undefined;
}

/** A migration that the history says was applied. */
export interface AppliedMigration {
  readonly version: string;
  readonly name: string;
  /** ISO 8601, or undefined when the history does not say. */
  readonly appliedAt?: string | undefined;
  /** The file it came from, relative to the workspace, if it is still there. */
  readonly file?: string | undefined;
}

/** What a file's name says in a layout. */
export interface ParsedName {
  readonly key: string;
  readonly version: string;
  readonly name: string;
  readonly isRepeatable: boolean;
}

/** What a file's text says in a layout. */
export interface ParsedBody {
  readonly sql: string;
  readonly checksum: string;
  /** The line on which the file asks to run without a transaction. */
  readonly withoutTransaction?: number | undefined;
  readonly problems: readonly { line: number; what: string; next: string }[];
}

/** What the files and the history amount to. */
export interface Comparison {
  /** What `readHead` says of the very rows that were compared, so that a run can tell whether they are still the ones. */
  readonly head: string;
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly MigrationFile[];
  readonly findings: readonly Finding[];
  /** Files that count as applied but whose checksums nobody has written down yet. */
  readonly unrecorded: readonly MigrationFile[];
}

/** A history table of one tool, continued in place. All writing happens inside a transaction of the caller. */
export interface History {
  readonly table: TableName;
  /** Compares files with the table; no effect. */
  compare(files: readonly MigrationFile[]): Promise<Comparison>;
  /** A text that changes whenever the table's content does; the table must exist. */
  readHead(): Promise<string>;
  create(): Promise<void>;
  /** Writes the rows of a migration that has been applied. */
  record(migration: MigrationFile, facts: { durationMs: number; run: string }): Promise<void>;
  /** Writes what the tool itself would write before a migration without transaction. */
  markStarted(migration: MigrationFile): Promise<void>;
  /** Writes what the tool itself would write after a failed migration without transaction. */
  markFailed(migration: MigrationFile, facts: { durationMs: number }): Promise<void>;
  /** Writes down checksums of migrations that were applied by the tool itself. */
  adopt(files: readonly MigrationFile[]): Promise<void>;
}

/** The keys of every lock that a run takes, in their order. */
export interface LockKeys {
  /** Held from the beginning of a run to its end. */
  readonly kept: readonly bigint[];
  /**
   * Given back while a statement runs outside of a transaction. The tool waits for them inside of a statement, whose snapshot a concurrent
   * index build would wait for: a deadlock. Only for a tool that its own history holds off meanwhile.
   */
  readonly yielded: readonly bigint[];
}

/** How one tool names files, orders them, keeps its history and locks. */
export interface MigrationLayout {
  readonly name: MigrationLayoutName;
  readonly defaultTable: string;
  /** What a file's name means; `ignored` for files that belong to the layout but are not applied, undefined for foreign files. */
  parseName(script: string): ParsedName | "ignored" | undefined;
  parseBody(text: string, companion: string | undefined): ParsedBody;
  compare(a: ParsedName & { script: string }, b: ParsedName & { script: string }): number;
  lockKeys(database: Database, table: TableName): LockKeys;
  openHistory(database: Database, table: TableName): History;
}

/** Makes an error finding of a plan. */
export function planError(rule: Rule, what: string, next: string, where?: Place): Finding {
  return { rule, severity: "error", what, next, where };
}

/** Makes a warning finding of a plan. */
export function planWarning(rule: Rule, what: string, next: string, where?: Place): Finding {
  return { ...planError(rule, what, next, where), severity: "warning" };
}

/** How a migration is called in a sentence. */
export function describeMigration(migration: { version: string; name: string }): string {
  return migration.version === "" ? `'${migration.name}'` : `${migration.version} '${migration.name}'`;
}
