import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, isPassing } from "@waybill/kit";
import type { Digest, Verdict } from "@waybill/kit";
import type { PlanComponents } from "@waybill/record";
import type { Report } from "@waybill/report";
import { ReleaseProgress } from "./release-progress.ts";
import { requireCommitted } from "./evidence/committed.ts";
import { requireSigner } from "./session/require-signer.ts";
import { noteSentence } from "./sections/format.ts";
import type { Session } from "./session/session.ts";
import type { ApprovalSource } from "./stages/approve.ts";
import { scopeOf } from "./preconditions/precondition.ts";
import type { Precondition } from "./preconditions/precondition.ts";
import { PRECONDITIONS } from "./preconditions/table.ts";
import { findApprovedPlan } from "./stages/approved-plan.ts";
import type { ApprovedPlan } from "./stages/approved-plan.ts";
import { preconditionsStage } from "./preconditions/stage.ts";
import { withGitHubDeployment } from "./deployments/github-deployment.ts";
import type { Announced } from "./deployments/github-deployment.ts";
import { knownImages } from "./session/images/image-references.ts";
import type { ImageReferences } from "./session/images/image-references.ts";
import type { ReleasePlan } from "./stages/release-plan.ts";
import { mayContinue } from "./stages/run-stage.ts";
import type { StageOutcome } from "./stages/outcome.ts";
import type { Phase, ReleaseState, StageRow } from "./stages/stage-row.ts";
import { STAGE_TABLE } from "./stages/table.ts";

export interface ReleaseOptions {
  readonly environment: EnvironmentConfig;
  readonly approval: ApprovalSource;
  /** Images that were built elsewhere, by name; the others are built. */
  readonly images?: ImageReferences | undefined;
}

export interface ReleaseResult {
  readonly verdict: Verdict;
  readonly outcomes: readonly StageOutcome[];
  readonly report: Report;
  readonly plan?: ReleasePlan | undefined;
  /** Of the plan that was made or applied. */
  readonly digest?: Digest | undefined;
  readonly images: ImageReferences;
  readonly recordPath?: string | undefined;
  /** The error that ended the release early, when it was not a verdict of a stage. */
  readonly error?: unknown;
}

/**
 * Applies a release plan that an earlier job has made and proven, with the images that the plan names: approval, migrations, deployment and
 * record, inside one GitHub deployment. The evidence of the earlier jobs is in the registry, where every gate finds it. Stops and throws as
 * `release` does.
 */
export async function applyPlan(
  session: Session,
  { environment, approval, digest }: Pick<ReleaseOptions, "environment" | "approval"> & { readonly digest: string },
): Promise<ReleaseResult> {
  const table = STAGE_TABLE.filter(({ phase }) => phase === "approve" || phase === "change");
  const state: ReleaseState = { environment, approval, table, images: {} };
  return carry(session, state, async (progress) => {
    requireSigner(session);
    const approved = await findApprovedPlan(session, digest);
    const components = componentsFor(environment, approved);
    Object.assign(state.images, components.images);
    state.approved = approved;
    const scope = scopeOf(session.config, { environment, given: components.images, asksGitHub: approval.kind === "github" });
    const needed = await preconditionsStage(session, "apply", scope);
    if (!mayContinue(needed)) return progress.add(needed);
    await approveAndChange(session, state, progress, { digest: approved.digest, images: components.images });
  });
}

function componentsFor({ name }: EnvironmentConfig, { digest, components }: ApprovedPlan): PlanComponents {
  if (!components)
    throw new ActionError(
      "verdict",
      `No plan with the digest ${digest} was signed by anybody who is trusted here, so nothing was changed in ${name}. Make a plan in an earlier job of this run, and give its output 'plan-digest'.`,
    );
  if (components.environment === name) return components;
  throw new ActionError(
    "verdict",
    `The plan ${digest} is for ${components.environment}, so nothing was changed in ${name}. Give the digest of the plan that was made for ${name}.`,
  );
}

