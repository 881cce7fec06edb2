import { compress, digestOf, packTar, type Entry } from "../install/archive.ts";
import { PartError } from "../failure.ts";

/** What a base image is made of. */
export interface BaseImage {
  readonly repository: string;
  readonly tag: string;
  readonly entries: readonly Entry[];
  readonly config: Readonly<Record<string, unknown>>;
}

const CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
const LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

/** An image as the bytes that a registry stores. */
export interface PackedImage {
  readonly manifest: string;
  readonly digest: string;
  readonly blobs: readonly { readonly digest: string; readonly bytes: Buffer }[];
}

/** Packs an image; the same entries give the same digest. */
export function packImage(image: BaseImage): PackedImage {
  const tar = packTar(image.entries);
  const layer = compress(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      created: "1970-01-01T00:00:00Z",
      config: image.config,
      rootfs: { type: "layers", diff_ids: [digestOf(tar)] },
      history: [{ created: "1970-01-01T00:00:00Z", created_by: `waybill parts: ${image.repository}` }],
    }),
  );
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: digestOf(config), size: config.length },
    layers: [{ mediaType: LAYER_TYPE, digest: digestOf(layer), size: layer.length }],
  });
  const blobs = [config, layer].map((bytes) => ({ digest: digestOf(bytes), bytes }));
  return { manifest, digest: digestOf(manifest), blobs };
}

/** Pushes an image to a registry on loopback and returns its reference by digest. */
export async function pushImage(address: string, image: BaseImage, packed: PackedImage): Promise<string> {
  const base = `http://${address}/v2/${image.repository}`;
  for (const { digest, bytes } of packed.blobs) {
    const { status } = await fetch(`${base}/blobs/${digest}`, { method: "HEAD" });
    if (status === 200) continue;
    const opened = await expectStatus(await fetch(`${base}/blobs/uploads/`, { method: "POST" }), 202);
    const location = new URL(opened.headers.get("location") ?? "", base);
    location.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    await expectStatus(await fetch(location, { method: "PUT", headers, body: new Uint8Array(bytes) }), 201);
  }
  const put = { method: "PUT", headers: { "content-type": MANIFEST_TYPE }, body: packed.manifest };
  await expectStatus(await fetch(`${base}/manifests/${image.tag}`, put), 201);
  return `${address}/${image.repository}:${image.tag}@${packed.digest}`;
}

/** Says whether a registry has the image of a reference by digest. */
export async function hasImage(reference: string): Promise<boolean> {
  const parts = /^(.+?)\/(.+):([^:@]+)@(.+)$/.exec(reference);
  if (!parts) return false;
  const [, address = "", repository = "", tag = "", digest = ""] = parts;
  const response = await fetch(`http://${address}/v2/${repository}/manifests/${tag}`, {
    method: "HEAD",
    headers: { accept: MANIFEST_TYPE },
  }).catch(() => undefined);
  return response?.headers.get("docker-content-digest") === digest;
}

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status === status) return response;
  throw new PartError(
    `The registry answered ${response.status} to ${new URL(response.url).pathname}: ${(await response.text()).slice(0, 300)}. See logs/registry.log.`,
  );
}
