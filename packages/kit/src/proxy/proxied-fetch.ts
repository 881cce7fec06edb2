import { findProxy, refusedByProxy } from "./proxy.ts";
import type { Proxy, ProxySettings } from "./proxy.ts";
import { openTunnel, TunnelRefused } from "./tunnel.ts";

/**
 * `fetch` that goes through the proxy of the settings where one is due. A proxy that refuses is an `environment` error that names it; one that
 * cannot be reached, or cannot reach the target now, is an ordinary network failure that names it too and may be tried again.
 */
export function proxiedFetch(settings: ProxySettings | undefined): typeof fetch {
  if (!settings?.https && !settings?.http) return fetch;
  const open = new Map<string, Promise<Tunnel>>();
  return async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const proxy = findProxy(target, settings);
    if (!proxy) return fetch(input, init);
    const tunnel = open.get(proxy.url.href) ?? loadTunnel(proxy);
    open.set(proxy.url.href, tunnel);
    return send(await tunnel, proxy, target, input, init);
  };
}

type Undici = typeof import("undici");

interface Tunnel {
  readonly fetch: Undici["fetch"];
  readonly dispatcher: InstanceType<Undici["Agent"]>;
}

async function loadTunnel(proxy: Proxy): Promise<Tunnel> {
  // Loaded only where a proxy is: Node's own fetch takes no proxy before Node 24, and needs no library without one.
  const { Agent, buildConnector, fetch: send } = await import("undici");
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
  return { fetch: send, dispatcher };
}

async function send(tunnel: Tunnel, proxy: Proxy, target: URL, input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method, headers, body = null, redirect, signal } = init;
  // Whatever else fetch takes belongs to Node's own classes, which undici's copy does not know.
  if (input instanceof Request || !isSendable(body)) throw new TypeError("This kind of request cannot go through a proxy.");
  try {
    const response: unknown = await tunnel.fetch(input, {
      dispatcher: tunnel.dispatcher,
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
