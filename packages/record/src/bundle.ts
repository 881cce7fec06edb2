import { ActionError, canonicalJson, digestOf, textAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { verifySignature } from "./keys.ts";
import type { Signer, TrustedKey } from "./keys.ts";
import { parseStatement } from "./predicate/statement.ts";
import type { Statement } from "./predicate/statement.ts";
import { viewStatement } from "./predicate/view.ts";
import type { StatementView } from "./predicate/view.ts";

const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** A signed statement as Sigstore bundle v0.3 (https://docs.sigstore.dev/about/bundle/), with a key instead of a certificate. */
export interface Bundle {
  readonly mediaType: typeof BUNDLE_TYPE;
  readonly verificationMaterial: { readonly publicKey: { readonly hint: string } };
  readonly dsseEnvelope: {
    /** Base64 of the statement's bytes. */
    readonly payload: string;
    readonly payloadType: typeof PAYLOAD_TYPE;
    /** Without `keyid`: DSSE verifiers skip a signature whose id is not in their own form, so cosign would find none. */
    readonly signatures: readonly { readonly sig: string }[];
  };
}

/** A statement whose signature was checked against a trusted key. */
export interface VerifiedStatement {
  readonly statement: Statement;
  readonly view: StatementView;
  readonly keyId: string;
}

/** Signs a statement (DSSE, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
export async function signStatement(statement: Statement, signer: Signer): Promise<Bundle> {
  const payload = Buffer.from(canonicalJson(statement));
  const signature = signer.sign(preAuthEncoding(payload));
  return {
    mediaType: BUNDLE_TYPE,
    verificationMaterial: { publicKey: { hint: signer.keyId } },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: Buffer.from(signature).toString("base64") }],
    },
  };
}

/** Checks a bundle's signature against the trusted keys; throws a `verdict` error that names what is wrong. */
export function verifyBundle(bundle: Bundle, trusted: readonly TrustedKey[]): VerifiedStatement {
  const payload = decode(bundle.dsseEnvelope.payload);
  const statement = parseStatement(payload);
  const view = viewStatement(statement);
  const { stage } = view;
  const [signature] = bundle.dsseEnvelope.signatures;
  if (!signature)
    throw new ActionError("verdict", `The ${stage} statement is not signed, so it proves nothing. Run the stage again with 'signing-key'.`);
  const hint = bundle.verificationMaterial.publicKey.hint;
  const key = trusted.find((candidate) => candidate.keyId === hint);
  if (!key) {
    throw new ActionError(
      "verdict",
      `The ${stage} statement was signed by key ${hint.slice(0, 12)}…, which is not trusted here. Trusted: ${trusted.map(({ keyId }) => `${keyId.slice(0, 12)}…`).join(", ") || "none"}. Add its public key to 'trusted-keys' or to the policy's signers if it should be.`,
    );
  }
  if (!verifySignature(key, preAuthEncoding(payload), decode(signature.sig))) {
    throw new ActionError(
      "verdict",
      `The signature of the ${stage} statement does not fit its content: the statement was changed after it was signed.`,
    );
  }
  return { statement, view, keyId: hint };
}

/** Reads what a bundle says without trusting it. */
export function inspectBundle(bundle: Bundle): StatementView {
  return viewStatement(parseStatement(decode(bundle.dsseEnvelope.payload)));
}

/** The digest of a bundle's payload, by which the release statement names it. */
export function payloadDigest(bundle: Bundle): Digest {
  return digestOf(decode(bundle.dsseEnvelope.payload));
}

/**
 * Reads a bundle from parsed JSON; throws a `verdict` error that names it as `what` unless it has exactly the fields that we write, so
 * that no byte of it is idle.
 */
export function parseBundle(value: unknown, what = "A bundle"): Bundle {
  const payload = textAt(value, "dsseEnvelope", "payload");
  const sig = textAt(value, "dsseEnvelope", "signatures", 0, "sig");
  const hint = textAt(value, "verificationMaterial", "publicKey", "hint");
  if (payload === undefined || sig === undefined || hint === undefined) throw malformed("a field is missing", what);
  const expected: Bundle = {
    mediaType: BUNDLE_TYPE,
    verificationMaterial: { publicKey: { hint } },
    dsseEnvelope: { payload, payloadType: PAYLOAD_TYPE, signatures: [{ sig }] },
  };
  if (canonicalJson(value) !== canonicalJson(expected))
    throw malformed("it has other fields or types than a bundle of version 0.3 with one signature", what);
  for (const text of [payload, sig]) decode(text, what);
  return expected;
}

/** DSSE's pre-authentication encoding: what is signed covers the type and both lengths. */
function preAuthEncoding(payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);
}

function decode(base64: string, what?: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  // Node skips what is not base64; a bundle must have one reading only.
  if (bytes.toString("base64") !== base64) throw malformed("a field is not base64", what);
  return bytes;
}

function malformed(why: string, what = "A bundle"): ActionError {
  return new ActionError("verdict", `${what} is damaged: ${why}. Take it from the registry again, or run its stage again.`);
}
