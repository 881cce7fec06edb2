import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { requirementsFor } from "@waybill/config";
import type { EnvironmentConfig, Requirement } from "@waybill/config";
import { ActionError, digestOfJson, digestOfPath, isSystemError, resolveInWorkspace } from "@waybill/kit";
import type { Digest, Subject } from "@waybill/kit";
import { verifyImage } from "@waybill/image";
import { createRecord, readRecord, releaseBrief, verifyRecord, writeRecord } from "@waybill/record";
import type { RecordVerification, ReleaseRecord, SubjectReader } from "@waybill/record";
import { redactReport, renderMarkdown } from "@waybill/report";
import type { Report, Section } from "@waybill/report";
import { briefSection } from "../sections/brief-section.ts";
import { collectStatements } from "./collect.ts";
import { withCluster } from "../session/cluster.ts";
import type { ImageReferences } from "./release-plan.ts";
import type { ProjectResult } from "../project.ts";
import { stagesReport } from "../sections/reports.ts";
import { splitRepository } from "../session/repositories.ts";
import { environmentDir } from "../session/session.ts";
import type { Session } from "../session/session.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { environmentDigest } from "./environment-digest.ts";
import { isImageName, runStage } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";
import { TOOL } from "../session/tool.ts";
import { verificationSection } from "../sections/verification-section.ts";

export interface Verified {
  readonly recordPath: string;
  readonly briefPath: string;
  readonly verification: RecordVerification;
}

/** Closes the release: puts its statements into one signed record, then verifies that record against the world. */
export async function verifyStage(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<Verified>> {
  return runStage(session, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
    if (!session.signer) {
      throw new ActionError(
        "environment",
        "A release record needs a signature, but no signing key was given. Make one with 'openssl genpkey -algorithm ed25519', store it as the secret WAYBILL_SIGNING_KEY and pass it as 'signing-key'.",
      );
    }
    const statements = await collectStatements(session, environment, images);
    const record = await createRecord(
      statements,
      { application: session.config.name, environment: environment.name, run: session.run, images, tool: TOOL },
      session.signer,
    );
    const folder = await makeStateDir(session, environment.name);
    const recordPath = join(folder, "record.json");
    await writeRecord(recordPath, record);
    await publishRelease(session, record, images);
    return { ...(await verified(session, environment, record, recordPath)) };
  });
}

/** Verifies a record that was written before against the world as it is now. */
export async function verifyProject(
  session: Session,
  environment: EnvironmentConfig,
  options: { record?: string },
): Promise<ProjectResult> {
  const given = options.record ?? relative(session.workspace, join(environmentDir(session, environment.name), "record.json"));
  const recordPath = await resolveInWorkspace(session.workspace, given, "record");
  const outcome = await runStage(session, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () =>
    verified(session, environment, await readRecord(recordPath), recordPath),
  );
  return { outcomes: [outcome], report: stagesReport(session, `Verification of ${session.config.name} in ${environment.name}`, [outcome]) };
}

async function verified(session: Session, environment: EnvironmentConfig, record: ReleaseRecord, recordPath: string) {
  const verification = await verifyRecord(record, {
    trusted: session.trusted,
    policy: requirements(session, environment),
    environment: environment.name,
    readSubject: worldReader(session, environment),
  });
  for (const finding of verification.findings) session.reporter.finding(finding);
  const brief = briefSection(releaseBrief(record), verification);
  const section = verificationSection(environment.name, brief, verification);
  const briefPath = join(await makeStateDir(session, environment.name), "brief.md");
  await writeFile(briefPath, renderMarkdown(redactReport(briefReport(session, brief, verification), session.redact), { maxBytes: 65_536 }));
  const error = verification.findings.find((finding) => finding.severity === "error");
  return {
    verdict: verification.verdict,
    note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
    section,
    result: { recordPath, briefPath, verification },
  };
}

function briefReport(session: Session, brief: Section, verification: RecordVerification): Report {
  return {
    title: `Release brief of ${session.config.name}`,
    verdict: verification.verdict,
    rehearsal: session.run.rehearsal,
    chain: [],
    sections: [brief],
  };
}

async function publishRelease(session: Session, record: ReleaseRecord, images: ImageReferences): Promise<void> {
  const release = record.statements.at(-1);
  if (!release || session.dryRun) return;
  for (const reference of Object.values(images)) {
    const at = reference.indexOf("@");
    const { host, path } = splitRepository(reference.slice(0, at));
    const manifest = await session.registryFor(host).findManifest(path, reference.slice(at + 1));
    if (manifest) await session.store.publish(release, { repository: reference.slice(0, at), subject: manifest.descriptor });
  }
}

/** What the policy demands of this environment; without a word in waybill.yml, every stage that the project has. */
function requirements(session: Session, environment: EnvironmentConfig): readonly Requirement[] {
  const { config } = session;
  const declared = requirementsFor(config.policy, environment.name);
  if (declared.length > 0) return declared;
  const stages: Requirement["stage"][] = [
    ...(Object.keys(config.data).length > 0 ? (["validate-data"] as const) : []),
    ...(Object.keys(config.models).length > 0 ? (["validate-model"] as const) : []),
    ...(environment.images.length > 0 ? (["build", "test"] as const) : []),
    "plan",
    "approve",
    ...(environment.databases.length > 0 ? (["migrate"] as const) : []),
    "deploy",
  ];
  return stages.map((stage) => ({ stage, allow: ["pass", "warn"] }));
}

/** Reads the digest of a subject as it is now; undefined when it cannot be read, which is never taken for a match. */
function worldReader(session: Session, environment: EnvironmentConfig): SubjectReader {
  return async (subject, statement) => {
    if (subject.name.startsWith("plan/")) return planDigest(statement.facts);
    if (subject.name.startsWith("environment/")) return liveDigest(session, environment, statement.facts);
    if (isImageName(subject.name)) return imageDigest(session, subject);
    return pathDigest(session, subject.name);
  };
}

/** A plan is gone once it was applied; what stays is that its digest is the digest of the parts that the statement lists. */
function planDigest(facts: Readonly<Record<string, unknown>>): Digest | undefined {
  return facts["parts"] === undefined ? (facts["planDigest"] as Digest | undefined) : digestOfJson(facts["parts"]);
}

async function liveDigest(
  session: Session,
  environment: EnvironmentConfig,
  facts: Readonly<Record<string, unknown>>,
): Promise<Digest | undefined> {
  const revision = facts["revision"];
  if (typeof revision !== "number") return undefined;
  return withCluster(session, environment, (cluster) =>
    environmentDigest(cluster, { namespace: environment.namespace, application: session.config.name, revision }),
  );
}

async function imageDigest(session: Session, subject: Subject): Promise<Digest | undefined> {
  const { host, path } = splitRepository(subject.name);
  const problems = await verifyImage(session.registryFor(host), path, subject.digest);
  for (const problem of problems) session.reporter.finding(problem);
  return problems.length === 0 ? subject.digest : undefined;
}

async function pathDigest(session: Session, path: string): Promise<Digest | undefined> {
  try {
    const real = await resolveInWorkspace(session.workspace, path, "record", { mayBeMissing: true });
    return (await digestOfPath(real)).digest;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
