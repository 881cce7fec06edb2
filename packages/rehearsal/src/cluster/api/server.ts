import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord } from "@waybill/kit";
import { sendJson, startService } from "../../http-service.ts";
import type { Service } from "../../http-service.ts";
import { deleteObject } from "../deletion.ts";
import type { DeleteOptions } from "../deletion.ts";
import { answerDiscovery, answerOpenApi, openApiV2 } from "./discovery.ts";
import { apiVersionOf, kindKey } from "../kinds.ts";
import { sendLogs } from "./logs.ts";
import { ApiRefusal } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { proxyToPods } from "./proxy.ts";
import type { PodHost } from "./proxy.ts";
import { parseRoute, readObjectBody, readSelector, readTarget } from "./request.ts";
import type { Route } from "./request.ts";
import { checkFields } from "./schema.ts";
import { notFound } from "../store.ts";
import type { ObjectStore } from "../store.ts";
import { tableOf } from "./table.ts";
import { streamWatch } from "./watch.ts";
import { createObject, patchObject, replaceObject, scaleOf } from "./writes.ts";

export interface ApiOptions {
  readonly store: ObjectStore;
  readonly pods: PodHost;
  readonly port?: number | undefined;
  readonly onRequest?: () => void;
}

interface Call {
  readonly store: ObjectStore;
  readonly pods: PodHost;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly route: Route;
}

/** Serves the Kubernetes API over the store, in JSON, on 127.0.0.1. */
export function startKubernetesApi({ store, pods, port, onRequest }: ApiOptions): Promise<Service> {
  return startService(
    async (request, response, url) => {
      if (/^\/(healthz|readyz|livez)/.test(url.pathname)) return void response.writeHead(200, { "content-type": "text/plain" }).end("ok");
      if (answerMeta(store, request, response, url)) return;
      if (request.method === "POST" && /\/(selfsubject(access|rules)reviews|subjectaccessreviews)$/.test(url.pathname))
        return sendReview(request, response);
      const route = parseRoute(store, url.pathname);
      if (!route) throw new ApiRefusal(404, "NotFound", "the server could not find the requested resource");
      await answer({ store, pods, request, response, url, route });
    },
    { port, ...(onRequest ? { onRequest } : {}), onError: sendRefusal },
  );
}

function sendRefusal(error: unknown, response: ServerResponse): void {
  const refusal =
    error instanceof ApiRefusal
      ? error
      : new ApiRefusal(500, "InternalError", `Internal error occurred: ${error instanceof Error ? error.message : String(error)}`);
  sendJson(response, refusal.code, refusal.toStatus());
}

function answerMeta(store: ObjectStore, request: IncomingMessage, response: ServerResponse, url: URL): boolean {
  if (request.method !== "GET") return false;
  const path = url.pathname.replace(/\/$/, "");
  const isAggregated = /as=APIGroupDiscoveryList/.test(request.headers.accept ?? "") && /v=v2(?!beta)/.test(request.headers.accept ?? "");
  const discovery = answerDiscovery(store.kinds, path, isAggregated);
  if (discovery) {
    sendJson(response, 200, discovery.body, discovery.type ? { "content-type": discovery.type } : {});
    return true;
  }
  if (path === "/openapi/v2") {
    response.writeHead(200, { "content-type": "application/com.github.proto-openapi.spec.v2.v1.0+protobuf" }).end(openApiV2());
    return true;
  }
  const openApi = answerOpenApi(store.kinds, path);
  if (openApi) sendJson(response, 200, openApi);
  return openApi !== undefined;
}

/** Whoever reaches the loopback port may do everything. */
async function sendReview(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const review = (await readObjectBody(request)) as object;
  sendJson(response, 201, { ...review, status: { allowed: true, reason: "The rehearsal allows everything." } });
}

