import { ActionError, mapParallel } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { parseManifest } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { readBlob } from "./download.ts";
import { findManifest, putManifest } from "./manifests.ts";
import { listReferrers, putReferrer } from "./referrers/referrers.ts";
import { entryOf } from "./referrers/referrers-tags.ts";
import type { Transport } from "./transport.ts";
import { pushBlob } from "./upload.ts";

/** How an image is copied. */
export interface CopyOptions {
  /** Blobs in flight at once; 4 by default. */
  readonly concurrency?: number | undefined;
  /** Whether what refers to the image (attestations, SBOMs) comes along; yes by default. */
  readonly referrers?: boolean | undefined;
}

/** One end of a copy. */
export interface CopyPlace {
  readonly transport: Transport;
  readonly repository: string;
}

/** Referrers may themselves be referred to; deeper than this is a loop or an attack. */
const MAX_DEPTH = 5;

/** Copies a digest with everything below it, and what refers to it, byte for byte; children come before parents, so a broken copy names nothing that is not there. */
export async function copyImage(
  from: CopyPlace & { digest: Digest },
  to: CopyPlace,
  options: CopyOptions = {},
  depth = 0,
): Promise<Descriptor> {
  const where = `'${from.transport.registry}/${from.repository}@${from.digest}'`;
  if (depth > MAX_DEPTH)
    throw new ActionError("remote", `${where} lies more than ${MAX_DEPTH} levels deep; that is no image. Copy its parts by hand.`);
  const found = await findManifest(from.transport, from.repository, from.digest);
  if (!found)
    throw new ActionError("environment", `${where} cannot be copied: it is not there. Check the digest and that the token may see it.`);
  const manifest = parseManifest(found.bytes, where);
  for (const child of manifest.manifests) await copyImage({ ...from, digest: child.digest }, to, options, depth + 1);
  const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
  const unique = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
  await mapParallel(unique, options.concurrency ?? 4, (blob) => copyBlob(from, to, blob));
  const { bytes } = found;
  const { repository } = to;
  if (manifest.subject)
    await putReferrer(to.transport, { repository, subject: manifest.subject.digest, bytes, entry: entryOf(found, where) });
  else await putManifest(to.transport, to.repository, from.digest, found.bytes, found.descriptor.mediaType);
  if (options.referrers ?? true) await copyReferrers(from, to, options, depth);
  return found.descriptor;
}

/** What is listed and cannot be read stays behind, and is named: an image must not be stuck because of one broken thing that refers to it. */
async function copyReferrers(from: CopyPlace & { digest: Digest }, to: CopyPlace, options: CopyOptions, depth: number): Promise<void> {
  const { descriptors, skipped } = await listReferrers(from.transport, from.repository, from.digest);
  const warn = (why: string): void => to.transport.reporter?.warn(`Not copied with ${from.digest}: ${why}`);
  for (const why of skipped) warn(why);
  for (const { digest } of descriptors) {
    if (await findManifest(from.transport, from.repository, digest)) await copyImage({ ...from, digest }, to, options, depth + 1);
    else warn(`'${from.transport.registry}/${from.repository}@${digest}' stands in the list of referrers, but is not there.`);
  }
}

async function copyBlob(from: CopyPlace, to: CopyPlace, descriptor: Descriptor): Promise<void> {
  const source = {
    descriptor,
    open: (offset = 0): AsyncIterable<Uint8Array> => skipBytes(readBlob(from.transport, from.repository, descriptor), offset),
  };
  await pushBlob(
    to.transport,
    to.repository,
    source,
    from.transport.registry === to.transport.registry ? { mountFrom: from.repository } : {},
  );
}

/** Reads from the start also when only the end is wanted, because the digest covers the whole. */
async function* skipBytes(source: AsyncIterable<Uint8Array>, offset: number): AsyncGenerator<Uint8Array> {
  let left = offset;
  for await (const chunk of source) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}
