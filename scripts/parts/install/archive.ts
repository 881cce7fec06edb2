import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const BLOCK = 512;

/** One file, folder or link of an image layer. */
export interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly content?: Buffer;
  readonly link?: string;
  readonly owner?: number;
}

/** Packs entries as a tar archive whose bytes depend on nothing but the entries: sorted, at the epoch, without names of users. */
export function packTar(entries: readonly Entry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const blocks = sorted.flatMap((entry) => {
    const content = entry.content ?? Buffer.alloc(0);
    return [header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(entry: Entry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const isFolder = entry.path.endsWith("/");
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(entry.path, 0, 100);
  block.write(octal(entry.mode, 8), 100);
  block.write(octal(entry.owner ?? 0, 8), 108);
  block.write(octal(entry.owner ?? 0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write("        ", 148);
  block.write(entry.link === undefined ? (isFolder ? "5" : "0") : "2", 156);
  block.write(entry.link ?? "", 157, 100);
  block.write("ustar\x0000", 257);
  block.write(
    octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  );
  return block;
}

/** Compresses with a header that has no time in it. */
export function compress(bytes: Buffer): Buffer {
  return gzipSync(bytes, { level: 6 });
}

/** Returns the OCI digest of bytes. */
export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
