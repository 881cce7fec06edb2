import { link, mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Field, OnnxParts } from "@waybill/testing/model-files";
import { message, node, onnx, tensor, value } from "@waybill/testing/model-files";
import { sourceOf } from "../byte-source.ts";
import type { ModelFolder } from "./external-file.ts";
import { inspectOnnx } from "./onnx.ts";

function problems(bytes: Buffer, folder?: ModelFolder): string {
  return inspectOnnx(sourceOf(bytes), folder)
    .problems.map((problem) => problem.what)
    .join("\n");
}

test("accepts a whole model and tells what it holds", () => {
  expect(inspectOnnx(sourceOf(onnx()))).toEqual({
    problems: [],
    unchecked: [],
    facts: {
      irVersion: 8,
      opsets: { "ai.onnx": 17 },
      producer: "waybill-test",
      inputs: [{ name: "x", dtype: "float32", shape: ["N", 2] }],
      outputs: [{ name: "y", dtype: "float32", shape: ["N", 1] }],
      nodes: 2,
      tensors: 2,
      parameters: 3,
      dtypes: { float32: 2 },
      externalFiles: [],
    },
  });
});

test("accepts packed lists, typed data, subgraphs that read the graph around them, and functions", () => {
  const packed: Field[] = [
    [1, Buffer.from([2, 1])],
    [2, 7],
    [7, Buffer.from([1, 0x80, 1])],
    [8, "w"],
  ];
  const branch: Field[] = [
    [1, node("Identity", ["x"], ["inner"])],
    [2, "then"],
    [12, [[1, "inner"]]],
  ];
  const attribute: Field = [
    5,
    [
      [1, "then_branch"],
      [6, branch],
      [20, 5],
    ],
  ];
  const called: Field[] = [
    [1, "Twice"],
    [4, "a"],
    [5, "c"],
    [7, node("Add", ["a", "a"], ["c"])],
    [9, [[2, 17]]],
    [10, "local"],
  ];
  const bytes = onnx({
    initializers: [packed, tensor("b", [1])],
    nodes: [node("If", ["b"], ["y"], [attribute]), node("Twice", ["y"], ["z"], [[7, "local"]])],
    opsets: [
      [[2, 17]],
      [
        [1, "local"],
        [2, 1],
      ],
    ],
    model: [
      [25, called],
      [
        14,
        [
          [1, "author"],
          [2, "x"],
        ],
      ],
    ],
  });
  expect(problems(bytes)).toBe("");
});

