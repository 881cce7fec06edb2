import { recordAt, textsAt } from "@waybill/kit";
import { isKind } from "../known-kinds.ts";
import type { Container, JobSpec, PodSpec, Probe, ServiceSpec, Volume, WorkloadSpec } from "../workloads.ts";
import type { KubeObject } from "../object.ts";

/** Fills in what the API server fills in, as far as clients of the rehearsal can notice. Returns a new object. */
export function withDefaults(object: KubeObject): KubeObject {
  if (isKind(object, "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"))
    return { ...object, spec: workloadDefaults(object.kind, object.spec) };
  if (isKind(object, "Pod")) return { ...object, spec: podDefaults(object.spec) };
  if (isKind(object, "Job")) return { ...object, spec: jobDefaults(object.spec) };
  if (isKind(object, "Service")) return { ...object, spec: serviceDefaults(object.spec) };
  switch (object.kind) {
    case "CronJob":
      return withSpecDefaults(object, {
        concurrencyPolicy: "Allow",
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      });
    case "PersistentVolumeClaim":
      return withSpecDefaults(object, { volumeMode: "Filesystem", storageClassName: "rehearsal" });
    case "Secret":
      return secretDefaults(object);
    case "Namespace":
      return namespaceDefaults(object);
    default:
      return object;
  }
}

function withSpecDefaults(object: KubeObject, defaults: object): KubeObject {
  return { ...object, spec: { ...defaults, ...recordAt(object, "spec") } };
}

// The defaults of `apps/v1`, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
function workloadDefaults(kind: string, spec: WorkloadSpec): object {
  const template = { ...spec.template, spec: podDefaults(spec.template.spec) };
  if (kind === "DaemonSet")
    return {
      revisionHistoryLimit: 10,
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      ...spec,
      template,
    };
  if (kind === "ReplicaSet") return { replicas: 1, ...spec, template };
  if (kind === "StatefulSet") {
    const updateStrategy = {
      type: "RollingUpdate",
      rollingUpdate: spec.updateStrategy?.type === "OnDelete" ? undefined : { partition: 0 },
      ...spec.updateStrategy,
    };
    return { replicas: 1, podManagementPolicy: "OrderedReady", revisionHistoryLimit: 10, ...spec, updateStrategy, template };
  }
  const rolling =
    spec.strategy?.type === "Recreate"
      ? {}
      : { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%", ...spec.strategy?.rollingUpdate } };
  return {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...spec,
    strategy: { type: "RollingUpdate", ...spec.strategy, ...rolling },
    template,
  };
}

function jobDefaults(spec: JobSpec): object {
  const template = { ...spec.template, spec: podDefaults(spec.template.spec) };
  return { completions: 1, parallelism: 1, backoffLimit: 6, completionMode: "NonIndexed", suspend: false, ...spec, template };
}

function podDefaults(spec: PodSpec): PodSpec & Record<string, unknown> {
  return {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    schedulerName: "default-scheduler",
    securityContext: {},
    ...spec,
    containers: spec.containers.map(containerDefaults),
    initContainers: spec.initContainers?.map(containerDefaults),
    volumes: spec.volumes?.map(volumeDefaults),
  };
}

// An image without a tag or with `latest` is asked for at every start.
// https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting
function containerDefaults(container: Container): Container & Record<string, unknown> {
  const tagged = container.image.endsWith(":latest") || !/[:@][^/]*$/.test(container.image);
  const { ports, startupProbe, livenessProbe, readinessProbe } = container;
  return {
    imagePullPolicy: tagged ? "Always" : "IfNotPresent",
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    resources: {},
    ...container,
    ports: ports?.map((port) => ({ ...port, protocol: port.protocol ?? "TCP" })),
    startupProbe: startupProbe && probeDefaults(startupProbe),
    livenessProbe: livenessProbe && probeDefaults(livenessProbe),
    readinessProbe: readinessProbe && probeDefaults(readinessProbe),
  };
}

// https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
function probeDefaults(probe: Probe): Probe {
  const httpGet = probe.httpGet && { path: "/", scheme: "HTTP", ...probe.httpGet };
  return { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe, httpGet };
}

function volumeDefaults(volume: Volume): Volume {
  if (volume.configMap) return { ...volume, configMap: { defaultMode: 420, ...volume.configMap } };
  return volume.secret ? { ...volume, secret: { defaultMode: 420, ...volume.secret } } : volume;
}

function serviceDefaults(spec: ServiceSpec): object {
  const ports = (spec.ports ?? []).map((port) => ({ ...port, protocol: port.protocol ?? "TCP", targetPort: port.targetPort ?? port.port }));
  const family =
    spec.type === "ExternalName" ? {} : { ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack", internalTrafficPolicy: "Cluster" };
  return { type: "ClusterIP", sessionAffinity: "None", ...family, ...spec, ports };
}

function secretDefaults(object: KubeObject): KubeObject {
  return { ...object, type: object["type"] ?? "Opaque" };
}

/** A Secret's `stringData` is write-only: it becomes `data` before anything is compared or owned. */
export function foldStringData(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  if (object.kind !== "Secret" || !stringData) return object;
  const written = Object.entries(textsAt(stringData)).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { ...rest, data: { ...recordAt(object, "data"), ...Object.fromEntries(written) } };
}

function namespaceDefaults(object: KubeObject): KubeObject {
  const labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
  return {
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { finalizers: ["kubernetes"], ...recordAt(object, "spec") },
    status: { phase: "Active", ...recordAt(object, "status") },
  };
}
