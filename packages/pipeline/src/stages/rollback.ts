import type { EnvironmentConfig } from "@waybill/config";
import { rollbackDeploy } from "@waybill/kube";
import type { DeployOutcome } from "@waybill/kube";
import { deploySection } from "../sections/deploy-section.ts";
import type { Clusters, Project, RunIdentity } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { deployNote, refuseDryRun, rolloutOptions } from "./deploy.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome } from "./run-stage.ts";

/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`; proves nothing, because what a revision brought was
 * proven when it came. Throws an `input` error in a dry run and a `verdict` error when there is no revision to go back to.
 */
export async function rollbackStage(
  context: StageContext & RunIdentity & Pick<Project, "config"> & Clusters,
  environment: EnvironmentConfig,
  to?: number,
): Promise<StageOutcome<DeployOutcome>> {
  return runStage(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
    refuseDryRun(context, "roll back");
    const outcome = await withCluster(context, environment, (cluster) =>
      rollbackDeploy(cluster, {
        namespace: environment.namespace,
        application: context.config.name,
        to,
        ...rolloutOptions(context, environment),
      }),
    );
    return {
      verdict: outcome.verdict,
      note: deployNote(outcome),
      section: deploySection(context, environment, undefined, outcome),
      result: outcome,
    };
  });
}