/**
 * Carries one release through the stages of the table. Stops at the first stage that does not pass; nothing after it runs. Every stage can be
 * repeated: what is in place already is recognised and said. Throws nothing: what ended it early is the result's `error`.
 */
export async function release(
  session: Session,
  options: ReleaseOptions,
  table: readonly StageRow[] = STAGE_TABLE,
  preconditions: readonly Precondition[] = PRECONDITIONS,
): Promise<ReleaseResult> {
  const state: ReleaseState = {
    environment: options.environment,
    approval: options.approval,
    table,
    images: { ...knownImages(session.config, options.environment, options.images ?? {}) },
  };
  return carry(session, state, (progress) => runPhases(session, state, progress, preconditions));
}

async function carry(session: Session, state: ReleaseState, run: (progress: ReleaseProgress) => Promise<void>): Promise<ReleaseResult> {
  const progress = new ReleaseProgress(state.table, session.config, state.environment);
  let error: unknown;
  try {
    await run(progress);
  } catch (thrown) {
    error = session.signal.aborted ? session.signal.reason : thrown;
    const stopped = session.outcomes.find(({ stoppedBy }) => stoppedBy !== undefined && stoppedBy === thrown);
    if (stopped) progress.add(stopped);
  }
  const verdict = error === undefined ? progress.verdict() : "fail";
  return {
    verdict,
    outcomes: progress.outcomes,
    report: progress.report(session, verdict, error),
    images: state.images,
    plan: state.plan,
    digest: state.approved?.digest,
    recordPath: state.recordPath,
    error,
  };
}

async function runPhases(
  session: Session,
  state: ReleaseState,
  progress: ReleaseProgress,
  preconditions: readonly Precondition[],
): Promise<void> {
  const scope = scopeOf(session.config, {
    environment: state.environment,
    given: state.images,
    asksGitHub: state.approval.kind === "github",
  });
  // Better said before minutes of building.
  await requireCommitted(session);
  const needed = await preconditionsStage(session, "release", scope, preconditions);
  if (!mayContinue(needed)) return progress.add(needed);
  await runPhase("check", session, state, progress);
  if (progress.isHalted()) return;
  await runPhase("prepare", session, state, progress);
  // A dry run ends with the plan: it says what would happen and changes nothing.
  if (progress.isHalted() || session.dryRun) return;
  await approveAndChange(session, state, progress, state.plan);
}

async function approveAndChange(session: Session, state: ReleaseState, progress: ReleaseProgress, plan: Announced["plan"]): Promise<void> {
  await runPhase("approve", session, state, progress);
  if (progress.isHalted()) return;
  await withGitHubDeployment(session, { environment: state.environment, plan }, async () => {
    await runPhase("change", session, state, progress);
    return { verdict: progress.verdict() };
  });
}

/** Runs the stages of a phase until one does not pass; checks go on, so that one run shows all that is wrong. */
async function runPhase(phase: Phase, session: Session, state: ReleaseState, progress: ReleaseProgress): Promise<void> {
  for (const row of state.table.filter((candidate) => candidate.phase === phase)) {
    for (const name of row.names(session.config, state.environment)) {
      if (phase !== "check" && progress.isHalted()) return;
      if (row.isGiven?.(state, name)) continue;
      progress.start(row, name);
      progress.add(await row.run(session, state, name));
    }
  }
}

/** Throws the error that an edge reports when a release, or what was run instead of one, did not pass. */
export function failUnlessPassed(result: Pick<ReleaseResult, "verdict" | "outcomes" | "error">): void {
  if (result.error !== undefined) throw result.error;
  if (isPassing(result.verdict)) return;
  const bad = result.outcomes.find((outcome) => !isPassing(outcome.verdict));
  throw new ActionError(
    "verdict",
    bad ? `${bad.label}: ${bad.verdict}. ${noteSentence(bad.note)} Nothing after it has run.` : "The release did not pass.",
  );
}
