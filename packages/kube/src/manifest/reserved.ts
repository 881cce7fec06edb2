import { textAt } from "@waybill/kit";
import type { Finding, JsonKey } from "@waybill/kit";
import { formatRef, refOf } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { APPLICATION_LABEL, NAMESPACE_LABEL } from "../plan/ownership.ts";
import { placeOf } from "./manifest.ts";
import type { ManifestObject } from "./manifest.ts";

/** The type of the Secrets that keep an application's revisions. */
export const REVISION_TYPE = "waybill.dev/revision";

const OWN_LABELS = "waybill.dev/";
/** Those that every deployed object gets, whatever its manifest says. */
const WRITTEN_OVER: ReadonlySet<string> = new Set([APPLICATION_LABEL, NAMESPACE_LABEL]);
const REVISION_NAME = /^waybill\..+\.v\d+$/;
const LOCK_NAME = /^waybill-/;

/**
 * Says that an object of the manifests would pass for one that Waybill keeps of its deployments: a forged revision would be what a rollback
 * goes back to and what a later run is compared with, a forged lock would stop every deployment, and a namespace of a preview is deleted.
 */
export function checkReserved(item: ManifestObject): Finding[] {
  const found = reservedIn(item.object);
  if (!found) return [];
  return [
    {
      rule: "reserved",
      severity: "error",
      what: `${formatRef(refOf(item.object))} has ${found.what}, by which Waybill finds what it keeps of its deployments.`,
      next: "Leave the object out of the manifests, or give it a name, type and labels of its own: what Waybill keeps, it writes itself.",
      where: placeOf(item, found.path),
    },
  ];
}

function reservedIn(object: KubeObject): { readonly what: string; readonly path: readonly JsonKey[] } | undefined {
  const { kind, metadata } = object;
  if (kind === "Secret" && textAt(object, "type") === REVISION_TYPE) return { what: `the type '${REVISION_TYPE}'`, path: ["type"] };
  const label = Object.keys(metadata.labels ?? {}).find((name) => name.startsWith(OWN_LABELS) && !WRITTEN_OVER.has(name));
  if (label !== undefined) return { what: `the label '${label}'`, path: ["metadata", "labels", label] };
  const names = kind === "Secret" ? REVISION_NAME : kind === "Lease" ? LOCK_NAME : undefined;
  return names?.test(metadata.name) ? { what: `the name '${metadata.name}'`, path: ["metadata", "name"] } : undefined;
}
