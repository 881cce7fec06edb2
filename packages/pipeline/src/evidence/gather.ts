import type { EnvironmentConfig } from "@waybill/config";
import { countOf, digestOfPath, mapParallel, resolveInWorkspace } from "@waybill/kit";
import type { Digest, ImageDigest } from "@waybill/kit";
import { releaseDigest } from "@waybill/record";
import type { Bundle, Expectation, FoundBundles } from "@waybill/record";
import type { Project, Reporting, RunIdentity, Statements } from "../session/capabilities.ts";

/** Where a statement about a digest may lie: beside an image, or in the record repository. */
interface Place {
  readonly digest: Digest;
  readonly repository?: string | undefined;
}

const PARALLEL = 4;

/**
 * Every statement about the things of a release: those of this run, and those that the registry has for the digests as they are now. Nothing
 * is chosen and nothing trusted here; `evaluate` does both.
 */
export async function gatherStatements(
  context: Project & Reporting & Statements,
  environment: EnvironmentConfig,
  expected: Expectation,
): Promise<readonly Bundle[]> {
  const places: Place[] = [
    ...Object.values(expected.images).map(({ repository, digest }) => ({ digest, repository })),
    ...[...Object.values(expected.data), ...Object.values(expected.models), ...Object.values(expected.databases)].map(({ digest }) => ({
      digest,
    })),
    ...(expected.plan === undefined ? [] : [{ digest: expected.plan }]),
    ...(expected.before === "release" ? await manifestPlaces(context, environment) : []),
    ...(expected.after
      ? [{ digest: releaseDigest({ ...expected, environment: expected.after.environment, commit: expected.run.commit }) }]
      : []),
  ];
  const found = await mapParallel(places, PARALLEL, ({ digest, repository }) => context.store.findAll(digest, repository));
  reportLosses(context, found);
  return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}

/**
 * Statements about deployments of images and of the files as they are here, and about rollbacks that this commit made: wherever the newest
 * deployment of an environment may have left its own. Nothing is chosen and nothing trusted here.
 */
export async function gatherDeployments(
  context: Project & Reporting & Statements & RunIdentity,
  environment: EnvironmentConfig,
  images: readonly ImageDigest[],
): Promise<readonly Bundle[]> {
  const { config, run } = context;
  const places: Place[] = [
    ...images,
    { digest: releaseDigest({ application: config.name, environment: environment.name, commit: run.commit }) },
    // Files that are not here were not deployed from here.
    ...(await manifestPlaces(context, environment).catch(() => [])),
  ];
  const found = await mapParallel(places, PARALLEL, ({ digest, repository }) => context.store.findAll(digest, repository));
  reportLosses(context, found);
  return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}

/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }: Project, { manifests }: EnvironmentConfig): Promise<readonly Place[]> {
  return Promise.all(
    manifests.map(async (path) => ({ digest: (await digestOfPath(await resolveInWorkspace(workspace, path, "manifests"))).digest })),
  );
}

/** Foreign things beside an image are nobody's fault and no evidence; a lost entry of an index is a registry that loses, which people should know. */
function reportLosses({ reporter }: Reporting, found: readonly FoundBundles[]): void {
  const skipped = found.flatMap((place) => place.skipped);
  const lost = new Set(found.flatMap((place) => place.missingFromIndex)).size;
  if (skipped[0] !== undefined)
    reporter.info(`${countOf(skipped.length, "thing")} beside the images could not be read as evidence. The first: ${skipped[0]}`);
  if (lost > 0)
    reporter.warn(
      `The registry's index of referrers has lost ${countOf(lost, "entry", "entries")}. Waybill found the evidence by its own tags; cosign and other tools will not. Publish it again by running the stage again.`,
    );
}
