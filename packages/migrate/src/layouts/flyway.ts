import type { Finding } from "@waybill/kit";
import { editedFinding, isoTime } from "./checksum-table.ts";
import { quoteName, quoteTable } from "../databases/database.ts";
import type { Database, Row, TableName } from "../databases/database.ts";
import { compareFlywayVersions, flywayChecksum, flywayLockKey, normalVersion, parseFlywayName } from "./flyway-version.ts";
import { describeMigration, planError, planWarning } from "../migration.ts";
import type { Comparison, History, MigrationLayout, MigrationFile, ParsedBody } from "../migration.ts";
import { readJournal } from "../run/statement-journal.ts";
import { lineOf } from "../sql/text.ts";

/**
 * Flyway (https://github.com/flyway/flyway, releases 7 to 11): `V1__name.sql` and `R__name.sql` in any folders, and a history with a CRC32
 * per file. Versioned files run in the order of their versions, repeatable ones after them by description, whenever their checksum changed.
 */
export const flyway: MigrationLayout = {
  name: "flyway",
  defaultTable: "flyway_schema_history",
  parseName(script) {
    const parsed = parseFlywayName(script);
    return parsed === "baseline" || parsed === "callback" ? undefined : parsed;
  },
  parseBody,
  compare(a, b) {
    if (a.isRepeatable !== b.isRepeatable) return a.isRepeatable ? 1 : -1;
    if (a.isRepeatable) return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    return compareFlywayVersions(a.version, b.version);
  },
  lockKeys: (_, table) => ({ kept: [flywayLockKey(table.schema ?? "", table.name)], yielded: [] }),
  openHistory,
};

/** Refuses what would make the text that runs another one than the text that is read: placeholders, and settings beside the file. */
function parseBody(text: string, companion: string | undefined): ParsedBody {
  const problems: { line: number; what: string; next: string }[] = [];
  const placeholder = /\$\{[^}\n]*\}/.exec(text);
  if (placeholder)
    problems.push({
      line: lineOf(text, placeholder.index),
      what: `The file holds the placeholder ${placeholder[0]}, which Flyway would replace by a configured value`,
      next: "Write the value itself; placeholders are not supported.",
    });
  const settings = (companion ?? "").split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  const transaction = settings.map((line) => /^\s*executeInTransaction\s*=\s*(true|false)\s*$/.exec(line));
  if (transaction.includes(null))
    problems.push({
      line: 1,
      what: "The script configuration file (.conf) beside it has settings other than executeInTransaction",
      next: "Remove them; no other setting is supported.",
    });
  const withoutTransaction = transaction.at(-1)?.[1] === "false";
  return { sql: text, checksum: String(flywayChecksum(text)), problems, withoutTransaction: withoutTransaction ? 1 : undefined };
}

/** Values of `type` for what a file did; others say what the tool did to the history itself. */
const SQL_TYPES = ["SQL", "JDBC", "SCRIPT"];

