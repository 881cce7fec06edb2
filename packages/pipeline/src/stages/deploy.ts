import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, digestOfPath } from "@waybill/kit";
import type { Digest, Subject } from "@waybill/kit";
import { environmentDigest } from "./environment-digest.ts";
import { applyDeploy, rollbackDeploy } from "@waybill/kube";
import type { DeployOutcome, DeployPlan } from "@waybill/kube";
import { openCluster } from "../session/cluster.ts";
import { deploySection } from "../sections/deploy-section.ts";
import type { ImageReferences } from "./release-plan.ts";
import { count, planEnvironment } from "./plan.ts";
import type { Session } from "../session/session.ts";
import { runStage } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";

export interface Deployment {
  readonly plan: DeployPlan;
  readonly outcome: DeployOutcome;
}

/** Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. */
export async function deployStage(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
  expectDigest?: Digest,
): Promise<StageOutcome<Deployment>> {
  return runStage(session, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
    refuseDryRun(session, "deploy");
    const { plan } = await planEnvironment(session, environment, images);
    const cluster = await openCluster(session, environment);
    try {
      const outcome = await applyDeploy(cluster, plan, {
        ...(expectDigest ? { expectDigest } : {}),
        timeoutMs: environment.timeoutSeconds * 1000,
        reporter: session.reporter,
        signal: session.signal,
        run: session.run,
        ...(environment.probe ? { probe: environment.probe } : {}),
      });
      // The deploy engine reports as it goes; its findings are only drawn here.
      const application = { namespace: environment.namespace, application: session.config.name, revision: outcome.revision };
      const live: Subject[] =
        outcome.verdict === "pass" || outcome.verdict === "warn"
          ? [{ name: `environment/${environment.name}`, digest: await environmentDigest(cluster, application) }]
          : [];
      const changed = plan.objects.filter((object) => object.action !== "unchanged").length;
      const repeated =
        changed === 0 && outcome.verdict === "pass"
          ? `${count(plan.objects.length, "object")} are as planned already, nothing to change`
          : undefined;
      return {
        verdict: outcome.verdict,
        note: deployNote(outcome, repeated),
        section: deploySection(environment, plan, outcome),
        result: { plan, outcome },
        ...(repeated ? { repeated } : {}),
        evidence: {
          subjects: [...imageSubjects(images), ...(await manifestSubjects(session, environment)), ...live],
          facts: {
            environment: environment.name,
            namespace: environment.namespace,
            plan: plan.digest,
            revision: outcome.revision,
            rolledBack: outcome.rolledBack,
            objects: plan.objects.map(({ ref, action }) => ({
              apiVersion: ref.apiVersion,
              kind: ref.kind,
              namespace: ref.namespace,
              name: ref.name,
              action,
            })),
            pods: outcome.pods,
            ...(outcome.probe ? { probe: { status: outcome.probe.status, durationMs: outcome.probe.durationMs } } : {}),
          },
        },
      };
    } finally {
      await cluster.close();
    }
  });
}

/** Brings an environment back to its last good revision, or to a given one. */
export async function rollbackStage(session: Session, environment: EnvironmentConfig, to?: number): Promise<StageOutcome<DeployOutcome>> {
  return runStage(session, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
    refuseDryRun(session, "roll back");
    const cluster = await openCluster(session, environment);
    try {
      const outcome = await rollbackDeploy(cluster, {
        namespace: environment.namespace,
        application: session.config.name,
        ...(to === undefined ? {} : { to }),
        timeoutMs: environment.timeoutSeconds * 1000,
        reporter: session.reporter,
        signal: session.signal,
        run: session.run,
        ...(environment.probe ? { probe: environment.probe } : {}),
      });
      return {
        verdict: outcome.verdict,
        note: deployNote(outcome),
        section: deploySection(environment, undefined, outcome),
        result: outcome,
      };
    } finally {
      await cluster.close();
    }
  });
}

/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
function refuseDryRun(session: Session, deed: string): void {
  if (session.dryRun) throw new ActionError("input", `A dry run cannot ${deed}. Use the command 'plan' to see what would change.`);
}

function deployNote(outcome: DeployOutcome, repeated?: string): string {
  const cause = outcome.diagnosis?.[0]?.what;
  if (outcome.rolledBack)
    return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
  if (cause !== undefined && outcome.verdict !== "pass") return cause;
  const pods = `revision ${outcome.revision}, ${count(outcome.pods.length, "pod")} on the tested digest`;
  return repeated ? `${repeated}; ${pods}` : pods;
}

function imageSubjects(images: ImageReferences): Subject[] {
  return Object.values(images).map((reference) => {
    const at = reference.indexOf("@");
    return { name: reference.slice(0, at), digest: reference.slice(at + 1) as Digest };
  });
}

async function manifestSubjects(session: Session, environment: EnvironmentConfig): Promise<Subject[]> {
  return Promise.all(
    environment.manifests.map(async (path) => ({ name: path, digest: (await digestOfPath(join(session.workspace, path))).digest })),
  );
}
