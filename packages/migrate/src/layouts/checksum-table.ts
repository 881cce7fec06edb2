import type { Finding } from "@waybill/kit";
import type { Database, TableName } from "../databases/database.ts";
import { quoteTable } from "../databases/database.ts";
import { describeMigration, planError } from "../migration.ts";
import type { MigrationFile } from "../migration.ts";
import { sideTable } from "../side-table.ts";

/** Stands beside the tool's own table, in the same schema. */
export const CHECKSUM_TABLE = "waybill_migrations";

/** What is known of one applied migration. */
export interface ChecksumRow {
  readonly version: string;
  readonly name: string;
  readonly checksum: string;
  readonly meaning: string;
  /** Null for migrations that were applied before this table knew them. */
  readonly appliedAt: string | null;
}

/** The side table of layouts that keep no checksums, so that an edit of an applied file is noticed. */
export function checksumTable(database: Database, history: TableName) {
  const table = sideTable(CHECKSUM_TABLE, history);
  const name = quoteTable(table);
  const now = database.kind === "postgresql" ? "clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
  const write = (file: MigrationFile, run: string, appliedAt: string): Promise<unknown> =>
    database.query(
      `INSERT INTO ${name} (version, name, checksum, meaning, applied_at, run) VALUES ($1, $2, $3, $4, ${appliedAt}, $5)
       ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, meaning = excluded.meaning,
         applied_at = excluded.applied_at, run = excluded.run`,
      [file.version, file.name, file.checksum, file.meaning, run],
    );
  return {
    async read(): Promise<Map<string, ChecksumRow>> {
      if (!(await database.readColumns(table))) return new Map();
      const rows = await database.query(
        `SELECT version, name, checksum, meaning, ${isoTime(database, "applied_at")} AS applied_at FROM ${name}`,
      );
      return new Map(
        rows.map((row) => [
          row["version"] ?? "",
          {
            version: row["version"] ?? "",
            name: row["name"] ?? "",
            checksum: row["checksum"] ?? "",
            meaning: row["meaning"] ?? "",
            appliedAt: row["applied_at"] ?? null,
          },
        ]),
      );
    },
    async create(): Promise<void> {
      const time = database.kind === "postgresql" ? "timestamptz" : "text";
      await database.query(
        `CREATE TABLE IF NOT EXISTS ${name} (version text PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, meaning text NOT NULL, applied_at ${time}, run text NOT NULL)`,
      );
    },
    record: (file: MigrationFile, run: string) => write(file, run, now),
    async adopt(files: readonly MigrationFile[]): Promise<void> {
      for (const file of files) await write(file, "applied before Waybill", "NULL");
    },
  };
}

/** A time column as ISO 8601 text in UTC. */
export function isoTime(database: Database, column: string): string {
  if (database.kind === "sqlite") return column;
  return `to_char(CAST(${column} AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The findings for an applied file whose text is no longer the one that was applied: a notice when only comments or spaces differ. */
export function findEdits(file: MigrationFile, row: ChecksumRow): Finding[] {
  if (row.checksum === file.checksum) return [];
  if (row.meaning === file.meaning)
    return [
      {
        rule: "edited-comment",
        severity: "notice",
        what: `Comments or white space of the applied migration ${describeMigration(file)} were edited; its statements are the same.`,
        where: { file: file.file },
      },
    ];
  return [editedFinding(file)];
}

/** The finding for an applied migration whose statements differ from what was applied. */
export function editedFinding(file: MigrationFile): Finding {
  return planError(
    "edited-migration",
    `The migration ${describeMigration(file)} was edited after it had been applied, so the database is not what the files say.`,
    "Restore the file as it was applied (see its git history) and put the change into a new migration.",
    { file: file.file },
  );
}
