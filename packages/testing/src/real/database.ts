import pg from "pg";
import type { PartsState } from "../../../../scripts/parts/state.ts";
import { forwardPort } from "../network/tcp-forward.ts";

/** A database of the real PostgreSQL that tests and pods reach at one address; disposing it drops it. */
export interface RealDatabase extends AsyncDisposable {
  readonly url: string;
  readonly sql: <T extends pg.QueryResultRow>(text: string) => Promise<T[]>;
}

/** Makes an empty database. */
export async function openRealDatabase(parts: PartsState, name: string, major: 15 | 18 = 18): Promise<RealDatabase> {
  const server = parts.postgres.find((each) => each.major === major);
  if (!server) throw new Error("No PostgreSQL of that major runs.");
  await withClient(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  const inside = new URL(server.url);
  const forward = await forwardPort(new URL(server.urlFromPods).hostname, { host: inside.hostname, port: Number(inside.port) });
  const url = new URL(server.url);
  url.hostname = new URL(server.urlFromPods).hostname;
  url.port = String(forward.port);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    sql: (text) => withClient(url.href, async (client) => (await client.query(text)).rows),
    async [Symbol.asyncDispose]() {
      await withClient(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await forward[Symbol.asyncDispose]();
    },
  };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
