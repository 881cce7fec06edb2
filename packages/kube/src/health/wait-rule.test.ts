import { expect, test } from "vitest";
import type { KubeObject } from "../api/object.ts";
import { judgeProgress } from "./wait-rule.ts";

const API: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  Job: "batch/v1",
  CustomResourceDefinition: "apiextensions.k8s.io/v1",
  Widget: "example.com/v1",
};
const object = (kind: string, spec: object, status: object, metadata: object = {}): KubeObject => ({
  apiVersion: API[kind] ?? "v1",
  kind,
  metadata: { name: "x", generation: 2, ...metadata },
  spec,
  status,
});
const is = (type: string, status: string, reason = "", message = ""): object => ({ type, status, reason, message });
const rolled = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
const set = { ...rolled, currentRevision: "b", updateRevision: "b" };
const daemon = { observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2, numberAvailable: 2 };

test.each<[string, KubeObject, string, RegExp]>([
  ["a rolled out Deployment", object("Deployment", { replicas: 3 }, rolled), "done", /3 of 3 replicas are available/],
  ["a Deployment of nothing", object("Deployment", { replicas: 0 }, { observedGeneration: 2 }), "done", /0 of 0/],
  [
    "a Deployment whose status is stale",
    object("Deployment", { replicas: 3 }, { ...rolled, observedGeneration: 1 }),
    "waiting",
    /has not seen the change/,
  ],
  ["a Deployment without a status", object("Deployment", { replicas: 3 }, {}), "waiting", /not seen it yet/],
  [
    "a Deployment with old pods in work",
    object("Deployment", { replicas: 3 }, { ...rolled, updatedReplicas: 2 }),
    "waiting",
    /2 of 3 replicas are updated/,
  ],
  [
    "a Deployment with old pods left",
    object("Deployment", { replicas: 3 }, { ...rolled, replicas: 4 }),
    "waiting",
    /of the old pods 1 is still there/,
  ],
  [
    "a Deployment with pods that are ready but not yet available",
    object("Deployment", { replicas: 3 }, { ...rolled, availableReplicas: 2 }),
    "waiting",
    /2 of 3 replicas are available/,
  ],
  [
    "a Deployment past its deadline",
    object("Deployment", { replicas: 3 }, { ...rolled, conditions: [is("Progressing", "False", "ProgressDeadlineExceeded", "timed out")] }),
    "failed",
    /timed out/,
  ],
  ["a paused Deployment", object("Deployment", { replicas: 3, paused: true }, { ...rolled, updatedReplicas: 0 }), "failed", /paused/],
  ["an updated StatefulSet", object("StatefulSet", { replicas: 3 }, set), "done", /3 of 3/],
  [
    "a StatefulSet in its update",
    object("StatefulSet", { replicas: 3 }, { ...set, currentRevision: "a", updatedReplicas: 1 }),
    "waiting",
    /1 of 3 replicas are updated/,
  ],
  [
    "a StatefulSet whose revision is not current yet",
    object("StatefulSet", { replicas: 3 }, { ...set, currentRevision: "a" }),
    "waiting",
    /being finished/,
  ],
  [
    "a StatefulSet that was rolled back while one pod is still of the abandoned revision",
    object("StatefulSet", { replicas: 3 }, { ...set, currentReplicas: 2, updatedReplicas: 2 }),
    "waiting",
    /2 of 3 replicas are updated/,
  ],
  [
    "a StatefulSet with a partition",
    object(
      "StatefulSet",
      { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
      { ...set, currentRevision: "a", updatedReplicas: 1 },
    ),
    "done",
    /3 of 3/,
  ],
  [
    "a StatefulSet that is not available",
    object("StatefulSet", { replicas: 3 }, { ...set, availableReplicas: 1 }),
    "waiting",
    /1 of 3 replicas are available/,
  ],
  ["a StatefulSet with surplus pods", object("StatefulSet", { replicas: 2 }, set), "waiting", /1 surplus/],
  ["a StatefulSet that waits for deletions", object("StatefulSet", { updateStrategy: { type: "OnDelete" } }, set), "done", /OnDelete/],
  ["a DaemonSet on all its nodes", object("DaemonSet", {}, daemon), "done", /2 of 2/],
  ["a DaemonSet with an old pod", object("DaemonSet", {}, { ...daemon, updatedNumberScheduled: 1 }), "waiting", /1 of 2 pods are updated/],
  [
    "a DaemonSet with a pod that is not available",
    object("DaemonSet", {}, { ...daemon, numberAvailable: 1 }),
    "waiting",
    /1 of 2 pods are available/,
  ],
  ["a DaemonSet that no node wants", object("DaemonSet", {}, { observedGeneration: 2 }), "done", /no node/],
  [
    "a ReplicaSet in work",
    object("ReplicaSet", { replicas: 2 }, { observedGeneration: 2, replicas: 2, availableReplicas: 1 }),
    "waiting",
    /1 of 2/,
  ],
  ["a completed Job", object("Job", {}, { conditions: [is("Complete", "True")] }), "done", /completed/],
  ["a running Job", object("Job", {}, { active: 1 }), "waiting", /1 active/],
  [
    "a failed Job",
    object("Job", {}, { conditions: [is("Failed", "True", "BackoffLimitExceeded", "too often")] }),
    "failed",
    /BackoffLimitExceeded: too often/,
  ],
  ["a suspended Job", object("Job", { suspend: true }, {}), "failed", /suspended/],
  ["a ready Pod", object("Pod", {}, { phase: "Running", conditions: [is("Ready", "True")] }), "done", /ready/],
  ["a Pod that failed", object("Pod", {}, { phase: "Failed" }), "failed", /failed/],
  ["a Pod that ended well", object("Pod", {}, { phase: "Succeeded" }), "done", /ended well/],
  ["a Service with an address", object("Service", { clusterIP: "10.0.0.1" }, {}), "done", /address/],
  ["a headless Service", object("Service", { clusterIP: "None" }, {}), "done", /address/],
  [
    "a Service without its load balancer",
    object("Service", { type: "LoadBalancer", clusterIP: "10.0.0.1" }, { loadBalancer: {} }),
    "waiting",
    /load balancer/,
  ],
  ["a Service that only names another host", object("Service", { type: "ExternalName" }, {}), "done", /address/],
  ["a bound claim", object("PersistentVolumeClaim", {}, { phase: "Bound" }), "done", /bound/],
  ["a pending claim", object("PersistentVolumeClaim", {}, { phase: "Pending" }), "waiting", /not bound/],
  ["a lost claim", object("PersistentVolumeClaim", {}, { phase: "Lost" }), "failed", /lost/],
  [
    "an established definition",
    object("CustomResourceDefinition", {}, { conditions: [is("NamesAccepted", "True"), is("Established", "True")] }),
    "done",
    /established/,
  ],
  ["a new definition", object("CustomResourceDefinition", {}, {}), "waiting", /not established/],
  [
    "a definition whose names are taken",
    object("CustomResourceDefinition", {}, { conditions: [is("NamesAccepted", "False", "", "taken")] }),
    "failed",
    /taken/,
  ],
  ["a namespace that is being deleted", object("Namespace", {}, { phase: "Terminating" }), "failed", /being deleted/],
  ["a ConfigMap", object("ConfigMap", {}, {}), "done", /stored/],
  [
    "a custom resource that is not ready",
    object("Widget", {}, { conditions: [is("Ready", "False", "", "no disk")] }),
    "waiting",
    /no disk/,
  ],
  [
    "a custom resource that is stalled",
    object("Widget", {}, { conditions: [is("Stalled", "True", "", "for ever")] }),
    "failed",
    /for ever/,
  ],
  [
    "a custom resource that is being reconciled",
    object("Widget", {}, { conditions: [is("Reconciling", "True"), is("Ready", "True")] }),
    "waiting",
    /reconciled/,
  ],
  [
    "a custom resource whose controller lags",
    object("Widget", {}, { observedGeneration: 1, conditions: [is("Ready", "True")] }),
    "waiting",
    /not seen the change/,
  ],
  ["a ready custom resource", object("Widget", {}, { observedGeneration: 2, conditions: [is("Ready", "True")] }), "done", /ready/],
  [
    "an object that is being deleted",
    object("ConfigMap", {}, {}, { deletionTimestamp: "2026-01-01T00:00:00Z" }),
    "waiting",
    /being deleted/,
  ],
])("%s", (_, given, state, note) => {
  const progress = judgeProgress(given);
  expect(progress.state).toBe(state);
  expect(progress.note).toMatch(note);
});