function openHistory(database: Database, table: TableName): History {
  const name = quoteTable(table);
  const readRows = async (): Promise<Row[]> =>
    (await database.readColumns(table))
      ? database.query(
          `SELECT installed_rank, version, description, type, script, checksum, ${isoTime(database, "installed_on")} AS installed_on, success FROM ${name} ORDER BY installed_rank`,
        )
      : [];
  // The tool deletes the row of a failed attempt (`flyway repair`) before it writes the next one; ranks go on from the highest.
  const insert = async (migration: MigrationFile, durationMs: number, success: boolean): Promise<void> => {
    const failed = `DELETE FROM ${name} WHERE NOT success AND ${migration.isRepeatable ? "version IS NULL AND description" : "version"} = $1`;
    await database.query(failed, [migration.isRepeatable ? migration.name : migration.version]);
    await database.query(
      `INSERT INTO ${name} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       SELECT coalesce(max(installed_rank), 0) + 1, CAST($1 AS varchar(50)), CAST($2 AS varchar(200)), 'SQL', CAST($3 AS varchar(1000)), CAST($4 AS integer), ${database.kind === "postgresql" ? "current_user" : "''"}, CAST($5 AS integer), ${success ? "true" : "false"} FROM ${name}`,
      [
        migration.isRepeatable ? null : migration.version,
        shorten(migration.name, 200, false),
        shorten(migration.script, 1000, true),
        Number(migration.checksum),
        Math.round(durationMs),
      ],
    );
  };
  return {
    table,
    async compare(files) {
      const rows = await readRows();
      const failed = rows.filter((row) => !isTrue(row["success"])).map(keyOf);
      const resumable = new Set<string>();
      for (const key of failed) if ((await readJournal(database, table, key)).length > 0) resumable.add(key);
      const isForeign = rows.length === 0 && !(await database.readColumns(table)) && (await database.countOtherTables([])) > 0;
      const comparison = { head: JSON.stringify(rows), ...compareFiles(files, rows, resumable) };
      return isForeign ? { ...comparison, findings: [...comparison.findings, foreignSchema(database)] } : comparison;
    },
    readHead: async () => JSON.stringify(await readRows()),
    create: () => createTable(database, table),
    async record(migration, { durationMs }) {
      await insert(migration, durationMs, true);
    },
    markStarted: async () => undefined,
    markFailed: (migration, { durationMs }) => insert(migration, durationMs, false),
    adopt: async () => undefined,
  };
}

/**
 * A version with several rows (a failure that was repaired, an undo) counts as its last one does. What lies at or below a baseline was
 * there before Flyway came.
 */
function compareFiles(files: readonly MigrationFile[], rows: readonly Row[], resumable: ReadonlySet<string>): Omit<Comparison, "head"> {
  const findings: Finding[] = [];
  const live = withoutUndone(rows);
  for (const row of live) if (!isTrue(row["success"]) && !resumable.has(keyOf(row))) findings.push(failedFinding(row));
  const done = live.filter((row) => isTrue(row["success"]));
  const byKey = new Map(files.map((file) => [file.key, file]));
  const latest = new Map(done.map((row) => [keyOf(row), row]));
  const baseline = done.find((row) => row["type"] === "BASELINE")?.["version"] ?? undefined;
  const highest = done.reduce(
    (top, row) => (row["version"] && (top === "" || compareFlywayVersions(row["version"], top) > 0) ? row["version"] : top),
    "",
  );
  const isBelowBaseline = (version: string): boolean => baseline !== undefined && compareFlywayVersions(version, baseline) <= 0;
  for (const row of latest.values()) findings.push(...checkApplied(row, byKey.get(keyOf(row)), files));
  const pending = files.filter((file) => {
    const row = latest.get(file.key);
    if (file.isRepeatable) return row?.["checksum"] !== file.checksum;
    return !row && !isBelowBaseline(file.version);
  });
  for (const file of pending)
    if (!file.isRepeatable && highest !== "" && compareFlywayVersions(file.version, highest) < 0) findings.push(lateFinding(file, highest));
  const applied = [...latest.values()].map((row) => {
    const file = byKey.get(keyOf(row));
    return {
      version: row["version"] ?? "",
      name: row["description"] ?? "",
      appliedAt: row["installed_on"] || undefined,
      file: file?.file,
    };
  });
  return { applied, pending, findings, unrecorded: [] };
}

/** Rows that a later undo or delete has not taken back. */
function withoutUndone(rows: readonly Row[]): Row[] {
  return rows.filter((row, index) => {
    const type = row["type"] ?? "";
    if (type.startsWith("UNDO") || type === "DELETE" || type === "SCHEMA") return false;
    return !rows.slice(index + 1).some((later) => {
      const laterType = later["type"] ?? "";
      if (!laterType.startsWith("UNDO") && laterType !== "DELETE") return false;
      return later["version"] === null
        ? row["version"] === null && later["description"] === row["description"]
        : later["version"] === row["version"];
    });
  });
}

