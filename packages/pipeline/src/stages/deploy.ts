import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, countOf, digestOfPath, isPassing } from "@waybill/kit";
import type { Digest, Subject } from "@waybill/kit";
import { applyDeploy } from "@waybill/kube";
import type { Cluster, DeployOutcome, DeployPlan } from "@waybill/kube";
import { deploySection } from "../sections/deploy-section.ts";
import type { Clusters, Project, Reporting, RunIdentity, RunLimits, Workspace } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { planDeployment } from "./deployment-plan.ts";
import type { DeployPlanning } from "./deployment-plan.ts";
import { environmentDigest } from "../evidence/environment-digest.ts";
import type { ImageReferences } from "../session/image-references.ts";
import { splitReference } from "../session/image-references.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome } from "./run-stage.ts";

/** A deploy plan and what came of it. */
export interface AppliedDeploy {
  readonly plan: DeployPlan;
  readonly outcome: DeployOutcome;
}

/**
 * Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. With
 * `expectDigest` it throws a `verdict` error before it changes anything unless the plan has that digest; it throws an `input` error in a dry
 * run.
 */
export async function deployStage(
  context: StageContext & DeployPlanning,
  environment: EnvironmentConfig,
  images: ImageReferences,
  expectDigest?: Digest,
): Promise<StageOutcome<AppliedDeploy>> {
  return runStage(context, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
    refuseDryRun(context, "deploy");
    const { plan } = await planDeployment(context, environment, images);
    return withCluster(context, environment, async (cluster) => {
      const outcome = await applyDeploy(cluster, plan, {
        expectDigest,
        ...rolloutOptions(context, environment),
      });
      const repeated = isUnchanged(plan, outcome)
        ? `${countOf(plan.objects.length, "object")} are as planned already, nothing to change`
        : undefined;
      // The deploy engine reports as it goes; its findings are only drawn here.
      return {
        verdict: outcome.verdict,
        note: deployNote(outcome, repeated),
        section: deploySection(context, environment, plan, outcome),
        result: { plan, outcome },
        repeated,
        evidence: {
          subjects: [
            ...Object.values(images).map(imageSubject),
            ...(await manifestSubjects(context, environment)),
            ...(await liveSubjects(context, environment, cluster, outcome)),
          ],
          facts: deployFacts(environment, plan, outcome),
        },
      };
    });
  });
}

/** What deploying and rolling back have in common. */
export function rolloutOptions(context: Reporting & RunLimits & RunIdentity, environment: EnvironmentConfig) {
  return {
    timeoutMs: environment.timeoutSeconds * 1000,
    settleMs: environment.settleSeconds * 1000,
    reporter: context.reporter,
    signal: context.signal,
    run: context.run,
    probe: environment.probe,
  };
}

/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
export function refuseDryRun({ dryRun }: RunLimits, verb: string): void {
  if (dryRun) throw new ActionError("input", `A dry run cannot ${verb}. Use the command 'plan' to see what would change.`);
}

/** One line about a deployment: the cause when it failed, else what runs. */
export function deployNote(outcome: DeployOutcome, repeated?: string): string {
  const cause = outcome.diagnosis?.[0]?.what;
  if (outcome.rolledBack)
    return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
  if (cause !== undefined && outcome.verdict !== "pass") return cause;
  const pods = `revision ${outcome.revision}, ${countOf(outcome.pods.length, "pod")} on the tested digest`;
  return repeated ? `${repeated}; ${pods}` : pods;
}

function isUnchanged(plan: DeployPlan, outcome: DeployOutcome): boolean {
  return outcome.verdict === "pass" && plan.objects.every((object) => object.action === "unchanged");
}

function deployFacts(environment: EnvironmentConfig, plan: DeployPlan, outcome: DeployOutcome): Readonly<Record<string, unknown>> {
  return {
    environment: environment.name,
    namespace: environment.namespace,
    plan: plan.digest,
    revision: outcome.revision,
    rolledBack: outcome.rolledBack,
    objects: plan.objects.map(({ ref: { apiVersion, kind, namespace, name }, action }) => ({ apiVersion, kind, namespace, name, action })),
    pods: outcome.pods,
    probe: outcome.probe && { status: outcome.probe.status, durationMs: outcome.probe.durationMs },
  };
}

function imageSubject(reference: string): Subject {
  const { repository, digest } = splitReference(reference);
  return { name: repository, digest };
}

async function manifestSubjects({ workspace }: Workspace, environment: EnvironmentConfig): Promise<Subject[]> {
  return Promise.all(
    environment.manifests.map(async (path) => ({ name: path, digest: (await digestOfPath(join(workspace, path))).digest })),
  );
}

/** What runs now, as a later verification will compare it; nothing when the deployment failed and something else runs. */
async function liveSubjects(
  { config }: Pick<Project, "config"> & Clusters,
  { name, namespace }: EnvironmentConfig,
  cluster: Cluster,
  { verdict, revision }: DeployOutcome,
): Promise<Subject[]> {
  if (!isPassing(verdict)) return [];
  return [{ name: `environment/${name}`, digest: await environmentDigest(cluster, { namespace, application: config.name, revision }) }];
}
