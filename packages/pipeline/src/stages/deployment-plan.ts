import type { EnvironmentConfig } from "@waybill/config";
import { countOf, listAt, textAt, verdictOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { checkManifests, loadManifests, pinImages, planDeploy } from "@waybill/kube";
import type { DeployPlan, ManifestSet, PinnedSet } from "@waybill/kube";
import { sameNamespace } from "../evidence/same-place.ts";
import { shortDigest } from "../sections/format.ts";
import { objectChanges, wayBackFromPlan } from "../sections/overview.ts";
import { deployBlocks, findingsBlock } from "../sections/plan-section.ts";
import type { Clusters, Project, Registries, Reporting, RunIdentity, RunLimits, Secrets } from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { requireFiles } from "../session/files.ts";
import { imageRepository } from "../session/repositories.ts";
import { splitReference } from "../session/images/image-references.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { olderRun } from "../evidence/older-run.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/** What planning a deployment needs. */
export type DeployPlanning = Project &
  Reporting &
  RunIdentity &
  Pick<RunLimits, "dryRun"> &
  Pick<Registries, "registry"> &
  Clusters &
  Pick<Secrets, "readSecret">;

/**
 * Plans the deployment of one environment with its manifests pinned to the images' digests, by the cluster's own dry run; changes nothing.
 * The findings are those of manifests, images and plan together, and whether a later run was here before. Throws `environment` for a cluster that cannot be reached.
 */
export async function planDeployment(
  context: DeployPlanning,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<{ readonly plan: DeployPlan; readonly findings: readonly Finding[] }> {
  await requireFiles(context, "environments", [environment.name]);
  const loaded = await loadManifests(environment.manifests, context.workspace);
  // What people approve by must be readable, whatever else has the same text.
  for (const reference of Object.values(images))
    for (const text of [reference, splitReference(reference).repository]) context.reporter.show(text);
  for (const host of hostsOf(loaded)) context.reporter.show(host);
  const pinned = pinManifests(context, loaded, images);
  const findings = [...checkManifests(pinned.set, secretKeysOf(environment)), ...pinned.findings];
  const plan = await withCluster(context, environment, (cluster) =>
    planDeploy(cluster, pinned.set, {
      namespace: environment.namespace,
      application: context.config.name,
      environment: environment.name,
      secrets: readSecrets(context, environment),
    }),
  );
  return {
    plan,
    findings: [...olderRun(context, environment, plan), ...sameNamespace(context, environment, plan), ...findings, ...plan.findings],
  };
}

/** Plans the deployment of one environment; changes nothing and proves nothing. */
export async function planDeploymentStage(
  context: StageContext & DeployPlanning,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<DeployPlan>> {
  return runStage(context, `plan-deployment/${environment.name}`, "plan", `Plan deployment to ${environment.name}`, async () => {
    const { plan, findings } = await planDeployment(context, environment, images);
    for (const finding of findings) context.reporter.finding(finding);
    const verdict = verdictOf(findings);
    const changes = plan.objects.filter((object) => object.action !== "unchanged").length;
    return {
      verdict,
      note:
        findings.find(({ severity }) => severity === "error")?.what ??
        `${shortDigest(plan.digest)}: ${changes} of ${countOf(plan.objects.length, "object")} to change`,
      result: plan,
      section: {
        id: `plan-${environment.name}`,
        title: `Deploy plan for ${environment.name}`,
        verdict,
        overview: {
          plan: plan.digest,
          changes: objectChanges(plan, "planned"),
          back: wayBackFromPlan(environment.name, plan),
        },
        blocks: [...findingsBlock(findings), ...deployBlocks(plan)],
      },
    };
  });
}

/** The keys of the Secrets that come beside the manifests, by the Secret's name. */
export function secretKeysOf({ secrets }: EnvironmentConfig): Record<string, string[]> {
  return Object.fromEntries(Object.entries(secrets).map(([name, keys]) => [name, Object.keys(keys)]));
}

/** Replaces the images of manifests by the digests of a release; see `pinImages` for its findings. */
export function pinManifests(context: ImageNames, set: ManifestSet, images: ImageReferences): PinnedSet {
  return pinImages(set, images, aliasesOf(context, images));
}

/** What decides by which names manifests may call an image. */
type ImageNames = Project & RunIdentity & Pick<Registries, "registry">;

/**
 * Manifests may name an image by its name in waybill.yml, by the repository it is pushed to, by the one it was built for, or by the one that
 * waybill.yml says, also where this run (a rehearsal, for example) has another registry.
 */
function aliasesOf(context: ImageNames, images: ImageReferences): Record<string, readonly string[]> {
  const declared = Object.keys(images).flatMap((name) => context.config.images[name] ?? []);
  const written = { ...context, registry: context.config.registry };
  return Object.fromEntries(declared.map((image) => [image.name, [imageRepository(context, image), imageRepository(written, image)]]));
}

/** The images that the objects name and that are not of this release. */
export function othersBeside(images: ImageReferences, plan: DeployPlan): readonly string[] {
  const own = new Set(Object.values(images));
  return plan.images.filter((image) => !own.has(image));
}

/** The host names that an Ingress declares for everybody. */
function hostsOf({ objects }: ManifestSet): string[] {
  return objects
    .filter(({ object }) => object.kind === "Ingress")
    .flatMap(({ object }) => listAt(object, "spec", "rules").flatMap((rule) => textAt(rule, "host") ?? []));
}

function readSecrets(context: Pick<Secrets, "readSecret">, environment: EnvironmentConfig): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment.secrets).map(([secret, keys]) => [
      secret,
      Object.fromEntries(
        Object.entries(keys).map(([key, ref]) => [
          key,
          context.readSecret(ref, `Key '${key}' of Secret '${secret}' in environment '${environment.name}'`),
        ]),
      ),
    ]),
  );
}
