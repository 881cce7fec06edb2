import { isSameJson, listAt, textAt, valueAt } from "@waybill/kit";
import { BUNDLE_TYPE, PAYLOAD_TYPE, preAuthEncoding } from "../dsse.ts";
import { identityOf } from "../identity.ts";
import type { Certified } from "../identity.ts";
import { issuersOf, stampersOf } from "./authorities.ts";
import type { Authority, Material } from "./authorities.ts";
import { readLeaf } from "./certificate.ts";
import type { Leaf } from "./certificate.ts";
import { timeInLog } from "./log.ts";
import { isSignedBy } from "./parts.ts";
import { isPromised } from "./promises.ts";
import { readTimeStamp } from "./time-stamp.ts";

/** Whether at least one entry of each kind of log must be shown. */
export interface Thresholds {
  readonly tlogThreshold: number;
  readonly ctlogThreshold: number;
}

/** How a bundle is judged by whoever judges all of them. */
export type Judge = (bundle: unknown) => Certified;

/**
 * Judges as `ask` does, in half the time: bundles in the one form that we write, of authorities by which `ask` verified one already.
 * Every signature, digest, time and window of a bundle is verified here again. What is left to `ask` alone, once for each authority, is whether
 * the authority's own certificates make a chain, which is the same for all that it signed. Anything else, and everything that does not hold
 * here, is for `ask` to judge: nothing is refused here.
 */
export function familiarWith(material: Material, thresholds: Thresholds, ask: Judge): Judge {
  const sources = {
    ...thresholds,
    tlogs: material.tlogs,
    ctlogs: material.ctlogs,
    issuers: issuersOf(material.certificateAuthorities),
    stampers: stampersOf(material.timestampAuthorities),
  };
  const known = new Set<Authority>();
  return (bundle) => {
    const found = examine(bundle, sources);
    if (found?.authorities.every((authority) => known.has(authority))) return found.certified;
    const certified = ask(bundle);
    if (found && isSame(found.certified, certified)) for (const authority of found.authorities) known.add(authority);
    return certified;
  };
}

function isSame(one: Certified, other: Certified): boolean {
  return isSameJson(one.identity, other.identity) && Number(one.signedAt) === Number(other.signedAt);
}

type Sources = Thresholds &
  Pick<Material, "tlogs" | "ctlogs"> & { readonly issuers: readonly Authority[]; readonly stampers: readonly Authority[] };

interface Examined {
  readonly certified: Certified;
  /** Whose chains it rests on. */
  readonly authorities: readonly Authority[];
}

function examine(bundle: unknown, sources: Sources): Examined | undefined {
  const material = valueAt(bundle, "verificationMaterial");
  const entries = listAt(material, "tlogEntries");
  const stamps = listAt(material, "timestampVerificationData", "rfc3161Timestamps");
  if (!isOurForm(bundle) || entries.length > 1 || stamps.length > 1 || entries.length < sources.tlogThreshold) return undefined;
  const leaf = readLeaf(Buffer.from(textAt(material, "certificate", "rawBytes") ?? "", "base64"));
  if (!leaf) return undefined;
  const payload = Buffer.from(textAt(bundle, "dsseEnvelope", "payload") ?? "", "base64");
  if (payload.length === 0) return undefined;
  const sig = textAt(bundle, "dsseEnvelope", "signatures", 0, "sig") ?? "";
  const signature = Buffer.from(sig, "base64");
  const logged = entries.map((entry) => timeInLog(entry, sources.tlogs, { payload, signature: sig }));
  const stamped = stamps.map((stamp) => stampedBy(textAt(stamp, "signedTimestamp") ?? "", signature, sources.stampers));
  const times = [...logged, ...stamped.map((stamp) => stamp?.time)].flatMap((time) => time ?? []);
  if (times.length === 0 || times.length < entries.length + stamps.length) return undefined;
  const issuer = issuerOf(leaf, sources, times);
  if (!issuer || !isSignedBy(leaf.key, "sha256", preAuthEncoding(payload), signature)) return undefined;
  return {
    certified: { identity: identityOf(leaf.claims), signedAt: new Date(Math.min(...times)) },
    authorities: [issuer, ...stamped.flatMap((stamp) => stamp?.authority ?? [])],
  };
}

const BUNDLE_MEMBERS = "mediaType,verificationMaterial,dsseEnvelope";
const MATERIAL_MEMBERS = /^certificate(,tlogEntries)?(,timestampVerificationData)?$/;

/** Whether there is a certificate and an envelope with one signature, and nothing that could be verified in their stead. */
function isOurForm(bundle: unknown): boolean {
  const material = valueAt(bundle, "verificationMaterial");
  return (
    membersOf(bundle) === BUNDLE_MEMBERS &&
    MATERIAL_MEMBERS.test(membersOf(material)) &&
    textAt(bundle, "mediaType") === BUNDLE_TYPE &&
    textAt(bundle, "dsseEnvelope", "payloadType") === PAYLOAD_TYPE &&
    listAt(bundle, "dsseEnvelope", "signatures").length === 1
  );
}

function membersOf(value: unknown): string {
  return Object.keys(Object(value)).join();
}

/** Who issued the certificate, when nobody else could have, and it was valid at these times. */
function issuerOf(leaf: Leaf, { issuers, ctlogs, ctlogThreshold }: Sources, times: readonly number[]): Authority | undefined {
  const [issuer, ...others] = issuers.filter(({ name, keyId }) => name === leaf.issuer && keyId === leaf.issuerKeyId);
  // A certificate that has the key of an authority could be taken for the authority's own.
  if (
    !issuer ||
    others.length > 0 ||
    issuer.key.asymmetricKeyType !== "ec" ||
    [...issuer.keyIds, ...issuer.issuerKeyIds].includes(leaf.keyId)
  )
    return undefined;
  const { start, end } = issuer.validFor;
  const isValid = times.every((time) => start <= time && time <= end && leaf.notBefore <= time && time <= leaf.notAfter);
  if (!isValid || !isSignedBy(issuer.key, leaf.hash, leaf.signed, leaf.signature)) return undefined;
  const isLogged = leaf.promises ? isPromised(leaf.promises, issuer.keyDigest, ctlogs) : ctlogThreshold === 0;
  return isLogged ? issuer : undefined;
}

/** The time that an authority gives a signature. */
function stampedBy(base64: string, signature: Buffer, stampers: readonly Authority[]): { time: number; authority: Authority } | undefined {
  const stamp = readTimeStamp(Buffer.from(base64, "base64"));
  if (!stamp) return undefined;
  const { time } = stamp;
  const [authority, ...others] = stampers.filter(
    ({ issuer, serialNumber }) => issuer === stamp.issuer && serialNumber === stamp.serialNumber,
  );
  if (!authority || others.length > 0 || !(authority.validFor.start <= time && time <= authority.validFor.end)) return undefined;
  return stamp.proves(signature, authority.key) ? { time, authority } : undefined;
}
