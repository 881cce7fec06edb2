import type { IncomingMessage, ServerResponse } from "node:http";
import { isRecord, listAt, recordAt } from "@waybill/kit";
import { sendJson, startService } from "../../http-service.ts";
import type { Service } from "../../http-service.ts";
import { createFaults } from "../../faults.ts";
import type { Fault } from "../../faults.ts";
import { deleteObject, readDeleteOptions } from "../deletion.ts";
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
import { isKind } from "../known-kinds.ts";
import type { ObjectStore } from "../store.ts";
import { tableOf } from "./table.ts";
import { streamWatch } from "./watch.ts";
import { createObject, patchObject, replaceObject, scaleOf } from "./writes.ts";

/** What the API serves, and where. */
export interface ApiOptions {
  readonly store: ObjectStore;
  readonly pods: PodHost;
  readonly port?: number | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly onRequest?: (() => void) | undefined;
}

interface ApiRequest {
  readonly store: ObjectStore;
  readonly pods: PodHost;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly route: Route;
}

/** Serves the Kubernetes API over the store, in JSON, on 127.0.0.1. */
export function startKubernetesApi({ store, pods, port, faults = [], onRequest }: ApiOptions): Promise<Service> {
  const harm = createFaults(faults);
  return startService(
    async (request, response, url) => {
      const { isOver, body } = await harm(request, response);
      if (isOver) return;
      // A body that breaks off never becomes an object.
      if (body !== request) for await (const _ of body);
      if (/^\/(healthz|readyz|livez)/.test(url.pathname)) return void response.writeHead(200, { "content-type": "text/plain" }).end("ok");
      if (answerMeta(store, request, response, url)) return;
      if (request.method === "POST" && /\/(selfsubject(access|rules)reviews|subjectaccessreviews)$/.test(url.pathname))
        return sendReview(request, response);
      const route = parseRoute(store, url.pathname);
      if (!route) throw new ApiRefusal(404, "NotFound", "the server could not find the requested resource");
      await answer({ store, pods, request, response, url, route });
    },
    { port, onRequest, onError: sendRefusal },
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
  const review = recordAt(await readObjectBody(request));
  sendJson(response, 201, { ...review, status: { allowed: true, reason: "The rehearsal allows everything." } });
}

async function answer(incoming: ApiRequest): Promise<void> {
  const { request, route, store, pods, url, response } = incoming;
  const { subresource, kind } = route;
  if (subresource !== undefined && !kind.subresources.includes(subresource))
    throw new ApiRefusal(404, "NotFound", `the rehearsal does not serve ${kind.plural}/${subresource}`);
  if (subresource === "log") {
    const pod = requireObject(incoming);
    if (isKind(pod, "Pod")) return sendLogs(pods, pod, url, response);
  }
  if (subresource === "proxy") return proxyToPods(store, pods, route, request, response, url);
  if (request.method === "GET") return read(incoming);
  if (request.method === "DELETE") return remove(incoming);
  const target = readTarget(route, url, request);
  const body = await readObjectBody(request);
  const type = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
  // The fields of a patch are checked where the patch is a whole object.
  if (!subresource && isRecord(body) && (request.method !== "PATCH" || type === "application/apply-patch+yaml")) {
    const unknown = checkFields({ ...body, apiVersion: apiVersionOf(kind), kind: kind.kind }, url.searchParams.get("fieldValidation"));
    for (const problem of unknown) response.appendHeader("warning", `299 - ${JSON.stringify(problem)}`);
  }
  if (request.method === "POST" && !route.name) return send(incoming, 201, createObject(store, target, body));
  if (request.method === "PUT" && route.name) return send(incoming, 200, replaceObject(store, target, body));
  if (request.method === "PATCH" && route.name) {
    const existed = store.find(kindKey(kind), route.namespace, route.name) !== undefined;
    return send(incoming, existed ? 200 : 201, patchObject(store, target, type, body, url.searchParams.get("force") === "true"));
  }
  throw new ApiRefusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}

function read(incoming: ApiRequest): void {
  const { store, route, url, response } = incoming;
  const isWatch = url.searchParams.get("watch") === "true" || url.searchParams.get("watch") === "1";
  const isTable = wantsTable(incoming);
  if (isWatch) {
    const shape = (object: KubeObject): object =>
      isTable ? tableOf(route.kind, [object], { resourceVersion: object.metadata.resourceVersion }) : shaped(incoming, object);
    return streamWatch(store, route, url, response, shape);
  }
  if (route.name !== undefined) return send(incoming, 200, requireObject(incoming));
  const items = store.list(kindKey(route.kind), route.namespace).filter(readSelector(url));
  const metadata = { resourceVersion: String(store.version) };
  if (isTable) return sendJson(response, 200, tableOf(route.kind, items, metadata));
  sendJson(response, 200, {
    kind: `${route.kind.kind}List`,
    apiVersion: apiVersionOf(route.kind),
    metadata,
    items: items.map((item) => shaped(incoming, item)),
  });
}

async function remove(incoming: ApiRequest): Promise<void> {
  const { store, route, request, response, url } = incoming;
  const { dryRun } = readTarget(route, url, request);
  const body = await readObjectBody(request);
  const grace = url.searchParams.get("gracePeriodSeconds");
  const options = { ...readDeleteOptions(body), ...(grace !== null && { gracePeriodSeconds: Number(grace) }) };
  const isDry = dryRun || listAt(body, "dryRun").length > 0;
  if (route.name !== undefined) {
    const object = deleteObject(store, route.kind, route.namespace, route.name, options, isDry);
    if (object.metadata.deletionTimestamp) return send(incoming, 200, object);
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

function requireObject({ store, route }: ApiRequest): KubeObject {
  const object = store.find(kindKey(route.kind), route.namespace, route.name ?? "");
  if (!object) throw notFound(kindKey(route.kind), route.name ?? "");
  return object;
}

function send(incoming: ApiRequest, status: number, object: KubeObject): void {
  const { route, response } = incoming;
  if (wantsTable(incoming)) return sendJson(response, status, tableOf(route.kind, [object], {}));
  sendJson(response, status, route.subresource === "scale" ? scaleOf(object) : shaped(incoming, object));
}

/** All versions of a kind share one object; a client gets it under the version it asked for, or only its metadata. */
function shaped({ route, request }: ApiRequest, object: KubeObject): KubeObject {
  if (/as=PartialObjectMetadata/.test(request.headers.accept ?? ""))
    return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata };
  return { ...object, apiVersion: apiVersionOf(route.kind), kind: route.kind.kind };
}

function wantsTable({ request }: ApiRequest): boolean {
  return /as=Table/.test(request.headers.accept ?? "");
}
