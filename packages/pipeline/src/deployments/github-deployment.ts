import type { EnvironmentConfig } from "@waybill/config";
import type { GitHub, NewDeployment } from "@waybill/github";
import { ActionError, headline, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { GitHubAccess, Redacting, Reporting, RunIdentity, RunLimits } from "../session/capabilities.ts";
import type { ReleasePlan } from "../stages/release-plan.ts";

/** What GitHub is told of: a release by its plan, or a rollback by the revision that it brings back. Without either nothing is told. */
export interface Announced {
  readonly environment: EnvironmentConfig;
  readonly plan?: Pick<ReleasePlan, "digest" | "images"> | undefined;
  readonly revision?: RestoredRevision | undefined;
}

/** A revision in the cluster that a rollback goes to. */
export interface RestoredRevision {
  readonly number: number;
  /** The commit that the revision was deployed from: what runs afterwards, and not the one that is checked out. */
  readonly commit: string;
  readonly images: readonly string[];
}

type Context = RunIdentity & RunLimits & Reporting & Redacting & Pick<GitHubAccess, "github" | "keepOpenDeployment">;

/**
 * Runs the changing part of a release or a rollback inside a GitHub deployment, whose last status says how it ended, and gives the work's
 * result. Without a GitHub connection, and in a dry run, it only runs the work. A GitHub that does not answer never stops a release: the
 * statuses are a courtesy, the record is the proof. A token that may not record a deployment stops a release before it has changed anything,
 * because that is a mistake in the workflow, and never a rollback, because that cannot wait. What the work throws is thrown on.
 */
export async function withGitHubDeployment<T extends { readonly verdict: Verdict }>(
  context: Context,
  announced: Announced,
  work: () => Promise<T>,
): Promise<T> {
  const told = describe(context, announced);
  const id = told && (await start(context, told, announced.revision !== undefined));
  try {
    const done = await work();
    const passed = isPassing(done.verdict);
    await finish(context, id, passed ? "success" : "failure", passed ? (told?.done ?? "") : "Stopped; see the run.");
    return done;
  } catch (error) {
    await finish(context, id, "error", context.redact(headline(error)));
    throw error;
  }
}

interface Told {
  readonly deployment: NewDeployment;
  readonly doing: string;
  readonly done: string;
}

function describe({ run }: Context, { environment, plan, revision }: Announced): Told | undefined {
  const common = { environment: environment.name, production: environment.name === "production" };
  if (revision)
    return {
      deployment: {
        ...common,
        commit: revision.commit,
        description: `Back to revision ${revision.number}`,
        payload: { revision: revision.number, images: revision.images },
      },
      doing: `Rolling back to revision ${revision.number}.`,
      done: `Rolled back to revision ${revision.number}.`,
    };
  if (!plan) return undefined;
  return {
    deployment: {
      ...common,
      commit: run.commit,
      description: `Plan ${plan.digest.slice(7, 19)}`,
      payload: { plan: plan.digest, images: plan.images },
    },
    doing: "Migrating and deploying.",
    done: "Deployed and verified.",
  };
}

async function start(context: Context, { deployment, doing }: Told, cannotWait: boolean): Promise<number | undefined> {
  if (!context.github || context.dryRun) return undefined;
  try {
    const { id } = await context.github.startDeployment(deployment);
    context.keepOpenDeployment?.(id);
    await context.github.setDeploymentStatus(id, { state: "in_progress", description: doing, logUrl: context.run.run });
    return id;
  } catch (error) {
    if (!cannotWait && error instanceof ActionError && error.kind === "environment")
      throw new ActionError("environment", `Nothing was changed in '${deployment.environment}'. ${error.message}`, { cause: error });
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
    context.keepOpenDeployment?.(undefined);
  } catch (error) {
    context.reporter.warn(`The deployment's status could not be set on GitHub: ${headline(error)}`);
  }
}

/**
 * Says the last word of a deployment that its process has left open: it was killed, or GitHub did not answer it then. Whether anything was
 * changed is for the next release to find out.
 */
export async function closeLeftDeployment(github: GitHub, { run }: RunIdentity, id: number): Promise<void> {
  const description = "Ended before it could say how. The next release continues or takes back what it began.";
  await github.setDeploymentStatus(id, { state: "error", description, logUrl: run.run });
}
