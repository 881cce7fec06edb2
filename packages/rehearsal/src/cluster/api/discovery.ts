import { apiVersionOf } from "../kinds.ts";
import type { Kind } from "../kinds.ts";

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
/** The version of Kubernetes whose API the rehearsal imitates. */
export const KUBERNETES_VERSION = {
  major: "1",
  minor: "35",
  gitVersion: "v1.35.0+rehearsal",
  gitCommit: "",
  gitTreeState: "clean",
  buildDate: "1970-01-01T00:00:00Z",
  goVersion: "",
  compiler: "node",
  platform: "linux/amd64",
};

/** The answer to a discovery request; `undefined` for another path. `aggregated` is what clients since 1.26 ask for. */
export function answerDiscovery(kinds: readonly Kind[], path: string, aggregated: boolean): { body: object; type?: string } | undefined {
  if (path === "/version") return { body: KUBERNETES_VERSION };
  if (aggregated && (path === "/api" || path === "/apis")) {
    return {
      body: aggregatedList(kinds.filter((kind) => (kind.group === "") === (path === "/api"))),
      type: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
    };
  }
  if (path === "/api") return { body: { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] } };
  if (path === "/apis")
    return { body: { kind: "APIGroupList", apiVersion: "v1", groups: groupsOf(kinds).map((group) => groupEntry(kinds, group)) } };
  const [, root, group, version, ...more] = path.split("/");
  if (more.length > 0) return undefined;
  if (root === "api" && group && version === undefined) return resourceList(kinds, group);
  if (root !== "apis" || !group) return undefined;
  if (version) return resourceList(kinds, `${group}/${version}`);
  return groupsOf(kinds).includes(group) ? { body: { apiVersion: "v1", ...groupEntry(kinds, group) } } : undefined;
}

function groupsOf(kinds: readonly Kind[]): string[] {
  return [...new Set(kinds.map((kind) => kind.group))].filter(Boolean);
}

function versionsOf(kinds: readonly Kind[], group: string): string[] {
  return [...new Set(kinds.filter((kind) => kind.group === group).map((kind) => kind.version))];
}

function groupEntry(kinds: readonly Kind[], name: string): object {
  const versions = versionsOf(kinds, name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { kind: "APIGroup", name, versions, preferredVersion: versions[0] };
}

function resourceList(kinds: readonly Kind[], groupVersion: string): { body: object } | undefined {
  const own = kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
  if (own.length === 0) return undefined;
  const resources = own.flatMap(({ plural: name, singular: singularName, namespaced, kind, shortNames, categories, subresources }) => [
    {
      name,
      singularName,
      namespaced,
      kind,
      verbs: VERBS,
      shortNames: shortNames.length > 0 ? shortNames : undefined,
      categories: categories.length > 0 ? categories : undefined,
    },
    ...subresources.map((sub) => ({
      name: `${name}/${sub}`,
      singularName: "",
      namespaced,
      ...subresourceKind(kind, sub),
      verbs: ["get", "patch", "update"],
    })),
  ]);
  return { body: { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources } };
}

function subresourceKind(kind: string, subresource: string): { kind: string; group?: string; version?: string } {
  return subresource === "scale" ? { group: "autoscaling", version: "v1", kind: "Scale" } : { kind };
}

function aggregatedList(kinds: readonly Kind[]): object {
  const groups = [...new Set(kinds.map((kind) => kind.group))];
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: "apidiscovery.k8s.io/v2",
    metadata: {},
    items: groups.map((name) => ({
      metadata: { name: name || undefined, creationTimestamp: null },
      versions: versionsOf(kinds, name).map((version) => ({
        version,
        freshness: "Current",
        resources: kinds.filter((kind) => kind.group === name && kind.version === version).map(aggregatedEntry),
      })),
    })),
  };
}

function aggregatedEntry(entry: Kind): object {
  const { group, version, kind, plural, singular, namespaced, shortNames, categories, subresources } = entry;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs: VERBS,
    shortNames: shortNames.length > 0 ? shortNames : undefined,
    categories: categories.length > 0 ? categories : undefined,
    subresources: subresources.map((subresource) => ({
      subresource,
      responseKind: { group, version, ...subresourceKind(kind, subresource) },
      verbs: ["get", "patch", "update"],
    })),
  };
}

/** The OpenAPI v3 documents, as much of them as clients need to see that the server validates fields and can run dry. */
export function answerOpenApi(kinds: readonly Kind[], path: string): object | undefined {
  const versions = [...new Set(kinds.map(apiVersionOf))];
  const pathOf = (version: string): string => (version.includes("/") ? `apis/${version}` : `api/${version}`);
  if (path === "/openapi/v3")
    return {
      paths: Object.fromEntries(versions.map((version) => [pathOf(version), { serverRelativeURL: `/openapi/v3/${pathOf(version)}` }])),
    };
  const wanted = versions.find((version) => path === `/openapi/v3/${pathOf(version)}`);
  if (!wanted) return undefined;
  const parameters = ["dryRun", "fieldManager", "fieldValidation", "force"].map((name) => ({
    name,
    in: "query",
    schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true },
  }));
  const paths = kinds
    .filter((kind) => apiVersionOf(kind) === wanted)
    .map(({ group, version, kind, plural, namespaced }) => [
      `/${pathOf(wanted)}/${namespaced ? "namespaces/{namespace}/" : ""}${plural}/{name}`,
      {
        patch: {
          "x-kubernetes-action": "patch",
          "x-kubernetes-group-version-kind": { group, version, kind },
          parameters,
          responses: { "200": { description: "OK" } },
        },
      },
    ]);
  return {
    openapi: "3.0.0",
    info: { title: "Waybill rehearsal", version: KUBERNETES_VERSION.gitVersion },
    paths: Object.fromEntries(paths),
    components: { schemas: {} },
  };
}

/**
 * The OpenAPI v2 document in the protobuf format that kubectl asks for: a title and no definitions. Clients that find a kind undefined there leave the check of
 * its fields to the server.
 */
export function openApiV2(): Buffer {
  const text = (field: number, value: Buffer | string): Buffer => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
  };
  const info = Buffer.concat([text(1, "Waybill rehearsal"), text(2, KUBERNETES_VERSION.gitVersion)]);
  return Buffer.concat([text(1, "2.0"), text(2, info), text(8, "")]);
}
