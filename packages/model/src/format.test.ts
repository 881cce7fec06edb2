import { gzipSync, deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { onnx, safetensors } from "@waybill/testing/model-files";
import { sourceOf } from "./byte-source.ts";
import { claimFormats } from "./detect/claims.ts";
import { codeWordOf } from "./format.ts";

const binary = (text: string): Buffer => Buffer.from(text, "latin1");
/** os.system("id") in each protocol, as Python writes it. */
const PICKLES: Record<string, Buffer> = {
  "protocol 0": binary("cposix\nsystem\np0\n(Vid\np1\ntp2\nRp3\n."),
  "protocol 1": binary("cposix\nsystem\nq\x00(X\x02\x00\x00\x00idq\x01tq\x02Rq\x03."),
  "protocol 2": binary("\x80\x02cposix\nsystem\nq\x00X\x02\x00\x00\x00idq\x01\x85q\x02Rq\x03."),
  "protocol 3": binary("\x80\x03cposix\nsystem\nq\x00X\x02\x00\x00\x00idq\x01\x85q\x02Rq\x03."),
  "protocol 4": binary(
    "\x80\x04\x95\x1d\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94.",
  ),
  "protocol 5": binary(
    "\x80\x05\x95\x1d\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94.",
  ),
  "INST in protocol 0": binary("(S'id'\nios\nsystem\n."),
  "a second pickle behind a harmless one": binary("I1\n.cposix\nsystem\n(Vid\ntR."),
  "a broken end behind its payload": binary("cposix\nsystem\n(Vid\ntR\xff\xff"),
  "an import without a call, with a line break behind its end": binary("cos\nsystem\n.\n"),
  "protocol 0 without an import": binary("(lp0\nI1\naI2\na."),
  "a damaged stream that starts as protocol 4": binary("\x80\x04\xff\xff"),
};

test.each(Object.entries(PICKLES))("recognises a pickle by its bytes: %s", (_, bytes) => {
  expect(claimFormats(sourceOf(bytes))).toEqual(["pickle"]);
});

test("recognises joblib plain and compressed", () => {
  const joblib = Buffer.concat([binary("\x80\x04\x95\x8c\x12joblib.numpy_pickle\x94\x8c\x11NumpyArrayWrapper\x94\x93.")]);
  for (const bytes of [joblib, gzipSync(joblib), deflateSync(joblib)]) expect(claimFormats(sourceOf(bytes))).toEqual(["joblib"]);
  expect(claimFormats(sourceOf(gzipSync(PICKLES["protocol 0"] as Buffer)))).toEqual(["joblib"]);
});

/** A ZIP archive with empty members. */
function zip(names: readonly string[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name));
    directory.push(central, Buffer.from(name));
    at += 30 + name.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

test.each([
  ["safetensors", safetensors({ a: { dtype: "U8", shape: [1], bytes: 1 } })],
  ["onnx", onnx()],
  ["gguf", binary("GGUF\x03\0\0\0")],
  ["hdf5", binary("\x89HDF\r\n\x1a\n")],
  ["hdf5", Buffer.concat([Buffer.alloc(512), binary("\x89HDF\r\n\x1a\n")])],
  ["numpy", binary("\x93NUMPY\x01\0")],
  ["torch", zip(["archive/data.pkl", "archive/version"])],
  ["keras", zip(["config.json", "metadata.json", "model.weights.h5"])],
  ["numpy-zip", zip(["a.npy"])],
  ["zip", zip(["a.txt"])],
  ["zip", binary("PK\x07\x08nothing")],
  ["zip", Buffer.concat([Buffer.from([0, 1, 2]), zip(["a.txt"])])],
  ["compressed", gzipSync("plain text")],
  ["compressed", binary("BZh91AY&SY")],
  ["compressed", binary("\xfd7zXZ\0")],
  ["json", Buffer.from('{"a": [1, NaN]}')],
  ["text", Buffer.from("{not json")],
  ["text", Buffer.from("Notes: x^2 and “quotes”.\n")],
  ["text", Buffer.from("columns: [a]\ncount: 3\n")],
  ["text", Buffer.from("N.B. This is prose.\n")],
  ["text", Buffer.from("airplane\nautomobile\nbird\ncat\n")],
  ["text", Buffer.from("cat\ndog\nRabbit\nbird\n")],
  ["text", Buffer.from("0.5\n0.25\n")],
  ["empty", Buffer.alloc(0)],
  ["unknown", Buffer.from([0, 1, 2, 3, 255])],
  ["unknown", Buffer.from([8, 1])],
])("recognises %s by its bytes", (format, bytes) => {
  expect(claimFormats(sourceOf(bytes))).toEqual([format]);
});

test("never throws, and bytes around an import never become text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void claimFormats(sourceOf(bytes))),
    { numRuns: 1000 },
  );
  // What a pickle may do before it imports: push and pop plain values, mark, memoise.
  const ops = [
    "I1\n",
    "N",
    "(",
    "Vtext\n",
    "Np0\n",
    "S'a'\n",
    "F1.5\n",
    "L1L\n",
    "]",
    "}",
    "N0",
    "(1",
    "(t",
    "(l",
    "](I1\ne",
    "]Na",
    "}NNs",
    "N2",
    "I0x1f\n",
    "I 7 \n",
  ];
  const prelude = fc.array(fc.constantFrom(...ops), { maxLength: 12 });
  fc.assert(
    fc.property(prelude, fc.string({ maxLength: 10 }), (ops, tail) => {
      const claims = claimFormats(sourceOf(Buffer.from(`${ops.join("")}cposix\nsystem\n(Vid\ntR.${tail}`)));
      expect(claims.some((format) => codeWordOf(format) !== undefined)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
