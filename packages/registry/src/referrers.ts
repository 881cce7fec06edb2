import { ActionError, digestOf, pause } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES, parseDescriptor, parseManifest, parseObject } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { findManifest, putManifest } from "./manifests.ts";
import { drain } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** Content that is attached to a subject as an OCI artifact of one layer. */
export interface Artifact {
  readonly artifactType: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

const EMPTY_CONFIG = new TextEncoder().encode("{}");
/** Writers that never get out of step are rather a tool that rewrites the tag all the time. */
const MAX_WRITES = 12;
/** Other writers may be slower than this one by so much. */
const SETTLE_FACTOR = 2;
const MAX_PAGES = 100;

/** Waits in line per fallback tag, because two writers of one process would lose each other's entries. */
const lines = new WeakMap<Transport, Map<string, Promise<unknown>>>();

/** Lists what refers to a digest ("Listing Referrers"): from the referrers API, else from the fallback tag `sha256-<hex>`, without duplicates. */
export async function listReferrers(
  transport: Transport,
  repository: string,
  digest: Digest,
  artifactType?: string,
): Promise<Descriptor[]> {
  const native = await listNative(transport, repository, digest);
  // Entries that an older client wrote to the tag stay visible where the API came later.
  const tagged = await readFallback(transport, repository, digest);
  const all = new Map([...tagged.entries, ...(native ?? [])].map((descriptor) => [descriptor.digest, descriptor]));
  const wanted = [...all.values()].filter((descriptor) => artifactType === undefined || descriptor.artifactType === artifactType);
  return wanted.sort((a, b) => (a.digest < b.digest ? -1 : 1));
}

/** The manifest that attaches an artifact to a subject, and the two blobs it needs (image specification 1.1, "Guidelines for Artifact Usage"). */
export function artifactManifest(
  subject: Descriptor,
  artifact: Artifact,
): { bytes: Uint8Array; blobs: { descriptor: Descriptor; bytes: Uint8Array }[]; entry: Descriptor } {
  const config: Descriptor = { mediaType: MEDIA_TYPES.empty, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.length };
  const layer: Descriptor = { mediaType: artifact.mediaType, digest: digestOf(artifact.bytes), size: artifact.bytes.length };
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.manifest,
    artifactType: artifact.artifactType,
    config,
    layers: [layer],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations: artifact.annotations,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  const entry: Descriptor = {
    mediaType: MEDIA_TYPES.manifest,
    digest: digestOf(bytes),
    size: bytes.length,
    artifactType: artifact.artifactType,
    annotations: artifact.annotations,
  };
  const blobs = [
    { descriptor: config, bytes: EMPTY_CONFIG },
    { descriptor: layer, bytes: artifact.bytes },
  ];
  return { bytes, blobs, entry };
}

/** Stores a manifest that has a subject ("Pushing Manifests with Subject") and makes it findable: by the API where the registry really lists it, else by the fallback tag. */
export async function putReferrer(
  transport: Transport,
  repository: string,
  subject: Digest,
  bytes: Uint8Array,
  entry: Descriptor,
): Promise<void> {
  const { hasSubjectSupport } = await putManifest(transport, repository, entry.digest, bytes, entry.mediaType);
  if (hasSubjectSupport) {
    // At least one large registry claims support and has no API, so the claim is checked.
    const listed = await listNative(transport, repository, subject);
    if (listed?.some(({ digest }) => digest === entry.digest)) return;
  }
  await inLine(transport, `${repository}@${subject}`, () => mergeFallback(transport, repository, subject, entry));
}

/** The entry that a referrer gets in an index, from its own manifest: with its artifact type, or its config's media type instead ("Listing Referrers"). */
export function entryOf(found: { bytes: Uint8Array; descriptor: Descriptor }, where: string): Descriptor {
  const manifest = parseManifest(found.bytes, where);
  const artifactType = manifest.artifactType ?? manifest.config?.mediaType;
  return {
    mediaType: found.descriptor.mediaType,
    digest: found.descriptor.digest,
    size: found.descriptor.size,
    artifactType,
    annotations: Object.keys(manifest.annotations).length === 0 ? undefined : manifest.annotations,
  };
}

/**
 * Adds an entry to the fallback index ("Referrers Tag Schema"): reads, adds, writes, and reads back twice. Registries have no conditional writes, so another writer
 * that had read the list before our write may overwrite it afterwards; it has about as long for that as we took ourselves, so the second
 * reading waits a multiple of that. What is missing then is added again.
 */
async function mergeFallback(transport: Transport, repository: string, subject: Digest, entry: Descriptor): Promise<void> {
  const tag = fallbackTag(subject);
  const wanted = new Map([[entry.digest, entry]]);
  let longestMs = 0;
  const isComplete = async (): Promise<boolean> => {
    const { entries } = await readFallback(transport, repository, subject);
    // Whatever was seen once is kept, also when another writer dropped it in between.
    for (const descriptor of entries) if (!wanted.has(descriptor.digest)) wanted.set(descriptor.digest, descriptor);
    return entries.length === wanted.size;
  };
  for (let writes = 0; writes < MAX_WRITES; writes++) {
    // Two writers that keep overwriting each other must get out of step; nothing may come between reading and writing.
    if (writes > 0) await pause(Math.max(transport.policy.baseDelayMs, SETTLE_FACTOR * longestMs) * Math.random(), transport.signal);
    const started = performance.now();
    if (await isComplete()) {
      if (writes === 0) return;
    } else {
      await putManifest(transport, repository, tag, indexOf(wanted.values()), MEDIA_TYPES.index);
      longestMs = Math.max(longestMs, performance.now() - started);
    }
    if (!(await isComplete())) continue;
    await pause(SETTLE_FACTOR * longestMs, transport.signal);
    if (await isComplete()) return;
  }
  throw overwritten(transport, repository, tag, entry);
}

function indexOf(entries: Iterable<Descriptor>): Uint8Array {
  const manifests = [...entries].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));
}

