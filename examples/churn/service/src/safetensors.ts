/** Reads the F64 tensors of a safetensors file; throws when the file says something else than this service understands. */
export function readTensors(bytes: Buffer): Map<string, Float64Array> {
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString("utf8")) as Record<string, Entry>;
  const data = bytes.subarray(8 + headerLength);
  const tensors = new Map<string, Float64Array>();
  for (const [name, { dtype, data_offsets: [begin, end] = [0, 0] }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    if (dtype !== "F64") throw new Error(`The tensor '${name}' is ${dtype}, not F64.`);
    if (end > data.length || (end - begin) % 8 !== 0) throw new Error(`The tensor '${name}' does not fit the file.`);
    tensors.set(
      name,
      Float64Array.from({ length: (end - begin) / 8 }, (_, index) => data.readDoubleLE(begin + index * 8)),
    );
  }
  return tensors;
}

interface Entry {
  readonly dtype?: string;
  readonly data_offsets?: [number, number];
}
