import { listAt, numberAt, recordAt, textAt, valueAt } from "@waybill/kit";
import { findCondition } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";

/** How far an object is. `failed` is final: waiting longer cannot help. */
export interface Progress {
  readonly state: "done" | "waiting" | "failed";
  /** Half a sentence: `2 of 3 replicas are available`. */
  readonly note: string;
}

const done = (note: string): Progress => ({ state: "done", note });
const waiting = (note: string): Progress => ({ state: "waiting", note });
const failed = (note: string): Progress => ({ state: "failed", note });

type Rule = (object: KubeObject) => Progress;

/**
 * Whether an object is what it was told to be, by the rule of its kind. Looks at nothing but the object, so it may be asked as often as one
 * likes. Until `status.observedGeneration` has reached `metadata.generation`, a status speaks of an earlier specification and proves nothing:
 * https://kubernetes.io/docs/reference/using-api/api-concepts/ and every `observedGeneration` in the API reference.
 */
export function judgeProgress(object: KubeObject): Progress {
  if (object.metadata.deletionTimestamp !== undefined) return waiting("is being deleted");
  const observed = numberAt(object, "status", "observedGeneration");
  const generation = object.metadata.generation;
  if (observed !== undefined && generation !== undefined && observed < generation)
    return waiting("its controller has not seen the change yet");
  const rule = Object.hasOwn(RULES, object.kind) ? RULES[object.kind] : undefined;
  return rule && rule.group.test(object.apiVersion) ? rule.judge(object) : judgeConditions(object);
}

