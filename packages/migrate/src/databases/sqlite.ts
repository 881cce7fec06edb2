import type { DatabaseSync as SqliteFile } from "node:sqlite";
import { basename } from "node:path";
import { ActionError } from "@waybill/kit";
import { quoteName, SqlError } from "./database.ts";
import type { Database, Row } from "./database.ts";

const BUSY_TIMEOUT_MS = 30_000;

/** Opens a SQLite file, which is made when it is missing; its folder must exist. */
export async function connectSqlite(path: string): Promise<Database> {
  const file = await openFile(path);
  const [row] = read(file, "SELECT sqlite_version() AS version", []);
  const version = row?.["version"] ?? "3";
  return {
    kind: "sqlite",
    version,
    major: Number.parseInt(version, 10),
    name: basename(path),
    address: path,
    query: async (sql, parameters = []) => run(file, sql, parameters),
    begin: async () => void run(file, "BEGIN IMMEDIATE", []),
    commit: async () => void run(file, "COMMIT", []),
    rollback: async () => {
      if (file.isTransaction) run(file, "ROLLBACK", []);
    },
    readColumns: async (table) => readColumns(file, table.name),
    countOtherTables: async (names) =>
      read(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", []).filter(
        (row) => !names.includes(row["name"] ?? ""),
      ).length,
    // BEGIN IMMEDIATE has locked the whole file already.
    lockTable: async () => undefined,
    limitLockWait: async () => undefined,
    describeOpenTransactions: async () => "",
    // SQLite has no lock that outlives a transaction; every transaction here checks the history again after BEGIN IMMEDIATE.
    acquireLock: async () => async () => undefined,
    resetSession: async () => undefined,
    // Statements run to their end before anything else of this process runs, so there is never one to stop.
    cancel: async () => undefined,
    close: async () => close(file),
    [Symbol.asyncDispose]: async () => close(file),
  };
}

async function openFile(path: string): Promise<SqliteFile> {
  const { DatabaseSync } = await import("node:sqlite").catch((error: unknown) => {
    throw new ActionError("environment", "SQLite needs Node 24 or newer; run Waybill on that version.", { cause: error });
  });
  try {
    const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    file.exec("PRAGMA schema_version");
    return file;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ActionError(
      "environment",
      `The SQLite file '${path}' cannot be opened: ${why}. Check that its folder exists and may be written.`,
      {
        cause: error,
      },
    );
  }
}

function close(file: SqliteFile): void {
  if (file.isOpen) file.close();
}

function run(file: SqliteFile, sql: string, parameters: readonly (string | number | null)[]): Row[] {
  try {
    return read(file, sql, parameters);
  } catch (error) {
    const code = error instanceof Error && "errcode" in error ? String(error.errcode) : "1";
    throw new SqlError(error instanceof Error ? error.message : String(error), { code, cause: error });
  }
}

function read(file: SqliteFile, sql: string, parameters: readonly (string | number | null)[]): Row[] {
  const statement = file.prepare(parameters.length > 0 ? sql.replace(/\$(\d+)/g, "?$1") : sql);
  statement.setReadBigInts(true);
  return statement.all(...parameters).map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, textOf(value)])));
}

function textOf(value: null | number | bigint | string | Uint8Array): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}

function readColumns(file: SqliteFile, table: string): Map<string, string> | undefined {
  const rows = read(file, `PRAGMA table_info(${quoteName(table)})`, []);
  return rows.length === 0 ? undefined : new Map(rows.map((row) => [row["name"] ?? "", (row["type"] ?? "").toLowerCase()]));
}
