import type { CellRule, Check } from "./check-plan.ts";
import { readCellRules, RULE_KEYS } from "./cell-rules.ts";
import type { ColumnTable } from "./column-table.ts";
import { isNothing } from "./spec-reader.ts";
import type { Members, Node, SpecReader } from "./spec-reader.ts";
import { between, NONE } from "./threshold.ts";

/** Every key of an entry of `columns`. */
export const COLUMN_KEYS = [
  ...RULE_KEYS,
  "required",
  "unique",
  "missing_percent",
  "missing_values",
  "may_be_all_missing",
  "level",
  "description",
] as const;

/** Reads one entry of `columns` as checks: one for each thing that it demands. */
export function readColumnChecks(reader: SpecReader, table: ColumnTable, column: string, member: { key: Node; value: Node }): Check[] {
  if (isNothing(member.value)) {
    table.use(column);
    return [];
  }
  const members = reader.map(member.value, `column '${column}'`, COLUMN_KEYS);
  if (members === undefined) return [];
  const texts = readMissingValues(reader, members);
  const type = members.get("type");
  const typed = type && readCellRules(reader, table, column, new Map([["type", type]]))[0];
  table.declare(column, typed?.kind === "type" ? typed.reading : undefined, texts);
  const rest = new Map([...members].filter(([key]) => key !== "type"));
  const rules = [...(typed ? [typed] : []), ...readCellRules(reader, table, column, rest)];
  return [...missingChecks(reader, column, members, member.key), ...rules.map((rule) => invalidCheck(reader, column, members, rule))];
}

function missingChecks(reader: SpecReader, column: string, members: Members, key: Node): Check[] {
  const level = readLevel(reader, members);
  const checks: Check[] = [];
  const [required, percent, unique] = [members.get("required"), members.get("missing_percent"), members.get("unique")];
  if (required && percent) reader.fail(percent.key, `column '${column}' has both 'required' and 'missing_percent'; keep one`);
  if (required && reader.boolean(required.value, "'required'") === true) {
    checks.push({ kind: "missing", column, metric: "count", threshold: NONE, level, ...at(reader, required.key) });
  }
  const limit = percent && reader.number(percent.value, "'missing_percent'");
  if (percent && limit !== undefined) {
    if (limit < 0 || limit > 100) reader.fail(percent.value, "'missing_percent' must be a percentage from 0 to 100");
    checks.push({
      kind: "missing",
      column,
      metric: "percent",
      threshold: between(-Infinity, limit, "percent"),
      level,
      ...at(reader, percent.key),
    });
  }
  if (unique && reader.boolean(unique.value, "'unique'") === true) {
    checks.push({ kind: "duplicate", columns: [column], metric: "count", threshold: NONE, level, ...at(reader, unique.key ?? key) });
  }
  return checks;
}

const KEY_OF_RULE: Record<CellRule["kind"], readonly string[]> = {
  type: ["type"],
  values: ["values"],
  pattern: ["pattern"],
  range: ["min", "max"],
  length: ["min_length", "max_length"],
};

function invalidCheck(reader: SpecReader, column: string, members: Members, rule: CellRule): Check {
  const key = KEY_OF_RULE[rule.kind].map((name) => members.get(name)?.key).find((node) => node !== undefined);
  const level = readLevel(reader, members);
  const mayBeAllMissing = readMayBeAllMissing(reader, members);
  return { kind: "invalid", column, rules: [rule], metric: "count", threshold: NONE, mayBeAllMissing, level, ...at(reader, key) };
}

/** The `level` among the members: `fail` unless it says `warn`. */
export function readLevel(reader: SpecReader, members: Members): "fail" | "warn" {
  const level = members.get("level");
  return (level && reader.word(level.value, "'level'", ["fail", "warn"])) ?? "fail";
}

/** Whether a column without any value passes a check of its values. */
export function readMayBeAllMissing(reader: SpecReader, members: Members): boolean {
  const member = members.get("may_be_all_missing");
  return (member && reader.boolean(member.value, "'may_be_all_missing'")) ?? false;
}

/** The place of a node as a part of a check. */
export function at(reader: SpecReader, node: Node): Pick<Check, "at"> {
  const place = reader.place(node);
  return place ? { at: place } : {};
}

function readMissingValues(reader: SpecReader, members: Members): string[] | undefined {
  const member = members.get("missing_values");
  return (
    member && reader.list(member.value, "'missing_values'")?.flatMap((item) => reader.text(item, "an entry of 'missing_values'") ?? [])
  );
}
