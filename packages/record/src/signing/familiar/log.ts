import { hash } from "node:crypto";
import { listAt, textAt, valueAt } from "@waybill/kit";
import { bodyOf } from "../log-body.ts";
import type { LogBody } from "../log-body.ts";
import type { Material } from "./authorities.ts";
import { isSignedBy } from "./parts.ts";

type Log = Material["tlogs"][number];

/** What a log's entry is about. */
export interface Logged {
  readonly payload: Buffer;
  /** Base64, as the envelope has it. */
  readonly signature: string;
}

/** An entry of Rekor in a bundle's JSON, with the texts that it needs to be verified. */
interface Entry {
  readonly logId: Buffer;
  readonly logIndex: string;
  readonly time: string;
  readonly promise: Buffer;
  readonly body: Buffer;
  readonly said: LogBody;
  readonly proof: { readonly index: string; readonly hashes: readonly Buffer[]; readonly checkpoint: string };
}

/** Numbers that JavaScript counts with. */
const NUMBER = /^(0|[1-9]\d{0,14})$/;
const KIND = "dsse";
const VERSION = "0.0.1";

/**
 * The time that a log of the list gives an entry, in milliseconds, when it promised the entry, has it in the tree that it signed, and the entry
 * is about that signature of that payload; undefined when any of these cannot be shown here.
 */
export function timeInLog(json: unknown, logs: readonly Log[], about: Logged): number | undefined {
  const entry = readEntry(json);
  if (!entry) return undefined;
  const time = Number(entry.time) * 1000;
  const [log, ...others] = logs.filter(({ logID }) => logID.equals(entry.logId));
  // Only keys of this kind sign with the hash that is the default of Node and of Sigstore alike.
  if (!log || others.length > 0 || log.publicKey.asymmetricKeyType !== "ec") return undefined;
  const { start, end } = log.validFor;
  if (!(Number(start) <= time && time <= Number(end))) return undefined;
  return isAbout(entry, about) && isInTree(entry, log) && isPromised(entry, log) ? time : undefined;
}

function readEntry(json: unknown): Entry | undefined {
  const text = (...path: string[]): string => textAt(json, ...path) ?? "";
  const bytes = (...path: string[]): Buffer => Buffer.from(text(...path), "base64");
  const isFirst = valueAt(json, "inclusionProof", "logIndex") === undefined;
  const [logIndex, time, index] = [text("logIndex"), text("integratedTime"), isFirst ? "0" : text("inclusionProof", "logIndex")];
  const isKnown = text("kindVersion", "kind") === KIND && text("kindVersion", "version") === VERSION;
  // The checkpoint says the root; that it stands here too, as text, is all that others ask.
  if (!isKnown || textAt(json, "inclusionProof", "rootHash") === undefined) return undefined;
  if (![logIndex, time, index].every((number) => NUMBER.test(number)) || time === "0") return undefined;
  const hashes = listAt(json, "inclusionProof", "hashes").map((one) => Buffer.from(typeof one === "string" ? one : "", "base64"));
  return {
    logId: bytes("logId", "keyId"),
    logIndex,
    time,
    promise: bytes("inclusionPromise", "signedEntryTimestamp"),
    body: bytes("canonicalizedBody"),
    said: bodyOf(json),
    proof: { index, hashes, checkpoint: text("inclusionProof", "checkpoint", "envelope") },
  };
}

/** Rekor's signature over the entry (its "signed entry timestamp"): over the canonical JSON of these four members. */
function isPromised({ body, time, logId, logIndex, promise }: Entry, log: Log): boolean {
  const said = `{"body":"${body.toString("base64")}","integratedTime":${time},"logID":"${logId.toString("hex")}","logIndex":${logIndex}}`;
  return isSignedBy(log.publicKey, "sha256", Buffer.from(said), promise);
}

/** A checkpoint with the signature of its log alone: origin, size of the tree, its root and what else the log says (C2SP, tlog-checkpoint). */
const CHECKPOINT = /^([^ \n]+[^\n]*\n(\d{1,15})\n([A-Za-z0-9+/=]+)\n(?:[^\n]+\n)*)\n\u2014 (\S+) (\S+)\n$/;
/** Of a signature, by which its key is found. */
const HINT_LENGTH = 4;

function isInTree({ body, proof }: Entry, log: Log): boolean {
  const [, note, size, root, name, signed] = CHECKPOINT.exec(proof.checkpoint) ?? [];
  if (note === undefined || size === undefined || root === undefined || name === undefined || signed === undefined) return false;
  const signature = Buffer.from(signed, "base64");
  const isHinted = log.logID.subarray(0, HINT_LENGTH).equals(signature.subarray(0, HINT_LENGTH)) && log.baseURL.includes(name);
  if (!isHinted || !isSignedBy(log.publicKey, "sha256", Buffer.from(note), signature.subarray(HINT_LENGTH))) return false;
  return rootOf(body, { ...proof, size: Number(size) })?.equals(Buffer.from(root, "base64")) ?? false;
}

/** What stands before entries and nodes where they are hashed (RFC 9162, 2.1.1). */
const [ENTRY, NODE] = [Buffer.from([0]), Buffer.from([1])];

/** The root of a tree that has an entry at an index (RFC 9162, 2.1.3.2); undefined when so many hashes are not the proof of any. */
export function rootOf(
  entry: Uint8Array,
  { index, size, hashes }: { readonly index: string; readonly size: number; readonly hashes: readonly Uint8Array[] },
): Buffer | undefined {
  let [at, last] = [Number(index), size - 1];
  if (at > last) return undefined;
  let root = hash("sha256", Buffer.concat([ENTRY, entry]), "buffer");
  for (const one of hashes) {
    if (last === 0) return undefined;
    const isRight = at % 2 === 1 || at === last;
    root = hash("sha256", Buffer.concat(isRight ? [NODE, one, root] : [NODE, root, one]), "buffer");
    // A last entry without a sibling stands as it is, so many levels up.
    if (isRight) while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

/** Whether the entry says the envelope's one signature and the digest of its payload. */
function isAbout({ said }: Entry, { payload, signature }: Logged): boolean {
  return said.kind === KIND && said.version === VERSION && said.signature === signature && said.payload === hash("sha256", payload, "hex");
}