async function answer(call: Call): Promise<void> {
  const { request, route, store, pods, url, response } = call;
  const { subresource, kind } = route;
  if (subresource !== undefined && !kind.subresources.includes(subresource))
    throw new ApiRefusal(404, "NotFound", `the rehearsal does not serve ${kind.plural}/${subresource}`);
  if (subresource === "log") return sendLogs(pods, requireObject(call), url, response);
  if (subresource === "proxy") return proxyToPods(store, pods, route, request, response, url);
  if (request.method === "GET") return read(call);
  if (request.method === "DELETE") return remove(call);
  const target = readTarget(route, url, request);
  const body = await readObjectBody(request);
  const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
  // The fields of a patch are checked where the patch is a whole object.
  if (!subresource && isRecord(body) && (request.method !== "PATCH" || type === "application/apply-patch+yaml")) {
    const unknown = checkFields(
      { ...(body as KubeObject), apiVersion: apiVersionOf(kind), kind: kind.kind },
      url.searchParams.get("fieldValidation"),
    );
    for (const problem of unknown) response.appendHeader("warning", `299 - ${JSON.stringify(problem)}`);
  }
  if (request.method === "POST" && !route.name) return send(call, 201, createObject(store, target, body));
  if (request.method === "PUT" && route.name) return send(call, 200, replaceObject(store, target, body));
  if (request.method === "PATCH" && route.name) {
    const existed = store.find(kindKey(kind), route.namespace, route.name) !== undefined;
    return send(call, existed ? 200 : 201, patchObject(store, target, type, body, url.searchParams.get("force") === "true"));
  }
  throw new ApiRefusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}

function read(call: Call): void {
  const { store, route, url, response } = call;
  const isWatch = url.searchParams.get("watch") === "true" || url.searchParams.get("watch") === "1";
  const isTable = wantsTable(call);
  if (isWatch) {
    const shape = (object: KubeObject): object =>
      isTable ? tableOf(route.kind, [object], { resourceVersion: object.metadata.resourceVersion }) : shaped(call, object);
    return streamWatch(store, route, url, response, shape);
  }
  if (route.name !== undefined) return send(call, 200, requireObject(call));
  const items = store.list(kindKey(route.kind), route.namespace).filter(readSelector(url));
  const metadata = { resourceVersion: String(store.version) };
  if (isTable) return sendJson(response, 200, tableOf(route.kind, items, metadata));
  sendJson(response, 200, {
    kind: `${route.kind.kind}List`,
    apiVersion: apiVersionOf(route.kind),
    metadata,
    items: items.map((item) => shaped(call, item)),
  });
}

async function remove(call: Call): Promise<void> {
  const { store, route, request, response, url } = call;
  const { dryRun } = readTarget(route, url, request);
  const body = (await readObjectBody(request)) as DeleteOptions & { readonly dryRun?: readonly string[] };
  const grace = url.searchParams.get("gracePeriodSeconds");
  const options = grace === null ? body : { ...body, gracePeriodSeconds: Number(grace) };
  const isDry = dryRun || (body.dryRun ?? []).length > 0;
  if (route.name !== undefined) {
    const object = deleteObject(store, route.kind, route.namespace, route.name, options, isDry);
    if (object.metadata.deletionTimestamp) return send(call, 200, object);
    const details = { name: route.name, group: route.kind.group, kind: route.kind.plural, uid: object.metadata.uid };
    return sendJson(response, 200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
  }
  const items = store.list(kindKey(route.kind), route.namespace).filter(readSelector(url));
  for (const item of items) deleteObject(store, route.kind, item.metadata.namespace, item.metadata.name, options, isDry);
  sendJson(response, 200, {
    kind: `${route.kind.kind}List`,
    apiVersion: apiVersionOf(route.kind),
    metadata: { resourceVersion: String(store.version) },
    items,
  });
}

function requireObject({ store, route }: Call): KubeObject {
  const object = store.find(kindKey(route.kind), route.namespace, route.name ?? "");
  if (!object) throw notFound(kindKey(route.kind), route.name ?? "");
  return object;
}

function send(call: Call, status: number, object: KubeObject): void {
  const { route, response } = call;
  if (wantsTable(call)) return sendJson(response, status, tableOf(route.kind, [object], {}));
  sendJson(response, status, route.subresource === "scale" ? scaleOf(object) : shaped(call, object));
}

/** All versions of a kind share one object; a client gets it under the version it asked for, or only its metadata. */
function shaped({ route, request }: Call, object: KubeObject): KubeObject {
  if (/as=PartialObjectMetadata/.test(request.headers.accept ?? ""))
    return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata };
  return { ...object, apiVersion: apiVersionOf(route.kind), kind: route.kind.kind };
}

function wantsTable({ request }: Call): boolean {
  return /as=Table/.test(request.headers.accept ?? "");
}
