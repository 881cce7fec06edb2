import { AGGREGATE_FUNCTIONS } from "./check-plan.ts";
import type { Check, Share } from "./check-plan.ts";
import { readCellRules, RULE_KEYS } from "./cell-rules.ts";
import { at, readLevel, readMayBeAllMissing } from "./check-column.ts";
import type { ColumnTable } from "./column-table.ts";
import { HISTORY_KEYS, readHistoryRule } from "./check-history.ts";
import type { Members, Node, SpecReader } from "./spec-reader.ts";
import { NONE, readThreshold, THRESHOLD_KEYS } from "./threshold.ts";
import type { Threshold, Unit } from "./threshold.ts";

const COMMON_KEYS = ["level", "description"] as const;

/** The keys of each kind of check. */
export const CHECK_KEYS = {
  schema: ["columns", "extra_columns", "column_order", ...COMMON_KEYS],
  row_count: [...THRESHOLD_KEYS, ...COMMON_KEYS],
  missing: ["column", "metric", ...THRESHOLD_KEYS, ...COMMON_KEYS],
  invalid: ["column", "metric", "may_be_all_missing", ...RULE_KEYS, ...THRESHOLD_KEYS, ...COMMON_KEYS],
  duplicate: ["column", "columns", "metric", ...THRESHOLD_KEYS, ...COMMON_KEYS],
  freshness: ["column", ...THRESHOLD_KEYS, ...COMMON_KEYS],
  aggregate: ["column", "function", ...THRESHOLD_KEYS, ...COMMON_KEYS],
  history: [...HISTORY_KEYS, ...COMMON_KEYS],
} as const satisfies Record<Check["kind"], readonly string[]>;

type Kind = Check["kind"];

/** The reader of one entry of `checks`: a map with one key, the kind of the check. */
export function checkListReader(reader: SpecReader, table: ColumnTable): (item: Node) => Check | undefined {
  const kinds = Object.keys(CHECK_KEYS);
  return (item) => {
    const entry = reader.map(item, "an entry of 'checks'", kinds);
    if (entry === undefined) return undefined;
    const [only] = entry;
    if (only === undefined || entry.size !== 1) return reader.fail(item, "an entry of 'checks' must have one key, the kind of the check");
    const [kind, member] = only;
    if (!isKind(kind)) return undefined;
    const members = reader.map(member.value, `'${kind}'`, CHECK_KEYS[kind]);
    if (members === undefined) return undefined;
    const rule = readCheck(reader, table, kind, { members, node: member.key });
    return rule && { ...rule, level: readLevel(reader, members), ...at(reader, member.key) };
  };
}

function isKind(key: string): key is Kind {
  return Object.hasOwn(CHECK_KEYS, key);
}

interface Source {
  readonly members: Members;
  readonly node: Node;
}

type Rule = Check extends infer One ? (One extends Check ? Omit<One, "level" | "at"> : never) : never;

function readCheck(reader: SpecReader, table: ColumnTable, kind: Kind, source: Source): Rule | undefined {
  switch (kind) {
    case "schema":
      return readSchema(reader, table, source);
    case "row_count": {
      const threshold = required(reader, source, kind, "count");
      return threshold && { kind, threshold };
    }
    case "missing":
    case "invalid":
      return readShareCheck(reader, table, kind, source);
    case "duplicate":
      return readDuplicate(reader, table, source);
    case "freshness": {
      const column = readColumn(reader, table, kind, source, "temporal");
      const threshold = required(reader, source, kind, "duration");
      return column === undefined ? undefined : threshold && { kind, column, threshold };
    }
    case "aggregate":
      return readAggregate(reader, table, source);
    case "history":
      return readHistoryRule(reader, table, source);
  }
}

