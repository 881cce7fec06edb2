import type { ByteSource } from "../byte-source.ts";

const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const MAX_NAMES = 10_000;
const [END_SIGNATURE, ENTRY_SIGNATURE] = ["PK\u0005\u0006", "PK\u0001\u0002"];
/** Says in a ZIP64 archive that the true number stands elsewhere. */
const ELSEWHERE = 0xffffffff;

const TAR_BLOCK_BYTES = 512;
/** How far from the file's end a tar archive is looked for; its first block is always looked at. */
const TAR_TAIL_BYTES = 262_144;

/**
 * The names in a file's ZIP directory; undefined when no reader would see one. Readers look for it from the end (APPNOTE 6.3.10, section 4.3.16) and take
 * archives with anything before them, so the first bytes say nothing. The names only describe the archive: one whose directory lies is refused all the same.
 */
export function findZipNames(source: ByteSource): string[] | undefined {
  const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT_BYTES);
  const tail = source.read(tailAt, source.size - tailAt);
  for (
    let end = tail.lastIndexOf(END_SIGNATURE, undefined, "latin1");
    end >= 0;
    end = end === 0 ? -1 : tail.lastIndexOf(END_SIGNATURE, end - 1, "latin1")
  ) {
    if (end + END_BYTES > tail.length) continue;
    const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (length === ELSEWHERE || offset === ELSEWHERE) return [];
    if (length === 0 && tail.readUInt16LE(end + 10) === 0) return [];
    // What stands before the archive shifts its directory, and not every writer counts it in.
    const at = [offset, tailAt + end - length].find((place) => place >= 0 && source.read(place, 4).toString("latin1") === ENTRY_SIGNATURE);
    if (at !== undefined) return readNames(source.read(at, Math.min(length, 16 * 2 ** 20)));
  }
  return undefined;
}

function readNames(directory: Buffer): string[] {
  const names: string[] = [];
  for (
    let at = 0;
    at + 46 <= directory.length && names.length < MAX_NAMES && directory.toString("latin1", at, at + 4) === ENTRY_SIGNATURE;
  ) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

/** Whether a file starts with a tar archive (POSIX pax, "ustar Interchange Format"), or one begins near its end, behind something else. */
export function hasTar(source: ByteSource): boolean {
  if (isTarHeader(source.read(0, TAR_BLOCK_BYTES))) return true;
  const from = Math.ceil(Math.max(0, source.size - TAR_TAIL_BYTES) / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  const tail = source.read(from, source.size - from);
  for (let at = tail.indexOf("ustar", 0, "latin1"); at >= 0; at = tail.indexOf("ustar", at + 1, "latin1")) {
    const start = at - 257;
    if (start >= 0 && start % TAR_BLOCK_BYTES === 0 && isTarHeader(tail.subarray(start, start + TAR_BLOCK_BYTES))) return true;
  }
  return false;
}

/** A header holds the sum of its own bytes, with its own field counted as spaces; older archives have no other mark. */
function isTarHeader(block: Buffer): boolean {
  const field = /^[ 0]*([0-7]+)[ \0]*$/.exec(block.toString("latin1", 148, 156))?.[1];
  if (block.length < TAR_BLOCK_BYTES || field === undefined || block[0] === 0) return false;
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  return sum === Number.parseInt(field, 8);
}
