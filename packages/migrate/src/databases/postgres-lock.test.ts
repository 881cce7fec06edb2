import { SILENT } from "@waybill/kit";
import { expect, test } from "vitest";
import type { Database, Row } from "./database.ts";
import { acquirePostgresLock } from "./postgres-lock.ts";

/** A session whose every query runs on the server session that `pid` names at that moment. */
function sessionOn(pid: () => string, log: string[] = []): Database {
  const nothing = async (): Promise<void> => undefined;
  return {
    kind: "postgresql",
    version: "18",
    major: 18,
    name: "shop",
    address: "db:5432/shop",
    query: async (sql): Promise<Row[]> => {
      log.push(sql);
      if (sql.includes("pg_backend_pid")) return [{ pid: pid() }];
      return [{ taken: "t" }];
    },
    begin: nothing,
    commit: nothing,
    rollback: nothing,
    readColumns: async () => undefined,
    countOtherTables: async () => 0,
    lockTable: nothing,
    limitLockWait: nothing,
    describeOpenTransactions: async () => "",
    acquireLock: async () => nothing,
    resetSession: nothing,
    cancel: nothing,
    close: nothing,
    [Symbol.asyncDispose]: nothing,
  };
}
const options = { timeoutMs: 1000, reporter: SILENT };

test("the lock is taken when two clients have two server sessions", async () => {
  const log: string[] = [];
  const database = sessionOn(() => "1", log);
  const release = await acquirePostgresLock({ database, connectAnother: async () => sessionOn(() => "2") }, 5n, options);
  await release();
  expect(log.at(-1)).toContain("pg_advisory_unlock");
});

test("a pooler that gives the second client our server session is refused, and the lock is given back", async () => {
  const log: string[] = [];
  const database = sessionOn(() => "1", log);
  const another = async (): Promise<Database> => sessionOn(() => "1");
  await expect(acquirePostgresLock({ database, connectAnother: another }, 5n, options)).rejects.toThrow(/transaction pooler/);
  expect(log.at(-1)).toContain("pg_advisory_unlock");
});

test("a pooler that moves us to another server session is refused", async () => {
  let pid = 1;
  const database = sessionOn(() => String(pid++));
  const another = async (): Promise<Database> => sessionOn(() => "9");
  await expect(acquirePostgresLock({ database, connectAnother: another }, 5n, options)).rejects.toMatchObject({ kind: "environment" });
});
