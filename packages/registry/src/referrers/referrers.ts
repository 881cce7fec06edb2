import { digestOf, mapParallel } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES } from "../descriptor.ts";
import type { Descriptor } from "../descriptor.ts";
import { putManifest } from "../manifests.ts";
import { emptyConfig, withoutParts, writeArtifact } from "./listed-artifact.ts";
import { listNative } from "./referrers-api.ts";
import { mergeIntoIndex, readTagged } from "./referrers-index.ts";
import { areTooMany, ownTagOf, putOwnTag, readOwn, tooMany, withKnownType } from "./referrers-tags.ts";
import type { Referrer } from "./referrers-tags.ts";
import type { Transport } from "../transport.ts";

/** Content that is attached to a subject as an OCI artifact of one layer. */
export interface Artifact {
  readonly artifactType: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

const CONCURRENCY = 8;

/** The writers of one process wait in line per fallback tag: they would be right without, but write it more often. */
const lines = new WeakMap<Transport, Map<string, Promise<unknown>>>();

/** What refers to a digest. */
export interface ReferrerList {
  /** Each once, sorted by digest. */
  readonly descriptors: readonly Descriptor[];
  /**
   * Those of them that only their own tag names, while the list that all writers share lacks them: it was overwritten, its writer was
   * killed, or the registry answered an old one. Other tools do not see them.
   */
  readonly missingFromIndex: readonly Digest[];
  /** One sentence for each entry that was listed and could not be used: broken, of another kind of digest, or not there. */
  readonly skipped: readonly string[];
}

/**
 * Lists what refers to a digest ("Listing Referrers"): from the referrers API, the fallback index and the own tags together. None of
 * them alone is enough: an index may have been overwritten, and a registry that gets the API later need only list there what the index had
 * ("Enabling the Referrers API"). One broken entry hides no other one. Throws when one of the three cannot be read to its end.
 */
export async function listReferrers(
  transport: Transport,
  repository: string,
  digest: Digest,
  artifactType?: string,
): Promise<ReferrerList> {
  const native = (await listNative(transport, repository, digest)) ?? { entries: [], skipped: [] };
  const { tags, index } = await readTagged(transport, repository, digest);
  // What was deleted may stand in the shared list for long; its own tag is gone with it.
  const own = new Set(tags);
  const shared = index.entries.map((entry) => (own.has(ownTagOf(digest, entry.digest)) ? entry : withoutParts(entry)));
  const listed = new Map([...shared, ...native.entries].map((entry) => [entry.digest, entry]));
  if (areTooMany(listed.size)) throw tooMany(transport, repository, digest, listed.size);
  const taken = new Set([...listed.keys()].map((entry) => ownTagOf(digest, entry)));
  const alone = tags.filter((tag) => !taken.has(tag));
  const results = [
    ...(await mapParallel([...listed.values()], CONCURRENCY, (entry) => withKnownType(transport, repository, entry))),
    ...(await mapParallel(alone, CONCURRENCY, (tag) => readOwn(transport, repository, digest, tag))),
  ];
  const descriptors = results
    .filter((found) => typeof found !== "string")
    .filter((found) => artifactType === undefined || found.artifactType === artifactType)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return {
    descriptors,
    missingFromIndex: descriptors.map((found) => found.digest).filter((found) => !listed.has(found)),
    skipped: [...native.skipped, ...index.skipped, ...results.filter((found) => typeof found === "string")],
  };
}

/** The manifest that attaches an artifact to a subject, and the two blobs it needs (image specification 1.1, "Guidelines for Artifact Usage"). */
export function artifactManifest(
  subject: Descriptor,
  artifact: Artifact,
): { bytes: Uint8Array; blobs: { descriptor: Descriptor; bytes: Uint8Array }[]; entry: Descriptor } {
  const layer: Descriptor = { mediaType: artifact.mediaType, digest: digestOf(artifact.bytes), size: artifact.bytes.length };
  const { artifactType } = artifact;
  const { bytes, annotations } = writeArtifact({ artifactType, subject, layer, annotations: artifact.annotations });
  const entry: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: digestOf(bytes), size: bytes.length, artifactType, annotations };
  return { bytes, blobs: [emptyConfig, { descriptor: layer, bytes: artifact.bytes }], entry };
}

/**
 * Stores a manifest that has a subject ("Pushing Manifests with Subject") and makes it findable: by the API where the registry really
 * lists it; else first by its own tag, which no other writer can take away, then by the fallback index, for other tools.
 * Throws when it cannot be found afterwards in one of these ways.
 */
export async function putReferrer(transport: Transport, referrer: Referrer): Promise<void> {
  const { repository, subject, bytes, entry } = referrer;
  const { hasSubjectSupport } = await putManifest(transport, repository, entry.digest, bytes, entry.mediaType);
  if (hasSubjectSupport) {
    // At least one large registry claims support and has no API, so the claim is checked.
    const listed = await listNative(transport, repository, subject);
    if (listed?.entries.some(({ digest }) => digest === entry.digest)) return;
  }
  await putOwnTag(transport, referrer);
  await inLine(transport, `${repository}@${subject}`, () => mergeIntoIndex(transport, repository, subject, entry));
}

function inLine<T>(transport: Transport, key: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(transport) ?? new Map<string, Promise<unknown>>();
  lines.set(transport, line);
  const before = line.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  line.set(key, mine);
  const leave = (): void => {
    if (line.get(key) === mine) line.delete(key);
  };
  mine.then(leave, leave);
  return mine;
}
