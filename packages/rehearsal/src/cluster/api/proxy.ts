import { request as httpRequest } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiRefusal } from "../object.ts";
import type { Route } from "./request.ts";
import { matchesPairs } from "../selectors.ts";
import { notFound } from "../store.ts";
import type { ObjectStore } from "../store.ts";
import { isReady, resolvePort } from "../workloads.ts";
import type { Pod, ServicePort, ServiceSpec } from "../workloads.ts";
import type { ProcessLog } from "../../container/process-log.ts";

/** What runs the pods, as the API needs it. */
export interface PodHost {
  /** The loopback port behind a container port of a pod; `undefined` while nothing listens there. */
  findPort(pod: Pod, containerPort: number): number | undefined;
  /** The log of a container's present run, or of the one before. */
  findLog(pod: Pod, container: string, previous: boolean): ProcessLog | undefined;
}

/** Answers `services/{name}:{port}/proxy/…` and `pods/{name}:{port}/proxy/…` from a pod. */
export function proxyToPods(
  store: ObjectStore,
  pods: PodHost,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const [name = "", port = ""] = (route.name ?? "").replace(/^https?:/, "").split(":");
  const target =
    route.kind.kind === "Service"
      ? findServiceTarget(store, pods, route.namespace ?? "", name, port)
      : findPodTarget(store, pods, route.namespace ?? "", name, port);
  if (target === undefined)
    throw new ApiRefusal(503, "ServiceUnavailable", `no endpoints available for ${route.kind.kind.toLowerCase()} "${route.name}"`, {
      name,
    });
  const { host: _, authorization: __, connection: ___, ...headers } = request.headers;
  const outgoing = httpRequest(
    { host: "127.0.0.1", port: target, method: request.method, path: route.rest + url.search, headers },
    (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers);
      incoming.pipe(response);
    },
  );
  outgoing.on("error", (error) => {
    if (response.headersSent) return void response.destroy();
    const refusal = new ApiRefusal(503, "ServiceUnavailable", `error trying to reach service: ${error.message}`, { name });
    response.writeHead(503, { "content-type": "application/json" }).end(JSON.stringify(refusal.toStatus()));
  });
  response.on("close", () => outgoing.destroy());
  request.pipe(outgoing);
}

/** The ready pods behind a Service, with the loopback port for one of its ports. */
export function listEndpoints(store: ObjectStore, pods: PodHost, namespace: string, spec: ServiceSpec, port: ServicePort): number[] {
  return store.list("pods", namespace).flatMap((pod) => {
    if (!matchesPairs(spec.selector, pod.metadata.labels) || !isReady(pod) || pod.metadata.deletionTimestamp) return [];
    const wanted = resolvePort(pod.spec, port.targetPort ?? port.port);
    const found = wanted === undefined ? undefined : pods.findPort(pod, wanted);
    return found === undefined ? [] : [found];
  });
}

// `name`, `name:port` or `name:portname`, as in https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/
function findServiceTarget(store: ObjectStore, pods: PodHost, namespace: string, name: string, port: string): number | undefined {
  const service = store.find("services", namespace, name);
  if (!service) throw notFound("services", name);
  const { spec } = service;
  const ports = spec.ports ?? [];
  const chosen = port === "" ? ports[0] : ports.find((entry) => entry.name === port || String(entry.port) === port);
  if (!chosen) throw new ApiRefusal(503, "ServiceUnavailable", `no service port "${port}" found for service "${name}"`, { name });
  return pick(listEndpoints(store, pods, namespace, spec, chosen));
}

function findPodTarget(store: ObjectStore, pods: PodHost, namespace: string, name: string, port: string): number | undefined {
  const pod = store.find("pods", namespace, name);
  if (!pod) throw notFound("pods", name);
  const { spec } = pod;
  const wanted = port === "" ? spec.containers[0]?.ports?.[0]?.containerPort : resolvePort(spec, port);
  return wanted === undefined ? undefined : pods.findPort(pod, wanted);
}

/** Spreads requests over the pods without keeping state. */
export function pick<Item>(items: readonly Item[]): Item | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
