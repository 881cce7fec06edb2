import { checkFiles } from "@waybill/config";
import type { EnvironmentConfig } from "@waybill/config";
import type { Report } from "@waybill/report";
import { buildStage } from "./stages/build.ts";
import { checkFilesStage } from "./stages/check-files.ts";
import { rollbackStage } from "./stages/deploy.ts";
import { planStage } from "./stages/plan.ts";
import type { ImageReferences, ReleasePlan } from "./stages/release-plan.ts";
import { stagesReport } from "./sections/reports.ts";
import { requireFiles } from "./session/files.ts";
import { findEntry } from "./session/session.ts";
import type { Session } from "./session/session.ts";
import type { StageOutcome } from "./stages/stage.ts";
import { validateDataStage, validateModelStage } from "./stages/validate.ts";

export interface ProjectResult {
  readonly report: Report;
  readonly outcomes: readonly StageOutcome[];
}

/**
 * Looks for every named file and validates all data and models whose files are there; changes nothing but the reports (and, unless it is a
 * dry run, the evidence).
 */
export async function checkProject(session: Session): Promise<ProjectResult> {
  const { workspace, config } = session;
  const outcomes: StageOutcome[] = [await checkFilesStage(session)];
  const isThere = async (section: "data" | "models", name: string): Promise<boolean> =>
    (await checkFiles(workspace, config, section, [name])).length === 0;
  for (const entry of Object.values(config.data))
    if (await isThere("data", entry.name)) outcomes.push(await validateDataStage(session, entry));
  for (const entry of Object.values(config.models))
    if (await isThere("models", entry.name)) outcomes.push(await validateModelStage(session, entry));
  return { outcomes, report: stagesReport(session, `Checks of ${session.config.name}`, outcomes) };
}

/** Plans one environment; images that are not given are built and pushed by digest first, because a plan names digests. */
export async function planProject(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<ProjectResult & { plan: ReleasePlan; images: ImageReferences }> {
  // Before a build of minutes, what the plan will read must be there.
  await requireFiles(session, "databases", environment.databases);
  await requireFiles(session, "environments", [environment.name]);
  const outcomes: StageOutcome[] = [];
  const references: Record<string, string> = { ...images };
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

/** Brings an environment back to its last good revision, or to the given one. */
export async function rollbackProject(session: Session, environment: EnvironmentConfig, to?: number): Promise<ProjectResult> {
  const outcome = await rollbackStage(session, environment, to);
  return { outcomes: [outcome], report: stagesReport(session, `Rollback of ${session.config.name} in ${environment.name}`, [outcome]) };
}
