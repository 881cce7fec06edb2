import type { DeployPlan, PlannedObject } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";
import { countOf, isPassing, verdictOf } from "@waybill/kit";
import type { Finding, Stage, Verdict } from "@waybill/kit";
import { PREDICATES } from "@waybill/record";
import type { Proof } from "@waybill/record";
import { foldRows } from "@waybill/report";
import type { ApprovalRow, Block, Cell, Section } from "@waybill/report";
import type { ReleasePlan } from "../stages/release-plan.ts";
import { changeText } from "./change-text.ts";
import { shortDigest } from "./format.ts";
import { migrationChanges, objectChanges, proofRows, wayBackFromPlan } from "./overview.ts";

/**
 * The report section that a release manager approves: what cannot be applied, every object with its changes, all pending SQL. `proofs` is what
 * the gate found before the plan.
 */
export function planSection(plan: ReleasePlan, proofs?: readonly Proof[]): Section {
  const { environment, digest } = plan;
  const verdict = verdictOf(plan.findings);
  const unproven = checksToRun(plan, proofs);
  const blocks: Block[] = [
    ...findingsBlock(plan.findings),
    {
      type: "facts",
      facts: [
        { label: "Environment", value: environment },
        { label: "Commit", value: plan.components.commit },
        ...Object.entries(plan.images).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
      ],
    },
    ...Object.entries(plan.migrations).flatMap(([name, migrations]) => migrationBlocks(name, migrations)),
    ...deployBlocks(plan.deploy),
  ];
  return {
    id: `plan-${environment}`,
    title: `Plan for ${environment}`,
    verdict,
    ...(isPassing(verdict) ? {} : { intro: unproven.length > 0 ? UNPROVEN : FAILED }),
    overview: {
      plan: digest,
      changes: [
        ...Object.entries(plan.migrations).flatMap(([name, { pending }]) => migrationChanges(name, pending, "planned")),
        ...objectChanges(plan.deploy, "planned"),
      ],
      ...(proofs ? { proven: proofRows(proofs) } : {}),
      approvals: [approvalOf(plan, verdict, unproven)],
      back: wayBackFromPlan(environment, plan.deploy),
    },
    blocks,
  };
}

const FAILED = "This plan failed, so it cannot be approved. Mend what stands below and plan again.";
const UNPROVEN =
  "What this plan rests on is not proven yet. A release runs the checks below first; a job that applies the plan of an earlier one needs them to run before that.";

/** The checks that a plan lacks where it lacks nothing else, and a release to the environment runs each before it plans. */
function checksToRun({ findings }: ReleasePlan, proofs: readonly Proof[] = []): readonly Proof[] {
  const missing = proofs.filter(({ verdict }) => verdict === "missing");
  const errors = findings.filter(({ severity }) => severity === "error");
  const isAll = errors.length === missing.length && errors.every(({ rule }) => rule === "evidence-missing");
  return isAll && missing.every(({ stage }) => isCheck(stage)) ? missing : [];
}

/** Whether every release runs the stage itself, on files that are here. */
function isCheck(stage: Stage): boolean {
  const { about } = PREDICATES[stage];
  return about === "data" || about === "models";
}

function approvalOf(plan: ReleasePlan, verdict: Verdict, unproven: readonly Proof[]): ApprovalRow {
  if (isPassing(verdict)) return waiting(plan);
  if (unproven.length === 0) return notApprovable(plan);
  const checks = unproven.map(({ stage, thing }) => `${stage} ${thing}`).join(", ");
  return {
    ...waiting(plan),
    what: `plan ${shortDigest(plan.digest)} rests on checks that are not proven yet (${checks}). A release runs them, plans again, and applies that plan if it is still this one; at a terminal:`,
  };
}

/** Whether a plan did not pass for no other reason than that a release would first run its checks. */
export function waitsForChecks({ verdict, overview }: Section): boolean {
  return verdict !== undefined && !isPassing(verdict) && overview?.approvals?.[0]?.verdict === "missing";
}

function waiting({ environment, digest }: ReleasePlan): ApprovalRow {
  return {
    by: "Nobody yet:",
    verdict: "missing",
    what: `plan ${shortDigest(digest)} waits for its approval. On GitHub, quote its digest in the review; at a terminal:`,
    next: `waybill release -e ${environment} --approve ${digest}`,
  };
}

/** An approval of what the gate would refuse would be given for nothing. */
function notApprovable({ environment, digest }: ReleasePlan): ApprovalRow {
  return {
    by: "Nobody can approve it:",
    verdict: "fail",
    what: `plan ${shortDigest(digest)} failed. Mend what it found and plan again; at a terminal:`,
    next: `waybill plan -e ${environment}`,
  };
}

/** What a migration plan would run, with all of its SQL. */
export function migrationBlocks(name: string, plan: MigrationPlan): Block[] {
  const target = `${plan.database.kind} ${plan.database.version}, ${plan.layout} layout`;
  if (plan.pending.length === 0)
    return [{ type: "text", text: `Database ${name} (${target}): nothing to apply, ${plan.applied.length} migrations are in place.` }];
  return [
    {
      type: "table",
      caption: `Pending migrations of database ${name} (${target})`,
      head: ["Version", "Name", "File", "Transaction"],
      rows: plan.pending.map((migration) => [
        migration.version,
        migration.name,
        { text: migration.file, code: true },
        migration.transactional ? "yes" : "no, statement by statement",
      ]),
    },
    ...plan.pending.map(({ file, sql }): Block => ({
      type: "code",
      language: "sql",
      text: sql,
      caption: `SQL that will run: ${file}`,
      whole: true,
    })),
  ];
}

/** What a deploy plan would change, object by object and field by field. */
export function deployBlocks(plan: DeployPlan): Block[] {
  const created = plan.objects.filter((object) => object.action === "create");
  const changed = plan.objects.filter((object) => object.action !== "create" && object.action !== "unchanged");
  return [
    ...foldRows(
      {
        type: "table",
        caption: `Objects in namespace ${plan.namespace}`,
        head: ["Object", "Action", "Where", "Changes"],
        align: ["left", "left", "left", "right"],
        rows: plan.objects.map((object): Cell[] => [
          { text: nameOf(object), code: true },
          object.action,
          placeOf(object),
          object.action === "update" ? String(object.diff.length) : "",
        ]),
      },
      (row) => row[1] === "unchanged",
      (count) => `${countOf(count, "object does", "objects do")} not change`,
    ),
    ...changed.map(changeBlock),
    // What is new has every field in its diff, which hides what changes; on a page it unfolds.
    ...(created.length > 0
      ? [
          {
            type: "details" as const,
            summary: `${countOf(created.length, "new object")}, field by field`,
            whole: true,
            blocks: created.map(changeBlock),
          },
        ]
      : []),
  ];
}

function changeBlock(object: PlannedObject): Block {
  const text = changeText(object);
  const caption = `${object.action} ${nameOf(object)} (${placeOf(object)})`;
  if (text === "") return { type: "text", text: `${caption}: its fields are not known; see the findings.` };
  return { type: "code", language: "diff", text, caption, whole: true };
}

function nameOf({ ref }: PlannedObject): string {
  return `${ref.kind}/${ref.name}`;
}

function placeOf({ file, line, action }: PlannedObject): string {
  if (file !== "") return `${file}:${line}`;
  return action === "delete" ? "no longer in the manifests" : "waybill.yml";
}

/** The findings as a block; none when there are none. */
export function findingsBlock(findings: readonly Finding[]): Block[] {
  return findings.length > 0 ? [{ type: "findings", findings: [...findings] }] : [];
}
