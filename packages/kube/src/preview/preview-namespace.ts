import { createHash } from "node:crypto";
import { ActionError, inputError, textAt } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import type { KubeObject } from "../api/object.ts";

/** Whose previews: of one application in one repository (`owner/name`). */
export interface PreviewOwner {
  readonly application: string;
  readonly repository: string;
}

/** A namespace that was made for a pull request, as its labels and annotations say. */
export interface PreviewNamespace {
  readonly name: string;
  readonly pullRequest: number;
  readonly expires: Date;
}

const NUMBER_LABEL = "waybill.dev/preview";
const APPLICATION_LABEL = "waybill.dev/preview-of";
/** A label holds no '/', and at most 63 characters. */
const REPOSITORY_LABEL = "waybill.dev/preview-repository";
const REPOSITORY_ANNOTATION = "waybill.dev/preview-repository";
const EXPIRES_ANNOTATION = "waybill.dev/preview-expires";

/** The namespace of a pull request's preview: a DNS label. Throws an `input` error where the application's name cannot be a part of one. */
export function previewNamespace(application: string, pullRequest: number): string {
  const name = `${application}-pr-${pullRequest}`;
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw inputError(
    "name",
    `is '${application}', which cannot begin the name of a namespace (${name}); allowed are lower-case letters, digits and '-', 63 characters with the number`,
  );
}

/**
 * Makes the namespace of a pull request's preview, or renews its time. Throws a `verdict` error for a namespace of that name which was not
 * made for previews of this repository, and an `environment` error for one that is being deleted; both stay as they are.
 */
export async function claimPreviewNamespace(
  cluster: Cluster,
  owner: PreviewOwner,
  preview: { readonly pullRequest: number; readonly expires: Date },
): Promise<PreviewNamespace> {
  const name = previewNamespace(owner.application, preview.pullRequest);
  const ref = { apiVersion: "v1", kind: "Namespace", name };
  const live = await cluster.read(ref);
  const annotations = { [REPOSITORY_ANNOTATION]: owner.repository, [EXPIRES_ANNOTATION]: preview.expires.toISOString() };
  if (!live) {
    const labels = { ...labelsOf(owner), [NUMBER_LABEL]: String(preview.pullRequest) };
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels, annotations } });
    return { name, ...preview };
  }
  if (!readPreview(live, owner))
    throw new ActionError(
      "verdict",
      `The namespace '${name}' is there, and was not made for previews of ${owner.application} in ${owner.repository}, so nothing was changed in it. Delete it if nobody needs it, or give the product another 'name'.`,
    );
  if (live.metadata.deletionTimestamp !== undefined)
    throw new ActionError("environment", `The namespace '${name}' is being deleted. Run again when it is gone.`);
  await cluster.replace({ ...live, metadata: { ...live.metadata, annotations: { ...live.metadata.annotations, ...annotations } } });
  return { name, ...preview };
}

/**
 * Deletes the previews of an owner that `isOver` names, with all that is in them, and says which. No namespace is deleted that does not carry
 * our labels, this repository's name, and the name that follows from both; nor one that was renewed at this moment.
 */
export async function removePreviewNamespaces(
  cluster: Cluster,
  owner: PreviewOwner,
  isOver: (preview: PreviewNamespace) => boolean,
): Promise<PreviewNamespace[]> {
  const labelSelector = Object.entries(labelsOf(owner))
    .map(([label, value]) => `${label}=${value}`)
    .join(",");
  const removed: PreviewNamespace[] = [];
  for (const live of await cluster.list("v1", "Namespace", { labelSelector })) {
    const preview = readPreview(live, owner);
    if (!preview || live.metadata.deletionTimestamp !== undefined || !isOver(preview)) continue;
    const { uid, resourceVersion } = live.metadata;
    if (await cluster.remove({ apiVersion: "v1", kind: "Namespace", name: preview.name }, { uid, resourceVersion })) removed.push(preview);
  }
  return removed;
}

/** What a namespace says of itself; undefined for one that is no preview of this owner, or that contradicts itself. */
function readPreview({ metadata }: KubeObject, owner: PreviewOwner): PreviewNamespace | undefined {
  const { name, labels = {}, annotations = {} } = metadata;
  const isOurs = Object.entries(labelsOf(owner)).every(([label, value]) => labels[label] === value);
  const number = labels[NUMBER_LABEL] ?? "";
  const expires = new Date(textAt(annotations, EXPIRES_ANNOTATION) ?? Number.NaN);
  if (!isOurs || annotations[REPOSITORY_ANNOTATION]?.toLowerCase() !== owner.repository.toLowerCase()) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(number) || name !== `${owner.application}-pr-${number}` || Number.isNaN(expires.getTime())) return undefined;
  return { name, pullRequest: Number(number), expires };
}

function labelsOf({ application, repository }: PreviewOwner): Record<string, string> {
  const digest = createHash("sha256").update(repository.toLowerCase()).digest("hex");
  return { [APPLICATION_LABEL]: application, [REPOSITORY_LABEL]: digest.slice(0, 40) };
}
