import { ActionError, isLoopback } from "@waybill/kit";
import type { TableName } from "./database.ts";
import { GOLANG_PARAMETERS, readGolangParameters } from "./golang-parameters.ts";

/** Where a PostgreSQL server is and how to talk to it, as libpq reads its URLs. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslmode: "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full";
  readonly sslrootcert?: string | undefined;
  readonly sslcert?: string | undefined;
  readonly sslkey?: string | undefined;
  readonly applicationName?: string | undefined;
  /** Server settings in the form of `-c name=value`. */
  readonly settings?: string | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /** How long to wait for the answer to a statement; by default for ever. No URL says it. */
  readonly queryTimeoutMs?: number | undefined;
}
/**
 * A database URL taken apart; parameters mean what they mean to libpq, and those with `x-` what they mean to golang-migrate. `history` is the
 * history table that it names.
 */
export type DatabaseAddress = { readonly history?: TableName | undefined } & (
  | { readonly kind: "postgresql"; readonly postgres: PostgresAddress }
  | { readonly kind: "sqlite"; readonly path: string }
);

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** Reads a database URL. Throws an `input` error that never repeats any part of the URL but its scheme and parameter names. */
export function parseAddress(url: string): DatabaseAddress {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === "sqlite" || scheme === "sqlite3" || scheme === "file") return parseSqlite(url);
  if (scheme === "postgres" || scheme === "postgresql") return parsePostgres(url);
  const given = scheme === undefined ? "has no scheme" : `has the scheme '${scheme}:'`;
  throw new ActionError("input", `The database URL ${given}; it must begin with postgres://, postgresql://, sqlite: or file:.`);
}

function parseSqlite(url: string): DatabaseAddress {
  const query = url.indexOf("?");
  const { history } = readGolangParameters(new Map(new URLSearchParams(query < 0 ? "" : url.slice(query))), "sqlite");
  return { kind: "sqlite", path: pathOfSqlite(query < 0 ? url : url.slice(0, query)), history };
}

/** A file of SQLite: `sqlite:path` in the workspace, `sqlite:/path` or `sqlite:///path` anywhere; programs do not agree on what `sqlite://path` is. */
function pathOfSqlite(url: string): string {
  const colon = url.indexOf(":") + 1;
  const [scheme, rest] = [url.slice(0, colon), url.slice(colon)];
  const path = rest.startsWith("//") ? rest.slice(2) : rest;
  if (path === "") throw new ActionError("input", "The database URL names no file; write sqlite:path/to/file.db.");
  if (path === rest || path.startsWith("/")) return decodeURIComponent(path);
  throw new ActionError(
    "input",
    `The database URL has a host's name where a file should stand, because two slashes come before it; write ${scheme}path/to/file.db for a file of the project, or ${scheme}///path/to/file.db for one of the machine.`,
  );
}

function parsePostgres(text: string): DatabaseAddress {
  if (!URL.canParse(text))
    throw new ActionError(
      "input",
      "The database URL cannot be read as postgres://user:password@host:port/name; special characters of the password must be percent-encoded.",
    );
  const url = new URL(text);
  const parameters = readParameters(url);
  const user = decode(url.username) || parameters.get("user") || "";
  if (user === "") throw new ActionError("input", "The database URL names no user; write postgres://user:password@host:port/name.");
  const host = parameters.get("host") || decode(url.hostname).replace(/^\[(.*)\]$/, "$1") || "localhost";
  const address = {
    host,
    port: Number(url.port || parameters.get("port") || 5432),
    user,
    password: decode(url.password) || parameters.get("password") || "",
    database: decode(url.pathname.slice(1)) || parameters.get("dbname") || user,
    sslmode: sslMode(parameters.get("sslmode"), host),
  };
  const timeout = parameters.get("connect_timeout");
  const { history, statementTimeoutMs } = readGolangParameters(parameters, "postgresql");
  const postgres: PostgresAddress = {
    ...address,
    sslrootcert: parameters.get("sslrootcert"),
    sslcert: parameters.get("sslcert"),
    sslkey: parameters.get("sslkey"),
    applicationName: parameters.get("application_name"),
    settings: settingsOf(parameters, statementTimeoutMs),
    connectTimeoutMs: timeout === undefined ? undefined : Number(timeout) * 1000,
  };
  return { kind: "postgresql", postgres, history };
}

const KNOWN_PARAMETERS = [
  "user",
  "password",
  "host",
  "port",
  "dbname",
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "application_name",
  "options",
  "search_path",
  "connect_timeout",
  ...GOLANG_PARAMETERS,
];

function readParameters(url: URL): Map<string, string> {
  const parameters = new Map(url.searchParams);
  const unknown = [...parameters.keys()].find((key) => !KNOWN_PARAMETERS.includes(key));
  // A parameter that is ignored could be the one that makes the connection safe.
  if (unknown !== undefined)
    throw new ActionError(
      "input",
      `The database URL has the parameter '${unknown}', which is not supported; known are ${KNOWN_PARAMETERS.join(", ")}.`,
    );
  return parameters;
}

/** Without a word about TLS it is libpq's `prefer`, and none to this machine, where nobody listens in between. */
function sslMode(given: string | undefined, host: string): PostgresAddress["sslmode"] {
  // A socket's folder and this machine itself are reached over no network.
  if (given === undefined) return host.startsWith("/") || isLoopback(host) ? "disable" : "prefer";
  const mode = SSL_MODES.find((known) => known === given);
  if (!mode) throw new ActionError("input", `The database URL has an unknown sslmode; it must be one of ${SSL_MODES.join(", ")}.`);
  return mode;
}

/** `options` of libpq, with the search path and the time limit that some tools take as parameters of their own. */
function settingsOf(parameters: ReadonlyMap<string, string>, statementTimeoutMs: number | undefined): string | undefined {
  const path = parameters.get("search_path");
  const settings = [
    parameters.get("options"),
    path === undefined ? undefined : `-c search_path=${path.replace(/[\\ ]/g, "\\$&")}`,
    statementTimeoutMs === undefined ? undefined : `-c statement_timeout=${statementTimeoutMs}`,
  ];
  return settings.filter((setting) => setting !== undefined).join(" ") || undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % is the user's spelling of itself.
    return text;
  }
}
