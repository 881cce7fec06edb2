import { Agent as PlainAgent, request as requestPlain } from "node:http";
import type { IncomingMessage } from "node:http";
import { Agent as TlsAgent, request as requestTls } from "node:https";
import type { AgentOptions, RequestOptions } from "node:https";
import { ActionError, findProxy, isSystemError, parseRetryAfter, refusedByProxy, retry } from "@waybill/kit";
import type { Proxy, ProxySettings, Reporter } from "@waybill/kit";
import { asksPlugin, readCredentials } from "./access.ts";
import type { ClusterAccess, Credentials, Logins } from "./access.ts";

/** One request to the API server. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether sending it twice does no harm. Default: for everything but POST and PUT. */
  readonly repeatable?: boolean | undefined;
}

/** An answer of any status, read to its end. */
export interface ApiResponse {
  readonly status: number;
  readonly text: string;
  /** The server's own time in milliseconds since 1970, to the second; absent when it did not say. https://www.rfc-editor.org/rfc/rfc9110#name-date */
  readonly dateMs?: number | undefined;
}

/** Sends requests to one API server; answers of any status are returned, only an unreachable server throws. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiResponse>;
  close(): Promise<void>;
}

/** How a transport presents itself and how long it waits. */
export interface TransportOptions {
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly reporter: Reporter;
  /** Where connections leave through; undefined: directly. */
  readonly proxy?: ProxySettings | undefined;
  /** What connections of one run share; without it each logs in by itself. */
  readonly logins?: Logins | undefined;
}

const ATTEMPTS = 4;
const MAX_RESPONSE_BYTES = 64 << 20;
const KEEP_ALIVE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
// 429 is the API server's own flow control and comes with Retry-After; the others are a server that restarts or a balancer without one.
// https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
const RETRIED_STATUSES = new Set([429, 502, 503, 504]);

class Unavailable extends Error {
  readonly response: ApiResponse;
  readonly afterMs: number | undefined;

  constructor(response: ApiResponse, afterMs: number | undefined) {
    super(`status ${response.status}`);
    this.response = response;
    this.afterMs = afterMs;
  }
}

type TlsOptions = Pick<AgentOptions, "rejectUnauthorized" | "ca" | "cert" | "key" | "servername">;

interface Connection {
  readonly agent: PlainAgent | TlsAgent;
  /** How TLS to the API server is spoken, inside a proxy's tunnel too; the proxy itself must not see the client's certificate. */
  readonly tls: TlsOptions;
  readonly proxy: Proxy | undefined;
  readonly credentials: Credentials;
}

/** Makes the transport; opens no connection before the first request. */
export function connectTransport(access: ClusterAccess, options: TransportOptions): Transport {
  let connection: Promise<Connection> | undefined;
  const logIn = async (refused?: Credentials): Promise<Pick<Connection, "credentials" | "tls">> => {
    const credentials = await readCredentials(access, options.logins, refused);
    if (credentials.token) options.reporter.mask(credentials.token);
    if (credentials.keyPem) options.reporter.mask(credentials.keyPem);
    return { credentials, tls: tlsOptions(access, credentials) };
  };
  const connect = async (): Promise<Connection> => {
    const login = await logIn();
    const proxy = findProxy(new URL(access.server), options.proxy);
    return { agent: await makeAgent(access, proxy), proxy, ...login };
  };
  const renew = async (before: Promise<Connection>): Promise<Connection> => {
    const refused = await before;
    return { ...refused, ...(await logIn(refused.credentials)) };
  };
  const once = async (apiRequest: ApiRequest): Promise<ApiResponse> => {
    const used = (connection ??= connect());
    const response = await sendOnce(access, await used, apiRequest, options);
    // A plugin's login lives for minutes (EKS: 15), a rollout for longer. Who was not let in has done nothing, so any request may be repeated.
    if (response.status !== 401 || !asksPlugin(access)) return response;
    if (connection === used) connection = renew(used);
    return sendOnce(access, await (connection ?? used), apiRequest, options);
  };
  return {
    async send(apiRequest) {
      const repeatable = apiRequest.repeatable ?? (apiRequest.method !== "POST" && apiRequest.method !== "PUT");
      try {
        return await retry(() => once(apiRequest), {
          attempts: ATTEMPTS,
          baseDelayMs: 200,
          maxDelayMs: 5_000,
          decide: (error) => decide(error, repeatable, apiRequest.signal),
          onRetry: (error, attempt) =>
            options.reporter.debug(`Try ${attempt} of ${apiRequest.method} ${apiRequest.path}: ${String(error)}`),
          signal: apiRequest.signal,
        });
      } catch (error) {
        if (error instanceof Unavailable) return error.response;
        if (apiRequest.signal?.aborted) throw apiRequest.signal.reason;
        // Without a connection no proxy is known, and the error itself says why there is none.
        throw error instanceof ActionError ? error : unreachable(access, error, (await connection?.catch(() => undefined))?.proxy);
      }
    },
    async close() {
      const open = connection;
      connection = undefined;
      // A connection that never came about has nothing to close, and its error was thrown where it was used.
      const made = await open?.catch(() => undefined);
      made?.agent.destroy();
    },
  };
}

