import type { SignedEntity } from "@sigstore/verify";

/** A certificate as Sigstore's library holds it: a tree of DER's elements, each with its value's bytes. */
export type Certificate = Extract<SignedEntity["key"], { $case: "certificate" }>["certificate"];
/** One element of DER, and what it holds. */
export type Element = Certificate["root"];

/** The certificate, what is signed of it, the wrapping of its extensions, and their list, from which the library takes one out. */
const CHANGED_LEVELS = 4;

/**
 * Lets a certificate keep its bytes. Sigstore's library writes them anew, into buffers that grow step by step, whenever it compares, verifies or
 * copies a certificate: three quarters of what a verification cost. Its reader takes the one encoding only that DER
 * allows, so what it writes are the bytes that it read. Nothing else about the certificate changes, and the library stays its judge.
 */
export function keepBytes(certificate: Certificate): Certificate {
  keepElement(certificate.root);
  const { publicKey } = certificate;
  const clone = (): Certificate =>
    Reflect.construct(certificate.constructor, [copyElement(certificate.root, CHANGED_LEVELS)]) as Certificate;
  return Object.defineProperties(certificate, { publicKey: { value: publicKey }, clone: { value: clone } });
}

/** As `keepBytes`, for a certificate of a trust root: those verify one another for every statement, so it also keeps what it found of each issuer. */
export function keepVerdicts(certificate: Certificate): Certificate {
  const verdicts = new WeakMap<Certificate, boolean>();
  const ask = certificate.verify.bind(certificate);
  const verify = (issuer: Certificate = certificate): boolean => {
    const verdict = verdicts.get(issuer) ?? ask(issuer);
    verdicts.set(issuer, verdict);
    return verdict;
  };
  return Object.defineProperty(keepBytes(certificate), "verify", { value: verify });
}

/** Lets an element, and all below it, be written in one go; the bytes are the caller's, who may change them. */
export function writeAtOnce(element: Element): void {
  element.subs.forEach(writeAtOnce);
  Object.defineProperty(element, "toDER", { value: () => encode(element) });
}

function keepElement(element: Element): void {
  element.subs.forEach(keepElement);
  let kept: Buffer | undefined;
  Object.defineProperty(element, "toDER", { value: () => (kept ??= encode(element)) });
}

/** A copy whose lists can be changed without the original's, so many levels deep; what lies below is shared. */
function copyElement(element: Element, levels: number): Element {
  if (levels === 0) return element;
  const subs = element.subs.map((sub) => copyElement(sub, levels - 1));
  const copy = Reflect.construct(element.constructor, [element.tag, element.value, subs]) as Element;
  return Object.defineProperty(copy, "toDER", { value: () => encode(copy) });
}

function encode({ tag, value, subs }: Element): Buffer {
  const parts = subs.length > 0 ? subs.map((sub) => sub.toDER()) : [value];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag.toDER(), ...lengthOctets(length)]), ...parts]);
}

/** X.690, 8.1.3: one octet up to 127, else how many follow, and those. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}
