import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import { ActionError } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor } from "@waybill/registry";
import type { Header } from "tar-stream";
import { openBlobOf, writeBlobStream } from "./oci-layout.ts";
import { writeTar } from "./tar.ts";
import { parentOf, ROOT, resolvePath, splitPath } from "./tree.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/** The default of zlib; another level would give other bytes. */
const GZIP_LEVEL = 6;
/** RFC 1952, section 2.3: OS. */
const GZIP_OS_BYTE = 9;

/** A layer in a layout. */
export interface Layer {
  readonly descriptor: Descriptor;
  /** The digest of the layer without compression. */
  readonly diffId: Digest;
}

/** Packs files as a gzip layer into a layout; the same files give the same bytes on every machine with the same Node. */
export async function writeLayer(dir: string, entries: Tree, mtimeSeconds: number): Promise<Layer> {
  const hash = createHash("sha256");
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of writeTar(entries, mtimeSeconds)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const descriptor = await writeBlobStream(dir, gzip(hashed()), MEDIA_TYPES.layerGzip);
  return { descriptor, diffId: `sha256:${hash.digest("hex")}` };
}

async function* gzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const compressor = zlib.createGzip({ level: GZIP_LEVEL });
  // Errors of the source reach the reader because the pipeline destroys the compressor with them.
  const done = pipeline(Readable.from(source, { objectMode: false }), compressor).catch(() => undefined);
  let offset = 0;
  for await (const chunk of compressor) {
    if (!Buffer.isBuffer(chunk)) continue;
    // Node writes the number of its operating system here.
    if (offset <= GZIP_OS_BYTE && GZIP_OS_BYTE < offset + chunk.length) chunk[GZIP_OS_BYTE - offset] = 0;
    offset += chunk.length;
    yield chunk;
  }
  await done;
}

/** Puts the layers of an image into one tree; verifies every layer against its diff id. Contents are unpacked only when they are read. */
export async function readLayers(dir: string, layers: readonly Layer[], scratch: Scratch): Promise<Tree> {
  const tree: Tree = new Map([["", ROOT]]);
  for (const layer of layers) await mergeLayer(tree, dir, layer, scratch);
  return tree;
}

/** A temporary folder for unpacked layers; it exists only once something is unpacked. */
export interface Scratch extends AsyncDisposable {
  file(digest: Digest, make: (path: string) => Promise<void>): Promise<string>;
}

/** Makes a scratch; disposing it removes the folder. */
export function createScratch(): Scratch {
  let dir: Promise<string> | undefined;
  const files = new Map<Digest, Promise<string>>();
  return {
    file(digest, make) {
      const known = files.get(digest);
      if (known) return known;
      const made = (dir ??= mkdtemp(join(tmpdir(), "waybill-layers-"))).then(async (folder) => {
        const path = join(folder, digest.replace(":", "-"));
        await make(path);
        return path;
      });
      files.set(digest, made);
      return made;
    },
    async [Symbol.asyncDispose]() {
      if (dir) await rm(await dir, { recursive: true, force: true });
    },
  };
}

/**
 * Puts one layer over a tree (image specification, layer.md): `.wh.<name>` removes what lay below, `.wh..wh..opq` empties its folder, and
 * both hold for lower layers only, whatever their order in the archive.
 */
async function mergeLayer(tree: Tree, dir: string, layer: Layer, scratch: Scratch): Promise<void> {
  const hash = createHash("sha256");
  const added: Tree = new Map();
  const removed: string[] = [];
  const emptied: string[] = [];
  const unpacked = (): Promise<string> => scratch.file(layer.descriptor.digest, (path) => unpack(dir, layer.descriptor, path));
  await scan(dir, layer.descriptor, hash, (header) => {
    const path = splitPath(header.name).join("/");
    const name = path.slice(path.lastIndexOf("/") + 1);
    const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
    if (name === ".wh..wh..opq") emptied.push(folder);
    else if (name.startsWith(".wh.")) removed.push([folder, name.slice(4)].filter(Boolean).join("/"));
    else if (path !== "") {
      const entry = entryOf(header, added, tree, unpacked);
      if (entry) added.set(path, entry);
    }
  });
  const diffId = `sha256:${hash.digest("hex")}`;
  if (diffId !== layer.diffId) {
    throw new ActionError(
      "verdict",
      `The base layer ${layer.descriptor.digest} unpacks to ${diffId}, but its image says ${layer.diffId}. The image is damaged; use another digest.`,
    );
  }
  for (const path of emptied) dropBelow(tree, path);
  for (const path of removed) {
    tree.delete(path);
    dropBelow(tree, path);
  }
  for (const [path, entry] of added) {
    const real = resolvePath(tree, path, false);
    if (entry.kind !== "directory" && tree.get(real)?.kind === "directory") dropBelow(tree, real);
    for (let parent = parentOf(real); parent !== "" && !tree.has(parent); parent = parentOf(parent)) tree.set(parent, ROOT);
    tree.set(real, entry);
  }
}

