import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { ActionError, verdictOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import {
  createRecord,
  evaluate,
  inspectBundle,
  judge,
  newestOf,
  ofStage,
  releaseBrief,
  subjectFindings,
  writeRecord,
} from "@waybill/record";
import type { Bundle, Evaluation, EvidencePolicy, Expectation, RecordVerification, ReleaseRecord } from "@waybill/record";
import { findWayBack } from "@waybill/kube";
import type { Report, WayBack } from "@waybill/report";
import { demandsOn } from "../evidence/demands.ts";
import { configurationOf, productOf } from "../evidence/declared.ts";
import { expectRelease } from "../evidence/gate.ts";
import type { Gated } from "../evidence/gate.ts";
import { gatherStatements } from "../evidence/gather.ts";
import { placeOf, publish } from "../evidence/prove.ts";
import { publishPage } from "../evidence/publish-pages.ts";
import { subjectReader } from "../evidence/subject-reader.ts";
import { TOOL } from "../evidence/tool.ts";
import { briefSection } from "../sections/brief-section.ts";
import { writeBrief } from "../sections/reports.ts";
import { wayBackFromNow } from "../sections/overview.ts";
import { verificationSection } from "../sections/verification-section.ts";
import type { Clusters, Redacting, Registries, StateFolder } from "../session/capabilities.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { withCluster } from "../session/cluster.ts";
import { requireSigner } from "../session/require-signer.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext, StageWork } from "./run-stage.ts";

/** Where the record and its brief were written (absolute paths), and what holding the record against things as they are has shown. */
export interface VerifiedRelease {
  readonly recordPath: string;
  readonly briefPath: string;
  readonly verification: RecordVerification;
}

/** What verifying a record needs. */
export type Verifying = StageContext & StateFolder & Redacting & Gated & Clusters & Pick<Registries, "registryFor">;

/**
 * Closes the release: collects its statements, judges them as every gate does, holds what they are about against files, registry and cluster
 * as they are now, and then signs the verdict with the list of the statements. `plan` is the plan that was applied; without it the
 * deployment's statement says which it was. Throws an `environment` error without a signer.
 */
export async function verifyStage(
  context: Verifying,
  environment: EnvironmentConfig,
  images: ImageReferences,
  plan?: Digest,
): Promise<StageOutcome<VerifiedRelease>> {
  return runStage(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
    requireSigner(context);
    const policy = policyOf(context, environment);
    const { expected, bundles } = await collect(context, environment, images, plan);
    const evaluation = evaluate(bundles, await context.verifierFor(bundles), policy, expected);
    const findings = [
      ...evaluation.findings,
      ...(await subjectFindings(
        evaluation.chosen.map(({ view }) => view),
        subjectReader(context, environment),
      )),
    ];
    const verification: RecordVerification = { verdict: verdictOf(findings), findings, statements: evaluation.chosen, evaluation };
    const record = await close(context, environment, { images, expected, policy, evaluation, verification });
    const closed = await reportVerification(context, environment, record, verification, await save(context, environment, record));
    await publishPage(context, { environment: environment.name, images }, { kind: "brief", path: closed.result.briefPath });
    return closed;
  });
}

/** What is demanded of a release to an environment; throws an `input` error where nothing says it. */
export function policyOf(context: Gated, environment: EnvironmentConfig): EvidencePolicy {
  const policy = demandsOn(context, environment);
  if (policy) return policy;
  throw new ActionError("input", "A release can be verified only for a project with a waybill.yml, which says what must have been proven.");
}

