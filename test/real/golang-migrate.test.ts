import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SILENT } from "@waybill/kit";
import { applyMigrations, connectDatabase, planMigrations } from "@waybill/migrate";
import type { Database, MigrationOutcome, MigrationPlan } from "@waybill/migrate";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { goProgram } from "../../scripts/parts/install/programs.ts";
import { readParts } from "../../scripts/parts/state.ts";

const ROUNDS = 5;
const VERSIONS = [1, 2, 3, 4, 5, 6];

const { postgres } = readParts(["postgres"]);
let program: string;
beforeAll(async () => void (program = join(await goProgram("golang-migrate"), "migrate")));

describe.each(postgres.map((server) => [server.major, server.url] as const))(
  "golang-migrate's command line on PostgreSQL %i",
  (_, serverUrl) => {
    let workspace: string;
    let url: URL;
    let database: Database;

    beforeEach(async () => {
      workspace = mkdtempSync(join(tmpdir(), "waybill-golang-migrate-"));
      mkdirSync(join(workspace, "db"));
      url = new URL(serverUrl);
      url.pathname = `/golang_${process.pid}_${Date.now()}`;
      url.searchParams.set("sslmode", "disable");
      await using admin = await connectDatabase(serverUrl);
      await admin.query(`CREATE DATABASE ${url.pathname.slice(1)}`);
      database = await connectDatabase(url.href);
    });
    afterEach(async () => {
      await database.close();
      await using admin = await connectDatabase(serverUrl);
      await admin.query(`DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`);
      rmSync(workspace, { recursive: true, force: true });
    });

    const write = (files: Record<string, string>): void => {
      for (const [file, text] of Object.entries(files)) writeFileSync(join(workspace, "db", file), text);
    };
    const plan = (on = database): Promise<MigrationPlan> => planMigrations(on, { dir: "db", workspace });
    const apply = async (on = database): Promise<MigrationOutcome> => applyMigrations(on, await plan(on), { reporter: SILENT });
    const start = (command: readonly string[], target = url): ChildProcess =>
      spawn(program, ["-path", join(workspace, "db"), "-database", target.href, ...command], { stdio: ["ignore", "ignore", "pipe"] });
    const endOf = async (tool: ChildProcess): Promise<{ code: number | null; said: string }> => {
      let said = "";
      tool.stderr!.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(tool, "close")) as [number | null];
      return { code, said };
    };
    const migrate = (command: readonly string[], target = url) => endOf(start(command, target));
    const rowOf = async (table: string) => database.query(`SELECT version, dirty FROM ${table}`);
    const isRunning = () =>
      expect.poll(
        async () =>
          (await database.query("SELECT 1 AS one FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)' AND state = 'active'")).length,
        {
          timeout: 20_000,
        },
      );

    test(`beside a running command line every migration is applied exactly once, in ${ROUNDS} rounds`, async () => {
      for (const version of VERSIONS)
        write({
          [`${version}_step.up.sql`]: `${version === 1 ? "CREATE TABLE log (version int);\n" : ""}SELECT pg_sleep(0.05);\nINSERT INTO log VALUES (${version});\n`,
        });
      await using watcher = await connectDatabase(url.href);
      for (let round = 0; round < ROUNDS; round++) {
        await database.query("DROP SCHEMA public CASCADE");
        await database.query("CREATE SCHEMA public");
        // Ours first, the tool's first, and both at the same moment.
        const ours = round % 3 === 0 ? apply() : undefined;
        if (ours) await expect.poll(async () => (await watcher.query("SELECT to_regclass('log') AS log"))[0]?.["log"]).not.toBeNull();
        const theirs = migrate(["up"]);
        if (round % 3 === 1)
          await expect.poll(async () => (await watcher.query("SELECT to_regclass('log') AS log"))[0]?.["log"]).not.toBeNull();
        const [outcome, tool] = await Promise.all([ours ?? apply(), theirs]);
        expect(outcome, `round ${round}`).toMatchObject({ verdict: "pass" });
        expect(tool, `round ${round}`).toMatchObject({ code: 0 });
        expect((await database.query("SELECT version FROM log ORDER BY version")).map((row) => Number(row["version"]))).toEqual(VERSIONS);
        expect(await rowOf("schema_migrations")).toEqual([{ version: "6", dirty: "f" }]);
        expect(await plan()).toMatchObject({ verdict: "pass", pending: [] });
      }
    });

    test("a concurrent index is built exactly once while the tool waits for our lock", async () => {
      write({ "1_a.up.sql": "CREATE TABLE a AS SELECT generate_series(1, 1000) AS id;" });
      await apply();
      write({ "2_i.up.sql": "INSERT INTO a VALUES (0);\nSELECT pg_sleep(3);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n" });
      const ours = apply();
      await using watcher = await connectDatabase(url.href);
      const count = async (sql: string): Promise<number> => (await watcher.query(sql)).length;
      await expect
        .poll(() => count("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)' AND state = 'active'"), { timeout: 20_000 })
        .toBe(1);
      const tool = migrate(["up"]);
      // The tool's blocking wait holds a snapshot, and a concurrent build waits for every snapshot.
      await expect.poll(() => count("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"), { timeout: 20_000 }).toBe(1);
      const [outcome, other] = await Promise.all([ours, tool]);
      expect(outcome).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
      expect(other.said).not.toMatch(/deadlock/);
      expect(await rowOf("schema_migrations")).toEqual([{ version: "2", dirty: "f" }]);
      expect(await watcher.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass")).toEqual([{ indisvalid: "t" }]);
      expect(await watcher.query("SELECT count(*) AS n FROM a WHERE id = 0")).toEqual([{ n: "1" }]);
    });

    test("a migration that the tool is running now is not called dirty, one that it left behind is", async () => {
      write({ "1_a.up.sql": "CREATE TABLE a (id int);", "2_slow.up.sql": "SELECT pg_sleep(3)" });
      const tool = start(["up"]);
      const end = endOf(tool);
      await isRunning().toBe(1);
      const running = await plan();
      expect(running.verdict).toBe("fail");
      expect(running.findings.map((finding) => finding.rule)).toEqual(["migration-running", "adoption"]);
      expect(JSON.stringify(running.findings)).not.toContain("force");
      tool.kill("SIGKILL");
      await end;
      // The server notices at the end of the statement that its client has gone.
      await isRunning().toBe(0);
      await expect.poll(async () => (await plan()).findings.map((finding) => finding.rule), { timeout: 20_000 }).toContain("dirty");
      expect((await migrate(["up"])).said).toMatch(/Dirty database version 2/);
    });

    test.each([
      ["history", "x-migrations-table=shop.history", '"shop.history"'],
      ["history of another schema", 'x-migrations-table="ops"."history"&x-migrations-table-quoted=true', '"ops"."history"'],
      ["history and single statements", "x-migrations-table=history&x-multi-statement=true", "history"],
    ])("a %s that the URL names is continued by us and then by the tool", async (_name, parameters, table) => {
      await database.query("CREATE SCHEMA ops");
      const named = new URL(`${url.href}&${parameters}`);
      write({ "1_a.up.sql": "CREATE TABLE a (id int);", "2_b.up.sql": "INSERT INTO a VALUES (2);" });
      expect(await migrate(["up"], named)).toMatchObject({ code: 0 });
      write({ "3_c.up.sql": "INSERT INTO a VALUES (3);" });
      await using ours = await connectDatabase(named.href);
      expect(await apply(ours)).toMatchObject({ verdict: "pass", applied: [{ version: "3" }] });
      write({ "4_d.up.sql": "INSERT INTO a VALUES (4);" });
      expect(await migrate(["up"], named)).toMatchObject({ code: 0 });
      expect(await apply(ours)).toMatchObject({ verdict: "pass", applied: [] });
      expect(await rowOf(table)).toEqual([{ version: "4", dirty: "f" }]);
      expect((await database.query("SELECT id FROM a ORDER BY id")).map((row) => row["id"])).toEqual(["2", "3", "4"]);
    });
  },
);
