import { relative } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { worstOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { findRollback, readRecord, subjectFindings, verdictOn, verifyRecord } from "@waybill/record";
import type { RecordVerification, ReleaseRecord, Rollback, StatementView, Verify } from "@waybill/record";
import { expectRelease, imageDigests } from "../evidence/gate.ts";
import { gatherDeployments } from "../evidence/gather.ts";
import { isOfAnotherCommit, verifyByItself, verifyOtherCommit } from "../evidence/other-commit.ts";
import type { ReleaseView } from "../evidence/other-commit.ts";
import { subjectReader } from "../evidence/subject-reader.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import { policyOf, reportVerification } from "./verify.ts";
import type { VerifiedRelease, Verifying } from "./verify.ts";

/**
 * Verifies a record that was written before, by its absolute path, against files, registry and cluster as they are now. A record of another
 * commit than the one that is checked out counts only where a trusted rollback went back to it: then the files are of that other commit and
 * are not compared, and everything else is. Otherwise that it is of another commit is the first thing that is said.
 */
export async function verifyRecordStage(
  context: Verifying,
  environment: EnvironmentConfig,
  recordPath: string,
): Promise<StageOutcome<VerifiedRelease>> {
  return runStage(context, `verify/${environment.name}`, "release", `Verify ${environment.name}`, async () => {
    const record = await readRecord(recordPath);
    const verification = await verifyAgainst(context, environment, record, relative(context.workspace, recordPath));
    return reportVerification(context, environment, record, verification, recordPath);
  });
}

async function verifyAgainst(
  context: Verifying,
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  file: string,
): Promise<RecordVerification> {
  const release = closingOf(await context.verifierFor(record.statements), record);
  if (release?.stage !== "release" || !isOfAnotherCommit(context, environment, release)) return verifyHere(context, environment, record);
  const rollback = await findRollbackTo(context, environment, record, release);
  return rollback
    ? verifyRolledBack(context, environment, record, { release, rollback })
    : verifyOtherCommit(context, environment, record, { release, file });
}

async function verifyHere(context: Verifying, environment: EnvironmentConfig, record: ReleaseRecord): Promise<RecordVerification> {
  const verify = await context.verifierFor(record.statements);
  const { images: _own, plan: _its, ...expected } = await expectRelease(context, environment, { before: "release", images: {} });
  return verifyRecord(record, {
    verify,
    policy: policyOf(context, environment),
    expected,
    builds: await context.judgeBuilds?.(record.builds ?? []),
    readSubject: subjectReader(context, environment),
  });
}

/** How a record of another commit came to be the one of what runs. */
interface WayBack {
  readonly release: ReleaseView;
  readonly rollback: Rollback;
}

async function findRollbackTo(
  context: Verifying,
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  release: ReleaseView,
): Promise<Rollback | undefined> {
  const deployments = await gatherDeployments(context, environment, Object.values(imageDigests(release.facts.images)));
  const of = { run: context.run, application: context.config.name, environment: environment.name };
  return findRollback(deployments, await context.verifierFor(deployments), record, of);
}

function closingOf(verify: Verify, record: ReleaseRecord): StatementView | undefined {
  const closing = record.statements.at(-1);
  try {
    return closing && verify(closing).view;
  } catch {
    // That it does not hold, and why, is said by the verification of the whole record.
    return undefined;
  }
}

async function verifyRolledBack(
  context: Verifying,
  environment: EnvironmentConfig,
  record: ReleaseRecord,
  { release, rollback }: WayBack,
): Promise<RecordVerification> {
  const read = subjectReader(context, environment);
  // What runs is what the rollback brought: as its own statement says, not the deployment's of then.
  const verified = await verifyByItself(context, record, release, async (subject, statement) =>
    subject.kind === "environment" ? subject.digest : read(subject, statement),
  );
  const live = await subjectFindings([rollback.view], read);
  const findings = [...verified.findings, ...live, rolledBack(context, rollback)];
  return { ...verified, findings, verdict: worstOf([verified.verdict, verdictOn(live)]) };
}

function rolledBack({ run }: Verifying, { view, signer }: Rollback): Finding {
  const { backTo } = view.facts;
  return {
    rule: "record-rolled-back",
    severity: "notice",
    what: `The environment was rolled back to commit ${backTo?.commit ?? ""}, and ${run.commit} is checked out: the files here and what waybill.yml demands now were not held against the record.`,
    observed: `a rollback on ${view.finishedAt} to revision ${backTo?.revision ?? ""}, signed by ${signer}`,
    next: `Check out ${backTo?.commit ?? ""} and verify there to compare the files too.`,
  };
}
