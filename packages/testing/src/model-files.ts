/** Writes small model files byte by byte, so that tests need no framework and can break every rule. */

/** A safetensors file; `header` replaces the one that fits the tensors. */
export function safetensors(
  tensors: Record<string, { dtype: string; shape: number[]; bytes: number }>,
  options: { header?: string; tail?: Buffer; length?: bigint } = {},
): Buffer {
  const entries: Record<string, unknown> = {};
  let at = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    entries[name] = { dtype, shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const header = Buffer.from(options.header ?? JSON.stringify(entries));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(options.length ?? BigInt(header.length));
  return Buffer.concat([prefix, header, Buffer.alloc(at, 1), options.tail ?? Buffer.alloc(0)]);
}

/** A field of a protobuf message: number, then a number (varint), text, bytes or a message. */
export type Field = readonly [number: number, value: number | bigint | string | Buffer | readonly Field[]];

/** A protobuf message of fields in the given order. */
export function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === "number" || typeof value === "bigint") return Buffer.concat([varint(number << 3), varint(value)]);
      const bytes = typeof value === "string" ? Buffer.from(value) : Buffer.isBuffer(value) ? value : message(value as readonly Field[]);
      return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
    }),
  );
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** A float32 value of a graph: name and dimensions, a text for one without a fixed size. */
export function value(name: string, dims: readonly (number | string)[] = [1]): readonly Field[] {
  return [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, 1],
            [2, dims.map((dim): Field => [1, [typeof dim === "number" ? [1, dim] : [2, dim]]])],
          ],
        ],
      ],
    ],
  ];
}

/** A float32 tensor with raw data. */
export function tensor(name: string, dims: readonly number[], bytes = dims.reduce((product, size) => product * size, 4)): readonly Field[] {
  return [...dims.map((dim): Field => [1, dim]), [2, 1], [8, name], [9, Buffer.alloc(bytes, 1)]];
}

/** A node with an operator, inputs, outputs and more fields. */
export function node(opType: string, inputs: readonly string[], outputs: readonly string[], more: readonly Field[] = []): readonly Field[] {
  return [...inputs.map((name): Field => [1, name]), ...outputs.map((name): Field => [2, name]), [4, opType], ...more];
}

export interface OnnxParts {
  readonly irVersion?: number;
  readonly opsets?: readonly (readonly Field[])[];
  readonly nodes?: readonly (readonly Field[])[];
  readonly initializers?: readonly (readonly Field[])[];
  readonly inputs?: readonly (readonly Field[])[];
  readonly outputs?: readonly (readonly Field[])[];
  readonly graph?: readonly Field[];
  readonly model?: readonly Field[];
}

/** A linear model y = x·w + b as ONNX, with any part replaced. */
export function onnx(parts: OnnxParts = {}): Buffer {
  const { irVersion = 8, opsets = [[[2, 17]]], inputs = [value("x", ["N", 2])], outputs = [value("y", ["N", 1])] } = parts;
  const nodes = parts.nodes ?? [node("MatMul", ["x", "w"], ["xw"]), node("Add", ["xw", "b"], ["y"])];
  const initializers = parts.initializers ?? [tensor("w", [2, 1]), tensor("b", [1])];
  const graph: Field[] = [
    ...nodes.map((each): Field => [1, each]),
    [2, "churn"],
    ...initializers.map((each): Field => [5, each]),
    ...inputs.map((each): Field => [11, each]),
    ...outputs.map((each): Field => [12, each]),
    ...(parts.graph ?? []),
  ];
  return message([[1, irVersion], [2, "waybill-test"], [7, graph], ...opsets.map((each): Field => [8, each]), ...(parts.model ?? [])]);
}
