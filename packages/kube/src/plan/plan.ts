import { digestOfJson, mapParallel } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { completeObjects } from "./desired.ts";
import type { DesiredObject, SecretValues } from "./desired.ts";
import { inApplyOrder } from "../manifest/kind-order.ts";
import { placeOf } from "../manifest/manifest.ts";
import type { ManifestSet } from "../manifest/manifest.ts";
import { maskSecret, withoutServerFields } from "./object-diff.ts";
import type { Change } from "./object-diff.ts";
import { formatRef, isSecret, refKey, refOf } from "../api/object.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import { APPLICATION_LABEL, checkApplication, ownerOf, ownershipLabels } from "./ownership.ts";
import type { Application } from "./ownership.ts";
import { findPodTemplate, listImages } from "../manifest/pod-template.ts";
import { listReferences } from "../manifest/pod-reference.ts";
import { planObject } from "./plan-object.ts";
import type { ObjectPlan, PlanAction } from "./plan-object.ts";
import { listRevisions, wayBackAmong } from "./revision.ts";
import type { GoodRevision, StoredRevision } from "./revision.ts";

/** For what a plan is made. */
export interface PlanOptions {
  readonly namespace: string;
  readonly application: string;
  readonly environment: string;
  /** Secrets to make, by name, with their plain values. */
  readonly secrets?: SecretValues | undefined;
  /** Deletes what earlier revisions of this application brought and the manifests no longer have. */
  readonly prune?: boolean | undefined;
  /** Takes fields from other managers even where the object was not this application's before. */
  readonly forceConflicts?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What will happen to one object. */
export interface PlannedObject {
  readonly ref: ObjectRef;
  /** Relative to the workspace; empty when no file holds the object. */
  readonly file: string;
  readonly line: number;
  readonly action: PlanAction;
  /** Values of Secrets are never part of it. */
  readonly diff: readonly Change[];
}

/** What a deployment would change. Plain data without secrets. */
export interface DeployPlan {
  readonly application: string;
  readonly namespace: string;
  readonly environment: string;
  readonly objects: readonly PlannedObject[];
  readonly findings: readonly Finding[];
  /** Covers every object, action and difference; says of Secrets only which keys change. */
  readonly digest: Digest;
  readonly images: readonly string[];
  /** The last revision that became healthy, which going back brings again; absent before the first. No part of the digest. */
  readonly lastGood?: GoodRevision | undefined;
}

/** What applying a plan needs and nobody may see: contents, Secrets included. */
export interface PlanContents {
  readonly set: ManifestSet;
  readonly options: PlanOptions;
  readonly entries: readonly PlanEntry[];
  readonly revisions: readonly StoredRevision[];
}

/** A planned object with what applying it needs. */
export interface PlanEntry extends ObjectPlan {
  readonly ref: ObjectRef;
  /** Absent when the object is to be deleted. */
  readonly desired?: DesiredObject | undefined;
}

const PARALLEL = 8;
// Deleting one of these deletes what is in it, or the data behind it; nobody asked for that by leaving out a manifest.
const ALWAYS_KEPT = new Set(["Namespace", "CustomResourceDefinition", "PersistentVolume"]);
const HOLDS_DATA = "PersistentVolumeClaim";
const contentsOf = new WeakMap<DeployPlan, PlanContents>();

/** The contents behind a plan of this process; undefined for any other object. */
export function findPlanContents(plan: DeployPlan): PlanContents | undefined {
  return contentsOf.get(plan);
}

/** Plans a deployment by server-side dry runs; changes nothing. What cannot be applied is an error among the findings. */
export async function planDeploy(cluster: Cluster, set: ManifestSet, options: PlanOptions): Promise<DeployPlan> {
  const app: Application = { application: options.application, namespace: options.namespace };
  checkApplication(app);
  for (const values of Object.values(options.secrets ?? {})) for (const value of Object.values(values)) cluster.reporter.mask(value);
  const completed = await completeObjects(cluster, set, app, options.secrets ?? {});
  const { fresh, added, revisions } = await findFreshNamespaces(cluster, app, completed.objects);
  const desired = inApplyOrder([...added, ...completed.objects], (item) => refOf(item.object));
  const context = {
    app,
    freshNamespaces: fresh,
    forceConflicts: options.forceConflicts ?? false,
    signal: options.signal,
  };
  const planned = await mapParallel(desired, PARALLEL, async (item): Promise<PlanEntry> => ({
    ...(await planObject(cluster, item, context)),
    ref: refOf(item.object),
    desired: item,
  }));
  const leftovers = await planLeftovers(cluster, app, desired, revisions, options.prune ?? false);
  const entries = [...planned, ...leftovers.entries];
  const findings = [
    ...completed.findings,
    ...entries.flatMap((entry) => entry.findings),
    ...leftovers.findings,
    ...noteRestarts(planned),
    ...noteInterrupted(revisions),
  ];
  const plan = { ...summarise(options, entries, findings), lastGood: wayBackAmong(revisions).current };
  contentsOf.set(plan, { set, options, entries, revisions });
  return plan;
}

function summarise(options: PlanOptions, entries: readonly PlanEntry[], findings: readonly Finding[]): DeployPlan {
  const { application, namespace, environment } = options;
  const objects = entries.map(({ ref, desired, action, diff }) => ({
    ref,
    file: desired?.file ?? "",
    line: desired?.line ?? 0,
    action,
    diff,
  }));
  const digest = digestOfJson({
    application,
    namespace,
    environment,
    objects: entries.map(({ ref, action, diff, desired }) => ({ ref, action, diff, desired: desired ? maskSecret(desired.object) : null })),
  });
  const images = [
    ...new Set(entries.flatMap(({ desired }) => (desired ? listImages(desired.object).map(({ image }) => image) : []))),
  ].sort();
  return { application, namespace, environment, objects, findings, digest, images };
}

interface FreshNamespaces {
  readonly fresh: Set<string>;
  readonly added: DesiredObject[];
  readonly revisions: StoredRevision[];
}

/** Finds namespaces that the plan must make: missing ones, and the application's own one when its first deployment ended before anything was kept. */
async function findFreshNamespaces(cluster: Cluster, app: Application, objects: readonly DesiredObject[]): Promise<FreshNamespaces> {
  const names = new Set([app.namespace, ...objects.flatMap(({ object }) => object.metadata.namespace ?? [])]);
  const inSet = new Set(objects.filter(({ object }) => object.kind === "Namespace").map(({ object }) => object.metadata.name));
  const fresh = new Set<string>();
  const revisions = new Array<StoredRevision>();
  for (const name of names) {
    const live = await readNamespace(cluster, name);
    if (name === app.namespace && live !== "missing") revisions.push(...(await listRevisions(cluster, app)));
    const unfinished =
      typeof live === "object" && ownerOf(live, app) === "own" && revisions.length === 0 && live.metadata.deletionTimestamp === undefined;
    if (live === "missing" || unfinished) fresh.add(name);
  }
  const added = [...fresh]
    .filter((name) => !inSet.has(name))
    .map((name): DesiredObject => {
      const object = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: ownershipLabels(app) } };
      return { object, file: "", line: 0, lines: new Map(), isKnown: true };
    });
  return { fresh, added, revisions };
}

