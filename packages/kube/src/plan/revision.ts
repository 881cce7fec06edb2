import { randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { ActionError, isRecord, listAt, textAt } from "@waybill/kit";
import type { Digest, RunContext } from "@waybill/kit";
import { isApiFailure } from "../api/api-failure.ts";
import type { Cluster } from "../api/cluster.ts";
import { isKubeObject } from "../api/object.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import { REVISION_TYPE } from "../manifest/reserved.ts";
import type { Application } from "./ownership.ts";

const STATUSES = ["applying", "good", "failed", "rolled-back"] as const;

/** `applying` while a run works on it, and after one that was killed; the others are final. */
export type RevisionStatus = (typeof STATUSES)[number];

/** The state of one object before a revision; absent when it did not exist. */
export interface ObjectBefore {
  readonly ref: ObjectRef;
  readonly object?: KubeObject | undefined;
}

/** One deployment of an application, as kept in the cluster. Holds values of Secrets. */
export interface Revision {
  readonly number: number;
  readonly status: RevisionStatus;
  /** While `applying`: whether the set is being applied or already being restored. */
  readonly phase: "apply" | "rollback";
  readonly environment: string;
  readonly planDigest: Digest;
  readonly images: readonly string[];
  readonly run: RunContext;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
  /** The objects as they were sent. */
  readonly objects: readonly KubeObject[];
  readonly before: readonly ObjectBefore[];
  /** Random, so that a digest of the objects can be published without helping anybody to guess the values of Secrets. */
  readonly salt?: string | undefined;
  /** Why it failed, in one sentence. */
  readonly reason?: string | undefined;
}

/** A revision as read from the cluster, with what is needed to write it again. */
export interface StoredRevision extends Revision {
  readonly resourceVersion: string;
}

/** A good revision as people know it: what would run again if it were brought back. */
export interface GoodRevision {
  readonly number: number;
  /** What it was deployed for. */
  readonly environment: string;
  /** Of the release that first deployed these objects; a rollback to it is made from another commit. */
  readonly commit: string;
  readonly ref: string;
  readonly images: readonly string[];
  /** When it became good, as ISO 8601 writes it. */
  readonly since: string;
  /** The revision that it brought back, where it is a rollback. */
  readonly restores?: number | undefined;
  /** The run that deployed it; of a rollback, the run that rolled back. */
  readonly run: string;
}

/** What is good now, and what can be gone back to from it. */
export interface WayBack {
  /** The last good revision; absent before the first. */
  readonly current?: GoodRevision | undefined;
  /** The last good revision before the current one that holds other objects; absent when none is kept. */
  readonly before?: GoodRevision | undefined;
}

/** Finds the last good revision among those of an application (oldest first), and the one before it. */
export function wayBackAmong(revisions: readonly StoredRevision[]): WayBack {
  const good = revisions.filter(({ status }) => status === "good");
  // A rollback hands the salt on, so revisions of one salt hold the same objects.
  const isSame = (a: StoredRevision, b: StoredRevision): boolean => a === b || (a.salt !== undefined && a.salt === b.salt);
  const tell = (revision: StoredRevision): GoodRevision => {
    const { number, environment, finishedAt, startedAt, images } = revision;
    const first = good.find((candidate) => isSame(candidate, revision)) ?? revision;
    const restores = first === revision ? undefined : first.number;
    return {
      number,
      environment,
      commit: first.run.commit,
      ref: first.run.ref,
      images,
      since: finishedAt ?? startedAt,
      restores,
      run: revision.run.run,
    };
  };
  const current = good.at(-1);
  const before = current && good.findLast((revision) => !isSame(revision, current));
  return { current: current && tell(current), before: before && tell(before) };
}

const OWNER_LABEL = "waybill.dev/revision-of";
const KEPT = 10;
// A Secret holds 1 MiB of data at most.
// https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size
const MAX_BYTES = 1_000_000;

/** All revisions of an application, oldest first. */
export async function listRevisions(cluster: Cluster, app: Application): Promise<StoredRevision[]> {
  const secrets = await cluster.list("v1", "Secret", { namespace: app.namespace, labelSelector: `${OWNER_LABEL}=${app.application}` });
  const revisions = secrets.filter((secret) => textAt(secret, "type") === REVISION_TYPE).map(decode);
  return revisions.sort((a, b) => a.number - b.number);
}

/** Writes a new revision. Throws when one of that number exists, or when it is too large for a Secret. */
export async function createRevision(cluster: Cluster, app: Application, revision: Revision): Promise<StoredRevision> {
  try {
    return decode(await cluster.create(encode(app, { ...revision, salt: revision.salt ?? randomBytes(16).toString("hex") })));
  } catch (error) {
    if (!isApiFailure(error, 409)) throw error;
    throw new ActionError(
      "remote",
      `Revision ${revision.number} of '${app.application}' was written by another run at this moment. Wait until that run ends and start again.`,
      { cause: error },
    );
  }
}

/**
 * Changes a revision if nobody else did meanwhile: the API server compares `resourceVersion` and answers 409, which is thrown.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
 */
export async function updateRevision(
  cluster: Cluster,
  app: Application,
  stored: StoredRevision,
  change: Partial<Revision>,
): Promise<StoredRevision> {
  const { resourceVersion, ...revision } = stored;
  const secret = encode(app, { ...revision, ...change });
  return decode(await cluster.replace({ ...secret, metadata: { ...secret.metadata, resourceVersion } }));
}

/** Deletes the oldest revisions beyond ten; the newest good one and unfinished ones always stay. */
export async function trimRevisions(cluster: Cluster, app: Application): Promise<void> {
  const revisions = await listRevisions(cluster, app);
  const lastGood = revisions.findLast(({ status }) => status === "good");
  for (const revision of revisions.slice(0, Math.max(0, revisions.length - KEPT))) {
    if (revision === lastGood || revision.status === "applying") continue;
    await cluster.remove({ apiVersion: "v1", kind: "Secret", namespace: app.namespace, name: nameOf(app, revision.number) });
  }
}

function nameOf(app: Application, number: number): string {
  return `waybill.${app.application}.v${number}`;
}

function encode(app: Application, revision: Revision): KubeObject {
  const content = gzipSync(JSON.stringify(revision));
  if (content.length > MAX_BYTES) {
    throw new ActionError(
      "input",
      `The objects of '${app.application}' and their state before are too large to be kept for a rollback (${content.length} bytes compressed, at most ${MAX_BYTES}). Deploy large CustomResourceDefinitions or ConfigMaps as an application of their own.`,
    );
  }
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: REVISION_TYPE,
    metadata: {
      name: nameOf(app, revision.number),
      namespace: app.namespace,
      labels: { [OWNER_LABEL]: app.application, "waybill.dev/revision": String(revision.number), "waybill.dev/status": revision.status },
    },
    data: { revision: content.toString("base64") },
  };
}

function decode(secret: KubeObject): StoredRevision {
  try {
    const content: unknown = JSON.parse(
      gunzipSync(Buffer.from(textAt(secret, "data", "revision") ?? "", "base64"), { maxOutputLength: 256 << 20 }).toString("utf8"),
    );
    if (!isRevision(content)) throw new TypeError("not a revision");
    return { ...content, resourceVersion: secret.metadata.resourceVersion ?? "" };
  } catch (error) {
    throw new ActionError(
      "environment",
      `The Secret '${secret.metadata.namespace}/${secret.metadata.name}', which holds a revision, cannot be read. Something changed it: restore it, or delete it to give up that revision's rollback.`,
      { cause: error },
    );
  }
}

function isRevision(content: unknown): content is Revision {
  return (
    isRecord(content) &&
    typeof content["number"] === "number" &&
    STATUSES.some((status) => status === content["status"]) &&
    listAt(content, "objects").every(isKubeObject) &&
    listAt(content, "before").every((before) => textAt(before, "ref", "kind") !== undefined) &&
    Array.isArray(content["objects"]) &&
    Array.isArray(content["before"])
  );
}
