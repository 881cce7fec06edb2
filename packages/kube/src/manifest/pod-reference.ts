import { isRecord, listAt, textAt, valueAt } from "@waybill/kit";
import type { Finding, JsonKey } from "@waybill/kit";
import { placeOf } from "./manifest.ts";
import type { ManifestObject, ManifestSet } from "./manifest.ts";
import { formatRef, refOf } from "../api/object.ts";
import { findPodTemplate, listContainers } from "./pod-template.ts";
import type { PodTemplate } from "./pod-template.ts";

/** Something in the same namespace that a pod needs before it can start. */
export interface PodReference {
  readonly kind: "ConfigMap" | "Secret" | "PersistentVolumeClaim" | "ServiceAccount";
  readonly name: string;
  /** A key that must exist in it, when one is named. */
  readonly key?: string | undefined;
  readonly path: readonly JsonKey[];
}

/** What a pod template needs from its namespace; optional references are left out. */
export function listReferences(template: PodTemplate): PodReference[] {
  const containers = listContainers(template).flatMap(({ path, container }) => containerReferences(container, path));
  const volumes = listAt(template.spec, "volumes").flatMap((volume, index) =>
    volumeReferences(volume, [...template.path, "volumes", index]),
  );
  const account = textAt(template.spec, "serviceAccountName");
  const accounts: PodReference[] =
    account === undefined || account === "default"
      ? []
      : [{ kind: "ServiceAccount", name: account, path: [...template.path, "serviceAccountName"] }];
  return [...containers, ...volumes, ...accounts];
}

// The kind, and the prefix of the fields that name it: `configMapKeyRef`, `configMapRef`, `configMap`.
const SOURCES = [
  ["ConfigMap", "configMap"],
  ["Secret", "secret"],
] as const;

function containerReferences(container: unknown, path: readonly JsonKey[]): PodReference[] {
  return SOURCES.flatMap(([kind, source]) => [
    ...listAt(container, "env").flatMap((entry, index) =>
      reference(kind, valueAt(entry, "valueFrom", `${source}KeyRef`), [...path, "env", index]),
    ),
    ...listAt(container, "envFrom").flatMap((entry, index) => reference(kind, valueAt(entry, `${source}Ref`), [...path, "envFrom", index])),
  ]);
}

function volumeReferences(volume: unknown, path: readonly JsonKey[]): PodReference[] {
  const sources = [volume, ...listAt(volume, "projected", "sources")];
  const claim = textAt(volume, "persistentVolumeClaim", "claimName");
  return [
    ...sources.flatMap((source) => [
      ...reference("ConfigMap", valueAt(source, "configMap"), path),
      ...reference("Secret", valueAt(source, "secret"), path),
    ]),
    ...(claim === undefined ? [] : [{ kind: "PersistentVolumeClaim", name: claim, path } as const]),
  ];
}

function reference(kind: "ConfigMap" | "Secret", source: unknown, path: readonly JsonKey[]): PodReference[] {
  const name = textAt(source, "name") ?? textAt(source, "secretName");
  if (name === undefined || valueAt(source, "optional") === true) return [];
  const key = textAt(source, "key");
  return [{ kind, name, path, key }];
}

/** Secrets that come beside the manifests: the names of their keys, by the Secret's name. */
export type SecretKeys = Readonly<Record<string, readonly string[]>>;

/**
 * References that neither the set nor the Secrets beside it answer: a missing key is an error, a missing object may exist in the cluster
 * already.
 */
export function findMissingReferences(set: ManifestSet, secrets: SecretKeys): Finding[] {
  return set.objects.flatMap((item) => {
    const template = findPodTemplate(item.object);
    return template ? listReferences(template).flatMap((wanted) => judge(set, secrets, item, wanted)) : [];
  });
}

function judge(set: ManifestSet, secrets: SecretKeys, item: ManifestObject, wanted: PodReference): Finding[] {
  const namespace = item.object.metadata.namespace;
  const found = set.objects.find(
    ({ object }) => object.kind === wanted.kind && object.metadata.name === wanted.name && object.metadata.namespace === namespace,
  );
  const where = placeOf(item, wanted.path);
  const user = formatRef(refOf(item.object));
  const keys = found ? keysOf(found.object) : wanted.kind === "Secret" ? secrets[wanted.name] : undefined;
  if (!keys) {
    const next = `Add it to the manifests, or make sure that it is in the namespace before the deployment.`;
    return [
      {
        rule: "config-reference",
        severity: "notice",
        what: `${user} needs the ${wanted.kind} '${wanted.name}', which is not part of these manifests.`,
        where,
        next,
      },
    ];
  }
  if (wanted.key === undefined || keys.includes(wanted.key)) return [];
  return [
    {
      rule: "config-reference",
      severity: "error",
      what: `${user} needs the key '${wanted.key}' of ${wanted.kind} '${wanted.name}', which has no such key.`,
      where,
      observed: keys.join(", ") || "no key",
      next: "Correct the key or add it.",
    },
  ];
}

function keysOf(object: unknown): string[] {
  return ["data", "stringData", "binaryData"].flatMap((field) => {
    const entries = valueAt(object, field);
    return isRecord(entries) ? Object.keys(entries) : [];
  });
}
