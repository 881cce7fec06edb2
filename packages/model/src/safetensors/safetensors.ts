import { isUtf8 } from "node:buffer";
import type { ByteSource } from "../byte-source.ts";
import { JsonError, parseStrictJson } from "../strict-json.ts";
import type { JsonValue } from "../strict-json.ts";
import { ProblemList, quoteName } from "../structure.ts";
import type { StructureReport } from "../structure.ts";

/** What a safetensors file holds. */
export interface SafetensorsFacts {
  readonly tensors: number;
  readonly parameters: number;
  /** How many tensors each dtype has. */
  readonly dtypes: Readonly<Record<string, number>>;
  /** Names of the tensors, for index files. */
  readonly names: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** In bytes. The reference implementation refuses longer headers, too. */
const MAX_HEADER_BYTES = 100_000_000;

const DTYPES_BY_BITS: readonly (readonly [bits: number, dtypes: string])[] = [
  [4, "F4"],
  [6, "F6_E2M3 F6_E3M2"],
  [8, "BOOL U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ"],
  [16, "I16 U16 F16 BF16"],
  [32, "I32 U32 F32"],
  [64, "F64 I64 U64 C64"],
];
const DTYPE_BITS: ReadonlyMap<string, number> = new Map(
  DTYPES_BY_BITS.flatMap(([bits, dtypes]) => dtypes.split(" ").map((dtype): [string, number] => [dtype, bits])),
);

interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly elements: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * Checks every rule of the safetensors format (https://github.com/huggingface/safetensors#format): 8 bytes with the length of a JSON header,
 * the header, then the tensors without gap or overlap to the last byte. Values of tensors are not looked at. Never throws for what the bytes are.
 */
export function inspectSafetensors(source: ByteSource): StructureReport<SafetensorsFacts> {
  const list = new ProblemList();
  const header = readHeader(source, list);
  const tensors: Tensor[] = [];
  const metadata: Record<string, string> = {};
  for (const [name, value] of header?.members ?? []) {
    if (name === "__metadata__") readMetadata(value, metadata, list);
    else {
      const tensor = readTensor(name, value, list);
      if (tensor !== undefined) tensors.push(tensor);
    }
  }
  // With a broken entry the layout has a hole that says nothing new.
  if (header !== undefined && list.problems.length === 0) checkLayout(tensors, source.size - header.dataStart, list);
  const dtypes: Record<string, number> = {};
  for (const { dtype } of tensors) dtypes[dtype] = (dtypes[dtype] ?? 0) + 1;
  const parameters = tensors.reduce((sum, tensor) => sum + tensor.elements, 0);
  const names = tensors.map((tensor) => tensor.name);
  return { problems: list.problems, unchecked: list.unchecked, facts: { tensors: tensors.length, parameters, dtypes, names, metadata } };
}

function readHeader(source: ByteSource, list: ProblemList): { members: ReadonlyMap<string, JsonValue>; dataStart: number } | undefined {
  const prefix = source.read(0, 8);
  if (prefix.length < 8)
    return void list.add("safetensors-header-too-small", `The file has ${source.size} bytes; its first 8 must give the header's length.`);
  const length = prefix.readBigUInt64LE(0);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    return void list.add("safetensors-header-too-large", `The header claims ${length} bytes; at most ${MAX_HEADER_BYTES} are allowed.`);
  }
  const bytes = source.read(8, Number(length));
  if (bytes.length < Number(length)) {
    return void list.add(
      "safetensors-header-length",
      `The header claims ${length} bytes, but only ${source.size - 8} follow: the file is truncated.`,
    );
  }
  if (bytes[0] !== 0x7b) return void list.add("safetensors-header-start", "The header does not start with '{'.");
  if (!isUtf8(bytes)) return void list.add("safetensors-header-encoding", "The header is not valid UTF-8.");
  try {
    const members = parseStrictJson(bytes.toString("utf8"), { naturalNumbers: true });
    // A text that begins with '{' is an object or no JSON at all.
    return members instanceof Map ? { members, dataStart: 8 + Number(length) } : undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return void list.add("safetensors-header-json", `The header's JSON ${error.message}.`);
  }
}

function readMetadata(value: JsonValue, metadata: Record<string, string>, list: ProblemList): void {
  if (!(value instanceof Map)) return list.add("safetensors-metadata", "'__metadata__' is not an object.");
  for (const [key, text] of value) {
    if (typeof text !== "string") list.add("safetensors-metadata", `'__metadata__' has a value for ${quoteName(key)} that is not a text.`);
    else Object.defineProperty(metadata, key, { value: text, enumerable: true });
  }
}

function readTensor(name: string, value: JsonValue, list: ProblemList): Tensor | undefined {
  const shown = `Tensor ${quoteName(name)}`;
  if (!(value instanceof Map)) return void list.add("safetensors-tensor-entry", `${shown} is not described by an object.`);
  const unknown = [...value.keys()].find((key) => !["dtype", "shape", "data_offsets"].includes(key));
  if (unknown !== undefined) return void list.add("safetensors-tensor-entry", `${shown} has the unknown key ${quoteName(unknown)}.`);
  const [dtype, shape, offsets] = [value.get("dtype"), value.get("shape"), value.get("data_offsets")];
  const bits = typeof dtype === "string" ? DTYPE_BITS.get(dtype) : undefined;
  if (typeof dtype !== "string" || bits === undefined)
    return void list.add("safetensors-tensor-dtype", `${shown} has no dtype of the format.`);
  if (!isNumbers(shape)) return void list.add("safetensors-tensor-shape", `${shown} has no shape.`);
  const [begin, end] = isNumbers(offsets) ? offsets : [];
  if (begin === undefined || end === undefined || offsets.length !== 2)
    return void list.add("safetensors-tensor-offsets", `${shown} has no pair of data offsets.`);
  const elements = shape.reduce((product, size) => product * size, 1);
  // Any product beyond 2^53 is inexact; NaN cannot occur, because sizes are finite.
  if (!Number.isSafeInteger(elements * bits) || shape.some((size) => size > 0 && elements > 0 && size > elements)) {
    return void list.add("safetensors-tensor-overflow", `${shown} has a shape with too many elements to count.`);
  }
  if ((elements * bits) % 8 !== 0) return void list.add("safetensors-tensor-alignment", `${shown} does not end on a whole byte.`);
  if (end < begin) return void list.add("safetensors-tensor-offsets", `${shown} ends before it begins.`);
  const expected = (elements * bits) / 8;
  if (end - begin !== expected) {
    return void list.add(
      "safetensors-tensor-size",
      `${shown} takes ${end - begin} bytes, but ${dtype} of shape [${shape.join(", ").slice(0, 80)}] takes ${expected}.`,
    );
  }
  return { name, dtype, elements, begin, end };
}

/** Tensors must fill the data part without holes, overlaps or a rest: what nobody reads could be another file. */
function checkLayout(tensors: readonly Tensor[], dataBytes: number, list: ProblemList): void {
  let at = 0;
  for (const tensor of tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (tensor.begin !== at) {
      const kind = tensor.begin > at ? `a hole of ${tensor.begin - at} bytes before it` : "an overlap with the tensor before it";
      return list.add("safetensors-tensor-layout", `Tensor ${quoteName(tensor.name)} has ${kind}.`);
    }
    at = tensor.end;
  }
  if (at > dataBytes)
    list.add("safetensors-incomplete", `The tensors need ${at} bytes, but the file has ${dataBytes} after its header: it is truncated.`);
  if (at < dataBytes) list.add("safetensors-trailing-bytes", `${dataBytes - at} bytes at the end belong to no tensor.`);
}

function isNumbers(value: JsonValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
