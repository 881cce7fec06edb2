import { ActionError, canonicalJson, mapParallel, pause, textAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES, parseDescriptor, parseObject } from "../descriptor.ts";
import type { Descriptor } from "../descriptor.ts";
import { MissingPart } from "../failure.ts";
import { findManifest, putManifest } from "../manifests.ts";
import { fallbackTag, listOwnTags, ownTagOf, readOwn } from "./referrers-tags.ts";
import { pauseBeforeRetry } from "../transport.ts";
import type { Transport } from "../transport.ts";

/** Writers that never agree are rather a registry that answers old content, or a tool that rewrites the tag all the time. */
const MAX_WRITES = 12;
/** Every registry takes manifests of 4 MiB ("Pushing Manifests"); the CNCF registry takes no more. */
const MAX_INDEX_BYTES = 4 << 20;
/** For two answers that another client's write came between. */
const READ_ATTEMPTS = 3;
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
 * Reads the own tags and the fallback index of a subject ("Referrers Tag Schema"), which is empty when there is none. Throws when the index's tag
 * is something else, and when the index is there though the list of tags lacks it: then own tags may be missing there too.
 */
export async function readTagged(
  transport: Transport,
  repository: string,
  subject: Digest,
): Promise<{ readonly tags: readonly string[]; readonly index: FallbackIndex }> {
  const tag = fallbackTag(subject);
  const where = `'${transport.registry}/${repository}:${tag}'`;
  for (let attempt = 1; ; attempt++) {
    const { tags, hasIndex } = await listOwnTags(transport, repository, subject);
    const found = await findManifest(transport, repository, tag);
    if (found && hasIndex) return { tags, index: parseIndex(found.bytes, subject, where) };
    if (!found && !hasIndex) return { tags, index: { entries: [], skipped: [], raw: [] } };
    if (attempt >= READ_ATTEMPTS) {
      if (found) throw cutList(transport, repository, tag);
      return { tags, index: { entries: [], skipped: [`${where} stands in the list of tags, but is not there.`], raw: [] } };
    }
    // One of the two answers was given before another client's write and one after it.
    await pauseBeforeRetry(transport, attempt);
  }
}

function parseIndex(bytes: Uint8Array, subject: Digest, where: string): FallbackIndex {
  const { mediaType = MEDIA_TYPES.index, manifests } = parseObject(bytes, where);
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
 * only when, after its last write, it has listed the own tags, its own among them, and found each in the index.** Take the last write of all, by
 * W, and any writer V that has ended. If V last read the index after that write, V's entry stands in what it read. If before, V's own
 * tag was there before that write too, so W saw it when it listed the tags afterwards, and would have written again if V's entry were
 * missing. So the index that is left holds both. A writer that is killed before it looked may leave an index that is short;
 * the next one completes it.
 *
 * Entries of tools that put no own tag are kept once they were seen; one that such a tool writes between our reading and writing is lost
 * to the index, as with every client of this schema.
 */
export async function mergeIntoIndex(transport: Transport, repository: string, subject: Digest, entry: Descriptor): Promise<void> {
  const merge: Merge = { transport, repository, subject, entry, known: new Map([[entry.digest, entry]]), dead: new Set() };
  for (let attempt = 1; ; attempt++) {
    let seen = await look(merge);
    // The first write follows its reading at once; who was overwritten must get out of step with who did it.
    if (attempt > 1 && !seen.isDone) {
      const { baseDelayMs, maxDelayMs } = transport.policy;
      await pause(Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 2)) * Math.random(), transport.signal);
      seen = await look(merge);
    }
    if (seen.isDone) return;
    if (attempt > MAX_WRITES) throw seen.isListed ? overwritten(merge) : unlisted(merge);
    if (!seen.isComplete) await writeIndex(merge);
  }
}

/** One writer's work on one index. */
interface Merge {
  readonly transport: Transport;
  readonly repository: string;
  readonly subject: Digest;
  readonly entry: Descriptor;
  /** Every entry that was seen so far, as it stood there, by its digest. */
  readonly known: Map<string, unknown>;
  /** Digests that stand in the index, but are not in the repository. */
  readonly dead: Set<string>;
}

/** Adds to what is known what the index and the own tags name now, and says whether the index has it all and the list of tags has ours. */
async function look(merge: Merge): Promise<{ isListed: boolean; isComplete: boolean; isDone: boolean }> {
  const { transport, repository, subject, entry, known, dead } = merge;
  const { tags, index } = await readTagged(transport, repository, subject);
  const present = new Set(index.raw.map(keyOf));
  for (const item of index.raw) if (!dead.has(keyOf(item)) && !known.has(keyOf(item))) known.set(keyOf(item), item);
  const named = new Set([...known.keys()].map((key) => ownTagOf(subject, key)));
  const missing = tags.filter((tag) => !named.has(tag));
  const own = await mapParallel(missing, CONCURRENCY, (tag) => readOwn(transport, repository, subject, tag));
  // What is broken is the readers' to tell; it cannot be listed.
  for (const found of own) if (typeof found !== "string") known.set(found.digest, found);
  const isListed = tags.includes(ownTagOf(subject, entry.digest));
  const isComplete = known.has(entry.digest) && [...known.keys()].every((key) => present.has(key));
  return { isListed, isComplete, isDone: isListed && isComplete };
}

async function writeIndex(merge: Merge): Promise<void> {
  const { transport, repository, subject, known, dead } = merge;
  const put = (bytes: Uint8Array): Promise<unknown> => putManifest(transport, repository, fallbackTag(subject), bytes, MEDIA_TYPES.index);
  const whole = indexOf(merge);
  try {
    await put(whole);
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    // The CNCF registry refuses an index that names what is not there; a deleted referrer must not keep new ones out.
    for (const key of await findGone(transport, repository, [...known.keys()])) {
      known.delete(key);
      dead.add(key);
    }
    await put(indexOf(merge));
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
function indexOf({ transport, repository, subject, known }: Merge): Uint8Array {
  const manifests = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));
  if (bytes.length <= MAX_INDEX_BYTES) return bytes;
  throw new ActionError(
    "remote",
    `The list of what refers to ${subject} in '${transport.registry}/${repository}' has ${known.size} entries, more than the 4 MiB that a registry takes. What was pushed is stored and Waybill finds it, but cosign and oras do not. Delete old referrers of this digest.`,
  );
}

function overwritten({ transport, repository, subject, entry }: Merge): ActionError {
  const list = `'${transport.registry}/${repository}:${fallbackTag(subject)}'`;
  return new ActionError(
    "remote",
    `Could not add ${entry.digest} to the list of referrers ${list}: it is missing there again after each of ${MAX_WRITES} writes. It is stored and Waybill finds it, but cosign and oras do not. Run again when no other job writes to that list, or ask the registry's operator whether a cache answers with old content.`,
  );
}

function unlisted({ transport, repository, subject, entry }: Merge): ActionError {
  return new ActionError(
    "remote",
    `'${transport.registry}/${repository}' took the tag ${ownTagOf(subject, entry.digest)}, but does not list it, so nobody can find ${entry.digest}. Ask the registry's operator whether tags are deleted there, or a cache answers with old lists; then run again.`,
  );
}

function cutList(transport: Transport, repository: string, tag: string): ActionError {
  return new ActionError(
    "remote",
    `The list of tags of '${transport.registry}/${repository}' lacks '${tag}', which is there. It is old or not whole, so evidence may be missing from it. Try again later, or ask the registry's operator.`,
  );
}