async function readNamespace(cluster: Cluster, name: string): Promise<KubeObject | "missing" | "unknown"> {
  try {
    return (await cluster.read({ apiVersion: "v1", kind: "Namespace", name })) ?? "missing";
  } catch (error) {
    // Whoever may deploy into a namespace need not be allowed to look at it; if it is missing, the dry runs say so.
    if (isApiFailure(error, 403)) return "unknown";
    throw error;
  }
}

async function planLeftovers(
  cluster: Cluster,
  app: Application,
  desired: readonly DesiredObject[],
  revisions: readonly StoredRevision[],
  prune: boolean,
): Promise<{ entries: PlanEntry[]; findings: Finding[] }> {
  const wanted = new Set(desired.map((item) => refKey(refOf(item.object))));
  const earlier = new Map(
    revisions
      .filter(({ status }) => status === "good")
      .flatMap(({ objects }) => objects.map((object) => [refKey(refOf(object)), refOf(object)] as const)),
  );
  const refs = inApplyOrder(
    [...earlier.values()].filter((ref) => !wanted.has(refKey(ref)) && !ALWAYS_KEPT.has(ref.kind)),
    (ref) => ref,
  ).toReversed();
  const live = await mapParallel(refs, PARALLEL, (ref) => cluster.read(ref));
  const entries: PlanEntry[] = [];
  const findings: Finding[] = [];
  for (const [index, ref] of refs.entries()) {
    const object = live[index];
    if (!object || object.metadata.deletionTimestamp !== undefined || ownerOf(object, app) !== "own") continue;
    const isKept = ref.kind === HOLDS_DATA;
    if (prune && !isKept)
      entries.push({
        ref,
        action: "delete",
        diff: [{ path: "", before: maskSecret(withoutServerFields(object)) }],
        findings: [],
        force: false,
        live: object,
      });
    else {
      const next = isKept
        ? "It holds data, so it is never deleted automatically; delete it by hand when it is not needed."
        : `Delete it by hand if nothing needs it any more; it carries the label ${APPLICATION_LABEL}.`;
      findings.push({
        rule: "leftover",
        severity: "notice",
        what: `${formatRef(ref)} came with an earlier revision and is no longer in the manifests; it stays.`,
        next,
      });
    }
  }
  return { entries, findings };
}

// Pods read ConfigMaps and Secrets from variables only when they start.
function noteRestarts(entries: readonly PlanEntry[]): Finding[] {
  const changed = entries.filter(({ ref, action }) => action === "update" && (ref.kind === "ConfigMap" || isSecret(ref)));
  return changed.flatMap(({ ref }) =>
    entries.flatMap(({ ref: user, desired, action }) => {
      const template = desired && action === "unchanged" ? findPodTemplate(desired.object) : undefined;
      const uses =
        template &&
        user.namespace === ref.namespace &&
        listReferences(template).some((wanted) => wanted.kind === ref.kind && wanted.name === ref.name);
      if (!uses) return [];
      const where = desired && placeOf(desired);
      const what = `${formatRef(ref)} changes, but the pods of ${formatRef(user)} are not restarted, so they keep the old values of their variables.`;
      return [
        {
          rule: "no-restart",
          severity: "warning" as const,
          what,
          where,
          next: "Give the object a name with a version, or change an annotation of the pod template along with it.",
        },
      ];
    }),
  );
}

function noteInterrupted(revisions: readonly StoredRevision[]): Finding[] {
  const last = revisions.at(-1);
  if (last?.status !== "applying") return [];
  const what = `Revision ${last.number}, started ${last.startedAt} by ${last.run.run}, was interrupted while it was ${last.phase === "apply" ? "applied" : "rolled back"}.`;
  return [{ rule: "interrupted", severity: "notice", what, next: "Applying this plan continues or rolls it back first." }];
}
