import { ActionError } from "@waybill/kit";
import type { Dialect } from "../sql/lexer.ts";
import type { TableName } from "./database.ts";

/** What golang-migrate's own parameters of a URL ask for. */
export interface GolangParameters {
  /** The history table, when one is named; without a schema it is that of the session. */
  readonly history: TableName | undefined;
  readonly statementTimeoutMs: number | undefined;
}

/** The parameters that `Open` of golang-migrate's drivers `database/postgres` and `database/sqlite3` read. */
export const GOLANG_PARAMETERS: readonly string[] = [
  "x-migrations-table",
  "x-migrations-table-quoted",
  "x-statement-timeout",
  // How the tool cuts a file into statements. Here every file is cut, and runs in one transaction wherever the server lets it.
  "x-multi-statement",
  "x-multi-statement-max-size",
  "x-no-tx-wrap",
];

/** Reads golang-migrate's parameters as the tool does. Throws an `input` error for a value that the tool would refuse as well. */
export function readGolangParameters(parameters: ReadonlyMap<string, string>, dialect: Dialect): GolangParameters {
  for (const name of ["x-multi-statement", "x-no-tx-wrap"]) readBoolean(parameters, name);
  readNumber(parameters, "x-multi-statement-max-size");
  const isQuoted = readBoolean(parameters, "x-migrations-table-quoted");
  const table = parameters.get("x-migrations-table") || undefined;
  return {
    history: table === undefined ? undefined : dialect === "sqlite" ? readRaw(table) : isQuoted ? readQuoted(table) : { name: table },
    statementTimeoutMs: readNumber(parameters, "x-statement-timeout"),
  };
}

/** The driver of SQLite puts the text into its SQL as it stands. */
function readRaw(text: string): TableName {
  const quoted = /^"([^"]+)"$/.exec(text)?.[1];
  if (quoted === undefined && !/^[A-Za-z_]\w*$/.test(text))
    throw new ActionError("input", "The database URL's x-migrations-table must be a plain name, or a name in double quotes.");
  return { name: quoted ?? text };
}

/** With quotes a schema may stand before the table; without them a dot is a part of the name. */
function readQuoted(text: string): TableName {
  const names = [...text.matchAll(/"(.*?)"/g)].map((match) => match[1] ?? "");
  const [first = "", second] = names;
  if (!/^".*"$/s.test(text) || names.length > 2)
    throw new ActionError(
      "input",
      `The database URL's x-migrations-table must be a name in double quotes, or a schema and a name, because x-migrations-table-quoted is set; write "schema"."table".`,
    );
  return second === undefined ? { name: first } : { schema: first, name: second };
}

/** As Go's `strconv.ParseBool`. */
function readBoolean(parameters: ReadonlyMap<string, string>, name: string): boolean {
  const text = parameters.get(name) ?? "";
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (text === "" || /^(0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw new ActionError("input", `The database URL's parameter ${name} must be true or false.`);
}

function readNumber(parameters: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = parameters.get(name) ?? "";
  if (text === "") return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ActionError("input", `The database URL's parameter ${name} must be a whole number.`);
}
