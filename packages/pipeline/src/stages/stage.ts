import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isPassing } from "@waybill/kit";
import type { Digest, Evidence, Stage, Subject, Verdict } from "@waybill/kit";
import { createStatement, payloadDigest, signStatement } from "@waybill/record";
import { redactSection } from "@waybill/report";
import type { Section } from "@waybill/report";
import { inTermsOfConfig } from "../session/files.ts";
import { splitRepository } from "../session/repositories.ts";
import type { Session } from "../session/session.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { TOOL } from "../session/tool.ts";

/** What one stage did, in the form that reports, records and later stages use. */
export interface StageOutcome<T = unknown> {
  /** Stable and unique within a run, for example `validate-data/customers`. */
  readonly id: string;
  readonly stage: Stage;
  /** What people call the step. */
  readonly label: string;
  readonly verdict: Verdict;
  /** One line: the most important fact. */
  readonly note: string;
  readonly section: Section;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly result: T;
  /** What did not need doing again, as a sentence. */
  readonly repeated?: string;
}

/** What a stage's work hands to `runStage`. */
export interface StageWork<T> {
  readonly verdict: Verdict;
  readonly note: string;
  readonly section: Section;
  readonly result: T;
  readonly repeated?: string;
  /** What was proven; none when the stage stopped before it had a subject. */
  readonly evidence?: { readonly subjects: readonly Subject[]; readonly facts: Readonly<Record<string, unknown>> };
}

/** Runs one stage: announces it, does the work, signs and stores what it proved, and says how it ended. */
export async function runStage<T>(
  session: Session,
  id: string,
  stage: Stage,
  label: string,
  work: () => Promise<StageWork<T>>,
): Promise<StageOutcome<T>> {
  session.signal.throwIfAborted();
  const startedAt = session.clock();
  const begun = performance.now();
  session.reporter.progress(label);
  const done = await work().catch((error: unknown) => {
    throw inTermsOfConfig(session.config, error);
  });
  if (done.evidence && !session.dryRun) {
    await prove(session, {
      stage,
      verdict: done.verdict,
      startedAt: startedAt.toISOString(),
      finishedAt: session.clock().toISOString(),
      ...done.evidence,
    });
  }
  const durationMs = performance.now() - begun;
  const mark = done.verdict === "pass" ? "✓" : done.verdict === "warn" ? "!" : "✗";
  session.reporter.info(`${mark} ${label.padEnd(34)} ${done.verdict.padEnd(12)} ${seconds(durationMs).padStart(7)}  ${done.note}`);
  return {
    id,
    stage,
    label,
    verdict: done.verdict,
    note: session.redact(done.note),
    // What a stage shows may quote a container, a build or a server, so it leaves the stage without secrets.
    section: redactSection(done.section, session.redact),
    startedAt,
    durationMs,
    result: done.result,
    ...(done.repeated ? { repeated: done.repeated } : {}),
  };
}

/** Signs evidence and stores it: in the run's list, as a file, and in the registry beside its subject. Without a signer it does nothing. */
export async function prove(session: Session, evidence: Evidence): Promise<void> {
  if (!session.signer) return;
  const bundle = await signStatement(createStatement(evidence, session.run, TOOL), session.signer);
  session.statements.push(bundle);
  const folder = await makeStateDir(session, "evidence");
  await writeFile(join(folder, `${evidence.stage}-${payloadDigest(bundle).slice(7, 19)}.json`), `${JSON.stringify(bundle)}\n`);
  for (const subject of evidence.subjects) await session.store.publish(bundle, await storageTarget(session, subject));
}

/** Evidence about an image lies beside the image; evidence about anything else in the record repository, under its digest. */
async function storageTarget(session: Session, subject: Subject): Promise<Parameters<Session["store"]["publish"]>[1]> {
  if (!isImageName(subject.name)) return { subject: subject.digest };
  const { host, path } = splitRepository(subject.name);
  const manifest = await session.registryFor(host).findManifest(path, subject.digest);
  return manifest ? { repository: subject.name, subject: manifest.descriptor } : { subject: subject.digest };
}

/** Whether a subject's name is an image repository (`host/path`, the host with a dot or a port) and not a path of the workspace. */
export function isImageName(name: string): boolean {
  return /^[^/]*[.:][^/]*\/./.test(name) && !name.startsWith("./") && !name.startsWith("../");
}

/** Whether a run may go on after this stage. */
export function mayContinue(outcome: StageOutcome): boolean {
  return isPassing(outcome.verdict);
}

/** A duration as people read it. */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The first 12 hex digits of a digest, enough to recognise it. */
export function shortDigest(digest: Digest): string {
  return digest.slice(7, 19);
}
