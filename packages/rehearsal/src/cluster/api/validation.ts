import { isRecord } from "@waybill/kit";
import { invalid, isEqual } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { matchesSelector } from "../selectors.ts";
import type { Container, PodSpec, ServiceSpec, WorkloadSpec } from "../workloads.ts";

interface Cause {
  readonly field: string;
  readonly message: string;
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const WORKLOADS = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]);

/** Refuses (422) an object that no API server would take: wrong names, missing required fields, selectors that miss their own template. */
export function validateObject(object: KubeObject): void {
  const causes = [...metadataCauses(object), ...specCauses(object)];
  if (causes.length > 0) throw invalid(object.kind, object.metadata.name, causes);
}

/** Refuses (422) a change of what cannot change. */
export function validateUpdate(before: KubeObject, after: KubeObject): void {
  const causes: Cause[] = [];
  const fixed = (field: string, a: unknown, b: unknown): void => {
    if (a !== undefined && !isEqual(a, b)) causes.push({ field, message: "Invalid value: field is immutable" });
  };
  const [old, now] = [before.spec, after.spec] as [WorkloadSpec | undefined, WorkloadSpec | undefined];
  if (WORKLOADS.has(before.kind)) fixed("spec.selector", old?.selector, now?.selector);
  if (before.kind === "StatefulSet") fixed("spec.serviceName", old?.serviceName, now?.serviceName);
  if (before.kind === "Job") {
    fixed("spec.template", old?.template, now?.template);
    fixed("spec.selector", old?.selector, now?.selector);
  }
  if (before.kind === "Service") {
    const address = (before.spec as ServiceSpec).clusterIP;
    if (address) fixed("spec.clusterIPs[0]", address, (after.spec as ServiceSpec).clusterIP);
  }
  if (before.kind === "RoleBinding" || before.kind === "ClusterRoleBinding") fixed("roleRef", before["roleRef"], after["roleRef"]);
  if ((before.kind === "ConfigMap" || before.kind === "Secret") && before["immutable"] === true) {
    for (const field of ["data", "binaryData", "immutable"]) fixed(field, before[field], after[field]);
  }
  if (before.kind === "Secret") fixed("type", before["type"], after["type"]);
  if (causes.length > 0) throw invalid(after.kind, after.metadata.name, causes);
}

function metadataCauses({ kind, metadata }: KubeObject): Cause[] {
  const causes: Cause[] = [];
  const isLabel = kind === "Namespace" || kind === "Service";
  const isFree = /^(Cluster)?Role(Binding)?$/.test(kind);
  const pattern = isLabel ? LABEL : SUBDOMAIN;
  if (!metadata.name) causes.push({ field: "metadata.name", message: "Required value: name or generateName is required" });
  else if (!isFree && (!pattern.test(metadata.name) || metadata.name.length > (isLabel ? 63 : 253))) {
    causes.push({
      field: "metadata.name",
      message: `Invalid value: "${metadata.name}": a lowercase RFC 1123 ${isLabel ? "label" : "subdomain"} must consist of lower case alphanumeric characters${isLabel ? " or '-'" : ", '-' or '.'"}, and must start and end with an alphanumeric character`,
    });
  }
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (typeof value !== "string" || !LABEL_VALUE.test(value) || value.length > 63)
      causes.push({
        field: "metadata.labels",
        message: `Invalid value: "${String(value)}": the value of the label '${key}' is not a valid label value`,
      });
  }
  return causes;
}

function specCauses(object: KubeObject): Cause[] {
  if (object.kind === "Pod") return podCauses(object.spec, "spec");
  if (WORKLOADS.has(object.kind)) return workloadCauses(object.spec);
  if (object.kind === "Job") return podCauses((object.spec as WorkloadSpec | undefined)?.template?.spec, "spec.template.spec");
  if (object.kind === "Service") return serviceCauses(object.spec as ServiceSpec | undefined);
  if (object.kind === "Secret" || object.kind === "ConfigMap") return dataCauses(object);
  return [];
}

