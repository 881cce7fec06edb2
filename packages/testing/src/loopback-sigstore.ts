import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, initializeTSA, rekorHandler, tsaHandler } from "@sigstore/mock";
import { listAt, textAt } from "@waybill/kit";
import { signingConfigOf, trustedRootOf } from "./sigstore-documents.ts";
import type { Authorities } from "./sigstore-documents.ts";

/** Claims of a workflow's identity token, as GitHub names them. */
export type Claims = Readonly<Record<string, string>>;

/** The claims of a job of `acme/shop` that calls one of our reusable workflows. */
export const CLAIMS: Claims = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "https://github.com/waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
  repository: "acme/shop",
  repository_owner: "acme",
  repository_visibility: "public",
  ref: "refs/heads/main",
  sha: "a".repeat(40),
  event_name: "push",
  workflow_ref: "acme/shop/.github/workflows/ship.yml@refs/heads/main",
  job_workflow_ref: "waybill-ci/waybill/.github/workflows/release.yml@refs/tags/v1",
  run_id: "1",
  run_attempt: "1",
};

/** A Sigstore of this process alone: certificate authority, transparency log, timestamp authority, and the runner's issuer of tokens. */
export interface LoopbackSigstore extends AsyncDisposable {
  /** `http://127.0.0.1:port`, of all four. */
  readonly url: string;
  /** Text of the `trusted_root.json` that verifies what was signed here; `until` ends the validity of everything in it. */
  trustedRoot(until?: Date): string;
  /** Text of the `signing_config.v0.2.json` that names the services. */
  readonly signingConfig: string;
  /** An identity token as a runner gives it, with other claims where they are given; `undefined` takes one away. */
  token(claims?: Readonly<Record<string, string | undefined>>): string;
  /** The variables by which a runner tells a job with `id-token: write` where tokens are. */
  readonly env: { readonly ACTIONS_ID_TOKEN_REQUEST_URL: string; readonly ACTIONS_ID_TOKEN_REQUEST_TOKEN: string };
  /** Every request so far, `METHOD /path`. */
  readonly requests: readonly string[];
  /** Answers of the services instead of their own, by path, such as `/api/v2/signingCert`. */
  readonly failures: Map<string, { readonly status: number; readonly body?: string }>;
}

export interface SigstoreOptions {
  /** `public-good` has a transparency log and logged certificates; `github` has a timestamp authority and nothing public. */
  readonly kind?: "public-good" | "github";
  /** Claims of the tokens that the issuer gives out; default: `CLAIMS`. */
  readonly claims?: Claims;
}

type Handler = { readonly path: string; readonly fn: (body: string) => Promise<Answer> };
type Answer = { readonly statusCode: number; readonly response: string | ArrayBufferView; readonly contentType?: string };

const CERTIFICATES = "/api/v2/signingCert";
const LOG = "/api/v1/log/entries";

/** Starts a Sigstore on a free loopback port; its keys are new each time, so its trust root verifies nothing of another one. */
export async function startLoopbackSigstore({ kind = "public-good", claims = CLAIMS }: SigstoreOptions = {}): Promise<LoopbackSigstore> {
  const requests: string[] = [];
  const failures: LoopbackSigstore["failures"] = new Map();
  const handlers = new Map<string, Handler["fn"]>();
  const token = (changed: Readonly<Record<string, string | undefined>> = {}): string => tokenOf({ ...claims, ...changed });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://x").pathname;
    requests.push(`${request.method} ${path}`);
    answer(request, response, path).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const failure = failures.get(path);
    if (failure) return void response.writeHead(failure.status, { "content-type": "application/json" }).end(failure.body ?? "{}");
    // What a runner's issuer answers: https://docs.github.com/actions/reference/security/oidc
    if (path === "/token")
      return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ value: token() }));
    const found = await handlers.get(path)?.(withCredentials(body, request.headers.authorization));
    if (!found) return void response.writeHead(404).end();
    // Cosign looks for Rekor's entry by this header, which the double leaves out, and minds that Fulcio's answers 201 where Fulcio says 200.
    if (path === LOG && typeof found.response === "string")
      response.setHeader("etag", Object.keys(JSON.parse(found.response) as object)[0] ?? "");
    const status = path === CERTIFICATES && found.statusCode === 201 ? 200 : found.statusCode;
    response.writeHead(status, { "content-type": found.contentType ?? "text/plain" }).end(bytesOf(found.response));
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const { authorities, all } = await createAuthorities(kind, url);
  for (const { path, fn } of all) handlers.set(path, fn);
  return {
    url,
    requests,
    failures,
    token,
    trustedRoot: (until) => trustedRootOf(authorities, until),
    signingConfig: signingConfigOf(url, kind === "public-good"),
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: "canary-runner-token" },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function bytesOf(response: Answer["response"]): string | Buffer {
  return typeof response === "string" ? response : Buffer.from(response.buffer, response.byteOffset, response.byteLength);
}

async function createAuthorities(kind: "public-good" | "github", url: string): Promise<{ authorities: Authorities; all: Handler[] }> {
  const isPublic = kind === "public-good";
  const ctlog = isPublic ? await initializeCTLog(newKeys()) : undefined;
  const ca = await initializeCA(newKeys(), ctlog);
  const tlog = await initializeTLog(url, newKeys());
  const tsa = await initializeTSA(newKeys());
  // Its times have fractions of one to three digits, of which Sigstore's library reads three only; real authorities give whole seconds.
  Reflect.set(tsa, "getCurrentTime", () => new Date(Math.floor(Date.now() / 1000) * 1000));
  // The double logs a proposal as it comes; a real log stores the entry that it makes of it, and verifiers compare with that.
  const log = { ...tlog, publicKey: tlog.publicKey, logV2: tlog.logV2.bind(tlog), log: (entry: object) => tlog.log(storedEntry(entry)) };
  return {
    authorities: isPublic ? { url, ca, ctlog, tlog } : { url, ca, tsa },
    all: [fulcioHandler(ca), ...(isPublic ? [rekorHandler(log)] : [tsaHandler(tsa)])],
  };
}

function newKeys() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** Some clients send the token in the request's header; the double looks for it in the body, as Fulcio does too. */
function withCredentials(body: string, authorization?: string): string {
  const [, oidcIdentityToken] = /^Bearer (\S+)$/.exec(authorization ?? "") ?? [];
  return oidcIdentityToken === undefined ? body : JSON.stringify({ ...JSON.parse(body), credentials: { oidcIdentityToken } });
}

/** What Rekor stores of a proposed entry of kind `dsse` 0.0.1: hashes and signatures, without the envelope's content. */
function storedEntry(proposed: object): object {
  const envelope = textAt(proposed, "spec", "proposedContent", "envelope");
  if (envelope === undefined) return proposed;
  const sha256 = (data: string | Buffer): object => ({ algorithm: "sha256", value: createHash("sha256").update(data).digest("hex") });
  const parsed: unknown = JSON.parse(envelope);
  const [verifier] = listAt(proposed, "spec", "proposedContent", "verifiers");
  return {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: sha256(envelope),
      payloadHash: sha256(Buffer.from(textAt(parsed, "payload") ?? "", "base64")),
      signatures: listAt(parsed, "signatures").map((signature) => ({ signature: textAt(signature, "sig"), verifier })),
    },
  };
}

/** A token whose signature is none: the doubles read its claims, as the real ones do after they verified it. */
function tokenOf(claims: Readonly<Record<string, string | undefined>>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.canary-token-signature`;
}
