import { quoteName, SqlError } from "./database.ts";
import type { Row } from "./database.ts";

const SHOWN = 5;
/** `SQLITE_CONSTRAINT_FOREIGNKEY`: rows whose parent is missing. */
export const FOREIGN_KEY_CODE = "787";

/** Runs one statement on the file that is checked. */
type Read = (sql: string) => Row[];

/** A row whose parent is missing, or a foreign key that cannot be checked at all, in words, and how often. */
type Violations = ReadonlyMap<string, number>;

/**
 * Keeps a transaction that runs with `foreign_keys` off from leaving rows without their parents: what was wrong before it may stay,
 * nothing may be added ("Making Other Kinds Of Table Schema Changes", https://www.sqlite.org/lang_altertable.html).
 */
export class ForeignKeyGuard {
  private readonly read: Read;
  /** What was wrong when it was last looked at, and the data version of that moment: a check reads every row that has a foreign key. */
  private known: { readonly violations: Violations; readonly version: string } | undefined;

  constructor(read: Read) {
    this.read = read;
  }

  /** Looks at what is wrong already; at the beginning of a transaction. */
  remember(): void {
    if (this.known?.version !== this.dataVersion()) this.known = { violations: this.check(), version: this.dataVersion() };
  }

  /** Forgets what is known, because something was changed outside of a transaction. */
  forget(): void {
    this.known = undefined;
  }

  /** Throws a `SqlError` that names what is wrong now and was not at the beginning; at the end of a transaction. */
  refuseNew(): void {
    const before = this.known?.violations ?? new Map<string, number>();
    const after = this.check();
    const added = [...after].filter(([what, count]) => count > (before.get(what) ?? 0)).map(([what]) => what);
    if (added.length > 0) {
      const more = added.length > SHOWN ? `; and ${added.length - SHOWN} more` : "";
      throw new SqlError(`${added.slice(0, SHOWN).join("; ")}${more}`, { code: FOREIGN_KEY_CODE });
    }
    this.known = { violations: after, version: this.dataVersion() };
  }

  /** Changes when another connection has committed, not when this one has. */
  private dataVersion(): string {
    return this.read("PRAGMA data_version")[0]?.["data_version"] ?? "";
  }

  private check(): Violations {
    try {
      return countEach(this.read("PRAGMA foreign_key_check").map(describeRow));
    } catch {
      // One foreign key that cannot be checked, because its parent's columns are not unique, hides all others: ask table by table.
      const tables = this.read("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
      return countEach(tables.flatMap((row) => this.checkTable(row["name"] ?? "")));
    }
  }

  private checkTable(table: string): string[] {
    try {
      return this.read(`PRAGMA foreign_key_check(${quoteName(table)})`).map(describeRow);
    } catch (error) {
      return [`table '${table}': ${error instanceof Error ? error.message : String(error)}`];
    }
  }
}

function describeRow(row: Row): string {
  // A table WITHOUT ROWID has none to name.
  const rowid = row["rowid"] === null ? "a row" : `row ${row["rowid"]}`;
  return `table '${row["table"]}', ${rowid}: no parent in '${row["parent"]}'`;
}

function countEach(texts: readonly string[]): Violations {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
