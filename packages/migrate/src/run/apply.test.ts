import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { collectingReporter, SILENT } from "@waybill/kit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startPostgres } from "../../../rehearsal/src/postgres/postgres.ts";
import type { PostgresServer } from "../../../rehearsal/src/postgres/postgres.ts";
import { applyMigrations } from "./apply.ts";
import type { ApplyOptions, MigrationOutcome } from "./apply.ts";
import { connectDatabase } from "../databases/connect.ts";
import type { Database } from "../databases/database.ts";
import { golangLockKeys } from "../layouts/golang-migrate.ts";
import { checkMigrations, planMigrations } from "../plan.ts";
import type { MigrationPlan } from "../plan.ts";
import { splitStatements } from "../sql/statement.ts";
import { statementDigest } from "./statement-journal.ts";

let workspace: string;
let database: Database;
let server: PostgresServer;
let serverDir: string;
let count = 0;

beforeAll(async () => {
  serverDir = mkdtempSync(join(tmpdir(), "waybill-migrate-pg-"));
  server = await startPostgres({ dir: serverDir });
});
afterAll(async () => {
  await server.stop();
  rmSync(serverDir, { recursive: true, force: true });
});

async function freshUrl(kind: "postgresql" | "sqlite"): Promise<string> {
  if (kind === "sqlite") return `sqlite:${join(workspace, "shop.db")}`;
  count += 1;
  // Emptying the one database is many times faster than making another.
  await using admin = await connectDatabase(server.url);
  for (const schema of ["public", "other"]) await admin.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await admin.query("CREATE SCHEMA public");
  return server.url;
}

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(workspace, "db", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

const plan = (): Promise<MigrationPlan> => planMigrations(database, { dir: "db", workspace });
async function apply(options: Partial<ApplyOptions> = {}): Promise<MigrationOutcome> {
  return applyMigrations(database, await plan(), { reporter: SILENT, ...options });
}
const rules = (findings: readonly { rule: string }[]): string[] => findings.map((finding) => finding.rule);
const GOLANG = {
  "000001_users.up.sql": "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);\n",
  "000001_users.down.sql": "DROP TABLE users;\n",
  "000002_seed.up.sql": "INSERT INTO users VALUES (1, 'a;b');\nINSERT INTO users VALUES (2, 'c');\n",
};
const block = (sql: string): string => `-- migrate:up\n${sql}\n-- migrate:down\n`;

test("files are checked without a database, by the rules of the server they are for", async () => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-migrate-"));
  try {
    write({
      "1_a.up.sql": "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'it''s; fine' $$;\n",
      "2_b.up.sql": "CREATE INDEX CONCURRENTLY i ON a (id);",
    });
    const checked = await checkMigrations({ dir: "db", workspace });
    expect(checked).toMatchObject({
      layout: "golang-migrate",
      verdict: "pass",
      applied: [],
      pending: [{ transactional: true }, { transactional: false }],
    });
    write({ "3_c.up.sql": "SELECT 1;\nSELECT 'never ended;" });
    expect(await checkMigrations({ dir: "db", workspace })).toMatchObject({ verdict: "fail" });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
});

test("a database in memory is no file", async () => {
  await using memory = await connectDatabase("sqlite::memory:", { workspace: "/nowhere" });
  expect(await memory.query("SELECT 1 AS one")).toEqual([{ one: "1" }]);
});

describe.each(["sqlite", "postgresql"] as const)("on %s", (kind) => {
  beforeEach(async () => {
    workspace = mkdtempSync(join(tmpdir(), "waybill-migrate-"));
    database = await connectDatabase(await freshUrl(kind));
  });
  afterEach(async () => {
    await database.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  test("golang-migrate: applies what is pending, writes its history row, and a second run applies nothing", async () => {
    write(GOLANG);
    const before = await plan();
    expect(before).toMatchObject({ layout: "golang-migrate", applied: [], verdict: "pass" });
    expect(before.pending.map((migration) => [migration.version, migration.name, migration.statements.length])).toEqual([
      ["1", "users", 1],
      ["2", "seed", 2],
    ]);
    const outcome = await apply();
    expect(outcome).toMatchObject({ verdict: "pass", skipped: 0, findings: [] });
    expect(outcome.applied.map((migration) => migration.version)).toEqual(["1", "2"]);
    expect(await database.query("SELECT version FROM schema_migrations WHERE NOT dirty")).toEqual([{ version: "2" }]);
    expect(await database.query("SELECT count(*) AS n FROM users")).toEqual([{ n: "2" }]);
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [], skipped: 2 });
  });

  test("a plan has no effect on the database", async () => {
    write(GOLANG);
    await plan();
    expect(await database.countOtherTables([])).toBe(0);
  });

  test("the digest stands for files and history: it is stable, and moves when either moves", async () => {
    write(GOLANG);
    const first = await plan();
    expect((await plan()).digest).toBe(first.digest);
    write({ "000003_more.up.sql": "SELECT 1;" });
    const second = await plan();
    expect(second.digest).not.toBe(first.digest);
    await apply();
    expect((await plan()).digest).not.toBe(second.digest);
  });

  test("refuses when a file moved after the plan was made, and changes nothing", async () => {
    write(GOLANG);
    const old = await plan();
    write({ "000002_seed.up.sql": "INSERT INTO users VALUES (3, 'z');\n" });
    const outcome = await applyMigrations(database, old, { reporter: SILENT });
    expect(outcome).toMatchObject({ verdict: "fail", applied: [] });
    expect(rules(outcome.findings)).toEqual(["plan-moved"]);
    expect(await database.countOtherTables([])).toBe(0);
  });

  test("an approved plan that an earlier run began may be ended, and nothing else", async () => {
    write({ ...GOLANG, "000003_bad.up.sql": "INSERT INTO nowhere VALUES (1);\n" });
    const { digest } = await plan();
    expect((await apply({ expectDigest: digest })).verdict).toBe("fail");
    await database.query("CREATE TABLE nowhere (id integer)");
    const second = await apply({ expectDigest: digest });
    expect(second).toMatchObject({ verdict: "pass", skipped: 2 });
    expect(second.applied.map((migration) => migration.version)).toEqual(["3"]);
    expect(await apply({ expectDigest: digest })).toMatchObject({ verdict: "pass", applied: [], skipped: 3 });
    write({ "000004_new.up.sql": "SELECT 1;\n" });
    expect(rules((await apply({ expectDigest: digest })).findings)).toEqual(["plan-moved"]);
  });

  test("a failing statement in the middle leaves nothing of its migration and names file, line and code", async () => {
    write({
      ...GOLANG,
      "000003_bad.up.sql": "CREATE TABLE half (id integer);\n\nINSERT INTO half\n  SELECT nothing FROM users;\n",
      "000004_later.up.sql": "SELECT 1;",
    });
    const outcome = await apply();
    expect(outcome.verdict).toBe("fail");
    expect(outcome.applied.map((migration) => migration.version)).toEqual(["1", "2"]);
    const [finding] = outcome.findings;
    expect(finding).toMatchObject({
      rule: "statement-failed",
      where: { file: "db/000003_bad.up.sql", line: kind === "postgresql" ? 4 : 3 },
    });
    expect(finding?.what).toMatch(kind === "postgresql" ? /SQLSTATE 42703/ : /SQLite code 1/);
    expect(finding?.what).toContain("Nothing of this migration remains");
    expect(finding?.what).toContain("Not begun: 4 'later'");
    expect(await database.query("SELECT version, dirty FROM schema_migrations")).toMatchObject([{ version: "2" }]);
    expect(await database.readColumns({ ...(database.schema ? { schema: database.schema } : {}), name: "half" })).toBeUndefined();
  });

  test("an edited file that was applied is an error, an edited comment is not", async () => {
    write(GOLANG);
    await apply();
    write({ "000001_users.up.sql": `-- who they are\n${GOLANG["000001_users.up.sql"]}` });
    expect(await plan()).toMatchObject({ verdict: "pass", findings: [{ rule: "edited-comment" }] });
    write({ "000001_users.up.sql": "CREATE TABLE users (id bigint);\n" });
    const edited = await plan();
    expect(edited.findings).toMatchObject([{ rule: "edited-migration", where: { file: "db/000001_users.up.sql" } }]);
    expect((await apply()).verdict).toBe("fail");
  });

  test("golang-migrate: a file below the database's version is refused, because the tool would skip it silently", async () => {
    write(GOLANG);
    await apply();
    write({ "000003_c.up.sql": "SELECT 1;" });
    await apply();
    rmSync(join(workspace, "db/000002_seed.up.sql"));
    write({ "000002_late.up.sql": "SELECT 1;" });
    expect((await plan()).findings).toMatchObject([{ rule: "edited-migration" }]);
    await database.query("DELETE FROM waybill_migrations WHERE version = '2'");
    expect(await plan()).toMatchObject({ verdict: "fail", findings: [{ rule: "out-of-order" }] });
  });

  test("golang-migrate: a history that the tool began is continued, and its files are guarded from then on", async () => {
    write(GOLANG);
    await database.query("CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean not null)");
    await database.query("INSERT INTO schema_migrations VALUES (1, false)");
    await database.query("CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL)");
    expect(rules((await plan()).findings)).toEqual(["adoption"]);
    expect(await apply()).toMatchObject({ verdict: "pass", skipped: 1, applied: [{ version: "2" }] });
    write({ "000001_users.up.sql": "CREATE TABLE other (id integer);" });
    expect(rules((await plan()).findings)).toEqual(["edited-migration"]);
  });

  test("golang-migrate: a history table that the URL names is continued, beside another history in the same schema", async () => {
    write(GOLANG);
    const isPostgres = kind === "postgresql";
    await database.query(
      `CREATE TABLE orders_history (version ${isPostgres ? "bigint" : "uint64"}, dirty ${isPostgres ? "boolean" : "bool"})`,
    );
    await database.query("INSERT INTO orders_history VALUES (1, false)");
    await database.query("CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL)");
    const url = `${isPostgres ? server.url : `sqlite:${join(workspace, "shop.db")}`}?x-migrations-table=`;
    await using orders = await connectDatabase(`${url}orders_history`);
    const planned = await planMigrations(orders, { dir: "db", workspace });
    expect(planned.pending.map((migration) => migration.version)).toEqual(["2"]);
    expect(await applyMigrations(orders, planned, { reporter: SILENT })).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
    expect(await orders.query("SELECT version FROM orders_history")).toEqual([{ version: "2" }]);
    // Another application with other files of the same versions.
    rmSync(join(workspace, "db"), { recursive: true });
    write({ "1_stock.up.sql": "CREATE TABLE stock (id integer);" });
    await using stock = await connectDatabase(`${url}stock_history`);
    const other = await planMigrations(stock, { dir: "db", workspace });
    expect(await applyMigrations(stock, other, { reporter: SILENT })).toMatchObject({ verdict: "pass", applied: [{ version: "1" }] });
    expect(await planMigrations(stock, { dir: "db", workspace })).toMatchObject({ verdict: "pass", pending: [] });
    await expect(planMigrations(stock, { dir: "db", workspace, table: "schema_migrations" })).rejects.toThrow(/x-migrations-table/);
    rmSync(join(workspace, "db"), { recursive: true });
    write({ "V1__a.sql": "SELECT 1;" });
    await expect(planMigrations(stock, { dir: "db", workspace })).rejects.toThrow(/x-migrations-table.*flyway/);
  });

  test("golang-migrate: a dirty history is refused with the way out", async () => {
    write(GOLANG);
    await apply();
    await database.query("UPDATE schema_migrations SET dirty = true");
    const outcome = await apply();
    expect(outcome.findings).toMatchObject([{ rule: "dirty" }]);
    expect(outcome.findings[0]?.next).toContain("migrate force 2");
  });

  test("a database that is ahead of the files is a warning, a hole in the middle is an error", async () => {
    write(GOLANG);
    await apply();
    rmSync(join(workspace, "db/000002_seed.up.sql"));
    expect(await plan()).toMatchObject({ verdict: "warn", findings: [{ rule: "database-ahead" }] });
    write({ "000003_c.up.sql": "SELECT 1;" });
    expect(await plan()).toMatchObject({ verdict: "fail", findings: [{ rule: "missing-file" }] });
  });

  test("a file that wraps itself in BEGIN and COMMIT runs in the transaction of its history row", async () => {
    write({
      "1_a.up.sql": "BEGIN;\nCREATE TABLE a (id integer);\nCOMMIT;\n",
      "2_b.up.sql": "BEGIN;\nCREATE TABLE b (id integer);\nSELECT nothing;\nCOMMIT;\n",
    });
    const outcome = await apply();
    expect(outcome.applied.map((migration) => migration.version)).toEqual(["1"]);
    expect(outcome.findings).toMatchObject([{ where: { line: 3 } }]);
    expect(await database.readColumns({ ...(database.schema ? { schema: database.schema } : {}), name: "b" })).toBeUndefined();
  });

  test("a transaction that ends in the middle of a file is refused at its line", async () => {
    write({ "1_a.up.sql": "SELECT 1;\nCOMMIT;\nSELECT 2;\n" });
    expect((await plan()).findings).toMatchObject([{ rule: "transaction-control", where: { line: 2 } }]);
  });

  test("two files of one version, foreign files, programs and quotes that never end are refused", async () => {
    write({ "1_a.up.sql": "SELECT 'a;\n", "01_b.up.sql": "SELECT 1;", "notes.sql": "SELECT 1;", "2_c.py": "pass", "README.md": "" });
    const found = await plan();
    expect(rules(found.findings).sort()).toEqual(["duplicate-version", "foreign-file", "migration-file", "program-file"]);
    expect((await apply()).applied).toEqual([]);
  });

  test("dbmate: runs up blocks, writes one row per version, and applies a late file with a warning", async () => {
    write({ "20240101_a.sql": block("CREATE TABLE a (id integer);"), "20240103_c.sql": block("CREATE TABLE c (id integer);") });
    expect(await apply()).toMatchObject({ verdict: "pass" });
    write({ "20240102_b.sql": block("CREATE TABLE b (id integer);") });
    expect(await plan()).toMatchObject({ layout: "dbmate", verdict: "warn", findings: [{ rule: "out-of-order" }] });
    expect(await apply()).toMatchObject({ verdict: "warn", applied: [{ version: "20240102" }], skipped: 2 });
    expect(await database.query("SELECT version FROM schema_migrations ORDER BY version")).toHaveLength(3);
  });

  test("dbmate: a failing block leaves nothing", async () => {
    write({ "1_a.sql": block("CREATE TABLE a (id integer);\nSELECT nothing;") });
    expect(await apply()).toMatchObject({ verdict: "fail", findings: [{ where: { line: 3 } }] });
    expect(await database.query("SELECT version FROM schema_migrations")).toEqual([]);
  });

  test("Flyway: versions and repeatable files run in its order, with its rows", async () => {
    write({
      "V1.10__c.sql": "CREATE TABLE c (id integer);",
      "V1.9__b.sql": "CREATE TABLE b (id integer);",
      "R__view.sql": "CREATE VIEW v AS SELECT id FROM b;",
    });
    expect((await apply()).applied.map((migration) => migration.version)).toEqual(["1.9", "1.10", ""]);
    const rows = await database.query(
      "SELECT installed_rank, version, description, type, script, success FROM flyway_schema_history ORDER BY installed_rank",
    );
    const success = kind === "postgresql" ? "t" : "1";
    expect(rows).toEqual([
      { installed_rank: "1", version: "1.9", description: "b", type: "SQL", script: "V1.9__b.sql", success },
      { installed_rank: "2", version: "1.10", description: "c", type: "SQL", script: "V1.10__c.sql", success },
      { installed_rank: "3", version: null, description: "view", type: "SQL", script: "R__view.sql", success },
    ]);
    write({ "R__view.sql": "DROP VIEW v; CREATE VIEW v AS SELECT id FROM c;" });
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ name: "view" }] });
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [] });
  });

  test("Flyway: an edited or late file is refused, and so is a filled schema without history", async () => {
    write({ "V1__a.sql": "CREATE TABLE a (id integer);", "V3__c.sql": "SELECT 1;" });
    await apply();
    write({ "V1__a.sql": "CREATE TABLE a (id bigint);", "V2__b.sql": "SELECT 1;" });
    expect(rules((await plan()).findings).sort()).toEqual(["edited-migration", "out-of-order"]);
    await database.query("DROP TABLE flyway_schema_history");
    expect(rules((await plan()).findings)).toEqual(["unknown-schema"]);
  });

  test("Flyway: placeholders, callbacks and settings that are not supported are refused at their line", async () => {
    write({
      "V1__a.sql": "SELECT 1;\nSELECT '${name}';",
      "afterMigrate.sql": "SELECT 1;",
      "V1__a.sql.conf": "placeholderReplacement=false\n",
    });
    const { findings } = await plan();
    expect(rules(findings).sort()).toEqual(["foreign-file", "migration-file", "migration-file"]);
    expect(findings.find((finding) => finding.what.includes("placeholder"))?.where?.line).toBe(2);
  });

  test.each([
    ["no SQL file", { "README.md": "" }, /holds no SQL file/],
    ["two layouts", { "1_a.up.sql": "SELECT 1;", "V1__a.sql": "SELECT 1;" }, /two layouts/],
    ["another tool", { "001_a.sql": "-- +goose Up\nSELECT 1;" }, /looks like a migration of goose/],
    ["unknown names", { "init.sql": "SELECT 1;" }, /no migration layout that is known/],
  ])("a folder with %s is refused with what is supported", async (_, files, message) => {
    write(files);
    await expect(plan()).rejects.toThrow(message);
  });

  test("files of one tool over the history of another are refused", async () => {
    write({ "V1__a.sql": "SELECT 1;" });
    await database.query("CREATE TABLE schema_migrations (version varchar(128) primary key)");
    await expect(plan()).rejects.toThrow(/a history of golang-migrate or dbmate/);
    rmSync(join(workspace, "db"), { recursive: true });
    write(GOLANG);
    await expect(plan()).rejects.toThrow(/is a history of dbmate/);
  });

  test("a file with a NUL byte, at which a server takes the text to end, is refused at its line", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id integer);\nDELETE FROM a --\u0000\n WHERE id = 1;\n" });
    await expect(plan()).rejects.toThrow(/'db\/1_a\.up\.sql' holds a NUL byte in line 2/);
  });

  test("a folder out of the workspace is refused", async () => {
    await expect(planMigrations(database, { dir: "..", workspace })).rejects.toThrow(/outside the workspace/);
  });

  test("a run that is cancelled before it begins changes nothing", async () => {
    write(GOLANG);
    const current = await plan();
    const reason = new Error("cancelled");
    await expect(applyMigrations(database, current, { reporter: SILENT, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await database.countOtherTables([])).toBe(0);
  });
});

