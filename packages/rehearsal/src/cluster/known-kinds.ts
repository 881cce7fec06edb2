import type { CustomResourceDefinition } from "./kinds.ts";
import type { KubeObject } from "./object.ts";
import type { LabelSelector } from "./selectors.ts";
import type { Claim, Condition, Job, Pod, Service, Workload } from "./workloads.ts";

/** https://kubernetes.io/docs/tasks/run-application/configure-pdb/ */
export interface DisruptionBudget extends KubeObject {
  spec: {
    readonly selector?: LabelSelector | undefined;
    readonly minAvailable?: number | string | undefined;
    readonly maxUnavailable?: number | string | undefined;
  };
}

/** https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
export interface Autoscaler extends KubeObject<unknown, { readonly conditions?: readonly Condition[] | undefined }> {
  spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string | undefined; readonly kind: string; readonly name: string };
    readonly minReplicas?: number | undefined;
    readonly maxReplicas?: number | undefined;
  };
}

/** What the code knows about the kinds that it works with. */
export interface ObjectsByKind {
  Pod: Pod;
  Deployment: Workload;
  ReplicaSet: Workload;
  StatefulSet: Workload;
  DaemonSet: Workload;
  Job: Job;
  Service: Service;
  CustomResourceDefinition: CustomResourceDefinition;
}

/** The same by the key under which the store keeps them. */
export interface ObjectsByKey {
  pods: Pod;
  services: Service;
  persistentvolumeclaims: Claim;
  "deployments.apps": Workload;
  "replicasets.apps": Workload;
  "statefulsets.apps": Workload;
  "daemonsets.apps": Workload;
  "jobs.batch": Job;
  "poddisruptionbudgets.policy": DisruptionBudget;
  "horizontalpodautoscalers.autoscaling": Autoscaler;
  "customresourcedefinitions.apiextensions.k8s.io": CustomResourceDefinition;
}

/**
 * Whether an object is of a kind, and so of its shape. For objects that `validateObject` let pass, as everything in the store: the shape is
 * judged there, once.
 */
export function isKind<Name extends keyof ObjectsByKind>(object: KubeObject, ...kinds: readonly Name[]): object is ObjectsByKind[Name] {
  return kinds.some((kind) => kind === object.kind);
}
