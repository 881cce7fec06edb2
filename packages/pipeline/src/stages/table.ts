import type { EnvironmentConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import { findLiveRevision } from "../evidence/older-run.ts";
import { databaseNames, findDatabase, findEntry } from "../session/select.ts";
import { ownPlan } from "./approved-plan.ts";
import type { ApprovedPlan } from "./approved-plan.ts";
import { approveStage } from "./approve.ts";
import { buildStage } from "./build.ts";
import { deployStage } from "./deploy.ts";
import { migrateStage } from "./migrate.ts";
import { planSection } from "../sections/plan-section.ts";
import { planStage } from "./plan.ts";
import type { ReleaseState, StageRow } from "./stage-row.ts";
import { validateDataStage } from "./validate-data.ts";
import { validateModelStage } from "./validate-model.ts";
import { verifyStage } from "./verify.ts";

const environmentName = (_: unknown, { name }: EnvironmentConfig): readonly string[] => [name];

/**
 * The stages of a release, in the order in which they run. Release, report, policy, collecting and verification all read this table, so a new
 * stage is a row here and a file beside it; the README of the package names the other two places.
 */
export const STAGE_TABLE: readonly StageRow[] = [
  {
    id: "validate-data",
    phase: "check",
    names: (config) => Object.keys(config.data),
    label: (name) => `Data ${name}`,
    run: (session, _, name) => validateDataStage(session, findEntry(session.config.data, name, "data", session.config.file)),
  },
  {
    id: "validate-model",
    phase: "check",
    names: (config) => Object.keys(config.models),
    label: (name) => `Model ${name}`,
    run: (session, _, name) => validateModelStage(session, findEntry(session.config.models, name, "models", session.config.file)),
  },
  {
    id: "build",
    phase: "prepare",
    names: (_, environment) => environment.images,
    label: (name) => `Build ${name}`,
    isGiven: (release, name) => Object.hasOwn(release.images, name),
    async run(session, release, name) {
      const built = await buildStage(session, findEntry(session.config.images, name, "images", session.config.file));
      release.images[name] = built.result.reference;
      return built;
    },
  },
  {
    id: "plan",
    phase: "prepare",
    names: environmentName,
    label: () => "Plan",
    async run(session, release) {
      const planned = await planStage(session, release.environment, release.images);
      release.plan = planned.result;
      release.approved = ownPlan(planned.result);
      return planned;
    },
  },
  {
    id: "approve",
    phase: "approve",
    names: environmentName,
    label: () => "Approve",
    run(session, release) {
      const { digest, approvalsSeen } = planOf(release);
      const shown = { environment: release.environment.name, digest, section: release.plan && planSection(release.plan) };
      return approveStage(session, release.environment, shown, release.approval, approvalsSeen);
    },
  },
  {
    id: "migrate",
    phase: "change",
    names: (_, environment) => databaseNames(environment),
    label: (name) => `Migrate ${name}`,
    run: (session, release, name) =>
      migrateStage(session, findDatabase(session.config, release.environment, name), {
        environment: release.environment,
        plan: planOf(release),
        expectDigest: planOf(release).database(name),
        images: release.images,
        findLive: () => findLiveRevision(session, release.environment),
      }),
  },
  {
    id: "deploy",
    phase: "change",
    names: environmentName,
    label: () => "Deploy",
    run: (session, release) => deployStage(session, release.environment, release.images, planOf(release)),
  },
  {
    id: "verify",
    phase: "change",
    names: environmentName,
    label: () => "Verify",
    async run(session, release) {
      const verified = await verifyStage(session, release.environment, release.images, release.approved?.digest);
      release.recordPath = verified.result.recordPath;
      return verified;
    },
  },
];

/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ approved, environment }: ReleaseState): ApprovedPlan {
  if (approved) return approved;
  throw new ActionError(
    "verdict",
    `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`,
  );
}
