import type { Material } from "./authorities.ts";
import { isSignedBy } from "./parts.ts";

/** SHA-256 and ECDSA (RFC 5246, 7.4.1.4.1). */
const ALGORITHM = 0x04_03;
const LOG_ID = 32;
/** Version, log, time and the length of what extends it, which is nothing. */
const HEAD = 1 + LOG_ID + 8 + 2;

/**
 * Whether a certificate log of the list promised (RFC 6962, 3.2) to show a certificate of the issuer whose key has this digest. False also for
 * several promises and for one with extensions, which nobody gives.
 */
export function isPromised(
  { list, about }: { readonly list: Buffer; readonly about: Buffer },
  issuerKey: Uint8Array,
  logs: Material["ctlogs"],
): boolean {
  // The list's length, then the one promise's.
  const promise = list.subarray(4);
  if (list.length < 4 + HEAD + 4 || list.readUInt16BE(0) !== list.length - 2 || list.readUInt16BE(2) !== promise.length) return false;
  const [logId, time] = [promise.subarray(1, 1 + LOG_ID), promise.subarray(1 + LOG_ID, HEAD - 2)];
  const signature = promise.subarray(HEAD + 4);
  const isWhole = promise.readUInt16BE(HEAD - 2) === 0 && promise.readUInt16BE(HEAD + 2) === signature.length;
  if (!isWhole || promise.readUInt16BE(HEAD) !== ALGORITHM) return false;
  const at = Number(time.readBigInt64BE());
  const [log, ...others] = logs.filter(({ logID }) => logID.equals(logId));
  if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec") return false;
  if (!(Number(log.validFor.start) <= at && at <= Number(log.validFor.end))) return false;
  const length = Buffer.alloc(3);
  length.writeUIntBE(about.length, 0, 3);
  const entry = [Buffer.from([promise[0] ?? 0, 0]), time, Buffer.from([0, 1]), issuerKey, length, about, Buffer.alloc(2)];
  return isSignedBy(log.publicKey, "sha256", Buffer.concat(entry), signature);
}
