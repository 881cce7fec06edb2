import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { ActionError, digestOf, digestOfJson, resolveInWorkspace } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { Dialect } from "../sql/lexer.ts";
import { UnendedError } from "../sql/lexer.ts";
import { planError } from "../migration.ts";
import type { MigrationLayout, MigrationFile, ParsedName } from "../migration.ts";
import { digestOfStatements, splitStatements } from "../sql/statement.ts";
import type { Statement } from "../sql/statement.ts";
import { keepRanges, lineOf } from "../sql/text.ts";
import { findTransactionBan, findTransactionControl, isForeignKeySwitch } from "../sql/transactionality.ts";

/** The text of a file in the folder of migrations. */
export interface SourceFile {
  /** Relative to the folder, with `/`. */
  readonly script: string;
  /** Relative to the workspace. */
  readonly file: string;
  readonly text: string;
}

/** Everything in a folder of migrations: SQL files with their text, and the names of other files. */
export interface SourceFolder {
  readonly dir: string;
  readonly sources: readonly SourceFile[];
  /** Scripts of files that hold no SQL. */
  readonly others: readonly string[];
  /** Of the names and bytes of the SQL files and their configuration files. */
  readonly digest: Digest;
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Reads a folder of the workspace. Throws an `input` error when it is no folder, holds links, or a SQL file is no UTF-8 text. */
export async function readFolder(workspace: string, dir: string): Promise<SourceFolder> {
  const root = await resolveInWorkspace(workspace, dir, "migrations");
  const base = await resolveInWorkspace(workspace, ".", "workspace");
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new ActionError("input", `'${dir}' is not a folder that can be read; name the folder of the migration files.`, { cause: error });
  });
  const sources: SourceFile[] = [];
  const others: string[] = [];
  for (const entry of entries.sort((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
    const path = join(entry.parentPath, entry.name);
    const script = relative(root, path).split(sep).join("/");
    if (entry.isDirectory()) continue;
    if (!entry.isFile())
      throw new ActionError(
        "input",
        `'${dir}/${script}' is a link or special file, which may change without the folder; replace it by a copy.`,
      );
    if (!/\.sql(\.conf)?$/i.test(entry.name)) others.push(script);
    else sources.push({ script, file: relative(base, path).split(sep).join("/"), text: await readText(path, `${dir}/${script}`) });
  }
  return { dir: root, sources, others, digest: digestOfJson(sources.map((source) => [source.script, digestOf(source.text)])) };
}

async function readText(path: string, shown: string): Promise<string> {
  const bytes = await readFile(path);
  if (bytes.length > MAX_FILE_BYTES)
    throw new ActionError("input", `'${shown}' is larger than 64 MB; load bulk data by other means than a migration.`);
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw new ActionError(
      "input",
      `'${shown}' holds a NUL byte in line ${lineOf(bytes.toString("latin1", 0, nul), nul)}, where a database takes the text to end; remove it, or save the file as UTF-8 if it is UTF-16.`,
    );
  try {
    // ignoreBOM keeps the mark, so that offsets are those of the file.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ActionError("input", `'${shown}' is not UTF-8 text; save it as UTF-8.`, { cause: error });
  }
}

/** Reads the files of a folder as migrations of a layout, in the order in which they run, with everything that is wrong about them. */
export function readMigrations(
  folder: SourceFolder,
  layout: MigrationLayout,
  server: { kind: Dialect; major: number },
): { files: MigrationFile[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const named: (ParsedName & SourceFile)[] = [];
  for (const source of folder.sources) {
    if (/\.conf$/i.test(source.script)) continue;
    const parsed = layout.parseName(source.script);
    if (parsed === undefined) findings.push(foreignFile(source, layout));
    else if (parsed !== "ignored") named.push({ ...source, ...parsed });
  }
  for (const script of folder.others)
    if (/^[VR]?\d[\w.]*_.*\.(java|kt|groovy|go|js|ts|mjs|cjs|py|rb|php|cs|sh|json|cql)$/i.test(script.split("/").at(-1) ?? ""))
      findings.push(programFile(script));
  named.sort((a, b) => layout.compare(a, b));
  for (const [index, file] of named.entries()) {
    const twin = named.findIndex((other) => other.key === file.key);
    if (twin < index) findings.push(duplicateFile(file, named[twin]!));
  }
  const files = named.map((file) => {
    const companion = folder.sources.find((source) => source.script === `${file.script}.conf`)?.text;
    const { migration, findings: own } = readMigration(file, layout.parseBody(file.text, companion), server);
    findings.push(...own);
    return migration;
  });
  return { files, findings };
}

function readMigration(
  file: ParsedName & SourceFile,
  body: ReturnType<MigrationLayout["parseBody"]>,
  server: { kind: Dialect; major: number },
): { migration: MigrationFile; findings: Finding[] } {
  const findings: Finding[] = body.problems.map(({ line, what, next }) =>
    planError("migration-file", `${what}.`, next, { file: file.file, line }),
  );
  const { key, version, name, isRepeatable, script } = file;
  const identity = { key, version, name, isRepeatable, script, file: file.file, checksum: body.checksum };
  let statements: Statement[];
  try {
    statements = splitStatements(body.sql, server.kind);
  } catch (error) {
    if (!(error instanceof UnendedError)) throw error;
    findings.push(planError("migration-file", `${error.message}.`, "Close it.", { file: file.file, line: lineOf(body.sql, error.offset) }));
    return { migration: { ...identity, sql: body.sql, meaning: digestOf(body.sql), statements: [] }, findings };
  }
  const meaning = digestOfStatements(body.sql, statements);
  const switches = statements.filter((statement) => isForeignKeySwitch(statement, server.kind));
  const own = withoutOwnTransaction(statements.filter((statement) => !switches.includes(statement)));
  const removed = [...own.removed, ...switches].sort((a, b) => a.start - b.start);
  findings.push(...findUnrunnable(own.statements, file.file));
  const separately = findSeparation(own.statements, body.withoutTransaction, server);
  const sql = removed.length === 0 ? body.sql : keepRanges(body.sql, keptRanges(body.sql, removed));
  return { migration: { ...identity, sql, meaning, statements: own.statements, separately }, findings };
}

/** Many files wrap themselves in BEGIN … COMMIT. They run in our transaction, so that the history row is written in the same one. */
function withoutOwnTransaction(statements: readonly Statement[]): { statements: readonly Statement[]; removed: readonly Statement[] } {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last || findTransactionControl(first) !== "begin" || findTransactionControl(last) !== "end")
    return { statements, removed: [] };
  return { statements: statements.slice(1, -1), removed: [first, last] };
}

function keptRanges(sql: string, removed: readonly Statement[]): [number, number][] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (const statement of removed) {
    ranges.push([at, statement.start]);
    at = statement.start + statement.text.length;
  }
  return [...ranges, [at, sql.length]];
}

