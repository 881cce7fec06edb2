import { ActionError } from "@waybill/kit";

/** The media type of our bundles. */
export const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** The type of what our envelopes hold (in-toto Attestation Framework, "Envelope"). */
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/**
 * DSSE's pre-authentication encoding: what is signed covers the type and both lengths
 * (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md).
 */
export function preAuthEncoding(payload: Uint8Array, type: string = PAYLOAD_TYPE): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** Reads base64 that has one reading only; throws a `verdict` error that names the bundle as `what` for anything else. */
export function decodeBase64(base64: string, what?: string): Buffer {
  const bytes = Buffer.from(base64, "base64");
  // Node skips what is not base64.
  if (bytes.toString("base64") !== base64) throw malformed("a field is not base64", what);
  return bytes;
}

/** The error for a bundle that is not one. */
export function malformed(why: string, what = "A bundle"): ActionError {
  return new ActionError("verdict", `${what} is damaged: ${why}. Take it from the registry again, or run its stage again.`);
}
