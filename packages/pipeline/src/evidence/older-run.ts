import type { EnvironmentConfig } from "@waybill/config";
import type { Finding } from "@waybill/kit";
import { findWayBack } from "@waybill/kube";
import type { DeployPlan, GoodRevision } from "@waybill/kube";
import { withCluster } from "../session/cluster.ts";
import type { Clusters, Project, RunIdentity, RunLimits } from "../session/capabilities.ts";

/**
 * Says that a later run of the same repository has released to the environment already: what this run brings is older, whether its jobs took
 * longer or somebody started it again, and nobody is told by the plan's differences alone. GitHub's numbers of runs grow, and a new attempt
 * keeps its run's. In a dry run it is a warning, because nothing is replaced.
 */
export function olderRun(
  { run, dryRun }: RunIdentity & Pick<RunLimits, "dryRun">,
  { name }: EnvironmentConfig,
  { lastGood }: Pick<DeployPlan, "lastGood">,
): readonly Finding[] {
  const own = numberOf(run.run);
  const live = lastGood && numberOf(lastGood.run);
  if (!lastGood || !own || !live || own.repository !== live.repository || own.number >= live.number) return [];
  return [
    {
      rule: "older-run",
      severity: dryRun ? "warning" : "error",
      what: `Run ${live.number} began after this one, which is run ${own.number}, and its revision ${lastGood.number} (commit ${lastGood.commit.slice(0, 12)}) runs in ${name}.`,
      next: `To go back, roll ${name} back. To release this commit all the same, start a new run of it instead of this one again.`,
    },
  ];
}

/** The good revision that runs in an environment; undefined where none does. Throws what the cluster answers. */
export async function findLiveRevision(
  context: Pick<Project, "config"> & Clusters,
  environment: EnvironmentConfig,
): Promise<GoodRevision | undefined> {
  const app = { application: context.config.name, namespace: environment.namespace };
  return (await withCluster(context, environment, (cluster) => findWayBack(cluster, app))).current;
}

/** Where a run is and its number; undefined for what is no run of a workflow, and for the number that GitHub never gives. */
function numberOf(run: string): { readonly repository: string; readonly number: number } | undefined {
  const [, repository, number] = /^(.*)\/actions\/runs\/([1-9]\d*)\/attempts\/\d+$/.exec(run) ?? [];
  return repository === undefined ? undefined : { repository, number: Number(number) };
}
