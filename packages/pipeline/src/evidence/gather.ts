import { countOf, digestOfPath, mapParallel, resolveInWorkspace } from "@waybill/kit";
import type { Digest, ImageDigest } from "@waybill/kit";
import { releaseDigest } from "@waybill/record";
import type { Bundle, Expectation, ForeignBuild, FoundBundles } from "@waybill/record";
import type { Keys, Project, Reporting, RunIdentity, Statements } from "../session/capabilities.ts";
import type { Target } from "./demands.ts";
import { tellOnce } from "./tell-once.ts";

/** Where a statement about a digest may lie: beside an image, or in the record repository. */
interface Place {
  readonly digest: Digest;
  readonly repository?: string | undefined;
}

const PARALLEL = 4;

/** What there is about a release. */
export interface Gathered {
  /** Statements of ours, as they are stored. */
  readonly bundles: readonly Bundle[];
  /** What was expected, with the verified provenance that others made of its images. */
  readonly expected: Expectation;
}

/**
 * Every statement about the things of a release: those of this run, and those that the registry has for the digests as they are now; and
 * where the policy believes provenance that others made, what lies beside the images and in GitHub's attestation store. Nothing of ours is
 * chosen or trusted here; `evaluate` does both.
 */
export async function gatherStatements(
  context: Project & Reporting & Statements & Keys,
  environment: Target,
  expected: Expectation,
): Promise<Gathered> {
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
  const { commit } = expected.run;
  const found = await mapParallel(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository, { commit }));
  reportLosses(context, found);
  const bundles = [...context.statements, ...found.flatMap((place) => place.bundles)];
  return { bundles, expected: { ...expected, builds: await judgeFound(context, found, Object.values(expected.images)) } };
}

/** Provenance that others made of images, verified; of what does not count the first reason is told. */
async function judgeFound(
  { judgeBuilds, attested, reporter }: Reporting & Statements & Keys,
  found: readonly FoundBundles[],
  images: readonly Place[],
): Promise<readonly ForeignBuild[]> {
  if (!judgeBuilds) return [];
  const listed = await mapParallel(images, PARALLEL, async ({ digest }) => (attested ? attested(digest) : []));
  const { builds, ignored } = await judgeBuilds([...found.flatMap(({ foreign }) => foreign.map(({ json }) => json)), ...listed.flat()]);
  const [first] = ignored;
  tellOnce(reporter, "foreign", ignored.length, () =>
    reporter.info(`Passed over what other programs say of the images (${countOf(ignored.length, "statement")}). The first: ${first}`),
  );
  return builds;
}

/**
 * Statements about deployments of images and of the files as they are here, and about rollbacks that this commit made: wherever the newest
 * deployment of an environment may have left its own. Nothing is chosen and nothing trusted here.
 */
export async function gatherDeployments(
  context: Project & Reporting & Statements & RunIdentity & Keys,
  environment: Target & { readonly name: string },
  images: readonly ImageDigest[],
): Promise<readonly Bundle[]> {
  const { config, run } = context;
  const places: Place[] = [
    ...images,
    { digest: releaseDigest({ application: config.name, environment: environment.name, commit: run.commit }) },
    // Files that are not here were not deployed from here.
    ...(await manifestPlaces(context, environment).catch(() => [])),
  ];
  const found = await mapParallel(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository));
  reportLosses(context, found);
  return [...context.statements, ...found.flatMap(({ bundles }) => bundles)];
}

/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }: Project, { manifests }: Target): Promise<readonly Place[]> {
  return Promise.all(
    manifests.map(async (path) => ({ digest: (await digestOfPath(await resolveInWorkspace(workspace, path, "manifests"))).digest })),
  );
}

/** Foreign things beside an image are nobody's fault and no evidence; a lost entry of an index is a registry that loses, which people should know. */
function reportLosses({ reporter, judgeBuilds }: Reporting & Keys, found: readonly FoundBundles[]): void {
  const foreign = judgeBuilds ? [] : found.flatMap((place) => place.foreign.map(({ why }) => why));
  const skipped = [...found.flatMap((place) => place.skipped), ...foreign];
  const lost = new Set(found.flatMap((place) => place.missingFromIndex)).size;
  tellOnce(reporter, "skipped", skipped.length, () =>
    reporter.info(`${countOf(skipped.length, "thing")} beside the images could not be read as evidence. The first: ${skipped[0]}`),
  );
  tellOnce(reporter, "lost", lost, () =>
    reporter.warn(
      `The registry's index of referrers has lost ${countOf(lost, "entry", "entries")}. Waybill found the evidence by its own tags; cosign and other tools will not. Publish it again by running the stage again.`,
    ),
  );
}
