import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { SILENT } from "@waybill/kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyMigrations } from "./apply.ts";
import type { ApplyOptions, MigrationOutcome } from "./apply.ts";
import { connectDatabase } from "../databases/connect.ts";
import type { Database } from "../databases/database.ts";
import { planMigrations } from "../plan.ts";

/** Applies the folder that each line of its input names, and answers with the outcome or the error in one line. */
const RUNNER = `
import { createInterface } from "node:readline";
import { SILENT } from "@waybill/kit";
import { applyMigrations, connectDatabase, planMigrations } from "@waybill/migrate";
console.log(JSON.stringify({ ready: true }));
for await (const workspace of createInterface({ input: process.stdin })) {
  try {
    const database = await connectDatabase("sqlite:shop.db", { workspace });
    const plan = await planMigrations(database, { dir: "db", workspace });
    console.log(JSON.stringify(await applyMigrations(database, plan, { reporter: SILENT, run: "run-" + process.pid })));
    await database.close();
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
`;

interface Runner {
  readonly child: ChildProcess;
  apply(workspace: string): Promise<MigrationOutcome>;
}

async function startRunner(): Promise<Runner> {
  const child = spawn(process.execPath, ["--conditions=@waybill/source", "--input-type=module", "--eval", RUNNER], {
    cwd: join(import.meta.dirname, "../../../.."),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    child,
    async apply(workspace) {
      child.stdin.write(`${workspace}\n`);
      return JSON.parse((await lines.next()).value ?? "{}") as MigrationOutcome;
    },
  };
}

let workspace: string;
let database: Database;
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), "waybill-migrate-"));
  database = await connectDatabase("sqlite:shop.db", { workspace });
});
afterEach(async () => {
  await database.close();
  rmSync(workspace, { recursive: true, force: true });
});

function write(files: Record<string, string>, root = workspace): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "db", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
async function apply(options: Partial<ApplyOptions> = {}): Promise<MigrationOutcome> {
  return applyMigrations(database, await planMigrations(database, { dir: "db", workspace }), { reporter: SILENT, ...options });
}
const countOf = async (table: string): Promise<number> => Number((await database.query(`SELECT count(*) AS n FROM ${table}`))[0]?.["n"]);

const FAMILY = {
  "01_family.up.sql": `CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);
INSERT INTO parent VALUES (1, 'a'), (2, 'b');
INSERT INTO child VALUES (10, 1), (11, 1), (12, 2);`,
};
const REBUILD = `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO parent_new SELECT id, name FROM parent;
DROP TABLE parent;
ALTER TABLE parent_new RENAME TO parent;`;

describe("two processes on one file", () => {
  let runners: Runner[];
  beforeEach(async () => void (runners = await Promise.all([startRunner(), startRunner()])));
  afterEach(async () => {
    for (const { child } of runners) {
      const closed = once(child, "close");
      child.stdin!.end();
      await closed;
    }
  });

  test.each([
    ["golang-migrate", 6],
    ["dbmate", 3],
  ] as const)(
    "apply 59 migrations of %s exactly once in %i rounds, and both end right",
    async (layout, rounds) => {
      const files: Record<string, string> = {};
      const name = (number: number): string => String(number).padStart(2, "0");
      for (let number = 1; number <= 59; number++) {
        const sql =
          number === 1
            ? "CREATE TABLE log (entry INTEGER); CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0);"
            : `INSERT INTO log VALUES (${number}); UPDATE counter SET n = n + 1;`;
        if (layout === "dbmate") files[`${name(number)}_step.sql`] = `-- migrate:up\n${sql}\n-- migrate:down\n`;
        else files[`${name(number)}_step.up.sql`] = sql;
      }
      for (let round = 0; round < rounds; round++) {
        const folder = join(workspace, `round-${round}`);
        write(files, folder);
        const outcomes = await Promise.all(runners.map((runner) => runner.apply(folder)));
        expect(outcomes, `round ${round}`).toMatchObject([{ verdict: "pass" }, { verdict: "pass" }]);
        expect(outcomes.map((outcome) => outcome.applied.length).sort((a, b) => a - b)).toEqual([0, 59]);
        await using left = await connectDatabase("sqlite:shop.db", { workspace: folder });
        const rows = await left.query("SELECT entry FROM log ORDER BY rowid");
        expect(rows.map((row) => Number(row["entry"]))).toEqual(Array.from({ length: 58 }, (_, index) => index + 2));
        expect(await left.query("SELECT n FROM counter")).toEqual([{ n: "58" }]);
        expect(existsSync(join(folder, "shop.db.waybill-lock"))).toBe(false);
      }
    },
    120_000,
  );

  test("a run that was killed leaves a lock that the next one takes over", async () => {
    write({ "01_a.up.sql": "CREATE TABLE log (entry INTEGER);" });
    const [first, second] = runners;
    const release = await database.acquireLock([1n], { timeoutMs: 0, reporter: SILENT, run: "ours" });
    const waiting = first!.apply(workspace);
    await expect.poll(() => existsSync(join(workspace, "shop.db.waybill-lock"))).toBe(true);
    await release();
    expect(await waiting).toMatchObject({ verdict: "pass", applied: [{ version: "1" }] });
    // What a process leaves behind that is killed with the lock in its hand.
    writeFileSync(join(workspace, "shop.db.waybill-lock"), lockOf({ pid: second!.child.pid! }));
    second!.child.kill("SIGKILL");
    await once(second!.child, "close");
    write({ "02_b.up.sql": "INSERT INTO log VALUES (2);" });
    runners = [first!];
    expect(await first!.apply(workspace)).toMatchObject({ verdict: "pass", applied: [{ version: "2" }] });
    expect(existsSync(join(workspace, "shop.db.waybill-lock"))).toBe(false);
  });
});

