import { isDigest, isRecord } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { WrongContent } from "./failure.ts";

/** The platform of an image, as OCI writes it in an index (image-index.md of the image specification). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
}

/** Names content by media type, digest and size in bytes (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly artifactType?: string | undefined;
  readonly platform?: Platform | undefined;
  /** Base64 of the content, when it is embedded. */
  readonly data?: string | undefined;
}

/** The media types that Waybill writes or understands (image specification, media-types.md; Docker's from before it). */
export const MEDIA_TYPES = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  layerTar: "application/vnd.oci.image.layer.v1.tar",
  layerZstd: "application/vnd.oci.image.layer.v1.tar+zstd",
  empty: "application/vnd.oci.empty.v1+json",
  dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

/** What a client accepts as a manifest ("Pulling manifests"), best first; a registry may convert when a type is missing here. */
export const MANIFEST_TYPES: readonly string[] = [
  MEDIA_TYPES.index,
  MEDIA_TYPES.manifest,
  MEDIA_TYPES.dockerIndex,
  MEDIA_TYPES.dockerManifest,
];

/** A manifest or index in one shape: an index has `manifests`, a manifest has `config` and `layers`. */
export interface Manifest {
  readonly mediaType: string;
  readonly artifactType?: string | undefined;
  readonly config?: Descriptor | undefined;
  readonly layers: readonly Descriptor[];
  readonly manifests: readonly Descriptor[];
  readonly subject?: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly isIndex: boolean;
}

/** Reads the bytes of a manifest or index; `where` names it in errors. Throws a `remote` error for anything that is neither. */
export function parseManifest(bytes: Uint8Array, where: string): Manifest {
  const value = parseObject(bytes, where);
  const mediaType = typeof value["mediaType"] === "string" ? value["mediaType"] : "";
  const isIndex = mediaType === MEDIA_TYPES.index || mediaType === MEDIA_TYPES.dockerIndex || (mediaType === "" && "manifests" in value);
  const isManifest =
    mediaType === MEDIA_TYPES.manifest || mediaType === MEDIA_TYPES.dockerManifest || (mediaType === "" && "layers" in value);
  if (value["schemaVersion"] !== 2 || (!isIndex && !isManifest))
    throw notManifest(where, mediaType === "" ? "it has no known media type" : `its media type is '${mediaType}'`);
  return {
    mediaType: mediaType === "" ? (isIndex ? MEDIA_TYPES.index : MEDIA_TYPES.manifest) : mediaType,
    artifactType: textOf(value["artifactType"]),
    config: isIndex ? undefined : parseDescriptor(value["config"], `the config of ${where}`),
    subject: value["subject"] === undefined ? undefined : parseDescriptor(value["subject"], `the subject of ${where}`),
    layers: isIndex ? [] : parseDescriptors(value["layers"], `the layers of ${where}`),
    manifests: isIndex ? parseDescriptors(value["manifests"], `the manifests of ${where}`) : [],
    annotations: parseAnnotations(value["annotations"]) ?? {},
    isIndex,
  };
}

/** Checks that a JSON value is a descriptor; `where` names it in errors. Throws a `remote` error when it is not. */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  if (!isRecord(value)) throw notManifest(where, "it is not an object");
  const [mediaType, digest, size] = [value["mediaType"], value["digest"], value["size"]];
  if (typeof mediaType !== "string" || mediaType === "") throw notManifest(where, "it has no media type");
  if (typeof digest !== "string" || !isDigest(digest))
    throw notManifest(where, `its digest is ${JSON.stringify(digest)}, not sha256:<64 hex digits>`);
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw notManifest(where, `its size is ${JSON.stringify(size)}`);
  const annotations = parseAnnotations(value["annotations"]);
  const platform = parsePlatform(value["platform"]);
  return {
    mediaType,
    digest,
    size,
    annotations,
    artifactType: textOf(value["artifactType"]),
    platform,
    data: textOf(value["data"]),
  };
}

/** Parses bytes as a JSON object; `where` names them in errors. */
export function parseObject(bytes: Uint8Array, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WrongContent(`${where} is not readable: it is not JSON. Push it again.`, { cause });
  }
  if (!isRecord(value)) throw notManifest(where, "it is not a JSON object");
  return value;
}

function parseDescriptors(value: unknown, where: string): Descriptor[] {
  if (!Array.isArray(value)) throw notManifest(where, "there is no list");
  return value.map((item, index) => parseDescriptor(item, `${where} (number ${index + 1})`));
}

function parseAnnotations(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function parsePlatform(value: unknown): Platform | undefined {
  if (!isRecord(value) || typeof value["os"] !== "string" || typeof value["architecture"] !== "string") return undefined;
  return { os: value["os"], architecture: value["architecture"], variant: textOf(value["variant"]) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Somebody stored it so; another try would read the same. */
function notManifest(where: string, problem: string): WrongContent {
  return new WrongContent(`${where} cannot be used: ${problem}. Push it again, or name another digest.`);
}
