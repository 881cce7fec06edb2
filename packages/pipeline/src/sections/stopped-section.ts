import { ActionError, headline } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import type { Overview, Section } from "@waybill/report";
import { Refusal } from "../evidence/refusal.ts";
import { proofRows } from "./overview.ts";
import { findingsBlock } from "./plan-section.ts";

/** The report section of a stage that an error ended: why, and, where it was refused before any change, what is proven and missing. */
export function stoppedSection({ id, label, changes }: { id: string; label: string; changes: boolean }, error: unknown): Section {
  const section = { id: `stopped-${id}`, title: `Stopped at ${label}`, verdict: "fail" as const };
  if (error instanceof Refusal)
    return {
      ...section,
      title: `Refused before ${error.changedBefore.length === 0 ? "any" : "a further"} change: ${label}`,
      overview: {
        changes: [],
        ...(error.proofs && { proven: proofRows(error.proofs) }),
        back: { text: wayBackFrom(error) },
      },
      blocks: findingsBlock(error.findings),
    };
  return {
    ...section,
    // A call that is wrong is refused before it begins.
    ...(changes && !(error instanceof ActionError && error.kind === "input") && { overview: MAY_HAVE_CHANGED }),
    blocks: findingsBlock([{ rule: "stopped", severity: "error", what: headline(error) }]),
  };
}

function wayBackFrom({ changedBefore }: Refusal): string {
  if (changedBefore.length === 0) return "Nothing was changed by this step, so there is nothing to go back from.";
  return `Before it was refused, this run had changed something: ${changedBefore.join(", ")}. That stays. Supply what is missing and run again: what is done is recognised.`;
}

/** Why a run ended outside of its stages, or beside the one called `at`. */
export function stoppedBetween(why: string, at?: string): Section {
  return {
    id: "stopped",
    title: `Stopped${at === undefined ? "" : ` at ${at}`}`,
    verdict: "fail",
    blocks: findingsBlock([{ rule: "stopped", severity: "error", what: why }]),
  };
}

/** The error alone does not tell how far the stage came. */
const MAY_HAVE_CHANGED: Overview = {
  changes: [{ about: "Not known from here", what: "it stopped before its end; its log says how far it came", names: [] }],
  back: {
    text: "The stage may have begun to change things. Run it again: it recognises what is done, and resumes or takes back what is half done.",
  },
};

/** Whether a stage of this name, run in earnest, changes a database or a cluster. */
export function isChanging(id: string, stage: Stage): boolean {
  return (stage === "migrate" || stage === "deploy") && /^(migrate|deploy|rollback)\//.test(id);
}
