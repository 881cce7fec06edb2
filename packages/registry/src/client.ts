import type { Digest } from "@waybill/kit";
import type { BlobSource } from "./blob-source.ts";
import { copyImage } from "./copy.ts";
import type { CopyOptions } from "./copy.ts";
import { parseManifest } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { readBlob } from "./download.ts";
import { MissingContent, WrongContent } from "./failure.ts";
import { deleteManifest, findManifest, putManifest } from "./manifests.ts";
import type { FoundManifest } from "./manifests.ts";
import { readListed } from "./referrers/listed-artifact.ts";
import { artifactManifest, listReferrers, putReferrer } from "./referrers/referrers.ts";
import type { Artifact, ReferrerList } from "./referrers/referrers.ts";
import { entryOf } from "./referrers/referrers-tags.ts";
import { listTags } from "./tags.ts";
import { createTransport, drain } from "./transport.ts";
import type { Transport, TransportOptions } from "./transport.ts";
import { hasBlob, pushBlob, tryUpload } from "./upload.ts";
import type { PushBlobOptions, PushOutcome } from "./upload.ts";

/**
 * One OCI registry, spoken to in the OCI distribution specification 1.1 (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md;
 * comments in this package quote the titles of its sections). All content is verified against its digest; requests are authorised, retried
 * and resumed. Every method throws `environment` when login or permission is missing, `remote` when the registry does not answer or answers
 * wrongly after all attempts, and the signal's reason when the run is cancelled. Sizes are bytes.
 */
export interface Registry {
  /** The host that it was connected to, for example `ghcr.io`. */
  readonly host: string;
  /**
   * Proves that the registry answers and that this token may push to the repository; throws the plain-English reason when not. Who may push is
   * not asked again.
   */
  ping(repository: string): Promise<void>;
  /** Reads a manifest or index, byte for byte; undefined when there is none. Throws `WrongContent` when the bytes are not those of the digest. */
  findManifest(repository: string, tagOrDigest: string): Promise<FoundManifest | undefined>;
  /** Stores a manifest under a tag or its own digest; one with a subject is made findable as its referrer too. */
  putManifest(repository: string, tagOrDigest: string, bytes: Uint8Array, mediaType: string): Promise<Descriptor>;
  /** Whether the repository holds a blob. */
  hasBlob(repository: string, digest: Digest): Promise<boolean>;
  /** Streams a blob; throws at the end when size or digest are wrong, so use nothing of it before it ended. */
  readBlob(repository: string, descriptor: Descriptor): AsyncIterable<Uint8Array>;
  /** Makes the repository hold a blob: found there, mounted from another repository, or uploaded. */
  pushBlob(repository: string, blob: BlobSource, options?: PushBlobOptions): Promise<PushOutcome>;
  /** Copies an image or index of another registry with everything below it and, unless switched off, what refers to it; byte for byte. */
  copyImage(
    from: { registry: Registry; repository: string; digest: Digest },
    to: { repository: string },
    options?: CopyOptions,
  ): Promise<Descriptor>;
  /** Attaches content to a subject as an artifact of one layer, and returns the artifact. Pushing the same again changes nothing. */
  pushReferrer(repository: string, subject: Descriptor, artifact: Artifact): Promise<Descriptor>;
  /** What refers to a digest, of one artifact type when it is given; see `ReferrerList` for what else it says. */
  listReferrers(repository: string, digest: Digest, artifactType?: string): Promise<ReferrerList>;
  /**
   * The content of an artifact's single layer, of at most `maxBytes` (64 MiB by default). Throws `WrongContent` or `MissingContent` when this
   * artifact is at fault: it is larger, which is seen before anything of it is read, not one of ours, damaged, or not there. `onBytes` is told
   * of all that arrives, of what turns out to be wrong too, and ends the reading by throwing an `ActionError`.
   */
  readArtifact(repository: string, descriptor: Descriptor, options?: ReadOptions): Promise<Uint8Array>;
  /** All tags; none for a repository that does not exist. */
  listTags(repository: string): Promise<string[]>;
  /** Deletes a manifest by digest; one that is not there is fine. Throws `environment` where the registry does not allow it. */
  deleteManifest(repository: string, digest: Digest): Promise<void>;
}

