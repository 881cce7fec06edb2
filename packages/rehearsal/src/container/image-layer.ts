import { createWriteStream } from "node:fs";
import { chmod, link, mkdir, readdir, realpath, rm, symlink } from "node:fs/promises";
import { dirname, join, normalize, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import { extract } from "tar-stream";
import type { Header } from "tar-stream";
import { ActionError } from "@waybill/kit";

/** Unpacks one layer over what is in `root` already, honouring whiteouts. Refuses entries that lead out of `root`. */
export async function unpackLayer(bytes: Buffer, mediaType: string, root: string): Promise<void> {
  const archive = extract();
  const unpacked = (async () => {
    for await (const entry of archive) {
      await unpackEntry(entry.header, entry, root);
      entry.resume();
    }
  })();
  await Promise.all([pipeline([Readable.from([bytes]), ...decompressor(bytes, mediaType), archive]), unpacked]);
}

function decompressor(bytes: Buffer, mediaType: string): NodeJS.ReadWriteStream[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [zlib.createGunzip()];
  if (bytes.readUInt32LE(0) !== 0xfd2fb528) return [];
  if (typeof zlib.createZstdDecompress === "function") return [zlib.createZstdDecompress()];
  throw new ActionError(
    "environment",
    `This Node cannot unpack a layer of the type ${mediaType}. Use Node 24, or build the image with gzip layers.`,
  );
}

async function unpackEntry(header: Header, content: AsyncIterable<unknown>, root: string): Promise<void> {
  const path = insidePath(root, header.name);
  if (path === root) return;
  const name = path.slice(path.lastIndexOf(sep) + 1);
  const parent = dirname(path);
  await mkdir(parent, { recursive: true });
  await assertInside(root, parent, header.name);
  if (name === ".wh..wh..opq") {
    for (const child of await readdir(parent)) await rm(join(parent, child), { recursive: true, force: true });
    return;
  }
  if (name.startsWith(".wh.")) return rm(join(parent, name.slice(4)), { recursive: true, force: true });
  if (header.type === "directory") return void (await mkdir(path, { recursive: true }));
  await rm(path, { recursive: true, force: true });
  if (header.type === "file" || header.type === "contiguous-file") {
    await pipeline(content, createWriteStream(path));
    await chmod(path, ((header.mode ?? 0o644) & 0o777) | 0o400);
  } else if (header.type === "symlink") {
    await symlink(symlinkTarget(root, path, header.linkname ?? ""), path);
  } else if (header.type === "link") {
    const target = insidePath(root, header.linkname ?? "");
    await assertInside(root, dirname(target), header.name);
    await link(target, path);
  }
  // Devices and FIFOs mean nothing to a Node program and need root.
}

/** An absolute target means "from the image's root", which is not the machine's root here. */
function symlinkTarget(root: string, path: string, target: string): string {
  const absolute = target.startsWith("/") ? join(root, normalize(target)) : join(dirname(path), target);
  const inside = absolute === root || absolute.startsWith(root + sep);
  return relative(dirname(path), inside ? absolute : root) || ".";
}

function insidePath(root: string, name: string): string {
  if (name.includes("\0")) throw new ActionError("input", "A layer has an entry with a zero byte in its name.");
  // Normalising an absolute path cannot climb above the root.
  return join(root, normalize(`/${name}`)).replace(/\/+$/, "");
}

async function assertInside(root: string, parent: string, name: string): Promise<void> {
  const [top, real] = await Promise.all([realpath(root), realpath(parent).catch(() => "")]);
  if (real !== top && !real.startsWith(top + sep)) throw new ActionError("input", `A layer's entry '${name}' leads out of the image.`);
}
