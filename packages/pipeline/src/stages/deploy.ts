import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, countOf, digestOfPath, isPassing } from "@waybill/kit";
import type { Digest, Finding, Subject } from "@waybill/kit";
import { applyDeploy, findRevision } from "@waybill/kube";
import type { Cluster, DeployOutcome, DeployPlan } from "@waybill/kube";
import { deploySection } from "../sections/deploy-section.ts";
import type { Clusters, Project, Reporting, RunIdentity, RunLimits, Workspace } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import type { FactsOf } from "@waybill/record";
import { requireCommitted } from "../evidence/committed.ts";
import { isTested, passGate } from "../evidence/gate.ts";
import type { Gated } from "../evidence/gate.ts";
import { Refusal } from "../evidence/refusal.ts";
import type { ApprovedPlan } from "./approved-plan.ts";
import { othersBeside, planDeployment } from "./deployment-plan.ts";
import type { DeployPlanning } from "./deployment-plan.ts";
import { environmentDigest } from "../evidence/environment-digest.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { splitReference } from "../session/images/image-references.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/** A deploy plan and what came of it. */
export interface AppliedDeploy {
  readonly plan: DeployPlan;
  readonly outcome: DeployOutcome;
}

/**
 * Applies exactly the planned deployment, waits for it, proves what runs, and rolls back when it does not become healthy. Before it changes
 * anything it asks for the evidence that the environment demands, stops at any error finding of manifests, images or plan, and refuses a
 * plan that is not the approved one; each is a `verdict` error. Throws an `input` error in a dry run.
 */
