import type { Finding } from "@waybill/kit";
import { listAt, textAt } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestObject, ManifestSet } from "../manifest/manifest.ts";
import { formatRef, groupOf, isCustomResourceDefinition, refKey, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { ownershipLabels } from "./ownership.ts";
import type { Application } from "./ownership.ts";

/** An object as it shall be, ready to be sent, with its place. */
export interface DesiredObject extends ManifestObject {
  /** False when its kind comes with a CustomResourceDefinition of the same set that the cluster does not have yet. */
  readonly isKnown: boolean;
}

/** Secrets to make: plain values by key, by the Secret's name. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Completes the objects of a set: namespace where none is written, ownership labels, Secrets made from values. */
export async function completeObjects(
  cluster: Cluster,
  set: ManifestSet,
  app: Application,
  secrets: SecretValues,
): Promise<{ objects: DesiredObject[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const objects: DesiredObject[] = [];
  for (const item of [...set.objects, ...Object.entries(secrets).map(([name, values]) => secretObject(name, values))]) {
    const { apiVersion, kind } = item.object;
    const resource = await cluster.findResource(apiVersion, kind);
    const namespaced = resource?.namespaced ?? scopeFromSet(set, item.object);
    if (namespaced === undefined) findings.push(unknownKind(item));
    else objects.push({ ...item, object: complete(item.object, namespaced, app), isKnown: resource !== undefined });
  }
  return { objects, findings: [...findings, ...findTwice(objects)] };
}

function complete(object: KubeObject, namespaced: boolean, app: Application): KubeObject {
  const { namespace, labels, ...metadata } = object.metadata;
  const { status: _status, ...rest } = object;
  return {
    ...rest,
    metadata: {
      ...metadata,
      namespace: namespaced ? (namespace ?? app.namespace) : undefined,
      labels: { ...labels, ...ownershipLabels(app) },
    },
  };
}

function secretObject(name: string, values: Readonly<Record<string, string>>): ManifestObject {
  const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));
  const object = { apiVersion: "v1", kind: "Secret", type: "Opaque", metadata: { name }, data };
  return { object, file: "", line: 0, lines: new Map() };
}

// Whether a kind is namespaced is written in its definition, which may come with the same set.
function scopeFromSet(set: ManifestSet, object: KubeObject): boolean | undefined {
  const definition = set.objects.find((item) => definesKind(item.object, object));
  return definition ? textAt(definition.object, "spec", "scope") === "Namespaced" : undefined;
}

/** Whether a CustomResourceDefinition brings the kind of an object. */
export function definesKind(definition: KubeObject, object: KubeObject): boolean {
  return (
    isCustomResourceDefinition(definition) &&
    textAt(definition, "spec", "group") === groupOf(object.apiVersion) &&
    textAt(definition, "spec", "names", "kind") === object.kind &&
    listAt(definition, "spec", "versions").some(
      (version) => `${groupOf(object.apiVersion)}/${textAt(version, "name")}` === object.apiVersion,
    )
  );
}

function unknownKind(item: ManifestObject): Finding {
  const where = placeOf(item, ["apiVersion"]);
  return {
    rule: "unknown-kind",
    severity: "error",
    what: `The cluster knows no kind '${item.object.kind}' in '${item.object.apiVersion}', and no CustomResourceDefinition of these manifests brings it.`,
    where,
    next: "Correct 'apiVersion' and 'kind', or install the operator that brings this kind first.",
  };
}

// Only the completed names can be compared: one file may write the namespace that another one leaves open.
function findTwice(objects: readonly DesiredObject[]): Finding[] {
  const seen = new Map<string, DesiredObject>();
  return objects.flatMap((item) => {
    const key = refKey(refOf(item.object));
    const first = seen.get(key);
    if (!first) seen.set(key, item);
    if (!first) return [];
    const where = placeOf(item) ?? placeOf(first);
    const what = `${formatRef(refOf(item.object))} is given twice${item.file === "" ? ": in the manifests and under 'secrets'" : ""}.`;
    return [{ rule: "given-twice", severity: "error", what, where, next: "Keep one of them." }];
  });
}
