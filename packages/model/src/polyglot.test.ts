import { spawnSync } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, SILENT } from "@waybill/kit";
import { expect, test } from "vitest";
import { message, node, safetensors } from "@waybill/testing/model-files";
import type { Field } from "@waybill/testing/model-files";
import { sourceOf } from "./byte-source.ts";
import { claimFormats } from "./detect/claims.ts";
import { inspectOnnx } from "./onnx/onnx.ts";
import { inspectSafetensors } from "./safetensors/safetensors.ts";
import { validateModel } from "./validate.ts";

/** Calls a function of Python that harms nobody, so that a real unpickler may be asked. */
const PAYLOAD = Buffer.from("cbuiltins\nlen\n(Vx\ntR.", "latin1");
const HDF5 = Buffer.from("\x89HDF\r\n\x1a\n", "latin1");

/**
 * An ONNX model that starts with `28 55 12`: its model version, then the tag of its producer. To an unpickler that is a mark and a text of 18 bytes,
 * which ends inside the producer's version, where opcodes are.
 */
function onnxPickle(): Buffer {
  const graph: readonly Field[] = [
    [1, node("Identity", ["x"], ["y"])],
    [2, "g"],
    [11, port("x")],
    [12, port("y")],
  ];
  const rest = message([
    [2, "p".repeat(15)],
    [3, Buffer.concat([Buffer.from("0"), PAYLOAD])],
    [1, 8],
    [8, [[2, 17]]],
    [7, graph],
  ]);
  return Buffer.concat([message([[5, 0x55]]), rest]);
}

function port(name: string): readonly Field[] {
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, 1],
            [2, [[1, [[1, 1]]]]],
          ],
        ],
      ],
    ],
  ];
}

/** A safetensors file whose header begins with a pickle's opcode for a line, and whose weights are what follows. */
function safetensorsPickle(first: number, weights: Buffer, more = 0): Buffer {
  const entry = `{"w":{"dtype":"U8","shape":[${weights.length}],"data_offsets":[0,${weights.length}]}}`;
  const length = Math.ceil((entry.length + more - first) / 256) * 256 + first;
  return Buffer.concat([safetensors({}, { header: entry.padEnd(length, " ") }), weights]);
}

/** A line of text first, in which the whole header is, then opcodes that end exactly at byte 4096, then the payload. */
function atByte4096(): Buffer {
  const draft = safetensorsPickle(0x56, Buffer.from("\n"), 2000);
  const filler = Buffer.alloc(4096 - draft.length, "0N");
  const even = filler.length % 2 === 0 ? filler : Buffer.concat([filler.subarray(0, -1), Buffer.from("(")]);
  const weights = Buffer.concat([Buffer.from("\n"), even, PAYLOAD]);
  // The number in the header grows with the weights, the padding shrinks with it: the length stays.
  return safetensorsPickle(0x56, weights, 2000);
}

/** `I1\0x\n` is a number to C's strtol. */
const STRTOL = safetensorsPickle(0x56, Buffer.concat([Buffer.from("\nI1\0x\n", "latin1"), PAYLOAD]));

/** A user block that is a safetensors header, then HDF5's signature where its readers look next. */
function behindUserBlock(at: number): Buffer {
  const entry = (size: number): string => `{"w":{"dtype":"U8","shape":[${size}],"data_offsets":[0,${size}]}}`;
  const tail = Buffer.concat([HDF5, Buffer.alloc(64)]);
  return Buffer.concat([safetensors({}, { header: entry(tail.length).padEnd(at - 8, " ") }), tail]);
}

function zip(name: string, content = ""): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50);
  entry.writeUInt32LE(content.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + content.length, 16);
  return Buffer.concat([local, Buffer.from(name), Buffer.from(content), entry, Buffer.from(name), end]);
}

function tar(name: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write("00000000000\0", 124);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\0", 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
    148,
  );
  return Buffer.concat([header, Buffer.alloc(1024)]);
}

