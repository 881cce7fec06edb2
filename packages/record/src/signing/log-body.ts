import { listAt, parseJson, textAt } from "@waybill/kit";
import { readOnce } from "./read-once.ts";

/** What the body of a log's entry says of an envelope (Rekor's kind `dsse`, version 0.0.1). */
export interface LogBody {
  /** As the log has it, and how the log writes that in what it signs. */
  readonly bytes: Buffer;
  readonly base64: string;
  readonly kind: string | undefined;
  readonly version: string | undefined;
  /** Base64; undefined unless there is exactly one. */
  readonly signature: string | undefined;
  /** The payload's SHA-256 in hex. */
  readonly payload: string | undefined;
  /** Base64 of the certificate's DER, where the kind names one (`dsse` 0.0.1: base64 of PEM; 0.0.2: base64 of DER). */
  readonly certificate: string | undefined;
}

const READ = readOnce(readBody);

/** What the body of an entry in a bundle's JSON says; what is no JSON says nothing. */
export function bodyOf(entry: unknown): LogBody {
  return READ(entry, textAt(entry, "canonicalizedBody") ?? "");
}

function readBody(base64: string): LogBody {
  const bytes = Buffer.from(base64, "base64");
  const body = tryJson(bytes.toString("utf8"));
  const signatures = listAt(body, "spec", "signatures");
  return {
    bytes,
    base64: bytes.toString("base64"),
    kind: textAt(body, "kind"),
    version: textAt(body, "apiVersion"),
    signature: signatures.length === 1 ? textAt(signatures[0], "signature") : undefined,
    payload: textAt(body, "spec", "payloadHash", "value"),
    certificate: certificateIn(body),
  };
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function certificateIn(body: unknown): string | undefined {
  const [first] = listAt(body, "spec", "signatures");
  const pem = textAt(first, "verifier");
  if (pem !== undefined)
    return Buffer.from(pem, "base64")
      .toString("utf8")
      .replaceAll(/-----[A-Z ]+-----|\s/g, "");
  const [second] = listAt(body, "spec", "dsseV002", "signatures");
  return textAt(second, "verifier", "x509Certificate", "rawBytes");
}
