import { isUtf8 } from "node:buffer";
import { constants, inflateSync, unzipSync } from "node:zlib";
import type { ByteSource } from "../byte-source.ts";
import { sourceOf } from "../byte-source.ts";
import type { ModelFormat } from "../format.ts";
import { walkPickle } from "../pickle/walk.ts";
import { listFields } from "../protobuf.ts";
import { JsonError, parseStrictJson } from "../strict-json.ts";
import { findZipNames, hasTar } from "./archives.ts";

const HEAD_BYTES = 65_536;
/** Text and JSON are read whole, to be sure of every byte. */
const MAX_TEXT_BYTES = 64 * 2 ** 20;
/** Tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const MAX_SAFETENSORS_HEADER = 100_000_000n;
const HDF5_SIGNATURE = "894844460d0a1a0a";

const MAGICS: readonly (readonly [format: ModelFormat, hex: string])[] = [
  ["gguf", "47475546"],
  ["numpy", "934e554d5059"],
  ["compressed", "425a6839314159265359"],
  ["compressed", "fd377a585a00"],
  ["compressed", "04224d18"],
  ["compressed", "28b52ffd"],
  ["compressed", "5d000080"],
  ["compressed", "377abcaf271c"],
];

/** Wire types of ModelProto's fields. */
const ONNX_FIELDS: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2 };

/**
 * Says which formats a file is in by its bytes alone: every format is asked, and each looks where its loaders look, be that the first byte, the end or
 * in between. A file with two of them is another thing to another loader. There is always one at least; never throws for what the bytes are.
 */
export function claimFormats(source: ByteSource): readonly ModelFormat[] {
  if (source.size === 0) return ["empty"];
  const head = source.read(0, HEAD_BYTES);
  const claims = [
    isSafetensors(head) ? ("safetensors" as const) : undefined,
    findMagic(head),
    isHdf5(source) ? ("hdf5" as const) : undefined,
    claimZip(source, head),
    hasTar(source) ? ("tar" as const) : undefined,
    claimCompressed(head),
    isOnnx(source, head) ? ("onnx" as const) : undefined,
  ].filter((format) => format !== undefined);
  const text = claims.length === 0 ? readText(source) : undefined;
  const pickle = claimPickle(source, head, { isText: text !== undefined, isOther: claims.length > 0 });
  if (pickle !== undefined) return [...claims, pickle];
  if (claims.length > 0) return claims;
  return [text === undefined ? "unknown" : isJson(text) ? "json" : "text"];
}

function findMagic(head: Buffer): ModelFormat | undefined {
  const hex = head.subarray(0, 16).toString("hex");
  return MAGICS.find(([, start]) => hex.startsWith(start))?.[0];
}

function isSafetensors(head: Buffer): boolean {
  return head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) <= MAX_SAFETENSORS_HEADER;
}

/** HDF5 looks for its signature at 0, 512, 1024, 2048 and so on, behind a user block (HDF5 File Format Specification 3.0, II.A). */
function isHdf5(source: ByteSource): boolean {
  for (let at = 0; at < source.size; at = at === 0 ? 512 : at * 2) {
    if (source.read(at, 8).toString("hex") === HDF5_SIGNATURE) return true;
  }
  return false;
}

function isOnnx(source: ByteSource, head: Buffer): boolean {
  const fields = listFields(source, 64);
  const known = fields.length >= 2 && fields.every(({ number, wire }) => ONNX_FIELDS[number] === wire);
  const numbers = fields.map((field) => field.number);
  // Writers put the IR version first; other orders must be read to the end to be believed.
  return known && numbers.includes(7) && (head[0] === 0x08 || numbers.includes(1));
}

function claimZip(source: ByteSource, head: Buffer): ModelFormat | undefined {
  const found = findZipNames(source);
  if (found === undefined && head.subarray(0, 2).toString("latin1") !== "PK") return undefined;
  const names = found ?? [];
  if (names.some((name) => name.endsWith(".pkl"))) return "torch";
  if (names.includes("model.weights.h5") || (names.includes("config.json") && names.includes("metadata.json"))) return "keras";
  if (names.length > 0 && names.every((name) => name.endsWith(".npy"))) return "numpy-zip";
  return "zip";
}

function claimCompressed(head: Buffer): ModelFormat | undefined {
  const inner = inflateHead(head);
  if (inner === undefined) return undefined;
  return inner[0] === 0x80 || walkPickle(sourceOf(inner)).runsCode ? "joblib" : "compressed";
}

/** Unpacks the start of gzip or zlib data; undefined when it is neither. */
function inflateHead(head: Buffer): Buffer | undefined {
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZlib = head[0] === 0x78 && head.length > 2 && head.readUInt16BE(0) % 31 === 0;
  if (!isGzip && !isZlib) return undefined;
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 16 * 2 ** 20 };
  try {
    // 8 KiB cannot grow beyond the limit, so that a bomb stays small.
    const start = head.subarray(0, 8192);
    return isGzip ? unzipSync(start, options) : inflateSync(start, options);
  } catch {
    // Damaged gzip is still gzip; text that starts with "x^" is no zlib.
    return isGzip ? Buffer.alloc(0) : undefined;
  }
}

/**
 * Whether an unpickler would run something, or the file is nothing but a pickle. In a file of another format an import is what counts: without one an unpickler makes
 * plain data at most, and one safetensors header in 200 happens to read as a short text and a STOP. Prose may begin as a pickle does ("N.B." is
 * one of None, and every word list whose first word starts with "c" imports), so text must import and go on, or end with its STOP.
 */
function claimPickle(source: ByteSource, head: Buffer, file: { isText: boolean; isOther: boolean }): ModelFormat | undefined {
  const walk = walkPickle(source);
  const format = head.includes("numpy_pickle") || head.includes("joblib\u0094") ? "joblib" : "pickle";
  if (walk.runsCode || (walk.imports && (walk.stops || !file.isText))) return format;
  if (file.isOther) return undefined;
  // A stream that breaks off can have done its work before.
  const isDamaged = head[0] === 0x80 && (head[1] ?? 255) <= 5;
  return walk.complete || isDamaged ? format : undefined;
}

/** The file's text; undefined when it has bytes that no text has. */
function readText(source: ByteSource): string | undefined {
  if (source.size > MAX_TEXT_BYTES) return undefined;
  const bytes = source.read(0, source.size);
  if (!isUtf8(bytes) || bytes.some((byte) => (byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127)) return undefined;
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    parseStrictJson(text, { pythonNumbers: true });
    return true;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return false;
  }
}
