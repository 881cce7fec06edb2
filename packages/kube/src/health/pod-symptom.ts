import { cutText, listAt, numberAt, recordAt, textAt, valueAt } from "@waybill/kit";
import type { JsonKey } from "@waybill/kit";
import type { KubeObject } from "../api/object.ts";
import { findPlacementSymptoms } from "./placement-symptom.ts";
import type { PodEvent, Symptom } from "./symptom.ts";

// A definite answer of a registry; anything else (no connection, overload) may pass.
const DEFINITE_PULL_ERROR =
  /not ?found|unknown|denied|unauthori[sz]ed|forbidden|no match for platform|does not exist|invalid|pull access|40[134]/i;
// The reasons that the kubelet writes into `state.waiting.reason`; none of them is left by itself while the specification stays.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-state-waiting
const FAULTY_SPECIFICATION = new Set(["CreateContainerConfigError", "CreateContainerError"]);
// https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff
const PULL_REASONS = new Set([
  "ErrImagePull",
  "ImagePullBackOff",
  "ErrImageNeverPull",
  "InvalidImageName",
  "RegistryUnavailable",
  "ImageInspectError",
]);

/** All symptoms of one pod, the gravest first. */
export function findPodSymptoms(pod: KubeObject, events: readonly PodEvent[]): Symptom[] {
  const statuses = [...listAt(pod, "status", "initContainerStatuses"), ...listAt(pod, "status", "containerStatuses")];
  const symptoms = [...statuses.flatMap((status) => judgeContainer(pod, status, events)), ...findPlacementSymptoms(pod, events)];
  return symptoms.map((symptom) => ({ ...symptom, pod: pod.metadata.name }));
}

const CRASHES = 2;

function judgeContainer(pod: KubeObject, status: unknown, events: readonly PodEvent[]): Symptom[] {
  const restarts = numberAt(status, "restartCount") ?? 0;
  if (valueAt(status, "ready") === true && restarts < CRASHES) return [];
  const container = textAt(status, "name") ?? "";
  const reason = textAt(status, "state", "waiting", "reason") ?? "";
  const message = textAt(status, "state", "waiting", "message") ?? reason;
  if (PULL_REASONS.has(reason)) return [pullFailure(container, textAt(status, "image") ?? "", reason, message)];
  if (FAULTY_SPECIFICATION.has(reason)) return [faultySpecification(container, message)];
  const ended = endOf(status);
  if (ended?.reason === "OOMKilled") return [outOfMemory(pod, container)];
  if (reason === "RunContainerError" || ended?.reason === "StartError" || ended?.reason === "ContainerCannotRun") {
    return [cannotStart(container, ended?.message || message)];
  }
  const probes = judgeProbes(pod, container, status, events);
  const crash = judgeCrash(container, status, reason, ended);
  return crash === undefined ? probes : explainCrash(crash, probes);
}

// A liveness or startup probe explains the crash that it causes; a readiness probe cannot reach what has ended, and causes nothing.
function explainCrash(crash: Symptom, probes: readonly Symptom[]): Symptom[] {
  const killer = probes.find(({ field }) => field[0] !== "readinessProbe");
  if (killer) return [{ ...killer, graceMs: crash.graceMs ?? killer.graceMs }];
  const [probe] = probes;
  return probe && (crash.graceMs === undefined || probe.graceMs !== undefined) ? [...probes] : [crash];
}

// One restart may be that of a program that came before something it needs; one that failed twice does so again. Whether the kubelet says
// 'CrashLoopBackOff' then is a matter of the moment in which it reports.
function judgeCrash(container: string, status: unknown, reason: string, ended: End | undefined): Symptom | undefined {
  if (reason === "CrashLoopBackOff") return crashing(container, ended, 0);
  if (ended === undefined) return undefined;
  const restarts = numberAt(status, "restartCount") ?? 0;
  const failures = restarts + (ended.isLast ? 0 : 1);
  if (ended.code !== 0) return crashing(container, ended, failures >= CRASHES ? 0 : undefined);
  return restarts > 0 ? crashing(container, ended, undefined) : undefined;
}

interface End {
  readonly reason: string;
  readonly message: string;
  readonly code: number;
  readonly isLast: boolean;
}

// `state` is how the container is now, `lastState` how its run before ended: a container in back-off has its end only there.
function endOf(status: unknown): End | undefined {
  const state = valueAt(status, "state", "terminated") ?? valueAt(status, "lastState", "terminated");
  if (state === undefined) return undefined;
  const isLast = valueAt(status, "state", "terminated") === undefined;
  return {
    reason: textAt(state, "reason") ?? "",
    message: textAt(state, "message") ?? "",
    code: numberAt(state, "exitCode") ?? -1,
    isLast,
  };
}

function pullFailure(container: string, image: string, reason: string, message: string): Symptom {
  const isDefinite =
    reason === "InvalidImageName" || reason === "ErrImageNeverPull" || DEFINITE_PULL_ERROR.test(message.replace(image, ""));
  const next = isDefinite
    ? "Check that this digest was pushed to this repository, and that the cluster may read it ('imagePullSecrets')."
    : "Check that the node reaches the registry.";
  return {
    rule: "image-pull",
    what: `The node cannot pull the image of the container '${container}'.`,
    observed: message,
    next,
    container,
    field: ["image"],
    graceMs: isDefinite ? 0 : 30_000,
  };
}