function findUnrunnable(statements: readonly Statement[], file: string): Finding[] {
  return statements.flatMap((statement) => {
    const where = { file, line: statement.line };
    if (findTransactionControl(statement))
      return [
        planError(
          "transaction-control",
          `The statement '${statement.words[0]}' begins or ends a transaction in the middle of the file.`,
          "Remove it; every migration runs in a transaction of its own together with its history row.",
          where,
        ),
      ];
    if (statement.text.startsWith("\\"))
      return [
        planError(
          "client-command",
          "The file holds a command of the psql client, which a server does not know.",
          "Write it as SQL.",
          where,
        ),
      ];
    if (statement.words[0] === "COPY" && statement.words.some((word, index) => word === "STDIN" && statement.words[index - 1] === "FROM"))
      return [planError("client-command", "COPY FROM STDIN needs data from a client.", "Write INSERT statements.", where)];
    return [];
  });
}

function findSeparation(
  statements: readonly Statement[],
  declared: number | undefined,
  server: { kind: Dialect; major: number },
): MigrationFile["separately"] {
  for (const statement of statements) {
    const why = findTransactionBan(statement, server.kind, server.major);
    if (why !== undefined) return { line: statement.line, why: `${why} cannot run in a transaction` };
  }
  return declared === undefined ? undefined : { line: declared, why: "the file asks for it" };
}

function foreignFile(source: SourceFile, layout: MigrationLayout): Finding {
  return planError(
    "foreign-file",
    `'${source.script}' is not a migration that ${layout.name} files are made of here, so it would be left out.`,
    layout.name === "flyway"
      ? "Rename or move it; baseline (B) files and callbacks are not supported."
      : "Rename it like the others, or move it out of the folder.",
    { file: source.file },
  );
}

function programFile(script: string): Finding {
  return planError(
    "program-file",
    `'${script}' looks like a migration written as a program, which cannot be run here.`,
    "Write it as SQL, or move it out of the folder and run it as a step of its own.",
  );
}

function duplicateFile(file: ParsedName & SourceFile, twin: SourceFile): Finding {
  const id = file.isRepeatable ? `the name '${file.name}'` : `the version ${file.version}`;
  return planError(
    "duplicate-version",
    `'${file.script}' and '${twin.script}' both have ${id}.`,
    "Give one of them the next free version.",
    { file: file.file },
  );
}
