import { digestOfJson, verdictOf } from "@waybill/kit";
import type { Digest, Finding, Verdict } from "@waybill/kit";
import type { Database, TableName } from "./databases/database.ts";
import { detectLayout, detectLayoutOfFiles } from "./layouts/detection.ts";
import { explainUnexpected } from "./run/failure.ts";
import { readFolder, readMigrations } from "./layouts/files.ts";
import type { Dialect } from "./sql/lexer.ts";
import { hidePasswords } from "./sql/passwords.ts";
import { describeMigration } from "./migration.ts";
import type { AppliedMigration, History, MigrationLayout, MigrationLayoutName, MigrationFile } from "./migration.ts";

/** Whose rules hold when files are checked without a server. */
const CURRENT_POSTGRES_MAJOR = 18;

/** Which files are meant, and which history. */
export interface PlanOptions {
  /** The folder of migrations, relative to the workspace. */
  readonly dir: string;
  readonly workspace: string;
  /** The history table, if it does not have its tool's usual name; `schema.table` or `table`. */
  readonly table?: string | undefined;
}

/** What applying would do, without effect. */
export interface MigrationPlan {
  readonly layout: MigrationLayoutName;
  readonly database: { readonly kind: string; readonly version: string; readonly name: string };
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly PendingMigration[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** Of the database's name and history, the pending migrations and all files: what an approval is about. */
  readonly digest: Digest;
  readonly filesDigest: Digest;
  readonly options: PlanOptions;
}

/** A file that applying would run. */
export interface PendingMigration {
  readonly version: string;
  readonly name: string;
  /** Relative to the workspace. */
  readonly file: string;
  readonly checksum: string;
  /** What will run, passwords hidden. */
  readonly sql: string;
  /** Whether the whole file runs in one transaction with its history row. */
  readonly transactional: boolean;
  /** Why it is not, when it is not. */
  readonly reason?: string | undefined;
  readonly statements: readonly { readonly line: number; readonly text: string }[];
}

/** Compares the files with the database's history. Throws `input` for a folder or history that no layout explains. */
export async function planMigrations(database: Database, options: PlanOptions): Promise<MigrationPlan> {
  try {
    return (await readState(database, options)).plan;
  } catch (error) {
    throw explainUnexpected(database, error);
  }
}

/**
 * What can be said about the files without a database: the plan for an empty one, under the rules of a current PostgreSQL unless another kind
 * is named. Throws `input` for a folder that no layout explains.
 */
export async function checkMigrations(options: PlanOptions & { readonly kind?: Dialect }): Promise<MigrationPlan> {
  const { kind = "postgresql", ...rest } = options;
  const folder = await readFolder(options.workspace, options.dir);
  const layout = detectLayoutOfFiles(folder);
  const { files, findings } = readMigrations(folder, layout, { kind, major: kind === "postgresql" ? CURRENT_POSTGRES_MAJOR : 3 });
  const all = [...findings, ...noticesOf(files, findings)];
  return {
    layout: layout.name,
    database: { kind, version: "", name: "" },
    applied: [],
    pending: files.map(showPending),
    findings: all,
    verdict: verdictOf(all),
    digest: folder.digest,
    filesDigest: folder.digest,
    options: rest,
  };
}

/** A plan with everything that applying needs. */
export interface MigrationState {
  readonly plan: MigrationPlan;
  readonly layout: MigrationLayout;
  readonly table: TableName;
  readonly history: History;
  /** All files in order. */
  readonly files: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  readonly unrecorded: readonly MigrationFile[];
  /** What the history's `readHead` said of the rows behind all this. */
  readonly head: string;
  /** The digest that a plan had when the last `count` applied migrations were still pending. */
  digestBefore(count: number): Digest;
}

/** Reads files and history. */
export async function readState(database: Database, options: PlanOptions): Promise<MigrationState> {
  const folder = await readFolder(options.workspace, options.dir);
  const { layout, table } = await detectLayout(database, folder, options.table);
  const { files, findings } = readMigrations(folder, layout, database);
  const history = layout.openHistory(database, table);
  const { head, applied, pending, findings: differences, unrecorded } = await history.compare(files);
  const all = [...findings, ...differences, ...noticesOf(pending, findings), ...adoptionNotice(layout, unrecorded)];
  const unknown = applied.filter((migration) => migration.file === undefined).map((migration) => migration.version);
  const where = { database: database.name, kind: database.kind, table: table.name, schema: table.schema ?? null };
  const facts = { layout: layout.name, ...where, files: folder.digest, unknown };
  const digestOfPending = (waiting: readonly MigrationFile[]): Digest => digestOfJson({ ...facts, pending: waiting.map(identityOf) });
  const isPending = new Set(pending);
  const done = inOrderOfTime(
    files.filter((file) => !isPending.has(file)),
    applied,
  );
  const plan: MigrationPlan = {
    layout: layout.name,
    database: { kind: database.kind, version: database.version, name: database.name },
    applied,
    pending: pending.map(showPending),
    findings: all,
    verdict: verdictOf(all),
    digest: digestOfPending(pending),
    filesDigest: folder.digest,
    options,
  };
  return {
    plan,
    layout,
    table,
    history,
    files,
    pending,
    unrecorded,
    head,
    digestBefore: (count) => {
      const waiting = new Set([...pending, ...done.slice(done.length - count)]);
      return digestOfPending(files.filter((file) => waiting.has(file)));
    },
  };
}

function inOrderOfTime(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] {
  const times = new Map(applied.map((migration) => [migration.file, migration.appliedAt ?? ""]));
  const timeOf = (file: MigrationFile): string => times.get(file.file) ?? "";
  return [...files].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

/** Together with the digest of all files, the list of pending ones says which were applied. */
function identityOf(file: MigrationFile): unknown {
  return [file.key, file.script, file.checksum, file.separately === undefined];
}

function noticesOf(pending: readonly MigrationFile[], errors: readonly Finding[]): Finding[] {
  return pending.flatMap((file): Finding[] => {
    const notices: Finding[] = [];
    if (file.separately)
      notices.push({
        rule: "without-transaction",
        severity: "notice",
        what: `The migration ${describeMigration(file)} runs statement by statement, because ${file.separately.why}; if it is interrupted, the next run goes on where it stopped.`,
        where: { file: file.file, line: file.separately.line },
      });
    if (file.statements.length === 0 && !errors.some((finding) => finding.where?.file === file.file))
      notices.push({
        rule: "empty-migration",
        severity: "notice",
        what: `The migration ${describeMigration(file)} holds no statement; only its version will be written down.`,
        where: { file: file.file },
      });
    return notices;
  });
}

function adoptionNotice(layout: MigrationLayout, unrecorded: readonly MigrationFile[]): Finding[] {
  const [first] = unrecorded;
  if (!first) return [];
  const what = `${layout.name} itself applied ${unrecorded.length === 1 ? "a migration" : `${unrecorded.length} migrations`} and keeps no checksums; applying writes them down, so that later edits are noticed.`;
  return [{ rule: "adoption", severity: "notice", what, where: { file: first.file } }];
}

function showPending(file: MigrationFile): PendingMigration {
  return {
    version: file.version,
    name: file.name,
    file: file.file,
    checksum: file.checksum,
    sql: hidePasswords(file.sql.trim()),
    transactional: file.separately === undefined,
    reason: file.separately?.why,
    statements: file.statements.map(({ line, text }) => ({ line, text: hidePasswords(text) })),
  };
}
