import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ActionError, textAt } from "@waybill/kit";
import { databaseNameOf, makePostgresDatabase } from "../postgres/databases.ts";
import { askControl } from "./control.ts";
import { readRecord } from "./files.ts";
import type { Rehearsal } from "./files.ts";
import { isFull, noRoom } from "./no-room.ts";

/** More than PostgreSQL gives itself for making its data and starting. */
const START_TIMEOUT_MS = 90_000;

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
export async function makeDatabase(rehearsal: Pick<Rehearsal, "dir">, wanted: RehearsedDatabase): Promise<string> {
  const name = databaseNameOf(wanted.environment, wanted.database);
  if (wanted.dialect === "postgresql") return makePostgresDatabase(await openPostgres(rehearsal), name);
  const folder = join(rehearsal.dir, "sqlite");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What would end the path of a URL.
  return `sqlite:${join(folder, `${name}.db`).replaceAll(/[%?#]/g, encodeURIComponent)}`;
}

/**
 * The URL, with the password, of the rehearsal's PostgreSQL, which is started when it is first asked for, with the data of earlier rehearsals.
 * Throws an `environment` error when the rehearsal has ended, or cannot start it.
 */
export async function openPostgres({ dir }: Pick<Rehearsal, "dir">): Promise<string> {
  const record = await readRecord(dir);
  const answer = record && (await askControl(record.control, "POST", "/postgres", START_TIMEOUT_MS));
  const url = textAt(answer, "databaseUrl");
  if (url !== undefined) return url;
  const why = textAt(answer, "message");
  if (why !== undefined && isFull(why)) throw noRoom(dir);
  throw new ActionError(
    "environment",
    why === undefined
      ? "The rehearsal's background process has ended. Rehearse again."
      : `The rehearsal cannot start its PostgreSQL: ${why}`,
  );
}
