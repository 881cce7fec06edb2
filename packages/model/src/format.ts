import { isUtf8 } from "node:buffer";
import { constants, inflateSync, unzipSync } from "node:zlib";
import type { ByteSource } from "./byte-source.ts";
import { walkPickle } from "./pickle/walk.ts";
import { listFields } from "./protobuf.ts";
import { JsonError, parseStrictJson } from "./strict-json.ts";
import { listZipNames } from "./zip.ts";

/** What a file is by its bytes. `text` and `json` cannot run anything; `empty` has no byte. */
export type ModelFormat =
  | "safetensors"
  | "onnx"
  | "pickle"
  | "joblib"
  | "torch"
  | "keras"
  | "hdf5"
  | "gguf"
  | "numpy"
  | "numpy-zip"
  | "zip"
  | "compressed"
  | "json"
  | "text"
  | "empty"
  | "unknown";

const HEAD_BYTES = 65_536;
/** Text and JSON are read whole, to be sure of every byte. */
const MAX_TEXT_BYTES = 64 * 2 ** 20;
/** Tab, line feed, form feed, carriage return. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13]);
const MAX_SAFETENSORS_HEADER = 100_000_000n;

const MAGICS: readonly (readonly [format: ModelFormat, hex: string])[] = [
  ["gguf", "47475546"],
  ["hdf5", "894844460d0a1a0a"],
  ["numpy", "934e554d5059"],
  ["compressed", "425a6839314159265359"],
  ["compressed", "fd377a585a00"],
  ["compressed", "04224d18"],
  ["compressed", "28b52ffd"],
  ["compressed", "5d000080"],
];

/** Wire types of ModelProto's fields. */
const ONNX_FIELDS: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 2, 4: 2, 5: 0, 6: 2, 7: 2, 8: 2, 14: 2, 20: 2, 25: 2, 26: 2 };

/** Tells what a file is by its bytes alone; its name plays no part. Never throws for what the bytes are. */
export function detectFormat(source: ByteSource): ModelFormat {
  if (source.size === 0) return "empty";
  const head = source.read(0, HEAD_BYTES);
  if (isSafetensors(head)) return "safetensors";
  const hex = head.subarray(0, 16).toString("hex");
  const magic = MAGICS.find(([, start]) => hex.startsWith(start));
  if (magic !== undefined) return magic[0];
  // A user block of a power of two may come before HDF5's signature.
  if ([512, 1024, 2048, 4096].some((at) => head.subarray(at, at + 8).toString("hex") === "894844460d0a1a0a")) return "hdf5";
  if (head.subarray(0, 2).toString("latin1") === "PK") return detectZip(source);
  if (head[0] === 0x80 && (head[1] ?? 255) <= 5) return isJoblib(head) ? "joblib" : "pickle";
  const inner = inflateHead(head);
  if (inner !== undefined) return inner[0] === 0x80 || walkPickle(inner).runsCode ? "joblib" : "compressed";
  if (isOnnx(source, head)) return "onnx";
  return detectText(source);
}

/** Whether a format can run code when it is loaded, so that it is refused until somebody vouches for its digest. */
export function canRunCode(format: ModelFormat): boolean {
  return ["pickle", "joblib", "torch", "keras", "hdf5", "numpy-zip", "zip", "compressed"].includes(format);
}

function isSafetensors(head: Buffer): boolean {
  return head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) <= MAX_SAFETENSORS_HEADER;
}

function isJoblib(head: Buffer): boolean {
  return head.includes("joblib.numpy_pickle") || head.includes("joblib\u0094") || head.includes("numpy_pickle");
}

function isOnnx(source: ByteSource, head: Buffer): boolean {
  const fields = listFields(source, 64);
  const known = fields.length >= 2 && fields.every(({ number, wire }) => ONNX_FIELDS[number] === wire);
  const numbers = fields.map((field) => field.number);
  // Writers put the IR version first; other orders must be read to the end to be believed.
  return known && numbers.includes(7) && (head[0] === 0x08 || numbers.includes(1));
}

function detectZip(source: ByteSource): ModelFormat {
  const names = listZipNames(source);
  if (names.some((name) => /(^|\/)data\.pkl$|(^|\/)constants\.pkl$|\.pkl$/.test(name))) return "torch";
  if (names.includes("model.weights.h5") || (names.includes("config.json") && names.includes("metadata.json"))) return "keras";
  if (names.length > 0 && names.every((name) => name.endsWith(".npy"))) return "numpy-zip";
  return "zip";
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

function detectText(source: ByteSource): ModelFormat {
  if (source.size > MAX_TEXT_BYTES) return "unknown";
  const bytes = source.read(0, source.size);
  const walk = walkPickle(bytes);
  if (walk.runsCode || walk.complete) return "pickle";
  if (!isUtf8(bytes) || bytes.some((byte) => (byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127)) return "unknown";
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  if (!/^\s*[[{]/.test(text)) return "text";
  try {
    parseStrictJson(text, { pythonNumbers: true });
    return "json";
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return "text";
  }
}
