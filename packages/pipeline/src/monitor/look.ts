import { ActionError, headline } from "@waybill/kit";
import { findingsBlock } from "../sections/plan-section.ts";
import { runStage } from "../stages/run-stage.ts";
import type { StageContext, StageWork } from "../stages/run-stage.ts";
import type { StageOutcome } from "../stages/outcome.ts";

/** One thing that is looked at. */
export interface Look {
  readonly id: string;
  readonly label: string;
}

/**
 * Looks at one thing as it is now and proves nothing by it. What could not be looked at (no answer, no permission, a missing secret) is
 * `inconclusive`: it is never green, and no word against what runs either. A bug and the end of the run are thrown on.
 */
export async function look<T>(
  context: StageContext,
  { id, label }: Look,
  work: () => Promise<Omit<StageWork<T, never>, "evidence">>,
): Promise<StageOutcome<T | undefined>> {
  return runStage<T | undefined, "deploy">(context, id, "deploy", label, async () => {
    try {
      return await work();
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ActionError) || error.kind === "verdict") throw error;
      const what = headline(error);
      return {
        verdict: "inconclusive",
        note: `could not be looked at: ${what.split("\n")[0] ?? ""}`,
        section: {
          id: `unseen-${id}`,
          title: `${label}: could not be looked at`,
          verdict: "inconclusive",
          blocks: findingsBlock([
            { rule: "unseen", severity: "error", what, next: "Nothing is known to be wrong. Mend the access and run the monitor again." },
          ]),
        },
        result: undefined,
      };
    }
  });
}
