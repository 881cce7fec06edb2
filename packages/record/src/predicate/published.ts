import { digestOfJson, imageOf } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import type { EvidenceOf, RunFacts, Tool } from "./evidence.ts";
import { releaseDigest } from "./predicates.ts";

/** SLSA reserves `<vendor>_<field>` for what it does not define; we keep our facts there in published types. */
export const EXTENSION = "waybill_run";

const PROJECT = "https://github.com/waybill-ci/waybill";

/** How we build; by it our own provenance is told from that of others. */
export const BUILD_TYPE = `${PROJECT}/predicates/build-type/v1`;

type Own<S extends RunFacts["stage"]> = Omit<EvidenceOf<S>, "subjects"> & { readonly run: RunContext; readonly tool: Tool };

/** The predicate of a statement: what its published type demands, and ours beside it. A reader makes it again and compares. */
export function predicateOf(own: RunFacts): Record<string, unknown> {
  switch (own.stage) {
    case "build":
      return { ...provenance(own), [EXTENSION]: own };
    case "test":
      return { ...testResult(own), [EXTENSION]: own };
    case "release":
      return { ...verificationSummary(own), [EXTENSION]: own };
    default:
      return { ...own };
  }
}

/** The required fields of SLSA provenance v1 (https://slsa.dev/spec/v1.0/provenance). */
function provenance({ facts, run, startedAt, finishedAt, tool }: Own<"build">): Record<string, unknown> {
  const { server } = placeOf(run);
  return {
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: {
        repository: repositoryUri(run),
        ref: run.ref,
        image: facts.name,
        dockerfile: facts.dockerfile,
        context: facts.context,
        platforms: facts.platforms,
      },
      internalParameters: { builder: facts.builder, inputsDigest: facts.inputsDigest },
      resolvedDependencies: [
        ...(/^[0-9a-f]{40}$/.test(run.commit) ? [{ uri: `git+${repositoryUri(run)}@${run.ref}`, digest: { gitCommit: run.commit } }] : []),
        ...facts.bases.flatMap((base) => dependency(base)),
      ],
    },
    runDetails: {
      builder: { id: builderUri(server, run), version: { [tool.name]: tool.version } },
      metadata: { invocationId: run.run, startedOn: startedAt, finishedOn: finishedAt },
    },
  };
}

/** `pkg:docker` as the package-url registry of types has it (https://github.com/package-url/purl-spec/blob/main/types-doc/docker-definition.md). */
function dependency(base: string): readonly object[] {
  const image = imageOf(base);
  if (!image) return [];
  const slash = image.repository.lastIndexOf("/");
  const [place, name] = [image.repository.slice(0, Math.max(0, slash)), image.repository.slice(slash + 1)];
  const query = place === "" ? "" : `?repository_url=${encodeURIComponent(place)}`;
  return [{ uri: `pkg:oci/${name}@${encodeURIComponent(image.digest)}${query}`, digest: { sha256: image.digest.slice("sha256:".length) } }];
}

/** The workflow that ran the build, as a URI; on a laptop a tag URI (RFC 4151), because nothing there can be fetched. */
function builderUri(server: string, { workflow, repository, rehearsal }: RunContext): string {
  if (!rehearsal && /^[^/\s]+\/[^/\s]+\/\.github\/workflows\/[^@\s]+@\S+$/.test(workflow)) return `${server}/${workflow}`;
  return `tag:waybill-ci.github.io,2026:builder/${encodeURIComponent(repository)}/${encodeURIComponent(workflow)}`;
}

function repositoryUri(run: RunContext): string {
  const { server } = placeOf(run);
  return run.repository.startsWith("local/")
    ? `tag:waybill-ci.github.io,2026:${encodeURIComponent(run.repository)}`
    : `${server}/${run.repository}`;
}

function placeOf({ run }: RunContext): { readonly server: string } {
  return { server: /^https?:\/\/[^/]+/.exec(run)?.[0] ?? "https://github.com" };
}

/** The required fields of in-toto test-result v0.1. */
function testResult({ verdict, run }: Own<"test">): Record<string, unknown> {
  const result = verdict === "pass" ? "PASSED" : verdict === "warn" ? "WARNED" : "FAILED";
  return {
    result,
    configuration: [{ name: "waybill.yml", uri: `git+${repositoryUri(run)}@${run.commit}` }],
    url: run.run.startsWith("http") ? run.run : undefined,
  };
}

/** The required fields of a SLSA verification summary v1 (https://slsa.dev/spec/v1.0/verification_summary). */
function verificationSummary({ facts, verdict, run, finishedAt, tool }: Own<"release">): Record<string, unknown> {
  const passed = verdict === "pass" || verdict === "warn";
  return {
    verifier: { id: PROJECT, version: { [tool.name]: tool.version } },
    timeVerified: finishedAt,
    resourceUri: `${repositoryUri(run)}@${run.commit}#${encodeURIComponent(facts.environment)}`,
    policy: { uri: `git+${repositoryUri(run)}@${run.commit}`, digest: { sha256: digestOfJson(facts.policy).slice("sha256:".length) } },
    inputAttestations: facts.statements.map(({ stage, payload }) => ({
      uri: `${PROJECT}/predicates/${stage}`,
      digest: { sha256: payload.slice("sha256:".length) },
    })),
    verificationResult: passed ? "PASSED" : "FAILED",
    // Levels of our own may stand here as long as they do not begin with SLSA_.
    verifiedLevels: [passed ? "WAYBILL_RELEASE" : "FAILED"],
    slsaVersion: "1.0",
    // The digest by which a later job finds the release of this commit.
    waybill_release: releaseDigest({ ...facts, commit: run.commit }),
  };
}
