import type { DatabaseSync as SqliteFile } from "node:sqlite";
import { randomUUID } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { ActionError } from "@waybill/kit";
import { isBusy, quoteName, SqlError } from "./database.ts";
import type { Database, Row, TableName } from "./database.ts";
import { ForeignKeyGuard } from "./sqlite-foreign-keys.ts";
import { acquireSqliteLock, findSqliteLockHolder } from "./sqlite-lock.ts";
import type { LockedFile } from "./sqlite-lock.ts";

const BUSY_TIMEOUT_MS = 30_000;
const IN_MEMORY = ":memory:";

/** Opens a SQLite file, which is made when it is missing; its folder must exist. */
export async function connectSqlite(path: string, history?: TableName): Promise<Database> {
  const file = await openFile(path);
  const [row] = read(file, "SELECT sqlite_version() AS version", []);
  const version = row?.["version"] ?? "3";
  const transaction = transactionOf(file);
  const locked = lockedFile(file, path);
  return {
    kind: "sqlite",
    version,
    major: Number.parseInt(version, 10),
    name: basename(path),
    address: path,
    history,
    identify: async () => identify(path),
    query: async (sql, parameters = []) => transaction.query(sql, parameters),
    begin: async () => transaction.begin(),
    commit: async () => transaction.commit(),
    rollback: async () => transaction.rollback(),
    readColumns: async (table) => readColumns(file, table.name),
    countOtherTables: async (names) =>
      read(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", []).filter(
        (row) => !names.includes(row["name"] ?? ""),
      ).length,
    // BEGIN IMMEDIATE has locked the whole file already.
    lockTable: async () => undefined,
    limitLockWait: async () => undefined,
    describeOpenTransactions: async () => "",
    // SQLite has no lock that outlives a transaction, and no tool takes one, so this is our own; a database in memory has no second user.
    acquireLock: async (_, options) => (locked ? acquireSqliteLock(locked, options) : async () => undefined),
    // Nobody waits for a lock file inside of a statement.
    withoutLock: (_keys, _options, work) => work(),
    findLockHolder: async () => (locked ? findSqliteLockHolder(locked) : undefined),
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

/**
 * Transactions that exclude every other writer from their beginning. `foreign_keys` is off in them, because with it `DROP TABLE` of a table
 * that is rebuilt deletes the rows of its children; what the pragma would have refused is refused before COMMIT instead.
 */
function transactionOf(file: SqliteFile): Pick<Database, "query" | "begin" | "commit" | "rollback"> {
  const guard = new ForeignKeyGuard((sql) => run(file, sql, []));
  let wasOn = false;
  const restore = (): void => {
    if (wasOn) run(file, "PRAGMA foreign_keys = ON", []);
  };
  const rollback = (): void => {
    if (file.isTransaction) run(file, "ROLLBACK", []);
    restore();
  };
  return {
    async query(sql, parameters = []) {
      if (!file.isTransaction && !/^\s*(SELECT|PRAGMA)\b/i.test(sql)) guard.forget();
      return run(file, sql, parameters);
    },
    async begin() {
      wasOn = run(file, "PRAGMA foreign_keys", [])[0]?.["foreign_keys"] === "1";
      // Within a transaction the pragma does nothing, so that no migration can switch it on again.
      run(file, "PRAGMA foreign_keys = OFF", []);
      try {
        run(file, "BEGIN IMMEDIATE", []);
        guard.remember();
      } catch (error) {
        rollback();
        throw error;
      }
    },
    async commit() {
      guard.refuseNew();
      try {
        run(file, "COMMIT", []);
      } catch (error) {
        // What was found holds for a state that does not come to be.
        guard.forget();
        throw error;
      }
      restore();
    },
    rollback: async () => rollback(),
  };
}

/** The file, and when it was made: a number of a file alone may be the same on two machines. */
function identify(path: string): Awaited<ReturnType<Database["identify"]>> {
  if (path === IN_MEMORY) return undefined;
  const real = realpathSync(path);
  const { dev, ino, birthtimeNs } = statSync(real, { bigint: true });
  if (birthtimeNs === 0n) return undefined;
  return { instance: ["sqlite", real, ...[dev, ino, birthtimeNs].map(String)] };
}

function lockedFile(file: SqliteFile, path: string): LockedFile | undefined {
  if (path === IN_MEMORY) return undefined;
  return {
    name: basename(path),
    // One database has one lock, whatever links lead to it.
    lockPath: `${realpathSync(path)}.waybill-lock`,
    token: randomUUID(),
    exclusively(work) {
      file.exec("PRAGMA busy_timeout = 0");
      try {
        run(file, "BEGIN IMMEDIATE", []);
      } catch (error) {
        if (isBusy(error)) return undefined;
        throw error;
      } finally {
        file.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
      try {
        return { result: work() };
      } finally {
        run(file, "ROLLBACK", []);
      }
    },
  };
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