/** The deployment says which plan it applied, and in which run; the statements of that plan are found by it. */
async function collect(
  context: Verifying,
  environment: EnvironmentConfig,
  images: ImageReferences,
  plan: Digest | undefined,
): Promise<{ readonly expected: Expectation; readonly bundles: readonly Bundle[] }> {
  const release = await expectRelease(context, environment, { before: "release", images, plan });
  const { bundles, expected } = await gatherStatements(context, environment, release);
  const deploy = newestOf(
    ofStage(judge(bundles, await context.verifierFor(bundles)).trusted, "deploy").filter(
      ({ view }) =>
        view.facts.application === context.config.name &&
        view.environment === environment.name &&
        view.run.commit === context.run.commit &&
        view.run.repository === context.run.repository,
    ),
  );
  if (deploy?.view.stage !== "deploy") return { expected, bundles };
  const applied = plan ?? deploy.view.facts.releasePlan;
  const known: Expectation = { ...expected, plan: applied, approvedIn: deploy.view.run.run };
  if (applied === plan || applied === undefined) return { expected: known, bundles };
  return { expected: known, bundles: [...bundles, ...(await context.store.find(applied)).bundles] };
}

interface Closing {
  readonly images: ImageReferences;
  readonly expected: Expectation;
  readonly policy: EvidencePolicy;
  readonly evaluation: Evaluation;
  readonly verification: RecordVerification;
}

/** Signs what the verification came to. */
async function close(
  context: Verifying,
  environment: EnvironmentConfig,
  { images, expected, policy, evaluation, verification }: Closing,
): Promise<ReleaseRecord> {
  const deploy = ofStage(evaluation.chosen, "deploy").at(-1)?.view;
  return createRecord(
    evaluation.chosen.map(({ bundle }) => bundle),
    {
      builds: evaluation.builds,
      application: context.config.name,
      product: productOf(context.config),
      environment: environment.name,
      run: context.run,
      tool: TOOL,
      verdict: verification.verdict,
      now: context.clock(),
      images,
      plan: expected.plan,
      revision: deploy?.facts.revision,
      configuration: configurationOf(context.config, environment),
      policy: policy.sources,
      findings: verification.findings.map(({ what }) => what),
      ignored: evaluation.ignored.length,
    },
    requireSigner(context),
  );
}

/** Writes the record and stores it, whole and its last statement by itself, with its release and beside its images. */
async function save(context: Verifying, environment: EnvironmentConfig, record: ReleaseRecord): Promise<string> {
  const recordPath = join(await makeStateDir(context, environment.name), "record.json");
  await writeRecord(recordPath, record);
  const release = record.statements.at(-1);
  if (!release || context.dryRun) return recordPath;
  const { subjects } = inspectBundle(release);
  await publish(context, release, subjects);
  for (const subject of subjects) await context.store.publishRecord(record, await placeOf(context, subject));
  return recordPath;
}

/** What the cluster keeps to go back to. The verification does not rest on it, so a cluster that does not answer is said and no error. */
async function wayBackNow(context: Verifying, environment: EnvironmentConfig): Promise<WayBack> {
  try {
    const revisions = await withCluster(context, environment, (cluster) =>
      findWayBack(cluster, { namespace: environment.namespace, application: context.config.name }),
    );
    return wayBackFromNow(environment.name, revisions);
  } catch {
    return {
      text: `What can be gone back to is not known, because the cluster did not answer. The action deploy-kubernetes with 'command: status' lists the revisions.`,
    };
  }
}

/** Reports what a verification found and writes the brief of the record. */
export async function reportVerification(
  context: Verifying,
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  verification: RecordVerification,
  recordPath: string,
): Promise<StageWork<VerifiedRelease, never>> {
  for (const finding of verification.findings) context.reporter.finding(finding);
  const drawn = briefSection(releaseBrief(record), verification);
  const brief = { ...drawn, overview: { ...drawn.overview, back: await wayBackNow(context, environment) } };
  const page: Report = {
    title: `Release brief of ${context.config.name}`,
    verdict: verification.verdict,
    rehearsal: context.run.rehearsal,
    overview: brief.overview,
    chain: [],
    sections: [brief],
  };
  const briefPath = await writeBrief(context, environment.name, page);
  const error = verification.findings.find((finding) => finding.severity === "error");
  return {
    verdict: verification.verdict,
    note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
    section: verificationSection(environment.name, brief, verification),
    result: { recordPath, briefPath, verification },
  };
}
