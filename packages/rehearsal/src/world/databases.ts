import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { databaseNameOf, makePostgresDatabase } from "../postgres/databases.ts";
import type { Rehearsal } from "./files.ts";

/** One database of a project in one environment. */
export interface RehearsedDatabase {
  readonly environment: string;
  readonly database: string;
  readonly dialect: "postgresql" | "sqlite";
}

/**
 * The URL of a database of its own for one database of one environment, kept from rehearsal to rehearsal: a database of the rehearsal's
 * PostgreSQL, which is made where it is not there yet, or a file of SQLite in its folder.
 */
export async function makeDatabase(rehearsal: Pick<Rehearsal, "dir" | "databaseUrl">, wanted: RehearsedDatabase): Promise<string> {
  const name = databaseNameOf(wanted.environment, wanted.database);
  if (wanted.dialect === "postgresql") return makePostgresDatabase(rehearsal.databaseUrl, name);
  const folder = join(rehearsal.dir, "sqlite");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What would end the path of a URL.
  return `sqlite:${join(folder, `${name}.db`).replaceAll(/[%?#]/g, encodeURIComponent)}`;
}
