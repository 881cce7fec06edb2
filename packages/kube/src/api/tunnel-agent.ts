import type { Socket } from "node:net";
import type { AgentOptions } from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { Proxy } from "@waybill/kit";

type Connect = HttpsProxyAgent<string>["connect"];

/** The agent of connections through a proxy, which may take `timeoutMs` each until the tunnel stands. */
export function createTunnelAgent(proxy: Proxy, pool: AgentOptions, timeoutMs: number): HttpsProxyAgent<string> {
  return new TunnelAgent(proxy, pool, timeoutMs);
}

/** Without its own limit the library waits for ever for the answer of a proxy that is silent, and keeps the process alive with it. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #label: string;
  readonly #timeoutMs: number;

  constructor(proxy: Proxy, pool: AgentOptions, timeoutMs: number) {
    super(proxy.url, pool);
    this.#label = proxy.label;
    this.#timeoutMs = timeoutMs;
  }

  override async connect(...[request, options]: Parameters<Connect>): Promise<Socket> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#timeoutMs);
    // The library reads these before it waits for anything, so each connection has a limit of its own.
    this.connectOpts = { ...this.connectOpts, signal: limit.signal };
    try {
      return await super.connect(request, options);
    } catch (error) {
      if (!limit.signal.aborted) throw error;
      throw Object.assign(new Error(`${this.#label} did not open the connection in time`), { code: "EPROXY", cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}
