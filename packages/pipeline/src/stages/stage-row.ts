import type { Config, EnvironmentConfig } from "@waybill/config";
import type { Session } from "../session/session.ts";
import type { ApprovalSource } from "./approve.ts";
import type { ApprovedPlan } from "./approved-plan.ts";
import type { ReleasePlan } from "./release-plan.ts";
import type { StageOutcome } from "./outcome.ts";

/**
 * When a stage runs in a release. `check`: first; everything is checked before a failure stops the run, so that one run shows all that is
 * wrong. `prepare`: then; changes no environment, so a dry run does it too and ends here. `approve`: once the plan is there. `change`: last,
 * inside a GitHub deployment.
 */
export type Phase = "check" | "prepare" | "approve" | "change";

/** What the stages of one release hand on to later ones. */
export interface ReleaseState {
  readonly environment: EnvironmentConfig;
  readonly approval: ApprovalSource;
  /** All stages of this release. */
  readonly table: readonly StageRow[];
  /** Every image so far, by its name in waybill.yml: those that were given, then those that were built. */
  readonly images: Record<string, string>;
  /** Set by the stage `plan`; absent in a release that applies a plan of an earlier job. */
  plan?: ReleasePlan | undefined;
  /** What may be applied: set by the stage `plan`, or the plan of an earlier job. */
  approved?: ApprovedPlan | undefined;
  /** Set by the stage `verify`. */
  recordPath?: string | undefined;
}

/** All that the rest of the house knows of one stage of a release. The rows stand in `table.ts`. */
export interface StageRow {
  /** First half of the ids of its outcomes: `build` for `build/api`. */
  readonly id: string;
  readonly phase: Phase;
  /** What it runs for in a release to an environment: names of waybill.yml's entries, or the environment's own. */
  readonly names: (config: Config, environment: EnvironmentConfig) => readonly string[];
  /** What the chain of the report calls it. */
  readonly label: (name: string) => string;
  /** Whether it need not run, because what it would make was given. */
  readonly isGiven?: ((release: ReleaseState, name: string) => boolean) | undefined;
  readonly run: (session: Session, release: ReleaseState, name: string) => Promise<StageOutcome>;
}
