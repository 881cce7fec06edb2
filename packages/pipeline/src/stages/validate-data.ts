import { validateData } from "@waybill/data";
import type { DataResult } from "@waybill/data";
import type { DataConfig } from "@waybill/config";
import type { Verdict } from "@waybill/kit";
import { dataSection } from "../sections/validation-sections.ts";
import { basisOfData, declarationOfData } from "../evidence/declared.ts";
import { requireFiles } from "../session/files.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/**
 * Checks one data entry and proves what was found about its digest. Its history, which control charts compare with, grows by this run unless it is
 * a dry run, or `recordHistory` is false for somebody who only looks. Throws `input` for a source or check file that cannot be read.
 */
export async function validateDataStage(
  context: StageContext,
  entry: DataConfig,
  { recordHistory = true }: { readonly recordHistory?: boolean } = {},
): Promise<StageOutcome<DataResult>> {
  return runStage(context, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
    await requireFiles(context, "data", [entry.name]);
    // As the check file is read: before the data, which may take minutes.
    const demanded = { declaration: await declarationOfData(context, entry), basis: await basisOfData(context, entry) };
    const result = await validateData({
      name: entry.name,
      source: entry.source,
      workspace: context.workspace,
      checks: entry.checks ?? entry.inline ?? {},
      history: entry.history,
      now: context.clock(),
      recordHistory: recordHistory && !context.dryRun,
      reporter: context.reporter,
      signal: context.signal,
    });
    for (const finding of result.findings) context.reporter.finding(finding);
    const failing = result.checks.filter((check) => check.verdict !== "pass");
    const count = `${result.rows.toLocaleString("en")} rows, ${result.checks.length} checks`;
    return {
      verdict: result.verdict,
      note:
        failing.length === 0
          ? count
          : `${count}; ${[
              listed(failing, ["fail", "warn"], "not passed"),
              // Nothing was found wrong with the data, and nothing right.
              listed(failing, ["inconclusive"], "could not be evaluated"),
            ]
              .filter((part) => part !== "")
              .join("; ")}`,
      section: dataSection(result),
      result,
      evidence: {
        subjects: [{ kind: "path", name: result.source, digest: result.digest }],
        facts: {
          name: result.name,
          ...demanded,
          rows: result.rows,
          bytes: result.bytes,
          checks: result.checks.map(({ check, column, level, verdict, observed, expected, failing: rows }) => ({
            check,
            column,
            level,
            verdict,
            observed,
            expected,
            failing: rows,
          })),
        },
      },
    };
  });
}

function listed(checks: DataResult["checks"], verdicts: readonly Verdict[], what: string): string {
  const named = checks.filter(({ verdict }) => verdicts.includes(verdict));
  const names = named.map(({ check, column }) => (column ? `${check} of ${column}` : check));
  return names.length === 0 ? "" : `${names.join(", ")} ${what}`;
}
