import { isRecord, listAt, textAt } from "@waybill/kit";

/** Where the API serves a kind. */
export interface ApiResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The URL path of an API version: `/api/v1` or `/apis/apps/v1`. */
export function versionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** Reads an `APIResourceList`; sub-resources are left out. */
export function parseResources(apiVersion: string, answer: unknown): ApiResource[] {
  return listAt(answer, "resources").flatMap((resource) => {
    const plural = textAt(resource, "name") ?? "";
    const kind = textAt(resource, "kind") ?? "";
    if (plural === "" || kind === "" || plural.includes("/")) return [];
    return [{ apiVersion, kind, plural, namespaced: isRecord(resource) && resource["namespaced"] === true }];
  });
}

/** The URL path of a resource, its collection when no name is given. */
export function resourcePath(resource: ApiResource, namespace: string | undefined, name?: string): string {
  const within = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${versionPath(resource.apiVersion)}${within}/${resource.plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
