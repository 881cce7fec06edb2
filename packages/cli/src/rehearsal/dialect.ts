import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseConfig } from "@waybill/config";
import { isSystemError } from "@waybill/kit";
import type { Env } from "@waybill/pipeline";

/** What a database speaks, and how that is known. */
export interface KnownDialect {
  readonly dialect: "postgresql" | "sqlite" | "mariadb";
  readonly because: string;
}

const SCHEMES: Readonly<Record<string, KnownDialect["dialect"]>> = {
  postgres: "postgresql",
  postgresql: "postgresql",
  sqlite: "sqlite",
  sqlite3: "sqlite",
  file: "sqlite",
  mysql: "mariadb",
  mysqls: "mariadb",
  mariadb: "mariadb",
};

/** Words of SQL that only one of them takes. */
const MARKS: readonly (readonly [KnownDialect["dialect"], RegExp])[] = [
  ["sqlite", /\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b/gi],
  ["mariadb", /\bAUTO_INCREMENT\b|\bENGINE\s*=\s*\w+|`\w+`/gi],
  [
    "postgresql",
    /\b(?:BIG|SMALL)?SERIAL\b|\bJSONB\b|\bBYTEA\b|\bTIMESTAMPTZ\b|\bCREATE\s+EXTENSION\b|\bplpgsql\b|\$\$|\w::\w|\bAS\s+IDENTITY\b/gi,
  ],
];

/**
 * What a database speaks, which waybill.yml does not say: what the scheme of its real URL says where the variable is set here (nothing else
 * of it is looked at), else what its migrations use that only one of them takes, else PostgreSQL.
 */
export async function findDialect(
  database: DatabaseConfig,
  { workspace, env }: { readonly workspace: string; readonly env: Env },
): Promise<KnownDialect> {
  if ("env" in database.url) {
    const scheme = /^(?:jdbc:)?([a-z][a-z0-9]*)(?:\+[a-z0-9]+)?:/i.exec(env[database.url.env] ?? "")?.[1]?.toLowerCase() ?? "";
    const dialect = SCHEMES[scheme];
    if (dialect !== undefined) return { dialect, because: `${database.url.env} begins with '${scheme}:'` };
  }
  const found = await findMarks(join(workspace, database.migrations));
  const [only, ...others] = [...found];
  if (only && others.length === 0) return { dialect: only[0], because: `its migrations say ${only[1]}` };
  return { dialect: "postgresql", because: only ? "its migrations fit no single one" : "nothing says otherwise" };
}

/** The first mark of each dialect in the SQL files of a folder. */
async function findMarks(folder: string): Promise<ReadonlyMap<KnownDialect["dialect"], string>> {
  const found = new Map<KnownDialect["dialect"], string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    // The release itself says at which key a folder is missing.
    if (isSystemError(error)) return [];
    throw error;
  });
  for (const entry of entries.filter((each) => each.isFile() && each.name.endsWith(".sql"))) {
    const text = withoutComments(await readFile(join(entry.parentPath, entry.name), "utf8"));
    for (const [dialect, mark] of MARKS) {
      const word = text.match(mark)?.[0];
      if (word !== undefined && !found.has(dialect)) found.set(dialect, `${word.replaceAll(/\s+/g, " ")} (${entry.name})`);
    }
  }
  return found;
}

/** Comments and texts in quotes are in any language. */
function withoutComments(sql: string): string {
  return sql.replaceAll(/--.*$|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/gm, " ");
}
