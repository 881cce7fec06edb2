import type { EnvironmentConfig } from "@waybill/config";
import { imageOf, worstOf } from "@waybill/kit";
import type { Finding, ImageDigest } from "@waybill/kit";
import { findProvenRelease, findRollback, inspectBundle, releaseDigest, subjectFindings, verdictOn, verifyAlone } from "@waybill/record";
import type { ProvenRelease, ReleaseRecord, StatementView, SubjectReader } from "@waybill/record";
import type { Section } from "@waybill/report";
import { demandsOfPolicy } from "../evidence/demands.ts";
import { gatherDeployments } from "../evidence/gather.ts";
import { imageDigests } from "../evidence/gate.ts";
import type { Gated } from "../evidence/gate.ts";
import { subjectReader } from "../evidence/subject-reader.ts";
import { findingsBlock } from "../sections/plan-section.ts";
import type { Clusters, Registries } from "../session/capabilities.ts";
import { imageRepository } from "../session/repositories.ts";
import { findEntry } from "../session/select.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import type { StageContext } from "../stages/run-stage.ts";
import { look } from "./look.ts";
import type { Running } from "./running-objects.ts";

type Context = StageContext & Gated & Clusters & Pick<Registries, "registry" | "registryFor">;

/**
 * Finds the newest passing record of the revision that runs, by nothing but what the cluster says of it, and holds it against the policy, the
 * registry and the cluster as they are now. Signatures bind it to exactly the running objects, so that whoever changes the cluster's own
 * account of the revision finds no record. The files of the project are those of another commit and are not compared.
 */
export async function lookAtRecord(context: Context, environment: EnvironmentConfig, running: Running): Promise<StageOutcome> {
  return look(context, { id: `record/${environment.name}`, label: `Record of ${environment.name}` }, async () => {
    const { proven, finding } = await findProven(context, environment, running);
    if (!proven) return judged(environment, running, undefined, finding ? [finding] : []);
    const alone = await verifyAlone(proven.record, {
      verify: await context.verifierFor(proven.record.statements),
      known: { ...ownersOf(context, environment), commit: proven.commit },
      policyFor: (name) => demandsOfPolicy(context.config.policy, name),
      now: context.clock(),
      builds: await context.judgeBuilds?.(proven.record.builds ?? []),
    });
    const live = await liveFindings(context, environment, running, proven);
    const findings = [...alone.findings, ...live];
    return judged(environment, running, proven, findings, worstOf([alone.verdict, verdictOn(live)]));
  });
}

function ownersOf({ run, config }: Context, { name }: EnvironmentConfig) {
  return { repository: run.repository, rehearsal: run.rehearsal, application: config.name, environment: name };
}

/** Records lie with their release, found by its commit, and beside its images, found by their digests. */
async function findProven(
  context: Context,
  environment: EnvironmentConfig,
  { revision, good }: Running,
): Promise<ReturnType<typeof findProvenRelease>> {
  const { run, config, store } = context;
  const release = { application: config.name, environment: environment.name, commit: good.commit };
  const found = await Promise.all([
    store.findRecords(releaseDigest(release)),
    ...ownImages(context, environment, revision.images).map(({ digest, repository }) => store.findRecords(digest, repository)),
  ]);
  const records = found.flat().toSorted((a, b) => closedAt(a).localeCompare(closedAt(b)));
  const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
  const { number, content, isBound } = revision;
  return findProvenRelease(records, verify, { run, ...release, revision: number, content, isBound });
}

/** Those of waybill.yml alone: who can write the cluster's account of a revision must not choose which registries are asked. */
function ownImages(context: Context, { images }: EnvironmentConfig, references: readonly string[]): ImageDigest[] {
  const own = new Set(
    images.map((name) => imageRepository(context, findEntry(context.config.images, name, "images", context.config.file))),
  );
  return [...new Set(references)].flatMap((reference) => imageOf(reference) ?? []).filter(({ repository }) => own.has(repository));
}

/** Only an order to look at them in: which of them counts is for their signatures to say. */
function closedAt({ statements }: ReleaseRecord): string {
  try {
    const closing = statements.at(-1);
    return closing ? inspectBundle(closing).finishedAt : "";
  } catch {
    return "";
  }
}

/** Images in their registry, and what runs: after a rollback as its own statement says it, else as the record's deployment does. */
async function liveFindings(
  context: Context,
  environment: EnvironmentConfig,
  { revision, good }: Running,
  proven: ProvenRelease,
): Promise<Finding[]> {
  const read = subjectReader(context, environment);
  const deployed = proven.views.findLast((view) => view.stage === "deploy");
  if (deployed?.stage === "deploy" && deployed.facts.revision === revision.number)
    return subjectFindings(
      proven.views,
      withoutFiles(read, (_, statement) => statement !== deployed),
    );
  const others = await subjectFindings(
    proven.views,
    withoutFiles(read, () => true),
  );
  // What brought it back left its statement beside the images, and with the release of the commit that it ran at.
  const asThen = { ...context, run: { ...context.run, commit: revision.commit } };
  const bundles = await gatherDeployments(asThen, environment, Object.values(imageDigests(proven.images)));
  const { application: _, environment: __, ...origin } = ownersOf(context, environment);
  const rollback = findRollback(bundles, await context.verifierFor(bundles), proven.record, {
    run: origin,
    application: context.config.name,
    environment: environment.name,
  });
  return [
    ...others,
    ...(rollback
      ? await subjectFindings(
          [rollback.view],
          withoutFiles(read, (_, statement) => statement !== rollback.view),
        )
      : [unexplained(environment, revision.number, good.number)]),
  ];
}

/** Reads what runs and what lies in a registry; `isElsewhere` says of what runs whether another statement speaks of it. */
function withoutFiles(read: SubjectReader, isElsewhere: (subject: unknown, statement: StatementView) => boolean): SubjectReader {
  return async (subject, statement) => {
    if (subject.kind === "path" || (subject.kind === "environment" && isElsewhere(subject, statement))) return subject.digest;
    return read(subject, statement);
  };
}

function unexplained({ name }: EnvironmentConfig, revision: number, of: number): Finding {
  return {
    rule: "evidence-missing",
    severity: "error",
    what: `Revision ${revision} runs in ${name}, and no trusted statement says that it was brought there: neither a deployment nor a rollback to revision ${of}.`,
    next: "Find out who made it, then release again or roll back with Waybill.",
  };
}

function judged(
  environment: EnvironmentConfig,
  { revision, good }: Running,
  proven: ProvenRelease | undefined,
  findings: readonly Finding[],
  verdict: ReturnType<typeof verdictOn> = verdictOn(findings),
) {
  const error = findings.find(({ severity }) => severity === "error");
  const note = error?.what ?? `the record of commit ${good.commit.slice(0, 12)} proves revision ${revision.number}`;
  const section: Section = {
    id: `record-${environment.name}`,
    title: `Record of what runs in ${environment.name}`,
    verdict,
    blocks: [
      ...findingsBlock(findings),
      {
        type: "facts",
        facts: [
          { label: "Revision", value: String(revision.number) },
          { label: "Released commit", value: good.commit },
          ...(proven ? [{ label: "Record of the release", value: proven.payload }] : []),
          ...Object.entries(proven?.images ?? {}).map(([name, reference]) => ({ label: `Image ${name}`, value: reference })),
        ],
      },
      { type: "text", text: "The files of the project may be of another commit by now, so they were not held against the record." },
    ],
  };
  return { verdict, note, section, result: proven };
}
