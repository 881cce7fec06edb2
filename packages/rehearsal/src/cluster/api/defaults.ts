import type { Container, JobSpec, PodSpec, Probe, ServiceSpec, WorkloadSpec } from "../workloads.ts";
import type { KubeObject } from "../object.ts";

const TEMPLATED = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]);

/** Fills in what the API server fills in, as far as clients of the rehearsal can notice. Returns a new object. */
export function withDefaults(object: KubeObject): KubeObject {
  const spec = object.spec;
  if (TEMPLATED.has(object.kind)) return { ...object, spec: workloadDefaults(object.kind, spec as WorkloadSpec) };
  if (object.kind === "Pod") return { ...object, spec: podDefaults(spec as PodSpec) };
  if (object.kind === "Job") return { ...object, spec: jobDefaults(spec as JobSpec) };
  if (object.kind === "CronJob")
    return {
      ...object,
      spec: { concurrencyPolicy: "Allow", suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, ...(spec as object) },
    };
  if (object.kind === "Service") return { ...object, spec: serviceDefaults(spec as ServiceSpec) };
  if (object.kind === "Secret") return secretDefaults(object);
  if (object.kind === "PersistentVolumeClaim")
    return { ...object, spec: { volumeMode: "Filesystem", storageClassName: "rehearsal", ...(spec as object) } };
  if (object.kind === "Namespace") return namespaceDefaults(object);
  return object;
}

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
      ...(spec.updateStrategy?.type === "OnDelete" ? {} : { rollingUpdate: { partition: 0 } }),
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
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(containerDefaults) } : {}),
    ...(spec.volumes ? { volumes: spec.volumes.map(volumeDefaults) } : {}),
  };
}

function containerDefaults(container: Container): Container & Record<string, unknown> {
  const tagged = container.image.endsWith(":latest") || !/[:@][^/]*$/.test(container.image);
  const probes = Object.entries(container).filter(([name, value]) => name.endsWith("Probe") && value) as [string, Probe][];
  return {
    imagePullPolicy: tagged ? "Always" : "IfNotPresent",
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    resources: {},
    ...container,
    ...(container.ports ? { ports: container.ports.map((port) => ({ ...port, protocol: port.protocol ?? "TCP" })) } : {}),
    ...Object.fromEntries(probes.map(([name, probe]) => [name, probeDefaults(probe)])),
  };
}

function probeDefaults(probe: Probe): Probe {
  const httpGet = probe.httpGet ? { httpGet: { path: "/", scheme: "HTTP", ...probe.httpGet } } : {};
  return { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...probe, ...httpGet };
}

function volumeDefaults<Volume extends { readonly configMap?: object; readonly secret?: object }>(volume: Volume): Volume {
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
  const written = Object.entries(stringData as Record<string, string>).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
  return { ...rest, data: { ...(rest["data"] as object | undefined), ...Object.fromEntries(written) } } as KubeObject;
}

function namespaceDefaults(object: KubeObject): KubeObject {
  const labels = { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name };
  return {
    ...object,
    metadata: { ...object.metadata, labels },
    spec: { finalizers: ["kubernetes"], ...(object.spec as object) },
    status: { phase: "Active", ...(object.status as object) },
  };
}
