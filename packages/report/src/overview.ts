import { isPassing } from "@waybill/kit";
import type { ProofRow } from "./report.ts";

/** Whether a gate would let this proof pass. */
export function isProven({ verdict }: ProofRow): boolean {
  return verdict !== "missing" && isPassing(verdict);
}

/** What is missing or did not pass, in order; and what is proven, the things of one stage together. */
export function splitProofs(rows: readonly ProofRow[]): {
  readonly open: readonly ProofRow[];
  readonly proven: readonly (readonly ProofRow[])[];
} {
  const groups = new Map<string, ProofRow[]>();
  for (const row of rows.filter(isProven)) {
    const key = `${row.verdict} ${row.stage}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return { open: rows.filter((row) => !isProven(row)), proven: [...groups.values()] };
}

/** What stands where an overview has nothing to say; an empty place would leave open whether something was forgotten. */
export const NOTHING = {
  changes: "Nothing changes.",
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
