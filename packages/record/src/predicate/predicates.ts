import { digestOfJson, imageOf } from "@waybill/kit";
import type { Digest, Stage, Subject, SubjectKind } from "@waybill/kit";
import type { FactsOf } from "./facts.ts";

/** What the types of predicates that are ours alone begin with. */
export const OWN_TYPES = "https://github.com/waybill-ci/waybill/predicates";

/** What the rest of the house knows of the statements of one stage. */
interface Predicate<S extends Stage> {
  /** in-toto predicate type: the published one where there is one, else ours. */
  readonly type: string;
  /** Which environment a statement is about; undefined for what is proven once for all of them. */
  readonly environment: (facts: FactsOf<S>) => string | undefined;
  /** Why these subjects are not the ones that such facts are about; undefined when they are. */
  readonly misfit: (subjects: readonly Subject[], facts: FactsOf<S>) => string | undefined;
  /** What it proves things about, one statement for each: the section of waybill.yml, or the environment itself. */
  readonly about: "data" | "models" | "images" | "databases" | "environment";
  /** What writes it: the end of the sentence "It comes from …". */
  readonly madeBy: string;
}

const everywhere = (): undefined => undefined;

/** One row for each stage. A new stage is a row here and its facts in `facts.ts`. */
export const PREDICATES: { readonly [S in Stage]: Predicate<S> } = {
  "validate-data": {
    type: `${OWN_TYPES}/validate-data/v1`,
    environment: everywhere,
    misfit: (subjects) => only(subjects, "path"),
    about: "data",
    madeBy: "'waybill check', the action validate-data (job 'validate'), or 'waybill release'",
  },
  "validate-model": {
    type: `${OWN_TYPES}/validate-model/v1`,
    environment: everywhere,
    misfit: modelMisfit,
    about: "models",
    madeBy: "'waybill check', the action validate-model (job 'validate'), or 'waybill release'",
  },
  build: {
    type: "https://slsa.dev/provenance/v1",
    environment: everywhere,
    misfit: (subjects) => only(subjects, "image"),
    about: "images",
    madeBy: "the action build-image (job 'build'), or 'waybill release'",
  },
  test: {
    type: "https://in-toto.io/attestation/test-result/v0.1",
    environment: everywhere,
    misfit: (subjects, { reference }) => only(subjects, "image", imageOf(reference)?.digest, imageOf(reference)?.repository),
    about: "images",
    madeBy: "the action build-image with a probe (job 'build'), or 'waybill release'",
  },
  plan: {
    type: `${OWN_TYPES}/plan/v1`,
    environment: ({ components }) => components.environment,
    misfit: (subjects, { components, configuration }) =>
      only(without(subjects, configuration), "plan", digestOfJson(components), components.environment),
    about: "environment",
    madeBy: "'waybill plan' (the job that plans)",
  },
  approve: {
    type: `${OWN_TYPES}/approve/v1`,
    environment: ({ environment }) => environment,
    misfit: (subjects, { plan, environment }) => only(subjects, "plan", plan, environment),
    about: "environment",
    madeBy: "the job that applies the plan, once its reviewers let it start, or 'waybill release --approve'",
  },
  migrate: {
    type: `${OWN_TYPES}/migrate/v1`,
    environment: ({ environment }) => environment,
    misfit: (subjects) => only(subjects, "path"),
    about: "databases",
    madeBy: "the action migrate-database with 'command: apply' (job 'migrate')",
  },
  deploy: {
    type: `${OWN_TYPES}/deploy/v1`,
    environment: ({ environment }) => environment,
    misfit: deployMisfit,
    about: "environment",
    madeBy: "the action deploy-kubernetes with 'command: apply' (job 'deploy')",
  },
  release: {
    type: "https://slsa.dev/verification_summary/v1",
    environment: ({ environment }) => environment,
    misfit: releaseMisfit,
    about: "environment",
    madeBy: "the action verify-release (job 'verify'), or 'waybill release'",
  },
};

/** The identity of a release: which commit of which application went to which environment. A later job can compute it. */
export function releaseDigest(release: { readonly application: string; readonly environment: string; readonly commit: string }): Digest {
  const { application, environment, commit } = release;
  return digestOfJson({ application, environment, commit });
}

function only(subjects: readonly Subject[], kind: SubjectKind, digest?: Digest, name?: string): string | undefined {
  const [first, ...more] = subjects;
  if (first?.kind !== kind) return `its first subject is no ${kind}`;
  if (more.length > 0) return `it has ${more.length} more ${more.length === 1 ? "subject" : "subjects"} than it is about`;
  if (digest !== undefined && first.digest !== digest) return `its subject is ${first.digest}, its facts are about ${digest}`;
  return name === undefined || first.name === name ? undefined : `its subject is '${first.name}', its facts are about '${name}'`;
}

/** The subjects without the files of the configuration that the facts list. */
function without(subjects: readonly Subject[], files: FactsOf<"plan">["configuration"]): readonly Subject[] {
  return subjects.filter(
    ({ kind, name, digest }) => kind !== "path" || !files.some((file) => file.path === name && file.digest === digest),
  );
}

/** A model is its files: alone by its own digest, in a folder as `digestOfPath` puts them together. */
function modelMisfit(subjects: readonly Subject[], { files }: FactsOf<"validate-model">): string | undefined {
  const listed = files.map(({ path, digest }) => [path, digest]).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  const possible = [digestOfJson(listed), ...(files.length === 1 ? files.map(({ digest }) => digest) : [])];
  const [subject] = subjects;
  const misfit = only(subjects, "path");
  if (misfit !== undefined || !subject || possible.includes(subject.digest)) return misfit;
  return `its subject is ${subject.digest}, and its files make another model`;
}

/** Images only as pods were seen to run them, paths, and the environment when something good runs there. */
function deployMisfit(subjects: readonly Subject[], { environment, images, pods }: FactsOf<"deploy">): string | undefined {
  const seen = new Set(pods.map(({ digest }) => digest));
  const named = new Set(Object.values(images).map((reference) => imageOf(reference)?.digest));
  const environments = subjects.filter(({ kind }) => kind === "environment");
  if (environments.length > 1) return "it is about several environments";
  for (const { kind, name, digest } of subjects) {
    if (kind === "plan" || kind === "release") return `it has a subject of kind '${kind}'`;
    if (kind === "image" && !named.has(digest)) return `its objects do not name the image ${name}@${digest}`;
    if (kind === "image" && !seen.has(digest)) return `no pod was seen to run the image ${name}@${digest}`;
    if (kind === "environment" && name !== environment) return `its subject is environment '${name}', its facts are about '${environment}'`;
  }
  return undefined;
}

function releaseMisfit(subjects: readonly Subject[], { application, images }: FactsOf<"release">): string | undefined {
  const named = new Set(Object.values(images).map((reference) => imageOf(reference)?.digest));
  const [own, ...others] = subjects;
  if (own?.kind !== "release" || own.name !== application) return `its first subject is not the release of '${application}'`;
  const strange = others.find(({ kind, digest }) => kind !== "image" || !named.has(digest));
  if (strange) return `'${strange.name}' is none of its images`;
  const missing = Object.values(images).find((reference) => !others.some(({ digest }) => digest === imageOf(reference)?.digest));
  return missing === undefined ? undefined : `its image ${missing} is no subject`;
}
