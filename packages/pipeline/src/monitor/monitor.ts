import type { DataConfig, EnvironmentConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { ProjectResult } from "../project.ts";
import { stagesReport } from "../sections/reports.ts";
import type { Gated } from "../evidence/gate.ts";
import type { Clusters, Project, Registries } from "../session/capabilities.ts";
import type { StageContext } from "../stages/run-stage.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import { validateDataStage } from "../stages/validate-data.ts";
import { lookAtAddress, lookAtService } from "./answer.ts";
import type { Address } from "./answer.ts";
import { lookAtObjects } from "./running-objects.ts";
import { lookAtRecord } from "./running-record.ts";

/** What looking at an environment needs. */
export type Watching = StageContext & Gated & Clusters & Pick<Registries, "registry" | "registryFor">;

/**
 * Looks at an environment without changing anything and without signing anything: whether what runs is what was deployed, whether a passing
 * record proves it, whether it answers, and whether the data files of this checkout still pass their checks. Each is looked at whatever the
 * others came to; what could not be looked at is `inconclusive`.
 */
export async function monitorProject(
  session: Watching,
  environment: EnvironmentConfig,
  { address }: { readonly address?: Address | undefined } = {},
): Promise<ProjectResult> {
  const watching: Watching = { ...session, dryRun: true };
  const objects = await lookAtObjects(watching, environment);
  const outcomes: StageOutcome[] = [objects];
  if (objects.result) outcomes.push(await lookAtRecord(watching, environment, objects.result));
  if (environment.probe) outcomes.push(await lookAtService(watching, environment, environment.probe));
  if (address) outcomes.push(await lookAtAddress(watching, environment, address));
  for (const entry of Object.values(session.config.data)) outcomes.push(await checkedAgain(watching, entry));
  return { outcomes, report: stagesReport(session, monitorTitle(session, environment), outcomes) };
}

/** What the page and its kept issue are called. */
export function monitorTitle({ config }: Pick<Project, "config">, { name }: Pick<EnvironmentConfig, "name">): string {
  return `Monitor of ${config.name} in ${name}`;
}

/** A data file that cannot be read is what is wrong with it, and no reason to look at nothing else. */
async function checkedAgain(watching: Watching, entry: DataConfig): Promise<StageOutcome> {
  try {
    return await validateDataStage(watching, entry, { recordHistory: false });
  } catch (error) {
    const stopped = watching.outcomes.at(-1);
    if (watching.signal.aborted || !(error instanceof ActionError) || stopped?.stoppedBy === undefined) throw error;
    return stopped;
  }
}
