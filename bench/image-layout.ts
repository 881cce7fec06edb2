import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { digestOf, packTar } from "../scripts/parts/install/archive.ts";

const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** Writes an OCI image layout whose layers cannot be compressed, and returns the image's digest. */
export async function writeImageLayout(folder: string, size: { readonly layers: number; readonly layerBytes: number }): Promise<string> {
  await mkdir(join(folder, "blobs", "sha256"), { recursive: true });
  const write = async (bytes: Buffer, mediaType: string): Promise<{ mediaType: string; digest: string; size: number }> => {
    const digest = digestOf(bytes);
    await writeFile(join(folder, "blobs", ...digest.split(":")), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const layers = [];
  const contents = [];
  for (let index = 0; index < size.layers; index++) {
    const tar = packTar([{ path: `random-${index}`, mode: 0o644, content: randomBytes(size.layerBytes) }]);
    contents.push(digestOf(tar));
    layers.push(await write(gzipSync(tar, { level: 1 }), LAYER));
  }
  const facts = { architecture: "amd64", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: contents } };
  const config = await write(Buffer.from(JSON.stringify(facts)), CONFIG);
  const text = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers });
  const manifest = await write(Buffer.from(text), MANIFEST);
  const annotations = { "org.opencontainers.image.ref.name": "bench" };
  await writeFile(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  await writeFile(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }));
  return manifest.digest;
}
