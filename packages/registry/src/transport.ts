import { ActionError, countOf, isLoopback, parseRetryAfter, pause, retry } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import { createAuthorizer, PassingFailure } from "./authorization.ts";
import type { Authorizer } from "./authorization.ts";
import type { CredentialSource } from "./credentials.ts";
import { bytesOf, describeNetworkError, failureOf, RemoteFailure, targetOf, unreachable } from "./failure.ts";
import type { RequestPurpose } from "./failure.ts";
import { createPatience } from "./patience.ts";
import type { Patience } from "./patience.ts";

/** How often and how fast failed requests are tried again. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** How long a registry may give no sign of life before nothing more is asked of it; what is being sent gets its time on top. */
  readonly patienceMs: number;
}

/** Which registry, who we are, and how patient we are. */
export interface TransportOptions {
  /** The host, with its port if it is not the usual one: `ghcr.io`, `127.0.0.1:5000`; `docker.io` means `registry-1.docker.io`. */
  readonly registry: string;
  /** Speaks HTTP without TLS; by default to this machine only. */
  readonly plainHttp?: boolean | undefined;
  /** Asked when the registry wants a login, and not before. */
  readonly credentials?: CredentialSource | undefined;
  readonly reporter?: Reporter | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Six attempts with pauses of 0.5 s to 20 s by default, all of them within two minutes. */
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** One request to the registry. */
export interface RegistryRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A path below the registry (`/v2/…`), or the address that an earlier answer gave. */
  readonly to: string | URL;
  /** What a token must allow, as the token specification writes it: `repository:<name>:pull,push`. */
  readonly scopes: readonly string[];
  /** Completes "Could not … <registry>/<repository>", for example `push blob sha256:… to`. */
  readonly purpose: string;
  readonly repository?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Uint8Array | undefined;
  /** What the registry may need before it answers, beside the time for the body. */
  readonly graceMs?: number | undefined;
  /** Overrides the policy's number of attempts. */
  readonly attempts?: number | undefined;
}

/** Sends requests to one registry: authorised, retried, redirects followed without taking credentials along. */
export interface Transport {
  readonly registry: string;
  readonly reporter: Reporter | undefined;
  readonly signal: AbortSignal | undefined;
  readonly policy: RetryPolicy;
  /** Told of content as it arrives, right or wrong; what it throws ends the reading. */
  readonly onBytes?: ((count: number) => void) | undefined;
  /** The response of any status that another try would not change; 408, 429, 5xx and network errors are thrown after the last attempt. */
  send(request: RegistryRequest): Promise<Response>;
  /** Like `send`, but throws the plain-English error for every other status than those expected. */
  expect(request: RegistryRequest, ...statuses: readonly number[]): Promise<Response>;
  /** Makes the address that a `Location` header means. */
  locate(location: string | null, from: Response, purpose: RequestPurpose): URL;
}

const DEFAULT_POLICY: RetryPolicy = { attempts: 6, baseDelayMs: 500, maxDelayMs: 20_000, patienceMs: 100_000 };
/** The slowest connection on which an upload is still one: nothing tells how far a request's body got, so its time is reckoned by this. */
const SLOWEST_BYTES_PER_MS = 64;
/** As many as storage behind a registry ever needed, and few enough to end a circle soon. */
const MAX_REDIRECTS = 5;

/** Makes the transport of one registry; plain HTTP is the default for loopback hosts only. */
export function createTransport(options: TransportOptions): Transport {
  const host = options.registry === "docker.io" ? "registry-1.docker.io" : options.registry;
  const plainHttp = options.plainHttp ?? isLoopback(host);
  const origin = new URL(`${plainHttp ? "http" : "https"}://${host}`).origin;
  const send = options.fetch ?? fetch;
  const policy = { ...DEFAULT_POLICY, ...options.retry };
  const authorizer = createAuthorizer({
    registry: options.registry,
    plainHttp,
    credentials: options.credentials,
    fetch: send,
    mask: (secret) => options.reporter?.mask(secret),
    signal: options.signal,
  });
  const patience = createPatience(policy.patienceMs);
  const wire: Wire = { origin, fetch: send, authorizer, registry: options.registry, signal: options.signal, policy, patience };
  return {
    registry: options.registry,
    reporter: options.reporter,
    signal: options.signal,
    policy,
    send: (request) => sendPatiently(request, wire, options.reporter),
    async expect(request, ...statuses) {
      const response = await this.send(request);
      if (statuses.includes(response.status)) return response;
      throw await failureOf(response, purposeOf(request, options.registry));
    },
    locate: (location, from, purpose) => locate(location, from, purpose, origin),
  };
}

