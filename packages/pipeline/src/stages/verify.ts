import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { requirementsFor } from "@waybill/config";
import type { EnvironmentConfig, Requirement } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import { createRecord, readRecord, releaseBrief, verifyRecord, writeRecord } from "@waybill/record";
import type { RecordVerification, ReleaseRecord } from "@waybill/record";
import { redactReport } from "@waybill/report";
import type { Report } from "@waybill/report";
import { briefSection } from "../sections/brief-section.ts";
import { verificationSection } from "../sections/verification-section.ts";
import type {
  Clusters,
  Keys,
  Project,
  Redacting,
  Registries,
  RunIdentity,
  RunLimits,
  StateFolder,
  Statements,
} from "../session/capabilities.ts";
import { splitRepository } from "../session/repositories.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { TOOL } from "../evidence/tool.ts";
import { collectStatements } from "../evidence/collect.ts";
import { splitReference } from "../session/image-references.ts";
import type { ImageReferences } from "../session/image-references.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome, StageWork } from "./run-stage.ts";
import type { StageRow } from "./stage-row.ts";
import { subjectReader } from "../evidence/subject-reader.ts";

/** Where the record and its brief were written (absolute paths), and what holding the record against things as they are has shown. */
export interface VerifiedRelease {
  readonly recordPath: string;
  readonly briefPath: string;
  readonly verification: RecordVerification;
}

/** What verifying a record needs. */
export type Verifying = StageContext & Project & StateFolder & RunIdentity & Redacting & Keys & Clusters & Pick<Registries, "registryFor">;

/**
 * Closes the release: puts its statements into one signed record, then verifies that record against files, registry and cluster as they are
 * now. `table` says which statements belong to a release. Throws an `environment` error without a signing key.
 */
export async function verifyStage(
  context: Verifying & Statements,
  table: readonly StageRow[],
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<VerifiedRelease>> {
  return runStage(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
    if (!context.signer) {
      throw new ActionError(
        "environment",
        "A release record needs a signature, but no signing key was given. Make one with 'openssl genpkey -algorithm ed25519', store it as the secret WAYBILL_SIGNING_KEY and pass it as 'signing-key'.",
      );
    }
    const statements = await collectStatements(context, table, environment, images);
    const record = await createRecord(
      statements,
      { application: context.config.name, environment: environment.name, run: context.run, images, tool: TOOL },
      context.signer,
    );
    const folder = await makeStateDir(context, environment.name);
    const recordPath = join(folder, "record.json");
    await writeRecord(recordPath, record);
    await publishRelease(context, record, images);
    return verified(context, table, environment, record, recordPath);
  });
}

/** Verifies a record that was written before, by its absolute path, against files, registry and cluster as they are now. */
export async function verifyRecordStage(
  context: Verifying,
  table: readonly StageRow[],
  environment: EnvironmentConfig,
  recordPath: string,
): Promise<StageOutcome<VerifiedRelease>> {
  return runStage(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () =>
    verified(context, table, environment, await readRecord(recordPath), recordPath),
  );
}

async function verified(
  context: Verifying,
  table: readonly StageRow[],
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  recordPath: string,
): Promise<StageWork<VerifiedRelease>> {
  const verification = await verifyRecord(record, {
    trusted: context.trusted,
    policy: requirements(context, table, environment),
    environment: environment.name,
    readSubject: subjectReader(context, environment),
  });
  for (const finding of verification.findings) context.reporter.finding(finding);
  const brief = briefSection(releaseBrief(record), verification);
  const page: Report = {
    title: `Release brief of ${context.config.name}`,
    verdict: verification.verdict,
    rehearsal: context.run.rehearsal,
    overview: brief.overview,
    chain: [],
    sections: [brief],
  };
  const briefPath = join(await makeStateDir(context, environment.name), "brief.md");
  const { renderMarkdown } = await import("@waybill/report");
  await writeFile(briefPath, renderMarkdown(redactReport(page, context.redact), { maxBytes: MAX_BRIEF_BYTES }));
  const error = verification.findings.find((finding) => finding.severity === "error");
  return {
    verdict: verification.verdict,
    note: error?.what ?? `${verification.statements.length} statements, all signatures and digests hold`,
    section: verificationSection(environment.name, brief, verification),
    result: { recordPath, briefPath, verification },
  };
}

/** So that the brief fits into one comment on GitHub. */
const MAX_BRIEF_BYTES = 65_536;

/** Puts the statement that closes the release beside each of its images, so that whoever has an image finds its release. */
async function publishRelease(
  context: RunLimits & Statements & Pick<Registries, "registryFor">,
  record: ReleaseRecord,
  images: ImageReferences,
): Promise<void> {
  const release = record.statements.at(-1);
  if (!release || context.dryRun) return;
  for (const { repository, digest } of Object.values(images).map(splitReference)) {
    const { host, path } = splitRepository(repository);
    const manifest = await context.registryFor(host).findManifest(path, digest);
    if (manifest) await context.store.publish(release, { repository, subject: manifest.descriptor });
  }
}

/** What the policy demands of this environment; without a word in waybill.yml, every stage that the project has. */
function requirements(
  { config }: Pick<Project, "config">,
  table: readonly StageRow[],
  environment: EnvironmentConfig,
): readonly Requirement[] {
  const declared = requirementsFor(config.policy, environment.name);
  if (declared.length > 0) return declared;
  return table
    .filter((row) => row.names(config, environment).length > 0)
    .flatMap((row) => row.proves.map((stage): Requirement => ({ stage, allow: ["pass", "warn"] })));
}
