import { isIP } from "node:net";
import type { Socket } from "node:net";
import { proxyAuthorization } from "./proxy.ts";
import type { Proxy } from "./proxy.ts";

/** How long a proxy may take until the tunnel stands; as long as connecting directly may take. */
const TUNNEL_TIMEOUT_MS = 10_000;

/** The proxy answered the request for a tunnel with another status than 200. */
export class TunnelRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super("no tunnel was opened");
    this.status = status;
  }
}

/**
 * Asks a proxy for a tunnel (CONNECT, https://www.rfc-editor.org/rfc/rfc9110#name-connect) to a host (without brackets) and port. Asks once:
 * throws `TunnelRefused` for a status other than 200, and Node's own errors (`ECONNREFUSED`, `ECONNRESET`, `ETIMEDOUT` after 10 s) for a proxy
 * that is not there, hangs up, or does not answer.
 */
export async function openTunnel(proxy: Proxy, host: string, port: number): Promise<Socket> {
  // Loaded here, because it takes Node as long as all of ours, and few runs have a proxy.
  const { request: send } = await (proxy.url.protocol === "https:" ? import("node:https") : import("node:http"));
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const authorization = proxyAuthorization(proxy);
  return new Promise((resolve, reject) => {
    const request = send({
      host: proxy.url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: proxy.url.port || undefined,
      method: "CONNECT",
      path: target,
      headers: { host: target, ...(authorization === undefined ? {} : { "proxy-authorization": authorization }) },
      agent: false,
    });
    const late = Object.assign(new Error("the proxy did not open the connection in time"), { code: "ETIMEDOUT" });
    const timer = setTimeout(() => request.destroy(late), TUNNEL_TIMEOUT_MS);
    request.on("error", reject).on("close", () => clearTimeout(timer));
    request.on("connect", (response, socket, head) => {
      clearTimeout(timer);
      if (response.statusCode !== 200) {
        socket.destroy();
        return reject(new TunnelRefused(response.statusCode ?? 0));
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.end();
  });
}
