import type { RunRule } from "@waybill/stats";
import type { Allowance, HistoryRule, Metric } from "./check-plan.ts";
import { AGGREGATE_FUNCTIONS } from "./check-plan.ts";
import type { ColumnTable } from "./column-table.ts";
import type { Members, Node, SpecReader } from "./spec-reader.ts";

/** Every key of the check `history` besides those that all checks have. */
export const HISTORY_KEYS = ["metric", "column", "method", "window", "minimum", "may_drop", "may_rise", "direction", "run_rules"] as const;

const METRICS = ["row_count", "missing_count", "missing_percent", ...AGGREGATE_FUNCTIONS] as const;
const RUN_RULES_ON: readonly RunRule[] = ["two-of-three-beyond-2-sigma", "four-of-five-beyond-1-sigma", "eight-on-one-side"];
const AVERAGE_KEYS = ["may_drop", "may_rise"] as const;
const CHART_KEYS = ["direction", "run_rules"] as const;

/** Reads a `history` check: against an average with `may_drop` or `may_rise`, else a control chart. */
export function readHistoryRule(
  reader: SpecReader,
  table: ColumnTable,
  { members, node }: { members: Members; node: Node },
): HistoryRule | undefined {
  const metric = readMetric(reader, table, members, node);
  const hasAllowance = AVERAGE_KEYS.some((key) => members.has(key));
  const named = members.get("method");
  const method =
    (named && reader.word(named.value, "'method'", ["average", "control_chart"])) ?? (hasAllowance ? "average" : "control_chart");
  for (const key of method === "average" ? CHART_KEYS : AVERAGE_KEYS) {
    if (members.has(key)) reader.fail(members.get(key)?.key, `'${key}' does not belong to method ${method}`);
  }
  const window = readCount(reader, members, "window", method === "average" ? 14 : 30);
  const minimum = readCount(reader, members, "minimum", method === "average" ? 3 : 8);
  if (minimum > window) reader.fail(members.get("minimum")?.key ?? node, `'minimum' (${minimum}) is above 'window' (${window})`);
  if (metric === undefined) return undefined;
  const common = { kind: "history", metric, window, minimum } as const;
  if (method === "control_chart") {
    if (minimum < 2) reader.fail(members.get("minimum")?.key, "a control chart needs a 'minimum' of at least 2");
    return { ...common, method, ...readChart(reader, members) };
  }
  if (!hasAllowance)
    return reader.fail(node, "'history' with method average needs 'may_drop', 'may_rise' or both, for example may_drop: 20%");
  return { ...common, method, mayDrop: readAllowance(reader, members, "may_drop"), mayRise: readAllowance(reader, members, "may_rise") };
}

function readMetric(reader: SpecReader, table: ColumnTable, members: Members, node: Node): Metric | undefined {
  const named = members.get("metric");
  if (named === undefined) return reader.fail(node, `'history' needs 'metric': one of ${METRICS.join(", ")}`);
  const kind = reader.word(named.value, "'metric'", METRICS);
  const member = members.get("column");
  if (kind === undefined) return undefined;
  if (kind === "row_count") return member ? reader.fail(member.key, "'row_count' has no column") : { kind };
  if (member === undefined) return reader.fail(node, `metric ${kind} needs 'column'`);
  const column = reader.text(member.value, "'column'");
  if (column === undefined) return undefined;
  if (kind === "missing_count" || kind === "missing_percent") table.use(column);
  else table.need(column, "number", member.value);
  return { kind, column };
}

function readChart(reader: SpecReader, members: Members): { direction: "both" | "drop" | "rise"; runRules: readonly RunRule[] } {
  const [direction, rules] = [members.get("direction"), members.get("run_rules")];
  const isOn = (rules && reader.boolean(rules.value, "'run_rules'")) ?? true;
  return {
    direction: (direction && reader.word(direction.value, "'direction'", ["both", "drop", "rise"])) ?? "both",
    runRules: isOn ? RUN_RULES_ON : [],
  };
}

function readCount(reader: SpecReader, members: Members, key: string, fallback: number): number {
  const member = members.get(key);
  return (member && reader.integer(member.value, `'${key}'`, 1, 10_000)) ?? fallback;
}

function readAllowance(reader: SpecReader, members: Members, key: string): Allowance {
  const member = members.get(key);
  const text = member && reader.text(member.value, `'${key}'`);
  if (member === undefined || text === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
  if (match === null) return reader.fail(member.value, `'${key}' must be a number from 0 or a percentage such as 20%, not '${text}'`);
  return match[2] === "%" ? { share: Number(match[1]) / 100 } : { absolute: Number(match[1]) };
}
