import { ActionError, headline, textAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { PREDICATES } from "../predicate/predicates.ts";
import { BUILD_TYPE } from "../predicate/published.ts";
import { readForeignBundle, verifyForeignBundle } from "../signing/foreign-bundle.ts";
import { describeIdentity } from "../signing/identity.ts";
import { matchSigner } from "../signing/policy-signer.ts";
import type { TrustRoot } from "../signing/trust-root.ts";
import type { TrustedSigner } from "./trust.ts";

/** SLSA provenance that another program made (GitHub's `attest-build-provenance`, cosign), whose signature and signer were verified. */
export interface ForeignBuild {
  /** What it says was built. */
  readonly digests: readonly Digest[];
  /** The repository whose run signed it, as a URL, and the commit of that run: the certificate's word, not the statement's. */
  readonly repository: string;
  readonly commit: string;
  /** Who signed, for people. */
  readonly signer: string;
  /** The bundle as parsed JSON, so that a record can hold it. */
  readonly bundle: unknown;
}

/** What other programs say of images, told apart by whether it counts. */
export interface ForeignBuilds {
  readonly builds: readonly ForeignBuild[];
  /** Why each of the others does not count. */
  readonly ignored: readonly string[];
}

/** Those whose provenance counts as evidence of a build: the workflows that a policy names for the stage `build` itself. */
export function foreignBuilders(signers: readonly TrustedSigner[]): readonly TrustedSigner[] {
  return signers.filter(({ key, stages }) => key === undefined && stages?.includes("build") === true);
}

/**
 * Reads provenance from a bundle as parsed JSON. Throws a `verdict` error that says why it does not count: no SLSA provenance of version 1, a
 * certificate that no root verifies or that lacks repository or commit, a signer who is none of the builders.
 */
export function readForeignBuild(json: unknown, builders: readonly TrustedSigner[], roots: readonly TrustRoot[]): ForeignBuild {
  const bundle = readForeignBundle(json, "The provenance of another program");
  const refuse = (why: string): ActionError => new ActionError("verdict", `The provenance of another program does not count: ${why}.`);
  if (bundle.predicateType !== PREDICATES.build.type) throw refuse(`it is a statement of type '${bundle.predicateType}'`);
  // Ours has a verdict, which this way would pass by.
  if (textAt(bundle.predicate, "buildDefinition", "buildType") === BUILD_TYPE) throw refuse("it is Waybill's own, written in another way");
  const { identity } = verifyForeignBundle(bundle, [], roots);
  const signer = describeIdentity(identity);
  if (identity.kind !== "certificate" || !builders.some((builder) => matchSigner(identity, { ...builder, key: undefined })))
    throw refuse(`it was signed by ${signer}, which the policy does not name for the stage 'build'`);
  const { repository, commit } = identity;
  if (repository === undefined || commit === undefined) throw refuse("its certificate names no repository or no commit");
  return { digests: bundle.subjects.map(({ digest }) => digest), repository, commit, signer, bundle: json };
}

/** Reads each of several bundles as `readForeignBuild` does. Throws for none of them. */
export function judgeForeignBuilds(
  bundles: readonly unknown[],
  builders: readonly TrustedSigner[],
  roots: readonly TrustRoot[],
): ForeignBuilds {
  const builds: ForeignBuild[] = [];
  const ignored: string[] = [];
  for (const bundle of bundles) {
    try {
      builds.push(readForeignBuild(bundle, builders, roots));
    } catch (error) {
      ignored.push(headline(error));
    }
  }
  return { builds, ignored };
}

/** The provenance of an image, from a run of the expected repository at the expected commit. */
export function foreignBuildOf(
  digest: Digest,
  builds: readonly ForeignBuild[],
  { repository, commit, rehearsal }: { readonly repository: string; readonly commit: string; readonly rehearsal: boolean },
): ForeignBuild | undefined {
  // What rehearses releases nothing, and what was built for it is nobody's release.
  if (rehearsal) return undefined;
  return builds.find(
    (build) =>
      build.digests.includes(digest) &&
      build.commit === commit &&
      URL.canParse(build.repository) &&
      new URL(build.repository).pathname === `/${repository}`,
  );
}
