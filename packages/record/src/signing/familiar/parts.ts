import { verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { DerElement } from "../der.ts";

/** Tags of DER (X.690, 8) that certificates and time stamps consist of. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** Context-specific, around one other element or several. */
  wrapped: (number: number) => 0xa0 + number,
} as const;

/** The hashes of ECDSA's signatures (RFC 5758, 3.2). */
const SIGNATURES = byOctets({ "2a8648ce3d040302": "sha256", "2a8648ce3d040303": "sha384", "2a8648ce3d040304": "sha512" });
/** Hashes alone (RFC 5754, 2). */
const DIGESTS = byOctets({ "608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512" });

function byOctets(named: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(named).map(([hex, name]) => [octets(hex), name]));
}

/** Bytes written in hex, one character for each, as `DerElement.text` has them. */
export function octets(hex: string): string {
  return Buffer.from(hex, "hex").toString("latin1");
}

/** The hash of the signatures that an algorithm (RFC 5280, 4.1.1.2) makes; undefined for any but ECDSA. */
export function signatureHashOf(algorithm: DerElement | undefined): string | undefined {
  return SIGNATURES.get(nameOf(algorithm) ?? "");
}

/** The hash that an algorithm is; undefined for any but SHA-2. */
export function digestHashOf(algorithm: DerElement | undefined): string | undefined {
  return DIGESTS.get(nameOf(algorithm) ?? "");
}

function nameOf(algorithm: DerElement | undefined): string | undefined {
  return algorithm?.tag === TAG.sequence ? oidOf(algorithm.elements()?.[0]) : undefined;
}

/**
 * The octets of an object identifier, when no others are read as the same one: readers pass over leading zeros of a number and an
 * unfinished last one (X.690, 8.19.2 forbids both).
 */
export function oidOf(element: DerElement | undefined): string | undefined {
  if (element?.tag !== TAG.oid) return undefined;
  const { text } = element;
  let isBegin = true;
  for (let at = 0; at < text.length; at++) {
    const octet = text.charCodeAt(at);
    if (isBegin && octet === 0x80) return undefined;
    isBegin = octet < 0x80;
  }
  return isBegin && text !== "" ? text : undefined;
}

/** The one element that an element holds, by its tag. */
export function onlyIn(element: DerElement | undefined, tag: number): DerElement | undefined {
  const [only, ...more] = element?.elements() ?? [];
  return only?.tag === tag && more.length === 0 ? only : undefined;
}

/** A moment to the second (RFC 5280, 4.1.2.5), in milliseconds. */
export function timeOf(element: DerElement | undefined): number | undefined {
  if (element?.tag !== TAG.utcTime && element?.tag !== TAG.generalizedTime) return undefined;
  const { text } = element;
  const isShort = element.tag === TAG.utcTime;
  const digits = isShort ? `${Number(text.slice(0, 2)) >= 50 ? 19 : 20}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Whether the key's owner signed the bytes; what is no signature at all is none of theirs. */
export function isSignedBy(key: KeyObject, hash: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(hash, bytes, key, signature);
  } catch {
    return false;
  }
}
