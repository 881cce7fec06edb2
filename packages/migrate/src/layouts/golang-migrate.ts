import { crc32 } from "node:zlib";
import { digestOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { checksumTable, findEdits } from "./checksum-table.ts";
import type { ChecksumRow } from "./checksum-table.ts";
import { ownLockKey } from "./own-lock-key.ts";
import { quoteTable } from "../databases/database.ts";
import type { Database, Row, TableName } from "../databases/database.ts";
import { describeMigration, planError, planWarning } from "../migration.ts";
import type { AppliedMigration, Comparison, History, MigrationLayout, MigrationFile, ParsedName } from "../migration.ts";
import { readJournal } from "../run/statement-journal.ts";
import { normalText } from "../sql/text.ts";

/** `advisoryLockIDSalt` of `database/util.go`. */
const LOCK_SALT = 1_486_364_155;
/** The column is a `bigint`, and the tool parses versions as unsigned 64-bit numbers: what lies between would be written wrongly. */
const MAX_VERSION = 2n ** 63n - 1n;

/**
 * golang-migrate (https://github.com/golang-migrate/migrate, release 4): `000001_name.up.sql`, and a history of one row that says how far
 * the database has come. Names follow `source/parse.go`, tables and locks its drivers `database/postgres` and `database/sqlite3`.
 */
export const golangMigrate: MigrationLayout = {
  name: "golang-migrate",
  defaultTable: "schema_migrations",
  parseName(script) {
    const match = /^([0-9]+)_([^/]*)\.(down|up)\.sql$/.exec(script);
    if (!match) return undefined;
    if (match[3] === "down") return "ignored";
    const version = BigInt(match[1]!).toString();
    return { key: version, version, name: match[2]!, isRepeatable: false };
  },
  parseBody: (text) => ({ sql: text, checksum: digestOf(normalText(text)), problems: [] }),
  compare: compareVersions,
  lockKeys: (database, table) => ({
    // While the tool's own are given back, the history says `dirty`, which the tool does not go on over; but a run of ours would.
    kept: [ownLockKey("golang-migrate", database, table)],
    yielded: golangLockKeys(database.name, table.schema ?? "", table.name),
  }),
  openHistory,
};

/**
 * The advisory lock keys that golang-migrate may take for a history table of a database, by `GenerateAdvisoryLockId` of `database/util.go`.
 * Its command line and `migrate.New` hash the path of the URL with its slash (`Open` of `database/postgres`: `DatabaseName: purl.Path`),
 * `WithInstance` the database's bare name.
 */
export function golangLockKeys(database: string, schema: string, table: string): readonly [commandLine: bigint, instance: bigint] {
  const keyOf = (name: string): bigint => BigInt(Math.imul(crc32(`${schema}\0${table}\0${name}`), LOCK_SALT) >>> 0);
  return [keyOf(`/${database}`), keyOf(database)];
}

/** By number: `2` comes before `10`, and `010` is the same version as `10`. */
function compareVersions(a: ParsedName, b: ParsedName): number {
  const difference = BigInt(a.version) - BigInt(b.version);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function openHistory(database: Database, table: TableName): History {
  const name = quoteTable(table);
  const side = checksumTable(database, table);
  // `SetVersion` of its drivers: the table never holds more than one row.
  const write = async (version: string, dirty: boolean): Promise<void> => {
    await database.query(database.kind === "postgresql" ? `TRUNCATE ${name}` : `DELETE FROM ${name}`);
    await database.query(`INSERT INTO ${name} (version, dirty) VALUES ($1, ${dirty ? "true" : "false"})`, [version]);
  };
  const readRows = async (): Promise<Row[]> =>
    (await database.readColumns(table)) ? await database.query(`SELECT version, dirty FROM ${name}`) : [];
  return {
    table,
    async compare(files) {
      const { kept, yielded } = golangMigrate.lockKeys(database, table);
      const { rows, holder } = await settle(readRows, () => database.findLockHolder([...kept, ...yielded]));
      const head = JSON.stringify(rows);
      if (rows.length > 1) return { head, applied: [], pending: [], unrecorded: [], findings: [tooManyRows(name)] };
      const state = { current: BigInt(rows[0]?.["version"] ?? -1), dirty: isDirty(rows), holder };
      const steps = state.dirty ? await readJournal(database, table, state.current.toString()) : [];
      return { head, ...compareFiles(files, { ...state, isResumable: steps.length > 0 }, await side.read()) };
    },
    readHead: async () => JSON.stringify(await readRows()),
    async create() {
      if (database.kind === "postgresql")
        await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version bigint not null primary key, dirty boolean not null)`);
      else {
        await database.query(`CREATE TABLE IF NOT EXISTS ${name} (version uint64, dirty bool)`);
        await database.query(`CREATE UNIQUE INDEX IF NOT EXISTS version_unique ON ${name} (version)`);
      }
      await side.create();
    },
    async record(migration, { run }) {
      await write(migration.version, false);
      await side.record(migration, run);
    },
    markStarted: (migration) => write(migration.version, true),
    // The row still says `dirty`, which is what the tool leaves behind as well.
    markFailed: async () => undefined,
    adopt: (files) => side.adopt(files),
  };
}

/**
 * The tool writes `dirty` before every migration and takes it away behind it, so the mark means a failure only while nobody holds the
 * tool's lock. A run may end between the two questions: without a holder the rows are read once more.
 */
async function settle(
  readRows: () => Promise<Row[]>,
  findHolder: () => Promise<string | undefined>,
): Promise<{ rows: Row[]; holder?: string | undefined }> {
  const rows = await readRows();
  if (!isDirty(rows)) return { rows };
  const holder = await findHolder();
  return holder === undefined ? { rows: await readRows() } : { rows, holder };
}

function isDirty([row]: readonly Row[]): boolean {
  return ["t", "1", "true"].includes(row?.["dirty"] ?? "");
}

interface State {
  readonly current: bigint;
  readonly dirty: boolean;
  /** Who holds the tool's lock while the history is dirty. */
  readonly holder: string | undefined;
  readonly isResumable: boolean;
}

/** What one number tells: everything up to it is applied. Which of those files were there then, only the side table knows. */
function compareFiles(files: readonly MigrationFile[], state: State, side: ReadonlyMap<string, ChecksumRow>): Omit<Comparison, "head"> {
  const { current, dirty, holder, isResumable } = state;
  const findings: Finding[] = [];
  if (holder !== undefined) findings.push(runningFinding(current, holder));
  else if (dirty && !isResumable) findings.push(dirtyFinding(current));
  // With `dirty` the current version has begun but not ended.
  const limit = dirty ? current - 1n : current;
  const past = files.filter((file) => BigInt(file.version) <= limit);
  const pending = files.filter((file) => BigInt(file.version) > limit);
  const known = [...side.values()].filter((row) => BigInt(row.version) <= limit);
  const highestKnown = known.reduce((highest, row) => (BigInt(row.version) > highest ? BigInt(row.version) : highest), -1n);
  const unrecorded: MigrationFile[] = [];
  for (const file of past) {
    const row = side.get(file.version);
    if (row) findings.push(...findEdits(file, row));
    else if (BigInt(file.version) < highestKnown) findings.push(lateFinding(file, current));
    else unrecorded.push(file);
  }
  for (const file of files) if (BigInt(file.version) > MAX_VERSION) findings.push(versionFinding(file));
  findings.push(...findMissing(files, current, pending.length > 0));
  const applied = past
    .filter((file) => side.has(file.version) || unrecorded.includes(file))
    .map((file) => appliedOf(file, side.get(file.version)));
  return { applied, pending, findings, unrecorded };
}

function appliedOf(file: MigrationFile, row: ChecksumRow | undefined): AppliedMigration {
  return { version: file.version, name: file.name, file: file.file, appliedAt: row?.appliedAt || undefined };
}

function findMissing(files: readonly MigrationFile[], current: bigint, hasPending: boolean): Finding[] {
  if (current < 0n || files.some((file) => BigInt(file.version) === current)) return [];
  const what = `The database is at version ${current}, for which there is no file.`;
  if (hasPending || files.some((file) => BigInt(file.version) > current))
    return [planError("missing-file", what, "Restore the file; golang-migrate itself would refuse to go on as well.")];
  return [
    planWarning(
      "database-ahead",
      what,
      "If this is an older commit than the one that migrated the database, check that its code works with the newer schema.",
    ),
  ];
}

/** The tool applies what is above its version, so a file below it that was not there in time is never applied. */
function lateFinding(file: MigrationFile, current: bigint): Finding {
  return planError(
    "out-of-order",
    `The migration ${describeMigration(file)} came after the database had passed it (it is at version ${current}); golang-migrate would skip it without a word.`,
    `Rename the file to a version above ${current}.`,
    { file: file.file },
  );
}

function runningFinding(version: bigint, holder: string): Finding {
  return planError(
    "migration-running",
    `Another run is applying version ${version} now; its lock is held by ${holder}.`,
    "Wait until that run ends, then plan again.",
  );
}

function dirtyFinding(version: bigint): Finding {
  return planError(
    "dirty",
    `The history says that version ${version} began and never ended ('dirty'), and there is no record of how far it came.`,
    `Find out which of its statements took effect, finish or undo them by hand, then run 'migrate force ${version}' (finished) or force the version before it (undone).`,
  );
}

function versionFinding(file: MigrationFile): Finding {
  return planError("version", `The version ${file.version} is too large for the history table.`, "Give the file a smaller number.", {
    file: file.file,
  });
}

function tooManyRows(table: string): Finding {
  return planError(
    "history",
    `The history table ${table} holds more than one row, which golang-migrate never writes.`,
    "Find out which tool writes this table, and give it another one with the option 'table'.",
  );
}
