import type { EnvironmentConfig } from "@waybill/config";
import { headline, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { ReleasePlan } from "./release-plan.ts";
import type { Session } from "../session/session.ts";

/**
 * Runs the changing part of a release inside a GitHub deployment, whose last status says how it ended. Without a GitHub connection it
 * only runs the work. A GitHub that does not answer never stops a release: the statuses are a courtesy, the record is the proof.
 */
export async function announceDeployment(
  session: Session,
  environment: EnvironmentConfig,
  plan: ReleasePlan,
  work: () => Promise<Verdict>,
): Promise<void> {
  const id = await start(session, environment, plan);
  try {
    const verdict = await work();
    await finish(
      session,
      id,
      isPassing(verdict) ? "success" : "failure",
      isPassing(verdict) ? "Deployed and verified." : "Stopped; see the run.",
    );
  } catch (error) {
    await finish(session, id, "error", session.redact(headline(error)));
    throw error;
  }
}

async function start(session: Session, environment: EnvironmentConfig, plan: ReleasePlan): Promise<number | undefined> {
  if (!session.github || session.dryRun) return undefined;
  try {
    const { id } = await session.github.startDeployment({
      environment: environment.name,
      commit: session.run.commit,
      description: `Plan ${plan.digest.slice(7, 19)}`,
      payload: { plan: plan.digest, images: plan.images },
      production: environment.name === "production",
    });
    await session.github.setDeploymentStatus(id, {
      state: "in_progress",
      description: "Migrating and deploying.",
      logUrl: session.run.run,
    });
    return id;
  } catch (error) {
    session.reporter.warn(`The deployment could not be recorded on GitHub: ${headline(error)}`);
    return undefined;
  }
}

async function finish(
  session: Session,
  id: number | undefined,
  state: "success" | "failure" | "error",
  description: string,
): Promise<void> {
  if (id === undefined || !session.github) return;
  try {
    await session.github.setDeploymentStatus(id, { state, description, logUrl: session.run.run });
  } catch (error) {
    session.reporter.warn(`The deployment's status could not be set on GitHub: ${headline(error)}`);
  }
}
