import type { Config, EnvironmentConfig } from "@waybill/config";
import type { Digest, Stage } from "@waybill/kit";
import type { Project } from "../session/capabilities.ts";
import type { Session } from "../session/session.ts";
import type { ApprovalSource } from "./approve.ts";
import type { ImageReferences } from "../session/image-references.ts";
import type { ReleasePlan } from "./release-plan.ts";
import type { StageOutcome } from "./run-stage.ts";

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
  /** Set by the stage `plan`. */
  plan?: ReleasePlan | undefined;
  /** Set by the stage `verify`. */
  recordPath?: string | undefined;
}

/** What a release is about, for looking up what its stages proved in other jobs. */
export interface ReleaseScope extends Project {
  readonly environment: EnvironmentConfig;
  readonly images: ImageReferences;
}

/** Which stored statement is looked for: one of that stage about that digest. */
export interface StatementQuery {
  readonly stage: Stage;
  readonly digest: Digest;
  /** `host/path` of the image that it lies beside; in the record repository when absent. */
  readonly repository?: string | undefined;
}

/** All that the rest of the house knows of one stage of a release. The rows stand in `table.ts`. */
export interface StageRow {
  /** First half of the ids of its outcomes: `build` for `build/api`. */
  readonly id: string;
  readonly phase: Phase;
  /** The statements that it writes, and that verification demands of a project that has the stage and no policy. */
  readonly proves: readonly Stage[];
  /** What it runs for in a release to an environment: names of waybill.yml's entries, or the environment's own. */
  readonly names: (config: Config, environment: EnvironmentConfig) => readonly string[];
  /** What the chain of the report calls it. */
  readonly label: (name: string) => string;
  /** Which statements of other jobs belong to a release, by the digests that things have now. */
  readonly queries: (scope: ReleaseScope) => Promise<readonly StatementQuery[]>;
  /** Whether it need not run, because what it would make was given. */
  readonly isGiven?: ((release: ReleaseState, name: string) => boolean) | undefined;
  readonly run: (session: Session, release: ReleaseState, name: string) => Promise<StageOutcome>;
}
