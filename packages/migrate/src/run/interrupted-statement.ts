import { quoteTable } from "../databases/database.ts";
import type { Database, TableName } from "../databases/database.ts";
import { MigrationRefusal } from "./failure.ts";
import { describeMigration, planError } from "../migration.ts";
import type { MigrationFile } from "../migration.ts";
import type { Run } from "./run-transaction.ts";
import type { Statement } from "../sql/statement.ts";
import type { JournalEntry } from "./statement-journal.ts";
import { journalTableName } from "./statement-journal.ts";

/**
 * Decides what to do with a statement that cannot run in a transaction: run it, or count it as done because an earlier run that was
 * interrupted had finished it. Clears away an invalid index that the interrupted run left. Throws `MigrationRefusal` when only a person can tell.
 */
export async function recallStatement(
  run: Run,
  migration: MigrationFile,
  statement: Statement,
  before: JournalEntry | undefined,
): Promise<"run" | "done"> {
  const { words } = statement;
  const [first = ""] = words;
  if (words.includes("INDEX") && words.includes("CONCURRENTLY") && first === "CREATE")
    return recallIndex(run, migration, statement, before);
  if (!before || run.database.kind === "sqlite") return "run";
  if (["VACUUM", "REINDEX", "CLUSTER"].includes(first) || (first === "ALTER" && words[1] === "SYSTEM")) return "run";
  if (first === "DROP" && words[1] === "INDEX") {
    const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "EXISTS"]);
    const [row] = await run.database.query("SELECT to_regclass($1) IS NULL AS gone", [name]);
    return row?.["gone"] === "t" ? "done" : "run";
  }
  if (words[1] === "DATABASE" && (first === "CREATE" || first === "DROP")) {
    const name = foldName(rawNameAfter(statement, ["DATABASE", "IF", "EXISTS"]));
    const rows = await run.database.query("SELECT 1 AS there FROM pg_database WHERE datname = $1", [name]);
    return rows.length > 0 === (first === "CREATE") ? "done" : "run";
  }
  throw new MigrationRefusal(unclear(run, migration, statement, before));
}

/** PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently": a failed build leaves an index that is marked invalid. */
async function recallIndex(
  run: Run,
  migration: MigrationFile,
  statement: Statement,
  before: JournalEntry | undefined,
): Promise<"run" | "done"> {
  const index = readIndex(statement);
  if (!index) {
    if (!before) return "run";
    throw new MigrationRefusal(unclear(run, migration, statement, before));
  }
  const found = await findIndex(run.database, index.table, index.name);
  if (!found) return "run";
  if (found.isValid) return before ? "done" : "run";
  if (!before)
    throw new MigrationRefusal(
      planError(
        "invalid-index",
        `The index '${index.name}' exists but is INVALID, left by an index build that failed; building it again would fail or, with IF NOT EXISTS, do nothing.`,
        `Drop it with 'DROP INDEX CONCURRENTLY ${quoteTable(found.name)}' and run again.`,
        { file: migration.file, line: statement.line },
      ),
    );
  run.reporter.warn(`Dropping the invalid index '${index.name}', which an interrupted run left behind, before it is built again.`);
  await run.database.query(`DROP INDEX CONCURRENTLY IF EXISTS ${quoteTable(found.name)}`);
  return "run";
}

async function findIndex(database: Database, table: string, name: string): Promise<{ isValid: boolean; name: TableName } | undefined> {
  const [row] = await database.query(
    `SELECT i.indisvalid AS valid, n.nspname AS schema FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indrelid = to_regclass($1) AND c.relname = $2`,
    [table, name],
  );
  return row ? { isValid: row["valid"] === "t", name: { schema: row["schema"] ?? "public", name } } : undefined;
}

/** Name and table of a CREATE INDEX CONCURRENTLY; undefined when the server is to choose the name. */
export function readIndex(statement: Statement): { name: string; table: string } | undefined {
  const name = rawNameAfter(statement, ["CONCURRENTLY", "IF", "NOT", "EXISTS"]);
  if (name === "" || name.toUpperCase() === "ON") return undefined;
  const table = rawNameAfter(statement, ["ON", "ONLY"]);
  return table === "" ? undefined : { name: foldName(name), table };
}

/** The possibly qualified name that follows the first of some words and any of the others, as it is written. */
function rawNameAfter(statement: Statement, [anchor, ...optional]: readonly string[]): string {
  const texts = statement.tokens.map((token) => ({
    ...token,
    text: statement.text.slice(token.start - statement.start, token.end - statement.start),
  }));
  let at = texts.findIndex((token) => token.kind === "word" && token.text.toUpperCase() === anchor) + 1;
  if (at === 0) return "";
  while (texts[at]?.kind === "word" && optional.includes(texts[at]?.text.toUpperCase() ?? "")) at++;
  let name = "";
  while (texts[at] && (texts[at]?.kind === "word" || texts[at]?.kind === "name" || texts[at]?.text === ".")) {
    const { text } = texts[at]!;
    if (name !== "" && text !== "." && !name.endsWith(".")) break;
    name += text;
    at++;
  }
  return name;
}

/** Names without quotes are folded to lower case. */
function foldName(raw: string): string {
  return raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.toLowerCase();
}

/** What only a person can find out, with the one statement that says so to the journal. */
function unclear(run: Run, migration: MigrationFile, statement: Statement, entry: JournalEntry) {
  const key = migration.key.replaceAll("'", "''");
  const where = `migration = '${key}' AND statement = ${entry.index}`;
  const table = journalTableName(run.table);
  return planError(
    "unclear-step",
    `Statement ${entry.index + 1} of the migration ${describeMigration(migration)} had started when an earlier run ended, and it cannot be told whether it took effect.`,
    `Look at the database. If it did, run: UPDATE ${table} SET state = 'done' WHERE ${where}; if it did not, run: DELETE FROM ${table} WHERE ${where}. Then start again.`,
    { file: migration.file, line: statement.line },
  );
}
