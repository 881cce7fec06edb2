import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { elementsOf, headOf, isSound } from "../der.ts";
import type { DerElement } from "../der.ts";
import type { Extension } from "../identity.ts";
import { octets, oidOf, onlyIn, signatureHashOf, TAG, timeOf } from "./parts.ts";

/** What a certificate for one signature says (RFC 5280, 4.1). Texts have one character for each byte. */
export interface Leaf {
  /** What its issuer signed, with which hash, and the signature. */
  readonly signed: Buffer;
  readonly hash: string;
  readonly signature: Buffer;
  readonly issuer: string;
  readonly issuerKeyId: string;
  readonly keyId: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Its key: one of P-256. */
  readonly key: KeyObject;
  /** The claims about who it was issued to. */
  readonly claims: readonly Extension[];
  /** The promises of certificate logs (RFC 6962, 3.3), and what they are about: all that is signed but for themselves. */
  readonly promises?: { readonly list: Buffer; readonly about: Buffer } | undefined;
}

const KEY_ID = octets("551d0e");
const ALTERNATIVE_NAME = octets("551d11");
const BASIC_CONSTRAINTS = octets("551d13");
const ISSUER_KEY_ID = octets("551d23");
const PROMISES = octets("2b06010401d679020402");
/** 1.3.6.1.4.1.57264.1, below which the claims are. */
const CLAIMS = octets("2b0601040183bf3001");
const CLAIMS_NAME = "1.3.6.1.4.1.57264.1";
/** INTEGER 2. */
const VERSION_3 = octets("020102");
/** What stands before the uncompressed point of a key of P-256 (RFC 5480, 2). */
const P256 = octets("3059301306072a8648ce3d020106082a8648ce3d03010703420004").slice(2);
const P256_LENGTH = 0x59;

/** One of a certificate's extensions: what is said by its name. */
type Extensions = ReadonlyMap<string, { readonly value: DerElement; readonly begin: number; readonly size: number }>;

/** Reads a certificate as Sigstore issues them for one signature; undefined for any other, about which nothing is known then. */
export function readLeaf(der: Buffer): Leaf | undefined {
  const [certificate, ...behind] = elementsOf(der) ?? [];
  if (certificate?.tag !== TAG.sequence || behind.length > 0 || !isSound(certificate)) return undefined;
  const [signed, algorithm, signature, ...more] = certificate.elements() ?? [];
  const hash = signatureHashOf(algorithm);
  if (signed?.tag !== TAG.sequence || signature?.tag !== TAG.bitString || signature.value[0] !== 0 || more.length > 0) return undefined;
  const said = readSigned(signed);
  return said && hash !== undefined ? { ...said, signed: signed.bytes, hash, signature: signature.value.subarray(1) } : undefined;
}

function readSigned(signed: DerElement): Omit<Leaf, "signed" | "hash" | "signature"> | undefined {
  const [version, serial, algorithm, issuer, validity, subject, key, wrapped, ...more] = signed.elements() ?? [];
  const isWhole = version?.tag === TAG.wrapped(0) && version.text === VERSION_3 && serial && algorithm && more.length === 0;
  // One with a name of its own could be taken for somebody's issuer.
  if (!isWhole || !issuer || issuer.text === "" || subject?.text !== "" || wrapped?.tag !== TAG.wrapped(3)) return undefined;
  const list = onlyIn(wrapped, TAG.sequence);
  const extensions = list && readExtensions(list);
  const keyId = onlyIn(extensions?.get(KEY_ID)?.value, TAG.octetString)?.text;
  const [issuerKeyId] = onlyIn(extensions?.get(ISSUER_KEY_ID)?.value, TAG.sequence)?.elements() ?? [];
  const [notBefore, notAfter] = validity?.elements()?.map(timeOf) ?? [];
  if (
    !extensions ||
    keyId === undefined ||
    issuerKeyId?.tag !== 0x80 ||
    issuerKeyId.text === "" ||
    notBefore === undefined ||
    notAfter === undefined
  )
    return undefined;
  if (extensions.has(BASIC_CONSTRAINTS) || !hasReadableName(extensions)) return undefined;
  const publicKey = keyOf(key);
  if (!publicKey) return undefined;
  const promises = extensions.get(PROMISES);
  const about = promises && withoutPart(signed, list, promises);
  const promised = onlyIn(promises?.value, TAG.octetString);
  if (promises && !promised) return undefined;
  return {
    issuer: issuer.text,
    issuerKeyId: issuerKeyId.text,
    keyId,
    notBefore,
    notAfter,
    key: publicKey,
    claims: claimsOf(extensions),
    promises: promised && about ? { list: promised.value, about } : undefined,
  };
}

/** By name; undefined unless all are of one form and none stands twice. */
function readExtensions(list: DerElement): Extensions | undefined {
  const extensions = new Map<string, { value: DerElement; begin: number; size: number }>();
  let begin = 0;
  for (const extension of list.elements() ?? []) {
    const parts = extension.elements() ?? [];
    const name = oidOf(parts[0]);
    const value = parts.at(-1);
    if (extension.tag !== TAG.sequence || name === undefined || extensions.has(name)) return undefined;
    if (value?.tag !== TAG.octetString || parts.length < 2 || parts.length > 3) return undefined;
    extensions.set(name, { value, begin, size: extension.size });
    begin += extension.size;
  }
  return extensions;
}

/** An alternative name is read by whoever verifies, so it must be one or several where it is. */
function hasReadableName(extensions: Extensions): boolean {
  const name = extensions.get(ALTERNATIVE_NAME);
  const names = onlyIn(name?.value, TAG.sequence);
  return name === undefined || (names !== undefined && isSound(names));
}

/** Read as PEM, which takes Node half as long as DER does. */
function keyOf(key: DerElement | undefined): KeyObject | undefined {
  if (key?.tag !== TAG.sequence || key.size !== P256_LENGTH + 2 || !key.text.startsWith(P256)) return undefined;
  try {
    return createPublicKey(`-----BEGIN PUBLIC KEY-----\n${key.bytes.toString("base64")}\n-----END PUBLIC KEY-----\n`);
  } catch {
    // A point that is not on the curve.
    return undefined;
  }
}

function claimsOf(extensions: Extensions): Extension[] {
  const claims: Extension[] = [];
  for (const [name, { value }] of extensions) {
    if (name.length === CLAIMS.length + 1 && name.startsWith(CLAIMS))
      claims.push({ oid: `${CLAIMS_NAME}.${name.charCodeAt(CLAIMS.length)}`, value: value.value });
  }
  return claims;
}

/** What is signed, written anew without one of its extensions, which are the last of its parts (RFC 6962, 3.2). */
function withoutPart(signed: DerElement, list: DerElement, part: { readonly begin: number; readonly size: number }): Buffer {
  const extensions = list.value;
  const length = extensions.length - part.size;
  const heads = [headOf(TAG.sequence, length)];
  heads.unshift(headOf(TAG.wrapped(3), length + (heads[0]?.length ?? 0)));
  const wrappedSize = signed.elements()?.at(-1)?.size ?? 0;
  const before = signed.value.subarray(0, signed.value.length - wrappedSize);
  const parts = [before, ...heads, extensions.subarray(0, part.begin), extensions.subarray(part.begin + part.size)];
  const whole = parts.reduce((sum, { length: size }) => sum + size, 0);
  return Buffer.concat([headOf(TAG.sequence, whole), ...parts]);
}
