import type { Digest, Reporter } from "@waybill/kit";
import type { Descriptor, Registry } from "@waybill/registry";
import { mapParallel } from "@waybill/kit";
import { openBlobOf, readManifestOf } from "./assemble/oci-layout.ts";

/** How a layout is pushed. */
export interface PushOciLayoutOptions {
  readonly reporter?: Reporter | undefined;
  /** Called with the bytes that are at the registry, and all bytes. */
  readonly onProgress?: ((sent: number, total: number) => void) | undefined;
  /** A repository of the same registry that may hold the base layers. */
  readonly mountFrom?: string | undefined;
  /** Blobs in flight at once; 4 by default. */
  readonly concurrency?: number | undefined;
}

/** What a push did. */
export interface PushResult {
  readonly descriptor: Descriptor;
  /** Blobs that were sent. */
  readonly uploaded: number;
  /** Blobs that were there or were mounted. */
  readonly existed: number;
}

/** Pushes an image of a layout by its digest, without a tag: blobs in parallel, then manifests, children first. */
export async function pushOciLayout(
  layoutDir: string,
  digest: Digest,
  registry: Registry,
  repository: string,
  options: PushOciLayoutOptions = {},
): Promise<PushResult> {
  const manifests = await collectManifests(layoutDir, digest);
  const blobs = new Map<Digest, Descriptor>();
  for (const { manifest } of manifests)
    for (const blob of [...(manifest.config ? [manifest.config] : []), ...manifest.layers]) blobs.set(blob.digest, blob);
  const total = [...blobs.values()].reduce((sum, blob) => sum + blob.size, 0);
  const sent = new Map<Digest, number>();
  const outcomes = await mapParallel([...blobs.values()], options.concurrency ?? 4, (descriptor) =>
    registry.pushBlob(
      repository,
      { descriptor, open: (offset) => openBlobOf(layoutDir, descriptor.digest, offset) },
      {
        mountFrom: options.mountFrom,
        onProgress: (bytes) => {
          sent.set(descriptor.digest, bytes);
          const sum = [...sent.values()].reduce((all, one) => all + one, 0);
          options.onProgress?.(sum, total);
          options.reporter?.progress(`pushing to ${registry.host}/${repository}: ${sum} of ${total} bytes`);
        },
      },
    ),
  );
  let top: Descriptor | undefined;
  for (const { bytes, manifest, digest: own } of manifests) top = await registry.putManifest(repository, own, bytes, manifest.mediaType);
  if (!top) throw new TypeError("a layout has at least one manifest");
  const uploaded = outcomes.filter((outcome) => outcome === "uploaded").length;
  return { descriptor: top, uploaded, existed: outcomes.length - uploaded };
}

type Collected = Awaited<ReturnType<typeof readManifestOf>> & { digest: Digest };

/** The manifests below a digest, children before parents, each once. */
async function collectManifests(layoutDir: string, digest: Digest, seen = new Set<Digest>()): Promise<Collected[]> {
  if (seen.has(digest)) return [];
  seen.add(digest);
  const found = await readManifestOf(layoutDir, digest);
  const below: Collected[] = [];
  for (const child of found.manifest.manifests) below.push(...(await collectManifests(layoutDir, child.digest, seen)));
  return [...below, { ...found, digest }];
}
