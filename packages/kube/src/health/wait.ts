import type { Finding } from "@waybill/kit";
import { cutText, mapParallel, pause } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import { describeSymptom, placeOfSymptom, symptomKey } from "./diagnosis.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { refKey, refOf } from "../api/object.ts";
import { look, watch } from "./look.ts";
import type { LookOptions, Watched } from "./look.ts";
import type { Settling } from "./settle.ts";
import type { Symptom } from "./symptom.ts";

/** What a wait needs besides the objects. */
export interface WaitOptions extends LookOptions {
  /** For everything to become ready; staying ready comes on top. */
  readonly timeoutMs: number;
  /** Hides secrets in what containers and servers say. */
  readonly redact: (text: string) => string;
}

/** How a wait ended; without findings everything is done. */
export interface WaitOutcome {
  readonly findings: readonly Finding[];
  /** What each object was last seen to be, by `refKey`. */
  readonly notes: ReadonlyMap<string, string>;
  /** How much of the time was spent only on watching that everything stays ready. */
  readonly settleMs: number;
}

// Reading again is enough: a watch would save requests, but one that a proxy in between cuts off silently would make the wait blind.
const POLL_MS = 500;
// A restart is counted by the kubelet, so none is missed between two looks.
const SETTLE_POLL_MS = 1_000;
const PARALLEL = 8;
const TELL_AFTER_MS = 5_000;
const MAX_OBSERVED = 300;

/**
 * Waits for all objects at once, under one deadline, and then until their pods have stayed ready for the settle time; they settle side by side.
 * Ends at the first that cannot become ready any more, with the cause.
 */
export async function waitForObjects(cluster: Cluster, items: readonly ManifestObject[], options: WaitOptions): Promise<WaitOutcome> {
  const deadline = performance.now() + options.timeoutMs;
  const watched = items.map((item) => watch(item, options.newSinceMs));
  let pending = watched;
  let readySince: number | undefined;
  const end = (findings: readonly Finding[]): WaitOutcome => ({
    findings,
    notes: new Map(watched.map(({ item, note }) => [refKey(refOf(item.object)), note])),
    settleMs: readySince === undefined ? 0 : performance.now() - readySince,
  });
  for (;;) {
    options.signal?.throwIfAborted();
    const states = await mapParallel(pending, PARALLEL, (one) => look(cluster, one, items, options));
    const findings = await explain(cluster, pending, states, options);
    if (findings.length > 0) return end(findings);
    tell(pending, options);
    const now = performance.now();
    const isWaiting = states.some(({ state }) => state === "waiting");
    const isSettling = states.some(({ state }) => state === "settling");
    readySince = isWaiting ? undefined : (readySince ?? (isSettling ? now : undefined));
    pending = pending.filter((_, index) => states[index]?.state !== "done");
    // What was ready first may have broken since: all of them must be ready at one time.
    if (pending.length === 0 && states.length < watched.length) pending = watched;
    else if (pending.length === 0) return end([]);
    else if (now >= (isWaiting ? deadline : deadline + longestSettle(pending))) return end(await explainTimeout(cluster, pending, options));
    else await pause(isWaiting ? POLL_MS : SETTLE_POLL_MS, options.signal);
  }
}

// What may still heal does not end the wait, but whoever watches the log need not wait for the deadline to read what it is.
function tell(pending: readonly Watched[], options: WaitOptions): void {
  const now = performance.now();
  for (const one of pending) {
    for (const symptom of one.symptoms) {
      const key = symptomKey(symptom);
      if (one.told.has(key) || now - (one.since.get(key) ?? now) < TELL_AFTER_MS) continue;
      one.told.add(key);
      const place = placeOfSymptom(symptom, one.item);
      const where = place ? ` (${place.file}:${place.line})` : "";
      const observed = cutText(options.redact(symptom.observed), MAX_OBSERVED).replace(/\.$/, "");
      options.reporter.info(`${one.name}${where}: ${symptom.what} Observed: ${observed}. It may still heal, so the wait goes on.`);
    }
  }
}

function longestSettle(pending: readonly Watched[]): number {
  return Math.max(0, ...pending.map(({ settleMs }) => settleMs));
}

async function explain(
  cluster: Cluster,
  pending: readonly Watched[],
  states: readonly Settling[],
  options: WaitOptions,
): Promise<Finding[]> {
  const now = performance.now();
  const findings: Finding[] = [];
  for (const [index, one] of pending.entries()) {
    const doomed = [];
    for (const symptom of one.symptoms) {
      const age = now - (one.since.get(symptomKey(symptom)) ?? now);
      if (symptom.graceMs !== undefined && age >= symptom.graceMs && !(await isBeingHelped(cluster, one, symptom, options)))
        doomed.push(symptom);
    }
    const state = states[index];
    if (doomed.length > 0) findings.push(...(await describeAll(cluster, one, doomed, options)));
    else if (state?.state === "failed")
      findings.push(...(await describeAll(cluster, one, one.symptoms, options)), failure(one, state.note, options));
  }
  return findings;
}

async function isBeingHelped(cluster: Cluster, one: Watched, symptom: Symptom, options: WaitOptions): Promise<boolean> {
  if (symptom.rule !== "unschedulable" || symptom.pod === undefined) return false;
  const pod = await cluster.read({ apiVersion: "v1", kind: "Pod", namespace: one.item.object.metadata.namespace ?? "", name: symptom.pod });
  return pod !== undefined && (await options.events.isScalingFor(pod));
}

async function explainTimeout(cluster: Cluster, pending: readonly Watched[], options: WaitOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const one of pending) {
    findings.push(...(await describeAll(cluster, one, one.symptoms, options)));
    const where = placeOf(one.item);
    const next = "Look at the causes above, or allow more time with the environment's 'timeout' in waybill.yml.";
    const what = `${one.name} did not become ready within ${Math.round(options.timeoutMs / 1000)} seconds: ${options.redact(one.note)}.`;
    findings.push({ rule: "timeout", severity: "error", what, where, next });
  }
  return findings;
}

function failure(one: Watched, note: string, options: WaitOptions): Finding {
  const where = placeOf(one.item);
  const rule = one.item.object.kind === "Job" ? "job-failed" : "not-ready";
  return {
    rule,
    severity: "error",
    what: `${one.name} cannot become ready: ${options.redact(note)}.`,
    where,
    next: "Correct the cause and deploy again.",
  };
}

function describeAll(cluster: Cluster, one: Watched, symptoms: readonly Symptom[], options: WaitOptions): Promise<Finding[]> {
  return mapParallel(symptoms, 2, (symptom) => describeSymptom(cluster, symptom, one.item, options.redact));
}
