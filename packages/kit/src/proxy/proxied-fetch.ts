import { findProxy } from "./proxy.ts";
import type { ProxySettings } from "./proxy.ts";
import type { Tunnel } from "./tunnel-fetch.ts";

/**
 * `fetch` that goes through the proxy of the settings where one is due. A proxy that refuses is an `environment` error that names it; one that
 * cannot be reached, or cannot reach the target now, is an ordinary network failure that names it too and may be tried again.
 */
export function proxiedFetch(settings: ProxySettings | undefined): typeof fetch {
  if (!settings?.https && !settings?.http) return fetch;
  const open = new Map<string, Tunnel>();
  return async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const proxy = findProxy(target, settings);
    if (!proxy) return fetch(input, init);
    // Loaded only where a proxy is: Node's own fetch takes no proxy before Node 24, and needs no library without one.
    const { fetchThrough, makeTunnel } = await import("./tunnel-fetch.ts");
    const tunnel = open.get(proxy.url.href) ?? makeTunnel(proxy);
    open.set(proxy.url.href, tunnel);
    return fetchThrough(tunnel, target, input, init);
  };
}
