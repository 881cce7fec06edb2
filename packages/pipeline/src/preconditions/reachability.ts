import { ActionError } from "@waybill/kit";
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

/** Whether the token reads who approved this run, which a release needs after minutes of building. Throws the permission that is missing. */
export async function refusedGitHub({ github, githubRunId }: PreconditionContext): Promise<Finding[]> {
  if (!github)
    throw new ActionError(
      "environment",
      "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.",
    );
  if (githubRunId !== "0") await github.findApprovals(githubRunId);
  return [];
}

/**
 * Says where GitHub asks nobody. Which plan an owner has is not told to a job's token, so what plans offer is said and not concluded
 * (docs.github.com, "Deployments and environments", "Required reviewers").
 */
export async function unguardedEnvironments({ github }: PreconditionContext, { environments }: Scope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name } of environments) {
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
