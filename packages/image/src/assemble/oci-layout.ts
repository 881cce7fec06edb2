import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ActionError, digestOf, isDigest, isSystemError, parseJson, valueAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES, parseDescriptor, parseManifest } from "@waybill/registry";
import type { Descriptor, Manifest } from "@waybill/registry";

/** An OCI image layout on disk (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md). */
export interface OciLayout {
  readonly dir: string;
  /** What `index.json` names. */
  readonly manifests: readonly Descriptor[];
}

/** Opens an OCI image layout; throws an `input` error when the folder is none. */
export async function readOciLayout(dir: string): Promise<OciLayout> {
  try {
    const version = valueAt(parseJson(await readFile(join(dir, "oci-layout"), "utf8")), "imageLayoutVersion");
    if (version !== "1.0.0") throw notLayout(dir, `its version is ${JSON.stringify(version)}, not "1.0.0"`);
    const manifests = valueAt(parseJson(await readFile(join(dir, "index.json"), "utf8")), "manifests");
    if (!Array.isArray(manifests)) throw notLayout(dir, "its index.json lists no manifests");
    return { dir, manifests: manifests.map((item) => parseDescriptor(item, `an entry of '${join(dir, "index.json")}'`)) };
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw notLayout(dir, isSystemError(error) ? `${error.code}` : "its files are not JSON", error);
  }
}

/** The file of a blob in a layout. */
export function blobPath(dir: string, digest: Digest): string {
  return join(dir, "blobs", ...digest.split(":"));
}

/** Reads a small blob (manifest or config) of a layout and verifies it. */
export async function readBlobOf(dir: string, digest: Digest): Promise<Uint8Array> {
  const bytes = await readFile(blobPath(dir, digest)).catch((cause: unknown) => {
    throw new ActionError("input", `The OCI layout '${dir}' has no readable blob ${digest}. Build it again.`, { cause });
  });
  if (digestOf(bytes) !== digest)
    throw new ActionError(
      "verdict",
      `Blob ${digest} of the OCI layout '${dir}' has the content of ${digestOf(bytes)}: it was changed after the build. Build it again.`,
    );
  return bytes;
}

/** Reads a manifest or index of a layout and verifies it. */
export async function readManifestOf(dir: string, digest: Digest): Promise<{ bytes: Uint8Array; manifest: Manifest }> {
  const bytes = await readBlobOf(dir, digest);
  return { bytes, manifest: parseManifest(bytes, `${digest} of '${dir}'`) };
}

/** Streams a blob of a layout from a byte offset. */
export function openBlobOf(dir: string, digest: Digest, offset = 0): AsyncIterable<Uint8Array> {
  return createReadStream(blobPath(dir, digest), { start: offset, highWaterMark: 1 << 20 });
}

/** Makes the folders of an empty layout. */
export async function createOciLayout(dir: string): Promise<void> {
  await mkdir(join(dir, "blobs", "sha256"), { recursive: true });
  await writeFile(join(dir, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
}

/** Writes bytes as a blob. */
export async function writeBlob(dir: string, bytes: Uint8Array, mediaType: string): Promise<Descriptor> {
  const digest = digestOf(bytes);
  await writeFile(blobPath(dir, digest), bytes);
  return { mediaType, digest, size: bytes.length };
}

/** Writes a stream as a blob; a stream that breaks leaves nothing. */
export async function writeBlobStream(dir: string, source: AsyncIterable<Uint8Array>, mediaType: string): Promise<Descriptor> {
  const scratch = join(dir, "blobs", `.${randomUUID()}`);
  const hash = createHash("sha256");
  let size = 0;
  const measured = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  try {
    await pipeline(Readable.from(measured(), { objectMode: false }), createWriteStream(scratch));
    const digest: Digest = `sha256:${hash.digest("hex")}`;
    await rename(scratch, blobPath(dir, digest));
    return { mediaType, digest, size };
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
}

/** Whether a layout holds a blob of that size. */
export async function holdsBlob(dir: string, descriptor: Descriptor): Promise<boolean> {
  return stat(blobPath(dir, descriptor.digest)).then(
    ({ size }) => size === descriptor.size,
    () => false,
  );
}

/** Writes `index.json` with one entry; it comes last, so that a layout that was not finished is none. */
export async function writeIndex(dir: string, entry: Descriptor): Promise<void> {
  const index = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.index,
    manifests: [{ mediaType: entry.mediaType, digest: entry.digest, size: entry.size }],
  };
  await writeFile(join(dir, "index.json"), JSON.stringify(index));
}

/** Picks a manifest of a layout by `org.opencontainers.image.ref.name` ("index.json file"): the one with the digest or tag asked for, else the only one. */
export function findInOciLayout(layout: OciLayout, wanted: string | undefined): Descriptor {
  const name = "org.opencontainers.image.ref.name";
  const found =
    wanted === undefined
      ? layout.manifests
      : layout.manifests.filter((entry) => (isDigest(wanted) ? entry.digest === wanted : entry.annotations?.[name] === wanted));
  const [first, ...others] = found;
  if (!first) throw notLayout(layout.dir, wanted === undefined ? "it names no image" : `it names no '${wanted}'`);
  if (others.length > 0)
    throw notLayout(
      layout.dir,
      `it names ${found.length} images; add @sha256:… of the one you mean (${found.map(({ digest }) => digest).join(", ")})`,
    );
  return first;
}

function notLayout(dir: string, problem: string, cause?: unknown): ActionError {
  return new ActionError(
    "input",
    `'${dir}' cannot be used as an OCI image layout: ${problem}. Name a folder with oci-layout, index.json and blobs/.`,
    { cause },
  );
}
