import { resolve } from "node:path";
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
