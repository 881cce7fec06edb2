import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { Report } from "@waybill/report";
import { ReleaseProgress } from "./release-progress.ts";
import type { Session } from "./session/session.ts";
import type { ApprovalSource } from "./stages/approve.ts";
import { scopeOf } from "./preconditions/precondition.ts";
import type { Precondition } from "./preconditions/precondition.ts";
import { PRECONDITIONS } from "./preconditions/table.ts";
import { preconditionsStage } from "./stages/preconditions.ts";
import { withGitHubDeployment } from "./stages/github-deployment.ts";
import { knownImages } from "./session/image-references.ts";
import type { ImageReferences } from "./session/image-references.ts";
import type { ReleasePlan } from "./stages/release-plan.ts";
import { mayContinue } from "./stages/run-stage.ts";
import type { StageOutcome } from "./stages/run-stage.ts";
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
  readonly images: ImageReferences;
  readonly recordPath?: string | undefined;
  /** The error that ended the release early, when it was not a verdict of a stage. */
  readonly error?: unknown;
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
  const progress = new ReleaseProgress(table, session.config, options.environment);
  let error: unknown;
  try {
    await runPhases(session, state, progress, preconditions);
  } catch (thrown) {
    error = session.signal.aborted ? session.signal.reason : thrown;
  }
  const verdict = error === undefined ? progress.verdict() : "fail";
  return {
    verdict,
    outcomes: progress.outcomes,
    report: progress.report(session, verdict, error),
    images: state.images,
    plan: state.plan,
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
  const needed = await preconditionsStage(session, "release", scope, preconditions);
  if (!mayContinue(needed)) return progress.add(needed);
  await runPhase("check", session, state, progress);
  if (progress.isHalted()) return;
  await runPhase("prepare", session, state, progress);
  // A dry run ends with the plan: it says what would happen and changes nothing.
  if (progress.isHalted() || session.dryRun) return;
  await runPhase("approve", session, state, progress);
  if (progress.isHalted()) return;
  await withGitHubDeployment(session, state, async () => {
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

/** Throws the error that an edge reports when a release did not pass. */
export function failUnlessPassed(result: ReleaseResult): void {
  if (result.error !== undefined) throw result.error;
  if (isPassing(result.verdict)) return;
  const bad = result.outcomes.find((outcome) => !isPassing(outcome.verdict));
  throw new ActionError(
    "verdict",
    bad ? `${bad.label}: ${bad.verdict}. ${sentence(bad.note)} Nothing after it has run.` : "The release did not pass.",
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