function readSchema(reader: SpecReader, table: ColumnTable, { members }: Source): Rule {
  const [columns, extra, order] = [members.get("columns"), members.get("extra_columns"), members.get("column_order")];
  const names = columns && reader.list(columns.value, "'columns'")?.flatMap((item) => reader.text(item, "a column name") ?? []);
  for (const name of names ?? []) table.use(name);
  return {
    kind: "schema",
    columns: names ?? [],
    extra: (extra && reader.word(extra.value, "'extra_columns'", ["allow", "forbid"])) ?? "allow",
    order: (order && reader.word(order.value, "'column_order'", ["any", "exact"])) ?? "any",
  };
}

function readShareCheck(reader: SpecReader, table: ColumnTable, kind: "missing" | "invalid", source: Source): Rule | undefined {
  const { members, node } = source;
  const column = readColumn(reader, table, kind, source);
  const metric = readShare(reader, members);
  const threshold = readThreshold(reader, members, metric) ?? NONE;
  if (column === undefined) return undefined;
  if (kind === "missing") return { kind, column, metric, threshold };
  const rules = readCellRules(reader, table, column, members);
  for (const rule of rules) {
    if (rule.kind === "type" && table.typeOf(column) === undefined) table.declare(column, rule.reading, undefined);
    else if (rule.kind === "type" && table.typeOf(column) !== rule.reading) reader.fail(node, `column '${column}' has two different types`);
  }
  if (rules.length === 0) return reader.fail(node, `'invalid' needs a rule: one of ${RULE_KEYS.join(", ")}`);
  return { kind, column, rules, metric, threshold, mayBeAllMissing: readMayBeAllMissing(reader, members) };
}

function readDuplicate(reader: SpecReader, table: ColumnTable, { members, node }: Source): Rule | undefined {
  const [one, many] = [members.get("column"), members.get("columns")];
  if ((one === undefined) === (many === undefined)) return reader.fail(node, "'duplicate' needs either 'column' or 'columns'");
  const nodes = one ? [one.value] : (reader.list(many?.value, "'columns'") ?? []);
  const columns = nodes.flatMap((item) => reader.text(item, "a column name") ?? []);
  if (columns.length === 0) return reader.fail(node, "'duplicate' names no column");
  for (const column of columns) table.use(column);
  const metric = readShare(reader, members);
  return { kind: "duplicate", columns, metric, threshold: readThreshold(reader, members, metric) ?? NONE };
}

function readAggregate(reader: SpecReader, table: ColumnTable, source: Source): Rule | undefined {
  const column = readColumn(reader, table, "aggregate", source, "number");
  const threshold = required(reader, source, "aggregate", "number");
  const named = source.members.get("function");
  if (named === undefined) return reader.fail(source.node, `'aggregate' needs 'function': one of ${AGGREGATE_FUNCTIONS.join(", ")}`);
  const chosen = reader.word(named.value, "'function'", AGGREGATE_FUNCTIONS);
  if (column === undefined || threshold === undefined || chosen === undefined) return undefined;
  return { kind: "aggregate", column, function: chosen, threshold };
}

function readColumn(reader: SpecReader, table: ColumnTable, kind: Kind, source: Source, need?: "number" | "temporal"): string | undefined {
  const member = source.members.get("column");
  if (member === undefined) return reader.fail(source.node, `'${kind}' needs 'column'`);
  const column = reader.text(member.value, "'column'");
  if (column === undefined) return undefined;
  if (need === undefined) table.use(column);
  else table.need(column, need, member.value);
  return column;
}

function readShare(reader: SpecReader, members: Members): Share {
  const metric = members.get("metric");
  return (metric && reader.word(metric.value, "'metric'", ["count", "percent"])) ?? "count";
}

function required(reader: SpecReader, { members, node }: Source, kind: Kind, unit: Unit): Threshold | undefined {
  const threshold = readThreshold(reader, members, unit);
  if (threshold === undefined && !THRESHOLD_KEYS.some((key) => members.has(key))) {
    return reader.fail(
      node,
      `'${kind}' needs a threshold such as ${unit === "duration" ? "must_be_less_than: 2d" : "must_be_between: [1, 10]"}`,
    );
  }
  return threshold;
}
