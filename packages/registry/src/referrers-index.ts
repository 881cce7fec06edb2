import { ActionError, canonicalJson, mapParallel, pause, textAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES, parseDescriptor, parseObject } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { MissingPart } from "./failure.ts";
import { findManifest, putManifest } from "./manifests.ts";
import { fallbackTag, listOwnTags, ownTagOf, readOwn } from "./referrers-tags.ts";
import type { Transport } from "./transport.ts";

/** Writers that never agree are rather a registry that answers old content, or a tool that rewrites the tag all the time. */
const MAX_WRITES = 12;
/** Every registry takes manifests of 4 MiB ("Pushing Manifests"); the CNCF registry takes no more. */
const MAX_INDEX_BYTES = 4 << 20;
const CONCURRENCY = 8;

/** A list of referrers, and what in it is none. */
export interface EntryList {
  readonly entries: readonly Descriptor[];
  /** One sentence for each thing in the list that could not be read. */
  readonly skipped: readonly string[];
}

interface FallbackIndex extends EntryList {
  /** Every entry as it stands there: what we cannot read, another tool may. */
  readonly raw: readonly unknown[];
}

/** Takes the descriptors out of a list; one that is broken, or has a digest of another kind, does not hide the others. */
export function readEntries(manifests: readonly unknown[], where: string): EntryList {
  const entries: Descriptor[] = [];
  const skipped: string[] = [];
  for (const [at, item] of manifests.entries()) {
    try {
      entries.push(parseDescriptor(item, `Entry ${at + 1} of ${where}`));
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      skipped.push(error.message);
    }
  }
  return { entries, skipped };
}

/**
 * Reads the fallback index of a subject ("Referrers Tag Schema"); empty when there is none. `isListed` says that the tag stands in the
 * list of tags; then an answer "not found" may come from the middle of a write, and is asked again. Throws when the tag is something else than an index.
 */
export async function readIndex(transport: Transport, repository: string, subject: Digest, isListed: boolean): Promise<FallbackIndex> {
  const tag = fallbackTag(subject);
  const where = `'${transport.registry}/${repository}:${tag}'`;
  let found = await findManifest(transport, repository, tag);
  if (!found && isListed) {
    await pause(transport.policy.baseDelayMs, transport.signal);
    found = await findManifest(transport, repository, tag);
  }
  if (!found) return { entries: [], skipped: isListed ? [`${where} stands in the list of tags, but is not there.`] : [], raw: [] };
  const { mediaType = MEDIA_TYPES.index, manifests } = parseObject(found.bytes, where);
  if ((mediaType !== MEDIA_TYPES.index && mediaType !== MEDIA_TYPES.dockerIndex) || !Array.isArray(manifests))
    throw new ActionError(
      "remote",
      `${where} should be the list of what refers to ${subject}, but is an image. Delete or rename that tag.`,
    );
  return { ...readEntries(manifests, where), raw: manifests };
}

/**
 * Adds an entry to the fallback index, which tools such as cosign and oras read; our own readers do not depend on it.
 *
 * Registries have no conditional writes (the CNCF registry takes a PUT with a wrong If-Match), so a writer that read the index before our
 * write may overwrite it afterwards. No pause is long enough to rule that out; this rule is: **a writer puts its own tag first, and ends
 * only when, after its last write, it has listed the own tags and found each of them in the index.** Take the last write of all, by
 * W, and any writer V that has ended. If V last read the index after that write, V's entry stands in what it read. If before, V's own
 * tag was there before that write too, so W saw it when it listed the tags afterwards, and would have written again if V's entry were
 * missing. So the index that is left holds both. A writer that is killed before it looked may leave an index that is short;
 * the next one completes it.
 *
 * Entries of tools that put no own tag are kept once they were seen; one that such a tool writes between our reading and writing is lost
 * to the index, as with every client of this schema.
 */
