import { isRecord, textAt } from "@waybill/kit";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean | undefined;
  readonly blockOwnerDeletion?: boolean | undefined;
}

/** What one manager owns of an object. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
export interface ManagedFields {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly time: string;
  readonly fieldsType: "FieldsV1";
  readonly fieldsV1: FieldTree;
  readonly subresource?: string | undefined;
}

/** The `FieldsV1` format: `f:name`, `k:{keys}`, `v:value` and `.` lead to what a manager owns. */
export interface FieldTree {
  [key: string]: FieldTree;
}

/** The metadata of every object, as far as the rehearsal reads or writes it. */
export interface Metadata {
  name: string;
  namespace?: string | undefined;
  generateName?: string | undefined;
  uid?: string | undefined;
  resourceVersion?: string | undefined;
  generation?: number | undefined;
  creationTimestamp?: string | undefined;
  deletionTimestamp?: string | undefined;
  deletionGracePeriodSeconds?: number | undefined;
  labels?: Record<string, string> | undefined;
  annotations?: Record<string, string> | undefined;
  ownerReferences?: OwnerReference[] | undefined;
  finalizers?: string[] | undefined;
  managedFields?: ManagedFields[] | undefined;
}

/** Any object of the Kubernetes API. `Spec` and `Status` are what the code at hand knows about them. */
export interface KubeObject<Spec = unknown, Status = unknown> {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: Spec | undefined;
  status?: Status | undefined;
  [key: string]: unknown;
}

/** A refusal in the words of the API server; becomes a `Status` object in the answer. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: number, reason: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus(): object {
    return {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message: this.message,
      reason: this.reason,
      details: this.details,
      code: this.code,
    };
  }
}

/** Makes the refusal of an object whose fields are wrong, one cause per field. */
export function invalid(kind: string, name: string, causes: readonly { field: string; message: string }[]): ApiRefusal {
  const text = causes.map((cause) => `${cause.field}: ${cause.message}`).join(", ");
  const list = causes.map((cause) => ({ reason: "FieldValueInvalid", ...cause }));
  return new ApiRefusal(422, "Invalid", `${kind} "${name}" is invalid: ${causes.length > 1 ? `[${text}]` : text}`, {
    name,
    kind,
    causes: list,
  });
}

/** Whether a value has what every object of the API has: a version, a kind and a name. */
export function isKubeObject(value: unknown): value is KubeObject {
  return (
    textAt(value, "apiVersion") !== undefined && textAt(value, "kind") !== undefined && textAt(value, "metadata", "name") !== undefined
  );
}

/** A value as an object of the API. Throws a refusal (400) for what has no version, kind or name. */
export function requireKubeObject(value: unknown): KubeObject {
  if (isKubeObject(value)) return value;
  throw new ApiRefusal(400, "BadRequest", "the body of the request is no object of the API: it lacks a version, a kind or metadata");
}

/** Whether two JSON values are the same, whatever the order of their keys. A key without a value is no key. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isEqual(item, b[at]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isEqual(a[key], b[key]));
}

/** Now, in the precision of the API. */
export function timestamp(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