/** How much of an artifact is read. */
export interface ReadOptions {
  readonly maxBytes?: number | undefined;
  readonly onBytes?: ((count: number) => void) | undefined;
}

const MAX_ARTIFACT_BYTES = 64 << 20;

/** The transport behind each registry, so that a copy can stream between two of them. */
const transports = new WeakMap<Registry, Transport>();

/** Connects to a registry; nothing is sent before the first call. */
export function connectRegistry(options: TransportOptions): Registry {
  const transport = createTransport(options);
  const pushable = new Set<string>();
  const registry: Registry = {
    host: options.registry,
    async ping(repository) {
      if (pushable.has(repository)) return;
      await drain(
        await transport.expect(
          { method: "GET", to: "/v2/", scopes: [`repository:${repository}:pull,push`], purpose: "reach", repository },
          200,
        ),
      );
      await tryUpload(transport, repository);
      pushable.add(repository);
    },
    findManifest: (repository, reference) => findManifest(transport, repository, reference),
    putManifest: (repository, reference, bytes, mediaType) => storeManifest(registry, repository, reference, bytes, mediaType),
    hasBlob: (repository, digest) => hasBlob(transport, repository, digest),
    readBlob: (repository, descriptor) => readBlob(transport, repository, descriptor),
    pushBlob: (repository, blob, pushOptions) => pushBlob(transport, repository, blob, pushOptions),
    copyImage: (from, to, copyOptions) =>
      copyImage(
        { transport: transportOf(from.registry), repository: from.repository, digest: from.digest },
        { transport, repository: to.repository },
        copyOptions,
      ),
    async pushReferrer(repository, subject, artifact) {
      const { bytes, blobs, entry } = artifactManifest(subject, artifact);
      for (const { descriptor, bytes: content } of blobs)
        await pushBlob(transport, repository, { descriptor, open: (offset = 0) => only(content.subarray(offset)) });
      await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
      return entry;
    },
    listReferrers: (repository, digest, artifactType) => listReferrers(transport, repository, digest, artifactType),
    readArtifact: (repository, descriptor, readOptions) => readArtifact(transport, repository, descriptor, readOptions),
    listTags: (repository) => listTags(transport, repository),
    deleteManifest: (repository, digest) => deleteManifest(transport, repository, digest),
  };
  transports.set(registry, transport);
  return registry;
}

/** A manifest with a subject that is stored directly must be findable too. */
async function storeManifest(
  registry: Registry,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<Descriptor> {
  const transport = transportOf(registry);
  const { descriptor } = await putManifest(transport, repository, reference, bytes, mediaType);
  const { subject } = parseManifest(bytes, `The manifest for '${registry.host}/${repository}'`);
  if (subject) {
    const entry = entryOf({ bytes, descriptor }, "the manifest");
    await putReferrer(transport, { repository, subject: subject.digest, bytes, entry });
  }
  return descriptor;
}

async function readArtifact(
  transport: Transport,
  repository: string,
  descriptor: Descriptor,
  { maxBytes = MAX_ARTIFACT_BYTES, onBytes }: ReadOptions = {},
): Promise<Uint8Array> {
  const counted = { ...transport, onBytes };
  const where = `'${transport.registry}/${repository}@${descriptor.digest}'`;
  const layers = [readListed(descriptor)?.layer ?? (await readLayers(counted, repository, descriptor))].flat();
  const [layer, ...others] = layers;
  if (!layer || others.length > 0)
    throw new WrongContent(
      `The artifact ${where} has ${layers.length} layers; expected one. It was not written by Waybill or changed since.`,
    );
  if (layer.size > maxBytes)
    throw new WrongContent(`The artifact ${where} has ${layer.size} bytes; at most ${maxBytes} are read. Ask who pushed it.`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBlob(counted, repository, layer)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readLayers(transport: Transport, repository: string, { digest }: Descriptor): Promise<readonly Descriptor[]> {
  const where = `'${transport.registry}/${repository}@${digest}'`;
  const found = await findManifest(transport, repository, digest);
  if (found) return parseManifest(found.bytes, where).layers;
  throw new MissingContent(`The artifact ${where} is not there. Check the digest and that the token may see it.`);
}

function transportOf(registry: Registry): Transport {
  const transport = transports.get(registry);
  if (!transport) throw new TypeError("copyImage needs registries made by connectRegistry");
  return transport;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