function overwritten(transport: Transport, repository: string, tag: string, entry: Descriptor): ActionError {
  const list = `'${transport.registry}/${repository}:${tag}'`;
  return new ActionError(
    "remote",
    `Could not add ${entry.digest} to the list of referrers ${list}: others keep overwriting it (${MAX_WRITES} attempts). Run again when no other job writes to it.`,
  );
}

async function readFallback(transport: Transport, repository: string, subject: Digest): Promise<{ entries: Descriptor[] }> {
  const found = await findManifest(transport, repository, fallbackTag(subject));
  if (!found) return { entries: [] };
  const where = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
  const manifest = parseManifest(found.bytes, where);
  if (!manifest.isIndex)
    throw new ActionError(
      "remote",
      `${where} should be the list of what refers to ${subject}, but is an image. Delete or rename that tag.`,
    );
  return { entries: [...manifest.manifests] };
}

/** What the referrers API lists; undefined when the registry has no such API. */
async function listNative(transport: Transport, repository: string, digest: Digest): Promise<Descriptor[] | undefined> {
  const entries: Descriptor[] = [];
  let next: string | URL | undefined = `/v2/${repository}/referrers/${digest}`;
  for (let page = 0; next !== undefined && page < MAX_PAGES; page++) {
    const purpose = `list what refers to ${digest} in`;
    const response: Response = await transport.send({
      method: "GET",
      to: next,
      scopes: [`repository:${repository}:pull`],
      purpose,
      repository,
    });
    const type = response.headers.get("content-type") ?? "";
    if (response.status !== 200 || !type.includes("json")) {
      await drain(response);
      // 401 and 403 are not "there is no API": the fallback tag is read with the same rights and says so plainly.
      return undefined;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const where = `The list of referrers of ${digest} in '${transport.registry}/${repository}'`;
    const { manifests } = parseObject(bytes, where);
    if (!Array.isArray(manifests)) return undefined;
    entries.push(...manifests.map((item) => parseDescriptor(item, where)));
    const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
    next = link ? transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository }) : undefined;
  }
  return entries;
}

/** "Referrers Tag Schema": the digest with `-` for `:`; a SHA-256 digest stays below the 128 characters of a tag. */
function fallbackTag(digest: Digest): string {
  return digest.replace(":", "-");
}

function inLine<T>(transport: Transport, key: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(transport) ?? new Map<string, Promise<unknown>>();
  lines.set(transport, line);
  const before = line.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  line.set(key, mine);
  return mine;
}
