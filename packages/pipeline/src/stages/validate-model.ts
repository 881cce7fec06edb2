import type { ModelConfig } from "@waybill/config";
import { validateModel } from "@waybill/model";
import type { ModelResult } from "@waybill/model";
import type { BasisFile } from "@waybill/record";
import { modelSection } from "../sections/validation-sections.ts";
import { declarationOfModel } from "../evidence/declared.ts";
import { requireFiles } from "../session/files.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/** Inspects one model, gates its metrics, and proves both about its digest. Throws `input` for files that cannot be read. */
export async function validateModelStage(context: StageContext, entry: ModelConfig): Promise<StageOutcome<ModelResult>> {
  return runStage(context, `validate-model/${entry.name}`, "validate-model", `Validate model ${entry.name}`, async () => {
    await requireFiles(context, "models", [entry.name]);
    const result = await validateModel({
      name: entry.name,
      path: entry.path,
      workspace: context.workspace,
      metrics: entry.metrics,
      baseline: entry.baseline,
      gate: entry.gate,
      allowPickle: entry.allowPickle,
      reporter: context.reporter,
    });
    for (const finding of result.findings) context.reporter.finding(finding);
    const gates = result.gates.map((gate) => `${gate.metric} ${gate.observed ?? "missing"}`).join(", ");
    return {
      verdict: result.verdict,
      note: [result.format, gates].filter((part) => part !== "").join(", "),
      section: modelSection(result),
      result,
      evidence: {
        subjects: [{ kind: "path", name: result.path, digest: result.digest }],
        facts: {
          name: result.name,
          declaration: declarationOfModel(entry),
          basis: [...readAs("metrics", result.metrics), ...readAs("baseline", result.baseline)],
          format: result.format,
          size: result.size,
          gates: result.gates.map(({ observed, baseline, ...gate }) => ({
            ...gate,
            observed: finite(observed),
            baseline: finite(baseline),
          })),
          files: result.files,
          inspection: { ...result.facts },
        },
      },
    };
  });
}

/** JSON has no other numbers, and a gate that met one says so in its verdict. */
function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** A metrics file as it was read, which is not asked of the disk again. */
function readAs(role: BasisFile["role"], measured: ModelResult["metrics"]): BasisFile[] {
  return measured ? [{ role, path: measured.file, digest: measured.digest }] : [];
}
