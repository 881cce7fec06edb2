import { validateData } from "@waybill/data";
import type { DataResult } from "@waybill/data";
import type { DataConfig, ModelConfig } from "@waybill/config";
import { validateModel } from "@waybill/model";
import type { ModelResult } from "@waybill/model";
import { dataSection, modelSection } from "../sections/validation-sections.ts";
import { requireFiles } from "../session/files.ts";
import type { Session } from "../session/session.ts";
import { runStage } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";

/** Checks one data entry and proves what was found about its digest. */
export async function validateDataStage(session: Session, entry: DataConfig): Promise<StageOutcome<DataResult>> {
  return runStage(session, `validate-data/${entry.name}`, "validate-data", `Validate data ${entry.name}`, async () => {
    await requireFiles(session, "data", [entry.name]);
    const result = await validateData({
      name: entry.name,
      source: entry.source,
      workspace: session.workspace,
      checks: entry.checks ?? entry.inline ?? {},
      ...(entry.history === undefined ? {} : { history: entry.history }),
      now: session.clock(),
      recordHistory: !session.dryRun,
      reporter: session.reporter,
      signal: session.signal,
    });
    for (const finding of result.findings) session.reporter.finding(finding);
    const failing = result.checks.filter((check) => check.verdict !== "pass");
    const count = `${result.rows.toLocaleString("en")} rows, ${result.checks.length} checks`;
    return {
      verdict: result.verdict,
      note:
        failing.length === 0
          ? count
          : `${count}; ${failing.map((check) => (check.column ? `${check.check} of ${check.column}` : check.check)).join(", ")} not passed`,
      section: dataSection(result),
      result,
      evidence: {
        subjects: [{ name: result.source, digest: result.digest }],
        facts: {
          name: result.name,
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

/** Inspects one model and gates its metrics. */
export async function validateModelStage(session: Session, entry: ModelConfig): Promise<StageOutcome<ModelResult>> {
  return runStage(session, `validate-model/${entry.name}`, "validate-model", `Validate model ${entry.name}`, async () => {
    await requireFiles(session, "models", [entry.name]);
    const result = await validateModel({
      name: entry.name,
      path: entry.path,
      workspace: session.workspace,
      ...(entry.metrics === undefined ? {} : { metrics: entry.metrics }),
      ...(entry.baseline === undefined ? {} : { baseline: entry.baseline }),
      gate: entry.gate,
      allowPickle: entry.allowPickle,
      reporter: session.reporter,
    });
    for (const finding of result.findings) session.reporter.finding(finding);
    const gates = result.gates.map((gate) => `${gate.metric} ${gate.observed ?? "missing"}`).join(", ");
    return {
      verdict: result.verdict,
      note: [result.format, gates].filter((part) => part !== "").join(", "),
      section: modelSection(result),
      result,
      evidence: {
        subjects: [{ name: result.path, digest: result.digest }],
        facts: {
          name: result.name,
          format: result.format,
          size: result.size,
          gates: result.gates,
          files: result.files,
          inspection: result.facts,
        },
      },
    };
  });
}
