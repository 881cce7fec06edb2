import { ActionError, canonicalJson, digestOf, isSameJson, textAt, valueAt } from "@waybill/kit";
import type { Digest, Stage } from "@waybill/kit";
import { parseStatement } from "../predicate/statement.ts";
import type { Statement } from "../predicate/statement.ts";
import { viewStatement } from "../predicate/view.ts";
import type { StatementView } from "../predicate/view.ts";
import { BUNDLE_TYPE, decodeBase64, malformed, PAYLOAD_TYPE, preAuthEncoding } from "./dsse.ts";
import type { CertificateIdentity, Identity } from "./identity.ts";
import { verifySignature } from "./keys.ts";
import { parseMaterial } from "./material.ts";
import type { KeyMaterial, VerificationMaterial } from "./material.ts";
import type { Signer, TrustedKey } from "./signer.ts";
import { verifyCertificate } from "./certificate.ts";
import type { TrustRoot } from "./trust-root.ts";

/** A signed statement as Sigstore bundle v0.3 (https://docs.sigstore.dev/about/bundle/), signed with a key or a certificate. */
export interface Bundle {
  readonly mediaType: typeof BUNDLE_TYPE;
  readonly verificationMaterial: VerificationMaterial;
  readonly dsseEnvelope: {
    /** Base64 of the statement's bytes. */
    readonly payload: string;
    readonly payloadType: typeof PAYLOAD_TYPE;
    /** Without `keyid`: DSSE verifiers skip a signature whose id is not in their own form, so cosign would find none. */
    readonly signatures: readonly { readonly sig: string }[];
  };
}

/** A statement whose signature was checked. Whether its signer may say what it says is `trustOnly`'s to judge. */
export interface VerifiedStatement {
  readonly statement: Statement;
  readonly view: StatementView;
  readonly identity: Identity;
  /** A verified time by which it was signed; a key alone proves none. */
  readonly signedAt?: Date | undefined;
}

/** Signs a statement (DSSE, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
export async function signStatement(statement: Statement, signer: Signer): Promise<Bundle> {
  const payload = Buffer.from(canonicalJson(statement));
  const { signature, material } = await signer.sign(payload);
  // Read back, so that it is written as every reader of ours demands.
  return parseBundle({
    mediaType: BUNDLE_TYPE,
    verificationMaterial: material,
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: Buffer.from(signature).toString("base64") }],
    },
  });
}

/**
 * Checks a bundle's signature against keys, or its certificate against trust roots, of which one must verify it. Throws a `verdict` error
 * that names what is wrong.
 */
export function verifyBundle(bundle: Bundle, trusted: readonly TrustedKey[], roots: readonly TrustRoot[] = []): VerifiedStatement {
  const payload = decodeBase64(bundle.dsseEnvelope.payload);
  const statement = parseStatement(payload);
  const view = viewStatement(statement);
  const { verificationMaterial: material } = bundle;
  if (!("certificate" in material))
    return { statement, view, identity: verifyKey(bundle, material, { payload, trusted, stage: view.stage }) };
  const { identity, signedAt } = verifyCertificate(bundle, roots, `The ${view.stage} statement`);
  requireOwnRun(identity, view);
  return { statement, view, identity, signedAt };
}

/**
 * A workflow that anyone may call signs for whoever called it, so whose run it was, of which commit, ref and attempt, is the certificate's
 * word and not the statement's. What a certificate does not say is not compared.
 */
function requireOwnRun({ repository, commit, ref, run, startedWorkflow }: CertificateIdentity, { stage, run: own }: StatementView): void {
  const claims: readonly (readonly [what: string, said: string, certified: string | undefined])[] = [
    ["repository", own.repository, withoutHost(repository)],
    ["commit", own.commit, commit],
    ["ref", own.ref, ref],
    ["run", own.run, run],
    ["workflow", own.workflow, withoutHost(startedWorkflow)],
  ];
  const lie = claims.find(([, said, certified]) => certified !== undefined && certified !== said);
  if (!lie) return;
  const [what, said, certified] = lie;
  throw new ActionError(
    "verdict",
    `The ${stage} statement says that its ${what} is ${said}, and its certificate says ${certified}. Run the stage again in a run of its own${what === "commit" ? ", and check out the commit that started it (actions/checkout without 'ref')" : ""}.`,
  );
}

/** What follows the host of an https address. */
function withoutHost(url: string | undefined): string | undefined {
  return url?.replace(/^https?:\/\/[^/]+\//, "");
}

function verifyKey(
  bundle: Bundle,
  { publicKey: { hint } }: KeyMaterial,
  { payload, trusted, stage }: { payload: Uint8Array; trusted: readonly TrustedKey[]; stage: Stage },
): Identity {
  const [signature] = bundle.dsseEnvelope.signatures;
  if (!signature)
    throw new ActionError("verdict", `The ${stage} statement is not signed, so it proves nothing. Run the stage again with 'signing-key'.`);
  const key = trusted.find((candidate) => candidate.keyId === hint);
  if (!key) {
    throw new ActionError(
      "verdict",
      `The ${stage} statement was signed by key ${hint.slice(0, 12)}…, which is not trusted here. Trusted: ${trusted.map(({ keyId }) => `${keyId.slice(0, 12)}…`).join(", ") || "none"}. Add its public key to 'trusted-keys' or to the policy's signers if it should be.`,
    );
  }
  if (!verifySignature(key, preAuthEncoding(payload), decodeBase64(signature.sig))) {
    throw new ActionError(
      "verdict",
      `The signature of the ${stage} statement does not fit its content: the statement was changed after it was signed.`,
    );
  }
  return { kind: "key", keyId: key.keyId };
}

/** Reads what a bundle says without trusting it. */
export function inspectBundle(bundle: Bundle): StatementView {
  return viewStatement(parseStatement(decodeBase64(bundle.dsseEnvelope.payload)));
}

const PAYLOAD_DIGESTS = new WeakMap<Bundle["dsseEnvelope"], Digest>();

/** The digest of a bundle's payload, by which the release statement names it. Several ask for it in turn, and a bundle is never changed. */
export function payloadDigest({ dsseEnvelope: envelope }: Bundle): Digest {
  const digest = PAYLOAD_DIGESTS.get(envelope) ?? digestOf(decodeBase64(envelope.payload));
  PAYLOAD_DIGESTS.set(envelope, digest);
  return digest;
}

/**
 * Reads a bundle from parsed JSON; throws a `verdict` error that names it as `what` unless it has exactly the fields that we write, so
 * that no byte of it is idle.
 */
export function parseBundle(value: unknown, what = "A bundle"): Bundle {
  const payload = textAt(value, "dsseEnvelope", "payload");
  const sig = textAt(value, "dsseEnvelope", "signatures", 0, "sig");
  if (payload === undefined || sig === undefined) throw malformed("a field is missing", what);
  const expected: Bundle = {
    mediaType: BUNDLE_TYPE,
    verificationMaterial: parseMaterial(valueAt(value, "verificationMaterial"), what),
    dsseEnvelope: { payload, payloadType: PAYLOAD_TYPE, signatures: [{ sig }] },
  };
  if (!isSameJson(value, expected)) throw malformed("it has other fields or types than a bundle of version 0.3 with one signature", what);
  for (const text of [payload, sig]) decodeBase64(text, what);
  return expected;
}
