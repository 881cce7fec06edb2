import { countOf, isPassing, STAGES } from "@waybill/kit";
import type { DeployPlan, GoodRevision, PlanAction, WayBack as RevisionsNow } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";
import type { Proof, RecordVerification } from "@waybill/record";
import type { ChangeRow, Overview, ProofRow, WayBack } from "@waybill/report";
import type { StageOutcome } from "../stages/outcome.ts";

/** What a report says first: what its stages changed, proved and approved, and how to go back. */
export interface OverviewOptions {
  /** URL of this run, when there is one. */
  readonly run?: string | undefined;
  /** Stages that did not run and prove something. */
  readonly missing?: readonly ProofRow[] | undefined;
}

/**
 * Puts together what each stage's section adds to the overview, in the order of the chain: what a later stage says of a thing takes the place
 * of what an earlier one announced.
 */
export function overviewOf(outcomes: readonly StageOutcome[], { run, missing = [] }: OverviewOptions = {}): Overview {
  const parts = outcomes.flatMap(({ section: { overview } }) => (overview ? [overview] : []));
  const approvals = parts.flatMap((part) => (part.approvals ? [part.approvals] : []));
  // The first that was given knows most of it; a record that is verified later repeats it.
  const given = approvals.find((rows) => rows.some(({ verdict }) => verdict !== "missing"));
  const by = run?.startsWith("http") ? run : undefined;
  return {
    plan: parts.findLast(({ plan }) => plan !== undefined)?.plan,
    changes: mergeChanges(parts.flatMap((part) => (part.changes ? [part.changes] : []))),
    proven: mergeProofs([missing, ...outcomes.map((outcome) => [...(outcome.section.overview?.proven ?? []), ...proofOf(outcome, by)])]),
    approvals: given ?? approvals.at(-1) ?? [],
    back: parts.findLast(({ back }) => back !== undefined)?.back ?? NO_WAY_NEEDED,
  };
}

// A build pushes and tags, so it is not true that nothing changes.
const NO_WAY_NEEDED: WayBack = { text: "No database and no cluster was or will be changed, so there is nothing to go back from." };

function mergeChanges(parts: readonly (readonly ChangeRow[])[]): ChangeRow[] {
  return parts.reduce<ChangeRow[]>((merged, rows) => {
    const told = new Set(rows.map(({ about }) => about));
    return [...merged.filter(({ about }) => !told.has(about)), ...rows];
  }, []);
}

/** What a stage proved by itself. Stages that only look or plan a part have ids that do not begin with the stage's name, and prove nothing. */
function proofOf({ id, stage, verdict, stoppedBy }: StageOutcome, by: string | undefined): ProofRow[] {
  if (!id.startsWith(`${stage}/`)) return [];
  const thing = id.slice(stage.length + 1);
  // What an error stopped has proven nothing, neither for nor against.
  return [stoppedBy === undefined ? { stage, thing, verdict, by } : { stage, thing, verdict: "missing" }];
}

/** In the order of the chain; the last that was said about a thing counts. */
function mergeProofs(parts: readonly (readonly ProofRow[])[]): ProofRow[] {
  const rows = new Map(parts.flat().map((row) => [JSON.stringify([row.stage, row.thing]), row]));
  return [...rows.values()].toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

/** What a gate found proven and missing, as rows. */
export function proofRows(proofs: readonly Proof[]): ProofRow[] {
  return proofs.map(({ stage, thing, verdict, statement, provenBy, next }) => ({
    stage,
    thing,
    verdict,
    by: statement?.view.run.run ?? provenBy,
    next,
  }));
}

/** The proofs of a record. What a record says counts only as a whole, so nothing of one that does not hold is green. */
export function proofsOfRecord({ verdict, evaluation }: Pick<RecordVerification, "verdict" | "evaluation">): ProofRow[] {
  const rows = proofRows(evaluation?.proofs ?? []);
  if (isPassing(verdict)) return rows;
  return rows.map((row) => (row.verdict === "missing" || !isPassing(row.verdict) ? row : { ...row, verdict: "inconclusive" }));
}

const DONE: Readonly<Record<PlanAction, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  unchanged: "unchanged",
};

/** How many objects of a plan are created, updated, replaced and deleted, with their names. */
export function objectChanges(plan: DeployPlan, when: "planned" | "done"): ChangeRow[] {
  const objects = plan.objects.map(({ ref: { kind, name }, action }) => ({ kind, name, action }));
  return changesByAction(plan.namespace, objects, (action) => (when === "planned" ? `to ${action}` : DONE[action]));
}

