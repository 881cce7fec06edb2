import { ActionError, listAt, pause, textAt, valueAt } from "@waybill/kit";
import type { Finding, Reporter } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { inApplyOrder } from "../manifest/kind-order.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { diffObjects, withoutServerFields } from "../plan/object-diff.ts";
import { findCondition, formatRef, isCustomResourceDefinition, refKey, refOf } from "../api/object.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import { ownerOf } from "../plan/ownership.ts";
import type { Application } from "../plan/ownership.ts";
import type { ObjectBefore, Revision } from "../plan/revision.ts";
import { abandonedPodRemover } from "./abandoned-pods.ts";
import { waitForObjects } from "../health/wait.ts";
import type { WaitOptions } from "../health/wait.ts";

/** What bringing back the state before needs besides that state. */
export interface RestoreOptions extends WaitOptions {
  /** The objects as this application sent them before, so that it gives up exactly the fields that came with the failed revision. */
  readonly previous: readonly KubeObject[];
  /** Places of objects, for what goes wrong. */
  readonly items: readonly ManifestObject[];
}

// Deletion in the background returns before the object is gone; finalizers may take their time.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
const GONE_POLL_MS = 250;
const GONE_TIMEOUT_MS = 60_000;

/** The state of an object that a rollback needs; undefined for one that is not there. */
export function snapshotOf(ref: ObjectRef, live: KubeObject | undefined): ObjectBefore {
  if (!live) return { ref };
  const object = withoutServerFields(live);
  // The identity tells whether a Job is still the same run; a finished one is recognised by its conditions.
  const metadata = { ...object.metadata, uid: live.metadata.uid };
  return { ref, object: { ...object, metadata } };
}

/**
 * Throws a `verdict` error when the state before a revision has an object outside of the application's namespace. A Secret there keeps that
 * state, so whatever may write Secrets there, such as the manifests and pods of a pull request, may have made it up.
 */
export async function refuseOutside(cluster: Cluster, { namespace }: Application, { number, before }: Revision): Promise<void> {
  for (const ref of before.flatMap(({ ref: named, object }) => (object ? [named, refOf(object)] : [named]))) {
    const resource = await cluster.findResource(ref.apiVersion, ref.kind);
    if (resource?.namespaced === true && ref.namespace === namespace) continue;
    throw new ActionError(
      "verdict",
      `Revision ${number} in the namespace '${namespace}' would bring back ${formatRef(ref)}, which is outside of it, so nothing is brought back. Find out who wrote that revision, then delete the namespace.`,
    );
  }
}

/** Brings a set of objects back to the state before, waits until they are ready, and compares them. Findings are what did not come back. */
export async function restoreObjects(
  cluster: Cluster,
  app: Application,
  before: readonly ObjectBefore[],
  options: RestoreOptions,
): Promise<Finding[]> {
  const ordered = inApplyOrder(before, ({ ref }) => ref);
  const findings: Finding[] = [];
  for (const { ref, object } of ordered) if (object) findings.push(...(await restoreObject(cluster, ref, object, options)));
  for (const { ref, object } of ordered.toReversed())
    if (!object) findings.push(...(await removeObject(cluster, app, ref, options.reporter)));
  const existing = ordered.flatMap(({ ref, object }) => (object && ref.kind !== "Job" ? [withPlace(object, options.items)] : []));
  const waited = await waitForObjects(cluster, existing, { ...options, help: abandonedPodRemover(cluster, options.reporter) });
  findings.push(...waited.findings);
  for (const entry of ordered) findings.push(...(await verifyObject(cluster, app, entry)));
  return findings;
}

function withPlace(object: KubeObject, items: readonly ManifestObject[]): ManifestObject {
  const item = items.find((candidate) => refKey(refOf(candidate.object)) === refKey(refOf(object)));
  return { object, file: item?.file ?? "", line: item?.line ?? 0, lines: item?.lines ?? new Map() };
}

