import { isRecord, listAt, recordAt, textAt, textsAt, valueAt } from "@waybill/kit";
import { invalid, isEqual } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { matchesSelector, readSelector } from "../selectors.ts";

interface Cause {
  readonly field: string;
  readonly message: string;
}

// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and .../labels/#syntax-and-character-set
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
  const [old, now] = [recordAt(before, "spec"), recordAt(after, "spec")];
  if (WORKLOADS.has(before.kind)) fixed("spec.selector", old["selector"], now["selector"]);
  if (before.kind === "StatefulSet") fixed("spec.serviceName", old["serviceName"], now["serviceName"]);
  if (before.kind === "Job") {
    fixed("spec.template", old["template"], now["template"]);
    fixed("spec.selector", old["selector"], now["selector"]);
  }
  if (before.kind === "Service") {
    const address = old["clusterIP"];
    if (address) fixed("spec.clusterIPs[0]", address, now["clusterIP"]);
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
  if (object.kind === "Job") return podCauses(valueAt(object, "spec", "template", "spec"), "spec.template.spec");
  if (object.kind === "Service") return serviceCauses(object.spec);
  if (object.kind === "Secret" || object.kind === "ConfigMap") return dataCauses(object);
  return [];
}

function workloadCauses(spec: unknown): Cause[] {
  if (!isRecord(spec)) return [{ field: "spec", message: "Required value" }];
  const causes = podCauses(valueAt(spec, "template", "spec"), "spec.template.spec");
  const { selector, replicas } = spec;
  if (!selector) causes.push({ field: "spec.selector", message: "Required value" });
  else if (!matchesSelector(readSelector(selector), textsAt(spec, "template", "metadata", "labels"))) {
    causes.push({ field: "spec.template.metadata.labels", message: "Invalid value: `selector` does not match template `labels`" });
  }
  if (replicas !== undefined && !(isWhole(replicas) && replicas >= 0)) {
    causes.push({ field: "spec.replicas", message: `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0` });
  }
  return causes;
}

function podCauses(spec: unknown, field: string): Cause[] {
  const [containers, inits] = [listAt(spec, "containers"), listAt(spec, "initContainers")];
  if (containers.length === 0) return [{ field: `${field}.containers`, message: "Required value" }];
  const volumes = new Set(listAt(spec, "volumes").map((volume) => textAt(volume, "name")));
  const all = [
    ...containers.map((container, at) => [container, `${field}.containers[${at}]`] as const),
    ...inits.map((container, at) => [container, `${field}.initContainers[${at}]`] as const),
  ];
  const names = all.map(([container]) => textAt(container, "name"));
  return [
    ...volumeCauses(listAt(spec, "volumes"), `${field}.volumes`),
    ...all.flatMap(([container, at], index) => [
      ...containerCauses(container, at, volumes),
      ...(names.indexOf(names[index]) === index ? [] : [{ field: `${at}.name`, message: `Duplicate value: "${names[index]}"` }]),
    ]),
  ];
}

/** A volume's name and its items' paths become those of folders and files, which stay where they belong. */
function volumeCauses(volumes: readonly unknown[], field: string): Cause[] {
  const names = volumes.map((volume) => textAt(volume, "name") ?? "");
  return volumes.flatMap((volume, index) => {
    const [name = "", at] = [names[index], `${field}[${index}]`];
    const items = ["configMap", "secret", "downwardAPI"].flatMap((kind) =>
      listAt(volume, kind, "items").map((item, place) => [textAt(item, "path"), `${at}.${kind}.items[${place}].path`] as const),
    );
    return [
      ...(LABEL.test(name) && name.length <= 63
        ? []
        : [
            {
              field: `${at}.name`,
              message: `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
            },
          ]),
      ...(names.indexOf(name) === index ? [] : [{ field: `${at}.name`, message: `Duplicate value: "${name}"` }]),
      ...items.flatMap(([path, place]) => pathCauses(path, place)),
    ];
  });
}

function pathCauses(path: string | undefined, field: string): Cause[] {
  if (path?.startsWith("/")) return [{ field, message: `Invalid value: "${path}": must be a relative path` }];
  return path?.split("/").includes("..") ? [{ field, message: `Invalid value: "${path}": must not contain '..'` }] : [];
}

function containerCauses(container: unknown, field: string, volumes: ReadonlySet<string | undefined>): Cause[] {
  const causes: Cause[] = [];
  const name = textAt(container, "name");
  if (!name) causes.push({ field: `${field}.name`, message: "Required value" });
  else if (!LABEL.test(name))
    causes.push({
      field: `${field}.name`,
      message: `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
    });
  if (!textAt(container, "image")) causes.push({ field: `${field}.image`, message: "Required value" });
  for (const [at, port] of listAt(container, "ports").entries())
    causes.push(...portCauses(valueAt(port, "containerPort"), `${field}.ports[${at}].containerPort`));
  for (const [at, mount] of listAt(container, "volumeMounts").entries()) {
    const volume = textAt(mount, "name");
    if (!volumes.has(volume)) causes.push({ field: `${field}.volumeMounts[${at}].name`, message: `Not found: "${volume}"` });
    causes.push(...pathCauses(textAt(mount, "subPath"), `${field}.volumeMounts[${at}].subPath`));
  }
  for (const [at, variable] of listAt(container, "env").entries()) {
    const value = valueAt(variable, "value");
    if (!textAt(variable, "name")) causes.push({ field: `${field}.env[${at}].name`, message: "Required value" });
    if (value !== undefined && typeof value !== "string")
      causes.push({ field: `${field}.env[${at}].value`, message: "Invalid value: must be a string" });
  }
  return causes;
}

function serviceCauses(spec: unknown): Cause[] {
  if (!isRecord(spec)) return [{ field: "spec", message: "Required value" }];
  const ports = listAt(spec, "ports");
  if (ports.length === 0)
    return spec["type"] === "ExternalName" || spec["clusterIP"] === "None" ? [] : [{ field: "spec.ports", message: "Required value" }];
  return ports.flatMap((port, at) => [
    ...portCauses(valueAt(port, "port"), `spec.ports[${at}].port`),
    ...(ports.length > 1 && !textAt(port, "name") ? [{ field: `spec.ports[${at}].name`, message: "Required value" }] : []),
  ]);
}

function portCauses(port: unknown, field: string): Cause[] {
  if (isWhole(port) && port > 0 && port < 65_536) return [];
  return [{ field, message: `Invalid value: ${JSON.stringify(port)}: must be between 1 and 65535, inclusive` }];
}

function dataCauses(object: KubeObject): Cause[] {
  return Object.entries(recordAt(object, "data")).flatMap(([key, value]) => {
    if (!/^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/.test(key))
      return [
        {
          field: `data[${key}]`,
          message: `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.', and must not be '.' or begin with '..'`,
        },
      ];
    return typeof value === "string" ? [] : [{ field: `data.${key}`, message: "Invalid value: must be a string" }];
  });
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