async function makeAgent(access: ClusterAccess, proxy: Proxy | undefined): Promise<PlainAgent | TlsAgent> {
  const pool = { keepAlive: true, maxSockets: 16, timeout: KEEP_ALIVE_MS };
  if (proxy) return (await import("./tunnel-agent.ts")).createTunnelAgent(proxy, pool, CONNECT_TIMEOUT_MS);
  return access.server.startsWith("https:") ? new TlsAgent(pool) : new PlainAgent(pool);
}

function tlsOptions(access: ClusterAccess, credentials: Credentials): TlsOptions {
  return {
    rejectUnauthorized: !access.insecureSkipTlsVerify,
    ca: access.caPem,
    cert: credentials.certPem,
    key: credentials.keyPem,
    servername: access.tlsServerName,
  };
}

async function sendOnce(
  access: ClusterAccess,
  { agent, tls, proxy, credentials }: Connection,
  apiRequest: ApiRequest,
  options: TransportOptions,
): Promise<ApiResponse> {
  const url = new URL(access.server + apiRequest.path);
  for (const [key, value] of Object.entries(apiRequest.query ?? {})) if (value !== undefined) url.searchParams.set(key, value);
  const body = apiRequest.body === undefined ? undefined : Buffer.from(JSON.stringify(apiRequest.body));
  const timeout = AbortSignal.timeout(apiRequest.timeoutMs ?? options.timeoutMs);
  const signal = apiRequest.signal ? AbortSignal.any([apiRequest.signal, timeout]) : timeout;
  const response = await exchange(url, body, {
    agent,
    ...tls,
    proxy,
    method: apiRequest.method,
    headers: {
      accept: "application/json, */*",
      "user-agent": options.userAgent,
      ...(credentials.token && { authorization: `Bearer ${credentials.token}` }),
      ...(body && { "content-type": apiRequest.contentType ?? "application/json", "content-length": body.length }),
    },
    signal,
  });
  const date = Date.parse(response.headers.date ?? "");
  const dateMs = Number.isNaN(date) ? undefined : date;
  const answer = { status: response.statusCode ?? 0, text: await readText(response, signal), dateMs };
  if (RETRIED_STATUSES.has(answer.status)) throw new Unavailable(answer, parseRetryAfter(response.headers["retry-after"]));
  return answer;
}

