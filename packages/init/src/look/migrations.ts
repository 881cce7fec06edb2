import { ActionError } from "@waybill/kit";
import { checkMigrations } from "@waybill/migrate";
import type { Account } from "../account.ts";
import { dnsLabel, folderOf, lastPart, uniqueName } from "../names.ts";
import type { PathFact } from "../pipelines/facts.ts";
import type { Tree } from "./tree.ts";

/** A folder of migrations that Waybill carries out. */
export interface MigrationFolder {
  readonly name: string;
  readonly path: string;
}

/** What every tool's files have: a number at the beginning, or Flyway's letters. */
const NUMBERED = /^(?:[VRUB]?\d[\w.-]*|R__.*)\.sql$/i;
const MARKS = new Set(["atlas.sum", "migration_lock.toml", "_journal.json"]);
const USUAL = /^(migrations?|migrate|flyway|dbmate|goose)$/i;
/** Migrations that are programs, as Rails, Django, Alembic, Laravel, Knex and Entity Framework have them: below such a folder, by number or hash. */
const PROGRAM_FOLDER = /(^|\/)(migrations?|migrate|alembic\/versions)(\/|$)/i;
const PROGRAM = /^(\d[\w.-]*|[0-9a-f]{12}_\w+)\.(rb|py|php|js|ts|cs|go)$/i;

/** Finds the folders of migrations by their names and by what pipelines name, and asks `migrate` itself what they are. */
export async function readMigrationFolders(tree: Tree, account: Account, named: readonly PathFact[]): Promise<MigrationFolder[]> {
  const found: { path: string; layout: string }[] = [];
  for (const path of migrationFolders(tree, named)) {
    const layout = await layoutOf(tree, account, path);
    if (layout !== undefined) found.push({ path, layout });
  }
  leavePrograms(tree, account, new Set(found.map(({ path }) => path)));
  const taken = new Set<string>();
  return found.map(({ path, layout }) => {
    const name = uniqueName(found.length === 1 ? "main" : databaseName(path), taken);
    taken.add(name);
    account.take(`${path}: migrations of ${layout}`, `databases.${name}`);
    return { name, path };
  });
}

/** Says of migrations that are programs that nothing carries them out, a folder at a time. */
function leavePrograms({ files }: Tree, account: Account, taken: ReadonlySet<string>): void {
  const folders = new Map<string, string>();
  for (const path of files) {
    const folder = folderOf(path);
    if (PROGRAM_FOLDER.test(folder) && PROGRAM.test(lastPart(path)) && !taken.has(topOf(folder)) && !folders.has(folder))
      folders.set(folder, lastPart(path));
  }
  for (const [folder, file] of folders)
    account.leave(
      `${folder}: migrations that are programs (${file})`,
      "Waybill carries out SQL alone. Keep the step that runs them, before the deployment, or have the tool write them as SQL.",
    );
}

/** The folders that look like migrations, none inside of another. */
export function migrationFolders({ files }: Tree, named: readonly PathFact[]): string[] {
  const folders = new Set(named.map(({ path }) => path));
  for (const path of files) {
    const folder = folderOf(path);
    if (MARKS.has(lastPart(path))) folders.add(lastPart(path) === "_journal.json" ? folderOf(folder) : folder);
    else if (/\.sql$/i.test(path) && (NUMBERED.test(lastPart(path)) || USUAL.test(lastPart(folder)))) folders.add(topOf(folder));
  }
  return [...folders].filter((folder) => ![...folders].some((other) => other !== folder && folder.startsWith(`${other}/`))).sort();
}

/** Tools look below their folder, so the outermost one with such a name is meant. */
function topOf(folder: string): string {
  const parts = folder.split("/");
  const at = parts.findIndex((part) => USUAL.test(part));
  return at < 0 ? folder : parts.slice(0, at + 1).join("/");
}

function databaseName(path: string): string {
  const part = path.split("/").findLast((name) => !USUAL.test(name) && !/^(db|database|sql|src|main|resources)$/i.test(name));
  return dnsLabel(part ?? "") ?? "main";
}

/** The layout's name; undefined, and told, for files that cannot be carried out as they are. */
async function layoutOf({ workspace }: Tree, account: Account, path: string): Promise<string | undefined> {
  try {
    const [postgresql, sqlite] = await Promise.all([
      checkMigrations({ dir: path, workspace }),
      checkMigrations({ dir: path, workspace, kind: "sqlite" }),
    ]);
    const plan = postgresql.verdict === "fail" ? sqlite : postgresql;
    if (plan.verdict !== "fail") return plan.layout;
    const error = plan.findings.find(({ severity }) => severity === "error");
    account.leave(
      `${path}: migrations of ${plan.layout}`,
      `${error?.what ?? "they cannot be carried out"}${error?.next === undefined ? "" : ` ${error.next}`}`,
    );
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    account.leave(`${path}: migrations`, error.message);
  }
  return undefined;
}
