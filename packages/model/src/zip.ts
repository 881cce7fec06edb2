import type { ByteSource } from "./byte-source.ts";

const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const MAX_NAMES = 10_000;

/** The names in a ZIP archive's directory, only to describe it: an archive whose directory lies is refused all the same. */
export function listZipNames(source: ByteSource): string[] {
  const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT_BYTES);
  const tail = source.read(tailAt, source.size - tailAt);
  const end = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (end < 0 || end + END_BYTES > tail.length) return [];
  const directory = source.read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), 16 * 2 ** 20));
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && names.length < MAX_NAMES && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
