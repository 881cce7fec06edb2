import { headline, isPassing } from "@waybill/kit";
import type { Stage, Subject, Verdict } from "@waybill/kit";
import type { EvidenceOf, FactsOf } from "@waybill/record";
import { redactSection } from "@waybill/report";
import type { Section } from "@waybill/report";
import { productOf } from "../evidence/declared.ts";
import { Refusal } from "../evidence/refusal.ts";
import { seconds } from "../sections/format.ts";
import { isChanging, stoppedSection } from "../sections/stopped-section.ts";
import type { Outcomes, StageOutcome } from "./outcome.ts";
import type { Project, Proving, Redacting, Reporting, RunLimits } from "../session/capabilities.ts";
import { inTermsOfConfig } from "../session/files.ts";

/** What every stage needs, whatever it does. */
export type StageContext = Project & Reporting & Redacting & RunLimits & Proving & Outcomes;

/** What a stage's work hands to `runStage`. */
export interface StageWork<T, S extends Stage = Stage> {
  readonly verdict: Verdict;
  readonly note: string;
  readonly section: Section;
  readonly result: T;
  readonly repeated?: string | undefined;
  /** What was proven; none when the stage stopped before it had a subject. */
  readonly evidence?: { readonly subjects: readonly Subject[]; readonly facts: FactsOf<S> } | undefined;
}

/**
 * Runs one stage: announces it, does the work, proves what the work says was proven (not in a dry run), and says how it ended. What the work
 * throws is thrown on in terms of the configuration, and then nothing is proven; either way `context.outcomes` has how it ended.
 */
export async function runStage<T, S extends Stage>(
  context: StageContext,
  id: string,
  stage: S,
  label: string,
  work: () => Promise<StageWork<T, S>>,
): Promise<StageOutcome<T>> {
  context.signal.throwIfAborted();
  const startedAt = context.clock();
  const begun = performance.now();
  context.reporter.progress(label);
  const ended = { id, stage, label, startedAt };
  try {
    const done = await work();
    if (done.evidence && !context.dryRun) {
      const evidence: EvidenceOf<S> = {
        stage,
        product: productOf(context.config),
        verdict: done.verdict,
        startedAt: startedAt.toISOString(),
        finishedAt: context.clock().toISOString(),
        ...done.evidence,
      };
      await context.prove(evidence);
    }
    const durationMs = performance.now() - begun;
    const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
    context.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${seconds(durationMs).padStart(7)}  ${done.note}`);
    const outcome = {
      ...ended,
      verdict: done.verdict,
      note: context.redact(done.note),
      // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
      section: redactSection(done.section, context.redact),
      durationMs,
      result: done.result,
      repeated: done.repeated,
    };
    context.outcomes.push(outcome);
    return outcome;
  } catch (thrown) {
    const changed = context.outcomes.filter((earlier) => isChanging(earlier.id, earlier.stage) && earlier.repeated === undefined);
    const inTerms = inTermsOfConfig(context.config, thrown);
    // A refusal speaks of its own stage, and people read it as the end of the whole run.
    const error = inTerms instanceof Refusal && changed.length > 0 ? inTerms.after(changed.map((earlier) => earlier.label)) : inTerms;
    const [note = ""] = context.redact(headline(error)).split("\n");
    const section = stoppedSection({ id, label, changes: !context.dryRun && isChanging(id, stage) }, error);
    context.outcomes.push({
      ...ended,
      verdict: "fail",
      note,
      section: redactSection(section, context.redact),
      durationMs: performance.now() - begun,
      result: undefined,
      stoppedBy: error,
    });
    throw error;
  }
}

/** Whether a run may go on after this stage. */
export function mayContinue(outcome: StageOutcome): boolean {
  return isPassing(outcome.verdict);
}
