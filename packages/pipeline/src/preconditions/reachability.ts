import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { matchSigner, maySign } from "@waybill/record";
import { withCluster } from "../session/cluster.ts";
import { requireSigner } from "../session/require-signer.ts";
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

/** Throws what a release without a signer throws, and finds what it would sign without being believed. */
export async function missingSigner(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  requireSigner(context);
  return unbelieved(context, scope).map((what) => ({
    rule: "no-signer",
    severity: "error",
    what: `The policy names signers, and does not let this run's key sign ${what}, so the release would begin and then be refused.`,
    next: "Name the key among the policy's 'signers' for these stages and environments, or sign with one that it names.",
  }));
}

/**
 * What this run's key would sign once it has begun to change things, and the policy would not believe: "'migrate' for 'production'". Who a
 * job's identity is, is known only when it signs.
 */
export function unbelieved(
  { signer, config }: Pick<PreconditionContext, "signer" | "config">,
  { environments }: Pick<Scope, "environments">,
): string[] {
  const { signers } = config.policy;
  if (signer?.key === undefined || signers.length === 0) return [];
  const identity = { kind: "key", keyId: signer.key.keyId } as const;
  const own = signers.filter((named) => matchSigner(identity, named));
  return environments.flatMap(({ name, databases }) => {
    const stages = [...(databases.length > 0 ? (["migrate"] as const) : []), "deploy", "release"] as const;
    const missing = stages.filter((stage) => !own.some((named) => maySign(named, { stage, environment: name })));
    return missing.map((stage) => `'${stage}' for '${name}'`);
  });
}
