import { digestOf, isDigest } from "@waybill/kit";
import { MEDIA_TYPES } from "../descriptor.ts";
import type { Descriptor } from "../descriptor.ts";

/*
 * A manifest of ours says in its annotations what else stands in it, so lists, which repeat annotations, hold enough to write the same bytes
 * again. Where these have the digest under which the manifest is listed, they are the manifest, and nobody has to download it; whoever changes a
 * list's annotations makes another digest, and then the manifest itself is asked.
 */

const LAYER = "dev.waybill.layer";
const SUBJECT = "dev.waybill.subject";
const EMPTY_CONFIG = new TextEncoder().encode("{}");

/** What a manifest of ours is made of. */
export interface ArtifactParts {
  readonly artifactType: string;
  readonly subject: Descriptor;
  readonly layer: Descriptor;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** The empty config that every artifact has ("Guidelines for Artifact Usage" of the image specification). */
export const emptyConfig = {
  descriptor: { mediaType: MEDIA_TYPES.empty, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.length } satisfies Descriptor,
  bytes: EMPTY_CONFIG,
};

/** The bytes of a manifest, with its own parts in its annotations; the same parts always make the same bytes. */
export function writeArtifact(parts: ArtifactParts): {
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
} {
  const { artifactType, subject, layer } = parts;
  const own = { ...parts.annotations, [LAYER]: describe(layer), [SUBJECT]: describe(subject) };
  // A registry may list them in another order.
  const annotations = Object.fromEntries(Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType,
    config: emptyConfig.descriptor,
    layers: [plain(layer)],
    subject: plain(subject),
    annotations,
  };
  return { bytes: new TextEncoder().encode(JSON.stringify(manifest)), annotations };
}

/** The parts of a listed manifest of ours, read from the list alone and proven by the manifest's digest; undefined for every other entry. */
export function readListed({ digest, size, artifactType, annotations = {} }: Descriptor): ArtifactParts | undefined {
  const [layer, subject] = [parse(annotations[LAYER]), parse(annotations[SUBJECT])];
  if (artifactType === undefined || layer === undefined || subject === undefined) return undefined;
  const parts = { artifactType, layer, subject, annotations };
  const { bytes } = writeArtifact(parts);
  return bytes.length === size && digestOf(bytes) === digest ? parts : undefined;
}

/** The entry without what would save the download: for one of which nothing but the shared list says that it is still there. */
export function withoutParts(entry: Descriptor): Descriptor {
  const { [LAYER]: _layer, ...annotations } = entry.annotations ?? {};
  return { ...entry, annotations };
}

function plain({ mediaType, digest, size }: Descriptor): Descriptor {
  return { mediaType, digest, size };
}

function describe({ mediaType, digest, size }: Descriptor): string {
  return `${mediaType} ${digest} ${size}`;
}

function parse(text = ""): Descriptor | undefined {
  const [mediaType = "", digest = "", size = "", ...others] = text.split(" ");
  return mediaType !== "" && isDigest(digest) && /^\d{1,15}$/.test(size) && others.length === 0
    ? { mediaType, digest, size: Number(size) }
    : undefined;
}
