import type { LabelSelector } from "./selectors.ts";
import type { KubeObject, Metadata } from "./object.ts";
import type { SecurityContext } from "./security-context.ts";

/** A variable of a container, given or read from somewhere. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string | undefined;
  readonly valueFrom?:
    | {
        readonly configMapKeyRef?: KeyRef | undefined;
        readonly secretKeyRef?: KeyRef | undefined;
        readonly fieldRef?: { readonly fieldPath: string } | undefined;
        readonly resourceFieldRef?: { readonly resource: string } | undefined;
      }
    | undefined;
}

/** One key of a ConfigMap or Secret; a missing one keeps the container from starting unless it is `optional`. */
export interface KeyRef {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean | undefined;
}

/** https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
export interface Probe {
  readonly httpGet?:
    | {
        readonly path?: string | undefined;
        readonly port: number | string;
        readonly scheme?: string | undefined;
        readonly httpHeaders?: readonly { name: string; value: string }[] | undefined;
      }
    | undefined;
  readonly tcpSocket?: { readonly port: number | string } | undefined;
  readonly exec?: { readonly command: readonly string[] } | undefined;
  readonly grpc?: object | undefined;
  readonly initialDelaySeconds?: number | undefined;
  readonly periodSeconds?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly failureThreshold?: number | undefined;
  readonly successThreshold?: number | undefined;
}

/** The fields of a container that the rehearsal honours. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly workingDir?: string | undefined;
  readonly env?: readonly EnvVar[] | undefined;
  readonly envFrom?:
    | readonly {
        readonly prefix?: string | undefined;
        readonly configMapRef?: { name: string; optional?: boolean | undefined } | undefined;
        readonly secretRef?: { name: string; optional?: boolean | undefined } | undefined;
      }[]
    | undefined;
  readonly ports?:
    | readonly { readonly name?: string | undefined; readonly containerPort: number; readonly protocol?: string | undefined }[]
    | undefined;
  readonly volumeMounts?:
    | readonly {
        readonly name: string;
        readonly mountPath: string;
        readonly subPath?: string | undefined;
        readonly readOnly?: boolean | undefined;
      }[]
    | undefined;
  readonly resources?:
    | { readonly requests?: Readonly<Record<string, string>> | undefined; readonly limits?: Readonly<Record<string, string>> | undefined }
    | undefined;
  readonly readinessProbe?: Probe | undefined;
  readonly livenessProbe?: Probe | undefined;
  readonly startupProbe?: Probe | undefined;
  readonly securityContext?: SecurityContext | undefined;
}

/** The volumes that the rehearsal has; others are refused when the pod starts. */
export interface Volume {
  readonly name: string;
  readonly emptyDir?: object | undefined;
  readonly configMap?:
    | {
        readonly name: string;
        readonly optional?: boolean | undefined;
        readonly defaultMode?: number | undefined;
        readonly items?: readonly { key: string; path: string }[];
      }
    | undefined;
  readonly secret?:
    | {
        readonly secretName: string;
        readonly optional?: boolean | undefined;
        readonly defaultMode?: number | undefined;
        readonly items?: readonly { key: string; path: string }[];
      }
    | undefined;
  readonly persistentVolumeClaim?: { readonly claimName: string } | undefined;
  readonly projected?: object | undefined;
  readonly downwardAPI?:
    | {
        readonly defaultMode?: number | undefined;
        readonly items?: readonly { readonly path: string; readonly fieldRef?: { readonly fieldPath: string } | undefined }[];
      }
    | undefined;
}

/** The fields of a pod's specification that the rehearsal honours. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[] | undefined;
  readonly volumes?: readonly Volume[] | undefined;
  readonly restartPolicy?: "Always" | "OnFailure" | "Never" | undefined;
  readonly terminationGracePeriodSeconds?: number | undefined;
  readonly nodeSelector?: Readonly<Record<string, string>> | undefined;
  readonly nodeName?: string | undefined;
  readonly serviceAccountName?: string | undefined;
  readonly hostNetwork?: boolean | undefined;
  readonly hostPID?: boolean | undefined;
  readonly hostIPC?: boolean | undefined;
  readonly securityContext?: SecurityContext | undefined;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/ and each kind's own status. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  readonly lastTransitionTime?: string | undefined;
  readonly lastUpdateTime?: string | undefined;
}

/** Exactly one member is there. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-states */
export interface ContainerState {
  readonly waiting?: { readonly reason: string; readonly message?: string | undefined } | undefined;
  readonly running?: { readonly startedAt: string } | undefined;
  readonly terminated?:
    | {
        readonly exitCode: number;
        readonly reason: string;
        readonly message?: string | undefined;
        readonly startedAt?: string | undefined;
        readonly finishedAt: string;
      }
    | undefined;
}