test.each<[string, OnnxParts, string]>([
  ["no operator set", { opsets: [] }, "imports no operator set"],
  [
    "an operator set twice",
    {
      opsets: [
        [[2, 17]],
        [
          [1, "ai.onnx"],
          [2, 17],
        ],
      ],
    },
    "'ai.onnx' stands twice",
  ],
  [
    "a node of a domain that is not imported",
    { nodes: [node("Magic", ["x"], ["y"], [[7, "com.evil"]])] },
    "'com.evil', which is not imported",
  ],
  [
    "a node that reads what comes later",
    { nodes: [node("Add", ["xw", "b"], ["y"]), node("MatMul", ["x", "w"], ["xw"])] },
    "reads 'xw', which nothing before it makes",
  ],
  ["a name given twice", { nodes: [node("Add", ["x", "b"], ["y"]), node("Add", ["x", "w"], ["y"])] }, "The name 'y' is given twice"],
  ["an output that nothing makes", { outputs: [value("q")] }, "Output 'q' of the graph is made by no node"],
  ["no output", { outputs: [] }, "has no output"],
  ["an input without a type", { inputs: [[[1, "x"]]] }, "Input 'x' of the graph has no type"],
  [
    "a node without an operator",
    {
      nodes: [
        [
          [1, "x"],
          [2, "y"],
        ],
      ],
    },
    "has no operator",
  ],
  ["a node without inputs and outputs", { nodes: [node("Add", ["x", "b"], ["y"]), [[4, "Nop"]]] }, "neither inputs nor outputs"],
  ["an initializer twice", { initializers: [tensor("w", [2, 1]), tensor("w", [2, 1]), tensor("b", [1])] }, "Initializer 'w' stands twice"],
  ["an initializer that is no input in IR version 3", { irVersion: 3 }, "is not an input of the graph"],
  ["too few raw bytes", { initializers: [tensor("w", [2, 1], 7), tensor("b", [1])] }, "has 7 raw bytes, but its type and shape take 8"],
  [
    "a tensor without data",
    {
      initializers: [
        [
          [1, 2],
          [2, 1],
          [8, "w"],
        ],
        tensor("b", [1]),
      ],
    },
    "has 0 stored elements, but its type and shape take 2",
  ],
  [
    "data of another type",
    {
      initializers: [
        [
          [1, 1],
          [2, 1],
          [8, "w"],
          [7, 5],
        ],
        tensor("b", [1]),
      ],
    },
    "holds float32 in a field of another type",
  ],
  [
    "data twice",
    {
      initializers: [
        [
          [1, 1],
          [2, 1],
          [8, "w"],
          [7, 5],
          [9, Buffer.alloc(4)],
        ],
        tensor("b", [1]),
      ],
    },
    "has its data twice",
  ],
  [
    "a negative dimension",
    {
      initializers: [
        [
          [1, -1n],
          [2, 1],
          [8, "w"],
        ],
        tensor("b", [1]),
      ],
    },
    "negative or uncountable dimension",
  ],
  [
    "dimensions that overflow",
    {
      initializers: [
        [
          [1, 1n << 40n],
          [1, 1n << 40n],
          [2, 1],
          [8, "w"],
        ],
        tensor("b", [1]),
      ],
    },
    "negative or uncountable dimension",
  ],
  [
    "an unknown element type",
    {
      initializers: [
        [
          [1, 1],
          [2, 99],
          [8, "w"],
        ],
        tensor("b", [1]),
      ],
    },
    "unknown element type 99",
  ],
  [
    "an attribute without a type",
    {
      nodes: [
        node(
          "Add",
          ["x", "b"],
          ["y"],
          [
            [
              5,
              [
                [1, "axis"],
                [3, 1],
              ],
            ],
          ],
        ),
      ],
    },
    "has the unknown type 0",
  ],
  [
    "an attribute of another type",
    {
      nodes: [
        node(
          "Add",
          ["x", "b"],
          ["y"],
          [
            [
              5,
              [
                [1, "axis"],
                [3, 1],
                [20, 1],
              ],
            ],
          ],
        ),
      ],
    },
    "a value that is not of its type",
  ],
  [
    "a metadata key twice",
    {
      model: [
        [14, [[1, "a"]]],
        [14, [[1, "a"]]],
      ],
    },
    "metadata key 'a' stands twice",
  ],
  [
    "a function that calls itself",
    {
      model: [
        [
          25,
          [
            [1, "F"],
            [7, node("F", [], ["o"], [[7, "l"]])],
            [10, "l"],
          ],
        ],
      ],
    },
    "calls itself",
  ],
  ["an unknown field", { model: [[99, 1]] }, "ModelProto has the unknown field 99"],
  ["two graphs", { model: [[7, []]] }, "ModelProto.graph stands twice"],
  [
    "no graph name",
    { graph: [], inputs: [value("x")], nodes: [], outputs: [value("x")], initializers: [], model: [[15, 1]] },
    "unknown field 15",
  ],
])("refuses a model with %s", (_, parts, what) => {
  expect(problems(onnx(parts))).toContain(what);
});

test("what is newer than the known rules is left open, not passed", () => {
  expect(inspectOnnx(sourceOf(onnx({ irVersion: 99 }))).unchecked).toHaveLength(1);
  expect(inspectOnnx(sourceOf(onnx({ opsets: [[[2, 99]]] }))).unchecked).toHaveLength(1);
  expect(inspectOnnx(sourceOf(onnx({ model: [[20, []]] }))).unchecked).toHaveLength(1);
});

test("a model that is cut off anywhere is refused", () => {
  const bytes = onnx();
  for (let length = 0; length < bytes.length; length++) expect(problems(bytes.subarray(0, length))).not.toBe("");
});

