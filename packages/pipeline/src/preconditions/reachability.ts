import type { Finding } from "@waybill/kit";
import { withCluster } from "../session/cluster.ts";
import type { PreconditionContext, Scope } from "./precondition.ts";

/** Connects to every database and asks nothing of it. Throws what the connection throws. */
export async function refusedDatabases(context: PreconditionContext, { databases }: Scope): Promise<Finding[]> {
  for (const database of databases) {
    await using connection = await context.openDatabase(database);
    void connection;
  }
  return [];
}

/** Asks every cluster for its version. Throws what the connection throws. */
export async function refusedClusters(context: PreconditionContext, { environments }: Scope): Promise<Finding[]> {
  for (const environment of environments) await withCluster(context, environment, (cluster) => cluster.ping());
  return [];
}

/**
 * Says where GitHub asks nobody. Which plan an owner has is not told to a job's token, so what plans offer is said and not concluded
 * (docs.github.com, "Deployments and environments", "Required reviewers").
 */
export async function unguardedEnvironments({ github }: PreconditionContext, { environments }: Scope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, preview } of environments) {
    if (preview === true) continue;
    const reviewers = await github?.environmentReviewers(name);
    if (reviewers === undefined || reviewers.kind === "required") continue;
    findings.push({
      rule: "no-reviewers",
      severity: "notice",
      what:
        reviewers.kind === "none"
          ? `GitHub asks nobody before a release to '${name}'.`
          : `Whether GitHub asks anybody before a release to '${name}' could not be read: ${reviewers.why}`,
      next: "Give the environment required reviewers under Settings, Environments: on the plans Free, Pro and Team public repositories alone have them, private ones need Enterprise. Elsewhere approve a plan by its digest.",
    });
  }
  return findings;
}
