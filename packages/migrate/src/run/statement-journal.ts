import { digestOf } from "@waybill/kit";
import { quoteTable } from "../databases/database.ts";
import type { Database, TableName } from "../databases/database.ts";
import { sideTable } from "../side-table.ts";
import type { Statement } from "../sql/statement.ts";

/** Stands beside the history, in the same schema; empty unless a migration without transaction is under way or was interrupted. */
export const JOURNAL_TABLE = "waybill_migration_steps";

/** How far one statement of a migration without transaction has come. */
export interface JournalEntry {
  /** Position of the statement in its file, from 0; -1 says only that the migration has begun. */
  readonly index: number;
  readonly digest: string;
  /** `started` without `done`: the run ended in the middle, or the statement failed. */
  readonly state: "started" | "done";
}

/** What a statement is recognised by in the journal. */
export function statementDigest(statement: Statement): string {
  return digestOf(statement.text);
}

/** The full name of the journal's table in quotes, for messages that people act on. */
export function journalTableName(history: TableName): string {
  return quoteTable(sideTable(JOURNAL_TABLE, history));
}

/** What is written down of a migration, in order; none when it never ran without a transaction. */
export async function readJournal(database: Database, history: TableName, key: string): Promise<JournalEntry[]> {
  if (!(await database.readColumns(sideTable(JOURNAL_TABLE, history)))) return [];
  const rows = await database.query(
    `SELECT statement, digest, state FROM ${journalTableName(history)} WHERE migration = $1 ORDER BY statement`,
    [key],
  );
  return rows.map((row) => ({
    index: Number(row["statement"]),
    digest: row["digest"] ?? "",
    state: row["state"] === "done" ? "done" : "started",
  }));
}

/** Makes the journal's table; inside a transaction of the caller, as everything that writes here. */
export async function createJournal(database: Database, history: TableName): Promise<void> {
  await database.query(
    `CREATE TABLE IF NOT EXISTS ${journalTableName(history)} (migration text NOT NULL, statement integer NOT NULL, digest text NOT NULL, state text NOT NULL, PRIMARY KEY (migration, statement))`,
  );
}

/** Writes that a statement has started or is done. */
export async function writeJournalEntry(database: Database, history: TableName, key: string, entry: JournalEntry): Promise<void> {
  await database.query(
    `INSERT INTO ${journalTableName(history)} (migration, statement, digest, state) VALUES ($1, $2, $3, $4)
     ON CONFLICT (migration, statement) DO UPDATE SET digest = excluded.digest, state = excluded.state`,
    [key, entry.index, entry.digest, entry.state],
  );
}

/** Forgets what is written of a migration whose history row is written in the same transaction. */
export async function deleteJournal(database: Database, history: TableName, key: string): Promise<void> {
  await database.query(`DELETE FROM ${journalTableName(history)} WHERE migration = $1`, [key]);
}
