import { Agent, buildConnector, fetch as send } from "undici";
import { refusedByProxy } from "./proxy.ts";
import type { Proxy } from "./proxy.ts";
import { openTunnel, TunnelRefused } from "./tunnel.ts";

/** The connections through one proxy. */
export interface Tunnel {
  readonly proxy: Proxy;
  readonly dispatcher: Agent;
}

/** Makes the connections through a proxy; opens none yet. */
export function makeTunnel(proxy: Proxy): Tunnel {
  const secure = buildConnector({});
  // Not its ProxyAgent, which asks a proxy that hangs up hundreds of times in a second, without end, and one that is silent for minutes.
  const dispatcher = new Agent({
    connect: (options, callback) => {
      const { hostname, port, protocol } = options;
      openTunnel(proxy, hostname, Number(port || (protocol === "https:" ? 443 : 80))).then(
        (socket) => (protocol === "https:" ? secure({ ...options, httpSocket: socket }, callback) : callback(null, socket)),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    },
  });
  return { proxy, dispatcher };
}

/** `fetch` through a tunnel, for the kinds of requests that we send; fails as `proxiedFetch` says. */
export async function fetchThrough(
  { proxy, dispatcher }: Tunnel,
  target: URL,
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const { method, headers, body = null, redirect, signal } = init;
  // Whatever else fetch takes belongs to Node's own classes, which undici's copy does not know.
  if (input instanceof Request || !isSendable(body)) throw new TypeError("This kind of request cannot go through a proxy.");
  try {
    const response: unknown = await send(input, {
      dispatcher,
      method: method ?? "GET",
      headers: [...new Headers(headers)],
      body,
      redirect: redirect ?? "follow",
      signal: signal ?? null,
    });
    if (isResponse(response)) return response;
    throw new TypeError("undici answered without a response");
  } catch (error) {
    if (signal?.aborted) throw error;
    const status = tunnelStatus(error);
    if (status === undefined) throw new Error(`through ${proxy.label}`, { cause: error });
    // 5xx is the proxy's word for a target that it cannot reach now.
    if (status < 500) throw refusedByProxy(proxy, target, status);
    throw new Error(`through ${proxy.label}: HTTP ${status}`, { cause: error });
  }
}

/** The status with which a proxy refused a tunnel. */
function tunnelStatus(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof TunnelRefused) return at.status;
  return undefined;
}

function isSendable(body: unknown): body is string | Uint8Array<ArrayBuffer> | URLSearchParams | null {
  return body === null || typeof body === "string" || body instanceof Uint8Array || body instanceof URLSearchParams;
}

/** undici's answer is the class of its own copy, which does what the global one does. */
function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null && "status" in value && "headers" in value && "arrayBuffer" in value;
}
