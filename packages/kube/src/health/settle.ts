import { countOf, numberAt, textAt } from "@waybill/kit";
import type { KubeObject } from "../api/object.ts";
import type { Clocks, PodHistory } from "./pod-history.ts";
import type { Progress } from "./wait-rule.ts";
import { countNewestPods } from "./workload-pods.ts";

/** How far an object is, when being ready is not enough: a `settling` one is ready, but not yet for long enough. */
export type Settling = Progress | { readonly state: "settling"; readonly note: string };

/** What judging needs besides the object and its pods. */
export interface SettleOptions {
  /** By the rule of the object's kind. */
  readonly progress: Progress;
  readonly history: PodHistory;
  readonly settleMs: number;
  readonly clocks: Clocks;
}

const STAYING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"]);

/**
 * How long the pods of an object have to stay ready without a restart; 0 for what makes no pods that stay. A workload's own
 * `minReadySeconds` counts when it is longer. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds
 */
export function settleTimeOf(object: KubeObject, settleMs: number): number {
  const hasEnded = object.kind === "Pod" && textAt(object, "status", "phase") === "Succeeded";
  if (settleMs <= 0 || hasEnded || !STAYING.has(object.kind)) return 0;
  return Math.max(settleMs, (numberAt(object, "spec", "minReadySeconds") ?? 0) * 1000);
}

/**
 * An object that is done by the rule of its kind has proven it when every pod of its newest revision stayed ready for the settle time. Without
 * a readiness probe a pod is ready as soon as its program starts, so a program that always ends is ready again and again.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes
 */
export function judgeSettled(object: KubeObject, pods: readonly KubeObject[], options: SettleOptions): Settling {
  const { progress, history, settleMs, clocks } = options;
  const standing = pods.filter(isStanding);
  const steady = standing.map((pod) => history.steadyMs(pod, clocks));
  if (progress.state !== "done" || settleMs <= 0) return progress;
  const expected = countNewestPods(object);
  if (standing.length < expected)
    return { state: "waiting", note: `${standing.length} of ${expected} pods of its newest revision were found` };
  const unready = steady.filter((ms) => ms === undefined).length;
  if (unready > 0) return { state: "waiting", note: `${unready} of ${standing.length} pods are not ready any more` };
  if (steady.every((ms) => ms !== undefined && ms >= settleMs)) return progress;
  const time = countOf(Math.round(settleMs / 1000), "second");
  return { state: "settling", note: `${progress.note}, and have to stay so for ${time} without a restart` };
}

// Evicted pods are kept for a while, and pods on their way out are no loss.
function isStanding(pod: KubeObject): boolean {
  const phase = textAt(pod, "status", "phase");
  return pod.metadata.deletionTimestamp === undefined && phase !== "Failed" && phase !== "Succeeded";
}