function workloadCauses(value: unknown): Cause[] {
  if (!isRecord(value)) return [{ field: "spec", message: "Required value" }];
  const spec = value as unknown as WorkloadSpec;
  const causes = podCauses(spec.template?.spec, "spec.template.spec");
  if (!spec.selector) causes.push({ field: "spec.selector", message: "Required value" });
  else if (!matchesSelector(spec.selector, spec.template?.metadata?.labels)) {
    causes.push({ field: "spec.template.metadata.labels", message: "Invalid value: `selector` does not match template `labels`" });
  }
  if (spec.replicas !== undefined && (!Number.isInteger(spec.replicas) || spec.replicas < 0)) {
    causes.push({ field: "spec.replicas", message: `Invalid value: ${JSON.stringify(spec.replicas)}: must be greater than or equal to 0` });
  }
  return causes;
}

function podCauses(value: unknown, field: string): Cause[] {
  if (!isRecord(value) || !Array.isArray(value["containers"]) || value["containers"].length === 0)
    return [{ field: `${field}.containers`, message: "Required value" }];
  const spec = value as unknown as PodSpec;
  const volumes = new Set((spec.volumes ?? []).map((volume) => volume.name));
  const all = [
    ...spec.containers.map((c, at) => [c, `${field}.containers[${at}]`] as const),
    ...(spec.initContainers ?? []).map((c, at) => [c, `${field}.initContainers[${at}]`] as const),
  ];
  const names = all.map(([container]) => container.name);
  return all.flatMap(([container, at], index) => [
    ...containerCauses(container, at, volumes),
    ...(names.indexOf(container.name) === index ? [] : [{ field: `${at}.name`, message: `Duplicate value: "${container.name}"` }]),
  ]);
}

function containerCauses(container: Container, field: string, volumes: ReadonlySet<string>): Cause[] {
  const causes: Cause[] = [];
  if (!container.name) causes.push({ field: `${field}.name`, message: "Required value" });
  else if (!LABEL.test(container.name))
    causes.push({
      field: `${field}.name`,
      message: `Invalid value: "${container.name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
    });
  if (!container.image) causes.push({ field: `${field}.image`, message: "Required value" });
  for (const [at, port] of (container.ports ?? []).entries()) {
    if (!isPort(port.containerPort))
      causes.push({
        field: `${field}.ports[${at}].containerPort`,
        message: `Invalid value: ${port.containerPort}: must be between 1 and 65535, inclusive`,
      });
  }
  for (const [at, mount] of (container.volumeMounts ?? []).entries()) {
    if (!volumes.has(mount.name)) causes.push({ field: `${field}.volumeMounts[${at}].name`, message: `Not found: "${mount.name}"` });
  }
  for (const [at, variable] of (container.env ?? []).entries()) {
    if (!variable.name) causes.push({ field: `${field}.env[${at}].name`, message: "Required value" });
    if (variable.value !== undefined && typeof variable.value !== "string")
      causes.push({ field: `${field}.env[${at}].value`, message: "Invalid value: must be a string" });
  }
  return causes;
}

function serviceCauses(spec: ServiceSpec | undefined): Cause[] {
  if (!spec) return [{ field: "spec", message: "Required value" }];
  if (!spec.ports?.length)
    return spec.type === "ExternalName" || spec.clusterIP === "None" ? [] : [{ field: "spec.ports", message: "Required value" }];
  return spec.ports.flatMap((port, at) => [
    ...(isPort(port.port)
      ? []
      : [{ field: `spec.ports[${at}].port`, message: `Invalid value: ${port.port}: must be between 1 and 65535, inclusive` }]),
    ...(spec.ports && spec.ports.length > 1 && !port.name ? [{ field: `spec.ports[${at}].name`, message: "Required value" }] : []),
  ]);
}

function dataCauses(object: KubeObject): Cause[] {
  return Object.entries((object["data"] ?? {}) as Record<string, unknown>).flatMap(([key, value]) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      return [
        {
          field: `data[${key}]`,
          message: `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.'`,
        },
      ];
    return typeof value === "string" ? [] : [{ field: `data.${key}`, message: "Invalid value: must be a string" }];
  });
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536;
}
