import { digestOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { checksumTable, findEdits } from "./checksum-table.ts";
import { ownLockKey } from "./own-lock-key.ts";
import type { ChecksumRow } from "./checksum-table.ts";
import { quoteTable } from "../databases/database.ts";
import type { Database, TableName } from "../databases/database.ts";
import { describeMigration, planWarning } from "../migration.ts";
import type { Comparison, History, MigrationLayout, MigrationFile, ParsedBody } from "../migration.ts";
import { keepRanges, lineOf, normalText } from "../sql/text.ts";

/**
 * dbmate (https://github.com/amacneil/dbmate, release 2): `20240101120000_name.sql` with `-- migrate:up` and `-- migrate:down` blocks, and a history of one row per
 * version. Names and blocks follow `pkg/dbmate/migration.go`, tables its drivers.
 */
export const dbmate: MigrationLayout = {
  name: "dbmate",
  defaultTable: "schema_migrations",
  parseName(script) {
    const match = /^(\d+)([^/]*)\.sql$/.exec(script);
    if (!match) return undefined;
    return { key: match[1]!, version: match[1]!, name: match[2]!.replace(/^_/, ""), isRepeatable: false };
  },
  parseBody,
  // dbmate applies files in the order of their whole names, not of their numbers.
  compare: (a, b) => (a.script < b.script ? -1 : a.script > b.script ? 1 : 0),
  // dbmate takes no lock at all; this one keeps two of our own runs apart.
  lockKeys: (database, table) => ({ kept: [ownLockKey("dbmate", database, table)], yielded: [] }),
  openHistory,
};

/** A block begins with its mark at the start of a line; options such as `transaction:false` follow on the same line. */
const BLOCK = /^--[ \t]*migrate:(up|down)(?:[ \t]*$|[ \t]+(.*)$)/gm;

/** Only the up blocks are run; everything else is blanked, so that lines and offsets are those of the file. */
function parseBody(text: string): ParsedBody {
  const checksum = digestOf(normalText(text));
  const plain = text.replaceAll("\r", " ");
  const marks = [...plain.matchAll(BLOCK)];
  const problems: { line: number; what: string; next: string }[] = [];
  const missing = ["up", "down"].filter((kind) => !marks.some((mark) => mark[1] === kind));
  for (const kind of missing)
    problems.push({
      line: 1,
      what: `The file has no '-- migrate:${kind}' block, without which dbmate refuses it`,
      next: `Add a line '-- migrate:${kind}'.`,
    });
  const before = plain.slice(0, marks[0]?.index ?? 0).replace(/^[ \t]*(--.*)?$/gm, "");
  if (before.trim() !== "")
    problems.push({ line: 1, what: "Statements stand before the first block", next: "Move them below '-- migrate:up'." });
  const ups = marks.filter((mark) => mark[1] === "up");
  const unsafe = ups.find((mark) => /(^|\s)transaction:false(\s|$)/.test(mark[2] ?? ""));
  const ranges = ups.map((mark): [number, number] => [mark.index + mark[0].length, marks[marks.indexOf(mark) + 1]?.index ?? text.length]);
  return {
    sql: keepRanges(text, ranges),
    checksum,
    problems,
    withoutTransaction: unsafe ? lineOf(text, unsafe.index) : undefined,
  };
}

function openHistory(database: Database, table: TableName): History {
  const name = quoteTable(table);
  const side = checksumTable(database, table);
  const readVersions = async (): Promise<string[]> =>
    (await database.readColumns(table))
      ? (await database.query(`SELECT version FROM ${name}`)).map((row) => row["version"] ?? "").sort()
      : [];
  return {
    table,
    async compare(files) {
      const versions = await readVersions();
      return { head: JSON.stringify(versions), ...compareFiles(files, versions, await side.read()) };
    },
    readHead: async () => JSON.stringify(await readVersions()),
    async create() {
      await database.query(
        `CREATE TABLE IF NOT EXISTS ${name} (version ${database.kind === "postgresql" ? "varchar" : "varchar(128)"} primary key)`,
      );
      await side.create();
    },
    async record(migration, { run }) {
      await database.query(`INSERT INTO ${name} (version) VALUES ($1)`, [migration.version]);
      await side.record(migration, run);
    },
    // dbmate writes nothing before the end of a migration, nor when one fails.
    markStarted: async () => undefined,
    markFailed: async () => undefined,
    adopt: (files) => side.adopt(files),
  };
}

/** Every version has a row of its own, so a file that comes late is seen and applied, as the tool does. */
function compareFiles(
  files: readonly MigrationFile[],
  versions: readonly string[],
  side: ReadonlyMap<string, ChecksumRow>,
): Omit<Comparison, "head"> {
  const byVersion = new Map(files.map((file) => [file.version, file]));
  const highest = versions.at(-1);
  const findings: Finding[] = [];
  const unrecorded: MigrationFile[] = [];
  const applied = versions.map((version) => {
    const file = byVersion.get(version);
    const row = side.get(version);
    if (file && row) findings.push(...findEdits(file, row));
    else if (file) unrecorded.push(file);
    else findings.push(missingFinding(version, version === highest));
    return {
      version,
      name: file?.name ?? row?.name ?? "",
      appliedAt: row?.appliedAt || undefined,
      file: file?.file,
    };
  });
  const pending = files.filter((file) => !versions.includes(file.version));
  for (const file of pending) if (highest !== undefined && file.version < highest) findings.push(lateFinding(file, highest));
  return { applied, pending, findings, unrecorded };
}

function missingFinding(version: string, isHighest: boolean): Finding {
  return planWarning(
    isHighest ? "database-ahead" : "missing-file",
    `The database has had the migration ${version}, for which there is no file.`,
    isHighest
      ? "If this is an older commit than the one that migrated the database, check that its code works with the newer schema."
      : "Restore the file, or make sure that an empty database can still be built from the others.",
  );
}

function lateFinding(file: MigrationFile, highest: string): Finding {
  return planWarning(
    "out-of-order",
    `The migration ${describeMigration(file)} is older than ${highest}, which the database has already; it will be applied late, as dbmate does.`,
    "Check that it does not depend on the order, or give it a newer version.",
    { file: file.file },
  );
}
