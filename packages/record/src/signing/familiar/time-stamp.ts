import { hash } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { elementsOf, headOf, isSound } from "../der.ts";
import type { DerElement } from "../der.ts";
import { digestHashOf, isSignedBy, octets, oidOf, onlyIn, signatureHashOf, TAG, timeOf } from "./parts.ts";

/** A time stamp (RFC 3161) as a timestamp authority gives them for one signature. */
export interface TimeStamp {
  /** The name and serial number of the certificate of whoever signed it, one character for each byte. */
  readonly issuer: string;
  readonly serialNumber: string;
  /** The time that it gives, in milliseconds. */
  readonly time: number;
  /** Whether it is about these bytes, and the key's owner signed it. */
  proves(bytes: Uint8Array, key: KeyObject): boolean;
}

const SIGNED_DATA = octets("2a864886f70d010702");
const TIME_STAMP_INFO = octets("2a864886f70d0109100104");
const MESSAGE_DIGEST = octets("2a864886f70d010904");

/** Reads a time stamp's response; undefined for what has another form than authorities give it, about which nothing is known then. */
export function readTimeStamp(der: Buffer): TimeStamp | undefined {
  const [response, ...behind] = elementsOf(der) ?? [];
  if (response?.tag !== TAG.sequence || behind.length > 0 || !isSound(response)) return undefined;
  const [, token, ...more] = response.elements() ?? [];
  const [type, wrapped, ...others] = token?.elements() ?? [];
  if (more.length > 0 || others.length > 0 || oidOf(type) !== SIGNED_DATA || wrapped?.tag !== TAG.wrapped(0)) return undefined;
  const parts = onlyIn(wrapped, TAG.sequence)?.elements() ?? [];
  const info = infoIn(parts[2]);
  const signer = onlyIn(parts.at(-1), TAG.sequence);
  return info && signer && parts.length > 3 ? readSigner(signer, info) : undefined;
}

function infoIn(content: DerElement | undefined): DerElement | undefined {
  const [type, wrapped, ...more] = content?.elements() ?? [];
  if (oidOf(type) !== TIME_STAMP_INFO || wrapped?.tag !== TAG.wrapped(0) || more.length > 0) return undefined;
  const info = onlyIn(onlyIn(wrapped, TAG.octetString), TAG.sequence);
  return info && isSound(info) ? info : undefined;
}

/** CMS's SignerInfo (RFC 5652, 5.3), with signed attributes. */
function readSigner(signer: DerElement, info: DerElement): TimeStamp | undefined {
  const [version, sid, digestAlgorithm, attributes, algorithm, signature] = signer.elements() ?? [];
  const [issuer, serialNumber] = sid?.elements() ?? [];
  const [digestHash, signedHash] = [digestHashOf(digestAlgorithm), signatureHashOf(algorithm)];
  const imprint = imprintIn(info);
  const time = timeOf(info.elements()?.[4]);
  const digest = attributes?.tag === TAG.wrapped(0) ? messageDigestIn(attributes) : undefined;
  if (!issuer || !serialNumber || digestHash === undefined || signedHash === undefined || !digest || !imprint || time === undefined)
    return undefined;
  const areTags = version?.tag === TAG.integer && sid?.tag === TAG.sequence && signature?.tag === TAG.octetString;
  if (!attributes || !areTags) return undefined;
  const { value } = attributes;
  return {
    issuer: issuer.text,
    serialNumber: serialNumber.text,
    time,
    proves: (bytes, key) =>
      hash(imprint.hash, bytes, "buffer").equals(imprint.digest) &&
      hash(digestHash, info.bytes, "buffer").equals(digest) &&
      // What is signed is the attributes as a set, whatever tag they stand behind (RFC 5652, 5.4).
      isSignedBy(key, signedHash, Buffer.concat([headOf(TAG.set, value.length), value]), signature.value),
  };
}

/** What a time stamp is about: a digest, and the hash that it is made with. */
function imprintIn(info: DerElement): { readonly hash: string; readonly digest: Buffer } | undefined {
  const [algorithm, digest] = info.elements()?.[2]?.elements() ?? [];
  const name = digestHashOf(algorithm);
  return name !== undefined && digest?.tag === TAG.octetString ? { hash: name, digest: digest.value } : undefined;
}

function messageDigestIn(attributes: DerElement): Buffer | undefined {
  let found: Buffer | undefined;
  for (const attribute of attributes.elements() ?? []) {
    const [type, values] = attribute.elements() ?? [];
    const name = oidOf(type);
    if (name === undefined || (name === MESSAGE_DIGEST && found)) return undefined;
    if (name === MESSAGE_DIGEST) found = onlyIn(values, TAG.octetString)?.value;
  }
  return found;
}
