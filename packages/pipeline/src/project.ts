import { join, relative } from "node:path";
import { checkFiles } from "@waybill/config";
import type { EnvironmentConfig } from "@waybill/config";
import { resolveInWorkspace } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import type { Report } from "@waybill/report";
import { stagesReport } from "./sections/reports.ts";
import { environmentDir, findEntry } from "./session/select.ts";
import type { Session } from "./session/session.ts";
import { buildStage } from "./stages/build.ts";
import { onlyScope, scopeOf } from "./preconditions/precondition.ts";
import { preconditionsStage, requirePreconditions } from "./preconditions/stage.ts";
import { knownImages } from "./session/images/image-references.ts";
import type { ImageReferences } from "./session/images/image-references.ts";
import { planStage } from "./stages/plan.ts";
import type { ReleasePlan } from "./stages/release-plan.ts";
import { rollbackStage } from "./stages/rollback.ts";
import type { StageOutcome } from "./stages/outcome.ts";
import { validateDataStage } from "./stages/validate-data.ts";
import { validateModelStage } from "./stages/validate-model.ts";
import { verifyStage } from "./stages/verify.ts";
import type { VerifiedRelease } from "./stages/verify.ts";
import { verifyRecordStage } from "./stages/verify-record.ts";

/** The stages that a command has run, and the report that shows them. */
export interface ProjectResult {
  readonly report: Report;
  readonly outcomes: readonly StageOutcome[];
}

/**
 * Looks at everything that needs neither a secret nor the network, and validates all data and models whose files are there; changes nothing
 * but the reports (and, unless it is a dry run, the evidence). What it did not look at is named.
 */
export async function checkProject(session: Session): Promise<ProjectResult> {
  const { workspace, config } = session;
  const outcomes: StageOutcome[] = [await preconditionsStage(session, "check", scopeOf(config))];
  const isThere = async (section: "data" | "models", name: string): Promise<boolean> =>
    (await checkFiles(workspace, config, section, [name])).length === 0;
  for (const entry of Object.values(config.data))
    if (await isThere("data", entry.name)) outcomes.push(await validateDataStage(session, entry, { recordHistory: false }));
  for (const entry of Object.values(config.models))
    if (await isThere("models", entry.name)) outcomes.push(await validateModelStage(session, entry));
  return { outcomes, report: stagesReport(session, `Checks of ${session.config.name}`, outcomes) };
}

/** Plans one environment; images that are not given are built and pushed by digest first, because a plan names digests. */
export async function planProject(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<ProjectResult & { readonly plan: ReleasePlan; readonly images: ImageReferences }> {
  const outcomes: StageOutcome[] = [];
  const references: Record<string, string> = { ...knownImages(session.config, environment, images) };
  // Before a build of minutes, what the plan will need must be there.
  await requirePreconditions(session, "plan", scopeOf(session.config, { environment, given: { ...references } }));
  for (const name of environment.images) {
    if (references[name] !== undefined) continue;
    const built = await buildStage(session, findEntry(session.config.images, name, "images", session.config.file));
    outcomes.push(built);
    references[name] = built.result.reference;
  }
  const planned = await planStage(session, environment, references);
  outcomes.push(planned);
  return {
    outcomes,
    plan: planned.result,
    images: references,
    report: stagesReport(session, `Plan of ${session.config.name} for ${environment.name}`, outcomes),
  };
}

/** Brings an environment back to its last good revision, or to the revision with the given number. */
export async function rollbackProject(
  session: Session,
  environment: EnvironmentConfig,
  to?: number,
): Promise<ProjectResult & { readonly revision: number }> {
  await requirePreconditions(session, "rollback", onlyScope({ environments: [environment] }));
  const outcome = await rollbackStage(session, environment, to);
  const report = stagesReport(session, `Rollback of ${session.config.name} in ${environment.name}`, [outcome]);
  return { outcomes: [outcome], report, revision: outcome.result.revision };
}

/** Closes a release whose stages ran in other jobs: collects what they proved, signs the record and verifies it. */
export async function closeRelease(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
  plan?: Digest,
): Promise<StageOutcome<VerifiedRelease>> {
  await requirePreconditions(session, "verify", onlyScope({ environments: [environment], given: images }));
  return verifyStage(session, environment, images, plan);
}

/**
 * Verifies a record that was written before against files, registry and cluster as they are now. `record` is a path in the workspace, by
 * default where a release of this environment leaves it. Throws an `input` error for a path that is outside or not there.
 */
export async function verifyProject(
  session: Session,
  environment: EnvironmentConfig,
  options: { readonly record?: string | undefined },
): Promise<ProjectResult> {
  const given = options.record ?? relative(session.workspace, join(environmentDir(session, environment.name), "record.json"));
  const recordPath = await resolveInWorkspace(session.workspace, given, "record");
  const outcome = await verifyRecordStage(session, environment, recordPath);
  return { outcomes: [outcome], report: stagesReport(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}
