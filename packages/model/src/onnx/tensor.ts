import type { OnnxEntry, OnnxTensor } from "./message.ts";
import type { ProblemList } from "../structure.ts";
import { quoteName } from "../structure.ts";

/** Where a tensor's data lies outside the model's file. */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  /** Undefined: to the end of the file. */
  readonly length: number | undefined;
  /** How many bytes the tensor takes. */
  readonly bytes: number;
}

type TypedField = "floats" | "int32s" | "int64s" | "uint64s" | "doubles" | "strings";

interface ElementType {
  readonly name: string;
  /** 0 for strings. */
  readonly bits: number;
  readonly field: TypedField;
  /** Elements of the typed field for each element of the tensor. */
  readonly ratio: number;
}

function type(name: string, bits: number, field: TypedField, ratio = 1): ElementType {
  return { name, bits, field, ratio };
}

const TYPES: Readonly<Record<number, ElementType>> = {
  1: type("float32", 32, "floats"),
  2: type("uint8", 8, "int32s"),
  3: type("int8", 8, "int32s"),
  4: type("uint16", 16, "int32s"),
  5: type("int16", 16, "int32s"),
  6: type("int32", 32, "int32s"),
  7: type("int64", 64, "int64s"),
  8: type("string", 0, "strings"),
  9: type("bool", 8, "int32s"),
  10: type("float16", 16, "int32s"),
  11: type("float64", 64, "doubles"),
  12: type("uint32", 32, "uint64s"),
  13: type("uint64", 64, "uint64s"),
  14: type("complex64", 64, "floats", 2),
  15: type("complex128", 128, "doubles", 2),
  16: type("bfloat16", 16, "int32s"),
  17: type("float8e4m3fn", 8, "int32s"),
  18: type("float8e4m3fnuz", 8, "int32s"),
  19: type("float8e5m2", 8, "int32s"),
  20: type("float8e5m2fnuz", 8, "int32s"),
  21: type("uint4", 4, "int32s", 1 / 2),
  22: type("int4", 4, "int32s", 1 / 2),
  23: type("float4e2m1", 4, "int32s", 1 / 2),
  24: type("float8e8m0", 8, "int32s"),
  25: type("uint2", 2, "int32s", 1 / 4),
  26: type("int2", 2, "int32s", 1 / 4),
};

const TYPED_FIELDS: readonly TypedField[] = ["floats", "int32s", "int64s", "uint64s", "doubles", "strings"];
const EXTERNAL_KEYS = ["location", "offset", "length", "checksum", "basepath"];
const EXTERNAL = 1;

/** The name of an element type; undefined when ONNX has none with this number. */
export function findElementType(number: number | undefined): string | undefined {
  return TYPES[number ?? 0]?.name;
}

/** The number of elements of dimensions; undefined when it cannot be counted exactly. */
export function countElements(dims: readonly number[]): number | undefined {
  let product = 1;
  for (const size of dims) {
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    product *= size;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return product;
}

/** Checks that a tensor has exactly the data its type and shape say. Gives back its external data, whose file the caller must check. */
export function checkTensor(tensor: OnnxTensor, what: string, list: ProblemList): ExternalData | undefined {
  const fail = (problem: string): undefined => void list.add("onnx-tensor", `${what} ${problem}.`);
  const element = TYPES[tensor.dataType ?? 0];
  if (element === undefined) return fail(`has the unknown element type ${tensor.dataType ?? 0}`);
  if (tensor.segment !== undefined) return fail("is stored in segments, which no runtime reads");
  const elements = countElements(tensor.dims ?? []);
  if (elements === undefined) return fail("has a negative or uncountable dimension");
  const bytes = Math.ceil((elements * element.bits) / 8);
  if (!Number.isSafeInteger(elements * Math.max(element.bits, 1))) return fail("has too many elements to count");
  const filled = TYPED_FIELDS.filter((field) => lengthOf(tensor, field) > 0);
  if ((tensor.location ?? 0) === EXTERNAL) {
    if (tensor.raw !== undefined || filled.length > 0) return fail("has data in the file and outside it");
    if (element.bits === 0) return fail("holds texts outside the file, which is not allowed");
    return readExternal(tensor.external ?? [], bytes, what, list);
  }
  if ((tensor.location ?? 0) !== 0) return fail(`has the unknown data location ${tensor.location}`);
  if ((tensor.external ?? []).length > 0) return fail("names external data, but says that its data is in the file");
  if (tensor.raw !== undefined) {
    if (filled.length > 0) return fail("has its data twice");
    if (element.bits === 0) return fail("holds texts as raw bytes");
    return tensor.raw.length === bytes ? undefined : fail(`has ${tensor.raw.length} raw bytes, but its type and shape take ${bytes}`);
  }
  if (filled.some((field) => field !== element.field)) return fail(`holds ${element.name} in a field of another type`);
  const [have, need] = [lengthOf(tensor, element.field), Math.ceil(elements * element.ratio)];
  return have === need ? undefined : fail(`has ${have} stored elements, but its type and shape take ${need}`);
}

function lengthOf(tensor: OnnxTensor, field: TypedField): number {
  return field === "strings" ? (tensor.strings?.length ?? 0) : (tensor[field]?.count ?? 0);
}

function readExternal(entries: readonly OnnxEntry[], bytes: number, what: string, list: ProblemList): ExternalData | undefined {
  const fail = (problem: string): undefined => void list.add("onnx-external-data", `${what} ${problem}.`);
  const values = new Map<string, string>();
  for (const { key = "", value = "" } of entries) {
    if (!EXTERNAL_KEYS.includes(key)) return fail(`describes its external data with the unknown key ${quoteName(key)}`);
    if (values.has(key)) return fail(`gives the ${key} of its external data twice`);
    values.set(key, value);
  }
  const [location, offset, length] = [values.get("location"), readCount(values.get("offset") ?? "0"), readCount(values.get("length"))];
  if (location === undefined || location === "") return fail("does not say where its external data is");
  if (values.has("basepath")) return fail("gives a base path for its external data, which could lead anywhere");
  if (offset === undefined) return fail("has an offset of its external data that is no whole number");
  if (values.has("length") && length === undefined) return fail("has a length of its external data that is no whole number");
  if (length !== undefined && length !== bytes)
    return fail(`takes ${length} bytes of its external data, but its type and shape take ${bytes}`);
  return { location, offset, length, bytes };
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
