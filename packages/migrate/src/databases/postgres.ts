import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { checkServerIdentity } from "node:tls";
import pg from "pg";
import type { ClientConfig } from "pg";
import { ActionError, isSystemError } from "@waybill/kit";
import type { PostgresAddress } from "./address.ts";
import { quoteTable, SqlError } from "./database.ts";
import type { Database, Row, TableName } from "./database.ts";
import { acquirePostgresLock, findPostgresLockHolder, yieldPostgresLock } from "./postgres-lock.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const APPLICATION_NAME = "waybill";
/** So that the server notices within a second that this process died in the middle of a long statement. */
const ALIVE_CHECK = "SET client_connection_check_interval = '1s'";

/** Connects to a PostgreSQL server. Throws an `environment` error without the password. */
export async function connectPostgres(address: PostgresAddress, history?: TableName): Promise<Database> {
  const client = await openClient(address);
  const facts = await readFacts(client).catch(async (error: unknown) => {
    // An open connection would keep the process alive for good.
    await client.end();
    throw connectError(address, error);
  });
  const connectAnother = (queryTimeoutMs: number): Promise<Database> => connectPostgres({ ...address, queryTimeoutMs });
  const database: Database = {
    kind: "postgresql",
    ...facts,
    name: address.database,
    address: `${address.host}:${address.port}/${address.database}`,
    history,
    identify: () => identify(client),
    query: (sql, parameters = []) => runQuery(client, sql, parameters),
    begin: async () => void (await runQuery(client, "BEGIN")),
    // COMMIT of a failed transaction answers ROLLBACK instead of an error.
    commit: () => commit(client),
    rollback: async () => {
      // When the connection is lost the server rolls back by itself.
      await runQuery(client, "ROLLBACK").catch(() => undefined);
    },
    readColumns: (table) => readColumns(client, table),
    countOtherTables: (names) => countOtherTables(client, facts.schema, names),
    lockTable: async (table) => void (await runQuery(client, `LOCK TABLE ${quoteTable(table)} IN EXCLUSIVE MODE`)),
    limitLockWait: (milliseconds) => limitLockWait(client, milliseconds),
    describeOpenTransactions: () => describeOpenTransactions(client),
    acquireLock: (keys, options) => acquirePostgresLock({ database, connectAnother }, keys, options),
    withoutLock: (keys, options, work) => yieldPostgresLock(database, keys, options, work),
    findLockHolder: (keys) => findPostgresLockHolder(database, keys),
    resetSession: () => resetSession(client, facts.major),
    cancel: () => cancelFromOutside(address, facts.pid),
    close: () => client.end(),
    [Symbol.asyncDispose]: () => client.end(),
  };
  await resetSession(client, facts.major);
  return database;
}

async function openClient(address: PostgresAddress): Promise<pg.Client> {
  const attempt = async (ssl: ClientConfig["ssl"]): Promise<pg.Client> => {
    const client = new pg.Client(await clientConfig(address, ssl));
    // Without a listener an error of an idle connection would end the process; the next query reports it.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const { sslmode } = address;
  try {
    if (sslmode === "disable" || sslmode === "allow") return await attempt(false);
    if (sslmode !== "prefer") return await attempt(await verifiedTls(address));
    return await attempt({ rejectUnauthorized: false }).catch((error: unknown) => {
      if (error instanceof Error && /does not support SSL/.test(error.message)) return attempt(false);
      throw error;
    });
  } catch (error) {
    throw connectError(address, error);
  }
}

async function clientConfig(address: PostgresAddress, ssl: ClientConfig["ssl"]): Promise<ClientConfig> {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    // A function, because the library would replace an empty text by PGPASSWORD of the environment.
    password: () => address.password,
    database: address.database,
    ssl: ssl ?? false,
    application_name: address.applicationName ?? APPLICATION_NAME,
    options: address.settings,
    connectionTimeoutMillis: address.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    ...(address.queryTimeoutMs === undefined ? {} : { query_timeout: address.queryTimeoutMs }),
    keepAlive: true,
    // Every value as the text that the server sent.
    types: { getTypeParser: () => (value: string) => value },
  };
}

/** TLS as `sslmode` asks for it (PostgreSQL manual, "SSL Mode Descriptions"). */
async function verifiedTls(address: PostgresAddress): Promise<NonNullable<ClientConfig["ssl"]>> {
  const file = async (path: string | undefined): Promise<string | undefined> => (path === undefined ? undefined : readFile(path, "utf8"));
  const [ca, cert, key] = await Promise.all([file(address.sslrootcert), file(address.sslcert), file(address.sslkey)]);
  // As libpq: `require` encrypts without asking who is there, unless a root certificate is given.
  const verify = address.sslmode !== "require" || ca !== undefined;
  return {
    rejectUnauthorized: verify,
    ca,
    cert,
    key,
    servername: isIP(address.host) === 0 ? address.host : undefined,
    // Only `verify-full` asks whether the certificate is made for this host.
    checkServerIdentity: address.sslmode === "verify-full" ? checkServerIdentity : () => undefined,
  };
}

function connectError(address: PostgresAddress, error: unknown): ActionError {
  const where = `PostgreSQL at ${address.host}:${address.port}`;
  const fail = (text: string): ActionError => new ActionError("environment", `${where} ${text}`, { cause: error });
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "28P01" || code === "28000") return fail(`refused the user '${address.user}'; check the password and pg_hba.conf.`);
  if (code === "3D000") return fail(`has no database '${address.database}'; create it or correct the URL.`);
  if (code === "53300") return fail("has no connection left; close some or raise max_connections.");
  if (code === "57P03") return fail("is starting up or shutting down; try again in a moment.");
  if (isSystemError(error, "ENOENT")) return fail("needs a certificate file of the URL that does not exist.");
  if (isSystemError(error) && !isAnswer(error))
    return fail(`cannot be reached (${error.code}); check the address and that this runner may connect to it.`);
  const message = error instanceof Error ? error.message : String(error);
  return fail(`cannot be used: ${message.replaceAll(address.password === "" ? "\u0000" : address.password, "***")}.`);
}

