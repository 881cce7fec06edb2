import { listAt, textAt, textsAt, valueAt } from "@waybill/kit";
import { elementsOf } from "./der.ts";
import { decodeBase64, malformed } from "./dsse.ts";
import { keepBody, parseBody } from "./log-body.ts";

/** What shows who signed (sigstore_bundle.proto, VerificationMaterial): the key's id, or a certificate with the proof of its time. */
export type VerificationMaterial = KeyMaterial | CertificateMaterial;

/** The id of the key that signed. */
export interface KeyMaterial {
  readonly publicKey: { readonly hint: string };
}

/** A certificate for one signature, and an entry of a transparency log or a time stamp that shows when it was made. */
export interface CertificateMaterial {
  /** Base64 of DER. */
  readonly certificate: { readonly rawBytes: string };
  readonly tlogEntries?: readonly LogEntry[];
  readonly timestampVerificationData?: { readonly rfc3161Timestamps: readonly { readonly signedTimestamp: string }[] };
}

/** An entry of Rekor (sigstore_rekor.proto, TransparencyLogEntry); numbers are texts and bytes are base64, as protobuf's JSON has them. */
export interface LogEntry {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime?: string;
  /** Rekor's signature over entry and time; version 2 has none, and a time stamp instead. */
  readonly inclusionPromise?: { readonly signedEntryTimestamp: string };
  readonly inclusionProof: {
    /** Left out when it is 0. */
    readonly logIndex?: string;
    readonly rootHash: string;
    readonly treeSize: string;
    /** Left out when there are none. */
    readonly hashes?: readonly string[];
    readonly checkpoint: { readonly envelope: string };
  };
  readonly canonicalizedBody: string;
}

/**
 * Reads verification material into exactly the fields that we write, in their order; the caller compares the result with what it was read
 * from. Throws a `verdict` error that names the bundle as `what` when a field is missing or says the same thing in another way.
 */
export function parseMaterial(value: unknown, what?: string): VerificationMaterial {
  const hint = textAt(value, "publicKey", "hint");
  if (hint !== undefined) return { publicKey: { hint } };
  const rawBytes = textAt(value, "certificate", "rawBytes");
  if (rawBytes === undefined) throw malformed("a field is missing", what);
  requireCertificate(rawBytes, what);
  const entries = listAt(value, "tlogEntries");
  const stamps = listAt(value, "timestampVerificationData", "rfc3161Timestamps");
  if (entries.length > 1 || stamps.length > 1) throw malformed("it has more than one proof of its time", what);
  return {
    certificate: { rawBytes },
    ...(entries.length === 0 ? {} : { tlogEntries: entries.map((entry) => parseEntry(entry, rawBytes, what)) }),
    ...(stamps.length === 0
      ? {}
      : {
          timestampVerificationData: {
            rfc3161Timestamps: stamps.map((stamp) => ({ signedTimestamp: bytesAt(stamp, what, "signedTimestamp") })),
          },
        }),
  };
}

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;

/**
 * Of a certificate (RFC 5280, 4.1) its authority signs the first of three elements. What is outside of that is as DER demands it, and the
 * algorithm says what the signed one says, so that every byte has one reading only. What is signed is left to who verifies it.
 */
function requireCertificate(rawBytes: string, what?: string): void {
  const [certificate, ...behind] = elementsOf(decodeBase64(rawBytes, what)) ?? [];
  const [signed, algorithm, signature, ...more] = certificate?.elements() ?? [];
  if (!certificate || !signed || !algorithm || !signature) throw malformed("its certificate cannot be read", what);
  // Behind the version and the serial number.
  const [, , signedAlgorithm] = signed.elements() ?? [];
  const areTags = certificate.tag === SEQUENCE && signed.tag === SEQUENCE && signature.tag === BIT_STRING;
  const isWhole = behind.length === 0 && more.length === 0 && signature.value[0] === 0;
  if (!areTags || !isWhole || !signedAlgorithm || Buffer.compare(algorithm.bytes, signedAlgorithm.bytes) !== 0)
    throw malformed("its certificate is not written as DER demands", what);
}

