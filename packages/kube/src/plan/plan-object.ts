import type { Finding, Rule } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { ApiFailure, FailureCause } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import type { DesiredObject } from "./desired.ts";
import { parseFieldPath } from "../manifest/field-path.ts";
import { placeOf } from "../manifest/manifest.ts";
import { diffObjects, maskSecret } from "./object-diff.ts";
import type { Change } from "./object-diff.ts";
import { formatRef, isSecret, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { ownerOf } from "./ownership.ts";
import type { Application } from "./ownership.ts";

/** What will happen to an object. `replace` deletes and creates, for Jobs, whose pods cannot be changed. */
export type PlanAction = "create" | "update" | "replace" | "unchanged" | "delete";

/** What planning one object found out. */
export interface ObjectPlan {
  readonly action: PlanAction;
  readonly diff: readonly Change[];
  readonly findings: readonly Finding[];
  /** Takes fields from other managers when applied. */
  readonly force: boolean;
  readonly live: KubeObject | undefined;
}

/** What planning one object must know of the others. */
export interface ObjectContext {
  readonly app: Application;
  /** Namespaces that do not exist yet, or were made by a first deployment that never came further. */
  readonly freshNamespaces: ReadonlySet<string>;
  readonly forceConflicts: boolean;
  readonly signal?: AbortSignal | undefined;
}

// Nobody's object has this name, so a dry run under it meets no other manager.
const PROBE_NAME = "waybill-dry-run";

/** Compares one object with the cluster by a server-side dry run. Throws when the server refuses for a reason that is not the object's. */
export async function planObject(cluster: Cluster, desired: DesiredObject, context: ObjectContext): Promise<ObjectPlan> {
  const { object } = desired;
  const isFreshNamespace = object.kind === "Namespace" && context.freshNamespaces.has(object.metadata.name);
  const inFresh = object.metadata.namespace !== undefined && context.freshNamespaces.has(object.metadata.namespace);
  if (!desired.isKnown)
    return created(desired, [
      note(
        desired,
        "not-checked",
        `${formatRef(refOf(object))} is checked by the server only after its CustomResourceDefinition is there.`,
      ),
    ]);
  const live = isFreshNamespace || inFresh ? undefined : await cluster.read(refOf(object), context.signal);
  if (!live) return created(desired, inFresh ? await checkElsewhere(cluster, desired) : await checkCreate(cluster, desired, context));
  const obstacle = findObstacle(desired, live, context.app);
  if (obstacle) return { action: "update", diff: [], findings: [obstacle], force: false, live };
  return planUpdate(cluster, desired, live, context);
}

function created(desired: DesiredObject, findings: readonly Finding[]): ObjectPlan {
  return { action: "create", diff: [{ path: "", after: maskSecret(desired.object) }], findings, force: false, live: undefined };
}

async function checkCreate(cluster: Cluster, desired: DesiredObject, context: ObjectContext): Promise<Finding[]> {
  try {
    await cluster.apply(desired.object, { dryRun: true, signal: context.signal });
    return [];
  } catch (error) {
    if (isApiFailure(error, 400, 404, 422, 500)) return [invalid(desired, error)];
    throw error;
  }
}

// A dry run needs its namespace. Before that exists, the object is checked in 'default', under a name that is nobody's.
async function checkElsewhere(cluster: Cluster, desired: DesiredObject): Promise<Finding[]> {
  const { object } = desired;
  const elsewhere = { ...object, metadata: { ...object.metadata, namespace: "default", name: PROBE_NAME } };
  try {
    await cluster.apply(elsewhere, { dryRun: true });
    return [];
  } catch (error) {
    if (isApiFailure(error, 400, 422)) return [invalid(desired, error)];
    if (isApiFailure(error))
      return [note(desired, "not-checked", `${formatRef(refOf(object))} could not be checked by the server before its namespace exists.`)];
    throw error;
  }
}

function findObstacle(desired: DesiredObject, live: KubeObject, app: Application): Finding | undefined {
  const name = formatRef(refOf(live));
  const where = placeOf(desired);
  if (live.metadata.deletionTimestamp !== undefined) {
    return {
      rule: "being-deleted",
      severity: "error",
      what: `${name} is being deleted since ${live.metadata.deletionTimestamp}.`,
      where,
      next: "Wait until it is gone, or find the finalizer that holds it.",
    };
  }
  const owner = ownerOf(live, app);
  if (typeof owner === "string") return undefined;
  return {
    rule: "other-owner",
    severity: "error",
    what: `${name} belongs to the application ${owner.other}.`,
    where,
    next: "Rename it here, or take it out of the other application first.",
  };
}

async function planUpdate(cluster: Cluster, desired: DesiredObject, live: KubeObject, context: ObjectContext): Promise<ObjectPlan> {
  const own = ownerOf(live, context.app) === "own";
  const findings: Finding[] = own
    ? []
    : [note(desired, "adopted", `${formatRef(refOf(live))} exists already and becomes part of this application.`)];
  const dryRun = (force: boolean): Promise<KubeObject> => cluster.apply(desired.object, { dryRun: true, force, signal: context.signal });
  let force = false;
  try {
    let after: KubeObject;
    try {
      after = await dryRun(false);
    } catch (error) {
      if (!isConflict(error)) throw error;
      force = own || context.forceConflicts;
      findings.push(...error.causes.map((cause) => conflict(desired, cause, force)));
      if (!force) return { action: "update", diff: [], findings, force, live };
      after = await dryRun(true);
    }
    const diff = diffObjects(live, after, desired.object);
    return { action: diff.length === 0 ? "unchanged" : "update", diff, findings, force, live };
  } catch (error) {
    if (!isApiFailure(error, 400, 404, 422, 500)) throw error;
    if (isReplaceable(desired.object, error)) return { action: "replace", diff: diffDesired(live, desired.object), findings, force, live };
    return { action: "update", diff: [], findings: [...findings, invalid(desired, error)], force, live };
  }
}

// 409 also says that an object changed meanwhile; only these causes name a field and its manager.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
function isConflict(error: unknown): error is ApiFailure {
  return isApiFailure(error, 409) && error.causes.some((cause) => cause.reason === "FieldManagerConflict");
}

// A Job's pod template cannot be changed. https://kubernetes.io/docs/concepts/workloads/controllers/job/
function isReplaceable(object: KubeObject, failure: ApiFailure): boolean {
  return object.kind === "Job" && object.apiVersion.startsWith("batch/") && failure.status === 422 && failure.detail.includes("immutable");
}

// Without a dry run there are no defaults, so only what the manifest writes can be compared.
function diffDesired(live: KubeObject, desired: KubeObject): Change[] {
  return diffObjects(live, desired).filter((change) => change.after !== undefined);
}

function conflict(desired: DesiredObject, cause: FailureCause, force: boolean): Finding {
  const manager = /"([^"]*)"/.exec(cause.message)?.[1] ?? "another manager";
  const where = placeOf(desired, parseFieldPath(cause.field, desired.object));
  const name = formatRef(refOf(desired.object));
  return {
    rule: "field-conflict",
    severity: force ? "warning" : "error",
    what: `The field ${cause.field} of ${name} is managed by '${manager}'${force ? ", and this deployment takes it back" : ""}.`,
    where,
    next: force
      ? `If '${manager}' is right, take the field out of the manifest.`
      : `Take the field out of the manifest, or let '${manager}' give it up; to take it over by force, set 'forceConflicts'.`,
  };
}

function invalid(desired: DesiredObject, failure: ApiFailure): Finding {
  const field =
    failure.causes[0]?.field ?? /(?:field "|unknown field "|^\s*)(\.?spec\.[^"\s:]+|\.?metadata\.[^"\s:]+)/.exec(failure.detail)?.[1] ?? "";
  const where = placeOf(desired, parseFieldPath(field, desired.object));
  const name = formatRef(refOf(desired.object));
  const immutable = failure.detail.includes("immutable") || failure.detail.includes("are forbidden");
  return {
    rule: immutable ? "immutable-field" : "invalid-object",
    severity: "error",
    what: `The server refuses ${name}.`,
    where,
    // What the server says of a Secret may quote its values.
    observed: isSecret(desired.object) ? (field === "" ? "invalid Secret" : `invalid field ${field}`) : failure.detail,
    next: immutable
      ? "Give the object a new name, or delete the old one first; this field cannot be changed in place."
      : "Correct the manifest.",
  };
}

function note(desired: DesiredObject, rule: Rule, what: string): Finding {
  const where = placeOf(desired);
  return { rule, severity: "notice", what, where };
}
