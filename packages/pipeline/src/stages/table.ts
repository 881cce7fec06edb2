import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, digestOfPath } from "@waybill/kit";
import type { Digest, Stage } from "@waybill/kit";
import type { Workspace } from "../session/capabilities.ts";
import { databasesOf, findEntry } from "../session/select.ts";
import { approveStage } from "./approve.ts";
import { buildStage } from "./build.ts";
import { deployStage } from "./deploy.ts";
import { splitReference } from "../session/image-references.ts";
import { migrateStage } from "./migrate.ts";
import { planSection } from "../sections/plan-section.ts";
import { planStage } from "./plan.ts";
import type { ReleasePlan } from "./release-plan.ts";
import type { ReleaseState, StageRow, StatementQuery } from "./stage-row.ts";
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
    proves: ["validate-data"],
    names: (config) => Object.keys(config.data),
    label: (name) => `Data ${name}`,
    queries: (scope) =>
      queries(
        scope,
        "validate-data",
        Object.values(scope.config.data).map(({ source }) => source),
      ),
    run: (session, _, name) => validateDataStage(session, findEntry(session.config.data, name, "data", session.config.file)),
  },
  {
    id: "validate-model",
    phase: "check",
    proves: ["validate-model"],
    names: (config) => Object.keys(config.models),
    label: (name) => `Model ${name}`,
    queries: (scope) =>
      queries(
        scope,
        "validate-model",
        Object.values(scope.config.models).map(({ path }) => path),
      ),
    run: (session, _, name) => validateModelStage(session, findEntry(session.config.models, name, "models", session.config.file)),
  },
  {
    id: "build",
    phase: "prepare",
    proves: ["build", "test"],
    names: (_, environment) => environment.images,
    label: (name) => `Build ${name}`,
    queries: async (scope) =>
      Object.values(scope.images)
        .map(splitReference)
        .flatMap((image): StatementQuery[] => [
          { stage: "build", ...image },
          { stage: "test", ...image },
        ]),
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
    proves: ["plan"],
    names: environmentName,
    label: () => "Plan",
    queries: (scope) => queries(scope, "plan", scope.config.file === undefined ? [] : [scope.config.file]),
    async run(session, release) {
      const planned = await planStage(session, release.environment, release.images);
      release.plan = planned.result;
      return planned;
    },
  },
  {
    id: "approve",
    phase: "approve",
    proves: ["approve"],
    names: environmentName,
    label: () => "Approve",
    // Its subject is the plan, which is found first: see evidence/collect.ts.
    queries: async () => [],
    run(session, release) {
      const plan = planOf(release);
      return approveStage(session, release.environment, { ...plan, section: planSection(plan) }, release.approval);
    },
  },
  {
    id: "migrate",
    phase: "change",
    proves: ["migrate"],
    names: (_, environment) => environment.databases,
    label: (name) => `Migrate ${name}`,
    queries: (scope) =>
      queries(
        scope,
        "migrate",
        databasesOf(scope.config, scope.environment).map(({ migrations }) => migrations),
      ),
    run: (session, release, name) =>
      migrateStage(
        session,
        findEntry(session.config.databases, name, "databases", session.config.file),
        release.environment.name,
        planOf(release).components.databases[name],
      ),
  },
  {
    id: "deploy",
    phase: "change",
    proves: ["deploy"],
    names: environmentName,
    label: () => "Deploy",
    queries: (scope) => queries(scope, "deploy", scope.environment.manifests),
    run: (session, release) => deployStage(session, release.environment, release.images, planOf(release).components.deploy),
  },
  {
    id: "verify",
    phase: "change",
    // The release statement closes the record and is no evidence that a policy could demand of it.
    proves: [],
    names: environmentName,
    label: () => "Verify",
    queries: async () => [],
    async run(session, release) {
      const verified = await verifyStage(session, release.table, release.environment, release.images);
      release.recordPath = verified.result.recordPath;
      return verified;
    },
  },
];

/** One query for each path, by the digest that it has now. */
async function queries({ workspace }: Workspace, stage: Stage, paths: readonly string[]): Promise<readonly StatementQuery[]> {
  return Promise.all(paths.map(async (path) => ({ stage, digest: await pathDigest(workspace, path) })));
}

async function pathDigest(workspace: string, path: string): Promise<Digest> {
  return (await digestOfPath(join(workspace, path))).digest;
}

/** A stage that follows a plan never runs without one: the table's order is the order of a release. */
function planOf({ plan, environment }: ReleaseState): ReleasePlan {
  if (plan) return plan;
  throw new ActionError(
    "verdict",
    `Nothing was planned for ${environment.name}, so nothing may be changed there. Run the stage 'plan' first.`,
  );
}
