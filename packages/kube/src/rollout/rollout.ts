import { ActionError, canonicalJson, verdictOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import type { EventReader } from "../health/diagnosis.ts";
import { refKey, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { Stopwatch } from "./outcome.ts";
import type { DeployOptions, DeployOutcome } from "./outcome.ts";
import type { Application } from "../plan/ownership.ts";
import type { DeployPlan, PlanContents } from "../plan/plan.ts";
import { proveImages } from "../health/proof.ts";
import type { PodProof } from "../health/proof.ts";
import { refuseOutside, restoreObjects, snapshotOf } from "./restore.ts";
import { createRevision, trimRevisions, updateRevision } from "../plan/revision.ts";
import type { Revision, StoredRevision } from "../plan/revision.ts";
import { deleteObjects, isSameSet, sendObjects } from "./send-objects.ts";
import type { AppliedObject } from "./send-objects.ts";
import { probeService } from "../health/service-probe.ts";
import type { ProbeResult } from "../health/service-probe.ts";
import { waitForObjects } from "../health/wait.ts";
import type { WaitOptions } from "../health/wait.ts";

/** Everything that one rollout works with while it holds the lease. */
export interface Rollout {
  readonly cluster: Cluster;
  readonly app: Application;
  readonly plan: DeployPlan;
  readonly contents: PlanContents;
  readonly options: DeployOptions;
  /** Ends when the run is cancelled or the lease is lost. */
  readonly signal: AbortSignal;
  readonly events: EventReader;
  /** The API server's clock before anything was changed. */
  readonly newSinceMs: number | undefined;
  readonly redact: (text: string) => string;
  readonly watch: Stopwatch;
}

const MAX_ROLLBACK_MS = 180_000;
const SETTLE_MS = 10_000;

interface Proof {
  readonly pods: readonly PodProof[];
  readonly probe?: ProbeResult | undefined;
  readonly findings: readonly Finding[];
}

/** The objects of a plan as they are sent. */
export function desiredObjects(contents: PlanContents): KubeObject[] {
  return contents.entries.flatMap(({ desired }) => (desired ? [desired.object] : []));
}

/** Whether a revision sent the same objects, Secrets included. */
export function isSameRelease(revision: Revision, objects: readonly KubeObject[]): boolean {
  // The namespace is part of a plan only while it does not exist.
  const relevant = (list: readonly KubeObject[]): KubeObject[] => list.filter(({ kind }) => kind !== "Namespace");
  return isSameSet(relevant(revision.objects), relevant(objects), canonicalJson);
}

function waitOptions(rollout: Rollout, timeoutMs = rollout.options.timeoutMs): WaitOptions {
  const { options, signal, events, redact, newSinceMs } = rollout;
  return { timeoutMs, settleMs: options.settleMs ?? SETTLE_MS, newSinceMs, reporter: options.reporter, signal, events, redact };
}

/** Nothing is to be changed: only proves that what runs is what was planned. */
export async function confirmUnchanged(rollout: Rollout, revision: StoredRevision | undefined): Promise<DeployOutcome> {
  const { watch, contents } = rollout;
  const findings = await awaitAll(rollout, rollout.options.timeoutMs);
  const proof: Proof = findings.length > 0 ? { pods: [], findings } : await watch.measure("prove", () => prove(rollout));
  return {
    verdict: verdictOf(proof.findings),
    revision: revision?.number ?? 0,
    changed: false,
    resumed: false,
    applied: contents.entries.map(({ ref }) => ({ ref, action: "unchanged" })),
    rolledBack: false,
    diagnosis: proof.findings.length > 0 ? proof.findings : undefined,
    findings: rollout.plan.findings,
    pods: proof.pods,
    probe: proof.probe,
    durations: watch.durations(),
  };
}

/** Writes the revision that stands for this rollout: a new one, or an interrupted one of the same objects that is continued. */
export async function openRevision(rollout: Rollout, interrupted: StoredRevision | undefined): Promise<StoredRevision> {
  if (interrupted) return interrupted;
  const { cluster, app, contents, plan, options } = rollout;
  const number = (contents.revisions.at(-1)?.number ?? 0) + 1;
  return createRevision(cluster, app, {
    number,
    status: "applying",
    phase: "apply",
    environment: plan.environment,
    planDigest: options.expectDigest ?? plan.digest,
    images: plan.images,
    run: options.run,
    salt: options.salt,
    startedAt: new Date().toISOString(),
    objects: desiredObjects(contents),
    before: contents.entries.map(({ ref, live }) => snapshotOf(ref, live)),
  });
}

/** Applies, waits, deletes what is left over, proves; on failure brings everything back. */
export async function carryOut(rollout: Rollout, revision: StoredRevision, resumed: boolean): Promise<DeployOutcome> {
  const { cluster, app, contents, watch } = rollout;
  const applied: AppliedObject[] = [];
  const problems: Finding[] = [];
  let proof: Proof = { pods: [], findings: [] };
  try {
    problems.push(...(await applyAndWait(rollout, applied)));
    if (problems.length === 0) {
      proof = await watch.measure("prove", () => prove(rollout));
      problems.push(...proof.findings);
    }
  } catch (error) {
    // Without the lease, or when the run is being stopped, there may be no time left: the next run goes on from the kept revision.
    if (rollout.signal.aborted || !(error instanceof ActionError)) throw error;
    problems.push({ rule: "interrupted", severity: "error", what: rollout.redact(error.message) });
  }
  const common = {
    revision: revision.number,
    changed: true,
    resumed,
    applied,
    pods: proof.pods,
    probe: proof.probe,
  };
  if (problems.length > 0) return rollBack(rollout, revision, problems, common);
  const kept = contents.entries.flatMap(({ ref, action }) => (action === "unchanged" ? [{ ref, action }] : []));
  await updateRevision(cluster, app, revision, { status: "good", finishedAt: new Date().toISOString() });
  await trimRevisions(cluster, app);
  return {
    ...common,
    verdict: "pass",
    applied: [...applied, ...kept],
    rolledBack: false,
    findings: rollout.plan.findings,
    durations: watch.durations(),
  };
}

async function applyAndWait(rollout: Rollout, applied: AppliedObject[]): Promise<readonly Finding[]> {
  const { cluster, app, contents, watch, options } = rollout;
  const started = performance.now();
  const sent = await watch.measure("apply", () => sendObjects(cluster, app, contents.entries, waitOptions(rollout)));
  applied.push(...sent.applied);
  if (sent.findings.length > 0) return sent.findings;
  // Definitions were waited for already: that counts against the same deadline.
  const leftMs = Math.max(1, options.timeoutMs - (performance.now() - started));
  const findings = await awaitAll(rollout, leftMs);
  if (findings.length > 0) return findings;
  applied.push(...(await watch.measure("apply", () => deleteObjects(cluster, contents.entries, waitOptions(rollout)))));
  return [];
}

async function awaitAll(rollout: Rollout, timeoutMs: number): Promise<readonly Finding[]> {
  const items = rollout.contents.entries.flatMap(({ desired }) => desired ?? []);
  const waited = await rollout.watch.measure("wait", () => waitForObjects(rollout.cluster, items, waitOptions(rollout, timeoutMs)));
  rollout.watch.move("wait", "settle", waited.settleMs);
  if (waited.findings.length === 0 && waited.settleMs > 0)
    rollout.options.reporter.info(`Everything stayed ready for ${(waited.settleMs / 1000).toFixed(1)} s without a restart.`);
  return waited.findings;
}

async function prove(rollout: Rollout): Promise<Proof> {
  const { cluster, app, contents, options, signal, redact } = rollout;
  const items = contents.entries.flatMap(({ desired }) => desired ?? []);
  const images = await proveImages(cluster, items, signal);
  if (images.findings.length > 0 || !options.probe) return images;
  const probed = await probeService(cluster, app.namespace, options.probe, { redact, signal });
  return { pods: images.pods, probe: probed.result, findings: probed.findings };
}

type Common = Pick<DeployOutcome, "revision" | "changed" | "resumed" | "applied" | "pods" | "probe">;

async function rollBack(rollout: Rollout, revision: StoredRevision, problems: readonly Finding[], common: Common): Promise<DeployOutcome> {
  const { options, watch } = rollout;
  for (const finding of problems) options.reporter.finding(finding);
  options.reporter.warn(
    `The deployment failed: ${problems[0]?.what ?? "unknown cause"} Rolling back to the state before revision ${revision.number}.`,
  );
  const restored = await watch.measure("rollback", () => finishRollback(rollout, revision, problems[0]?.what ?? "unknown cause"));
  return {
    ...common,
    verdict: "fail",
    rolledBack: true,
    rollbackVerified: restored.isVerified,
    diagnosis: problems,
    findings: [...rollout.plan.findings, ...restored.findings],
    durations: watch.durations(),
  };
}

/** Brings back the state before a revision and marks it; a killed run is continued here by the next one. */
export async function finishRollback(
  rollout: Rollout,
  revision: StoredRevision,
  reason: string,
): Promise<{ isVerified: boolean; findings: readonly Finding[] }> {
  const { cluster, app, contents, options } = rollout;
  if (options.isConfined) await refuseOutside(cluster, app, revision);
  const marked = await updateRevision(cluster, app, revision, { phase: "rollback", reason });
  const previous = contents.revisions.findLast(({ status, number }) => status === "good" && number < revision.number);
  const known = new Map(contents.entries.flatMap(({ desired }) => (desired ? [[refKey(refOf(desired.object)), desired] as const] : [])));
  const findings = await restoreObjects(cluster, app, revision.before, {
    ...waitOptions(rollout, Math.min(options.timeoutMs, MAX_ROLLBACK_MS)),
    previous: previous?.objects ?? [],
    items: [...known.values()],
  });
  const isVerified = !findings.some(({ severity }) => severity === "error");
  await updateRevision(cluster, app, marked, { status: isVerified ? "rolled-back" : "failed", finishedAt: new Date().toISOString() });
  if (isVerified) options.reporter.info("Everything is as it was before.");
  else for (const finding of findings) options.reporter.finding(finding);
  return { isVerified, findings };
}