function parseEntry(value: unknown, certificate: string, what?: string): LogEntry {
  const text = (...path: string[]): string => required(textAt(value, ...path), what);
  const number = (...path: string[]): string => requireNumber(text(...path), what);
  const bytes = (...path: string[]): string => bytesAt(value, what, ...path);
  const optional = (...path: string[]): boolean => valueAt(value, ...path) !== undefined;
  const hashes = listAt(value, "inclusionProof", "hashes").map((hash) => bytesAt({ hash }, what, "hash"));
  const entry: LogEntry = {
    logIndex: number("logIndex"),
    logId: { keyId: bytes("logId", "keyId") },
    kindVersion: { kind: text("kindVersion", "kind"), version: text("kindVersion", "version") },
    ...(optional("integratedTime") ? { integratedTime: number("integratedTime") } : {}),
    ...(optional("inclusionPromise")
      ? { inclusionPromise: { signedEntryTimestamp: bytes("inclusionPromise", "signedEntryTimestamp") } }
      : {}),
    inclusionProof: {
      ...(optional("inclusionProof", "logIndex") ? { logIndex: number("inclusionProof", "logIndex") } : {}),
      rootHash: bytes("inclusionProof", "rootHash"),
      treeSize: number("inclusionProof", "treeSize"),
      ...(hashes.length > 0 ? { hashes } : {}),
      checkpoint: { envelope: text("inclusionProof", "checkpoint", "envelope") },
    },
    canonicalizedBody: bytes("canonicalizedBody"),
  };
  const body = parseBody(entry.canonicalizedBody);
  requireOneMeaning(entry, body, certificate, what);
  keepBody(entry, body);
  return entry;
}

/** What an entry says twice must be the same both times, because verifiers look at one of the two only. */
function requireOneMeaning(
  { inclusionPromise, inclusionProof, logIndex }: LogEntry,
  body: unknown,
  certificate: string,
  what?: string,
): void {
  const checkpoint = /^([^ \n]+)[^\n]*\n(\d+)\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*\n((?:\u2014 \S+ \S+\n)+)$/.exec(
    inclusionProof.checkpoint.envelope,
  );
  const [, origin, treeSize, rootHash, signatures = ""] = checkpoint ?? [];
  const signed = [...signatures.matchAll(/\u2014 (\S+) (\S+)\n/g)];
  for (const [, , signature = ""] of signed) decodeBase64(signature, what);
  if (treeSize !== inclusionProof.treeSize || rootHash !== inclusionProof.rootHash || !signed.some(([, name]) => name === origin))
    throw malformed("its proof of inclusion and the log's checkpoint disagree", what);
  // Without the log's promise nothing else is signed that holds the index.
  if (inclusionPromise === undefined && logIndex !== (inclusionProof.logIndex ?? "0"))
    throw malformed("its proof of inclusion is about another entry of the log", what);
  if (!namesCertificate(body, certificate)) throw malformed("the log's entry is about another certificate", what);
}

/** Whether the entry's body names the certificate, where its kind names one (`dsse` 0.0.1: base64 of PEM; 0.0.2: base64 of DER). */
function namesCertificate(body: unknown, certificate: string): boolean {
  const [first] = listAt(body, "spec", "signatures");
  const pem = textAt(first, "verifier");
  if (pem !== undefined) return textOfPem(Buffer.from(pem, "base64").toString("utf8")) === certificate;
  const [second] = listAt(body, "spec", "dsseV002", "signatures");
  return textsAt(valueAt(second, "verifier", "x509Certificate"))["rawBytes"] === certificate;
}

function textOfPem(pem: string): string {
  return pem.replaceAll(/-----[A-Z ]+-----/g, "").replaceAll(/\s/g, "");
}

function bytesAt(value: unknown, what: string | undefined, ...path: string[]): string {
  const text = required(textAt(value, ...path), what);
  decodeBase64(text, what);
  return text;
}

function required(text: string | undefined, what?: string): string {
  if (text === undefined || text === "") throw malformed("a field is missing", what);
  return text;
}

function requireNumber(text: string, what?: string): string {
  if (!/^(0|[1-9]\d{0,18})$/.test(text)) throw malformed("a field is no number", what);
  return text;
}