export async function deployStage(
  context: StageContext & DeployPlanning & Gated,
  environment: EnvironmentConfig,
  images: ImageReferences,
  approved?: ApprovedPlan,
): Promise<StageOutcome<AppliedDeploy>> {
  return runStage(context, `deploy/${environment.name}`, "deploy", `Deploy to ${environment.name}`, async () => {
    refuseDryRun(context, "deploy");
    await requireCommitted(context);
    const gate = await passGate(context, environment, { before: "deploy", images, plan: approved?.digest });
    const { plan, findings } = await planDeployment(context, environment, images);
    refuseErrors(context, environment, findings);
    return withCluster(context, environment, async (cluster) => {
      const outcome = await applyDeploy(cluster, plan, {
        expectDigest: approved?.deploy(),
        ...rolloutOptions(context, environment),
      });
      const others = othersBeside(images, plan);
      const tested = isTested(gate) && isOfRelease(images, outcome);
      const repeated = isUnchanged(plan, outcome)
        ? `${countOf(plan.objects.length, "object")} are as planned already, nothing to change`
        : undefined;
      // The deploy engine reports as it goes; its findings are only drawn here.
      return {
        verdict: outcome.verdict,
        note: deployNote(outcome, { tested, asked: gate !== undefined, repeated }),
        section: deploySection(context, environment, plan, outcome, others),
        result: { plan, outcome },
        repeated,
        evidence: {
          subjects: [
            ...provenImages(images, outcome),
            ...(await manifestSubjects(context, environment)),
            ...(await liveSubjects(context, environment, cluster, outcome)),
          ],
          facts: {
            ...deployFacts(context, environment, plan, outcome),
            // The engine applies nothing but the approved plan; continuing a killed run, it finds a part of that done.
            plan: approved?.deploy() ?? plan.digest,
            content: await contentOf(cluster, context, environment, outcome),
            images,
            others,
            releasePlan: approved?.components && approved.digest,
            tested,
          },
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
    isConfined: environment.preview,
    probe: environment.probe,
  };
}

/** The last line of defence: whoever asked for a dry run must not find a changed cluster, whatever called this. */
export function refuseDryRun({ dryRun }: RunLimits, verb: string): void {
  if (dryRun) throw new ActionError("input", `A dry run cannot ${verb}. Use the command 'plan' to see what would change.`);
}

/** How much is known about what was deployed, for saying no more than that. */
export interface Known {
  readonly tested: boolean;
  /** Whether anybody asked for evidence. */
  readonly asked: boolean;
  readonly repeated?: string | undefined;
}

/** One line about a deployment: the cause when it failed, else what runs. */
export function deployNote(outcome: DeployOutcome, { tested, asked, repeated }: Known): string {
  const cause = outcome.diagnosis?.[0]?.what;
  if (outcome.rolledBack)
    return `${cause ?? "the deployment did not become healthy"} Rolled back${outcome.rollbackVerified ? " and verified" : ", NOT verified"}.`;
  if (cause !== undefined && outcome.verdict !== "pass") return cause;
  const where = repeated === undefined ? "" : `${repeated}; `;
  const why = asked ? "" : "; not tested: no evidence was asked for";
  if (outcome.pods.length === 0) return `${where}revision ${outcome.revision} runs nowhere: it has no pod${why}`;
  const image = tested
    ? "on the tested digest"
    : `on the given digest; not tested: ${asked ? "an image has no probe, or is not of this release" : "no evidence was asked for"}`;
  return `${where}revision ${outcome.revision}, ${countOf(outcome.pods.length, "pod")} ${image}`;
}

function isUnchanged(plan: DeployPlan, outcome: DeployOutcome): boolean {
  return outcome.verdict === "pass" && plan.objects.every((object) => object.action === "unchanged");
}

/** What was done and read back, for a deployment and for a rollback. */
export function deployFacts(
  { config }: Pick<Project, "config">,
  environment: EnvironmentConfig,
  plan: DeployPlan,
  outcome: DeployOutcome,
): Omit<FactsOf<"deploy">, "images" | "others" | "tested"> {
  return {
    application: config.name,
    environment: environment.name,
    namespace: environment.namespace,
    plan: plan.digest,
    revision: outcome.revision,
    rolledBack: outcome.rolledBack,
    objects: plan.objects.map(({ ref: { apiVersion, kind, namespace, name }, action }) => ({ apiVersion, kind, namespace, name, action })),
    pods: outcome.pods.map(({ name, imageID, digest }) => ({ name, imageID, digest })),
    probe: outcome.probe && {
      status: outcome.probe.status,
      expectedStatus: environment.probe?.expectStatus ?? 200,
      durationMs: outcome.probe.durationMs,
    },
  };
}

/** The images that pods were seen to run. What only a template names, such as a CronJob's, is in the facts and is no subject. */
export function provenImages(images: ImageReferences, { pods }: DeployOutcome): Subject[] {
  const seen = new Set(pods.map(({ digest }) => digest));
  return Object.values(images)
    .map((reference) => splitReference(reference))
    .filter(({ digest }) => seen.has(digest))
    .map(({ repository, digest }) => ({ kind: "image", name: repository, digest }));
}

/** Whether something runs, and all of it is of this release: nobody here has tested anything else. */
export function isOfRelease(images: ImageReferences, { pods }: DeployOutcome): boolean {
  const own = new Set(Object.values(images).map((reference) => splitReference(reference).digest));
  return pods.length > 0 && pods.every(({ digest }) => digest !== undefined && own.has(digest));
}

/** Stops before anything is applied. What has a line is also reported, so that it stands there; the rest is said once, by the refusal. */
function refuseErrors({ reporter }: Reporting, { name }: EnvironmentConfig, findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  for (const finding of findings) if (finding.where || finding.severity !== "error") reporter.finding(finding);
  throw new Refusal(name, `its plan has ${countOf(errors.length, "error")}`, findings);
}

async function manifestSubjects({ workspace }: Workspace, environment: EnvironmentConfig): Promise<Subject[]> {
  return Promise.all(
    environment.manifests.map(async (path) => ({
      kind: "path" as const,
      name: path,
      digest: (await digestOfPath(join(workspace, path))).digest,
    })),
  );
}

/** Binds the statement to the revision as it is kept in the cluster, which a rollback would apply again. */
export async function contentOf(
  cluster: Cluster,
  { config }: Pick<Project, "config">,
  { namespace }: EnvironmentConfig,
  { revision }: DeployOutcome,
): Promise<Digest | undefined> {
  return (await findRevision(cluster, { application: config.name, namespace }, revision))?.content;
}

/** What runs now, as a later verification will compare it; nothing when the deployment failed and something else runs. */
export async function liveSubjects(
  { config }: Pick<Project, "config"> & Clusters,
  { name, namespace }: EnvironmentConfig,
  cluster: Cluster,
  { verdict, revision }: DeployOutcome,
): Promise<Subject[]> {
  if (!isPassing(verdict)) return [];
  return [{ kind: "environment", name, digest: await environmentDigest(cluster, { namespace, application: config.name, revision }) }];
}