test("messages nested without end are refused, not followed", () => {
  let graph: readonly Field[] = [[2, "g"]];
  for (let depth = 0; depth < 300; depth++)
    graph = [
      [
        1,
        node(
          "If",
          [],
          ["o"],
          [
            [
              5,
              [
                [1, "b"],
                [6, graph],
                [20, 5],
              ],
            ],
          ],
        ),
      ],
      [2, "g"],
    ];
  expect(
    problems(
      message([
        [1, 8],
        [7, graph],
      ]),
    ),
  ).toContain("nested more than");
});

test("never throws for any damage, and what passes still has every tensor whole", () => {
  const good = onnx();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), fc.nat(2), (changes, cut) => {
      const bytes = Buffer.from(good.subarray(0, good.length - cut));
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      const report = inspectOnnx(sourceOf(bytes));
      if (report.problems.length + report.unchecked.length === 0) {
        expect(report.facts.outputs.length).toBeGreaterThan(0);
        expect(report.facts.tensors).toBe(2);
      }
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void inspectOnnx(sourceOf(bytes))),
    { numRuns: 1000 },
  );
});

function external(entries: Record<string, string>): Buffer {
  const fields = Object.entries(entries).map(([key, text]): Field => [
    13,
    [
      [1, key],
      [2, text],
    ],
  ]);
  return onnx({ initializers: [[[1, 2], [1, 1], [2, 1], [8, "w"], ...fields, [14, 1]], tensor("b", [1])] });
}

async function folder(): Promise<ModelFolder> {
  const root = join(await realpath(await mkdtemp(join(tmpdir(), "onnx-"))), "model");
  await mkdir(join(root, "weights"), { recursive: true });
  await writeFile(join(root, "weights", "w.bin"), Buffer.alloc(16));
  await writeFile(join(root, "..", "secret"), Buffer.alloc(16));
  await symlink(join(root, "..", "secret"), join(root, "link"));
  await symlink(join(root, "weights"), join(root, "linked"));
  await writeFile(join(root, "first"), Buffer.alloc(16));
  await link(join(root, "first"), join(root, "second"));
  return { root, file: join(root, "model.onnx") };
}

test("external data in the model's folder is fine when it is all there", async () => {
  const place = await folder();
  expect(problems(external({ location: "weights/w.bin", offset: "8", length: "8" }), place)).toBe("");
  expect(inspectOnnx(sourceOf(external({ location: "weights/w.bin" })), place).facts.externalFiles).toEqual(["weights/w.bin"]);
});

test.each([
  ["a path upwards", { location: "../secret" }, "leads upwards"],
  ["a path upwards in the middle", { location: "weights/../../secret" }, "leads upwards"],
  ["an absolute path", { location: "/etc/hosts" }, "is at an absolute path"],
  ["a Windows path", { location: "..\\secret" }, "backslash"],
  ["a symbolic link", { location: "link" }, "symbolic link"],
  ["a linked folder", { location: "linked/w.bin" }, "symbolic link"],
  ["a hard link", { location: "first" }, "second name"],
  ["a folder", { location: "weights" }, "is not a plain file"],
  ["a missing file", { location: "none.bin" }, "is not there"],
  ["an offset beyond the file", { location: "weights/w.bin", offset: "9" }, "is truncated"],
  ["a negative offset", { location: "weights/w.bin", offset: "-8" }, "no whole number"],
  ["a length that does not fit the shape", { location: "weights/w.bin", length: "4" }, "takes 4 bytes"],
  ["an unknown key", { location: "weights/w.bin", owner: "x" }, "unknown key 'owner'"],
  ["a base path", { location: "weights/w.bin", basepath: "/" }, "base path"],
  ["no location", { offset: "0" }, "does not say where"],
])("refuses external data with %s", async (_, entries, what) => {
  expect(problems(external(entries), await folder())).toContain(what);
});

test("a single file with external data is not the whole model", () => {
  expect(problems(external({ location: "w.bin" }))).toContain("name the folder as the model");
});
