import { ActionError, digestOf } from "@waybill/kit";

/** PostgreSQL cuts a longer name without a word, and two cut names could be one. */
const MAX_NAME_BYTES = 63;

/** A name that no other pair of texts has. */
export function databaseNameOf(environment: string, database: string): string {
  const plain = `${environment}.${database}`;
  // A dot inside of one of the names could stand for the one between them.
  if (plain.length <= MAX_NAME_BYTES && plain.split(".").length === 2) return plain;
  const short = digestOf(JSON.stringify([environment, database])).slice("sha256:".length, "sha256:".length + 12);
  return `${plain.slice(0, MAX_NAME_BYTES - short.length - 1)}-${short}`;
}

/**
 * The URL of a database of that name on the server of a URL; makes it where it is not there yet. Throws an `environment` error where the server
 * refuses, as it does on a full disk.
 */
export async function makePostgresDatabase(serverUrl: string, name: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new ActionError(
      "environment",
      `The rehearsal's PostgreSQL cannot make the database '${name}': ${error.message}. Check that its disk has free space, end it with 'waybill rehearse --stop', and rehearse again.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}
