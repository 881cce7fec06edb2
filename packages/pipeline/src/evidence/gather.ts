import type { EnvironmentConfig } from "@waybill/config";
import { digestOfPath, mapParallel, resolveInWorkspace } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { releaseDigest } from "@waybill/record";
import type { Bundle, Expectation } from "@waybill/record";
import type { Project, Statements } from "../session/capabilities.ts";

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
  context: Project & Statements,
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
  const found = await mapParallel(places, PARALLEL, ({ digest, repository }) => context.store.find(digest, repository));
  return [...context.statements, ...found.flat()];
}

/** A deployment's statement is found by the manifests that it applied. */
async function manifestPlaces({ workspace }: Project, { manifests }: EnvironmentConfig): Promise<readonly Place[]> {
  return Promise.all(
    manifests.map(async (path) => ({ digest: (await digestOfPath(await resolveInWorkspace(workspace, path, "manifests"))).digest })),
  );
}
