import type { Report } from "@waybill/report";
import { PASSED } from "./passed.ts";
import { DIGEST, PROVEN, OVERVIEW } from "./run.ts";

/** A plan that waits for its approval. */
export const PLANNED: Report = {
  ...PASSED,
  title: "Plan of churn for production",
  subtitle: "This is what would change; nothing was changed.",
  overview: {
    ...OVERVIEW,
    proven: [
      ...PROVEN,
      { stage: "approve", thing: "production", verdict: "missing", next: `waybill release -e production --approve ${DIGEST}` },
    ],
    approvals: [{ by: "Nobody yet:", verdict: "missing", what: "this plan waits for its approval" }],
  },
  chain: PASSED.chain.slice(0, 4),
  sections: [
    ...PASSED.sections.slice(1, 2),
    ...PASSED.sections.slice(0, 1).map((section) => ({ ...section, folded: true, summary: "12 checks" })),
  ],
};
