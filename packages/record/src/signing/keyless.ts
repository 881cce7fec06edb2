import { ActionError, textAt, valueAt } from "@waybill/kit";
import { PAYLOAD_TYPE } from "./dsse.ts";
import { parseMaterial } from "./material.ts";
import type { SigningServices } from "./services.ts";
import type { Signature, Signer } from "./signer.ts";

/** Where a keyless signer gets what it needs. */
export interface KeylessOptions {
  readonly services: SigningServices;
  /** A fresh token of the job's identity for the audience `sigstore`. Its errors pass through. */
  readonly identityToken: () => Promise<string>;
  /** Sends the requests, through a proxy for example; default: Node's own. One for the whole process. */
  readonly fetch?: typeof fetch | undefined;
}

/** Longer than the services take on a bad day, and short enough for a job. */
const TIMEOUT_MS = 20_000;
const RETRY = { retries: 3, minTimeout: 500 };

/**
 * Signs with a key that lives for one signature and a certificate that names the job's workflow. Nothing is asked for, and no library
 * loaded, before the first signature.
 */
export function keylessSigner(options: KeylessOptions): Signer {
  return {
    async sign(payload) {
      // One at a time: what a failure says must be cleaned of the token that was used.
      const tokens: string[] = [];
      try {
        return await signWith(options, payload, tokens);
      } catch (error) {
        throw translate(error, options.services, tokens);
      }
    },
  };
}

async function signWith(
  { services, identityToken, fetch: send = fetch }: KeylessOptions,
  payload: Uint8Array,
  tokens: string[],
): Promise<Signature> {
  const [{ default: transport }, { bundleBuilderFromSigningConfig }, { SigningConfig }, { bundleToJSON }] = await Promise.all([
    import("make-fetch-happen"),
    import("@sigstore/sign"),
    import("@sigstore/protobuf-specs"),
    import("@sigstore/bundle"),
  ]);
  transport.use(send);
  const builder = bundleBuilderFromSigningConfig({
    signingConfig: SigningConfig.fromJSON(services.config),
    identityProvider: {
      async getToken() {
        const token = await identityToken();
        tokens.push(token);
        return token;
      },
    },
    bundleType: "dsseEnvelope",
    fetchOptions: { timeout: TIMEOUT_MS, retry: RETRY },
  });
  const bundle = bundleToJSON(await builder.create({ data: Buffer.from(payload), type: PAYLOAD_TYPE }));
  const signature = Buffer.from(textAt(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "", "base64");
  return { signature, material: parseMaterial(valueAt(bundle, "verificationMaterial"), "The new bundle") };
}

/** What could not be done, by the library's code for it. */
const FAILURES: Readonly<Record<string, string>> = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: "give a certificate to this job",
  TLOG_CREATE_ENTRY_ERROR: "write the signature into its log",
  TLOG_FETCH_ENTRY_ERROR: "read the signature from its log",
  TSA_CREATE_TIMESTAMP_ERROR: "stamp the signature with the time",
};

function translate(error: unknown, services: SigningServices, tokens: readonly string[]): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (error instanceof ActionError) return error;
  if (cause instanceof ActionError) return cause;
  const code = String(memberOf(error, "code"));
  // The library quotes the whole token in this message, so neither it nor the error that holds it goes any further.
  if (code === "IDENTITY_TOKEN_PARSE_ERROR")
    return new ActionError(
      "environment",
      "The identity token that the runner gave cannot be read, so nothing can be signed without a key. Run on GitHub's runners, or pass 'signing-key'.",
    );
  const failure = FAILURES[code];
  if (failure === undefined) return error;
  const status = memberOf(cause, "statusCode");
  const said = tokens.reduce((text, token) => text.replaceAll(token, "***"), reasonOf(cause));
  const isRefusal = typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 429;
  const next = isRefusal
    ? "Give the job 'id-token: write', check that these services take this repository, or pass 'signing-key'."
    : "The request was repeated without success; look at status.sigstore.dev and githubstatus.com, and run again.";
  return new ActionError(isRefusal ? "environment" : "remote", `${upperFirst(services.name)} did not ${failure}: ${said}. ${next}`);
}

/** Node's fetch says "fetch failed", and why only beneath it. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no reason given";
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}

function memberOf(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
