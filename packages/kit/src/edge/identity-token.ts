import { ActionError } from "../error.ts";
import { parseJson, textAt } from "../json.ts";
import type { Reporter } from "../reporter.ts";
import { retry } from "../retry.ts";

/** What a request for an identity token needs. */
export interface IdentityTokenOptions {
  /** Snapshot of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Sends the request, through a proxy for example. */
  readonly fetch: typeof fetch;
  /** Hides every token before it can be printed. */
  readonly reporter: Reporter;
}

/** Whom the tokens are for: Sigstore's certificate authorities take no other. */
const AUDIENCE = "sigstore";
const ATTEMPTS = 4;

/**
 * How this job gets identity tokens for Sigstore from its runner; undefined where the runner offers none, because the job has no
 * `id-token: write`, the run is from a fork, or this is no runner. Each call asks for a fresh one, since they live for minutes
 * (https://docs.github.com/actions/reference/security/oidc).
 *
 * `@actions/core` has a function for it, which brings an HTTP client of 1 MB into every start and passes by our proxy.
 */
export function findIdentityToken({ env, fetch: send, reporter }: IdentityTokenOptions): (() => Promise<string>) | undefined {
  const address = env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const secret = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (!address || !secret) return undefined;
  const url = new URL(address);
  url.searchParams.set("audience", AUDIENCE);
  return async () => {
    reporter.mask(secret);
    const text = await retry(() => request(send, url, secret), {
      attempts: ATTEMPTS,
      decide: (error) => ({ retry: !(error instanceof ActionError && error.kind === "environment") }),
    });
    const token = textAt(parse(text), "value");
    if (!token) throw failure("answered without a token", "remote");
    reporter.mask(token);
    return token;
  };
}

async function request(send: typeof fetch, url: URL, secret: string): Promise<string> {
  let response: Response;
  try {
    response = await send(url, { headers: { authorization: `Bearer ${secret}`, accept: "application/json" } });
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw failure(`could not be reached (${error instanceof Error ? error.message : String(error)})`, "remote");
  }
  if (response.ok) return response.text();
  await response.body?.cancel();
  throw failure(`answered HTTP ${response.status}`, response.status >= 500 || response.status === 429 ? "remote" : "environment");
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // What it is instead may hold half of a token.
    throw failure("answered something else than JSON", "remote");
  }
}

function failure(what: string, kind: "environment" | "remote"): ActionError {
  const next = kind === "remote" ? "Run again later" : "Give the job 'id-token: write'";
  return new ActionError(
    kind,
    `The runner's issuer of identity tokens ${what}, so nothing can be signed with a certificate. ${next}, or pass 'signing-key'.`,
  );
}