/** Whether the server itself said no; its errors have a code, as those of the system have. */
function isAnswer(error: unknown): boolean {
  return error instanceof SqlError || error instanceof pg.DatabaseError;
}

async function readFacts(client: pg.Client): Promise<{ version: string; major: number; pid: string; schema: string }> {
  const [row] = await runQuery(
    client,
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number, pg_backend_pid() AS pid, current_schema() AS schema",
  );
  const major = Math.floor(Number(row?.["number"] ?? 0) / 10_000);
  return { version: (row?.["version"] ?? "").split(" ")[0] ?? "", major, pid: row?.["pid"] ?? "", schema: row?.["schema"] ?? "public" };
}

/** The start of the server is exact to the microsecond; its number in `pg_control` is kept by every copy of its files. */
async function identify(client: pg.Client): ReturnType<Database["identify"]> {
  const ask = (sql: string): Promise<Row[]> => runQuery(client, sql).catch(() => []);
  const [own] = await ask(
    "SELECT extract(epoch FROM pg_postmaster_start_time())::text AS started, oid::text AS oid, current_schema() AS schema FROM pg_database WHERE datname = current_database()",
  );
  if (!own?.["started"]) return undefined;
  const place = [own["oid"] ?? "", own["schema"] ?? ""];
  // Some services let nobody ask.
  const [control] = await ask("SELECT system_identifier::text AS number FROM pg_control_system()");
  const system = control?.["number"] ? ["postgresql", control["number"], ...place] : undefined;
  return { instance: ["postgresql", own["started"], ...place], system };
}

async function runQuery(client: pg.Client, sql: string, parameters: readonly (string | number | null)[] = []): Promise<Row[]> {
  try {
    // Without parameters the simple protocol is used, which takes every statement there is.
    const result = await (parameters.length > 0 ? client.query<Row>(sql, [...parameters]) : client.query<Row>(sql));
    return Array.isArray(result) ? [] : result.rows;
  } catch (error) {
    throw sqlError(error);
  }
}

async function commit(client: pg.Client): Promise<void> {
  const result = await client.query("COMMIT").catch((error: unknown) => {
    throw sqlError(error);
  });
  if (result.command !== "COMMIT") throw new SqlError("The transaction had failed before its end", { code: "25P02" });
}

/** Whatever the driver throws that the server did not say is a lost connection: nobody knows what became of the statement. */
function sqlError(error: unknown): SqlError {
  if (!(error instanceof pg.DatabaseError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new SqlError(message, { code: "08006", isConnectionLost: true, cause: error });
  }
  const code = error.code ?? "XX000";
  const offset = error.position === undefined ? undefined : Number(error.position) - 1;
  return new SqlError(withoutValues(error.message, code), {
    code,
    offset,
    hint: error.hint,
    // 57P01-57P03: the server is shutting down or has crashed.
    isConnectionLost: /^(08|57P0[123])/.test(code),
    cause: error,
  });
}

/** Class 22 messages quote the offending value, which may be a person's data. */
function withoutValues(message: string, code: string): string {
  return code.startsWith("22") ? message.replace(/: ".*"$/s, ': "***"') : message;
}

async function readColumns(client: pg.Client, table: TableName): Promise<Map<string, string> | undefined> {
  const rows = await runQuery(
    client,
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relname = $1 AND n.nspname = $2 ORDER BY a.attnum`,
    [table.name, table.schema ?? "public"],
  );
  return rows.length === 0 ? undefined : new Map(rows.map((row) => [row["name"] ?? "", row["type"] ?? ""]));
}

async function countOtherTables(client: pg.Client, schema: string, names: readonly string[]): Promise<number> {
  const rows = await runQuery(
    client,
    "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname = $1",
    [schema],
  );
  return rows.filter((row) => !names.includes(row["name"] ?? "")).length;
}

async function limitLockWait(client: pg.Client, milliseconds: number): Promise<void> {
  const [row] = await runQuery(client, "SELECT current_setting('lock_timeout') AS value");
  if (row?.["value"] === "0") await runQuery(client, `SET LOCAL lock_timeout = ${Math.round(milliseconds)}`);
}

async function describeOpenTransactions(client: pg.Client): Promise<string> {
  const rows = await runQuery(
    client,
    `SELECT pid, application_name AS application, state, floor(extract(epoch FROM now() - xact_start)) AS seconds FROM pg_stat_activity
     WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database() ORDER BY xact_start LIMIT 3`,
  );
  return rows
    .map((row) => `pid ${row["pid"]}, application '${row["application"] ?? ""}', ${row["state"] ?? "?"}, for ${row["seconds"]} s`)
    .join("; ");
}

async function resetSession(client: pg.Client, major: number): Promise<void> {
  await runQuery(client, "RESET SESSION AUTHORIZATION");
  await runQuery(client, "RESET ROLE");
  await runQuery(client, "RESET ALL");
  if (major >= 14) await runQuery(client, ALIVE_CHECK);
}

async function cancelFromOutside(address: PostgresAddress, pid: string): Promise<void> {
  const client = await openClient(address);
  try {
    await runQuery(client, "SELECT pg_cancel_backend($1)", [pid]);
  } finally {
    await client.end();
  }
}
