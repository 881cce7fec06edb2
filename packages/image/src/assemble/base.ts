import { isAbsolute, join } from "node:path";
import { ActionError, isDigest, mapParallel } from "@waybill/kit";
import type { Digest, Reporter } from "@waybill/kit";
import { MEDIA_TYPES, parseManifest, parseReference } from "@waybill/registry";
import type { Descriptor, Platform, Registry } from "@waybill/registry";
import { parseImageConfig } from "./config.ts";
import type { ImageConfig } from "./config.ts";
import type { Layer } from "./layer.ts";
import { findInOciLayout, holdsBlob, openBlobOf, readBlobOf, readOciLayout, writeBlobStream } from "./oci-layout.ts";

/** A base image whose blobs are in the layout of the build. */
export interface BaseImage {
  /** As named in the Dockerfile, pinned to the digest that was used. */
  readonly reference: string;
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
}

/** For what and whither a base image is brought. */
export interface BaseOptions {
  readonly context: string;
  readonly outDir: string;
  readonly platform: Platform;
  readonly registryFor: (host: string) => Registry;
  readonly reporter: Reporter;
}

/** Where the content of a base image comes from: a registry or a folder. Blobs are compared with their digests when they are written. */
interface Source {
  readonly name: string;
  manifest(digest: Digest): Promise<Uint8Array>;
  blob(descriptor: Descriptor): AsyncIterable<Uint8Array>;
}

const LAYOUT_PREFIX = "oci-layout:";

/** Brings a base image (`registry/repository@digest`, a tag, or `oci-layout:folder[@digest|:tag]`) for one platform into the layout of the build. */
export async function fetchBase(text: string, options: BaseOptions): Promise<BaseImage> {
  const { source, digest } = text.startsWith(LAYOUT_PREFIX)
    ? await openLayoutSource(text, options)
    : await openRegistrySource(text, options);
  const manifest = await pickManifest(source, digest, options.platform);
  const blobs = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
  await mapParallel(blobs, 4, async (blob) => {
    if (await holdsBlob(options.outDir, blob)) return;
    options.reporter.progress(`fetching ${blob.digest.slice(0, 19)} of ${source.name} (${blob.size} bytes)`);
    const written = await writeBlobStream(options.outDir, source.blob(blob), blob.mediaType);
    if (written.digest !== blob.digest)
      throw new ActionError(
        "verdict",
        `Blob ${blob.digest} of the base image '${source.name}' has the content of ${written.digest}. The image is damaged; use another one.`,
      );
  });
  if (!manifest.config)
    throw new ActionError("input", `The base image '${source.name}' has no configuration; it is not an image for containers.`);
  const config = parseImageConfig(await readBlobOf(options.outDir, manifest.config.digest), `The configuration of '${source.name}'`);
  // Image specification, config.md: one diff id for each layer, in order.
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== manifest.layers.length)
    throw new ActionError(
      "input",
      `The base image '${source.name}' has ${manifest.layers.length} layers, but its configuration names ${diffIds.length}. Use another image.`,
    );
  const layers = diffIds.flatMap((diffId, index) => {
    const descriptor = manifest.layers[index];
    if (!descriptor) return [];
    return [{ descriptor: { mediaType: ociLayerType(descriptor.mediaType), digest: descriptor.digest, size: descriptor.size }, diffId }];
  });
  return { reference: source.name, config, layers };
}

/** A tag is resolved to its digest before anything is read, and the user is told to write the digest. */
async function openRegistrySource(text: string, options: BaseOptions): Promise<{ source: Source; digest: Digest }> {
  const reference = parseReference(text);
  const registry = options.registryFor(reference.registry);
  const { repository } = reference;
  let digest = reference.digest;
  if (digest === undefined) {
    const tag = reference.tag ?? "latest";
    const found = await registry.findManifest(repository, tag);
    if (!found)
      throw new ActionError("environment", `The base image '${text}' is not there. Check its name, and that the token may read it.`);
    digest = found.descriptor.digest;
    options.reporter.warn(
      `the base image '${text}' is named by a tag, which may move; it is ${digest} now. Write '${text}@${digest}' to get the same image every time`,
    );
  }
  const name = `${reference.registry}/${repository}@${digest}`;
  const source: Source = {
    name,
    async manifest(wanted) {
      const found = await registry.findManifest(repository, wanted);
      if (!found)
        throw new ActionError(
          "environment",
          `The base image '${name}' is not there (${wanted}). Check its name and digest, and that the token may read it.`,
        );
      return found.bytes;
    },
    blob: (descriptor) => registry.readBlob(repository, descriptor),
  };
  return { source, digest };
}

async function openLayoutSource(text: string, options: BaseOptions): Promise<{ source: Source; digest: Digest }> {
  const [, folder = "", digest, tag] =
    /^(.*?)(?:@(sha256:[0-9a-f]{64})|:([\w][\w.-]{0,127}))?$/.exec(text.slice(LAYOUT_PREFIX.length)) ?? [];
  if (folder === "") throw new ActionError("input", `The base image '${text}' names no folder. Write oci-layout:path/to/layout.`);
  const dir = isAbsolute(folder) ? folder : join(options.context, folder);
  const layout = await readOciLayout(dir);
  const entry = digest !== undefined && isDigest(digest) ? digest : findInOciLayout(layout, tag).digest;
  const source: Source = {
    name: `${LAYOUT_PREFIX}${folder}@${entry}`,
    manifest: (wanted) => readBlobOf(dir, wanted),
    blob: (descriptor) => openBlobOf(dir, descriptor.digest),
  };
  return { source, digest: entry };
}

/** The manifest of an index for a platform: the same variant, or the first one when no variant is asked for. */
async function pickManifest(source: Source, digest: Digest, platform: Platform): Promise<ReturnType<typeof parseManifest>> {
  const manifest = parseManifest(await source.manifest(digest), `'${source.name}'`);
  if (!manifest.isIndex) return manifest;
  const usable = manifest.manifests.filter(
    (entry) => entry.platform?.os === platform.os && entry.platform.architecture === platform.architecture,
  );
  const exact = usable.find((entry) => (entry.platform?.variant ?? "") === (platform.variant ?? ""));
  const chosen = exact ?? (platform.variant === undefined ? usable[0] : undefined);
  if (chosen) return parseManifest(await source.manifest(chosen.digest), `'${source.name}' (${formatPlatform(platform)})`);
  const offered = manifest.manifests.flatMap((entry) => (entry.platform ? [formatPlatform(entry.platform)] : []));
  throw new ActionError(
    "input",
    `The base image '${source.name}' is not made for ${formatPlatform(platform)}, only for ${offered.join(", ") || "no platform"}. Use another base image or other platforms.`,
  );
}

/** Writes a platform as `os/architecture[/variant]`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined && part !== "").join("/");
}

/** Reads `os/architecture[/variant]`; throws an `input` error for anything else. */
export function parsePlatform(text: string): Platform {
  const [, os, architecture, variant] = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9]+))?$/.exec(text) ?? [];
  if (os === undefined || architecture === undefined)
    throw new ActionError("input", `The platform '${text}' is not of the form linux/amd64 or linux/arm64/v8.`);
  return { os, architecture, variant };
}

/** The bytes of a Docker layer are those of an OCI layer; only the name differs, and a manifest must not mix them. */
function ociLayerType(mediaType: string): string {
  if (mediaType === "application/vnd.docker.image.rootfs.diff.tar.gzip") return MEDIA_TYPES.layerGzip;
  if (mediaType === "application/vnd.docker.image.rootfs.diff.tar") return MEDIA_TYPES.layerTar;
  return mediaType;
}