async function restoreObject(cluster: Cluster, ref: ObjectRef, object: KubeObject, options: RestoreOptions): Promise<Finding[]> {
  const live = await cluster.read(ref);
  if (ref.kind === "Job") return restoreJob(cluster, ref, object, live);
  if (live && diffObjects(object, live).length === 0) return [];
  options.reporter.info(`Restoring ${formatRef(ref)}.`);
  const previous = options.previous.find((candidate) => refKey(refOf(candidate)) === refKey(ref));
  if (previous || !live) await cluster.apply(previous ?? withoutServerFields(object), { force: true });
  // What others had set and the failed revision took from them comes back only by writing the whole object.
  for (let attempt = 0; attempt < 5; attempt++) {
    const now = await cluster.read(ref);
    if (!now || diffObjects(object, now).length === 0) break;
    try {
      const stripped = withoutServerFields(object);
      await cluster.replace({ ...stripped, metadata: { ...stripped.metadata, resourceVersion: now.metadata.resourceVersion } });
      break;
    } catch (error) {
      // A controller wrote to it in between: take the new version and try again.
      if (!isApiFailure(error, 409)) throw error;
    }
  }
  return [];
}

// Making a finished Job again would run it again, and what it did cannot be told from here.
async function restoreJob(cluster: Cluster, ref: ObjectRef, object: KubeObject, live: KubeObject | undefined): Promise<Finding[]> {
  if (live?.metadata.uid !== undefined && live.metadata.uid === object.metadata.uid) return [];
  if (live) await removeAndWait(cluster, ref, live);
  const next = "Nothing needs to be done if it had finished; else apply it again by deploying the earlier version.";
  return [
    {
      rule: "job-not-restored",
      severity: "notice",
      what: `${formatRef(ref)} of the earlier revision is not made again, because that would run it again.`,
      next,
    },
  ];
}

async function removeObject(cluster: Cluster, app: Application, ref: ObjectRef, reporter: Reporter): Promise<Finding[]> {
  const live = await cluster.read(ref);
  if (!live || ownerOf(live, app) !== "own") return [];
  if (ref.kind === "Namespace") return [];
  if (isCustomResourceDefinition(ref) && (await hasResources(cluster, live))) {
    return [
      {
        rule: "kept",
        severity: "warning",
        what: `${formatRef(ref)} stays, because objects of its kind exist that are not part of this deployment.`,
        next: "Delete it by hand when they are gone.",
      },
    ];
  }
  reporter.info(`Removing ${formatRef(ref)}, which was not there before.`);
  await removeAndWait(cluster, ref, live);
  return [];
}

async function hasResources(cluster: Cluster, definition: KubeObject): Promise<boolean> {
  if (findCondition(definition, "Established")?.status !== "True") return false;
  const served = listAt(definition, "spec", "versions").find((version) => valueAt(version, "served") === true);
  const apiVersion = `${textAt(definition, "spec", "group")}/${textAt(served, "name")}`;
  const kind = textAt(definition, "spec", "names", "kind") ?? "";
  if (!(await cluster.findResource(apiVersion, kind))) return false;
  return (await cluster.list(apiVersion, kind)).length > 0;
}

/** Deletes an object and waits until it is gone, for a minute at most. */
export async function removeAndWait(cluster: Cluster, ref: ObjectRef, live: KubeObject): Promise<void> {
  const { uid } = live.metadata;
  await cluster.remove(ref, { uid });
  const deadline = performance.now() + GONE_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const now = await cluster.read(ref);
    if (!now || now.metadata.uid !== uid) return;
    await pause(GONE_POLL_MS);
  }
}

async function verifyObject(cluster: Cluster, app: Application, { ref, object }: ObjectBefore): Promise<Finding[]> {
  if (ref.kind === "Job" && object) return [];
  const live = await cluster.read(ref);
  const differ = (observed: string): Finding[] => [
    {
      rule: "not-restored",
      severity: "error",
      what: `${formatRef(ref)} is not as it was before.`,
      observed,
      next: "Compare it with the manifests of the last good release and deploy that again.",
    },
  ];
  if (!object) {
    // The namespace stays because it holds the history; a definition may stay for others' objects, which is said above.
    const mayStay = ref.kind === "Namespace" || isCustomResourceDefinition(ref);
    return live && !mayStay && ownerOf(live, app) === "own" ? differ("it still exists") : [];
  }
  if (!live) return differ("it does not exist");
  const changes = diffObjects(object, live);
  return changes.length === 0
    ? []
    : differ(
        changes
          .map(({ path }) => path)
          .slice(0, 10)
          .join(", "),
      );
}