const weightsOf = (tail: Buffer, at = 0): Buffer => safetensorsPickle(0x40, Buffer.concat([Buffer.alloc(at, 1), tail]));
/** A tar archive starts at a multiple of 512, so as many weights come before it. */
const TAR_AT = 1024 - (weightsOf(tar("pickle"), 512).length % 512);

const POLYGLOTS: Record<string, [name: string, bytes: Buffer, formats: string[]]> = {
  "ONNX that is a pickle": ["model.onnx", onnxPickle(), ["onnx", "pickle"]],
  "safetensors whose opcodes end at byte 4096": ["model.safetensors", atByte4096(), ["safetensors", "pickle"]],
  "safetensors with a number as C reads it": ["model.safetensors", STRTOL, ["safetensors", "pickle"]],
  "safetensors that is a user block of HDF5": ["model.safetensors", behindUserBlock(512), ["safetensors", "hdf5"]],
  "safetensors with HDF5 far behind": ["model.safetensors", behindUserBlock(16_384), ["safetensors", "hdf5"]],
  "safetensors with a ZIP at the tail": ["model.safetensors", weightsOf(zip("archive/data.pkl")), ["safetensors", "torch"]],
  "the same, named .keras": ["model.keras", weightsOf(zip("config.json")), ["safetensors", "zip"]],
  "the same, named .skops": ["model.skops", weightsOf(zip("schema.json")), ["safetensors", "zip"]],
  "safetensors with a tar at the tail": ["model.safetensors", weightsOf(tar("pickle"), TAR_AT), ["safetensors", "tar"]],
  "a ZIP behind a pickle": ["model.pkl", Buffer.concat([PAYLOAD, zip("a.txt")]), ["zip", "pickle"]],
  "a ZIP behind a tar": ["model.tar", Buffer.concat([tar("a"), zip("a.txt")]), ["zip", "tar"]],
};

test.each(Object.entries(POLYGLOTS))("%s never passes, and both formats are named", async (_, [name, bytes, formats]) => {
  expect(claimFormats(sourceOf(bytes))).toEqual(formats);
  const workspace = await mkdtemp(join(tmpdir(), "model-"));
  await writeFile(join(workspace, name), bytes);
  for (const allowPickle of [false as const, [digestOf(bytes)]]) {
    const result = await validateModel({ name: "m", path: name, workspace, gate: {}, allowPickle, reporter: SILENT });
    expect(result.verdict).toBe("fail");
    const finding = result.findings.find(({ rule }) => rule === "model-ambiguous");
    expect(finding?.what).toContain(formats.join(" and "));
  }
});

test("a header that happens to read as a text and a STOP makes no polyglot: an unpickler makes a text of it at most", () => {
  // 0x0658 bytes: the opcode X, then a text of 6 bytes that ends before the point of the first name.
  const header = '{"a.w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}'.padEnd(0x658, " ");
  expect(claimFormats(sourceOf(Buffer.concat([safetensors({}, { header }), Buffer.alloc(1)])))).toEqual(["safetensors"]);
});

test("the polyglots are what they claim: valid by the rules of the first format", () => {
  const problems = (name: string): unknown => {
    const [, bytes, [format]] = POLYGLOTS[name] ?? ["", Buffer.alloc(0), []];
    return (format === "onnx" ? inspectOnnx : inspectSafetensors)(sourceOf(bytes)).problems;
  };
  for (const [name, [, , [format]]] of Object.entries(POLYGLOTS))
    if (format === "onnx" || format === "safetensors") expect(problems(name)).toEqual([]);
});

const python = spawnSync("python3", ["-c", "import pickle"]).status === 0;

test.runIf(python)("a real unpickler runs what is claimed to be a pickle", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pickle-"));
  for (const [name, [, bytes, formats]] of Object.entries(POLYGLOTS)) {
    if (!formats.includes("pickle")) continue;
    await writeFile(join(folder, "x"), bytes);
    const { stdout, stderr } = spawnSync(
      "python3",
      ["-c", "import pickle,sys; print(pickle.load(open(sys.argv[1], 'rb')))", join(folder, "x")],
      { encoding: "utf8" },
    );
    expect(`${name}: ${stdout}${stderr}`).toBe(`${name}: 1\n`);
  }
});
