import type { Dialect } from "./lexer.ts";
import type { Statement } from "./statement.ts";

/** Says in a few words why a statement cannot run inside a transaction; undefined when it can. */
export function findTransactionBan(statement: Statement, dialect: Dialect, major: number): string | undefined {
  return dialect === "sqlite" ? sqliteBan(statement.words) : postgresBan(statement.words, major);
}

/** SQLite: "cannot VACUUM from within a transaction", and the same of attached databases and of two pragmas. */
function sqliteBan(words: readonly string[]): string | undefined {
  const [first = ""] = words;
  const pragma = pragmaOf(words);
  if (pragma === "JOURNAL_MODE" || pragma === "SYNCHRONOUS") return `PRAGMA ${pragma.toLowerCase()}`;
  return ["VACUUM", "ATTACH", "DETACH"].includes(first) ? first : undefined;
}

/**
 * Whether a statement of SQLite only switches the enforcement of foreign keys. It is off while a migration runs, and a transaction does
 * not let it be switched, so such a statement is left out.
 */
export function isForeignKeySwitch({ words }: Statement, dialect: Dialect): boolean {
  return dialect === "sqlite" && pragmaOf(words) === "FOREIGN_KEYS";
}

/** The name of a pragma in upper case, behind that of a schema if one is written: `PRAGMA main."foreign_keys" = ON`. */
function pragmaOf([first, ...rest]: readonly string[]): string | undefined {
  if (first !== "PRAGMA") return undefined;
  const known = ["FOREIGN_KEYS", "JOURNAL_MODE", "SYNCHRONOUS"];
  return rest
    .slice(0, 2)
    .map((word) => word.replace(/^["'`[](.*)["'`\]]$/s, "$1").toUpperCase())
    .find((word) => known.includes(word));
}

/** What calls `PreventInTransactionBlock` in PostgreSQL 12 to 18; the manual says it of each command under "Notes". */
function postgresBan(words: readonly string[], major: number): string | undefined {
  const [first = "", second = "", third = ""] = words;
  const has = (word: string): boolean => words.includes(word);
  if (first === "VACUUM") return "VACUUM";
  if (first === "ALTER" && second === "SYSTEM") return "ALTER SYSTEM";
  if (first === "CLUSTER" && words.every((word) => word === "CLUSTER" || word === "VERBOSE")) return "CLUSTER of all tables";
  if (["CREATE", "DROP"].includes(first) && ["DATABASE", "TABLESPACE"].includes(second)) return `${first} ${second}`;
  if (["CREATE", "DROP"].includes(first) && second === "SUBSCRIPTION") return `${first} SUBSCRIPTION`;
  if (first === "ALTER" && second === "SUBSCRIPTION" && (has("REFRESH") || has("PUBLICATION"))) return "ALTER SUBSCRIPTION";
  if (first === "ALTER" && second === "DATABASE" && has("TABLESPACE")) return "ALTER DATABASE SET TABLESPACE";
  const isIndex = second === "INDEX" || (second === "UNIQUE" && third === "INDEX");
  if (["CREATE", "DROP"].includes(first) && isIndex && words[words.indexOf("INDEX") + 1] === "CONCURRENTLY")
    return `${first} INDEX CONCURRENTLY`;
  if (first === "REINDEX") return reindexBan(words);
  if (first === "ALTER" && second === "TABLE" && has("DETACH") && has("CONCURRENTLY")) return "DETACH PARTITION CONCURRENTLY";
  if (first === "ALTER" && second === "TYPE" && has("ADD") && has("VALUE") && major < 12)
    return "ALTER TYPE ADD VALUE before PostgreSQL 12";
  return undefined;
}

/** `REINDEX` of one index or table may be in a transaction; of more it commits after each. */
function reindexBan(words: readonly string[]): string | undefined {
  if (words.includes("CONCURRENTLY")) return "REINDEX CONCURRENTLY";
  const object = words.find((word) => ["INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM"].includes(word)) ?? "";
  return ["SCHEMA", "DATABASE", "SYSTEM"].includes(object) ? `REINDEX ${object}` : undefined;
}

/** Whether a statement begins or ends a transaction itself. `ROLLBACK TO` and savepoints do not. */
export function findTransactionControl({ words }: Statement): "begin" | "end" | "other" | undefined {
  const [first = "", second = ""] = words;
  if (first === "BEGIN" || (first === "START" && second === "TRANSACTION")) return "begin";
  if (first === "COMMIT" || first === "END") return second === "PREPARED" || words.includes("CHAIN") ? "other" : "end";
  if (first === "ROLLBACK") return words.includes("TO") ? undefined : "other";
  if (first === "ABORT" || (first === "PREPARE" && second === "TRANSACTION")) return "other";
  return undefined;
}