/** Removes everything in a folder, but not the folder. */
function dropBelow(tree: Tree, folder: string): void {
  const prefix = folder === "" ? "" : `${folder}/`;
  for (const path of tree.keys()) if (path !== "" && path.startsWith(prefix) && path !== folder) tree.delete(path);
}

/** What an entry of a layer becomes in the tree; undefined for devices and pipes. A hard link has the content of what it names. */
function entryOf(
  header: Header & { byteOffset?: number },
  added: Tree,
  tree: Tree,
  unpacked: () => Promise<string>,
): TreeEntry | undefined {
  const base = { mode: (header.mode ?? 0o644) & 0o7777, uid: header.uid ?? 0, gid: header.gid ?? 0, size: 0, open: ROOT.open };
  const target = header.linkname ?? "";
  if (header.type === "directory") return { ...base, kind: "directory" };
  if (header.type === "symlink") return { ...base, kind: "symlink", target };
  if (header.type === "link") return added.get(splitPath(target).join("/")) ?? tree.get(splitPath(target).join("/"));
  const start = header.byteOffset;
  if ((header.type !== "file" && header.type !== "contiguous-file") || start === undefined) return undefined;
  const size = header.size ?? 0;
  const open = async function* (): AsyncGenerator<Uint8Array> {
    if (size > 0) yield* createReadStream(await unpacked(), { start, end: start + size - 1, highWaterMark: 1 << 20 });
  };
  return { ...base, kind: "file", size, open };
}

/** Reads the headers of a layer once, hashing it without compression: the digest that the configuration calls a diff id. */
async function scan(
  dir: string,
  descriptor: Descriptor,
  hash: ReturnType<typeof createHash>,
  onHeader: (header: Header) => void,
): Promise<void> {
  const hashing = new PassThrough();
  hashing.on("data", (chunk: Buffer) => hash.update(chunk));
  // Loaded only when a base image is read, because it costs a tenth of an action's start.
  const { extract } = await import("tar-stream");
  const reader = extract();
  reader.on("entry", (header, stream, next) => {
    onHeader(header);
    stream.on("end", () => next());
    stream.resume();
  });
  try {
    await pipeline(Readable.from(openBlobOf(dir, descriptor.digest), { objectMode: false }), decompressor(descriptor), hashing, reader);
  } catch (cause) {
    if (cause instanceof ActionError) throw cause;
    throw new ActionError(
      "input",
      `The base layer ${descriptor.digest} cannot be unpacked (${cause instanceof Error ? cause.message : String(cause)}). The image is damaged; use another digest.`,
      { cause },
    );
  }
}

async function unpack(dir: string, descriptor: Descriptor, path: string): Promise<void> {
  await pipeline(
    Readable.from(openBlobOf(dir, descriptor.digest), { objectMode: false }),
    decompressor(descriptor),
    createWriteStream(path),
  );
}

/** By media type (image specification, layer.md, "+gzip" and "+zstd Media Types"), Docker's own names included. */
function decompressor(descriptor: Descriptor): Transform {
  const { mediaType } = descriptor;
  if (mediaType.endsWith("+gzip") || mediaType.endsWith(".gzip")) return zlib.createGunzip();
  if (mediaType.endsWith(".tar")) return new PassThrough();
  if (mediaType.endsWith("+zstd")) {
    // Only Node 22.15 and newer have it.
    if ("createZstdDecompress" in zlib) return zlib.createZstdDecompress();
    throw new ActionError(
      "environment",
      `The base layer ${descriptor.digest} is packed with zstd, which this Node (${process.version}) cannot unpack. Use Node 24.`,
    );
  }
  throw new ActionError(
    "input",
    `The base layer ${descriptor.digest} has the media type '${mediaType}', which is not a layer. Use an image for containers as the base.`,
  );
}
