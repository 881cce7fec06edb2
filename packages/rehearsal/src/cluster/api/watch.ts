import type { ServerResponse } from "node:http";
import { apiVersionOf, kindKey } from "../kinds.ts";
import { ApiRefusal } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { readSelector } from "./request.ts";
import type { Route } from "./request.ts";
import type { ObjectStore, StoreEvent } from "../store.ts";

// About once a minute on a real server; often enough here for a client that waits for one.
// https://kubernetes.io/docs/reference/using-api/api-concepts/#watch-bookmarks
const BOOKMARK_INTERVAL_MS = 10_000;

/** Streams the changes of a list until the client goes or its time is over. `shape` turns an object into what the client asked for. */
export function streamWatch(
  store: ObjectStore,
  route: Route,
  url: URL,
  response: ServerResponse,
  shape: (object: KubeObject) => object,
): void {
  const selected = readSelector(url);
  const key = kindKey(route.kind);
  const isWanted = (object: KubeObject): boolean =>
    (route.namespace === undefined || object.metadata.namespace === route.namespace) &&
    (route.name === undefined || object.metadata.name === route.name) &&
    selected(object);
  const version = url.searchParams.get("resourceVersion") ?? "";
  const hasBookmarks = url.searchParams.get("allowWatchBookmarks") === "true";
  const isFromNow = version === "" || version === "0" || url.searchParams.get("sendInitialEvents") === "true";
  const past = isFromNow ? [] : store.eventsSince(readVersion(version));
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const send = (type: string, object: object): void => void response.write(`${JSON.stringify({ type, object })}\n`);
  const bookmark = (annotations?: Record<string, string>): void =>
    send("BOOKMARK", {
      kind: route.kind.kind,
      apiVersion: apiVersionOf(route.kind),
      metadata: { resourceVersion: String(store.version), annotations },
    });
  const relay = (event: StoreEvent): void => {
    if (event.key !== key) return;
    const was = event.before ? isWanted(event.before) : false;
    const is = event.type !== "DELETED" && isWanted(event.object);
    // Whatever leaves a selection is deleted for the watcher, whatever enters it is added.
    if (is) send(was ? "MODIFIED" : "ADDED", shape(event.object));
    else if (was) send("DELETED", shape(event.object));
  };
  if (isFromNow) for (const object of store.list(key).filter(isWanted)) send("ADDED", shape(object));
  if (url.searchParams.get("sendInitialEvents") === "true") bookmark({ "k8s.io/initial-events-end": "true" });
  for (const event of past) relay(event);
  const stop = store.onEvent(relay);
  const timer = hasBookmarks ? setInterval(bookmark, BOOKMARK_INTERVAL_MS) : undefined;
  const seconds = Number(url.searchParams.get("timeoutSeconds") ?? 1800);
  const end = setTimeout(() => response.end(), seconds * 1000);
  response.on("close", () => {
    stop();
    clearInterval(timer);
    clearTimeout(end);
  });
}

function readVersion(text: string): number {
  const version = Number(text);
  if (!Number.isInteger(version)) throw new ApiRefusal(400, "BadRequest", `resourceVersion: Invalid value: "${text}"`);
  return version;
}
