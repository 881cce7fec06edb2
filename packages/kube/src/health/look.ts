import { listAt, numberAt, textAt, valueAt } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { formatRef, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { findPodTemplate } from "../manifest/pod-template.ts";
import { matchesSelector, selectorOf } from "../manifest/selector.ts";
import { findSymptoms, symptomKey } from "./diagnosis.ts";
import type { EventReader } from "./diagnosis.ts";
import { PodHistory } from "./pod-history.ts";
import { judgeSettled, settleTimeOf } from "./settle.ts";
import type { Settling } from "./settle.ts";
import type { Symptom } from "./symptom.ts";
import { judgeProgress } from "./wait-rule.ts";
import type { Progress } from "./wait-rule.ts";
import { findWorkloadPods, makesPods } from "./workload-pods.ts";

/** What looking at an object needs besides it. */
export interface LookOptions {
  readonly reporter: Reporter;
  readonly events: EventReader;
  readonly signal?: AbortSignal | undefined;
  /** How long pods have to stay ready without a restart; 0: being ready once is enough. */
  readonly settleMs: number;
  /** Pods that were created since then on the API server's clock are this deployment's; undefined when that clock is not known. */
  readonly newSinceMs?: number | undefined;
  /** Does what a controller leaves undone; called for every object that is not ready, each time it is looked at. */
  readonly help?: ((live: KubeObject) => Promise<void>) | undefined;
}

/** An object that is waited for, and what was seen of it so far. */
export interface Watched {
  readonly item: ManifestObject;
  readonly name: string;
  readonly history: PodHistory;
  note: string;
  /** When each symptom was first seen in an unbroken row. */
  since: Map<string, number>;
  /** The symptoms that were told of already, although they may still heal. */
  readonly told: Set<string>;
  symptoms: readonly Symptom[];
  settleMs: number;
}

/** Begins to watch an object; `newSinceMs` as in `LookOptions`. */
export function watch(item: ManifestObject, newSinceMs: number | undefined): Watched {
  const history = new PodHistory(newSinceMs);
  return { item, name: formatRef(refOf(item.object)), history, note: "", since: new Map(), told: new Set(), symptoms: [], settleMs: 0 };
}

/** Looks at an object once: how far it is, and what its pods suffer from while it is not done. */
export async function look(cluster: Cluster, one: Watched, items: readonly ManifestObject[], options: LookOptions): Promise<Settling> {
  const live = await cluster.read(refOf(one.item.object), options.signal);
  const progress = live
    ? await refine(cluster, live, judgeProgress(live), items)
    : ({ state: "failed", note: "it is gone: something deleted it" } as const);
  if (live && progress.state === "waiting") await options.help?.(live);
  const seen = live && makesPods(live) ? await lookAtPods(cluster, one, live, progress, options) : { settling: progress, symptoms: [] };
  if (seen.settling.note !== one.note) options.reporter.progress(`${one.name}: ${seen.settling.note}`);
  one.note = seen.settling.note;
  one.symptoms = seen.symptoms;
  const now = performance.now();
  one.since = new Map(one.symptoms.map((symptom) => [symptomKey(symptom), one.since.get(symptomKey(symptom)) ?? now]));
  return seen.settling;
}

async function lookAtPods(
  cluster: Cluster,
  one: Watched,
  live: KubeObject,
  progress: Progress,
  options: LookOptions,
): Promise<{ settling: Settling; symptoms: readonly Symptom[] }> {
  one.settleMs = settleTimeOf(live, options.settleMs);
  if (progress.state === "done" && one.settleMs === 0) return { settling: progress, symptoms: [] };
  const { pods, controllers } = await findWorkloadPods(cluster, live, options.signal);
  const clocks = { ownMs: performance.now(), serverMs: cluster.clock() };
  const settling = judgeSettled(live, pods, { progress, history: one.history, settleMs: one.settleMs, clocks });
  if (settling.state === "done") return { settling, symptoms: [] };
  // Events only tell more about pods that are not ready.
  const events = settling.state === "settling" ? [] : await options.events.read(live.metadata.namespace ?? "");
  const recent = pods.map((pod) => one.history.sinceFirstLook(pod));
  return { settling, symptoms: withPatience(live, findSymptoms({ pods: recent, controllers }, events)) };
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
