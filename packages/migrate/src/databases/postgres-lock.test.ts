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
    withoutLock: (_keys, _options, work) => work(),
    findLockHolder: async () => undefined,
    identify: async () => undefined,
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
  const release = await acquirePostgresLock({ database, connectAnother: async () => sessionOn(() => "2") }, [5n, 6n], options);
  await release();
  expect(log.at(-1)).toContain("pg_advisory_unlock");
});

test("a pooler that gives the second client our server session is refused before any lock is taken", async () => {
  const log: string[] = [];
  const database = sessionOn(() => "1", log);
  const another = async (): Promise<Database> => sessionOn(() => "1");
  await expect(acquirePostgresLock({ database, connectAnother: another }, [5n, 6n], options)).rejects.toThrow(/transaction pooler/);
  expect(log.filter((sql) => sql.includes("advisory"))).toEqual([]);
});

test("a pooler that moves us to another server session is refused", async () => {
  let pid = 1;
  const database = sessionOn(() => String(pid++));
  const another = async (): Promise<Database> => sessionOn(() => "9");
  await expect(acquirePostgresLock({ database, connectAnother: another }, [5n, 6n], options)).rejects.toMatchObject({
    kind: "environment",
  });
});

test("a pooler with a full pool, which never answers the second client, is refused in time and before any lock is taken", async () => {
  const log: string[] = [];
  const database = sessionOn(() => "1", log);
  let closed = false;
  const stuck = { ...sessionOn(() => "2"), begin: () => new Promise<void>(() => undefined), close: async () => void (closed = true) };
  await expect(
    acquirePostgresLock({ database, connectAnother: async () => stuck }, [5n], { ...options, probeTimeoutMs: 50 }),
  ).rejects.toThrow(/pooler with a full pool/);
  expect(log.filter((sql) => sql.includes("advisory"))).toEqual([]);
  expect(closed).toBe(true);
});

test("of two locks none is kept while the other is not to be had", async () => {
  const log: string[] = [];
  const session = sessionOn(() => "1");
  const database: Database = {
    ...session,
    query: async (sql, parameters = []) => {
      if (/pg_(try_)?advisory/.test(sql)) log.push(`${/pg_\w+/.exec(sql)?.[0]} ${parameters[0]}`);
      return sql.includes("try_advisory") && parameters[0] === "6" ? [{ taken: "f" }] : session.query(sql, parameters);
    },
  };
  const refused = acquirePostgresLock({ database, connectAnother: async () => sessionOn(() => "2") }, [5n, 6n], {
    ...options,
    timeoutMs: 0,
  });
  await expect(refused).rejects.toMatchObject({ kind: "environment" });
  expect(log).toEqual(["pg_try_advisory_lock 5", "pg_try_advisory_lock 6", "pg_advisory_unlock 5"]);
});
