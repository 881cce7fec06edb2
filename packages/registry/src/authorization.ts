import { ActionError, cutText, numberAt, parseRetryAfter, textAt } from "@waybill/kit";
import { parseChallenge } from "./challenge.ts";
import type { Challenge } from "./challenge.ts";
import type { CredentialSource, Credentials } from "./credentials.ts";
import { describeNetworkError, missingPermission, readErrors, refusedCredentials } from "./failure.ts";
import type { RequestPurpose } from "./failure.ts";

/** A failure that another try may heal. */
export class PassingFailure extends Error {
  readonly afterMs: number | undefined;

  constructor(message: string, afterMs?: number, cause?: unknown) {
    super(message, { cause });
    this.afterMs = afterMs;
  }
}

/**
 * Logs in as registries ask for it (https://distribution.github.io/distribution/spec/auth/token/ and .../oauth/). Keeps one token per set of scopes and renews it before it ends or when the registry refuses it.
 */
export interface Authorizer {
  /** The `Authorization` value to send now, if one is known. */
  current(scopes: readonly string[]): string | undefined;
  /** Answers a 401: gets another `Authorization` value, or throws an `environment` error that says why there is none. */
  renew(scopes: readonly string[], challenge: string | null, refused: string | undefined, purpose: RequestPurpose): Promise<string>;
}

/** Whose login is made. */
export interface AuthorizerOptions {
  /** The host as the user named it, by which credentials are looked up. */
  readonly registry: string;
  readonly plainHttp: boolean;
  readonly credentials: CredentialSource | undefined;
  readonly fetch: typeof fetch;
  readonly mask: (secret: string) => void;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; the clock by default. */
  readonly now?: (() => number) | undefined;
}

interface Grant {
  readonly header: string;
  readonly endsAt: number;
}

/** The least life that the token specification promises; registries that say nothing mean this. */
const DEFAULT_LIFE_SECONDS = 60;
/** A token service that does not answer is tried again, so waiting longer than this is in vain. */
const TOKEN_TIMEOUT_MS = 30_000;

/** Makes the authorizer of one registry. Credentials are sent to the registry and to the token service it names, over TLS unless the registry itself is plain HTTP. */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const now = options.now ?? Date.now;
  const grants = new Map<string, Grant>();
  const pending = new Map<string, Promise<string>>();
  const keyOf = (scopes: readonly string[]): string => [...scopes].sort().join(" ");

  const grant = async (scopes: readonly string[], challenge: Challenge, purpose: RequestPurpose): Promise<Grant> => {
    const credentials = await options.credentials?.(options.registry);
    if (credentials) options.mask("password" in credentials ? credentials.password : credentials.identityToken);
    // As Basic authentication sends it: a proxy that echoes its request echoes this.
    if (credentials && "username" in credentials) options.mask(`${credentials.username}:${credentials.password}`);
    if (challenge.scheme === "basic") return basicGrant(credentials, purpose);
    return requestToken(challenge, scopes, credentials, purpose, options, now());
  };

  return {
    current(scopes) {
      const found = grants.get(keyOf(scopes));
      return found && found.endsAt > now() ? found.header : undefined;
    },
    renew(scopes, header, refused, purpose) {
      const key = keyOf(scopes);
      const known = this.current(scopes);
      // Another request of the same push was refused first and has already renewed.
      if (known !== undefined && known !== refused) return Promise.resolve(known);
      const running = pending.get(key);
      if (running) return running;
      const challenge = parseChallenge(header);
      if (!challenge) return Promise.reject(refusedCredentials(purpose, "HTTP 401 without a way to log in that is known here"));
      if (challenge.scheme === "basic" && refused !== undefined) return Promise.reject(refusedCredentials(purpose, "HTTP 401"));
      const work = grant(scopes, challenge, purpose)
        .then((fresh) => {
          grants.set(key, fresh);
          return fresh.header;
        })
        .finally(() => pending.delete(key));
      pending.set(key, work);
      return work;
    },
  };
}

