import { describe, expect, test } from "vitest";
import type { KubeObject } from "../api/object.ts";
import { PodHistory } from "./pod-history.ts";
import { judgeSettled, settleTimeOf } from "./settle.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString().replace(".000", "");
const done = { state: "done", note: "1 of 1 replicas are available" } as const;
const workload = (kind: string, spec: object = {}, status: object = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "web" },
  spec,
  status,
});

interface PodState {
  /** Seconds from noon on the API server's clock. */
  readonly scheduled?: number;
  /** Seconds from noon on the node's clock. */
  readonly started?: number;
  readonly ready?: number | false;
  readonly restarts?: number;
  readonly metadata?: object;
  readonly phase?: string;
}

function pod({ scheduled = 0, started = 0, ready = 1, restarts = 0, metadata = {}, phase = "Running" }: PodState = {}): KubeObject {
  const isReady = ready !== false;
  const last = restarts > 0 ? { terminated: { exitCode: 3, reason: "Error" } } : {};
  const state = isReady ? { running: { startedAt: at(ready) } } : { terminated: { exitCode: 3, reason: "Error" } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web-1", uid: "u1", creationTimestamp: at(scheduled), ...metadata },
    status: {
      phase,
      startTime: at(started),
      conditions: [
        { type: "PodScheduled", status: "True", lastTransitionTime: at(scheduled) },
        { type: "Ready", status: isReady ? "True" : "False", lastTransitionTime: at(isReady ? ready : 0) },
      ],
      containerStatuses: [{ name: "web", ready: isReady, restartCount: restarts, containerID: `c${restarts}`, state, lastState: last }],
    },
  };
}

/** Looks at pods again and again, at the given seconds of both clocks from noon, and tells what each look said. */
function looks(object: KubeObject, seen: readonly (readonly [number, readonly KubeObject[]])[], server = true): string[] {
  const history = new PodHistory(NOON);
  return seen.map(([seconds, pods]) => {
    const clocks = { ownMs: 5_000 + seconds * 1000, serverMs: server ? NOON + seconds * 1000 : undefined };
    return judgeSettled(object, pods, { progress: done, history, settleMs: 10_000, clocks }).state;
  });
}

const web = workload("Deployment", { replicas: 1 });

describe("a workload that is ready", () => {
  test("has proven it only after its pods stayed so for the settle time", () => {
    expect(
      looks(web, [
        [1, [pod()]],
        [10.9, [pod()]],
        [11, [pod()]],
      ]),
    ).toEqual(["settling", "settling", "done"]);
  });

  test("begins again after a restart, also after one that came and went between two looks", () => {
    const seen = [
      [1, [pod()]],
      [9, [pod({ restarts: 1 })]],
      [12, [pod({ restarts: 1 })]],
      [19, [pod({ restarts: 1 })]],
    ] as const;
    expect(looks(web, seen, false)).toEqual(["settling", "settling", "settling", "done"]);
  });

  test("is waited for again while a program that ended is started anew", () => {
    const seen = [
      [1, [pod()]],
      [4, [pod({ ready: false })]],
      [6, [pod({ ready: 5, restarts: 1 })]],
    ] as const;
    expect(looks(web, seen)).toEqual(["settling", "waiting", "settling"]);
  });

  test("need not prove itself again when its pods have stood there for long", () => {
    expect(looks(web, [[3_600, [pod()]]])).toEqual(["done"]);
    expect(looks(web, [[3_600, [pod()]]], false)).toEqual(["settling"]);
  });

  test.each([
    ["behind", -3_600],
    ["ahead", 3_600],
  ])("is not taken for an old one because its node's clock is %s", (_, off) => {
    expect(looks(web, [[5, [pod({ started: off, ready: off + 1 })]]])).toEqual(["settling"]);
  });

  test("with all its pods, each of which counts", () => {
    const two = workload("StatefulSet", { replicas: 2 });
    const other = pod({ scheduled: 3_590, started: 3_590, ready: 3_595, metadata: { uid: "u2" } });
    expect(
      looks(two, [
        [3_600, [pod(), other]],
        [3_610, [pod(), other]],
      ]),
    ).toEqual(["settling", "done"]);
    expect(looks(two, [[3_600, [pod()]]])).toEqual(["waiting"]);
    const going = pod({ metadata: { uid: "u3", deletionTimestamp: at(3_599) } });
    expect(looks(workload("DaemonSet", {}, { desiredNumberScheduled: 1 }), [[3_600, [pod(), going]]])).toEqual(["done"]);
  });
});

test.each<[string, KubeObject, number]>([
  ["a Deployment", web, 10_000],
  ["a Deployment that asks for more", workload("Deployment", { minReadySeconds: 30 }), 30_000],
  ["a DaemonSet that asks for less", workload("DaemonSet", { minReadySeconds: 3 }), 10_000],
  ["a Job", workload("Job"), 0],
  ["a pod that runs", pod(), 10_000],
  ["a pod that has ended well", pod({ phase: "Succeeded" }), 0],
])("%s has to stay ready for its time", (_, object, expected) => {
  expect(settleTimeOf(object, 10_000)).toBe(expected);
  expect(settleTimeOf(object, 0)).toBe(0);
});

describe("restarts", () => {
  const restartsOf = (seen: KubeObject): unknown => JSON.parse(JSON.stringify(seen["status"])).containerStatuses[0];

  test("of a pod that this deployment made all count", () => {
    expect(new PodHistory(NOON - 5_000).sinceFirstLook(pod({ restarts: 2 }))).toEqual(pod({ restarts: 2 }));
  });

  test("that an older pod had before count for nothing", () => {
    const history = new PodHistory(NOON + 60_000);
    expect(restartsOf(history.sinceFirstLook(pod({ restarts: 57 })))).not.toHaveProperty("lastState");
    expect(restartsOf(history.sinceFirstLook(pod({ restarts: 57 })))).toMatchObject({ restartCount: 0 });
    expect(restartsOf(history.sinceFirstLook(pod({ restarts: 59 })))).toMatchObject({ restartCount: 2, lastState: { terminated: {} } });
  });
});