/** What a kubelet reports of a container. */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly containerID?: string | undefined;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

/** What a kubelet reports of a pod. */
export interface PodStatus {
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed";
  readonly conditions?: readonly Condition[] | undefined;
  readonly containerStatuses?: readonly ContainerStatus[] | undefined;
  readonly initContainerStatuses?: readonly ContainerStatus[] | undefined;
  readonly podIP?: string | undefined;
  readonly [key: string]: unknown;
}

/** A pod as stored. */
export interface Pod extends KubeObject<PodSpec, PodStatus> {
  spec: PodSpec;
}

/** From what a controller makes its pods. */
export interface PodTemplate {
  readonly metadata?: Partial<Metadata> | undefined;
  readonly spec: PodSpec;
}

/** What Deployments, ReplicaSets, StatefulSets and DaemonSets say, each its part of it. */
export interface WorkloadSpec {
  readonly replicas?: number | undefined;
  readonly selector?: LabelSelector | undefined;
  readonly template: PodTemplate;
  readonly minReadySeconds?: number | undefined;
  readonly progressDeadlineSeconds?: number | undefined;
  readonly revisionHistoryLimit?: number | undefined;
  readonly paused?: boolean | undefined;
  readonly strategy?:
    | {
        readonly type?: string | undefined;
        readonly rollingUpdate?:
          | { readonly maxSurge?: number | string | undefined; readonly maxUnavailable?: number | string | undefined }
          | undefined;
      }
    | undefined;
  readonly updateStrategy?:
    | { readonly type?: string | undefined; readonly rollingUpdate?: { readonly partition?: number | undefined } }
    | undefined;
  readonly podManagementPolicy?: string | undefined;
  readonly serviceName?: string | undefined;
  /** Of a StatefulSet. */
  readonly volumeClaimTemplates?: readonly Claim[] | undefined;
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export interface JobSpec {
  readonly completions?: number | undefined;
  readonly parallelism?: number | undefined;
  readonly backoffLimit?: number | undefined;
  readonly activeDeadlineSeconds?: number | undefined;
  readonly ttlSecondsAfterFinished?: number | undefined;
  readonly selector?: LabelSelector | undefined;
  readonly template: PodTemplate;
}

/** https://kubernetes.io/docs/concepts/services-networking/service/ */
export interface ServiceSpec {
  readonly type?: string | undefined;
  readonly clusterIP?: string | undefined;
  readonly clusterIPs?: readonly string[] | undefined;
  readonly selector?: Readonly<Record<string, string>> | undefined;
  readonly ports?: readonly ServicePort[] | undefined;
}

/** A port of a Service; `targetPort` is a number or the name of a container's port, and `port` where it is missing. */
export interface ServicePort {
  readonly name?: string | undefined;
  readonly port: number;
  readonly targetPort?: number | string | undefined;
  readonly nodePort?: number | undefined;
  readonly protocol?: string | undefined;
}

/** The counts that a workload's controller reports. */
export interface ReplicaStatus {
  readonly replicas?: number | undefined;
  readonly readyReplicas?: number | undefined;
  readonly availableReplicas?: number | undefined;
  readonly updatedReplicas?: number | undefined;
  readonly unavailableReplicas?: number | undefined;
  readonly observedGeneration?: number | undefined;
  /** Of a StatefulSet. */
  readonly currentRevision?: string | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

/** A Deployment, ReplicaSet, StatefulSet or DaemonSet. */
export interface Workload extends KubeObject<WorkloadSpec, ReplicaStatus> {
  spec: WorkloadSpec;
}

/** How far a Job is. */
export interface JobStatus {
  readonly startTime?: string | undefined;
  readonly completionTime?: string | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

/** A Job as stored. */
export interface Job extends KubeObject<JobSpec, JobStatus> {
  spec: JobSpec;
}

/** A Service as stored. */
export interface Service extends KubeObject<ServiceSpec> {
  spec: ServiceSpec;
}

/** A PersistentVolumeClaim: bound at once, to a folder of the rehearsal. */
export interface Claim extends KubeObject {
  spec: {
    readonly accessModes?: readonly string[] | undefined;
    readonly volumeName?: string | undefined;
    readonly resources?: { readonly requests?: object | undefined } | undefined;
  };
}

/** Whether a pod has passed its readiness. */
export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}

/** Whether a pod counts: it is not being deleted and has not ended. */
export function isActive(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed";
}

/** The number of a container's port, given by number or by name. */
export function resolvePort(pod: PodSpec, port: number | string): number | undefined {
  if (typeof port === "number") return port;
  if (/^\d+$/.test(port)) return Number(port);
  return pod.containers.flatMap((container) => container.ports ?? []).find((entry) => entry.name === port)?.containerPort;
}