describe("on postgresql only", () => {
  let url: string;
  beforeEach(async () => {
    workspace = mkdtempSync(join(tmpdir(), "waybill-migrate-"));
    url = await freshUrl("postgresql");
    database = await connectDatabase(url);
  });
  afterEach(async () => {
    await database.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  test("a concurrent index runs outside of a transaction, with the history of golang-migrate clean at the end", async () => {
    write({
      ...GOLANG,
      "000003_index.up.sql": "CREATE INDEX CONCURRENTLY users_email ON users (email);\nINSERT INTO users VALUES (9, 'x');\n",
    });
    const planned = await plan();
    expect(planned.pending.at(-1)).toMatchObject({ transactional: false, reason: "CREATE INDEX CONCURRENTLY cannot run in a transaction" });
    expect(await apply()).toMatchObject({ verdict: "pass" });
    expect(await database.query("SELECT version, dirty FROM schema_migrations")).toEqual([{ version: "3", dirty: "f" }]);
    expect(await database.query("SELECT * FROM waybill_migration_steps")).toEqual([]);
  });

  test("a failed concurrent index is dropped and built again by the next run, and what ran before it runs once", async () => {
    write({
      ...GOLANG,
      "000003_index.up.sql": "INSERT INTO users VALUES (3, 'c');\nCREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);\n",
    });
    const failed = await apply();
    expect(failed).toMatchObject({ verdict: "fail", findings: [{ where: { line: 2 } }] });
    expect(await database.query("SELECT version, dirty FROM schema_migrations")).toEqual([{ version: "3", dirty: "t" }]);
    await database.query("UPDATE users SET email = 'd' WHERE id = 3");
    const reporter = collectingReporter();
    expect(await apply({ reporter })).toMatchObject({ verdict: "pass", applied: [{ version: "3" }] });
    expect(reporter.lines.join("\n")).toContain("Dropping the invalid index 'users_email'");
    expect(await database.query("SELECT count(*) AS n FROM users WHERE id = 3")).toEqual([{ n: "1" }]);
    expect(await database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_email'::regclass")).toEqual([
      { indisvalid: "t" },
    ]);
  });

  test("statements that ran may not be edited afterwards", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nCREATE INDEX CONCURRENTLY i ON nothing (id);\n" });
    await apply();
    write({ "1_a.up.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (2);\nCREATE INDEX CONCURRENTLY i ON a (id);\n" });
    expect(await apply()).toMatchObject({ verdict: "fail", findings: [{ rule: "edited-step", where: { line: 2 } }] });
    write({ "1_a.up.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nCREATE INDEX CONCURRENTLY i ON a (id);\n" });
    expect(await apply()).toMatchObject({ verdict: "pass" });
  });

  test("an invalid index of somebody else is refused instead of accepted by IF NOT EXISTS", async () => {
    write({ ...GOLANG });
    await apply();
    await database.query("INSERT INTO users VALUES (3, 'c')");
    await database.query("CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email)").catch(() => undefined);
    write({ "000003_index.up.sql": "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email);" });
    expect(await apply()).toMatchObject({ verdict: "fail", findings: [{ rule: "invalid-index" }] });
  });

  test("an interrupted index build that the server had finished counts as done", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id int);", "2_i.up.sql": "CREATE INDEX CONCURRENTLY i ON a (id);\nVACUUM a;\n" });
    await applyMigrations(database, await plan(), { reporter: SILENT });
    await database.query("DELETE FROM waybill_migrations WHERE version = '2'");
    await database.query("UPDATE schema_migrations SET dirty = true");
    const [digest] = splitStatements("CREATE INDEX CONCURRENTLY i ON a (id)", "postgresql").map(statementDigest);
    await database.query("INSERT INTO waybill_migration_steps VALUES ('2', 0, $1, 'started')", [digest ?? ""]);
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
  });

  test("where only a person can tell whether a statement took effect, the run refuses with the statement to run", async () => {
    await using watcher = await connectDatabase(url);
    const steps = { schema: "public", name: "waybill_migration_steps" };
    const countStarted = async (): Promise<number> =>
      (await watcher.readColumns(steps))
        ? (await watcher.query("SELECT 1 AS one FROM waybill_migration_steps WHERE state = 'started'")).length
        : 0;
    const detach = "ALTER TABLE p DETACH PARTITION c CONCURRENTLY";
    write({ "1_p.up.sql": "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (9);" });
    await apply();
    write({ "2_d.up.sql": `${detach};\n` });
    await using other = await connectDatabase(url);
    await other.begin();
    await other.query("SELECT * FROM p");
    const controller = new AbortController();
    const running = apply({ signal: controller.signal });
    const stopped = expect(running).rejects.toThrow();
    await expect.poll(countStarted).toBe(1);
    controller.abort(new Error("cancelled"));
    await stopped;
    await other.rollback();
    const refused = await apply();
    expect(refused).toMatchObject({ verdict: "fail", findings: [{ rule: "unclear-step", where: { file: "db/2_d.up.sql", line: 1 } }] });
    const isThere = (await database.query("SELECT 1 FROM pg_inherits WHERE inhrelid = 'c'::regclass")).length > 0;
    if (isThere) await database.query("ALTER TABLE p DETACH PARTITION c FINALIZE").catch(() => database.query(detach));
    const [advice] = /UPDATE [^;]*/.exec(refused.findings[0]?.next ?? "") ?? [];
    await database.query(advice ?? "");
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
  });

  test("a run that is cancelled while it waits for the lock ends with the reason", async () => {
    write(GOLANG);
    await using other = await connectDatabase(url);
    await other.query("SELECT pg_advisory_lock($1)", [golangLockKeys(database.name, "public", "schema_migrations")[0].toString()]);
    const controller = new AbortController();
    const reporter = collectingReporter();
    const reason = new Error("cancelled");
    const stopped = expect(apply({ reporter, signal: controller.signal })).rejects.toBe(reason);
    await expect.poll(() => reporter.lines.join("\n")).toContain("Waiting for the migration lock");
    controller.abort(reason);
    await stopped;
  });

  test("Flyway: a failed file without transaction leaves its failed row, and the next run goes on", async () => {
    write({ "V1__a.sql": "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON b (id);\n" });
    expect((await apply()).verdict).toBe("fail");
    expect(await database.query("SELECT version, success FROM flyway_schema_history")).toEqual([{ version: "1", success: "f" }]);
    write({ "V1__a.sql": "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n" });
    expect(await apply()).toMatchObject({ verdict: "pass" });
    expect(await database.query("SELECT version, success FROM flyway_schema_history")).toEqual([{ version: "1", success: "t" }]);
  });

  test("a file that changes the search path, the role or a time-out does so for itself alone", async () => {
    write({
      "1_a.up.sql": "CREATE SCHEMA other; SET search_path TO other; SET statement_timeout = '5s'; CREATE TABLE a (id int);",
      "2_b.up.sql": "CREATE TABLE b AS SELECT current_setting('statement_timeout') AS t;",
    });
    expect(await apply()).toMatchObject({ verdict: "pass" });
    expect(await database.query("SELECT t FROM public.b")).toEqual([{ t: "0" }]);
    expect(await database.query("SELECT 1 AS one FROM other.a")).toEqual([]);
  });

  test("the lock of another session is waited for and then named", async () => {
    write(GOLANG);
    await using other = await connectDatabase(url, { applicationName: "the other runner" });
    await other.query("SELECT pg_advisory_lock($1)", [golangLockKeys(database.name, "public", "schema_migrations")[0].toString()]);
    await expect(apply({ lockTimeoutMs: 300 })).rejects.toThrow(/holds the migration lock .* application 'the other runner'/);
    expect(await database.countOtherTables([])).toBe(0);
  });

  test.each([
    ["its command line and migrate.New", 0],
    ["WithInstance", 1],
  ] as const)(
    "golang-migrate: the lock that %s takes holds us off, and a migration that runs under it is not called dirty",
    async (_, which) => {
      write(GOLANG);
      await apply();
      write({ "000003_c.up.sql": "SELECT 1;" });
      await database.query("UPDATE schema_migrations SET version = 3, dirty = true");
      await using tool = await connectDatabase(url, { applicationName: "the tool" });
      const key = golangLockKeys(database.name, "public", "schema_migrations")[which].toString();
      await tool.query("SELECT pg_advisory_lock($1)", [key]);
      const planned = await plan();
      expect(planned).toMatchObject({ verdict: "fail", findings: [{ rule: "migration-running" }] });
      expect(planned.findings[0]?.what).toContain("application 'the tool'");
      expect(JSON.stringify(planned.findings)).not.toContain("migrate force");
      await expect(apply({ lockTimeoutMs: 300 })).rejects.toThrow(/holds the migration lock .* application 'the tool'/);
      await tool.query("SELECT pg_advisory_unlock($1)", [key]);
      expect(await plan()).toMatchObject({ findings: [{ rule: "dirty" }] });
    },
  );

  test("an error at COMMIT is named as one", async () => {
    write({
      "1_a.up.sql":
        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO b VALUES (1);",
    });
    const { findings } = await apply();
    expect(findings).toMatchObject([{ rule: "statement-failed", where: { file: "db/1_a.up.sql" } }]);
    expect(findings[0]?.what).toMatch(/failed at its COMMIT.*violates foreign key.*SQLSTATE 23503/);
  });

  test("where the second session gets no answer, as from a pooler with a full pool, no lock is taken and the refusal comes in time", async () => {
    const target = new URL(url);
    const server = { host: target.hostname, port: Number(target.port) };
    const sockets = new Set<Socket>();
    let connections = 0;
    const pooler = createServer((socket) => {
      sockets.add(socket);
      connections += 1;
      if (connections > 1) return;
      const upstream = connect(server);
      sockets.add(upstream);
      socket.pipe(upstream).pipe(socket);
    });
    await once(pooler.listen(0, "127.0.0.1"), "listening");
    const { port } = pooler.address() as AddressInfo;
    target.port = String(port);
    target.searchParams.set("connect_timeout", "1");
    await using pooled = await connectDatabase(target.href);
    const locking = pooled.acquireLock([77n], { timeoutMs: 1000, probeTimeoutMs: 300, reporter: SILENT });
    await expect(locking).rejects.toThrow(/No second server session .* pooler with a full pool/);
    expect(await database.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
    for (const socket of sockets) socket.destroy();
    pooler.close();
  });

  test("two runs at once apply everything exactly once", async () => {
    write({ ...GOLANG, "000003_slow.up.sql": "SELECT pg_sleep(0.2); INSERT INTO users VALUES (7, 'g');" });
    const current = await plan();
    await using other = await connectDatabase(url);
    const outcomes = await Promise.all([database, other].map((one) => applyMigrations(one, current, { reporter: SILENT })));
    expect(outcomes.map((outcome) => outcome.verdict)).toEqual(["pass", "pass"]);
    expect(outcomes.map((outcome) => outcome.applied.length).sort((a, b) => a - b)).toEqual([0, 3]);
  });

  test("a lock held on a table is waited for, and the migration runs when it is free", async () => {
    write(GOLANG);
    await apply();
    write({ "000003_alter.up.sql": "SET LOCAL lock_timeout = '200ms'; ALTER TABLE users ADD COLUMN age int;" });
    await using other = await connectDatabase(url);
    await other.begin();
    await other.query("SELECT * FROM users");
    const reporter = collectingReporter();
    const running = apply({ reporter });
    await expect.poll(() => reporter.lines.join("\n"), { timeout: 10_000 }).toContain("another session held a lock (55P03)");
    await other.commit();
    expect((await running).verdict).toBe("pass");
  });

  test("a cancelled run stops its statement on the server and leaves nothing", async () => {
    write({ "1_slow.up.sql": "CREATE TABLE a (id int); SELECT pg_sleep(30);" });
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const reporter = collectingReporter();
    const running = applyMigrations(database, await plan(), { reporter, signal: controller.signal });
    const stopped = expect(running).rejects.toBe(reason);
    await expect.poll(() => reporter.lines.join("\n")).toContain("statement 2 of 2");
    controller.abort(reason);
    await stopped;
    expect(await database.query("SELECT to_regclass('a') AS a")).toEqual([{ a: null }]);
    expect((await plan()).pending).toHaveLength(1);
  });

  test("a server session that is ended in the middle is a finding, and the next run ends the work", async () => {
    write({ "1_slow.up.sql": "CREATE TABLE a (id int); SELECT pg_sleep(1);" });
    const reporter = collectingReporter();
    const running = applyMigrations(database, await plan(), { reporter });
    await expect.poll(() => reporter.lines.join("\n")).toContain("statement 2 of 2");
    await using other = await connectDatabase(url);
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    expect(await running).toMatchObject({ verdict: "fail", findings: [{ rule: "connection-lost" }] });
    expect(await applyMigrations(other, await planMigrations(other, { dir: "db", workspace }), { reporter: SILENT })).toMatchObject({
      verdict: "pass",
    });
  });

  test("values of rows are not repeated from the server's messages", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a AS SELECT 'alice@example.org' AS mail; SELECT mail::int FROM a;" });
    const { findings } = await apply();
    expect(findings).toMatchObject([{ rule: "statement-failed" }]);
    expect(JSON.stringify(findings)).not.toContain("alice");
  });

  test("a wrong password and an unreachable server are told without the password", async () => {
    const wrong = url.replace(/:[^:@/]+@/, ":hunter22@");
    for (const [bad, message] of [
      [wrong, /refused the user 'waybill'/],
      ["postgres://app:hunter22@127.0.0.1:1/shop", /cannot be reached \(ECONNREFUSED\)/],
      [`${wrong.split("/").slice(0, 3).join("/").replace("hunter22", new URL(url).password)}/missing`, /has no database 'missing'/],
    ] as const) {
      const error = await connectDatabase(bad).catch((thrown: unknown) => thrown as Error);
      expect(error).toMatchObject({ kind: "environment" });
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain("hunter22");
    }
  });

  test("a user without rights is told what to grant", async () => {
    write(GOLANG);
    const role = `plain_${count}`;
    await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain1234'`);
    const address = new URL(url);
    address.username = role;
    address.password = "plain1234";
    await using plain = await connectDatabase(address.href);
    const refused = planMigrations(plain, { dir: "db", workspace }).then((made) => applyMigrations(plain, made, { reporter: SILENT }));
    await expect(refused).rejects.toMatchObject({ kind: "environment", message: expect.stringContaining("Grant the database user") });
  });
});