function faultySpecification(container: string, message: string): Symptom {
  const isReference = /not found|couldn't find key|non-existent/i.test(message);
  const next = isReference
    ? "Add what is missing to the manifests or to 'secrets', or correct its name."
    : "Correct the container's specification.";
  const what = isReference
    ? `The container '${container}' needs something that does not exist.`
    : `The container '${container}' cannot be made as specified.`;
  // The kubelet's own caches lag behind the API for a moment.
  return {
    rule: "config-reference",
    what,
    observed: message,
    next,
    container,
    field: fieldOfMessage(message),
    graceMs: /failed to sync/i.test(message) ? 20_000 : 1_500,
  };
}

function fieldOfMessage(message: string): JsonKey[] {
  if (message.includes("runAsNonRoot") || message.includes("non-root")) return ["securityContext"];
  return /key/.test(message) ? ["env"] : ["envFrom"];
}

// The kernel ends a container at its limit, and the kubelet reports `OOMKilled` with exit code 137.
// https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit
function outOfMemory(pod: KubeObject, container: string): Symptom {
  const limit = limitOf(pod, container);
  return {
    rule: "out-of-memory",
    what: `The container '${container}' was killed because it needed more memory than its limit${limit === undefined ? "" : ` of ${limit}`}.`,
    observed: "OOMKilled",
    next: "Raise 'resources.limits.memory' or make the program need less.",
    container,
    field: ["resources", "limits", "memory"],
    log: "previous",
    graceMs: 0,
  };
}

function limitOf(pod: KubeObject, container: string): string | undefined {
  const found = [...listAt(pod, "spec", "containers"), ...listAt(pod, "spec", "initContainers")].find(
    (item) => textAt(item, "name") === container,
  );
  return textAt(found, "resources", "limits", "memory");
}

function cannotStart(container: string, message: string): Symptom {
  return {
    rule: "container-start",
    what: `The container '${container}' cannot be started.`,
    observed: message,
    next: "Check 'command', 'args' and the program inside the image.",
    container,
    field: ["command"],
    graceMs: 0,
  };
}

function crashing(container: string, ended: End | undefined, graceMs: number | undefined): Symptom {
  const how = ended === undefined ? "" : ended.code >= 0 ? ` with exit code ${ended.code}` : "";
  return {
    rule: "crash-loop",
    what: `The container '${container}' ${graceMs === undefined ? "ended" : "starts and ends again and again"}${how}.`,
    observed: ended?.reason || "CrashLoopBackOff",
    next: "Read its last log lines, which stand with this finding; mend what they name in the image, its settings or what it connects to, and deploy again.",
    container,
    field: [],
    log: ended?.isLast === false ? "current" : "previous",
    graceMs,
  };
}

// Probes tell by events only; the count of an event says how often it failed in a row. A liveness or startup probe that fails kills the
// container, so restarts show it. https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
function judgeProbes(pod: KubeObject, container: string, status: unknown, events: readonly PodEvent[]): Symptom[] {
  const restarts = numberAt(status, "restartCount") ?? 0;
  const symptoms = events.flatMap((event): Symptom[] => {
    const match =
      event.reason === "Unhealthy" ? /^(Startup|Liveness|Readiness) probe (?:failed|errored)[^:]*: ?(.*)$/s.exec(event.message) : null;
    if (!match) return [];
    const [, kind = "", answer = ""] = match;
    if (kind === "Readiness" && valueAt(status, "ready") === true) return [];
    const field = `${kind.toLowerCase()}Probe`;
    const probe = probeOf(pod, container, field);
    if (probe === undefined) return [];
    const threshold = numberAt(probe, "failureThreshold") ?? 3;
    // A server that answers "no such page" or "not for you" does so for ever; one that does not answer may still be starting.
    const isDefinite =
      kind === "Readiness"
        ? /statuscode: 4(?!08|25|29)\d\d/.test(answer) && event.count >= threshold
        : restarts >= (kind === "Startup" ? 1 : CRASHES);
    const what = `The ${kind.toLowerCase()} probe of the container '${container}' fails (${describeProbe(probe)}).`;
    const next = "Compare the probe's path, port and time limits with what the program serves.";
    return [
      {
        rule: "failed-probe",
        what,
        observed: answer.trim() || event.message,
        next,
        container,
        field: [field],
        log: "current",
        graceMs: isDefinite ? 0 : undefined,
      },
    ];
  });
  return symptoms.sort((a, b) => Number(b.graceMs !== undefined) - Number(a.graceMs !== undefined));
}

function probeOf(pod: KubeObject, container: string, field: string): unknown {
  const found = [...listAt(pod, "spec", "containers"), ...listAt(pod, "spec", "initContainers")].find(
    (item) => textAt(item, "name") === container,
  );
  return valueAt(found, field);
}

function describeProbe(probe: unknown): string {
  const http = recordAt(probe, "httpGet");
  if ("port" in http) return `GET ${textAt(http, "path") ?? "/"} on port ${String(http["port"])}`;
  const port = valueAt(probe, "tcpSocket", "port") ?? valueAt(probe, "grpc", "port");
  return port === undefined ? `command ${cutText(listAt(probe, "exec", "command").join(" "), 120)}` : `port ${JSON.stringify(port)}`;
}