/** What every request of one registry shares. */
interface Wire {
  readonly origin: string;
  readonly fetch: typeof fetch;
  readonly authorizer: Authorizer;
  readonly registry: string;
  readonly signal: AbortSignal | undefined;
  readonly policy: RetryPolicy;
  readonly patience: Patience;
}

/** Tries again what another try may heal, and says after the last one how many there were. */
function sendPatiently(request: RegistryRequest, wire: Wire, reporter: Reporter | undefined): Promise<Response> {
  const attempts = request.attempts ?? wire.policy.attempts;
  const purpose = purposeOf(request, wire.registry);
  const deadline = wire.patience.deadline(workOf(request));
  let made = 0;
  const sendOne = (attempt: number): Promise<Response> => {
    made = attempt;
    return sendOnce(request, wire, { purpose, deadline });
  };
  const work = retry(sendOne, {
    ...wire.policy,
    attempts,
    signal: wire.signal,
    decide: (error) => {
      const isInTime = error instanceof PassingFailure && Date.now() + (error.afterMs ?? 0) < deadline;
      return isInTime ? { retry: true, afterMs: error.afterMs } : { retry: false };
    },
    onRetry: (error, attempt, delayMs) =>
      reporter?.warn(
        `${wire.registry}: ${error instanceof StatusFailure ? error.message : `${(error as Error).message} while trying to ${request.purpose} ${targetOf(purpose)}`}; trying again in ${(delayMs / 1000).toFixed(1)} s (attempt ${attempt + 1} of ${attempts})`,
      ),
  });
  return work.catch((error: unknown) => {
    wire.signal?.throwIfAborted();
    if (!(error instanceof PassingFailure)) throw error;
    if (error instanceof StatusFailure)
      throw new RemoteFailure(`${error.final.message} (${countOf(made, "attempt")} made.)`, {
        cause: error,
        afterMs: error.afterMs,
      });
    throw unreachable(purpose, error.cause ?? error, made);
  });
}

/** Milliseconds that a request may take without anybody being silent. */
function workOf({ body, graceMs = 0 }: RegistryRequest): number {
  return (body?.length ?? 0) / SLOWEST_BYTES_PER_MS + graceMs;
}

/** A passing failure that already has its final words. */
class StatusFailure extends PassingFailure {
  readonly final: ActionError;

  constructor(message: string, final: ActionError, afterMs: number | undefined) {
    super(message, afterMs);
    this.final = final;
  }
}

/** One request with its login: a 401 is answered once by a new token. */
async function sendOnce(
  request: RegistryRequest,
  wire: Wire,
  { purpose, deadline }: { readonly purpose: RequestPurpose; readonly deadline: number },
): Promise<Response> {
  const url = request.to instanceof URL ? request.to : new URL(request.to, wire.origin);
  const isHome = url.origin === wire.origin;
  let authorization = isHome ? wire.authorizer.current(request.scopes) : undefined;
  let response = await follow(request, { url, authorization, deadline }, wire);
  if (response.status === 401 && isHome) {
    const challenge = response.headers.get("www-authenticate");
    await drain(response);
    authorization = await wire.authorizer.renew(request.scopes, challenge, authorization, purpose);
    response = await follow(request, { url, authorization, deadline }, wire);
  }
  if (response.status !== 408 && response.status !== 429 && (response.status < 500 || response.status === 501)) return response;
  const afterMs = parseRetryAfter(response.headers.get("retry-after"));
  const message = `HTTP ${response.status} while trying to ${purpose.what} ${targetOf(purpose)}`;
  throw new StatusFailure(message, await failureOf(response, purpose), afterMs);
}