// The built-in kinds; everything else follows the convention of conditions (see `judgeConditions`). The group is compared, not the version,
// because all versions of a group show one object.
const RULES: Readonly<Record<string, { group: RegExp; judge: Rule }>> = {
  Deployment: { group: /^apps\//, judge: judgeDeployment },
  StatefulSet: { group: /^apps\//, judge: judgeStatefulSet },
  DaemonSet: { group: /^apps\//, judge: judgeDaemonSet },
  ReplicaSet: { group: /^apps\//, judge: judgeReplicaSet },
  Job: { group: /^batch\//, judge: judgeJob },
  Pod: { group: /^v1$/, judge: judgeBarePod },
  Service: { group: /^v1$/, judge: judgeService },
  PersistentVolumeClaim: { group: /^v1$/, judge: judgeClaim },
  Namespace: { group: /^v1$/, judge: judgeNamespace },
  CustomResourceDefinition: { group: /^apiextensions\.k8s\.io\//, judge: judgeDefinition },
};

// A controller that has never looked at an object has written no status: without this a new Deployment of 0 replicas would be done at once.
const unseen = (object: KubeObject): boolean =>
  numberAt(object, "status", "observedGeneration") === undefined && object.metadata.generation !== undefined;
const count = (object: KubeObject, field: string): number => numberAt(object, "status", field) ?? 0;

// As `kubectl rollout status` does: first the new pods, then that no old one is left, then that they serve. `available` means ready for
// `minReadySeconds`; `ProgressDeadlineExceeded` ends the wait, as it does for kubectl: the controller itself does nothing more about it.
// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status
function judgeDeployment(object: KubeObject): Progress {
  if (unseen(object)) return waiting("its controller has not seen it yet");
  const progressing = findCondition(object, "Progressing");
  if (progressing?.status === "False" && progressing.reason === "ProgressDeadlineExceeded")
    return failed(progressing.message || "it exceeded its progress deadline");
  const wanted = numberAt(object, "spec", "replicas") ?? 1;
  const [replicas, updated, available, ready] = [
    count(object, "replicas"),
    count(object, "updatedReplicas"),
    count(object, "availableReplicas"),
    count(object, "readyReplicas"),
  ];
  if (valueAt(object, "spec", "paused") === true && updated < wanted)
    return failed("it is paused ('spec.paused'), so nothing is rolled out");
  if (updated < wanted) return waiting(`${updated} of ${wanted} replicas are updated`);
  if (replicas > updated) return waiting(`of the old pods ${replicas - updated} ${replicas - updated === 1 ? "is" : "are"} still there`);
  if (available < wanted) return waiting(`${available} of ${wanted} replicas are available`);
  if (ready < wanted) return waiting(`${ready} of ${wanted} replicas are ready`);
  return done(`${available} of ${wanted} replicas are available`);
}

// Pods below `partition` keep the old revision on purpose, so an update is over without them.
// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
function judgeStatefulSet(object: KubeObject): Progress {
  if (unseen(object)) return waiting("its controller has not seen it yet");
  const wanted = numberAt(object, "spec", "replicas") ?? 1;
  const [replicas, updated, ready] = [count(object, "replicas"), count(object, "updatedReplicas"), count(object, "readyReplicas")];
  // Servers before 1.22 do not count available replicas.
  const available = numberAt(object, "status", "availableReplicas") ?? ready;
  if (textAt(object, "spec", "updateStrategy", "type") === "OnDelete")
    return done("it is updated only when its pods are deleted (OnDelete)");
  const partition = numberAt(object, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const toUpdate = Math.max(0, wanted - partition);
  const isCurrent = textAt(object, "status", "currentRevision") === textAt(object, "status", "updateRevision");
  if (replicas < wanted) return waiting(`${replicas} of ${wanted} replicas exist`);
  // After a rollback in the middle of an update both revisions are the same again, while a pod of the abandoned one may still run: what
  // counts is how many pods are of that one revision, not that the names agree.
  const onRevision = isCurrent ? Math.max(updated, count(object, "currentReplicas")) : updated;
  if (onRevision < toUpdate) return waiting(`${onRevision} of ${toUpdate} replicas are updated`);
  if (ready < wanted) return waiting(`${ready} of ${wanted} replicas are ready`);
  if (available < wanted) return waiting(`${available} of ${wanted} replicas are available`);
  if (replicas > wanted) return waiting(`${replicas - wanted} surplus replicas are still there`);
  if (partition === 0 && !isCurrent) return waiting("its update is being finished");
  return done(`${available} of ${wanted} replicas are available`);
}

// `desiredNumberScheduled` is what the controller found on the nodes, so a DaemonSet that fits no node is done with none.
// https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
function judgeDaemonSet(object: KubeObject): Progress {
  if (unseen(object)) return waiting("its controller has not seen it yet");
  const wanted = count(object, "desiredNumberScheduled");
  const [updated, available, ready] = [
    count(object, "updatedNumberScheduled"),
    count(object, "numberAvailable"),
    count(object, "numberReady"),
  ];
  if (textAt(object, "spec", "updateStrategy", "type") === "OnDelete")
    return done("it is updated only when its pods are deleted (OnDelete)");
  if (updated < wanted) return waiting(`${updated} of ${wanted} pods are updated`);
  if (available < wanted || ready < wanted) return waiting(`${Math.min(available, ready)} of ${wanted} pods are available`);
  return done(wanted === 0 ? "no node wants a pod of it" : `${available} of ${wanted} pods are available`);
}

// A ReplicaSet does not replace pods of an old template, so its number is all that there is to wait for.
function judgeReplicaSet(object: KubeObject): Progress {
  if (unseen(object)) return waiting("its controller has not seen it yet");
  const wanted = numberAt(object, "spec", "replicas") ?? 1;
  const available = count(object, "availableReplicas");
  return available < wanted || count(object, "replicas") !== wanted
    ? waiting(`${available} of ${wanted} replicas are available`)
    : done(`${available} of ${wanted} replicas are available`);
}

// A Job counts its own failures against 'backoffLimit' and says by a condition when it gives up; `suspend` keeps it from ever starting.
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
function judgeJob(object: KubeObject): Progress {
  if (findCondition(object, "Complete")?.status === "True") return done("it has completed");
  const failure = findCondition(object, "Failed");
  if (failure?.status === "True") return failed(`it failed (${failure.reason}${failure.message === "" ? "" : `: ${failure.message}`})`);
  if (valueAt(object, "spec", "suspend") === true) return failed("it is suspended ('spec.suspend'), so it never runs");
  return waiting(`it runs: ${count(object, "active")} active, ${count(object, "succeeded")} succeeded, ${count(object, "failed")} failed`);
}

// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
function judgeBarePod(object: KubeObject): Progress {
  const phase = textAt(object, "status", "phase") ?? "Pending";
  if (phase === "Succeeded") return done("it has ended well");
  if (phase === "Failed") return failed(textAt(object, "status", "message") ?? "its containers failed");
  return findCondition(object, "Ready")?.status === "True"
    ? done("it is ready")
    : waiting(`it is ${phase === "Running" ? "running but not ready" : "pending"}`);
}

// A headless Service says `None` where others have an address, and an ExternalName has none at all; both are complete as they are.
// https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
function judgeService(object: KubeObject): Progress {
  const type = textAt(object, "spec", "type") ?? "ClusterIP";
  if (type === "LoadBalancer" && listAt(object, "status", "loadBalancer", "ingress").length === 0)
    return waiting("its load balancer has no address yet");
  if (type !== "ExternalName" && textAt(object, "spec", "clusterIP") === undefined) return waiting("it has no address yet");
  return done("it has its address");
}

// `Lost` says that the bound volume is gone, which no waiting brings back.
// https://kubernetes.io/docs/concepts/storage/persistent-volumes/#phase
function judgeClaim(object: KubeObject): Progress {
  const phase = textAt(object, "status", "phase") ?? "Pending";
  if (phase === "Bound") return done("it is bound");
  return phase === "Lost" ? failed("its volume is lost") : waiting("it is not bound yet");
}

// Nothing can be made in a namespace that is on its way out.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
function judgeNamespace(object: KubeObject): Progress {
  return textAt(object, "status", "phase") === "Terminating" ? failed("it is being deleted") : done("it is active");
}

// Only when it is established does the API serve its kind; names that another definition has already are never accepted.
// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
function judgeDefinition(object: KubeObject): Progress {
  const names = findCondition(object, "NamesAccepted");
  if (names?.status === "False") return failed(`its names are not accepted: ${names.message}`);
  return findCondition(object, "Established")?.status === "True" ? done("it is established") : waiting("it is not established yet");
}

// The convention of kstatus, which most controllers follow. An object that reports no conditions has nothing to wait for.
function judgeConditions(object: KubeObject): Progress {
  if (!("conditions" in recordAt(object, "status"))) return done("it is stored");
  const stalled = findCondition(object, "Stalled");
  if (stalled?.status === "True") return failed(`it is stalled: ${stalled.message || stalled.reason}`);
  const reconciling = findCondition(object, "Reconciling");
  if (reconciling?.status === "True") return waiting(reconciling.message || "it is being reconciled");
  const ready = findCondition(object, "Ready");
  return ready && ready.status !== "True" ? waiting(ready.message || ready.reason || "it is not ready") : done("it is ready");
}
