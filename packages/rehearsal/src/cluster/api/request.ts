import type { IncomingMessage } from "node:http";
import { parse } from "yaml";
import { readBody } from "../../http-service.ts";
import { decodeProtobuf } from "./protobuf.ts";
import { ApiRefusal } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { parseFieldSelector, parseLabelSelector } from "../selectors.ts";
import { findKind } from "../store.ts";
import type { ObjectStore } from "../store.ts";
import type { Kind } from "../kinds.ts";
import type { Target } from "./writes.ts";

/** What a path of the API is about. */
export interface Route {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows a `proxy` subresource, with its leading slash. */
  readonly rest: string;
}

/** Takes `/api/v1/namespaces/shop/pods/x/log` apart. Returns `undefined` for what is no resource. */
export function parseRoute(store: ObjectStore, path: string): Route | undefined {
  const segments = path.split("/").slice(1).map(decode);
  const [group, version, rest] =
    segments[0] === "api"
      ? ["", segments[1], segments.slice(2)]
      : segments[0] === "apis"
        ? [segments[1], segments[2], segments.slice(3)]
        : ["", undefined, []];
  if (group === undefined || !version) return undefined;
  const inNamespace = rest[0] === "namespaces" && rest.length > 2 && !["status", "finalize"].includes(rest[2] ?? "");
  const [namespace, tail] = inNamespace ? [rest[1], rest.slice(2)] : [undefined, rest];
  const kind = findKind(store.kinds, group, version, tail[0] ?? "");
  if (!kind || (inNamespace && !kind.namespaced)) return undefined;
  return {
    kind,
    namespace,
    name: tail[1] || undefined,
    subresource: tail[2] || undefined,
    rest: `/${path.split("/proxy/").slice(1).join("/proxy/")}`,
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ApiRefusal(400, "BadRequest", `the path has a wrong escape: ${segment}`);
  }
}

/** Whether an object is wanted by the `labelSelector` and `fieldSelector` of a request. */
export function readSelector(url: URL): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(url.searchParams.get("labelSelector") ?? "");
  const fields = parseFieldSelector(url.searchParams.get("fieldSelector") ?? "");
  return (object) => labels(object) && fields(object);
}

/** Reads where a write goes. Without a `fieldManager` the first word of the user agent signs, as on a real server. */
export function readTarget(route: Route, url: URL, request: IncomingMessage): Target {
  const agent = /^[^/\s]+/.exec(request.headers["user-agent"] ?? "")?.[0] ?? "unknown";
  const manager = url.searchParams.get("fieldManager");
  if (!manager && request.headers["content-type"]?.startsWith("application/apply-patch")) {
    throw new ApiRefusal(
      400,
      "BadRequest",
      "PatchOptions.meta.k8s.io is invalid: fieldManager: Required value: is required for apply patch",
    );
  }
  const dryRun = url.searchParams.getAll("dryRun");
  if (dryRun.some((value) => value !== "All"))
    throw new ApiRefusal(400, "BadRequest", `dryRun: Unsupported value: "${dryRun.join(",")}": supported values: "All"`);
  return {
    kind: route.kind,
    namespace: route.namespace,
    name: route.name ?? "",
    subresource: route.subresource,
    manager: manager ?? agent,
    dryRun: dryRun.length > 0,
  };
}

/** Reads a body of JSON, YAML or (for a few kinds) protobuf; an empty one is an empty object. Throws a refusal for anything else. */
export async function readObjectBody(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"] ?? "application/json";
  if (type.includes("cbor"))
    throw new ApiRefusal(415, "UnsupportedMediaType", "the rehearsal reads application/json and application/yaml, not CBOR");
  if (type.includes("protobuf")) return decodeProtobuf(await readBody(request));
  const text = (await readBody(request)).toString();
  if (text.trim() === "") return {};
  try {
    return text.trimStart().startsWith("{") || text.trimStart().startsWith("[") ? JSON.parse(text) : parse(text);
  } catch (error) {
    throw new ApiRefusal(400, "BadRequest", `error decoding the body: ${error instanceof Error ? error.message : String(error)}`);
  }
}