/** The same of what a deployment's statement says of its objects. */
export function deployedObjects(namespace: string, objects: readonly ObjectChange[]): ChangeRow[] {
  return changesByAction(namespace, objects, (action) => DONE[action]);
}

interface ObjectChange {
  readonly kind: string;
  readonly name: string;
  readonly action: string;
}

function changesByAction(namespace: string, objects: readonly ObjectChange[], word: (action: PlanAction) => string): ChangeRow[] {
  const actions: PlanAction[] = ["delete", "replace", "update", "create"];
  return actions.flatMap((action) => {
    const names = objects.filter((object) => object.action === action).map(({ kind, name }) => `${kind}/${name}`);
    return names.length === 0
      ? []
      : [{ about: `Namespace ${namespace}`, what: `${countOf(names.length, "object")} ${word(action)}`, names }];
  });
}

/** The migrations that a plan would apply, or those that were applied. */
export function migrationChanges(
  database: string,
  migrations: readonly Pick<MigrationPlan["pending"][number], "version" | "name">[],
  when: "planned" | "done",
): ChangeRow[] {
  if (migrations.length === 0) return [];
  const what = `${countOf(migrations.length, "migration")} ${when === "planned" ? "to apply" : "applied"}`;
  return [{ about: `Database ${database}`, what, names: migrations.map(({ version, name }) => `${version} ${name}`) }];
}

export const MIGRATIONS_STAY = "Applied migrations stay: only a backup of the database undoes them.";

/** How to go back from a deployment to `revision`, the last good one before it; `planned` when it has not begun. */
export function wayBack(environment: string, revision: GoodRevision | undefined, when: "planned" | "done"): WayBack {
  const begin = when === "planned" ? "Nothing has changed yet. " : "";
  if (revision === undefined)
    return {
      text: `${begin}There is nothing to go back to: the cluster keeps no earlier good revision. A deployment that does not become healthy is taken back by itself. ${MIGRATIONS_STAY}`,
    };
  return {
    text: `${begin}This brings back ${describeRevision(revision)}${when === "planned" ? ", once the release is done" : ""}. ${MIGRATIONS_STAY}`,
    command: rollbackCommand(environment, revision),
  };
}

/** How to go back from what runs now; it names what a rollback would undo. */
export function wayBackFromNow(environment: string, { current, before }: RevisionsNow): WayBack {
  if (current?.restores === undefined || before === undefined) return wayBack(environment, before, "done");
  return {
    text: `Revision ${current.number} is itself a rollback to revision ${current.restores}. This undoes it and brings back ${describeRevision(before)}. ${MIGRATIONS_STAY}`,
    command: rollbackCommand(environment, before),
  };
}

function rollbackCommand(environment: string, { number }: GoodRevision): string {
  return `waybill rollback -e ${environment} --to ${number}`;
}

/** What a revision is, for somebody who did not deploy it: `revision 7 (v1.2.3, commit 3f1c2a9b5d7e, of 2026-01-01 10:00 UTC, with api@9f86d081884c)`. */
export function describeRevision({ number, commit, ref, images, since }: GoodRevision): string {
  const version = /^refs\/tags\/(.+)$/.exec(ref)?.[1];
  const facts = [
    ...(version === undefined ? [] : [version]),
    `commit ${commit.slice(0, 12)}`,
    `of ${since.slice(0, 16).replace("T", " ")} UTC`,
    ...(images.length > 0 ? [`with ${images.map(shortImage).join(", ")}`] : []),
  ];
  return `revision ${number} (${facts.join(", ")})`;
}

function shortImage(reference: string): string {
  return reference.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@$1").replace(/^.*\//, "");
}

/** How to go back from migrations alone. */
export function wayBackFromMigrations(isChanging: boolean): WayBack | undefined {
  return isChanging ? { text: MIGRATIONS_STAY } : undefined;
}

/** A report's sections with everything that passed folded behind its note, but for what people decide by and what stands alone. */
export function foldPassed(outcomes: readonly StageOutcome[], keepOpen: (outcome: StageOutcome) => boolean) {
  return outcomes.map((outcome) => ({
    ...outcome.section,
    summary: outcome.section.summary ?? outcome.note,
    folded: outcomes.length > 1 && outcome.verdict === "pass" && isPassing(outcome.section.verdict ?? "pass") && !keepOpen(outcome),
  }));
}
