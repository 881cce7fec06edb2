import type { Config } from "@waybill/config";
import { isPassing } from "@waybill/kit";
import {
  buildStage,
  migrateStage,
  requirePreconditions,
  scopeOf,
  stagesReport,
  validateDataStage,
  validateModelStage,
} from "@waybill/pipeline";
import type { ImageReferences, Session, StageOutcome } from "@waybill/pipeline";
import type { Report } from "@waybill/report";

/** What came of trying them. */
export interface TriedParts {
  readonly outcomes: readonly StageOutcome[];
  readonly report: Report;
  /** What ended it early. */
  readonly error?: unknown;
}

/** Stands for the environment where there is none. */
export const NOWHERE = "no-environment";

/**
 * Tries everything that a project without an environment declares: validates data and models, builds and tests the images that are not given,
 * and applies the migrations. As in a release, checks go on and the rest stops at what does not pass.
 */
export async function tryParts(session: Session, images: ImageReferences): Promise<TriedParts> {
  const title = `What ${session.config.name} has without an environment`;
  try {
    const outcomes = await carryOut(session, images);
    return { outcomes, report: stagesReport(session, title, outcomes) };
  } catch (thrown) {
    const error: unknown = session.signal.aborted ? session.signal.reason : thrown;
    return { outcomes: session.outcomes, report: stagesReport(session, title, session.outcomes, error), error };
  }
}

async function carryOut(session: Session, given: ImageReferences): Promise<readonly StageOutcome[]> {
  const { config } = session;
  const scope = scopeOf(config, { given });
  await requirePreconditions(session, "release", scope);
  const outcomes: StageOutcome[] = [];
  for (const entry of Object.values(config.data)) outcomes.push(await validateDataStage(session, entry));
  for (const entry of Object.values(config.models)) outcomes.push(await validateModelStage(session, entry));
  const changes = [
    ...scope.images.map((image) => () => buildStage(session, image)),
    ...scope.databases.map((database) => () => migrateStage(session, database, { environmentName: NOWHERE })),
  ];
  for (const run of changes) if (outcomes.every(({ verdict }) => isPassing(verdict))) outcomes.push(await run());
  return outcomes;
}

/** What to add, so that there is something to deploy to. */
export function nowhere({ file = "waybill.yml", name, databases }: Config): string {
  const migrated = Object.keys(databases).length === 0 ? "" : "; its databases are migrated by the action migrate-database alone";
  return `${file} declares no environment, so a release validates and builds and ends there${migrated}. For more, add Kubernetes manifests and 'environments: { production: { namespace: ${name}, manifests: deploy } }' (docs/waybill-yml.md).`;
}
