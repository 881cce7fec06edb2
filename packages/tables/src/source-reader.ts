import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import type { Digest } from "@waybill/kit";
import { ActionError } from "@waybill/kit";

/** The longest record that can be read; also the size of the one buffer. */
export const MAX_RECORD_BYTES = 4 * 2 ** 20;

const MIN_BUFFER_BYTES = 4096;

/** What a pass over a file tells besides what its consumer found. */
export interface SourceFacts {
  readonly digest: Digest;
  readonly bytes: number;
  /** Whether the file's size or time of change moved between the first and the last byte. */
  readonly changed: boolean;
}

/**
 * Takes bytes of a file as they come: everything between `start` and `end`, and returns how far it got; the rest comes again with more behind it.
 * Returning `start` although the buffer is full ends the scan: the rest is then only hashed.
 */
export type Consume = (bytes: Buffer, start: number, end: number, final: boolean) => number;

/**
 * Reads a file once from start to end in one buffer, hashing every byte. Throws an `input` error when it is not a file and an `environment` error
 * when it cannot be read.
 */
export async function readSource(
  path: string,
  shown: string,
  consume: Consume,
  options: { signal?: AbortSignal | undefined; onProgress?: (bytes: number, total: number) => void },
): Promise<SourceFacts> {
  try {
    // Opening a pipe would wait for its writer, so this comes first.
    if (!(await stat(path)).isFile()) throw new ActionError("input", `Data source '${shown}' is not a file; name one CSV file.`);
    await using file = await open(path, "r");
    const before = await file.stat();
    const hash = createHash("sha256");
    // One byte more than the file, so that a file that grows is seen to.
    const buffer = Buffer.allocUnsafe(Math.min(MAX_RECORD_BYTES, Math.max(before.size, MIN_BUFFER_BYTES) + 1));
    let filled = 0;
    let total = 0;
    for (let skipping = false; ;) {
      options.signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, null);
      hash.update(buffer.subarray(filled, filled + bytesRead));
      total += bytesRead;
      const end = filled + bytesRead;
      // A short read is no end: only 0 bytes are.
      if (bytesRead > 0 && end < buffer.length && total < before.size) {
        filled = end;
        continue;
      }
      const final = bytesRead === 0 || total === before.size;
      const used: number = skipping ? end : consume(buffer, 0, end, final);
      if (final) break;
      skipping ||= used === 0 && end === buffer.length;
      if (skipping) filled = 0;
      else {
        buffer.copy(buffer, 0, used, end);
        filled = end - used;
      }
      options.onProgress?.(total, before.size);
    }
    const after = await file.stat();
    const changed = total !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs;
    return { digest: `sha256:${hash.digest("hex")}`, bytes: total, changed };
  } catch (error) {
    if (error instanceof ActionError || options.signal?.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ActionError("environment", `Data source '${shown}' could not be read: ${reason}. Check that it is a readable file.`, {
      cause: error,
    });
  }
}