function lockOf(holder: { pid: number; host?: string; run?: string }): string {
  return JSON.stringify({ waybill: 1, host: hostname(), run: "run-7", since: "2026-01-01T00:00:00.000Z", token: "theirs", ...holder });
}

test("a lock of a run that lives is waited for and then named with its run, process and host", async () => {
  write(FAMILY);
  const lock = join(workspace, "shop.db.waybill-lock");
  writeFileSync(lock, lockOf({ pid: process.pid }));
  const refused = apply({ lockTimeoutMs: 200 });
  await expect(refused).rejects.toMatchObject({ kind: "environment" });
  await expect(refused).rejects.toThrow(new RegExp(`run-7.*process ${process.pid}.*${hostname()}`));
  expect(await database.countOtherTables([])).toBe(0);
  expect(readFileSync(lock, "utf8")).toContain("theirs");
});

test("a lock of another host is never taken over, and the refusal says which file to remove when that run is gone", async () => {
  write(FAMILY);
  writeFileSync(join(workspace, "shop.db.waybill-lock"), lockOf({ pid: 999_999_999, host: "elsewhere" }));
  await expect(apply({ lockTimeoutMs: 200 })).rejects.toThrow(/elsewhere.*remove '.*shop\.db\.waybill-lock'/);
  expect(await database.countOtherTables([])).toBe(0);
});

test("a lock of a dead process is taken over, and so is one that was never finished", async () => {
  write(FAMILY);
  const lock = join(workspace, "shop.db.waybill-lock");
  writeFileSync(lock, lockOf({ pid: 999_999_999 }));
  expect(await apply({ lockTimeoutMs: 200 })).toMatchObject({ verdict: "pass" });
  writeFileSync(lock, "");
  expect(await apply({ lockTimeoutMs: 200 })).toMatchObject({ verdict: "pass" });
  expect(existsSync(lock)).toBe(false);
});

test("a file in the lock's place that is no lock is left alone and named", async () => {
  write(FAMILY);
  const lock = join(workspace, "shop.db.waybill-lock");
  writeFileSync(lock, "my notes");
  await expect(apply({ lockTimeoutMs: 200 })).rejects.toThrow(/shop\.db\.waybill-lock/);
  expect(readFileSync(lock, "utf8")).toBe("my notes");
});

test("a database that another program writes to is waited for, then named", async () => {
  write(FAMILY);
  await using other = await connectDatabase("sqlite:shop.db", { workspace });
  await other.begin();
  await expect(apply({ lockTimeoutMs: 300 })).rejects.toThrow(/another program is writing/i);
  await other.rollback();
  expect(await apply()).toMatchObject({ verdict: "pass" });
});

