import { createHash } from "node:crypto";
import type { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";

/** The authorities of a loopback Sigstore; a private one has no logs. */
export interface Authorities {
  readonly url: string;
  readonly ca: Awaited<ReturnType<typeof initializeCA>>;
  readonly ctlog?: Awaited<ReturnType<typeof initializeCTLog>> | undefined;
  readonly tlog?: Awaited<ReturnType<typeof initializeTLog>> | undefined;
  readonly tsa?: Awaited<ReturnType<typeof initializeTSA>> | undefined;
}

/** Long enough ago for every certificate of a test. */
const START = "2026-01-01T00:00:00Z";

/** A trust root for the authorities, as Sigstore distributes it (sigstore_trustroot.proto, version 0.1). */
export function trustedRootOf({ url, ca, ctlog, tlog, tsa }: Authorities, until?: Date): string {
  const validFor = { start: START, ...(until ? { end: until.toISOString() } : {}) };
  const authority = (name: string, certificates: readonly ArrayBufferView[]): object => ({
    subject: { organization: "sigstore.mock", commonName: name },
    uri: url,
    certChain: { certificates: certificates.map((bytes) => ({ rawBytes: base64(bytes) })) },
    validFor,
  });
  const log = ({ publicKey }: { readonly publicKey: Buffer }): object => ({
    baseUrl: url,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: base64(publicKey), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: createHash("sha256").update(publicKey).digest("base64") },
  });
  return JSON.stringify(
    {
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: tlog ? [log(tlog)] : [],
      certificateAuthorities: [authority("sigstore", [ca.rootCertificate])],
      ctlogs: ctlog ? [log(ctlog)] : [],
      timestampAuthorities: tsa ? [authority("tsa", [tsa.intCertificate, tsa.rootCertificate])] : [],
    },
    undefined,
    2,
  );
}

/** A signing config that names the services (sigstore_trustroot.proto, SigningConfig version 0.2). */
export function signingConfigOf(url: string, isPublic: boolean): string {
  const services = [{ url, majorApiVersion: 1, validFor: { start: START }, operator: "sigstore.mock" }];
  return JSON.stringify(
    {
      mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
      caUrls: services,
      oidcUrls: [],
      ...(isPublic
        ? { rekorTlogUrls: services, rekorTlogConfig: { selector: "ANY" } }
        : { tsaUrls: services, tsaConfig: { selector: "ANY" } }),
    },
    undefined,
    2,
  );
}

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
