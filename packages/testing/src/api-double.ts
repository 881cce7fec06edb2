import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isRecord, textAt } from "@waybill/kit";
import { connectCluster } from "../../kube/src/api/cluster.ts";
import type { Cluster } from "../../kube/src/api/cluster.ts";
import type { KubeObject } from "../../kube/src/api/object.ts";

/** An answer of the double instead of its own. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A small Kubernetes API in memory: discovery, objects with resource versions, a plain form of server-side apply, dry runs. */
export interface ApiDouble {
  readonly cluster: Cluster;
  readonly server: string;
  readonly objects: Map<string, KubeObject>;
  readonly requests: Seen[];
  /** Answers a request in its own way; undefined lets the double answer. */
  intercept: (seen: Seen) => Answer | "hang up" | undefined;
  /** What controllers make of an object that was written. */
  settle: (object: KubeObject) => KubeObject;
  put(object: KubeObject): KubeObject;
  find(kind: string, name: string): KubeObject | undefined;
  [Symbol.asyncDispose](): Promise<void>;
}

const KINDS: Readonly<Record<string, readonly [kind: string, plural: string, namespaced: boolean][]>> = {
  v1: [
    ["Namespace", "namespaces", false],
    ["ConfigMap", "configmaps", true],
    ["Secret", "secrets", true],
    ["Service", "services", true],
    ["Pod", "pods", true],
    ["Event", "events", true],
  ],
  "apps/v1": [
    ["Deployment", "deployments", true],
    ["ReplicaSet", "replicasets", true],
  ],
  "batch/v1": [["Job", "jobs", true]],
  "coordination.k8s.io/v1": [["Lease", "leases", true]],
  "apiextensions.k8s.io/v1": [["CustomResourceDefinition", "customresourcedefinitions", false]],
};

export async function startApiDouble(): Promise<ApiDouble> {
  let version = 100;
  const objects = new Map<string, KubeObject>();
  const requests: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://double");
      const text = Buffer.concat(chunks).toString();
      const seen = {
        method: request.method ?? "GET",
        path: url.pathname,
        query: url.searchParams,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      requests.push(seen);
      const answer = double.intercept(seen) ?? respond(seen);
      if (answer === "hang up") request.socket.destroy();
      else response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cluster = connectCluster(
    { server: address, context: "double", user: "tester", insecureSkipTlsVerify: false },
    { timeoutMs: 5_000 },
  );

  const store = (path: string, object: KubeObject, dryRun: boolean): Answer => {
    const old = objects.get(path);
    const changed = JSON.stringify(old?.["spec"]) !== JSON.stringify(object["spec"]);
    const metadata = {
      ...object.metadata,
      uid: old?.metadata.uid ?? `uid-${++version}`,
      resourceVersion: String(++version),
      generation: (old?.metadata.generation ?? 0) + (changed ? 1 : 0),
      creationTimestamp: old?.metadata.creationTimestamp ?? new Date().toISOString(),
    };
    const full = double.settle({ ...object, metadata });
    if (!dryRun) objects.set(path, full);
    return { status: old ? 200 : 201, body: full };
  };

  const respond = (seen: Seen): Answer => {
    const { method, path, query, body } = seen;
    if (path === "/version") return { status: 200, body: { gitVersion: "v1.99.0" } };
    const discovered = Object.entries(KINDS).find(
      ([apiVersion]) => path === (apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`),
    );
    if (discovered)
      return { status: 200, body: { resources: discovered[1].map(([kind, name, namespaced]) => ({ kind, name, namespaced })) } };
    const existing = objects.get(path);
    const dryRun = query.get("dryRun") === "All";
    if (method === "GET" && isCollection(path)) return { status: 200, body: { items: list(objects, path, query) } };
    if (method === "GET") return existing ? { status: 200, body: existing } : notFound(path);
    if (method === "POST") {
      const created = `${path}/${textAt(body, "metadata", "name")}`;
      return objects.has(created) ? refusal(409, "AlreadyExists") : store(created, body as KubeObject, dryRun);
    }
    if (method === "PATCH") return store(path, (existing ? merge(existing, body) : body) as KubeObject, dryRun);
    if (!existing) return notFound(path);
    if (method === "PUT") {
      const sent = textAt(body, "metadata", "resourceVersion");
      return sent !== undefined && sent !== existing.metadata.resourceVersion
        ? refusal(409, "Conflict")
        : store(path, body as KubeObject, dryRun);
    }
    objects.delete(path);
    return { status: 200, body: { kind: "Status", status: "Success" } };
  };

  const double: ApiDouble = {
    cluster,
    server: address,
    objects,
    requests,
    intercept: () => undefined,
    settle: (object) => object,
    put(object) {
      const kinds = KINDS[object.apiVersion] ?? [];
      const [, plural = "", namespaced = false] = kinds.find(([kind]) => kind === object.kind) ?? [];
      const root = object.apiVersion.includes("/") ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
      return store(
        `${root}${namespaced ? `/namespaces/${object.metadata.namespace}` : ""}/${plural}/${object.metadata.name}`,
        object,
        false,
      ).body as KubeObject;
    },
    find: (kind, name) => [...objects.values()].find((object) => object.kind === kind && object.metadata.name === name),
    async [Symbol.asyncDispose]() {
      await cluster.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return double;
}

/** A refusal as API servers write it. */
export function refusal(code: number, reason: string, message = reason, causes: readonly unknown[] = []): Answer {
  return { status: code, body: { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message, details: { causes } } };
}

/** Gives Deployments the status of a finished rollout, and Services an address. */
export function settleAtOnce(object: KubeObject): KubeObject {
  const replicas = 0;
  if (object.kind === "Deployment") {
    const status = {
      observedGeneration: object.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
      readyReplicas: replicas,
    };
    return { ...object, status };
  }
  if (object.kind === "Service") return { ...object, spec: { ...(object["spec"] as object), clusterIP: "10.0.0.9" } };
  return object;
}

function isCollection(path: string): boolean {
  return Object.values(KINDS).some((kinds) => kinds.some(([, plural]) => path.endsWith(`/${plural}`)));
}

function list(objects: ReadonlyMap<string, KubeObject>, path: string, query: URLSearchParams): KubeObject[] {
  const wanted = (query.get("labelSelector") ?? "").split(",").filter((part) => part !== "");
  return [...objects]
    .filter(([key]) => key.startsWith(`${path}/`))
    .map(([, object]) => object)
    .filter(({ metadata }) => wanted.every((part) => metadata.labels?.[part.split("=")[0] ?? ""] === part.split("=")[1]));
}

function notFound(path: string): Answer {
  return refusal(404, "NotFound", `${path} not found`);
}

function merge(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after;
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(after)) merged[key] = merge(before[key], value);
  return merged;
}
