import { isRecord, listAt, numberAt, recordAt, textAt, valueAt } from "@waybill/kit";
import { findCondition } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";

/** The two clocks that a pod's steadiness is measured with, in milliseconds. */
export interface Clocks {
  /** Our own, which only ever goes forward; where it began means nothing. */
  readonly ownMs: number;
  /** That of the API server, since 1970; absent when it is not known. */
  readonly serverMs?: number | undefined;
}

// Timestamps of the API are cut off to the second, and so is the server's own clock as we know it.
const ROUNDING_MS = 2_000;

/** What is remembered of a workload's pods from look to look. */
export class PodHistory {
  readonly #newSinceMs: number | undefined;
  readonly #steady = new Map<string, { readonly sign: string; readonly sinceMs: number }>();
  readonly #restartsBefore = new Map<string, number>();

  /** Pods that were created since `newSinceMs` on the API server's clock are new: everything that happened to them counts. */
  constructor(newSinceMs: number | undefined) {
    this.#newSinceMs = newSinceMs;
  }

  /**
   * For how many milliseconds a pod has been ready without a restart; undefined when it is not ready. What we saw ourselves needs no agreement
   * of clocks. What was so before we looked is taken from the pod's own timestamps, so that a pod that nobody touched need not prove itself again.
   */
  steadyMs(pod: KubeObject, clocks: Clocks): number | undefined {
    const key = pod.metadata.uid ?? pod.metadata.name;
    if (!isSteady(pod)) {
      this.#steady.delete(key);
      return undefined;
    }
    const sign = signOf(pod);
    const known = this.#steady.get(key);
    const sinceMs = known?.sign === sign ? known.sinceMs : clocks.ownMs;
    this.#steady.set(key, { sign, sinceMs });
    const statedMs = (clocks.serverMs ?? Number.NaN) - readySinceMs(pod) - ROUNDING_MS;
    return Math.max(clocks.ownMs - sinceMs, Number.isNaN(statedMs) ? 0 : statedMs);
  }

  /** The pod without the restarts that its containers had before it was first looked at, so that nobody is blamed for last week's. */
  sinceFirstLook(pod: KubeObject): KubeObject {
    if (this.#isNew(pod)) return pod;
    const relative = (list: string): object => {
      const statuses = listAt(pod, "status", list);
      return statuses.length === 0 ? {} : { [list]: statuses.map((status) => this.#relative(pod, status)) };
    };
    const status = { ...recordAt(pod, "status"), ...relative("initContainerStatuses"), ...relative("containerStatuses") };
    return { ...pod, status };
  }

  #isNew(pod: KubeObject): boolean {
    const created = Date.parse(pod.metadata.creationTimestamp ?? "");
    return this.#newSinceMs !== undefined && created + ROUNDING_MS > this.#newSinceMs;
  }

  #relative(pod: KubeObject, status: unknown): unknown {
    if (!isRecord(status)) return status;
    const key = `${pod.metadata.uid}/${textAt(status, "name")}`;
    const restarts = numberAt(status, "restartCount") ?? 0;
    const before = this.#restartsBefore.get(key) ?? restarts;
    this.#restartsBefore.set(key, before);
    const { lastState, ...rest } = status;
    return restarts > before ? { ...rest, lastState, restartCount: restarts - before } : { ...rest, restartCount: 0 };
  }
}

function mainStatuses(pod: KubeObject): readonly unknown[] {
  return listAt(pod, "status", "containerStatuses");
}

// The kubelet writes the condition and the containers' states at once, but a proxy or an older kubelet need not.
function isSteady(pod: KubeObject): boolean {
  return findCondition(pod, "Ready")?.status === "True" && mainStatuses(pod).every((status) => valueAt(status, "state", "running"));
}

// Anything that makes another one of it: a restart may come and go between two looks.
function signOf(pod: KubeObject): string {
  const statuses = [...listAt(pod, "status", "initContainerStatuses"), ...mainStatuses(pod)];
  const runs = statuses.map((status) => [textAt(status, "containerID"), numberAt(status, "restartCount")]);
  return JSON.stringify([transitionOf(pod, "Ready"), runs]);
}

function transitionOf(pod: KubeObject, type: string): string | undefined {
  const condition = listAt(pod, "status", "conditions").find((entry) => textAt(entry, "type") === type);
  return textAt(condition, "lastTransitionTime");
}

// Most of a pod's timestamps are those of its node, whose clock may be wrong by any amount. But the node took the pod on right after it was
// scheduled, which the API server dated: so times since then are known on the server's clock too. The later of both answers is taken.
function readySinceMs(pod: KubeObject): number {
  const parse = (text: string | undefined): number => Date.parse(text ?? "");
  const runs = mainStatuses(pod).map((status) => parse(textAt(status, "state", "running", "startedAt")));
  const ready = Math.max(parse(transitionOf(pod, "Ready")), ...runs);
  const onServer = parse(transitionOf(pod, "PodScheduled")) + ready - parse(textAt(pod, "status", "startTime"));
  return Math.max(ready, onServer);
}
