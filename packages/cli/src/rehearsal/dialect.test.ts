import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@waybill/config";
import { afterAll, expect, test } from "vitest";
import { findDialect } from "./dialect.ts";

const workspace = await mkdtemp(join(tmpdir(), "waybill-dialect-"));
afterAll(() => rm(workspace, { recursive: true }));

async function dialectOf(sql: string, env: Record<string, string> = {}) {
  await mkdir(join(workspace, "db"), { recursive: true });
  await writeFile(join(workspace, "db", "V1__first.sql"), sql);
  await writeFile(join(workspace, "waybill.yml"), "databases: { main: { url: env:DB, migrations: db } }\n");
  const { databases } = await loadConfig(workspace);
  return findDialect(databases["main"]!, { workspace, env });
}

test.each([
  ["CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);", "sqlite"],
  ["CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE = InnoDB;", "mariadb"],
  ["CREATE TABLE `t` (id int);", "mariadb"],
  ["CREATE TABLE t (id bigserial PRIMARY KEY);", "postgresql"],
  ["CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);", "postgresql"],
  // Words in comments and values say nothing, and neither do those of several.
  ["-- not AUTO_INCREMENT\nINSERT INTO t VALUES ('PRAGMA `x`'); /* ENGINE=InnoDB */", "postgresql"],
  ["CREATE TABLE t (a serial, b int AUTO_INCREMENT);", "postgresql"],
  ["CREATE TABLE t (id int);", "postgresql"],
])("migrations that say %s are for %s", async (sql, dialect) => {
  expect(await dialectOf(sql)).toMatchObject({ dialect });
});

test.each([
  ["sqlite:///srv/app.db", "sqlite"],
  ["mysql://user:canary-pw@db/shop", "mariadb"],
  ["jdbc:mariadb://db/shop", "mariadb"],
  ["postgresql+psycopg://db/shop", "postgresql"],
])("the scheme of the real URL %s comes before what migrations say, and nothing else of it is repeated", async (url, dialect) => {
  const known = await dialectOf("CREATE TABLE t (id bigserial);", { DB: url });
  expect(known).toMatchObject({ dialect });
  expect(known.because).not.toMatch(/canary|shop|srv/);
});
