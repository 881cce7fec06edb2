import { ActionError, digestOfJson, mapParallel } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import { applyDeploy } from "./apply.ts";
import type { Cluster } from "../api/cluster.ts";
import { diffObjects, maskSecret } from "../plan/object-diff.ts";
import type { Change } from "../plan/object-diff.ts";
import { isSecret, refOf } from "../api/object.ts";
import { proveImages } from "../health/proof.ts";
import { listImages } from "../manifest/pod-template.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import type { DeployOptions, DeployOutcome } from "./outcome.ts";
import { ownedDrift } from "../plan/owned-drift.ts";
import { checkApplication } from "../plan/ownership.ts";
import type { Application } from "../plan/ownership.ts";
import { planDeploy } from "../plan/plan.ts";
import type { DeployPlan } from "../plan/plan.ts";
import type { ManifestSet } from "../manifest/manifest.ts";
import { listRevisions, wayBackAmong } from "../plan/revision.ts";
import type { RevisionStatus, StoredRevision, WayBack } from "../plan/revision.ts";
import { judgeProgress } from "../health/wait-rule.ts";

/** One revision without its contents. */
export interface RevisionSummary {
  readonly number: number;
  readonly status: RevisionStatus;
  readonly environment: string;
  readonly planDigest: Digest;
  /** Of the objects as they were sent but for namespaces, values of Secrets included and salted: what a signed statement can bind a revision with. */
  readonly content: Digest;
  readonly images: readonly string[];
  readonly run: string;
  readonly commit: string;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
  readonly reason?: string | undefined;
  /** Whether a statement can bind it, values of Secrets included; false of one that an earlier version of Waybill wrote. */
  readonly isBound: boolean;
}

/** An object of the last good revision as it is now. */
export interface LiveObject {
  readonly ref: ObjectRef;
  readonly exists: boolean;
  /** What differs from what was applied; fields that the release never set are not looked at. Values of Secrets are hidden. */
  readonly drift: readonly Change[];
  /** By the waiting rule of its kind. */
  readonly ready: boolean;
  readonly note: string;
  /** Of the object as the revision has it, without the values of Secrets: who changed both alike is found too. */
  readonly applied: Digest;
  /** Every image of its template as it is now, those of containers that others added too. */
  readonly images: readonly string[];
  /** What its pods run instead of the applied images. */
  readonly strange: readonly string[];
  /** The object as it is, with the values of Secrets hidden; absent when it does not exist. */
  readonly object?: KubeObject | undefined;
}

/** What is deployed and how it came there. */
export interface DeployStatus {
  readonly application: string;
  readonly namespace: string;
  /** The last good revision; absent before the first. */
  readonly current?: RevisionSummary | undefined;
  /** A revision that a killed run left; the next deployment deals with it. */
  readonly interrupted?: RevisionSummary | undefined;
  /** Newest first. */
  readonly revisions: readonly RevisionSummary[];
  readonly objects: readonly LiveObject[];
}

const PARALLEL = 8;

/** Reads what is deployed now and how it came there; changes nothing. */
export async function deployStatus(cluster: Cluster, app: Application): Promise<DeployStatus> {
  checkApplication(app);
  const revisions = await listRevisions(cluster, app);
  const current = revisions.findLast(({ status }) => status === "good");
  const interrupted = revisions.findLast(({ status }) => status === "applying");
  return {
    application: app.application,
    namespace: app.namespace,
    current: current && summarise(current),
    interrupted: interrupted && summarise(interrupted),
    revisions: revisions.map(summarise).toReversed(),
    objects: current ? await compareAll(cluster, current) : [],
  };
}

/** The objects of the last good revision, or of a given one, each compared with what was applied. */
export async function readLiveObjects(cluster: Cluster, app: Application & { readonly revision?: number }): Promise<LiveObject[]> {
  checkApplication(app);
  const revisions = await listRevisions(cluster, app);
  const revision =
    app.revision === undefined
      ? revisions.findLast(({ status }) => status === "good")
      : revisions.find(({ number }) => number === app.revision);
  return revision ? compareAll(cluster, revision) : [];
}

/** Where to go back to, and how. */
export interface RollbackOptions extends Application, Omit<DeployOptions, "expectDigest" | "salt"> {
  /** The revision to go back to. Default: the good one before the current. */
  readonly to?: number | undefined;
  /** What the revision must hold, as it was judged before. */
  readonly content?: Digest | undefined;
  readonly environment?: string | undefined;
}

/** What the cluster keeps of one revision; undefined when it keeps none of that number. Reads no object of it. */
export async function findRevision(cluster: Cluster, app: Application, revision: number): Promise<RevisionSummary | undefined> {
  checkApplication(app);
  const found = (await listRevisions(cluster, app)).find(({ number }) => number === revision);
  return found && summarise(found);
}

/** The good revision that runs and the one before it. Reads no object of them. */
export async function findWayBack(cluster: Cluster, app: Application): Promise<WayBack> {
  checkApplication(app);
  return wayBackAmong(await listRevisions(cluster, app));
}

/** The good revision numbered `to`, or the one before the current. Throws an `input` error that says what there is when there is none. */
export async function findRollbackTarget(cluster: Cluster, app: Application, to?: number): Promise<RevisionSummary> {
  return summarise(await targetOf(cluster, app, to));
}

