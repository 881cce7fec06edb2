import { digestOfJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { formatRef, readLiveObjects } from "@waybill/kube";
import type { Cluster, LiveObject } from "@waybill/kube";
import type { FactsOf, SubjectNow } from "@waybill/record";

interface Revision {
  readonly namespace: string;
  readonly application: string;
  readonly revision: number;
}

/**
 * The digest of what a revision brought, as it is in the cluster now. It stays the same as long as every object of the revision exists and
 * has every field that was applied, the revision itself says what it said then, its workloads have no other containers, and its pods run the
 * applied images. Other fields that others own do not count.
 */
export async function environmentDigest(cluster: Cluster, revision: Revision): Promise<Digest> {
  return digestOfObjects(revision, await readLiveObjects(cluster, revision));
}

/**
 * The same digest, and by name what the cluster lacks of the revision and what differs there from what was applied. Objects that a statement
 * lists and the revision never had are no match.
 */
export async function environmentNow(cluster: Cluster, revision: Revision, listed: readonly ListedObject[]): Promise<SubjectNow> {
  const objects = await readLiveObjects(cluster, revision);
  const had = new Set(objects.map(({ ref }) => keyOf(ref)));
  // A namespace is made for objects that name it and is none of the revision's; what was deleted is none any more.
  const strange = listed.filter((object) => object.action !== "delete" && object.kind !== "Namespace" && !had.has(keyOf(object)));
  if (objects.length > 0 && strange.length > 0)
    return {
      seen: `revision ${revision.revision} has no ${strange.map((object) => formatRef(object)).join(", ")}, which the statement lists`,
    };
  return { digest: digestOfObjects(revision, objects), seen: describe(objects, revision) };
}

type ListedObject = FactsOf<"deploy">["objects"][number];

function keyOf({ apiVersion, kind, namespace = "", name }: Omit<ListedObject, "action">): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}

function digestOfObjects(revision: Revision, objects: readonly LiveObject[]): Digest {
  return digestOfJson({
    ...revision,
    objects: objects.map(({ ref, exists, drift, applied, images, strange }) => ({
      ref,
      exists,
      drift: drift.map((change) => change.path),
      applied,
      images,
      strange,
    })),
  });
}

function describe(objects: readonly LiveObject[], { revision }: Revision): string | undefined {
  if (objects.length === 0) return `the cluster keeps nothing of revision ${revision}`;
  const lacking = objects.filter(({ exists }) => !exists).map(({ ref }) => formatRef(ref));
  const differing = objects.flatMap(({ ref, drift, strange }) => [
    ...(drift.length > 0 ? [`${formatRef(ref)} differs in ${drift.map(({ path }) => path).join(", ")}`] : []),
    ...(strange.length > 0 ? [`${formatRef(ref)} runs ${strange.join(", ")}`] : []),
  ]);
  const all = [...(lacking.length > 0 ? [`the cluster lacks ${lacking.join(", ")}`] : []), ...differing];
  return all.length === 0 ? undefined : all.join("; ");
}
