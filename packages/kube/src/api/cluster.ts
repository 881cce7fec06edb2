import type { Reporter } from "@waybill/kit";
import type { ApiResource } from "./api-resource.ts";
import type { KubeObject, ObjectRef } from "./object.ts";

/**
 * The manager of the fields that deployments set. The name is part of the contract with a cluster: fields are taken away from it only by the
 * same name. https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
export const FIELD_MANAGER = "waybill";

/** How an object is applied. */
export interface ApplyOptions {
  /** The server does everything but keep the result: admission, defaults, validation. Default: false. */
  readonly dryRun?: boolean | undefined;
  /** Takes fields from other managers. Default: false, so that a field of somebody else is a conflict (409). */
  readonly force?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Which objects of a kind are wanted. */
export interface ListOptions {
  /** Default: all namespaces. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Which very object is deleted; another one, or another state of it, stays. */
export interface RemoveOptions {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

/** A Service's port as the API server's proxy knows it. */
export interface ServiceTarget {
  readonly namespace: string;
  readonly service: string;
  /** Number or name of a port of the Service, not of its pods. */
  readonly port: number | string;
  /** With its query. */
  readonly path: string;
}

/** A Kubernetes API in the words of the deploy engine. "Not found" is `undefined`; refusals are `ApiFailure`s, which are `ActionError`s. */
export interface Cluster {
  readonly server: string;
  readonly context: string;
  readonly namespace?: string | undefined;
  readonly reporter: Reporter;
  /** The server's version; throws a plain error when it cannot be reached or refuses the credentials. */
  ping(): Promise<{ version: string }>;
  /** The server's clock in milliseconds since 1970, a second too early at most; undefined before its first answer. */
  clock(): number | undefined;
  /** Where the API serves a kind; undefined when it does not. Asks once for every `apiVersion`. */
  findResource(apiVersion: string, kind: string): Promise<ApiResource | undefined>;
  /** Forgets which kinds exist, after a CustomResourceDefinition came. */
  forgetResources(): void;
  read(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject | undefined>;
  /** All objects of a kind, page by page. Throws `input` for a kind that the cluster does not know. */
  list(apiVersion: string, kind: string, options?: ListOptions): Promise<KubeObject[]>;
  /** Server-side apply with the field manager `waybill`; unknown fields are refused. */
  apply(object: KubeObject, options?: ApplyOptions): Promise<KubeObject>;
  /** Throws status 409 when the name is taken. Is not sent twice, because it may have happened. */
  create(object: KubeObject): Promise<KubeObject>;
  /** Puts the whole object; with a `resourceVersion` only if nobody changed it meanwhile (409 otherwise). */
  replace(object: KubeObject): Promise<KubeObject>;
  /** Deletes with what it owns, in the background; false when there was nothing, or not the object in the state that was asked for. */
  remove(ref: ObjectRef, options?: RemoveOptions): Promise<boolean>;
  /** The last lines of a container's log, 64 KiB at most; undefined when there is none or it may not be read. */
  readLog(
    pod: { readonly namespace: string; readonly name: string; readonly container: string },
    options: { readonly previous: boolean; readonly lines: number },
  ): Promise<string | undefined>;
  /** One GET through the API server's proxy to a Service; any status is an answer, only the API server's own refusal throws. */
  requestService(target: ServiceTarget, signal?: AbortSignal): Promise<{ status: number; body: string }>;
  close(): Promise<void>;
}
