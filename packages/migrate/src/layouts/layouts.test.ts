import { expect, test } from "vitest";
import { parseAddress } from "../databases/address.ts";
import { dbmate } from "./dbmate.ts";
import { compareFlywayVersions, flywayChecksum, flywayLockKey, parseFlywayName } from "./flyway-version.ts";
import { golangLockKeys, golangMigrate } from "./golang-migrate.ts";
import { hidePasswords } from "../sql/passwords.ts";
import { splitStatements } from "../sql/statement.ts";
import type { Statement } from "../sql/statement.ts";
import { findTransactionBan, findTransactionControl } from "../sql/transactionality.ts";

const statementOf = (sql: string): Statement => {
  const [statement] = splitStatements(sql, "postgresql");
  if (!statement) throw new Error("no statement");
  return statement;
};
const banOf = (sql: string, major = 18): string | undefined => findTransactionBan(statementOf(sql), "postgresql", major);

test.each([
  "CREATE INDEX CONCURRENTLY ON t (a)",
  "create unique index concurrently if not exists i on t (a)",
  "DROP INDEX CONCURRENTLY i",
  "REINDEX INDEX CONCURRENTLY i",
  "REINDEX (CONCURRENTLY) TABLE t",
  "REINDEX DATABASE d",
  "VACUUM (ANALYZE) t",
  "ALTER SYSTEM SET x = 1",
  "CREATE DATABASE d",
  "DROP TABLESPACE s",
  "ALTER TABLE p DETACH PARTITION c CONCURRENTLY",
  "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
])("knows that %s cannot run in a transaction", (sql) => {
  expect(banOf(sql)).toBeDefined();
});

test.each([
  "CREATE INDEX concurrently_made ON t (a)",
  'CREATE INDEX "CONCURRENTLY" ON t (a)',
  "SELECT 'CREATE INDEX CONCURRENTLY'",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
  "REINDEX TABLE t",
  "ALTER TABLE p DETACH PARTITION c",
  "ALTER TYPE mood ADD VALUE 'ok'",
  "CREATE TABLE database (id int)",
])("knows that %s can", (sql) => {
  expect(banOf(sql)).toBeUndefined();
});

test("an enum value could not be added in a transaction before PostgreSQL 12", () => {
  expect(banOf("ALTER TYPE mood ADD VALUE 'ok'", 11)).toBeDefined();
});

test("savepoints are no transaction control, COMMIT AND CHAIN is", () => {
  const control = (sql: string): string | undefined => findTransactionControl(statementOf(sql));
  expect(["BEGIN", "START TRANSACTION", "COMMIT", "END", "ROLLBACK", "COMMIT AND CHAIN"].map(control)).toEqual([
    "begin",
    "begin",
    "end",
    "end",
    "other",
    "other",
  ]);
  expect(["SAVEPOINT a", "ROLLBACK TO a", "RELEASE a", "SELECT 1"].map(control)).toEqual([undefined, undefined, undefined, undefined]);
});

test("golang-migrate: the lock keys of its own tests come out", () => {
  // From its util_test.go, where the names come in the order schema, table, database.
  // The second one is of the tool's own tests; the first is the same sum over the path of a URL.
  expect(golangLockKeys("database_name", "schema_name_1", "schema_name_2")).toEqual([18_967_220n, 3_743_845_847n]);
});

test("golang-migrate: leading zeros do not count, down files are left alone", () => {
  expect(golangMigrate.parseName("000010_add_index.up.sql")).toMatchObject({ version: "10", name: "add_index" });
  expect(golangMigrate.parseName("000010_add_index.down.sql")).toBe("ignored");
  expect(golangMigrate.parseName("sub/1_a.up.sql")).toBeUndefined();
});

