import { parseAddress } from "./address.ts";
import type { Database } from "./database.ts";
import { connectPostgres } from "./postgres.ts";
import { connectSqlite } from "./sqlite.ts";

/**
 * Connects to the database of a URL: `postgres://`, `postgresql://`, `sqlite:` or `file:`. Throws `input` for a URL that cannot be read and
 * `environment` for a server that cannot be used; neither repeats the password.
 */
export async function connectDatabase(url: string, options: { applicationName?: string } = {}): Promise<Database> {
  const address = parseAddress(url);
  if (address.kind === "sqlite") return connectSqlite(address.path);
  return connectPostgres({
    ...(options.applicationName === undefined ? {} : { applicationName: options.applicationName }),
    ...address.postgres,
  });
}