/** Follows redirects by hand, because `fetch` would take the credentials along within a host but not say where it ended. */
async function follow(
  request: RegistryRequest,
  start: { readonly url: URL; readonly authorization: string | undefined; readonly deadline: number },
  wire: Wire,
): Promise<Response> {
  let { url } = start;
  const { authorization, deadline } = start;
  for (let hops = 0; ; hops++) {
    const headers: Record<string, string> = { "user-agent": "waybill", ...request.headers };
    // Credentials belong to the registry's origin only: a storage host that a redirect leads to must not see them.
    if (authorization !== undefined && url.origin === wire.origin) headers["authorization"] = authorization;
    const body = (request.body as Uint8Array<ArrayBuffer> | undefined) ?? null;
    const isQuestion = request.method === "GET" || request.method === "HEAD";
    const waitMs = wire.patience.wait(deadline, { isQuestion, work: workOf(request) });
    const response = await exchange(url, { method: request.method, headers, redirect: "manual", body }, { wire, waitMs });
    const location = response.headers.get("location");
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
    if (!isRedirect || (request.method !== "GET" && request.method !== "HEAD" && response.status !== 307 && response.status !== 308))
      return response;
    if (hops >= MAX_REDIRECTS)
      throw new ActionError(
        "remote",
        `'${wire.registry}' redirected more than ${MAX_REDIRECTS} times while trying to ${request.purpose} ${targetOf(purposeOf(request, wire.registry))}. Check the registry's address, or ask its operator.`,
      );
    await drain(response);
    url = checkTarget(new URL(location, url), url, wire);
  }
}

/** Waits so long for the headers; the body may take as long as it flows. */
async function exchange(
  url: URL,
  init: RequestInit,
  { wire, waitMs }: { readonly wire: Wire; readonly waitMs: number },
): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${Math.ceil(waitMs / 1000)} s`)), waitMs);
  try {
    const response = await wire.fetch(url, {
      ...init,
      signal: wire.signal ? AbortSignal.any([wire.signal, timeout.signal]) : timeout.signal,
    });
    wire.patience.answered();
    return response;
  } catch (cause) {
    wire.signal?.throwIfAborted();
    // A proxy that refused will refuse again.
    if (cause instanceof ActionError) throw cause;
    throw new PassingFailure(describeNetworkError(cause), undefined, cause);
  } finally {
    clearTimeout(timer);
  }
}

function locate(location: string | null, from: Response, purpose: RequestPurpose, origin: string): URL {
  const base = from.url === "" ? origin : from.url;
  if (location !== null && URL.canParse(location, base)) {
    const url = new URL(location, base);
    // Registries behind a TLS proxy often name themselves with http://; the credentials must not follow.
    if (origin.startsWith("https:") && url.protocol === "http:" && url.host === new URL(origin).host) url.protocol = "https:";
    return checkTarget(url, new URL(base), { origin, registry: purpose.registry });
  }
  throw new ActionError(
    "remote",
    `Could not ${purpose.what} '${purpose.registry}': it did not say where to continue the upload (no Location). Ask its operator.`,
  );
}

/** A registry must not be able to point us at services of this machine or of its cloud (169.254.169.254), nor away from TLS. */
function checkTarget(target: URL, from: URL, wire: Pick<Wire, "origin" | "registry">): URL {
  const isSafe = target.protocol === "https:" || (target.protocol === "http:" && from.protocol === "http:");
  const leadsInside = isLoopback(target.host) || /^(169\.254\.|\[fe80:)/i.test(target.host);
  if (isSafe && (!leadsInside || isLoopback(new URL(wire.origin).host))) return target;
  throw new ActionError(
    "remote",
    `'${wire.registry}' redirects to '${target.origin}', which is ${isSafe ? "an address inside this machine" : "not encrypted"}; that is not followed. Ask its operator.`,
  );
}

/** Waits before the next try: as long as the registry asked for, else longer each time. A cancelled run does not wait. */
export async function pauseBeforeRetry(transport: Transport, failures: number, afterMs?: number): Promise<void> {
  const { baseDelayMs, maxDelayMs } = transport.policy;
  const delayMs = afterMs ?? Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
  await pause(delayMs, transport.signal);
}

/** Reads the rest of a response away, so that its connection can be used again. */
export async function drain(response: Response): Promise<void> {
  try {
    for await (const _ of bytesOf(response));
  } catch {
    // What is read away is nobody's loss.
  }
}

/** What a request is for, in the words of an error. */
export function purposeOf(request: RegistryRequest, registry: string): RequestPurpose {
  return { what: request.purpose, registry, repository: request.repository };
}
