import type { Finding, Rule } from "@waybill/kit";
import type { Evaluation } from "./evaluate.ts";
import type { CheckName, CheckResult } from "./result.ts";
import type { StructureProblem } from "./run/structure.ts";

const RULE_OF: Readonly<Record<CheckName, Rule>> = {
  structure: "data-structure",
  schema: "data-schema",
  row_count: "data-row-count",
  missing: "data-missing",
  invalid: "data-invalid",
  duplicate: "data-duplicate",
  freshness: "data-freshness",
  aggregate: "data-aggregate",
  history: "data-history",
};
const SEVERITY = { pass: "notice", warn: "warning", fail: "error", inconclusive: "error" } as const;

/** The findings of a file's form: one per problem that was kept. */
export function structureFindings(result: CheckResult, problems: readonly StructureProblem[], source: string): Finding[] {
  return problems.map(({ line, problem }) => ({
    rule: RULE_OF.structure,
    severity: "error",
    what: `${sentence(problem)} (${source}${line === undefined ? "" : `, line ${line}`}).`,
    where: { file: source, line },
    expected: result.expected,
    next: nextFor(problem),
  }));
}

/** The findings of one check: one for the check, at its line in the check file, and one for each example row. Passing checks have none. */
export function checkFindings({ result, rows }: Evaluation, source: string): Finding[] {
  if (result.verdict === "pass") return [];
  const rule = RULE_OF[result.check];
  const severity = SEVERITY[result.verdict];
  const subject = result.column === undefined ? "" : ` of '${result.column}'`;
  const what = `Check '${result.check}'${subject} ${describeVerdict(result)}.${result.note === undefined ? "" : ` ${result.note}`}`;
  const facts = { observed: result.observed, expected: result.expected };
  const summary: Finding = { rule, severity, what, where: result.at ?? { file: source }, ...facts };
  const failing = rows.map((row): Finding => ({
    rule,
    severity: result.verdict === "warn" ? "notice" : "warning",
    what: `In line ${row.line}, ${describeRow(result)}.`,
    where: { file: source, line: row.line },
    observed: row.shape,
    expected: result.expected,
  }));
  return [summary, ...failing];
}

function describeVerdict(result: CheckResult): string {
  if (result.verdict === "inconclusive") return "could not be evaluated";
  if (result.verdict === "fail") return "failed";
  return result.check === "history" && result.note?.startsWith("Learning") ? "is still learning" : "did not hold";
}

function describeRow(result: CheckResult): string {
  if (result.check === "missing") return `'${result.column}' has no value`;
  if (result.check === "duplicate") return `'${result.column}' has a value that was there before`;
  return `'${result.column}' has a value that is not allowed`;
}

function nextFor(problem: string): string {
  if (problem.includes("no line break"))
    return "Load the file again; if its writer leaves the last line break out, set dialect.final_line_break: optional.";
  if (problem.includes("fields"))
    return "Look for an unquoted delimiter or a lost line, or set dialect.delimiter if the file uses another one.";
  if (problem.includes("quote"))
    return "Quote the field and double the quotes inside it, or set dialect.quote: '' if quotes mean nothing in this file.";
  if (problem.includes("UTF-8") || problem.includes("NUL")) return "Write the file as UTF-8 text.";
  return "Write the file again as the dialect in the check file says.";
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
