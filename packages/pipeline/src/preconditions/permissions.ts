import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { imageRepository, splitRepository } from "../session/repositories.ts";
import type { PreconditionContext, Scope } from "./precondition.ts";

/*
 * What the job's token may do, asked before the first effect. A registry tells it: an upload is begun and given up. GitHub's API tells what may
 * be read; what may be written, only a write tells, so the first write to it comes before anything in a cluster or database is changed
 * (`deployments/github-deployment.ts`).
 */

/** Whether this run may push the images that it builds. Throws what the registry answers, with the permission that is missing. */
export async function refusedPushes(context: PreconditionContext, { images }: Scope): Promise<Finding[]> {
  for (const image of images) {
    const { host, path } = splitRepository(imageRepository(context, image));
    await context.registryFor(host).ping(path);
  }
  return [];
}

/** What a release asks of GitHub's API, by the line under `permissions:` that allows it. */
export function askedPermissions({ github, dryRun }: PreconditionContext, { asksGitHub }: Scope): string[] {
  if (dryRun) return [];
  return [...(asksGitHub === true ? ["actions: read"] : []), ...(github === undefined ? [] : ["deployments: write"])];
}

/**
 * Whether the token reads who approved this run and what was deployed, which a release needs after minutes of building. Throws the permission
 * that is missing.
 */
export async function refusedGitHub(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const { github, githubRunId } = context;
  if (scope.asksGitHub === true) {
    if (!github)
      throw new ActionError(
        "environment",
        "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.",
      );
    if (githubRunId !== "0") await github.findApprovals(githubRunId);
  }
  if (askedPermissions(context, scope).includes("deployments: write")) await github?.askDeployments();
  return [];
}
