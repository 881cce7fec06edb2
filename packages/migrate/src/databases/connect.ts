import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { isLoopback, isSystemError } from "@waybill/kit";
import { parseAddress } from "./address.ts";
import type { Database } from "./database.ts";

/** What a URL does not say. */
export interface ConnectOptions {
  /** How the session calls itself to the server, unless the URL says it; `waybill` by default. */
  readonly applicationName?: string | undefined;
  /** What a relative path of a SQLite file is relative to; the working folder by default. */
  readonly workspace?: string | undefined;
}

/**
 * Connects to the database of a URL: `postgres://`, `postgresql://`, `sqlite:` or `file:`. Throws `input` for a URL that cannot be read and
 * `environment` for a server that cannot be used; neither repeats the password.
 */
export async function connectDatabase(url: string, options: ConnectOptions = {}): Promise<Database> {
  const address = parseAddress(url);
  // Each driver is loaded when it is needed, so that a run without a database does not pay for it.
  if (address.kind === "sqlite")
    return (await import("./sqlite.ts")).connectSqlite(
      address.path === ":memory:" ? address.path : resolve(options.workspace ?? "", address.path),
      address.history,
    );
  const { connectPostgres } = await import("./postgres.ts");
  const { postgres, history } = address;
  return connectPostgres({ ...postgres, applicationName: postgres.applicationName ?? options.applicationName }, history);
}

/**
 * A text that is equal for URLs of one database: server, port, name and search path, or the file. It holds no password. Two names of one
 * server are two servers to it. Throws an `input` error for a URL that cannot be read.
 */
export function identifyDatabase(url: string, options: Pick<ConnectOptions, "workspace"> = {}): string {
  const address = parseAddress(url);
  if (address.kind === "sqlite") return JSON.stringify(["sqlite", realFile(resolve(options.workspace ?? "", address.path))]);
  const { host, port, database, settings = "" } = address.postgres;
  const path = [...settings.matchAll(/search_path=((?:\\.|[^\s])*)/g)].at(-1)?.[1] ?? "";
  return JSON.stringify(["postgresql", isLoopback(host) ? "localhost" : host.toLowerCase().replace(/\.$/, ""), port, database, path]);
}

/**
 * Whether two URLs lead into one database, each with the folder that its files are relative to: into whatever schema, because one migration can
 * change them all. Throws as `identifyDatabase`.
 */
export function isSameDatabase(one: Located, other: Located): boolean {
  const [a, b] = [one, other].map(({ url, workspace }) => {
    const [kind, ...place] = JSON.parse(identifyDatabase(url, { workspace })) as string[];
    return JSON.stringify([kind, ...place.slice(0, 3)]);
  });
  return a === b;
}
interface Located {
  readonly url: string;
  readonly workspace: string;
}

/** The file behind links; one that is not made yet is known by its path. */
function realFile(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isSystemError(error)) return path;
    throw error;
  }
}
