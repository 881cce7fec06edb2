import type { EnvironmentConfig } from "@waybill/config";
import { headline, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { GitHubAccess, Redacting, Reporting, RunIdentity, RunLimits } from "../session/capabilities.ts";
import type { ReleasePlan } from "./release-plan.ts";

/** What GitHub is told of a release. */
interface Announced {
  readonly environment: EnvironmentConfig;
  readonly plan?: Pick<ReleasePlan, "digest" | "images"> | undefined;
}

type Context = RunIdentity & RunLimits & Reporting & Redacting & Pick<GitHubAccess, "github">;

/**
 * Runs the changing part of a release inside a GitHub deployment, whose last status says how it ended. Without a GitHub connection it
 * only runs the work. A GitHub that does not answer never stops a release: the statuses are a courtesy, the record is the proof.
 */
export async function withGitHubDeployment(context: Context, release: Announced, work: () => Promise<Verdict>): Promise<void> {
  const id = await start(context, release);
  try {
    const verdict = await work();
    await finish(
      context,
      id,
      isPassing(verdict) ? "success" : "failure",
      isPassing(verdict) ? "Deployed and verified." : "Stopped; see the run.",
    );
  } catch (error) {
    await finish(context, id, "error", context.redact(headline(error)));
    throw error;
  }
}

async function start(context: Context, { environment, plan }: Announced): Promise<number | undefined> {
  if (!context.github || !plan || context.dryRun) return undefined;
  try {
    const { id } = await context.github.startDeployment({
      environment: environment.name,
      commit: context.run.commit,
      description: `Plan ${plan.digest.slice(7, 19)}`,
      payload: { plan: plan.digest, images: plan.images },
      production: environment.name === "production",
    });
    await context.github.setDeploymentStatus(id, {
      state: "in_progress",
      description: "Migrating and deploying.",
      logUrl: context.run.run,
    });
    return id;
  } catch (error) {
    context.reporter.warn(`The deployment could not be recorded on GitHub: ${headline(error)}`);
    return undefined;
  }
}

async function finish(
  context: Context,
  id: number | undefined,
  state: "success" | "failure" | "error",
  description: string,
): Promise<void> {
  if (id === undefined || !context.github) return;
  try {
    await context.github.setDeploymentStatus(id, { state, description, logUrl: context.run.run });
  } catch (error) {
    context.reporter.warn(`The deployment's status could not be set on GitHub: ${headline(error)}`);
  }
}