test("Flyway: the checksum is the one that Flyway itself wrote, whatever the line ends", () => {
  // Written into its history by Flyway 11.8 for these texts.
  expect(flywayChecksum("CREATE TABLE c (id int);SELECT pg_sleep(3);\n")).toBe(1_965_111_650);
  expect(flywayChecksum("CREATE TABLE a (id int);\r\n-- é\r\n")).toBe(-39_499_734);
  const text = "CREATE TABLE a (id int);\n\nINSERT INTO a VALUES (1);\n";
  expect(flywayChecksum(text)).toBe(flywayChecksum(`\ufeff${text.replaceAll("\n", "\r\n")}`));
  expect(flywayChecksum(text)).toBe(flywayChecksum(text.trimEnd()));
  expect(flywayChecksum("")).toBe(0);
});

test("Flyway: the lock key is the one that Flyway itself holds in pg_locks while it migrates", () => {
  expect(flywayLockKey("public", "flyway_schema_history")).toBe(77_433_833_903_597n);
});

test("Flyway: names and versions are read as Flyway reads them", () => {
  expect(parseFlywayName("V1_2__add_a_table.sql")).toEqual({ key: "V:1.2", version: "1.2", name: "add a table", isRepeatable: false });
  expect(parseFlywayName("sub/V01.0__x.SQL")).toMatchObject({ key: "V:1", version: "01.0" });
  expect(parseFlywayName("R__views.sql")).toMatchObject({ key: "R:views", isRepeatable: true });
  expect(parseFlywayName("U1__undo.sql")).toBe("ignored");
  expect(parseFlywayName("B1__base.sql")).toBe("baseline");
  expect(parseFlywayName("afterMigrate__x.sql")).toBe("callback");
  expect(parseFlywayName("Version1__x.sql")).toBeUndefined();
  expect(compareFlywayVersions("1.9", "1.10")).toBe(-1);
  expect(compareFlywayVersions("1.0", "1")).toBe(0);
  expect(compareFlywayVersions("2", "1.99")).toBe(1);
});

test("dbmate: only the up blocks are run, at their own lines", () => {
  const text = "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n-- migrate:up transaction:false\nSELECT 2;\n";
  const body = dbmate.parseBody(text, undefined);
  expect(splitStatements(body.sql, "postgresql").map(({ line, text }) => [line, text])).toEqual([
    [2, "CREATE TABLE a (id int)"],
    [6, "SELECT 2"],
  ]);
  expect(body).toMatchObject({ withoutTransaction: 5, problems: [] });
});

test("dbmate: a file without a block, or with statements before the first one, has problems", () => {
  expect(dbmate.parseBody("SELECT 1;", undefined).problems.length).toBeGreaterThan(1);
  expect(dbmate.parseBody("-- a comment\nSELECT 1;\n-- migrate:up\n-- migrate:down\n", undefined).problems).toMatchObject([
    { what: "Statements stand before the first block" },
  ]);
});

test("the URL is read as libpq reads it", () => {
  expect(parseAddress("postgres://app:p%40ss@db.example:6543/shop?sslmode=verify-full&search_path=a")).toEqual({
    kind: "postgresql",
    postgres: {
      host: "db.example",
      port: 6543,
      user: "app",
      password: "p@ss",
      database: "shop",
      sslmode: "verify-full",
      settings: "-c search_path=a",
    },
  });
  expect(parseAddress("postgresql://app@[::1]/")).toMatchObject({
    postgres: { host: "::1", port: 5432, database: "app", sslmode: "disable" },
  });
  expect(parseAddress("postgres://app:x@db/shop")).toMatchObject({ postgres: { sslmode: "prefer" } });
  // A name that only begins like an address of this machine is somewhere else, so its connection is to be encrypted.
  expect(parseAddress("postgres://app:x@127.example.com/shop")).toMatchObject({ postgres: { sslmode: "prefer" } });
  expect(parseAddress("sqlite:data/shop.db")).toEqual({ kind: "sqlite", path: "data/shop.db" });
  expect(parseAddress("file:///tmp/a.db?mode=rw")).toEqual({ kind: "sqlite", path: "/tmp/a.db" });
});

