import type { Verdict } from "@waybill/kit";
import { shortDigest } from "./format.ts";
import type { ApprovalRow, Section } from "@waybill/report";
import type { FactsOf } from "@waybill/record";

const SOURCES: Readonly<Record<FactsOf<"approve">["source"], string>> = {
  "github-review": "a review of the deployment on GitHub",
  prompt: "an answer at the terminal",
  flag: "an option or input of the run",
  none: "nobody approved",
};

/** An approval in one line of the overview: who, and whether the plan's digest was before them. */
export function approvalRow({ plan, boundToPlan, approvers, rejectedBy = [], source }: FactsOf<"approve">, verdict: Verdict): ApprovalRow {
  const name = `plan ${shortDigest(plan)}`;
  if (rejectedBy.length > 0) return { by: rejectedBy.join(", "), verdict, what: `rejected ${name}` };
  if (approvers.length === 0) return { by: "Nobody", verdict, what: `approved ${name}` };
  const what = boundToPlan ? `approved ${name}` : `let the run go on, without this plan's digest: ${SOURCES[source]}`;
  return { by: approvers.join(", "), verdict, what };
}

/** Who approved or rejected what, and how that is known. */
export function approvalSection(fact: FactsOf<"approve">, verdict: Verdict, note: string): Section {
  const { approvers, rejectedBy, authors } = fact;
  return {
    id: `approval-${fact.environment}`,
    title: `Approval for ${fact.environment}`,
    verdict,
    intro: note,
    overview: {
      plan: fact.plan,
      approvals: [approvalRow(fact, verdict)],
    },
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
