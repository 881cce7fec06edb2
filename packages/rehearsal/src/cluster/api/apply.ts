import { countOf } from "@waybill/kit";
import { compareFields, fieldsOf, formatField, mergeFields, removeFields, setOf, treeOf, valueAt } from "./fields.ts";
import type { FieldSet } from "./fields.ts";
import { ApiRefusal, isEqual, requireKubeObject, timestamp } from "../object.ts";
import type { KubeObject, ManagedFields } from "../object.ts";

/**
 * Who writes, and how; the key under which `managedFields` keeps what somebody owns.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export interface Writer {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource?: string | undefined;
  /** Kinds of CustomResourceDefinitions have no schema here, so their lists are atomic. */
  readonly custom: boolean;
}

// One entry of `managedFields` with its fields as a set.
interface Claim {
  readonly entry: Omit<ManagedFields, "fieldsV1">;
  readonly fields: FieldSet;
}

/**
 * Merges an applied configuration into the live object by the rules of server-side apply: what the manager no longer applies and nobody else
 * owns goes; what another manager owns with another value is a conflict (409 that names the manager) unless `force` takes it over.
 */
export function applyConfiguration(live: KubeObject | undefined, applied: KubeObject, writer: Writer, force: boolean): KubeObject {
  const wanted = fieldsOf(applied, writer.custom);
  const claims = readClaims(live);
  const own = claims.find((claim) => isSameWriter(claim, writer));
  let others = claims.filter((claim) => claim !== own);
  if (live) {
    const conflicts = findConflicts(live, applied, wanted, others);
    if (conflicts.length > 0 && !force) throw conflictRefusal(applied, conflicts);
    const taken = new Set(conflicts.map((conflict) => conflict.path));
    others = others.map((claim) => ({ ...claim, fields: minus(claim.fields, taken) }));
  }
  const merged = structuredClone(live ? requireKubeObject(mergeFields(live, applied, [], writer.custom)) : applied);
  const abandoned = own ? minus(own.fields, wanted) : new Set<string>();
  removeFields(merged, abandoned, new Set([...wanted, ...others.flatMap((claim) => [...claim.fields])]));
  // A map that is applied empty is there, even if all that was in it is gone.
  const finished = requireKubeObject(mergeFields(merged, applied, [], writer.custom));
  finished.metadata = { ...finished.metadata, ...(live && serverMetadata(live)) };
  return withClaims(finished, [...others, { entry: entryOf(writer), fields: wanted }], live);
}

/** Records who changed what by a plain write (POST, PUT, PATCH that is not apply). */
export function claimUpdate(live: KubeObject | undefined, written: KubeObject, writer: Writer): KubeObject {
  const claims = readClaims(live);
  const { changed, removed } = compareFields(live, written, writer.custom);
  const own = claims.find((claim) => isSameWriter(claim, writer));
  // Somebody who changes a field takes it from everybody who had set it.
  const others = claims
    .filter((claim) => claim !== own)
    .map((claim) => ({ ...claim, fields: minus(minus(claim.fields, changed), removed) }));
  const fields = new Set([...minus(own?.fields ?? new Set<string>(), removed), ...changed]);
  return withClaims(written, [...others, { entry: entryOf(writer), fields }], live);
}

interface Conflict {
  readonly path: string;
  readonly claim: Claim;
}

function findConflicts(live: KubeObject, applied: KubeObject, wanted: FieldSet, others: readonly Claim[]): Conflict[] {
  return [...wanted].flatMap((path) => {
    if (isEqual(valueAt(live, path), valueAt(applied, path))) return [];
    const claim = others.find((other) => other.fields.has(path));
    return claim ? [{ path, claim }] : [];
  });
}

function conflictRefusal(applied: KubeObject, conflicts: readonly Conflict[]): ApiRefusal {
  const describe = ({ entry }: Claim): string =>
    `conflict with "${entry.manager}"${entry.subresource ? ` with subresource "${entry.subresource}"` : ""}${entry.operation === "Update" ? ` using ${entry.apiVersion}` : ""}`;
  const causes = conflicts.map(({ path, claim }) => ({
    reason: "FieldManagerConflict",
    message: describe(claim),
    field: formatField(path),
  }));
  const managers = [...new Set(causes.map((cause) => cause.message))];
  const list = managers.map(
    (message) =>
      `${message}:${causes
        .filter((cause) => cause.message === message)
        .map((cause) => `\n- ${cause.field}`)
        .join("")}`,
  );
  const only = causes.length === 1 ? `${causes[0]?.message}: ${causes[0]?.field}` : list.join("\n");
  const count = countOf(causes.length, "conflict");
  return new ApiRefusal(409, "Conflict", `Apply failed with ${count}: ${only}`, {
    name: applied.metadata.name,
    kind: applied.kind,
    causes,
  });
}

function readClaims(live: KubeObject | undefined): Claim[] {
  return (live?.metadata.managedFields ?? []).map(({ fieldsV1, ...entry }) => ({ entry, fields: setOf(fieldsV1) }));
}

function withClaims(object: KubeObject, claims: readonly Claim[], live: KubeObject | undefined): KubeObject {
  const managedFields = claims
    .filter((claim) => claim.fields.size > 0)
    .map((claim): ManagedFields => {
      const fieldsV1 = treeOf(claim.fields);
      // The time of an entry tells when its fields changed, not when they were confirmed.
      const before = live?.metadata.managedFields?.find((entry) => isSameEntry(entry, claim.entry));
      return before && isEqual(before.fieldsV1, fieldsV1) ? before : { ...claim.entry, time: timestamp(), fieldsV1 };
    });
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

function entryOf({ manager, operation, apiVersion, subresource }: Writer): Claim["entry"] {
  return { manager, operation, apiVersion, time: timestamp(), fieldsType: "FieldsV1", subresource };
}

function isSameWriter(claim: Claim, writer: Writer): boolean {
  return isSameEntry(claim.entry, entryOf(writer));
}

function isSameEntry(a: Claim["entry"], b: Claim["entry"]): boolean {
  return a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource;
}

function minus(set: FieldSet, taken: FieldSet): FieldSet {
  return new Set([...set].filter((path) => !taken.has(path)));
}

// What a client may send along and the server never takes from it.
function serverMetadata({ metadata }: KubeObject): Partial<KubeObject["metadata"]> {
  const { uid, resourceVersion, generation, creationTimestamp, deletionTimestamp } = metadata;
  return Object.fromEntries(
    Object.entries({ uid, resourceVersion, generation, creationTimestamp, deletionTimestamp }).filter(([, value]) => value !== undefined),
  );
}
