import { createPublicKey, hash } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { toTrustMaterial } from "@sigstore/verify";

/** Whose signatures a trust root believes, as Sigstore's library holds it. */
export type Material = ReturnType<typeof toTrustMaterial>;

/** An authority: the certificate that it signs with, and what else of its chain bears on others. Texts have one character for each byte. */
export interface Authority {
  readonly name: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly keyId: string;
  readonly key: KeyObject;
  /** Its SHA-256, by which certificate logs name an issuer. */
  readonly keyDigest: Buffer;
  /** When all of its certificates are valid, and it is believed, in milliseconds. */
  readonly validFor: { readonly start: number; readonly end: number };
  /** The identifiers of the keys in its chain; empty for one without. */
  readonly keyIds: readonly string[];
  readonly issuerKeyIds: readonly string[];
}

type Chain = Material["certificateAuthorities"][number];

/** The authorities that issue certificates; none when it is not certain for each certificate of each of them who could have issued what. */
export function issuersOf(chains: readonly Chain[]): Authority[] {
  const issuers = tryAll(chains);
  const isCertain = issuers.every(({ keyIds }) => !keyIds.includes(""));
  // Who issued something is found by the identifier of a key, so it must be in no other chain.
  return isCertain ? issuers.filter((one) => issuers.every((other) => one === other || !other.keyIds.includes(one.keyId))) : [];
}

/** The authorities that give time stamps. */
export function stampersOf(chains: readonly Chain[]): Authority[] {
  return tryAll(chains);
}

function tryAll(chains: readonly Chain[]): Authority[] {
  try {
    return chains.map(authorityOf);
  } catch {
    // A certificate that has another form is for the library to judge.
    return [];
  }
}

function authorityOf({ certChain, validFor }: Chain): Authority {
  const [first] = certChain;
  if (!first) throw new TypeError("an authority without certificates");
  const keyIds = certChain.map(({ extSubjectKeyID }) => textOf(extSubjectKeyID?.keyIdentifier));
  const issuerKeyIds = certChain.map(({ extAuthorityKeyID }) => textOf(extAuthorityKeyID?.keyIdentifier));
  return {
    name: textOf(first.subject),
    issuer: textOf(first.issuer),
    serialNumber: textOf(first.serialNumber),
    keyId: keyIds[0] ?? "",
    key: createPublicKey({ key: first.publicKey, format: "der", type: "spki" }),
    keyDigest: hash("sha256", first.publicKey, "buffer"),
    validFor: {
      start: Math.max(...[validFor.start, ...certChain.map(({ notBefore }) => notBefore)].map(Number)),
      end: Math.min(...[validFor.end, ...certChain.map(({ notAfter }) => notAfter)].map(Number)),
    },
    keyIds,
    issuerKeyIds,
  };
}

function textOf(bytes: Buffer | undefined): string {
  return bytes?.toString("latin1") ?? "";
}
