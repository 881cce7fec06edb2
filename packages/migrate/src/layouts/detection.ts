import { ActionError } from "@waybill/kit";
import type { Database, TableName } from "../databases/database.ts";
import { dbmate } from "./dbmate.ts";
import type { SourceFile, SourceFolder } from "./files.ts";
import { flyway } from "./flyway.ts";
import { parseFlywayName } from "./flyway-version.ts";
import { golangMigrate } from "./golang-migrate.ts";
import type { MigrationLayout, MigrationLayoutName } from "../migration.ts";

const LAYOUTS: Readonly<Record<MigrationLayoutName, MigrationLayout>> = { "golang-migrate": golangMigrate, dbmate, flyway };

/**
 * The layout that both the files and the live history table speak of. Throws an `input` error when they disagree, when the files are of two
 * layouts or of one that is not supported, or when there are none.
 */
export async function detectLayout(
  database: Database,
  folder: SourceFolder,
  table: string | undefined,
): Promise<{ layout: MigrationLayout; table: TableName }> {
  const layout = detectLayoutOfFiles(folder);
  const byFiles = layout.name;
  const name = database.history
    ? tableOfUrl(database, database.history, { byFiles, table })
    : tableName(database, table ?? layout.defaultTable);
  const byHistory = await detectByHistory(database, name);
  if (byHistory !== undefined && byHistory !== byFiles)
    throw new ActionError(
      "input",
      `The files under '${folder.sources[0]?.file.split("/").slice(0, -1).join("/") ?? folder.dir}' are of ${byFiles}, but the table '${name.name}' of '${database.name}' is ${byHistory === "other" ? "of a tool that is not supported" : `a history of ${byHistory}`}. Check that the migrations and the database belong together; another history table is named by 'table'.`,
    );
  // Whoever names a table in the URL says that it is another one than the usual.
  if (!database.history) await refuseSecondHistory(database, byFiles, name);
  return { layout, table: name };
}

/** The layout that the files speak of, without asking a database. Throws an `input` error when there is none, or more than one. */
export function detectLayoutOfFiles(folder: SourceFolder): MigrationLayout {
  return LAYOUTS[detectByFiles(folder)];
}

/** The table of golang-migrate's parameter. What it means for other files, or beside another table, is for people to say. */
function tableOfUrl(
  database: Database,
  history: TableName,
  { byFiles, table }: { byFiles: MigrationLayoutName; table: string | undefined },
): TableName {
  const found = database.kind === "sqlite" ? history : { schema: database.schema ?? "public", ...history };
  const shown = `The database URL names the history table '${found.name}' (x-migrations-table)`;
  if (byFiles !== "golang-migrate")
    throw new ActionError(
      "input",
      `${shown}, which only golang-migrate reads, but the files are of ${byFiles}. Remove the parameter; another history table is named by 'table'.`,
    );
  const given = table === undefined ? found : tableName(database, table);
  if (given.name !== found.name || given.schema !== found.schema)
    throw new ActionError("input", `${shown}, but the option 'table' names '${table}'. Keep one of them.`);
  return found;
}

/** As the tools read it: without a schema it is the one that the session writes to. */
function tableName(database: Database, text: string): TableName {
  if (database.kind === "sqlite") return { name: text };
  const [first = "", second] = text.replaceAll('"', "").split(".");
  return second === undefined ? { schema: database.schema ?? "public", name: first } : { schema: first, name: second };
}

function detectByFiles(folder: SourceFolder): MigrationLayoutName {
  const sql = folder.sources.filter((source) => !/\.conf$/i.test(source.script));
  const kinds = new Map<MigrationLayoutName, SourceFile>();
  for (const source of sql) {
    const kind = kindOf(source);
    if (kind !== undefined && !kinds.has(kind)) kinds.set(kind, source);
  }
  const found = [...kinds];
  const [first, second] = found;
  if (first && !second) return first[0];
  if (first && second)
    throw new ActionError(
      "input",
      `The folder of migrations holds files of two layouts: '${first[1].file}' is of ${first[0]}, '${second[1].file}' of ${second[0]}. Keep one of them, because their order to each other is unknown.`,
    );
  throw new ActionError(
    "input",
    `${describeUnknown(folder, sql)} Supported are golang-migrate (000001_name.up.sql), dbmate (20240101120000_name.sql with '-- migrate:up') and Flyway (V1__name.sql).`,
  );
}

/** Whose a file is, by its name and, where names are ambiguous, by its marks. */
function kindOf(source: SourceFile): MigrationLayoutName | undefined {
  if (/^[0-9]+_[^/]*\.(down|up)\.sql$/.test(source.script)) return "golang-migrate";
  if (/^\d+[^/]*\.sql$/.test(source.script) && /^--\s*migrate:up/m.test(source.text)) return "dbmate";
  const flywayName = parseFlywayName(source.script);
  return flywayName === undefined ? undefined : "flyway";
}

function describeUnknown(folder: SourceFolder, sql: readonly SourceFile[]): string {
  const [first] = sql;
  if (!first) return `The folder '${folder.dir.split("/").at(-1)}' holds no SQL file, so there is nothing to migrate.`;
  const tool = foreignTool(folder, first);
  return tool === undefined
    ? `'${first.file}' is of no migration layout that is known here.`
    : `'${first.file}' looks like a migration of ${tool}, which is not supported.`;
}

function foreignTool(folder: SourceFolder, first: SourceFile): string | undefined {
  if (/^--\s*\+goose/im.test(first.text)) return "goose";
  if (/^\s*--\s*liquibase\s*formatted/i.test(first.text)) return "Liquibase";
  if (/^--!\s*Previous:/m.test(first.text)) return "graphile-migrate";
  if (folder.others.some((script) => script.endsWith("migration_lock.toml"))) return "Prisma";
  if (folder.others.includes("atlas.sum")) return "Atlas";
  if (folder.others.includes("meta/_journal.json")) return "Drizzle";
  return undefined;
}

async function detectByHistory(database: Database, table: TableName): Promise<MigrationLayoutName | "other" | undefined> {
  const columns = await database.readColumns(table);
  if (!columns) return undefined;
  if (columns.has("installed_rank") && columns.has("script")) return "flyway";
  if (columns.has("version") && columns.has("dirty") && columns.size === 2) return "golang-migrate";
  const type = columns.get("version") ?? "";
  return columns.size === 1 && /char|text/.test(type) ? "dbmate" : "other";
}

async function refuseSecondHistory(database: Database, layout: MigrationLayoutName, table: TableName): Promise<void> {
  const candidates: [string, string][] = [
    ["flyway_schema_history", "Flyway"],
    ["schema_migrations", "golang-migrate or dbmate"],
    ["goose_db_version", "goose"],
    ["_prisma_migrations", "Prisma"],
    ["atlas_schema_revisions", "Atlas"],
    ["databasechangelog", "Liquibase"],
    ["_sqlx_migrations", "sqlx"],
    ["__diesel_schema_migrations", "diesel"],
    ["django_migrations", "Django"],
    ["alembic_version", "Alembic"],
  ];
  if (await database.readColumns(table)) return;
  for (const [name, tool] of candidates) {
    if (name === table.name || !(await database.readColumns({ ...table, name }))) continue;
    throw new ActionError(
      "input",
      `The files are of ${layout} and the database '${database.name}' has no table '${table.name}', but it has '${name}', a history of ${tool}. Beginning a second history would run everything again; check that the migrations and the database belong together.`,
    );
  }
}