test.each([
  ["postgres://app@db/shop?x-migrations-table=shop.history", { name: "shop.history" }],
  ['postgres://app@db/shop?x-migrations-table="my.history"&x-migrations-table-quoted=true', { name: "my.history" }],
  [
    "postgres://app@db/shop?x-migrations-table=%22migrate%22.%22history%22&x-migrations-table-quoted=1",
    { schema: "migrate", name: "history" },
  ],
  ["sqlite3:shop.db?x-migrations-table=history", { name: "history" }],
  ['sqlite3:shop.db?x-migrations-table="my history"', { name: "my history" }],
  ["postgres://app@db/shop?x-multi-statement=true&x-multi-statement-max-size=100", undefined],
  ["sqlite:shop.db?x-no-tx-wrap=true", undefined],
])("the history table is read from %s as golang-migrate reads it", (url, history) => {
  expect(parseAddress(url).history).toEqual(history);
});

test("golang-migrate's time limit for statements is the session's", () => {
  expect(parseAddress("postgres://app@db/shop?x-statement-timeout=1500")).toMatchObject({
    postgres: { settings: "-c statement_timeout=1500" },
  });
});

test("a history table of SQLite that is no plain name is refused", () => {
  expect(() => parseAddress("sqlite:shop.db?x-migrations-table=main.history")).toThrow(/x-migrations-table/);
});

test.each([
  ["x-migrations-table=history&x-migrations-table-quoted=true", /x-migrations-table.*double quotes/],
  ['x-migrations-table="a"."b"."c"&x-migrations-table-quoted=true', /x-migrations-table/],
  ["x-migrations-table-quoted=yes", /x-migrations-table-quoted/],
  ["x-multi-statement=perhaps", /x-multi-statement/],
  ["x-statement-timeout=soon", /x-statement-timeout/],
])("the parameter %s is refused, as golang-migrate refuses it", (parameters, message) => {
  expect(() => parseAddress(`postgres://app@db/shop?${parameters}`)).toThrow(message);
});

test.each([
  "",
  "hunter22",
  "mysql://app:hunter22@db/shop",
  "postgres://app:hunter22@db:port/shop",
  "postgres://app:hunter22@db/shop?sslmood=require",
  "postgres://app:hunter22@db/shop?sslmode=hunter22",
])("a URL that cannot be used is refused without its password: %s", (url) => {
  let message = "";
  try {
    parseAddress(url);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toContain("database URL");
  expect(message).not.toContain("hunter22");
});

test("passwords in SQL are not shown", () => {
  const sql = "CREATE ROLE a PASSWORD 'hunter22'; ALTER ROLE a WITH ENCRYPTED PASSWORD $$hunter22$$; SELECT 'host=x password=hunter22'";
  expect(hidePasswords(sql)).not.toContain("hunter22");
  expect(hidePasswords("ALTER ROLE a PASSWORD'hunter''22'; SELECT 1")).toBe("ALTER ROLE a PASSWORD'***'; SELECT 1");
  expect(hidePasswords("DO $do$ ALTER ROLE a PASSWORD E'hunter\\'22' $do$; UPDATE a SET password = 'hunter22', b = 'c'")).toBe(
    "DO $do$ ALTER ROLE a PASSWORD '***' $do$; UPDATE a SET password = '***', b = 'c'",
  );
  expect(hidePasswords("SELECT password, b FROM a WHERE passwords = 'few'")).toBe("SELECT password, b FROM a WHERE passwords = 'few'");
  expect(hidePasswords("ALTER ROLE a PASSWORD 'hunter22 never ends")).toBe("ALTER ROLE a PASSWORD '***'");
});

test("hiding passwords in a long file comes to an end, whatever it holds", () => {
  const quotes = Array.from({ length: 100_000 }, (_, index) => `PASSWORD $t${index}$ `).join("");
  expect(hidePasswords(quotes)).toBe("PASSWORD '***'");
  expect(hidePasswords(`PASSWORD '${"''".repeat(2_000_000)}x'; SELECT 1`)).toBe("PASSWORD '***'; SELECT 1");
  expect(hidePasswords(`password${" ".repeat(2_000_000)}x`)).toContain("x");
});
