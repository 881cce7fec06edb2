const SIGNATURES: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31]],
  ["gzip-compressed", [0x1f, 0x8b]],
  ["a ZIP archive (or a spreadsheet)", [0x50, 0x4b, 0x03, 0x04]],
  ["zstd-compressed", [0x28, 0xb5, 0x2f, 0xfd]],
  ["bzip2-compressed", [0x42, 0x5a, 0x68, 0x39]],
  ["UTF-16 text", [0xff, 0xfe]],
  ["UTF-16 text", [0xfe, 0xff]],
  ["an Arrow file", [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
];

/** Names the other format that a file's first bytes announce; undefined when it can be CSV in UTF-8. */
export function findSignature(head: Buffer): string | undefined {
  const found = SIGNATURES.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  return found && `the file is ${found[0]}, not CSV in UTF-8`;
}
