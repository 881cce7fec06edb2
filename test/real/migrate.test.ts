import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SILENT } from "@waybill/kit";
import { applyMigrations, connectDatabase, planMigrations } from "@waybill/migrate";
import type { Database, MigrationOutcome } from "@waybill/migrate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readParts } from "../../scripts/parts/state.ts";

const { postgres } = readParts(["postgres"]);
const RUNNER = `
import { SILENT } from "@waybill/kit";
import { applyMigrations, connectDatabase, planMigrations } from "@waybill/migrate";
const [workspace] = process.argv.slice(1);
const database = await connectDatabase(process.env.DATABASE_URL, { applicationName: "runner" });
const plan = await planMigrations(database, { dir: "db", workspace });
console.log("planned");
console.log(JSON.stringify(await applyMigrations(database, plan, { reporter: { ...SILENT, progress: (line) => console.log("step " + line) } })));
await database.close();
`;

test.each([15, 18])("PostgreSQL %i is among the real parts", (major) => {
  expect(postgres.map((server) => server.major)).toContain(major);
});

describe.each(postgres.map((server) => [server.major, server.url] as const))("PostgreSQL %i", (major, serverUrl) => {
  let workspace: string;
  let url: string;
  let database: Database;
  const name = (): string => new URL(url).pathname.slice(1);

  beforeEach(async () => {
    workspace = mkdtempSync(join(tmpdir(), "waybill-migrate-real-"));
    mkdirSync(join(workspace, "db"));
    const target = new URL(serverUrl);
    target.pathname = `/migrate_${process.pid}_${Date.now()}`;
    url = target.href;
    await using admin = await connectDatabase(serverUrl);
    await admin.query(`CREATE DATABASE ${name()}`);
    database = await connectDatabase(url);
  });
  afterEach(async () => {
    await database.close();
    await using admin = await connectDatabase(serverUrl);
    await admin.query(`DROP DATABASE ${name()} WITH (FORCE)`);
    rmSync(workspace, { recursive: true, force: true });
  });

  const write = (files: Record<string, string>): void => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(workspace, "db", file), text);
  };
  const plan = () => planMigrations(database, { dir: "db", workspace });
  const apply = async (): Promise<MigrationOutcome> => applyMigrations(database, await plan(), { reporter: SILENT });
  const run = (): ChildProcess =>
    spawn(process.execPath, ["--conditions=@waybill/source", "--input-type=module", "--eval", RUNNER, workspace], {
      cwd: join(import.meta.dirname, "../.."),
      env: { PATH: process.env["PATH"], DATABASE_URL: url },
      stdio: ["ignore", "pipe", "inherit"],
    });
  const outputOf = async (child: ChildProcess): Promise<MigrationOutcome> => {
    let text = "";
    child.stdout!.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(0);
    return JSON.parse(text.trim().split("\n").at(-1)!) as MigrationOutcome;
  };

  test("the server says its version, and two runners in two processes apply everything exactly once", async () => {
    expect(database.major).toBe(major);
    write({
      "1_a.up.sql": "CREATE TABLE a (id int);",
      "2_b.up.sql": "SELECT pg_sleep(0.5); INSERT INTO a VALUES (1);",
      "3_c.up.sql": "INSERT INTO a VALUES (2);",
    });
    const outcomes = await Promise.all([outputOf(run()), outputOf(run())]);
    expect(outcomes.map((outcome) => outcome.verdict)).toEqual(["pass", "pass"]);
    expect(outcomes.map((outcome) => outcome.applied.length).sort((a, b) => a - b)).toEqual([0, 3]);
    expect(await database.query("SELECT count(*) AS n FROM a")).toEqual([{ n: "2" }]);
  });

  test("killed at random moments and run again, every statement has taken effect exactly once", async () => {
    const files: Record<string, string> = { "01_log.up.sql": "CREATE TABLE log (entry text NOT NULL);" };
    for (let number = 2; number <= 9; number++) {
      const insert = (part: string): string => `INSERT INTO log VALUES ('${number}${part}');\nSELECT pg_sleep(0.02);\n`;
      const concurrently = number % 3 === 0 ? `CREATE INDEX CONCURRENTLY log_${number} ON log (entry);\n` : "";
      files[`0${number}_step.up.sql`] = insert("a") + concurrently + insert("b");
    }
    write(files);
    let kills = 0;
    for (let attempt = 0; attempt < 25; attempt++) {
      const child = run();
      const closed = once(child, "close");
      let text = "";
      const planned = new Promise<void>((resolve) =>
        child.stdout!.on("data", (chunk: Buffer) => ((text += chunk.toString()), text.includes("planned") && resolve())),
      );
      await Promise.race([planned, closed]);
      await Promise.race([sleep(Math.random() * 180), closed]);
      if (child.exitCode === null) {
        child.kill("SIGKILL");
        kills++;
      }
      await closed;
      if (child.exitCode === 0) break;
    }
    expect(kills).toBeGreaterThan(2);
    expect(await apply()).toMatchObject({ verdict: "pass" });
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [], skipped: 9 });
    const entries = (await database.query("SELECT entry FROM log ORDER BY entry")).map((row) => row["entry"]);
    expect(entries).toEqual([2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => [`${number}a`, `${number}b`]));
    const indexes = await database.query(
      "SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'log'::regclass ORDER BY 1",
    );
    expect(indexes).toEqual(["log_3", "log_6", "log_9"].map((index) => ({ name: index, valid: "t" })));
    expect(await database.query("SELECT * FROM waybill_migration_steps")).toEqual([]);
  });

  test("killed in the middle of a statement, the server frees the lock by itself and the next run ends the work", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id int);", "2_slow.up.sql": "INSERT INTO a VALUES (1);\nSELECT pg_sleep(4);\n" });
    const child = run();
    const closed = once(child, "close");
    await new Promise<void>((resolve) => {
      let text = "";
      child.stdout!.on("data", (chunk: Buffer) => ((text += chunk.toString()), text.includes("2 'slow': statement 2") && resolve()));
    });
    child.kill("SIGKILL");
    await closed;
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
    expect(await database.query("SELECT count(*) AS n FROM a")).toEqual([{ n: "1" }]);
  });

  test("killed in the middle of a concurrent index build, the next run builds it whole", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a AS SELECT generate_series(1, 1000) AS id;" });
    await apply();
    write({ "2_i.up.sql": "INSERT INTO a VALUES (0);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n" });
    // A transaction that has written to the table keeps the build waiting in its middle.
    await using reader = await connectDatabase(url);
    await reader.begin();
    await reader.query("INSERT INTO a VALUES (-1)");
    const child = run();
    const closed = once(child, "close");
    await expect
      .poll(async () => (await database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('a_id')")).length, {
        timeout: 20_000,
      })
      .toBe(1);
    child.kill("SIGKILL");
    await closed;
    await reader.rollback();
    expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
    expect(await database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass")).toEqual([{ indisvalid: "t" }]);
    expect(await database.query("SELECT count(*) AS n FROM a WHERE id = 0")).toEqual([{ n: "1" }]);
  });

  test("an edited file and a file out of order are refused", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id int);", "3_c.up.sql": "SELECT 3;" });
    await apply();
    write({ "1_a.up.sql": "CREATE TABLE a (id bigint);", "2_b.up.sql": "SELECT 2;" });
    const { findings, verdict } = await plan();
    expect(verdict).toBe("fail");
    expect(findings.map((finding) => finding.rule).sort()).toEqual(["edited-migration", "out-of-order"]);
    expect(await apply()).toMatchObject({ verdict: "fail", applied: [] });
  });

  test("a failing statement in the middle leaves nothing and names its line and SQLSTATE", async () => {
    write({ "1_a.up.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nSELECT *\n  FROM nowhere;\n" });
    const outcome = await apply();
    expect(outcome).toMatchObject({ verdict: "fail", findings: [{ where: { file: "db/1_a.up.sql", line: 4 } }] });
    expect(outcome.findings[0]?.what).toContain("SQLSTATE 42P01");
    expect(await database.query("SELECT to_regclass('a') AS a")).toEqual([{ a: null }]);
  });
});
