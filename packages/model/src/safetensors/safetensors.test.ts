import fc from "fast-check";
import { expect, test } from "vitest";
import { safetensors } from "@waybill/testing/model-files";
import { sourceOf } from "../byte-source.ts";
import { inspectIndex } from "./safetensors-index.ts";
import { inspectSafetensors } from "./safetensors.ts";

const GOOD = safetensors({ weight: { dtype: "F32", shape: [2, 3], bytes: 24 }, bias: { dtype: "F16", shape: [3], bytes: 6 } });

function rules(bytes: Buffer): string[] {
  return inspectSafetensors(sourceOf(bytes)).problems.map((problem) => problem.rule);
}

function withHeader(header: string, data = 4): string[] {
  return rules(safetensors({}, { header, tail: Buffer.alloc(data) }));
}

test("accepts a whole file and tells what it holds", () => {
  expect(inspectSafetensors(sourceOf(GOOD))).toEqual({
    problems: [],
    unchecked: [],
    facts: { tensors: 2, parameters: 9, dtypes: { F32: 1, F16: 1 }, names: ["weight", "bias"], metadata: {} },
  });
});

test("accepts metadata, padding behind the header, scalars, empty tensors and types below a byte", () => {
  const header =
    '{"__metadata__":{"format":"pt"},"a":{"dtype":"F4","shape":[8],"data_offsets":[0,4]},"s":{"dtype":"F32","shape":[],"data_offsets":[4,8]},"e":{"dtype":"I64","shape":[0,5],"data_offsets":[8,8]}}   ';
  const { problems, facts } = inspectSafetensors(sourceOf(safetensors({}, { header, tail: Buffer.alloc(8) })));
  expect(problems).toEqual([]);
  expect(facts).toMatchObject({ tensors: 3, parameters: 9, metadata: { format: "pt" } });
});

const ONE = (entry: string): string => `{"t":${entry}}`;

test.each([
  ["no header length", Buffer.from([1, 2, 3]), "safetensors-header-too-small"],
  ["a header length beyond the limit", safetensors({}, { header: "{}", length: 1n << 40n }), "safetensors-header-too-large"],
  ["a header length beyond the file", safetensors({}, { header: "{}", length: 99n }), "safetensors-header-length"],
  ["a header that does not start with a brace", safetensors({}, { header: " {}" }), "safetensors-header-start"],
  ["a header that is no JSON", safetensors({}, { header: "{nope}" }), "safetensors-header-json"],
  ["a byte behind the last tensor", Buffer.concat([GOOD, Buffer.from([0])]), "safetensors-trailing-bytes"],
  ["a last byte cut off", GOOD.subarray(0, -1), "safetensors-incomplete"],
  ["only a header", GOOD.subarray(0, 8 + Number(GOOD.readBigUInt64LE(0))), "safetensors-incomplete"],
])("refuses a file with %s", (_, bytes, rule) => {
  expect(rules(bytes)).toEqual([rule]);
});

test.each([
  [
    "a key twice",
    '{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
    "safetensors-header-json",
  ],
  ["metadata that is no text", '{"__metadata__":{"a":1}}', "safetensors-metadata"],
  ["an unknown dtype", ONE('{"dtype":"F31","shape":[1],"data_offsets":[0,4]}'), "safetensors-tensor-dtype"],
  ["an unknown key", ONE('{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}'), "safetensors-tensor-entry"],
  ["a negative dimension", ONE('{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}'), "safetensors-header-json"],
  ["a fractional dimension", ONE('{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}'), "safetensors-header-json"],
  ["a shape that overflows", ONE('{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}'), "safetensors-tensor-overflow"],
  ["a size that does not fit its shape", ONE('{"dtype":"F32","shape":[2],"data_offsets":[0,4]}'), "safetensors-tensor-size"],
  ["offsets in the wrong order", ONE('{"dtype":"F32","shape":[1],"data_offsets":[4,0]}'), "safetensors-tensor-offsets"],
  ["one offset", ONE('{"dtype":"F32","shape":[1],"data_offsets":[4]}'), "safetensors-tensor-offsets"],
  ["a type below a byte that ends inside one", ONE('{"dtype":"F4","shape":[7],"data_offsets":[0,4]}'), "safetensors-tensor-alignment"],
  ["a hole before the first tensor", ONE('{"dtype":"U8","shape":[3],"data_offsets":[1,4]}'), "safetensors-tensor-layout"],
  [
    "overlapping tensors",
    '{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}',
    "safetensors-tensor-layout",
  ],
  ["a tensor that is no object", '{"a":1}', "safetensors-tensor-entry"],
])("refuses a header with %s", (_, header, rule) => {
  expect(withHeader(header)).toEqual([rule]);
});

/** The layout rules once more, from the bytes to a yes or no, with nothing in common with the code under test. */
function isWhole(bytes: Buffer): boolean {
  const dataAt = 8 + Number(bytes.readBigUInt64LE(0));
  const widths: Record<string, number> = {
    F32: 4,
    I32: 4,
    U32: 4,
    F16: 2,
    I16: 2,
    U16: 2,
    BF16: 2,
    F64: 8,
    I64: 8,
    U64: 8,
    C64: 8,
    U8: 1,
    I8: 1,
  };
  const header = JSON.parse(bytes.subarray(8, dataAt).toString()) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const covered = new Uint8Array(bytes.length - dataAt);
  for (const {
    dtype,
    shape,
    data_offsets: [begin, end],
  } of Object.values(header)) {
    if (shape.reduce((product, size) => product * size, widths[dtype] ?? Number.NaN) !== end - begin) return false;
    for (let at = begin; at < end; at++) covered[at] = (covered[at] ?? 1) + 1;
  }
  return covered.every((count) => count === 1);
}

test("never throws, and no damage that a reader would notice goes unnoticed", () => {
  const reference = inspectSafetensors(sourceOf(GOOD)).facts;
  const headerEnd = 8 + Number(GOOD.readBigUInt64LE(0));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(headerEnd - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }), fc.nat(3), (changes, cut) => {
      const bytes = Buffer.from(GOOD.subarray(0, GOOD.length - cut));
      for (const [at, byte] of changes) bytes[at] = byte;
      const { problems, facts } = inspectSafetensors(sourceOf(bytes));
      if (cut > 0) expect(problems).not.toEqual([]);
      if (problems.length === 0) expect([facts.tensors, isWhole(bytes)]).toEqual([reference.tensors, true]);
    }),
    { numRuns: 3000 },
  );
});

test("an index must name exactly the tensors of its shards", () => {
  const shards = new Map([
    ["a.safetensors", ["x"]],
    ["b.safetensors", ["y", "z"]],
  ]);
  const index = (map: object): string => JSON.stringify({ metadata: {}, weight_map: map });
  expect(inspectIndex(index({ x: "a.safetensors", y: "b.safetensors", z: "b.safetensors" }), shards)).toEqual([]);
  expect(inspectIndex(index({ x: "a.safetensors", y: "b.safetensors" }), shards)).toHaveLength(1);
  expect(inspectIndex(index({ x: "b.safetensors", y: "b.safetensors", z: "b.safetensors" }), shards)).toHaveLength(1);
  expect(inspectIndex(index({ x: "c.safetensors" }), shards)).toHaveLength(1);
  expect(inspectIndex("{}", shards)[0]?.what).toContain("no 'weight_map'");
  expect(inspectIndex("{", shards)).toHaveLength(1);
});