/** What `flyway validate` would say of one applied row. */
function checkApplied(row: Row, file: MigrationFile | undefined, files: readonly MigrationFile[]): Finding[] {
  const type = row["type"] ?? "";
  if (!SQL_TYPES.includes(type) && type !== "SQL_BASELINE") return [];
  if (!file) return row["version"] === null ? [] : [missingFinding(row, files)];
  // A repeatable file whose checksum differs is due again.
  if (file.isRepeatable || type !== "SQL" || row["checksum"] === null || row["checksum"] === file.checksum) return [];
  return [editedFinding(file)];
}

function missingFinding(row: Row, files: readonly MigrationFile[]): Finding {
  const version = row["version"] ?? "";
  const what = `The database has had the migration ${version} '${row["description"] ?? ""}', for which there is no file.`;
  const isAhead = files.every((file) => file.isRepeatable || compareFlywayVersions(file.version, version) < 0);
  if (isAhead)
    return planWarning(
      "database-ahead",
      what,
      "If this is an older commit than the one that migrated the database, check that its code works with the newer schema.",
    );
  return planError("missing-file", what, "Restore the file; Flyway itself would refuse to go on as well.");
}

function lateFinding(file: MigrationFile, highest: string): Finding {
  return planError(
    "out-of-order",
    `The migration ${describeMigration(file)} is older than ${highest}, which the database has already; Flyway would leave it out.`,
    `Give it a version above ${highest}.`,
    { file: file.file },
  );
}

function failedFinding(row: Row): Finding {
  return planError(
    "dirty",
    `The history says that the migration ${row["version"] ?? ""} '${row["description"] ?? ""}' failed, and there is no record of how far it came.`,
    "Undo by hand what it did, then run 'flyway repair'.",
  );
}

function foreignSchema(database: Database): Finding {
  return planError(
    "unknown-schema",
    `The schema '${database.schema ?? "main"}' of '${database.name}' already holds tables, but no history of Flyway.`,
    "Run 'flyway baseline' once, or give this application a schema of its own.",
  );
}

/** The identity of a row: the version in its one spelling, or the description of a repeatable migration, which has no version. */
function keyOf(row: Row): string {
  return row["version"] === null || row["version"] === undefined ? `R:${row["description"] ?? ""}` : `V:${normalVersion(row["version"])}`;
}

function isTrue(value: string | null | undefined): boolean {
  return value === "t" || value === "1" || value === "true";
}

/** The columns are short, and the tool keeps the end of a path and the beginning of a description. */
function shorten(text: string, length: number, atStart: boolean): string {
  if (text.length <= length) return text;
  return atStart ? `...${text.slice(3, length)}` : `${text.slice(0, length - 3)}...`;
}

/** The table as the tool creates it, column by column, so that it finds its own (`getRawCreateScript` of its databases). */
async function createTable(database: Database, table: TableName): Promise<void> {
  const isPostgres = database.kind === "postgresql";
  const name = quoteTable(table);
  if (await database.readColumns(table)) return;
  const [integer, time, now] = isPostgres ? ["INTEGER", "TIMESTAMP", "now()"] : ["INT", "TEXT", "(strftime('%Y-%m-%d %H:%M:%f','now'))"];
  const key = isPostgres ? `, CONSTRAINT ${quoteName(`${table.name}_pk`)} PRIMARY KEY (installed_rank)` : "";
  await database.query(
    `CREATE TABLE ${name} (installed_rank INT NOT NULL${isPostgres ? "" : " PRIMARY KEY"}, version VARCHAR(50), description VARCHAR(200) NOT NULL,
       type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum ${integer}, installed_by VARCHAR(100) NOT NULL,
       installed_on ${time} NOT NULL DEFAULT ${now}, execution_time ${integer} NOT NULL, success BOOLEAN NOT NULL${key})`,
  );
  await database.query(`CREATE INDEX ${quoteName(`${table.name}_s_idx`)} ON ${name} (success)`);
}
