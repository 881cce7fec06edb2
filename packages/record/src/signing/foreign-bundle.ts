import { ActionError, isDigest, isRecord, listAt, parseJson, textAt, valueAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { verifyCertificate } from "./certificate.ts";
import { decodeBase64, malformed, PAYLOAD_TYPE, preAuthEncoding } from "./dsse.ts";
import type { Identity } from "./identity.ts";
import { verifySignature } from "./keys.ts";
import type { TrustedKey } from "./signer.ts";
import type { TrustRoot } from "./trust-root.ts";

/** An in-toto statement that somebody else's program made and signed, not verified yet. */
export interface ForeignBundle {
  readonly predicateType: string;
  /** Subjects with a SHA-256 digest; others are left out. */
  readonly subjects: readonly { readonly name: string; readonly digest: Digest }[];
  readonly predicate: Readonly<Record<string, unknown>>;
  /** The bundle as it was read. */
  readonly json: unknown;
}

/** Who signed somebody else's statement, and by when. */
export interface ForeignProof {
  readonly identity: Identity;
  readonly signedAt?: Date | undefined;
}

/** Versions 0.1 to 0.3, whose media type was written in two ways. */
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.[123]\+json)$/;

/**
 * Reads a Sigstore bundle that others made (GitHub's provenance, cosign), as parsed JSON: unlike in `parseBundle` fields that it does not
 * know, and more proofs than one, are allowed. Throws a `verdict` error that names it as `what` unless it holds a signed in-toto statement.
 */
export function readForeignBundle(json: unknown, what = "A bundle"): ForeignBundle {
  if (!MEDIA_TYPE.test(textAt(json, "mediaType") ?? "")) throw malformed("its 'mediaType' is none of Sigstore's bundles", what);
  if (textAt(json, "dsseEnvelope", "payloadType") !== PAYLOAD_TYPE)
    throw new ActionError(
      "verdict",
      `${what} holds a signature and no in-toto statement, so it says nothing about how its subject was made.`,
    );
  const statement = parseStatementJson(payloadOf(json, what), what);
  const predicateType = textAt(statement, "predicateType");
  const predicate = valueAt(statement, "predicate");
  if (predicateType === undefined || !isRecord(predicate)) throw malformed("its statement has no predicate", what);
  const subjects = listAt(statement, "subject").flatMap((subject) => {
    const digest = `sha256:${textAt(subject, "digest", "sha256") ?? ""}`;
    return isDigest(digest) ? [{ name: textAt(subject, "name") ?? "", digest }] : [];
  });
  return { predicateType, subjects, predicate, json };
}

/** Verifies somebody else's bundle as `verifyBundle` does ours; a key is only tried when its signature stands alone. */
export function verifyForeignBundle(bundle: ForeignBundle, trusted: readonly TrustedKey[], roots: readonly TrustRoot[]): ForeignProof {
  const { json, predicateType } = bundle;
  const what = `The statement of type '${predicateType}'`;
  if (valueAt(json, "verificationMaterial", "publicKey") === undefined) return verifyCertificate(json, roots, what);
  const signatures = listAt(json, "dsseEnvelope", "signatures");
  const payload = payloadOf(json, what);
  const signature = decodeBase64(textAt(signatures[0], "sig") ?? "", what);
  // A hint may be anything that its writer liked; only the signature says which key it was.
  const key =
    signatures.length === 1 ? trusted.find((candidate) => verifySignature(candidate, preAuthEncoding(payload), signature)) : undefined;
  if (key) return { identity: { kind: "key", keyId: key.keyId } };
  throw new ActionError(
    "verdict",
    `${what} was signed by none of the ${trusted.length} trusted keys. Add the key to 'trusted-keys' if it should be believed.`,
  );
}

function payloadOf(json: unknown, what: string): Buffer {
  const payload = textAt(json, "dsseEnvelope", "payload");
  if (payload === undefined) throw malformed("a field is missing", what);
  return decodeBase64(payload, what);
}

function parseStatementJson(payload: Uint8Array, what: string): unknown {
  let statement: unknown;
  try {
    statement = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    throw malformed("its statement is not JSON", what);
  }
  // Version 0.1 has the same members, and older tools write it.
  if (!/^https:\/\/in-toto\.io\/Statement\/v(0\.1|1)$/.test(textAt(statement, "_type") ?? ""))
    throw malformed("its statement is not one of in-toto's", what);
  return statement;
}
