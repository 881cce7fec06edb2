import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { PartError } from "../../scripts/parts/failure.ts";
import { readParts } from "../../scripts/parts/state.ts";
import { actionRun } from "../action-run.ts";
import type { Bench, Context } from "../bench.ts";
import type { Attempt, Contestant } from "../contest.ts";
import { compete, rowsOf } from "../contest.ts";
import type { Invocation } from "../measure/process.ts";
import { peerContestant } from "../peers.ts";
import { ratioAtMost } from "../row.ts";

const MIGRATIONS = 100;

export const migrate: Bench = {
  name: "migrate",
  about: "100 migrations on an empty PostgreSQL 18, each tool with its own layout, the tables and rows compared. Ours is the whole action.",
  needs: ["postgres"],
  run: async (context) => {
    await writeMigrations(context.folder);
    const standings = await compete(contestants(context), { runs: context.runs ?? 5, say: context.say });
    return rowsOf(`${MIGRATIONS} migrations`, standings, [
      { measured: "wall", peer: "golang-migrate", bar: ratioAtMost(3), goal: "1.5 ×" },
      { measured: "cpu", peer: "golang-migrate", bar: ratioAtMost(12), goal: "5 ×" },
      { measured: "memory", peer: "golang-migrate", bar: ratioAtMost(8) },
      { measured: "wall", peer: "goose", bar: ratioAtMost(8), goal: "3 ×" },
      { measured: "cpu", peer: "goose", bar: ratioAtMost(30), goal: "10 ×" },
      { measured: "wall", peer: "dbmate", bar: ratioAtMost(6), goal: "2 ×" },
      { measured: "cpu", peer: "dbmate", bar: ratioAtMost(15), goal: "5 ×" },
      { measured: "wall", peer: "flyway", bar: ratioAtMost(0.7) },
      { measured: "cpu", peer: "flyway", bar: ratioAtMost(0.5) },
      { measured: "memory", peer: "flyway", bar: ratioAtMost(1) },
    ]);
  },
};

/** The same statements in the layouts of the four tools. */
async function writeMigrations(folder: string): Promise<void> {
  for (const name of ["golang-migrate", "goose", "dbmate", "flyway"]) await mkdir(join(folder, name));
  const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);
  for (let number = 1; number <= MIGRATIONS; number++) {
    const table = `step_${number}`;
    const up = `CREATE TABLE ${table} (id bigint PRIMARY KEY, name text NOT NULL);\nINSERT INTO ${table} VALUES (${number}, '${table}');\n`;
    const down = `DROP TABLE ${table};\n`;
    const version = String(number).padStart(6, "0");
    await write(`golang-migrate/${version}_${table}.up.sql`, up);
    await write(`golang-migrate/${version}_${table}.down.sql`, down);
    await write(`goose/${version}_${table}.sql`, `-- +goose Up\n${up}-- +goose Down\n${down}`);
    await write(`dbmate/${version}_${table}.sql`, `-- migrate:up\n${up}-- migrate:down\n${down}`);
    await write(`flyway/V${number}__${table}.sql`, up);
  }
}

function contestants({ folder }: Context): Contestant[] {
  const dir = (name: string): string => join(folder, name);
  const on = (invoke: (url: URL) => Invocation | Promise<Invocation>) => (): Promise<Attempt> => onEmptyDatabase(invoke);
  const ours = on((url) =>
    actionRun(
      "migrate-database",
      { command: "apply", migrations: "golang-migrate", "database-url": url.href },
      { folder, workspace: folder },
    ),
  );
  return [
    { name: "ours", attempt: ours },
    peerContestant("golang-migrate", (command) =>
      on((url) => ({ command, args: ["-path", dir("golang-migrate"), "-database", plain(url), "up"], cwd: folder }))(),
    ),
    peerContestant("goose", (command) =>
      on((url) => ({ command, args: ["-dir", dir("goose"), "postgres", plain(url), "up"], cwd: folder }))(),
    ),
    peerContestant("dbmate", (command) =>
      on((url) => ({ command, args: ["--url", plain(url), "--migrations-dir", dir("dbmate"), "--no-dump-schema", "up"], cwd: folder }))(),
    ),
    peerContestant("flyway", (command) =>
      on((url) => ({
        command,
        args: [
          `-url=jdbc:postgresql://${url.host}${url.pathname}`,
          `-user=${url.username}`,
          `-password=${url.password}`,
          `-locations=filesystem:${dir("flyway")}`,
          "migrate",
        ],
        cwd: folder,
      }))(),
    ),
  ];
}

/** The server of the parts speaks no TLS, which the Go drivers would ask for. */
function plain(url: URL): string {
  return `${url.href}?sslmode=disable`;
}

async function onEmptyDatabase(invoke: (url: URL) => Invocation | Promise<Invocation>): Promise<Attempt> {
  const server = readParts(["postgres"]).postgres.find(({ major }) => major === 18);
  if (!server) throw new PartError("No PostgreSQL 18 runs. Run 'npm run parts -- start postgres-18'.");
  const database = `bench_${randomUUID().replaceAll("-", "")}`;
  await query(server.url, `CREATE DATABASE ${database}`);
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return {
    ...(await invoke(url)),
    outcome: () => describeTables(url.href),
    clean: async () => void (await query(server.url, `DROP DATABASE ${database} WITH (FORCE)`)),
  };
}

/** What the migrations made: how many tables, and the sum of what is in them. */
async function describeTables(url: string): Promise<unknown> {
  const tables = await query(url, "SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'step%'");
  const sums = tables.map(({ name }) => `SELECT id FROM ${String(name)}`);
  const [sum] = sums.length === 0 ? [] : await query(url, `SELECT sum(id)::int AS sum FROM (${sums.join(" UNION ALL ")}) AS rows`);
  return { tables: tables.length, sum: sum?.["sum"] };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
