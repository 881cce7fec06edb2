import { ActionError } from "@waybill/kit";
import type { Descriptor } from "./descriptor.ts";

/** Content to push; `open` starts reading at a byte offset and may be called again after a broken connection. */
export interface BlobSource {
  readonly descriptor: Descriptor;
  open(offset?: number): AsyncIterable<Uint8Array>;
}

/** Reads `length` bytes of a source from an offset; throws when there are fewer. */
export async function readExactly(blob: BlobSource, offset: number, length: number): Promise<Uint8Array> {
  if (length === 0) return new Uint8Array();
  for await (const chunk of chunksOf(blob, offset, length)) if (chunk.length === length) return chunk;
  throw shortSource(blob);
}

/** Cuts a source into pieces of exactly `length` bytes (the last may be shorter); throws when it holds more or less than its descriptor says. */
export async function* chunksOf(blob: BlobSource, offset: number, length: number): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let total = offset;
  for await (let piece of blob.open(offset)) {
    total += piece.length;
    if (total > blob.descriptor.size) throw shortSource(blob);
    while (held + piece.length >= length) {
      const taken = length - held;
      yield Buffer.concat([...pieces, piece.subarray(0, taken)]);
      piece = piece.subarray(taken);
      pieces = [];
      held = 0;
    }
    if (piece.length > 0) {
      pieces.push(piece);
      held += piece.length;
    }
  }
  // The last piece, which may be shorter.
  if (held > 0) yield Buffer.concat(pieces);
  if (total !== blob.descriptor.size) throw shortSource(blob);
}

/** A file that grows or shrinks while it is sent is the usual reason. */
function shortSource(blob: BlobSource): ActionError {
  return new ActionError(
    "input",
    `The content to push as ${blob.descriptor.digest} does not have its ${blob.descriptor.size} bytes: it changed since it was measured. Build again.`,
  );
}
