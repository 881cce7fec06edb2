import type { Finding, Reporter } from "@waybill/kit";
import { listAt, mapParallel, numberAt, pause, textAt, valueAt } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { describeSymptom, findSymptoms, symptomKey } from "./diagnosis.ts";
import type { EventReader } from "./diagnosis.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { formatRef, refKey, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { findPodTemplate } from "../manifest/pod-template.ts";
import { matchesSelector, selectorOf } from "../manifest/selector.ts";
import type { Symptom } from "./symptom.ts";
import { judgeProgress } from "./wait-rule.ts";
import type { Progress } from "./wait-rule.ts";
import { makesPods } from "./workload-pods.ts";

/** What a wait needs besides the objects. */
export interface WaitOptions {
  readonly timeoutMs: number;
  readonly reporter: Reporter;
  readonly events: EventReader;
  /** Hides secrets in what containers and servers say. */
  readonly redact: (text: string) => string;
  readonly signal?: AbortSignal | undefined;
  readonly pollMs?: number | undefined;
}

/** How a wait ended; without findings everything is done. */
export interface WaitOutcome {
  readonly findings: readonly Finding[];
  /** What each object was last seen to be, by `refKey`. */
  readonly notes: ReadonlyMap<string, string>;
}

interface Watched {
  readonly item: ManifestObject;
  readonly name: string;
  note: string;
  /** When each symptom was first seen in an unbroken row. */
  since: Map<string, number>;
  symptoms: readonly Symptom[];
}

// Reading again is enough: a watch would save requests, but one that a proxy in between cuts off silently would make the wait blind.
const POLL_MS = 500;
const PARALLEL = 8;

/** Waits for all objects at once, under one deadline. Ends at the first that cannot become ready any more, with the cause. */
export async function waitForObjects(cluster: Cluster, items: readonly ManifestObject[], options: WaitOptions): Promise<WaitOutcome> {
  const deadline = performance.now() + options.timeoutMs;
  const watched = items.map((item): Watched => ({ item, name: formatRef(refOf(item.object)), note: "", since: new Map(), symptoms: [] }));
  let pending = watched;
  const notes = (): Map<string, string> => new Map(watched.map(({ item, note }) => [refKey(refOf(item.object)), note]));
  for (;;) {
    options.signal?.throwIfAborted();
    const states = await mapParallel(pending, PARALLEL, (one) => look(cluster, one, items, options));
    const findings = await explain(cluster, pending, states, options);
    if (findings.length > 0) return { findings, notes: notes() };
    pending = pending.filter((_, index) => states[index]?.state !== "done");
    // What was ready first may have broken since: all of them must be ready at one time.
    if (pending.length === 0 && states.length < watched.length) pending = watched;
    else if (pending.length === 0) return { findings: [], notes: notes() };
    else if (performance.now() >= deadline) return { findings: await explainTimeout(cluster, pending, options), notes: notes() };
    else await pause(Math.min(options.pollMs ?? POLL_MS, Math.max(1, deadline - performance.now())), options.signal);
  }
}

async function look(cluster: Cluster, one: Watched, items: readonly ManifestObject[], options: WaitOptions): Promise<Progress> {
  const live = await cluster.read(refOf(one.item.object), options.signal);
  const progress = live
    ? await refine(cluster, live, judgeProgress(live), items)
    : ({ state: "failed", note: "it is gone: something deleted it" } as const);
  if (progress.note !== one.note) options.reporter.progress(`${one.name}: ${progress.note}`);
  one.note = progress.note;
  if (progress.state === "done" || !live || !makesPods(live)) one.symptoms = [];
  else one.symptoms = withPatience(live, await findSymptoms(cluster, live, await options.events.read(live.metadata.namespace ?? "")));
  const now = performance.now();
  one.since = new Map(one.symptoms.map((symptom) => [symptomKey(symptom), one.since.get(symptomKey(symptom)) ?? now]));
  return progress;
}

// A Job says itself how often it may fail ('backoffLimit'), so its pods' failures end the wait only with its own.
function withPatience(live: KubeObject, symptoms: readonly Symptom[]): readonly Symptom[] {
  if (live.kind !== "Job") return symptoms;
  return symptoms.map(({ graceMs, ...symptom }) =>
    graceMs === undefined || ["crash-loop", "out-of-memory", "failed-probe"].includes(symptom.rule) ? symptom : { ...symptom, graceMs },
  );
}

// Two rules need more than the object itself.
async function refine(cluster: Cluster, live: KubeObject, progress: Progress, items: readonly ManifestObject[]): Promise<Progress> {
  if (live.kind === "Service" && live.apiVersion === "v1" && progress.state === "done")
    return refineService(cluster, live, progress, items);
  if (live.kind === "PersistentVolumeClaim" && live.apiVersion === "v1" && progress.state === "waiting")
    return refineClaim(cluster, live, progress);
  return progress;
}

async function refineService(cluster: Cluster, live: KubeObject, progress: Progress, items: readonly ManifestObject[]): Promise<Progress> {
  const selector = selectorOf(live);
  const hasPods = items.some(({ object }) => {
    const labels = findPodTemplate(object)?.labels ?? {};
    const isServed = makesPods(object) && object.kind !== "Job" && numberAt(object, "spec", "replicas") !== 0;
    return (
      isServed &&
      object.metadata.namespace === live.metadata.namespace &&
      matchesSelector(selector, object.kind === "Pod" ? (object.metadata.labels ?? {}) : labels)
    );
  });
  if (!hasPods || !(await cluster.findResource("discovery.k8s.io/v1", "EndpointSlice"))) return progress;
  const slices = await readOptional(() =>
    cluster.list("discovery.k8s.io/v1", "EndpointSlice", {
      namespace: live.metadata.namespace ?? "",
      labelSelector: `kubernetes.io/service-name=${live.metadata.name}`,
    }),
  );
  if (slices === undefined) return progress;
  const ready = slices
    .flatMap((slice) => listAt(slice, "endpoints"))
    .filter((endpoint) => valueAt(endpoint, "conditions", "ready") !== false);
  return ready.length > 0
    ? { state: "done", note: `it has ${ready.length} ready endpoints` }
    : { state: "waiting", note: "it has no ready endpoint yet" };
}

async function refineClaim(cluster: Cluster, live: KubeObject, progress: Progress): Promise<Progress> {
  const name = textAt(live, "spec", "storageClassName");
  if (!name) return progress;
  const storageClass = await readOptional(() => cluster.read({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", name }));
  // Such a claim is bound when its first pod is scheduled; the pod's own rule covers it then.
  return textAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer"
    ? { state: "done", note: "it is bound when a pod first uses it" }
    : progress;
}

// 403 and 404 only: whatever else happens is not a matter of permission and is thrown.
async function readOptional<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    // A deployer need not be allowed to read these; the rule is then the plain one.
    if (isApiFailure(error, 403, 404)) return undefined;
    throw error;
  }
}

async function explain(
  cluster: Cluster,
  pending: readonly Watched[],
  states: readonly Progress[],
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
    const next = "Look at the causes above, or allow more time with 'timeoutSeconds'.";
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
