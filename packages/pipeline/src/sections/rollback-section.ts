import type { EnvironmentConfig } from "@waybill/config";
import { imageOf } from "@waybill/kit";
import type { DeployOutcome, DeployPlan, RevisionSummary } from "@waybill/kube";
import type { ProvenRelease } from "@waybill/record";
import type { ApprovalRow, Block, ProofRow, Section } from "@waybill/report";
import type { Redacting } from "../session/capabilities.ts";
import { approvalRow } from "./approval-section.ts";
import { deploySection } from "./deploy-section.ts";
import { thingOf } from "./format.ts";
import { describeRevision } from "./overview.ts";

/** What a rollback went back to, and what says that it was good. */
export interface RollbackPage {
  readonly target: RevisionSummary;
  /** The record of the target; absent where nobody asked for evidence. */
  readonly proven?: ProvenRelease | undefined;
  readonly plan: DeployPlan;
  /** Images that run beside those of the release. */
  readonly others: readonly string[];
  readonly outcome: DeployOutcome;
}

/** The report section of a rollback: what was proven of the revision that runs again, what runs, and how to undo it. */
export function rollbackSection(context: Redacting, environment: EnvironmentConfig, page: RollbackPage): Section {
  const { target, proven, plan, outcome, others } = page;
  const section = deploySection(context, environment, plan, outcome, others);
  const { back } = section.overview ?? {};
  const undone = plan.lastGood;
  const undo = back?.command !== undefined && !outcome.rolledBack && undone !== undefined;
  return {
    ...section,
    id: `rollback-${environment.name}`,
    title: `Rollback of ${environment.name} to revision ${target.number}`,
    overview: {
      ...section.overview,
      ...(proven && { approvals: approvalsThen(proven) }),
      proven: [...(proven ? provenRows(environment, target, proven) : []), runningRow(environment, page)],
      back: undo ? { ...back, text: `To undo this rollback: it left ${describeRevision(undone)}. Applied migrations stay.` } : back,
    },
    blocks: [...section.blocks, recordBlock(proven)],
  };
}

/** The statements of the record that was gone back to, and the record itself as the release that it closed. */
function provenRows({ name }: EnvironmentConfig, { number }: RevisionSummary, { views }: ProvenRelease): ProofRow[] {
  return views.flatMap((view): ProofRow[] => {
    const { stage, verdict } = view;
    // Deployed was it then; what runs now has a row of its own.
    if (stage === "deploy") return [];
    return [{ stage, thing: stage === "release" ? `${name}, revision ${number}` : thingOf(view), verdict, by: view.run.run }];
  });
}

/** Nobody is asked about a rollback; what it brings back was approved when it was released. */
function approvalsThen({ views }: ProvenRelease): ApprovalRow[] {
  return views.flatMap((view) => {
    if (view.stage !== "approve") return [];
    const row = approvalRow(view.facts, view.verdict);
    return [{ ...row, what: `${row.what}, when it was released` }];
  });
}

/** Whether the pods run what the target's record is about. */
function runningRow({ name }: EnvironmentConfig, { proven, outcome }: RollbackPage): ProofRow {
  const wanted = new Set(Object.values(proven?.images ?? {}).map((reference) => imageOf(reference)?.digest));
  const on = outcome.pods.filter(({ digest }) => digest !== undefined && wanted.has(digest)).length;
  const pods = outcome.pods.length === 0 || !proven ? "" : `: ${on} of ${outcome.pods.length} pods on the record's digests`;
  return { stage: "deploy", thing: `${name}, revision ${outcome.revision}${pods}`, verdict: outcome.verdict };
}

function recordBlock(proven: ProvenRelease | undefined): Block {
  if (!proven) return { type: "text", text: "No evidence was asked for, so no record of this revision was looked for." };
  return {
    type: "facts",
    facts: [
      { label: "Record of the release", value: proven.payload },
      { label: "Released commit", value: proven.commit },
      ...Object.entries(proven.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
    ],
  };
}
