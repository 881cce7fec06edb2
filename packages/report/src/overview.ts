import { groupBy, isPassing } from "@waybill/kit";
import type { ProofRow } from "./report.ts";

/** Whether a gate would let this proof pass. */
export function isProven({ verdict }: ProofRow): boolean {
  return verdict !== "missing" && isPassing(verdict);
}

/** Things of one stage that have the same verdict, and the same next step where one is needed. */
export interface ProofGroup extends Pick<ProofRow, "stage" | "verdict" | "next"> {
  readonly rows: readonly ProofRow[];
}

/** What is missing or did not pass, and what is proven; in order, the things of one stage together. */
export function groupProofs(rows: readonly ProofRow[]): { readonly open: readonly ProofGroup[]; readonly proven: readonly ProofGroup[] } {
  return { open: groupsOf(rows.filter((row) => !isProven(row))), proven: groupsOf(rows.filter(isProven)) };
}

function groupsOf(rows: readonly ProofRow[]): ProofGroup[] {
  const groups = groupBy(rows, ({ stage, verdict, next = "" }) => JSON.stringify([stage, verdict, next]));
  return [...groups.values()].flatMap((own) => own.slice(0, 1).map(({ stage, verdict, next }) => ({ stage, verdict, next, rows: own })));
}

/** What stands where an overview has nothing to say; an empty place would leave open whether something was forgotten. */
export const NOTHING = {
  changes: "No database and no cluster changes.",
  proven: "Nothing was proven or looked for by this run.",
  approvals: "No approval is part of this run.",
} as const;

/** The questions that an overview answers, as its headings. */
export const QUESTIONS = {
  changes: "What changes",
  proven: "What is proven",
  approvals: "Who approved what",
  back: "How to go back",
} as const;