/** Sends one request and gives the response as soon as its headers are there. */
function exchange(
  url: URL,
  body: Buffer | undefined,
  { proxy, ...options }: RequestOptions & { signal: AbortSignal; proxy: Proxy | undefined },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestTls : requestPlain)(url, options, resolve);
    // An abort comes as a bare AbortError; its reason says whether it was the time or the user.
    request.on("error", (error) => reject(options.signal.aborted ? options.signal.reason : error));
    // While a tunnel is being opened, a request has no socket yet, and tells nobody that it was aborted.
    options.signal.addEventListener("abort", () => reject(options.signal.reason), { once: true });
    // Otherwise the proxy's refusal would come as if the API server had answered it.
    request.on("proxyConnect", ({ statusCode }: { statusCode: number }) => {
      if (proxy && statusCode !== 200) request.destroy(refusal(proxy, url, statusCode));
    });
    request.on("socket", (socket) => {
      if (!socket.connecting) return;
      const timer = setTimeout(
        () => request.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" })),
        CONNECT_TIMEOUT_MS,
      );
      socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    });
    request.end(body);
  });
}

function refusal(proxy: Proxy, url: URL, status: number): Error {
  if (Number.isNaN(status)) return Object.assign(new Error(`${proxy.label} answered with something that is not HTTP`), { code: "EPROXY" });
  // 5xx is the proxy's word for a server that it cannot reach now.
  if (status >= 500) return Object.assign(new Error(`${proxy.label} answered HTTP ${status}`), { code: "EPROXY" });
  return refusedByProxy(proxy, url, status);
}

async function readText(body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES)
        throw new ActionError("remote", "The API server's answer is larger than 64 MiB, which is not read any further.");
      chunks.push(chunk);
    }
  } catch (error) {
    // A body that is cut off by an abort ends as if the server had hung up, and would be asked for again.
    throw signal.aborted ? signal.reason : error;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function decide(error: unknown, repeatable: boolean, signal: AbortSignal | undefined): { retry: boolean; afterMs?: number } {
  if (signal?.aborted || error instanceof ActionError) return { retry: false };
  // 429 says that the request was not even looked at, so it may be sent again whatever it is.
  if (error instanceof Unavailable) {
    const retry = repeatable || error.response.status === 429;
    return error.afterMs === undefined ? { retry } : { retry, afterMs: Math.min(error.afterMs, 10_000) };
  }
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return { retry: true };
  return { retry: repeatable && !isTlsProblem(code) && code !== "ENOTFOUND" && !isTimeout(error) };
}

function unreachable(access: ClusterAccess, error: unknown, proxy: Proxy | undefined): ActionError {
  const code = codeOf(error);
  const where = `The Kubernetes API at ${access.server} (context '${access.context}'${proxy ? `, through ${proxy.label}` : ""})`;
  if (isTimeout(error))
    return new ActionError("remote", `${where} did not answer in time. Check the network and the API server's health, then run again.`, {
      cause: error,
    });
  if (code === "CERT_HAS_EXPIRED")
    return new ActionError("environment", `${where} shows a certificate that has expired. Renew the server's certificate.`, {
      cause: error,
    });
  if (isTlsProblem(code)) {
    const next = "Put the cluster's certificate authority into 'certificate-authority-data' of the kubeconfig, and check the host name.";
    return new ActionError("environment", `${where} shows a certificate that is not trusted (${code}). ${next}`, { cause: error });
  }
  const why: Readonly<Record<string, string>> = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "its host name is unknown",
    EAI_AGAIN: "its host name could not be looked up",
    EPROXY: error instanceof Error ? error.message : "",
    ECONNRESET: "it closed the connection",
    EPIPE: "it closed the connection",
  };
  // Behind a proxy it is the proxy whose host is looked up and dialled; the API server's own failures come back through the tunnel.
  const next =
    proxy && ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(code)
      ? `This is about the proxy: check ${proxy.variable} and that the proxy runs, or add the API server's host to NO_PROXY if it can be reached directly.`
      : "Check the address in the kubeconfig, the network, and that the cluster runs.";
  return new ActionError("remote", `${where} cannot be reached: ${why[code] ?? (code || String(error))}. ${next}`, { cause: error });
}

function codeOf(error: unknown): string {
  if (isSystemError(error)) return error.code ?? "";
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : "";
}

function isTlsProblem(code: string): boolean {
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/.test(code);
}

function isTimeout(error: unknown): boolean {
  return (error instanceof Error && error.name === "TimeoutError") || codeOf(error) === "ETIMEDOUT";
}
