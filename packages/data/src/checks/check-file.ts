import type { Check, CheckPlan, ColumnPlan } from "./check-plan.ts";
import { CHECK_KEYS, checkListReader } from "./check-list.ts";
import { COLUMN_KEYS, readColumnChecks } from "./check-column.ts";
import type { Dialect } from "@waybill/tables";
import { RFC_4180 } from "@waybill/tables";
import { ColumnTable } from "./column-table.ts";
import { SpecReader } from "./spec-reader.ts";
import type { Members, Node } from "./spec-reader.ts";

/** The keys at the top of a check file; checks.schema.json, which editors use, is held to these lists by a test. */
export const TOP_KEYS = ["version", "dialect", "missing_values", "columns", "checks", "examples", "limits", "description"] as const;
/** The keys of `dialect`. */
export const DIALECT_KEYS = ["delimiter", "quote", "header", "final_line_break"] as const;
/** The keys of `limits`. */
export const LIMIT_KEYS = ["unique_memory_mb"] as const;

/** All keys of the format by place, for the JSON Schema's test. */
export const FORMAT_KEYS = { top: TOP_KEYS, dialect: DIALECT_KEYS, limits: LIMIT_KEYS, column: COLUMN_KEYS, checks: CHECK_KEYS } as const;

const DEFAULT_EXAMPLES = 10;
const DEFAULT_UNIQUE_MEMORY_MB = 256;

/** Reads a check file's text. Throws one `input` error that lists every problem with `file:line:column`. */
export function parseCheckFile(text: string, file: string): CheckPlan {
  return readPlan(new SpecReader(file, { text }));
}

/** Reads checks that are given as an object instead of a file. Throws like `parseCheckFile`, without positions. */
export function parseInlineChecks(object: unknown): CheckPlan {
  return readPlan(new SpecReader("inline checks", { object }));
}

function readPlan(reader: SpecReader): CheckPlan {
  const top = reader.map(reader.root, "the check file", TOP_KEYS);
  const plan = top === undefined ? undefined : readTop(reader, top);
  if (plan !== undefined && plan.checks.length === 0) reader.fail(reader.root, "declares no check; name at least one column or check");
  reader.finish();
  if (plan === undefined) throw new TypeError("a check file without problems has a plan");
  return plan;
}

function readTop(reader: SpecReader, top: Members): CheckPlan {
  const version = top.get("version");
  if (version) reader.integer(version.value, "'version'", 1, 1);
  const dialect = readDialect(reader, top.get("dialect")?.value);
  const missingValues = readTexts(reader, top.get("missing_values")?.value, "'missing_values'") ?? [""];
  const table = new ColumnTable(reader, missingValues);
  const declared = readColumns(reader, table, top.get("columns")?.value);
  const listed = readList(reader, table, top.get("checks")?.value);
  const names = declared.names;
  const schema = listed.filter((check) => check.kind === "schema");
  if (schema.length > 1) reader.fail(top.get("checks")?.value, "has more than one 'schema' check; merge them into one");
  const place = reader.place(top.get("columns")?.key);
  const implied: Check[] =
    schema.length > 0 || names.length === 0
      ? []
      : [{ kind: "schema", level: "fail", columns: names, extra: "allow", order: "any", at: place }];
  const complete = listed.map((check) => (check.kind === "schema" && check.columns.length === 0 ? { ...check, columns: names } : check));
  const examples = top.get("examples");
  const columns: ReadonlyMap<string, ColumnPlan> = table.resolve();
  if (!dialect.header) checkHeaderless(reader, top, names, columns);
  return {
    dialect,
    columns,
    checks: [...implied, ...declared.checks, ...complete],
    examples: (examples && reader.integer(examples.value, "'examples'", 0, 1000)) ?? DEFAULT_EXAMPLES,
    uniqueMemoryBytes: readMemory(reader, top.get("limits")?.value) * 2 ** 20,
  };
}

function checkHeaderless(reader: SpecReader, top: Members, names: readonly string[], columns: ReadonlyMap<string, ColumnPlan>): void {
  if (names.length === 0) reader.fail(top.get("dialect")?.value, "without a header, 'columns' must name every column in order");
  for (const name of columns.keys()) {
    if (!names.includes(name))
      reader.fail(top.get("checks")?.value, `column '${name}' is not in 'columns', which gives the names of a file without a header`);
  }
}

function readColumns(reader: SpecReader, table: ColumnTable, node: Node): { names: string[]; checks: Check[] } {
  const members = node === undefined ? undefined : reader.map(node, "'columns'");
  const checks: Check[] = [];
  for (const [name, member] of members ?? []) checks.push(...readColumnChecks(reader, table, name, member));
  return { names: [...(members?.keys() ?? [])], checks };
}

function readList(reader: SpecReader, table: ColumnTable, node: Node): Check[] {
  const items = node === undefined ? [] : (reader.list(node, "'checks'") ?? []);
  const read = checkListReader(reader, table);
  return items.flatMap((item) => read(item) ?? []);
}

function readDialect(reader: SpecReader, node: Node): Dialect {
  const members = node === undefined ? undefined : reader.map(node, "'dialect'", DIALECT_KEYS);
  if (members === undefined) return RFC_4180;
  const delimiter = readByte(reader, members, "delimiter") ?? RFC_4180.delimiter;
  const quote = members.has("quote") ? (readByte(reader, members, "quote", true) ?? RFC_4180.quote) : RFC_4180.quote;
  if (delimiter === quote) reader.fail(members.get("quote")?.value, "'quote' and 'delimiter' must differ");
  const header = members.get("header");
  const end = members.get("final_line_break");
  return {
    delimiter,
    quote,
    header: (header && reader.boolean(header.value, "'header'")) ?? true,
    finalLineBreak: (end && reader.word(end.value, "'final_line_break'", ["required", "optional"])) ?? "required",
  };
}

function readByte(reader: SpecReader, members: Members, key: string, mayBeEmpty = false): string | undefined {
  const member = members.get(key);
  if (member === undefined) return undefined;
  const text = reader.text(member.value, `'${key}'`);
  if (text === undefined || (mayBeEmpty && text === "")) return text;
  if (/^[\t\x20-\x7e]$/.test(text)) return text;
  return reader.fail(member.value, `'${key}' must be one ASCII character${mayBeEmpty ? " or empty" : ""}, not '${text}'`);
}

function readMemory(reader: SpecReader, node: Node): number {
  const members = node === undefined ? undefined : reader.map(node, "'limits'", LIMIT_KEYS);
  const memory = members?.get("unique_memory_mb");
  return (memory && reader.integer(memory.value, "'unique_memory_mb'", 1, 16_384)) ?? DEFAULT_UNIQUE_MEMORY_MB;
}

/** Reads a list of texts; undefined when there is none. */
function readTexts(reader: SpecReader, node: Node, what: string): string[] | undefined {
  if (node === undefined) return undefined;
  return reader.list(node, what)?.flatMap((item) => reader.text(item, `an entry of ${what}`) ?? []);
}
