import { ActionError } from "@waybill/kit";
import type { Tree, TreeEntry } from "./tree.ts";

/** POSIX.1-2017, pax, "ustar Interchange Format": records of 512 bytes, and two empty ones at the end. */
const BLOCK = 512;
/** Eleven octal digits; what is larger stands in an extended header. */
const MAX_OCTAL_SIZE = 8 ** 11 - 1;

/** Writes entries as a tar stream that depends on nothing but them: sorted by path, one time, no user names. `mtimeSeconds` counts from 1970. */
export async function* writeTar(entries: Tree, mtimeSeconds: number): AsyncGenerator<Uint8Array> {
  const sorted = [...entries].filter(([path]) => path !== "").sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [path, entry] of sorted) {
    yield* headerOf(path, entry, mtimeSeconds);
    if (entry.kind !== "file") continue;
    let written = 0;
    for await (const chunk of entry.open()) {
      written += chunk.length;
      if (written > entry.size) break;
      yield chunk;
    }
    if (written !== entry.size)
      throw new ActionError(
        "input",
        `'/${path}' changed while it was packed (${entry.size} bytes before). Build again when nothing writes to it.`,
      );
    const rest = entry.size % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

/** The header of one entry, after an extended one ("pax Header Block") for whatever does not fit into its fields. */
function* headerOf(path: string, entry: TreeEntry, mtimeSeconds: number): Generator<Uint8Array> {
  const name = entry.kind === "directory" ? `${path}/` : path;
  const target = entry.target ?? "";
  const extended = [
    ...(fits(name) ? [] : [paxRecord("path", name)]),
    ...(fits(target) ? [] : [paxRecord("linkpath", target)]),
    ...(entry.size > MAX_OCTAL_SIZE ? [paxRecord("size", String(entry.size))] : []),
  ];
  if (extended.length > 0) {
    const content = Buffer.concat(extended);
    yield block({ name: "PaxHeader", mode: 0o644, uid: 0, gid: 0, size: content.length, mtimeSeconds, type: "x", target: "" });
    yield content;
    const rest = content.length % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  const type = { file: "0", symlink: "2", directory: "5" }[entry.kind];
  yield block({
    name,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    size: entry.size > MAX_OCTAL_SIZE ? 0 : entry.size,
    mtimeSeconds,
    type,
    target,
  });
}

/** Plain ustar fields hold ASCII of at most 100 bytes. */
function fits(text: string): boolean {
  return text.length <= 100 && /^[\x20-\x7E]*$/.test(text);
}

/** `"%d %s=%s\n", <length>, <keyword>, <value>`, where the length is that of the whole record. */
function paxRecord(key: string, value: string): Buffer {
  const body = Buffer.byteLength(` ${key}=${value}\n`);
  let length = body + String(body).length;
  // The length counts its own digits.
  if (String(length).length > String(body).length) length = body + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

interface Header {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly type: string;
  readonly target: string;
}

/** The fields of a ustar header at their offsets; numbers are octal and end with NUL. */
function block(header: Header): Uint8Array {
  const bytes = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void =>
    void bytes.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, length, "latin1");
  bytes.write(asciiOf(header.name), 0, 100, "latin1");
  octal(header.mode, 100, 8);
  octal(header.uid, 108, 8);
  octal(header.gid, 116, 8);
  octal(header.size, 124, 12);
  octal(header.mtimeSeconds, 136, 12);
  // The checksum is that of the header with spaces in its own place.
  bytes.fill(" ", 148, 156, "latin1");
  bytes.write(header.type, 156, 1, "latin1");
  bytes.write(asciiOf(header.target), 157, 100, "latin1");
  bytes.write("ustar\x0000", 257, 8, "latin1");
  octal(0, 329, 8);
  octal(0, 337, 8);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, 8, "latin1");
  return bytes;
}

/** The short form for readers that know no extended headers. */
function asciiOf(text: string): string {
  return text.replace(/[^\x20-\x7E]/g, "_");
}
