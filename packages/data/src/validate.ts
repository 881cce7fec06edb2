import { readFile } from "node:fs/promises";
import type { Finding, Reporter, Verdict } from "@waybill/kit";
import { ActionError, resolveInWorkspace, worstOf } from "@waybill/kit";
import { parseCheckFile, parseInlineChecks } from "./checks/check-file.ts";
import type { CheckPlan } from "./checks/check-plan.ts";
import { metricName } from "./checks/check-plan.ts";
import type { EvaluationContext } from "./evaluate.ts";
import { evaluateChecks, measure } from "./evaluate.ts";
import { checkFindings, structureFindings } from "./finding.ts";
import { appendHistory, readHistory } from "./history/history-file.ts";
import type { History } from "./history/history-file.ts";
import type { DataResult, HistoryPoint } from "./result.ts";
import type { SourceFacts } from "@waybill/tables";
import { readSource } from "@waybill/tables";
import { TableRun } from "./run/table-run.ts";

/** What is validated, by what, and when. Paths are relative to the workspace. */
export interface ValidateDataOptions {
  readonly name: string;
  /** Path of the CSV file in the workspace. */
  readonly source: string;
  readonly workspace: string;
  /** Path of a check file in the workspace (a text), or its content as an object. */
  readonly checks: unknown;
  /** Path of the history file in the workspace; it may not exist yet. */
  readonly history?: string | undefined;
  readonly now: Date;
  /** Whether data that passes is appended to the history. */
  readonly recordHistory: boolean;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs every declared check over a CSV file in one pass and accounts for each of them. Findings are returned, not reported.
 * Throws an `input` error for a wrong check file or path and an `environment` error for a file that cannot be read or written.
 */
export async function validateData(options: ValidateDataOptions): Promise<DataResult> {
  const startedAt = performance.now();
  const { workspace, source, reporter, now } = options;
  const path = await resolveInWorkspace(workspace, source, `data.${options.name}.source`);
  const plan = await readPlan(options);
  const historyPath =
    options.history === undefined
      ? undefined
      : await resolveInWorkspace(workspace, options.history, `data.${options.name}.history`, { mayBeMissing: true });
  const history = historyPath === undefined ? undefined : await readHistory(historyPath, options.history ?? "");
  const run = new TableRun(plan);
  const facts = await readSource(path, source, (bytes, start, end, final) => run.consume(bytes, start, end, final), {
    signal: options.signal,
    onProgress: (bytes, total) => reporter.progress(`Checked ${Math.floor((bytes / Math.max(total, 1)) * 100)} % of ${source}`),
  });
  if (facts.changed) run.structure.add("the file changed while it was read");
  const { evaluations, verdict } = judgeAll(plan, run, { source, now, history: usableHistory(options, history, facts) });
  const structure = run.structure.result(source, run.rows);
  const findings = [
    ...structureFindings(structure, run.structure.problems, source),
    ...historyFindings(history, options.history),
    ...evaluations.flatMap((evaluation) => checkFindings(evaluation, source)),
  ];
  const historyPoint = await record(options, plan, run, { facts, verdict, historyPath, history });
  return {
    name: options.name,
    source,
    digest: facts.digest,
    rows: run.rows,
    bytes: facts.bytes,
    verdict,
    checks: [structure, ...evaluations.map((evaluation) => evaluation.result)],
    findings,
    historyPoint,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

async function readPlan(options: ValidateDataOptions): Promise<CheckPlan> {
  const { checks, workspace, name } = options;
  if (typeof checks !== "string") return parseInlineChecks(checks);
  const path = await resolveInWorkspace(workspace, checks, `data.${name}.checks`);
  try {
    return parseCheckFile(await readFile(path, "utf8"), checks);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ActionError("environment", `Check file '${checks}' could not be read: ${reason}. Check that it is a readable file.`, {
      cause: error,
    });
  }
}

function judgeAll(
  plan: CheckPlan,
  run: TableRun,
  context: EvaluationContext,
): { evaluations: ReturnType<typeof evaluateChecks>; verdict: Verdict } {
  const evaluations = evaluateChecks(plan, run, context);
  if (evaluations.length !== plan.checks.length) {
    throw new Error(`${plan.checks.length} checks were declared, but ${evaluations.length} are accounted for`);
  }
  const verdicts = evaluations.map((evaluation) => evaluation.result.verdict);
  return { evaluations, verdict: worstOf([run.structure.count === 0 ? "pass" : "fail", ...verdicts]) };
}

/** The points that this data is judged by: accepted before it, each data set once. */
function usableHistory(options: ValidateDataOptions, history: History | undefined, facts: SourceFacts): EvaluationContext["history"] {
  if (history === undefined) return { unusable: "No history file is configured; name one as 'history'." };
  if (history.damagedLine !== undefined) {
    return {
      unusable: `Line ${history.damagedLine} of ${options.history} is no history point; restore it from version control or remove it.`,
    };
  }
  const own = history.points.filter((point) => point.name === options.name);
  const known = own.filter((point, index) => own.findIndex((other) => other.digest === point.digest) === index);
  const self = known.findIndex((point) => point.digest === facts.digest);
  return self < 0 ? known : known.slice(0, self);
}

function historyFindings(history: History | undefined, shown: string | undefined): Finding[] {
  if (!history?.isCut || shown === undefined) return [];
  return [
    {
      rule: "data-history-cut",
      severity: "notice",
      what: `The last line of ${shown} is cut off, as a killed run leaves it; it is ignored, and removed when the next point is appended.`,
      where: { file: shown },
    },
  ];
}

interface Recording {
  readonly facts: SourceFacts;
  readonly verdict: Verdict;
  readonly historyPath: string | undefined;
  readonly history: History | undefined;
}

/** Only accepted data enters a history: one bad file must not widen tomorrow's limits. */
async function record(options: ValidateDataOptions, plan: CheckPlan, run: TableRun, at: Recording): Promise<DataResult["historyPoint"]> {
  if (at.historyPath === undefined) return undefined;
  const metrics: Record<string, number> = { row_count: run.rows };
  for (const check of plan.checks) {
    if (check.kind !== "history") continue;
    const value = measure(check.metric, run);
    if (value !== undefined) metrics[metricName(check.metric)] = value;
  }
  const point: HistoryPoint = { digest: at.facts.digest, name: options.name, at: options.now.toISOString(), metrics };
  const accepted = at.verdict === "pass" || at.verdict === "warn";
  if (!options.recordHistory || !accepted || at.history?.damagedLine !== undefined) return { ...point, recorded: false };
  return { ...point, recorded: await appendHistory(at.historyPath, options.history ?? "", point) };
}
