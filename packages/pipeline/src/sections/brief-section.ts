import type { RecordVerification, ReleaseBrief } from "@waybill/record";
import { isPassing } from "@waybill/kit";
import type { ApprovalRow, Block, Cell, ChangeRow, Section } from "@waybill/report";
import { approvalRow } from "./approval-section.ts";
import { deployedObjects, migrationChanges, proofsOfRecord } from "./overview.ts";
import { findingsBlock } from "./plan-section.ts";

/** The release on one page: why it is refused, when it is; digests, checks, applied migrations, deployed objects, approver. */
export function briefSection(brief: ReleaseBrief, verification: RecordVerification): Section {
  const blocks: Block[] = [
    ...findingsBlock(verification.findings),
    {
      type: "facts",
      facts: [
        { label: "Application", value: brief.application },
        { label: "Environment", value: brief.environment },
        { label: "Commit", value: brief.commit },
        ...brief.images.map(({ name, reference }) => ({ label: `Image ${name}`, value: reference })),
        ...(brief.planDigest === undefined ? [] : [{ label: "Plan", value: brief.planDigest }]),
        { label: "Approved by", value: brief.approver },
        { label: "Migrations applied", value: brief.migrations.join(", ") || "none were pending" },
        ...(brief.revision === undefined ? [] : [{ label: "Revision", value: String(brief.revision) }]),
      ],
    },
    {
      type: "table",
      caption: "What was proven",
      head: ["Stage", "Verdict", "About"],
      rows: brief.checks.map((check): Cell[] => [check.stage, { text: check.verdict, ...verdictOf(check.verdict) }, check.subject]),
    },
  ];
  if (brief.objects.length > 0) {
    blocks.push({
      type: "table",
      caption: "Deployed objects",
      head: ["Object", "Action"],
      rows: brief.objects.map((object): Cell[] => [{ text: object.name, code: true }, object.action]),
    });
  }
  if (brief.pods.length > 0) {
    blocks.push({
      type: "table",
      caption: "Running pods",
      head: ["Pod", "Digest that runs"],
      rows: brief.pods.map((pod): Cell[] => [pod.name, { text: pod.digest, code: true }]),
    });
  }
  return {
    id: "record",
    title: "Release record",
    verdict: verification.verdict,
    overview: {
      ...(brief.planDigest === undefined ? {} : { plan: brief.planDigest }),
      changes: changesOf(verification),
      proven: proofsOfRecord(verification),
      approvals: approvalsOf(verification),
    },
    blocks,
  };
}

/** What the release changed, as its migrations and its deployment say. */
function changesOf({ statements }: RecordVerification): ChangeRow[] {
  return statements.flatMap(({ view }): ChangeRow[] => {
    if (view.stage === "migrate") return migrationChanges(view.facts.database.name, view.facts.applied, "done");
    return view.stage === "deploy" ? deployedObjects(view.facts.namespace, view.facts.objects) : [];
  });
}

function approvalsOf({ verdict, statements }: RecordVerification): ApprovalRow[] {
  const rows = statements.flatMap(({ view }) => (view.stage === "approve" ? [approvalRow(view.facts, view.verdict)] : []));
  return rows.slice(-1).map((row) => ({ ...row, verdict: isPassing(verdict) ? row.verdict : "inconclusive" }));
}

function verdictOf(text: string): { verdict?: "pass" | "warn" | "fail" | "inconclusive" } {
  return text === "pass" || text === "warn" || text === "fail" || text === "inconclusive" ? { verdict: text } : {};
}
