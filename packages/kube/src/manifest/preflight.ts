import { isRecord, parseQuantity, recordAt, textAt, textsAt, valueAt } from "@waybill/kit";
import type { Finding, JsonKey, Rule } from "@waybill/kit";
import { parseImageName } from "./image-name.ts";
import { placeOf } from "./manifest.ts";
import type { ManifestObject, ManifestSet } from "./manifest.ts";
import { formatRef, refOf } from "../api/object.ts";
import { findPodTemplate, listContainers, listImages } from "./pod-template.ts";
import { findMissingReferences } from "./pod-reference.ts";
import type { SecretKeys } from "./pod-reference.ts";
import { findRemovedApi } from "./removed-api.ts";
import { checkReserved } from "./reserved.ts";
import { matchesSelector, selectorOf } from "./selector.ts";

// Kinds whose pods are meant to run for ever; a Job's container needs no readiness probe.
const LONG_RUNNING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);

/**
 * What can be known to be wrong or unwise from the manifests and the keys of the Secrets that are deployed with them; errors would be refused
 * or never become ready.
 */
export function checkManifests(set: ManifestSet, secrets: SecretKeys = {}): Finding[] {
  return [
    ...set.objects.flatMap((item) => [
      ...checkApi(item),
      ...checkName(item),
      ...checkReserved(item),
      ...checkSelector(item),
      ...checkImages(item),
      ...checkContainers(item),
    ]),
    ...checkServices(set),
    ...findMissingReferences(set, secrets),
  ];
}

interface Words {
  readonly rule: Rule;
  readonly what: string;
  readonly next: string;
  readonly observed?: string | undefined;
}

function finding(severity: Finding["severity"], item: ManifestObject, path: readonly JsonKey[], words: Words): Finding {
  const where = placeOf(item, path);
  return { severity, ...words, where };
}

const nameOf = (item: ManifestObject): string => formatRef(refOf(item.object));

function checkApi(item: ManifestObject): Finding[] {
  const { apiVersion, kind } = item.object;
  const removed = findRemovedApi(apiVersion, kind);
  if (!removed) return [];
  const what = `${nameOf(item)} uses ${apiVersion}, which Kubernetes ${removed.since} removed.`;
  return [finding("error", item, ["apiVersion"], { rule: "removed-api", what, next: `Use ${removed.instead}.` })];
}

function checkName(item: ManifestObject): Finding[] {
  const { name } = item.object.metadata;
  // Names of RBAC objects and some cluster-wide kinds may hold more; the API server judges those.
  const isFree = item.object.apiVersion.startsWith("rbac.authorization.k8s.io/");
  if (isFree || (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253)) return [];
  const what = `The name '${name}' is not allowed: names are lower-case letters, digits, '-' and '.', at most 253 of them.`;
  return [
    finding("error", item, ["metadata", "name"], {
      rule: "object-name",
      what,
      next: `Use '${name
        .toLowerCase()
        .replaceAll(/[^a-z0-9.-]+/g, "-")
        .replaceAll(/^[.-]+|[.-]+$/g, "")}' and change every place that names it.`,
    }),
  ];
}

function checkSelector(item: ManifestObject): Finding[] {
  const { object } = item;
  const template = LONG_RUNNING.has(object.kind) ? findPodTemplate(object) : undefined;
  if (!template || matchesSelector(selectorOf(object), template.labels)) return [];
  const what = `The selector of ${nameOf(item)} does not match the labels of its own pods.`;
  return [
    finding("error", item, ["spec", "selector"], {
      rule: "selector",
      what,
      observed: formatLabels(template.labels),
      next: "Give 'spec.template.metadata.labels' every label that 'spec.selector' demands.",
    }),
  ];
}

function checkImages(item: ManifestObject): Finding[] {
  return listImages(item.object).flatMap(({ path, image }) => {
    const name = parseImageName(image);
    if (!name || name.digest || (name.tag !== undefined && name.tag !== "latest")) return [];
    const what = `The image '${image}' means whatever 'latest' is at the moment.`;
    return [finding("warning", item, path, { rule: "image-latest", what, next: "Name a version, or better a digest." })];
  });
}

function checkContainers(item: ManifestObject): Finding[] {
  const template = findPodTemplate(item.object);
  if (!template) return [];
  return listContainers(template).flatMap(({ name, list, path, container }) => {
    const findings = checkLimits(item, name, path, container);
    if (LONG_RUNNING.has(item.object.kind) && list === "containers" && !isRecord(valueAt(container, "readinessProbe"))) {
      const what = `The container '${name}' of ${nameOf(item)} has no readiness probe, so it gets requests before it can answer them.`;
      findings.push(
        finding("warning", item, path, { rule: "no-readiness-probe", what, next: "Add a 'readinessProbe' that asks what a client asks." }),
      );
    }
    return findings;
  });
}

// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
function checkLimits(item: ManifestObject, name: string, path: readonly JsonKey[], container: unknown): Finding[] {
  const findings: Finding[] = [];
  for (const list of ["requests", "limits"]) {
    for (const [resource, value] of Object.entries(recordAt(container, "resources", list))) {
      if ((typeof value === "string" || typeof value === "number") && parseQuantity(value) !== undefined) continue;
      const what = `'${String(value)}' is no quantity for '${list}.${resource}' of the container '${name}'.`;
      findings.push(
        finding("error", item, [...path, "resources", list, resource], {
          rule: "quantity",
          what,
          next: "Write for example '500m' or '256Mi'.",
        }),
      );
    }
  }
  if (valueAt(container, "resources", "limits", "memory") === undefined) {
    const what = `The container '${name}' of ${nameOf(item)} has no memory limit, so it can take the whole node's.`;
    findings.push(finding("warning", item, path, { rule: "no-memory-limit", what, next: "Set 'resources.limits.memory'." }));
  }
  return findings;
}

function checkServices(set: ManifestSet): Finding[] {
  return set.objects.flatMap((item) => {
    const { object } = item;
    if (object.kind !== "Service" || object.apiVersion !== "v1" || textAt(object, "spec", "type") === "ExternalName") return [];
    const selector = textsAt(object, "spec", "selector");
    if (Object.keys(selector).length === 0) return [];
    const isMatched = set.objects.some((other) => {
      const template = findPodTemplate(other.object);
      const labels = other.object.kind === "Pod" ? (other.object.metadata.labels ?? {}) : (template?.labels ?? {});
      return (
        template !== undefined &&
        other.object.metadata.namespace === object.metadata.namespace &&
        matchesSelector({ matchLabels: selector, matchExpressions: [] }, labels)
      );
    });
    if (isMatched) return [];
    const what = `The selector of ${nameOf(item)} matches no pod of these manifests.`;
    return [
      finding("warning", item, ["spec", "selector"], {
        rule: "service-selector",
        what,
        observed: formatLabels(selector),
        next: "Compare it with the labels of the pods that it is for.",
      }),
    ];
  });
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  return (
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(", ") || "no label"
  );
}
