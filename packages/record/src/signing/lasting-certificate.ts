import { createPublicKey, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SignedEntity } from "@sigstore/verify";
import { headLength, headOf } from "./der.ts";

/** A certificate as Sigstore's library holds it: a tree of DER's elements, each with its value's bytes. */
export type Certificate = Extract<SignedEntity["key"], { $case: "certificate" }>["certificate"];
/** One element of DER, and what it holds. */
export type Element = Certificate["root"];

/** The certificate, what is signed of it, the wrapping of its extensions, and their list, from which the library takes one out. */
const CHANGED_LEVELS = 4;

/**
 * Lets a certificate keep its bytes, and its issuer's key. Sigstore's library writes the bytes anew, into buffers that grow step by step,
 * whenever it compares, verifies or copies a certificate, and reads the issuer's key anew for each that it issued: three quarters of what a
 * verification cost. Its reader takes the one encoding only that DER allows, so what it writes are the bytes that it read. Nothing
 * else about the certificate changes, and the library stays its judge.
 */
export function keepBytes(certificate: Certificate): Certificate {
  keepElement(certificate.root, CHANGED_LEVELS);
  const { publicKey } = certificate;
  Object.defineProperty(certificate, "publicKey", { value: publicKey });
  certificate.clone = () => Reflect.construct(certificate.constructor, [copyElement(certificate.root, CHANGED_LEVELS)]) as Certificate;
  // As the library has it, but for the key: an issuer's is read from the same bytes each time.
  certificate.verify = (issuer = certificate) => {
    const key = keyOf(issuer);
    const { tbsCertificate, signatureValue, signatureAlgorithm } = certificate;
    try {
      return verify(signatureAlgorithm, tbsCertificate.toDER(), key, signatureValue);
    } catch {
      // Node throws for a signature that is none; the library takes it for a wrong one.
      return false;
    }
  };
  return certificate;
}

/** As `keepBytes`, for a certificate of a trust root: those verify one another for every statement, so it also keeps what it found of each issuer. */
export function keepVerdicts(certificate: Certificate): Certificate {
  const verdicts = new WeakMap<Certificate, boolean>();
  const ask = keepBytes(certificate).verify.bind(certificate);
  certificate.verify = (issuer = certificate) => {
    const verdict = verdicts.get(issuer) ?? ask(issuer);
    verdicts.set(issuer, verdict);
    return verdict;
  };
  return certificate;
}

/** Lets an element, and all below it, be written in one go; the bytes are the caller's, who may change them. */
export function writeAtOnce(element: Element): void {
  element.subs.forEach(writeAtOnce);
  element.toDER = () => Buffer.from(bytesOf(element));
}

const KEYS = new WeakMap<Certificate, KeyObject>();

/** A certificate's key. Its certificate is asked for no longer than it is held, and its bytes never change. */
function keyOf(certificate: Certificate): KeyObject {
  const key = KEYS.get(certificate) ?? createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" });
  KEYS.set(certificate, key);
  return key;
}

function keepElement(element: Element, levels: number): void {
  element.toDER = () => bytesOf(element);
  if (levels > 0) for (const sub of element.subs) keepElement(sub, levels - 1);
  else if (element.subs[0]) keepName(element.subs[0]);
}

/** An extension is looked for by the names of all, and each name is worked out from its octets every time. */
function keepName(element: Element): void {
  const read = element.toOID.bind(element);
  let name: string | undefined;
  element.toOID = () => (name ??= read());
}

/** The bytes that an element was read from: its value is a view of them, behind its tag and length. Whoever gets them leaves them as they are. */
function bytesOf({ value }: Element): Buffer {
  const head = headLength(value.length);
  return Buffer.from(value.buffer, value.byteOffset - head, head + value.length);
}

/** A copy whose lists can be changed without the original's, so many levels deep; what lies below is shared. */
function copyElement(element: Element, levels: number): Element {
  if (levels === 0) return element;
  const subs = element.subs.map((sub) => copyElement(sub, levels - 1));
  const copy = Reflect.construct(element.constructor, [element.tag, element.value, subs]) as Element;
  copy.toDER = () => encode(copy);
  return copy;
}

function encode({ tag, value, subs }: Element): Buffer {
  const parts = subs.length > 0 ? subs.map((sub) => sub.toDER()) : [value];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([headOf(tag.toDER(), length), ...parts]);
}
