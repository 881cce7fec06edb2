import { createPod, listOwned, randomSuffix, removeObject, withCondition } from "./control.ts";
import { recordEvent } from "../events.ts";
import { NOT_RUN_ANNOTATION } from "../not-run.ts";
import { timestamp } from "../object.ts";
import type { ObjectStore } from "../store.ts";
import { isActive, isReady } from "../workloads.ts";
import type { Job, JobSpec } from "../workloads.ts";

const JOBS = "jobs.batch";

/** Runs the pods of every Job until it has completed or failed for good. */
export function syncJobs(store: ObjectStore): void {
  for (const job of store.list(JOBS)) {
    if (job.metadata.deletionTimestamp) continue;
    if (!job.spec.selector) selectOwnPods(store, job, job.spec);
    else if (isOver(job)) expire(store, job);
    else syncJob(store, job, job.spec);
  }
}

/** A Job gets a selector that only its own pods match. */
function selectOwnPods(store: ObjectStore, job: Job, spec: JobSpec): void {
  const uid = job.metadata.uid ?? "";
  const labels = {
    "batch.kubernetes.io/controller-uid": uid,
    "controller-uid": uid,
    "batch.kubernetes.io/job-name": job.metadata.name,
    "job-name": job.metadata.name,
  };
  const template = { ...spec.template, metadata: { ...spec.template.metadata, labels: { ...spec.template.metadata?.labels, ...labels } } };
  store.replace(JOBS, { ...job, spec: { ...spec, selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } }, template } });
}

function syncJob(store: ObjectStore, job: Job, spec: JobSpec): void {
  const pods = listOwned(store, "pods", job);
  const succeeded = pods.filter((pod) => pod.status?.phase === "Succeeded").length;
  const failed = pods.filter((pod) => pod.status?.phase === "Failed").length;
  const active = pods.filter(isActive);
  const restarts = active.flatMap((pod) => pod.status?.containerStatuses ?? []).reduce((sum, status) => sum + status.restartCount, 0);
  const { completions = 1, parallelism = 1, backoffLimit = 6, activeDeadlineSeconds } = spec;
  const startTime = job.status?.startTime ?? timestamp();
  const isLate = activeDeadlineSeconds !== undefined && Date.now() - Date.parse(startTime) > activeDeadlineSeconds * 1000;
  const problem = failed + restarts > backoffLimit ? "BackoffLimitExceeded" : isLate ? "DeadlineExceeded" : undefined;
  const counts = { startTime, ...positive({ active: active.length, succeeded, failed, ready: active.filter(isReady).length }) };
  if (succeeded >= completions)
    return finish(store, job, counts, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
  if (problem) {
    for (const pod of active) removeObject(store, "pods", pod);
    const message =
      problem === "DeadlineExceeded" ? "Job was active longer than specified deadline" : "Job has reached the specified backoff limit";
    return finish(store, job, { ...counts, active: 0 }, "Failed", problem, message);
  }
  const lastFailure = Math.max(
    0,
    ...pods.filter((pod) => pod.status?.phase === "Failed").map((pod) => Date.parse(pod.metadata.creationTimestamp ?? "")),
  );
  // A kubelet's 10 s, 20 s … at the rehearsal's faster clock.
  const isBackingOff = failed > 0 && Date.now() - lastFailure < Math.min(10_000, 500 * 2 ** failed);
  const missing = Math.min(parallelism, completions - succeeded) - active.length;
  if (!isBackingOff)
    for (let count = 0; count < missing; count += 1) createPod(store, job, spec.template, `${job.metadata.name}-${randomSuffix()}`);
  store.setStatus(JOBS, job, { ...job.status, ...counts, observedGeneration: job.metadata.generation });
}

// The two conditions that a Job ends with since 1.31: first why it is over, then that it is.
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions
function finish(store: ObjectStore, job: Job, counts: object, type: "Complete" | "Failed", reason: string, message: string): void {
  const first = withCondition(job.status?.conditions ?? [], {
    type: type === "Complete" ? "SuccessCriteriaMet" : "FailureTarget",
    status: "True",
    reason,
    message,
  });
  const conditions = withCondition(first, { type, status: "True", reason, message });
  store.setStatus(JOBS, job, { ...counts, conditions, completionTime: type === "Complete" ? timestamp() : undefined });
  recordEvent(store, job, type === "Complete" ? "Normal" : "Warning", type === "Complete" ? "Completed" : reason, message);
}

function isOver(job: Job): boolean {
  return (job.status?.conditions ?? []).some((condition) => ["Complete", "Failed"].includes(condition.type) && condition.status === "True");
}

function expire(store: ObjectStore, job: Job): void {
  const seconds = job.spec?.ttlSecondsAfterFinished;
  const ended = job.status?.conditions?.find(
    (condition) => condition.type === "Complete" || condition.type === "Failed",
  )?.lastTransitionTime;
  // What was not run stays to be seen.
  const isIdle = listOwned(store, "pods", job).some((pod) => pod.metadata.annotations?.[NOT_RUN_ANNOTATION] !== undefined);
  if (seconds !== undefined && ended && !isIdle && Date.now() - Date.parse(ended) > seconds * 1000) removeObject(store, JOBS, job);
}

function positive(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0));
}