export async function mergeIntoIndex(transport: Transport, repository: string, subject: Digest, entry: Descriptor): Promise<void> {
  const known = new Map<string, unknown>([[entry.digest, entry]]);
  const dead = new Set<string>();
  for (let writes = 0; ; writes++) {
    if (await isComplete(transport, repository, subject, known, dead)) return;
    if (writes >= MAX_WRITES) throw overwritten(transport, repository, subject, entry);
    // The first write follows its reading at once; who was overwritten must get out of step with who did it.
    if (writes > 0) {
      const { baseDelayMs, maxDelayMs } = transport.policy;
      await pause(Math.min(maxDelayMs, baseDelayMs * 2 ** (writes - 1)) * Math.random(), transport.signal);
      if (await isComplete(transport, repository, subject, known, dead)) return;
    }
    await writeIndex(transport, repository, subject, known, dead);
    if (dead.has(entry.digest)) throw vanished(transport, repository, entry);
  }
}

/** Whether the index has everything that is known now, after adding to it what the index and the own tags name. */
async function isComplete(
  transport: Transport,
  repository: string,
  subject: Digest,
  known: Map<string, unknown>,
  dead: ReadonlySet<string>,
): Promise<boolean> {
  const { tags, hasIndex } = await listOwnTags(transport, repository, subject);
  const index = await readIndex(transport, repository, subject, hasIndex);
  const present = new Set(index.raw.map(keyOf));
  for (const item of index.raw) if (!dead.has(keyOf(item)) && !known.has(keyOf(item))) known.set(keyOf(item), item);
  const listed = new Set([...known.keys()].map((key) => ownTagOf(subject, key)));
  const missing = tags.filter((tag) => !listed.has(tag));
  const own = await mapParallel(missing, CONCURRENCY, (tag) => readOwn(transport, repository, subject, tag));
  // What is broken is the readers' to tell; it cannot be listed.
  for (const found of own) if (typeof found !== "string") known.set(found.digest, found);
  return [...known.keys()].every((key) => present.has(key));
}

async function writeIndex(
  transport: Transport,
  repository: string,
  subject: Digest,
  known: Map<string, unknown>,
  dead: Set<string>,
): Promise<void> {
  const put = (bytes: Uint8Array): Promise<unknown> => putManifest(transport, repository, fallbackTag(subject), bytes, MEDIA_TYPES.index);
  const whole = indexOf(transport, repository, subject, known);
  try {
    await put(whole);
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    // The CNCF registry refuses an index that names what is not there; a deleted referrer must not keep new ones out.
    const gone = await findGone(transport, repository, [...known.keys()]);
    if (gone.length === 0) throw error;
    for (const key of gone) {
      known.delete(key);
      dead.add(key);
    }
    await put(indexOf(transport, repository, subject, known));
  }
}

async function findGone(transport: Transport, repository: string, keys: readonly string[]): Promise<string[]> {
  const gone = await mapParallel(keys, CONCURRENCY, async (key) => {
    // Keys that are no digest are entries that no registry would have taken from us.
    const isThere = /^[a-z0-9+._-]+:[0-9a-f]+$/i.test(key) && (await findManifest(transport, repository, key)) !== undefined;
    return isThere ? [] : [key];
  });
  return gone.flat();
}

function keyOf(item: unknown): string {
  return textAt(item, "digest") ?? canonicalJson(item);
}

/** The same entries always make the same bytes, so that writers that agree write one digest. */
function indexOf(transport: Transport, repository: string, subject: Digest, known: ReadonlyMap<string, unknown>): Uint8Array {
  const manifests = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));
  if (bytes.length <= MAX_INDEX_BYTES) return bytes;
  throw new ActionError(
    "remote",
    `The list of what refers to ${subject} in '${transport.registry}/${repository}' has ${known.size} entries, more than the 4 MiB that a registry takes. What was pushed is stored and Waybill finds it, but cosign and oras do not. Delete old referrers of this digest.`,
  );
}

function vanished(transport: Transport, repository: string, entry: Descriptor): ActionError {
  return new ActionError(
    "remote",
    `${entry.digest} was stored in '${transport.registry}/${repository}', but is not there any more: somebody deletes manifests there. Run again when that is done.`,
  );
}

function overwritten(transport: Transport, repository: string, subject: Digest, entry: Descriptor): ActionError {
  const list = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
  return new ActionError(
    "remote",
    `Could not add ${entry.digest} to the list of referrers ${list}: it is missing there again after each of ${MAX_WRITES} writes. It is stored and Waybill finds it, but cosign and oras do not. Run again when no other job writes to that list, or ask the registry's operator whether a cache answers with old content.`,
  );
}
