import type { Verdict } from "@waybill/kit";
import type { Section } from "@waybill/report";
import type { FactsOf } from "@waybill/record";

const SOURCES: Readonly<Record<FactsOf<"approve">["source"], string>> = {
  "github-review": "a review of the deployment on GitHub",
  comment: "a comment on GitHub",
  prompt: "an answer at the terminal",
  flag: "an option or input of the run",
  none: "nobody approved",
};

/** Who approved or rejected what, and how that is known. */
export function approvalSection(fact: FactsOf<"approve">, verdict: Verdict, note: string): Section {
  const { approvers, rejectedBy, authors } = fact;
  return {
    id: `approval-${fact.environment}`,
    title: `Approval for ${fact.environment}`,
    verdict,
    intro: note,
    blocks: [
      {
        type: "facts",
        facts: [
          { label: "Plan", value: fact.plan },
          { label: "Source", value: SOURCES[fact.source] },
          { label: "Approved by", value: approvers.join(", ") || "nobody" },
          ...(rejectedBy ? [{ label: "Rejected by", value: rejectedBy.join(", ") }] : []),
          { label: "Bound to this plan", value: fact.boundToPlan ? "yes" : "no" },
          { label: "Self-approved", value: fact.selfApproved ? "yes" : "no" },
          { label: "Authors of the commit", value: authors.join(", ") || "not known" },
          { label: "Attempt", value: String(fact.attempt) },
          { label: "Comment", value: fact.comment ?? "none" },
        ],
      },
    ],
  };
}