test.each([
  ["as it is", REBUILD],
  ["with foreign keys switched off by the file", `PRAGMA foreign_keys = OFF;\nBEGIN;\n${REBUILD}\nCOMMIT;\nPRAGMA foreign_keys = ON;`],
  ["with foreign keys switched on by the file", `PRAGMA foreign_keys = ON;\n${REBUILD}`],
  ["with a quoted pragma of a schema", `PRAGMA main."foreign_keys"(1);\n${REBUILD}`],
  ["in a file that also needs no transaction", `VACUUM;\nPRAGMA foreign_keys = ON;\n${REBUILD}\nVACUUM;`],
])("a table is rebuilt without its children being deleted: %s", async (_, sql) => {
  write({ ...FAMILY, "02_rebuild.up.sql": sql });
  expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "1" }, { version: "2" }] });
  expect([await countOf("parent"), await countOf("child")]).toEqual([2, 3]);
  expect(await database.query("PRAGMA foreign_keys")).toEqual([{ foreign_keys: "1" }]);
});

test("dbmate: a rebuild that asks to run without a transaction keeps the children as well", async () => {
  const block = (sql: string, options = ""): string => `-- migrate:up${options}\n${sql}\n-- migrate:down\n`;
  write({
    "01_family.sql": block(FAMILY["01_family.up.sql"]),
    "02_rebuild.sql": block(`PRAGMA foreign_keys = OFF;\n${REBUILD}\nPRAGMA foreign_keys = ON;`, " transaction:false"),
  });
  expect(await apply()).toMatchObject({ verdict: "pass", applied: [{ version: "01" }, { version: "02" }] });
  expect(await countOf("child")).toBe(3);
});

test("rows that a migration leaves without their parent roll it back and are named by table, row and parent", async () => {
  write({ ...FAMILY, "02_drop.up.sql": "INSERT INTO parent VALUES (3, 'c');\nDELETE FROM parent WHERE id = 1;" });
  const outcome = await apply();
  expect(outcome).toMatchObject({ verdict: "fail", applied: [{ version: "1" }], findings: [{ rule: "foreign-key" }] });
  expect(outcome.findings[0]?.what).toMatch(/'child'.*10.*'parent'/);
  expect([await countOf("parent"), await countOf("child")]).toEqual([2, 3]);
  expect(await database.query("SELECT version FROM schema_migrations")).toEqual([{ version: "1" }]);
});

test("rows without a parent from before the migration do not stand in its way, one more does", async () => {
  write(FAMILY);
  await apply();
  await database.query("PRAGMA foreign_keys = OFF");
  await database.query("INSERT INTO child VALUES (20, 99)");
  write({ "02_more.up.sql": "INSERT INTO parent VALUES (3, 'c');", "03_bad.up.sql": "INSERT INTO child VALUES (21, 98);" });
  const outcome = await apply();
  expect(outcome).toMatchObject({ verdict: "fail", applied: [{ version: "2" }], findings: [{ rule: "foreign-key" }] });
  expect(outcome.findings[0]?.what).toContain("21");
  expect(outcome.findings[0]?.what).not.toContain("20");
});

test("a foreign key that SQLite cannot check, from before the migration, does not stand in its way", async () => {
  write({ "01_odd.up.sql": "CREATE TABLE a (x TEXT); CREATE TABLE b (x TEXT REFERENCES a (x)); CREATE TABLE c (x TEXT);" });
  await database.query("CREATE TABLE p (x TEXT)");
  await database.query("CREATE TABLE q (x TEXT REFERENCES p (x))");
  const outcome = await apply();
  expect(outcome).toMatchObject({ verdict: "fail", findings: [{ rule: "foreign-key" }] });
  write({ "01_odd.up.sql": "CREATE TABLE c (x TEXT);" });
  expect(await apply()).toMatchObject({ verdict: "pass" });
});

test("an approved plan of which an earlier run applied more than 200 migrations may be ended", async () => {
  const files: Record<string, string> = { "001_a.up.sql": "CREATE TABLE a (id INTEGER);" };
  for (let number = 2; number <= 260; number++)
    files[`${String(number).padStart(3, "0")}_step.up.sql`] =
      number === 251 ? "INSERT INTO missing VALUES (1);" : `INSERT INTO a VALUES (${number});`;
  write(files);
  const approved = await planMigrations(database, { dir: "db", workspace });
  expect((await apply()).applied).toHaveLength(250);
  await database.query("CREATE TABLE missing (id INTEGER)");
  expect(await apply({ expectDigest: approved.digest })).toMatchObject({ verdict: "pass", skipped: 250 });
  expect(await countOf("a")).toBe(258);
}, 60_000);