async function targetOf(cluster: Cluster, app: Application, to?: number): Promise<StoredRevision> {
  checkApplication(app);
  const good = (await listRevisions(cluster, app)).filter(({ status }) => status === "good");
  const target = to === undefined ? good.at(-2) : good.find(({ number }) => number === to);
  if (target) return target;
  const where = `'${app.application}' in namespace '${app.namespace}'`;
  const known = good.map(({ number }) => number).join(", ");
  if (to !== undefined)
    // The command calls it --to, and an action 'revision'.
    throw new ActionError(
      "input",
      `Revision ${to} is no good revision of ${where}; ${known === "" ? "it has none" : `give one of ${known}`}. Nothing was changed.`,
    );
  throw new ActionError(
    "input",
    good.length === 0
      ? `There is nothing to go back to: no revision of ${where} ever became healthy, or none is kept in the cluster. Nothing was changed. Deploy the version that you want to have.`
      : `There is nothing to go back to: revision ${known} runs, and no good revision of ${where} before it is kept in the cluster. Nothing was changed. Release the commit that you want to have again.`,
  );
}

/** What a rollback did, and the plan that it made. */
export interface RollbackResult {
  readonly plan: DeployPlan;
  readonly outcome: DeployOutcome;
}

/** Deploys an earlier good revision again, as a new revision, and removes what came after it. */
export async function rollbackDeploy(cluster: Cluster, options: RollbackOptions): Promise<RollbackResult> {
  const app: Application = { application: options.application, namespace: options.namespace };
  const target = await targetOf(cluster, app, options.to);
  if (options.content !== undefined && options.content !== contentOf(target))
    throw new ActionError(
      "verdict",
      `Revision ${target.number} was changed after its evidence was judged. Nothing was changed; run again.`,
    );
  const set: ManifestSet = {
    ignored: [],
    objects: contentsOf(target).map((object) => ({ object, file: "", line: 0, lines: new Map() })),
  };
  const plan = await planDeploy(cluster, set, {
    ...app,
    environment: options.environment ?? target.environment,
    prune: true,
    signal: options.signal,
  });
  const {
    to: _to,
    content: _content,
    environment: _environment,
    application: _application,
    namespace: _namespace,
    ...deployOptions
  } = options;
  return { plan, outcome: await applyDeploy(cluster, plan, { ...deployOptions, salt: target.salt }) };
}

function summarise(revision: StoredRevision): RevisionSummary {
  const { number, status, environment, planDigest, images, run, startedAt, finishedAt, reason } = revision;
  return {
    number,
    status,
    environment,
    planDigest,
    content: contentOf(revision),
    images,
    run: run.run,
    commit: run.commit,
    startedAt,
    finishedAt,
    reason,
    isBound: revision.salt !== undefined,
  };
}

/** With the values of Secrets, which the salt keeps from being guessed; a revision of before it had one is told by the rest. */
function contentOf(revision: StoredRevision): Digest {
  const objects = contentsOf(revision);
  const { salt } = revision;
  return digestOfJson(salt === undefined ? objects.map((object) => (isSecret(object) ? maskSecret(object) : object)) : { salt, objects });
}

/** What a rollback deploys again. A namespace stays as it is, so a revision made by going back has the content of the one it went back to. */
function contentsOf({ objects }: StoredRevision): KubeObject[] {
  return objects.filter(({ kind }) => kind !== "Namespace");
}

function compareAll(cluster: Cluster, revision: StoredRevision): Promise<LiveObject[]> {
  return mapParallel(revision.objects, PARALLEL, (object) => compareObject(cluster, object));
}

async function compareObject(cluster: Cluster, applied: KubeObject): Promise<LiveObject> {
  const ref = refOf(applied);
  const live = await cluster.read(ref);
  const sent = digestOfJson(isSecret(applied) ? maskSecret(applied) : applied);
  if (!live) return { ref, exists: false, drift: [], ready: false, note: "it does not exist", applied: sent, images: [], strange: [] };
  const progress = judgeProgress(live);
  const shown = isSecret(live) ? maskSecret(live) : live;
  return {
    ref,
    exists: true,
    drift: await findDrift(cluster, applied, live),
    ready: progress.state === "done",
    note: progress.note,
    applied: sent,
    images: listImages(live).map(({ image }) => image),
    strange: await findStrangePods(cluster, applied),
    object: shown,
  };
}

// A pod's image can be changed without its workload; pods that are only missing are no strangers, because they come and go.
async function findStrangePods(cluster: Cluster, object: KubeObject): Promise<string[]> {
  const { findings } = await proveImages(cluster, [{ object, file: "", line: 0, lines: new Map() }]);
  return findings.filter(({ expected }) => expected !== undefined).map(({ observed = "" }) => observed);
}

// A dry run knows which differences are mere spelling (`1` for `1000m`) or defaults of the server. Who may only read is refused it.
async function findDrift(cluster: Cluster, applied: KubeObject, live: KubeObject): Promise<Change[]> {
  if (applied.kind === "Job") return [];
  try {
    const again = await cluster.apply(applied, { dryRun: true, force: true });
    return diffObjects(again, live, applied);
  } catch (error) {
    if (!isApiFailure(error, 403)) throw error;
    return ownedDrift(applied, live);
  }
}
