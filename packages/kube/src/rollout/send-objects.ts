import type { Finding } from "@waybill/kit";
import { mapParallel, pause } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { groupByRank } from "../manifest/kind-order.ts";
import { placeOf } from "../manifest/manifest.ts";
import { formatRef, isCustomResourceDefinition, isSecret } from "../api/object.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import type { Application } from "../plan/ownership.ts";
import type { PlanEntry } from "../plan/plan.ts";
import { planObject } from "../plan/plan-object.ts";
import type { PlanAction } from "../plan/plan-object.ts";
import { removeAndWait } from "./restore.ts";
import { waitForObjects } from "../health/wait.ts";
import type { WaitOptions } from "../health/wait.ts";

/** An object with what was done to it. */
export interface AppliedObject {
  readonly ref: ObjectRef;
  readonly action: PlanAction;
}

const PARALLEL = 4;
const DISCOVERY_TIMEOUT_MS = 15_000;
const DISCOVERY_POLL_MS = 250;

/**
 * Sends the objects of a plan in the order of kinds; definitions are waited for before the objects of their kinds. Deletions are left to
 * `deleteObjects`. Ends at the first refusal, which is returned as findings.
 */
export async function sendObjects(
  cluster: Cluster,
  app: Application,
  entries: readonly PlanEntry[],
  options: WaitOptions,
): Promise<{ applied: AppliedObject[]; findings: Finding[] }> {
  const applied: AppliedObject[] = [];
  const todo = entries.filter(({ action }) => action !== "unchanged" && action !== "delete");
  for (const group of groupByRank(todo, ({ ref }) => ref)) {
    options.signal?.throwIfAborted();
    const results = await mapParallel(group, PARALLEL, (entry) => sendObject(cluster, app, entry, options));
    applied.push(...group.filter((_, index) => results[index]?.length === 0).map(({ ref, action }) => ({ ref, action })));
    const findings = results.flat();
    if (findings.length > 0) return { applied, findings };
    const definitions = group.flatMap(({ ref, desired }) => (desired && isCustomResourceDefinition(ref) ? [desired] : []));
    if (definitions.length === 0) continue;
    const waited = await waitForObjects(cluster, definitions, options);
    if (waited.findings.length > 0) return { applied, findings: [...waited.findings] };
    cluster.forgetResources();
  }
  return { applied, findings: [] };
}

async function sendObject(cluster: Cluster, app: Application, entry: PlanEntry, options: WaitOptions): Promise<Finding[]> {
  const { desired, ref } = entry;
  if (!desired) return [];
  try {
    if (!desired.isKnown) {
      const refused = await checkNewKind(cluster, app, entry, options);
      if (refused.length > 0) return refused;
    }
    if (entry.action === "replace" && entry.live) await removeAndWait(cluster, ref, entry.live);
    await cluster.apply(desired.object, { force: entry.force, signal: options.signal });
    options.reporter.info(`${PAST[entry.action]} ${formatRef(ref)}.`);
    return [];
  } catch (error) {
    if (!isApiFailure(error)) throw error;
    const where = placeOf(desired);
    const observed = isSecret(desired.object) ? `status ${error.status}` : options.redact(error.detail);
    return [
      {
        rule: "apply-refused",
        severity: "error",
        what: `The cluster refused to apply ${formatRef(ref)}.`,
        where,
        observed,
        next: error.status === 403 ? "Grant the permission that is named." : "Plan again and correct what is named.",
      },
    ];
  }
}

const PAST: Readonly<Record<PlanAction, string>> = {
  create: "Created",
  update: "Updated",
  replace: "Replaced",
  unchanged: "Kept",
  delete: "Deleted",
};

// Its kind came to the cluster a moment ago, so only now can the server say what it thinks of the object.
async function checkNewKind(cluster: Cluster, app: Application, entry: PlanEntry, options: WaitOptions): Promise<Finding[]> {
  if (!entry.desired) return [];
  const { apiVersion, kind } = entry.desired.object;
  const deadline = performance.now() + DISCOVERY_TIMEOUT_MS;
  while (!(await cluster.findResource(apiVersion, kind)) && performance.now() < deadline) {
    await pause(DISCOVERY_POLL_MS, options.signal);
    cluster.forgetResources();
  }
  const planned = await planObject(
    cluster,
    { ...entry.desired, isKnown: true },
    { app, freshNamespaces: new Set(), forceConflicts: entry.force },
  );
  return planned.findings.filter(({ severity }) => severity === "error");
}

/** Deletes what the plan deletes, in the reverse order of applying. */
export async function deleteObjects(cluster: Cluster, entries: readonly PlanEntry[], options: WaitOptions): Promise<AppliedObject[]> {
  const applied: AppliedObject[] = [];
  for (const { ref, live, action } of entries) {
    if (action !== "delete" || !live) continue;
    await removeAndWait(cluster, ref, live);
    options.reporter.info(`Deleted ${formatRef(ref)}.`);
    applied.push({ ref, action });
  }
  return applied;
}

/** Whether two sets of objects are the same, whatever the order. */
export function isSameSet(a: readonly KubeObject[], b: readonly KubeObject[], key: (object: KubeObject) => string): boolean {
  const left = a.map(key).sort();
  const right = b.map(key).sort();
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
