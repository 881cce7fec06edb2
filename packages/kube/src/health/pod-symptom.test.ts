import fc from "fast-check";
import { expect, test } from "vitest";
import type { KubeObject } from "../api/object.ts";
import { findCreationSymptom } from "./placement-symptom.ts";
import { findPodSymptoms } from "./pod-symptom.ts";
import { inOrderOfCause } from "./symptom.ts";
import type { PodEvent } from "./symptom.ts";

const container = {
  name: "api",
  readinessProbe: { httpGet: { path: "/up", port: 80 } },
  livenessProbe: { exec: { command: ["true"] } },
  resources: { limits: { memory: "64Mi" } },
};
const pod = (status: object, conditions: object[] = []): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p", uid: "u" },
  spec: { containers: [container], volumes: [{ name: "cfg" }] },
  status: { conditions, containerStatuses: [{ name: "api", ready: false, restartCount: 0, ...status }] },
});
const waiting = (reason: string, message = reason): object => ({ state: { waiting: { reason, message } } });
const event = (reason: string, message: string, count = 1): PodEvent => ({ uid: "u", reason, message, count });

test.each<[string, KubeObject, PodEvent[], { rule: string; field: unknown; graceMs?: number | undefined; log?: string }]>([
  [
    "an image that is not there",
    pod(waiting("ErrImagePull", "rpc error: code = NotFound desc = failed to resolve: r/a@sha256:0: not found")),
    [],
    { rule: "image-pull", field: ["image"], graceMs: 0 },
  ],
  [
    "a registry that does not answer",
    pod(waiting("ImagePullBackOff", "dial tcp: i/o timeout")),
    [],
    { rule: "image-pull", field: ["image"], graceMs: 30_000 },
  ],
  [
    "a registry that wants a login",
    pod(waiting("ErrImagePull", "401 Unauthorized")),
    [],
    { rule: "image-pull", field: ["image"], graceMs: 0 },
  ],
  [
    "a missing Secret",
    pod(waiting("CreateContainerConfigError", 'secret "db" not found')),
    [],
    { rule: "config-reference", field: ["envFrom"], graceMs: 1_500 },
  ],
  [
    "a root user that is not allowed",
    pod(waiting("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")),
    [],
    { rule: "config-reference", field: ["securityContext"], graceMs: 1_500 },
  ],
  [
    "a crash loop",
    pod({ ...waiting("CrashLoopBackOff"), restartCount: 1, lastState: { terminated: { exitCode: 3, reason: "Error" } } }),
    [],
    { rule: "crash-loop", field: [], graceMs: 0, log: "previous" },
  ],
  [
    "a first crash",
    pod({ state: { terminated: { exitCode: 3, reason: "Error" } } }),
    [],
    { rule: "crash-loop", field: [], graceMs: undefined, log: "current" },
  ],
  [
    "a second crash, whatever the kubelet calls the state",
    pod({ state: { terminated: { exitCode: 3, reason: "Error" } }, restartCount: 1, lastState: { terminated: { exitCode: 3 } } }),
    [],
    { rule: "crash-loop", field: [], graceMs: 0, log: "current" },
  ],
  [
    "a second crash of a program that its readiness probe never reached",
    pod({ state: { terminated: { exitCode: 3, reason: "Error" } }, restartCount: 1, lastState: { terminated: { exitCode: 3 } } }),
    [event("Unhealthy", 'Readiness probe failed: Get "http://x": connection refused', 9)],
    { rule: "crash-loop", field: [], graceMs: 0, log: "current" },
  ],
  [
    "a program that was started for the third time and is ready again",
    pod({ ready: true, state: { running: {} }, restartCount: 2, lastState: { terminated: { exitCode: 3, reason: "Error" } } }),
    [],
    { rule: "crash-loop", field: [], graceMs: 0, log: "previous" },
  ],
  [
    "a program that ends well where it should not end",
    pod({ state: { terminated: { exitCode: 0, reason: "Completed" } }, restartCount: 1 }),
    [],
    { rule: "crash-loop", field: [], graceMs: undefined, log: "current" },
  ],
  [
    "too little memory",
    pod({ ...waiting("CrashLoopBackOff"), lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } } }),
    [],
    { rule: "out-of-memory", field: ["resources", "limits", "memory"], graceMs: 0 },
  ],
  [
    "a program that is not there",
    pod({ ...waiting("RunContainerError", 'exec: "x": not found') }),
    [],
    { rule: "container-start", field: ["command"], graceMs: 0 },
  ],
  [
    "a probe of a missing page",
    pod({ state: { running: {} } }),
    [event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404", 3)],
    { rule: "failed-probe", field: ["readinessProbe"], graceMs: 0 },
  ],
  [
    "a probe of a missing page that failed once",
    pod({ state: { running: {} } }),
    [event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404", 1)],
    { rule: "failed-probe", field: ["readinessProbe"], graceMs: undefined },
  ],
  [
    "a server that is still starting",
    pod({ state: { running: {} } }),
    [event("Unhealthy", 'Readiness probe failed: Get "http://x": connection refused', 40)],
    { rule: "failed-probe", field: ["readinessProbe"], graceMs: undefined },
  ],
  [
    "a liveness probe that kills",
    pod({ ...waiting("CrashLoopBackOff"), restartCount: 2, lastState: { terminated: { exitCode: 137, reason: "Error" } } }),
    [event("Unhealthy", "Liveness probe failed: ", 6)],
    { rule: "failed-probe", field: ["livenessProbe"], graceMs: 0 },
  ],
  [
    "a missing volume",
    pod(waiting("ContainerCreating")),
    [event("FailedMount", 'MountVolume.SetUp failed for volume "cfg" : configmap "x" not found')],
    { rule: "config-reference", field: ["volumes", 0], graceMs: 3_000 },
  ],
  [
    "no room",
    pod({}, [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/1 nodes are available: 1 Insufficient cpu." }]),
    [],
    { rule: "unschedulable", field: ["containers", 0, "resources"], graceMs: 15_000 },
  ],
])("%s", (_, given, events, expected) => {
  const [first] = inOrderOfCause(findPodSymptoms(given, events));
  expect({
    rule: first?.rule,
    field: first?.field,
    graceMs: first?.graceMs,
    ...(expected.log === undefined ? {} : { log: first?.log }),
  }).toEqual(expected);
  expect(first?.what).toMatch(/\.$/);
});

test("a ready pod has no symptom, whatever happened before", () => {
  const healthy = pod({ ready: true, state: { running: {} } });
  const events = [event("Unhealthy", "Readiness probe failed: 404", 9), event("FailedMount", "x not found")];
  expect(findPodSymptoms(healthy, events)).toEqual([]);
  const recovered = pod({ ready: true, state: { running: {} }, restartCount: 1, lastState: { terminated: { exitCode: 3 } } });
  expect(findPodSymptoms(recovered, events)).toEqual([]);
});

test.each([
  ['pods "x" is forbidden: exceeded quota: small, requested: limits.memory=128Mi', "quota"],
  ['admission webhook "policy.example.com" denied the request: no', "admission"],
  ['pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true', "admission"],
  ['pods "x" is forbidden: error looking up service account ns/runner: serviceaccount "runner" not found', "config-reference"],
])("'%s' is a matter of %s", (message, rule) => {
  expect(findCreationSymptom(message)?.rule).toBe(rule);
});

test("a message that may pass is not held against anybody", () => {
  expect(findCreationSymptom("connection refused")).toBeUndefined();
});

test("any status is read without an error", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.jsonValue(),
      (status, spec) =>
        void expect(
          Array.isArray(
            findPodSymptoms({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, status, spec }, [
              event("Unhealthy", "Startup probe failed: x"),
            ]),
          ),
        ).toBe(true),
    ),
  );
});
