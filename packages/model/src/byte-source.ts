import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const WINDOW_BYTES = 65_536;

/** Random access to bytes without holding them all; reads outside give fewer bytes, never an error. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `offset`, at most `length`. */
  read(offset: number, length: number): Buffer;
}

/** A file as bytes; reading is synchronous, because format rules hop through a file in small steps. `using` closes it. */
export function openSource(path: string): ByteSource & Disposable {
  const file = openSync(path, "r");
  const size = fstatSync(file).size;
  let window: Buffer = Buffer.alloc(0);
  let windowAt = 0;
  const load = (offset: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(file, bytes, filled, bytes.length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  };
  return {
    size,
    read(offset, length) {
      if (length > WINDOW_BYTES) return load(offset, length);
      if (offset < windowAt || offset + length > windowAt + window.length) {
        window = load(offset, WINDOW_BYTES);
        windowAt = offset;
      }
      return window.subarray(offset - windowAt, offset - windowAt + length);
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}

/** Bytes in memory as a source. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (offset, length) => buffer.subarray(offset, offset + length) };
}