function basicGrant(credentials: Credentials | undefined, purpose: RequestPurpose): Grant {
  if (!credentials || !("password" in credentials)) throw refusedCredentials(purpose, "HTTP 401", false);
  return { header: basicHeader(credentials), endsAt: Number.POSITIVE_INFINITY };
}

function basicHeader(credentials: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

async function requestToken(
  challenge: Extract<Challenge, { scheme: "bearer" }>,
  scopes: readonly string[],
  credentials: Credentials | undefined,
  purpose: RequestPurpose,
  options: AuthorizerOptions,
  now: number,
): Promise<Grant> {
  const realm = checkRealm(challenge.realm, purpose, options.plainHttp);
  const wanted = scopes.length > 0 ? scopes : (challenge.scope?.split(" ") ?? []);
  const request = tokenRequest(realm, challenge.service, wanted, credentials);
  let response: Response;
  try {
    const timeout = AbortSignal.timeout(TOKEN_TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    response = await options.fetch(request.url, { ...request.init, redirect: "error", signal });
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof ActionError) throw cause;
    throw new PassingFailure(`the token service ${realm.origin} did not answer (${describeNetworkError(cause)})`, undefined, cause);
  }
  if (!response.ok) throw await refusalOf(response, realm, credentials, purpose);
  return readGrant(response, realm, options, now);
}

/** With a password a GET with Basic authorisation; with an identity token the POST of a refresh token in OAuth 2. */
function tokenRequest(
  realm: URL,
  service: string | undefined,
  scopes: readonly string[],
  credentials: Credentials | undefined,
): { url: URL; init: RequestInit } {
  if (credentials && "identityToken" in credentials) {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: credentials.identityToken,
      client_id: "waybill",
      scope: scopes.join(" "),
    });
    if (service !== undefined) form.set("service", service);
    return { url: realm, init: { method: "POST", body: form } };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  return { url, init: { headers: credentials ? { authorization: basicHeader(credentials) } : {} } };
}

async function refusalOf(response: Response, realm: URL, credentials: Credentials | undefined, purpose: RequestPurpose): Promise<Error> {
  const errors = await readErrors(response);
  const words = [`HTTP ${response.status} from ${realm.origin}`, ...errors.map(({ code, message }) => `${code} ${message}`.trim())];
  const said = cutText(words.join(", "), 500);
  if (response.status === 408 || response.status === 429 || response.status >= 500) {
    return new PassingFailure(`the token service answered ${said}`, parseRetryAfter(response.headers.get("retry-after")));
  }
  if (!credentials) return refusedCredentials(purpose, said, false);
  return response.status === 403 ? missingPermission(purpose, said) : refusedCredentials(purpose, said);
}

async function readGrant(response: Response, realm: URL, options: AuthorizerOptions, now: number): Promise<Grant> {
  // An answer that is no JSON holds no token, which is said below.
  const answer: unknown = await response.json().catch(() => undefined);
  // The token specification allows both names and says that they mean the same.
  const token = textAt(answer, "token") ?? textAt(answer, "access_token") ?? "";
  if (token === "")
    throw new ActionError(
      "remote",
      `The token service ${realm.origin} of '${options.registry}' answered without a token. Try again later.`,
    );
  options.mask(token);
  const announced = numberAt(answer, "expires_in") ?? 0;
  const life = announced > 0 ? announced : DEFAULT_LIFE_SECONDS;
  // Ends early by a tenth, so that a request does not start with a token that dies on the way.
  return { header: `Bearer ${token}`, endsAt: now + life * 900 };
}

/** The realm comes from an answer that anybody on the way could have written, where the connection is not encrypted. */
function checkRealm(realm: string, purpose: RequestPurpose, plainHttp: boolean): URL {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && plainHttp)) return url;
  throw new ActionError(
    "environment",
    `Could not ${purpose.what} '${purpose.registry}': it asks to log in at '${realm}', which is not an https address, so no credentials were sent. Ask the registry's operator.`,
  );
}
