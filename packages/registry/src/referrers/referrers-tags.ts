import { ActionError } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { MEDIA_TYPES, parseManifest } from "../descriptor.ts";
import type { Descriptor } from "../descriptor.ts";
import { WrongContent } from "../failure.ts";
import { findManifest, putManifest } from "../manifests.ts";
import { tagsBeginningWith } from "../tags.ts";
import type { Transport } from "../transport.ts";

/*
 * The own tag of a referrer is `sha256-<subject>.<first 32 hex digits of its own digest>`. Whoever writes it writes the same bytes, and
 * nobody reads it before writing, so no order of writers can lose it: what a registry has taken stays until somebody deletes it. Readers
 * list the tags of a subject and so find every referrer whose writer has ended, whatever happened to the index that all writers share.
 * It also keeps the referrer from clean-ups of untagged manifests.
 */

/** More than that is no evidence but a run in a circle; reading it would take hours. */
const MAX_REFERRERS = 20_000;
/** 128 bits: nobody meets them by chance, and the tag stays below the 128 characters that a tag may have. */
const OWN_DIGITS = 32;

/** The own tag of the referrer with a digest. */
export function ownTagOf(subject: Digest, digest: string): string {
  return `${fallbackTag(subject)}.${digest.slice(digest.indexOf(":") + 1).slice(0, OWN_DIGITS)}`;
}

/** "Referrers Tag Schema": the digest with `-` for `:`; a SHA-256 digest stays below the 128 characters of a tag. */
export function fallbackTag(digest: Digest): string {
  return digest.replace(":", "-");
}

/** A manifest that refers to a subject, on its way into a repository. */
export interface Referrer {
  readonly repository: string;
  readonly subject: Digest;
  /** The manifest. */
  readonly bytes: Uint8Array;
  /** What lists say of it. */
  readonly entry: Descriptor;
}

/** Stores a referrer under its own tag. A registry whose tags cannot be written twice may refuse one that is there already. */
export async function putOwnTag(transport: Transport, { repository, subject, bytes, entry }: Referrer): Promise<void> {
  const tag = ownTagOf(subject, entry.digest);
  try {
    await putManifest(transport, repository, tag, bytes, entry.mediaType);
  } catch (error) {
    transport.signal?.throwIfAborted();
    const found = await findManifest(transport, repository, tag).catch(() => undefined);
    if (found?.descriptor.digest !== entry.digest) throw error;
  }
}

/** The own tags of what refers to a subject, and whether there is a fallback index too. */
export async function listOwnTags(
  transport: Transport,
  repository: string,
  subject: Digest,
): Promise<{ tags: string[]; hasIndex: boolean }> {
  const prefix = fallbackTag(subject);
  const names = await tagsBeginningWith(transport, repository, prefix);
  const isOwn = new RegExp(`^${prefix}\\.[0-9a-f]{${OWN_DIGITS}}$`);
  const tags = names.filter((name) => isOwn.test(name));
  if (tags.length > MAX_REFERRERS) throw tooMany(transport, repository, subject, tags.length);
  return { tags, hasIndex: names.includes(prefix) };
}

/** The entry of the referrer behind an own tag, or why there is none. */
export function readOwn(transport: Transport, repository: string, subject: Digest, tag: string): Promise<Descriptor | string> {
  const where = `'${transport.registry}/${repository}:${tag}'`;
  return readEntry(transport, `${repository}:${tag}`, async () => {
    const found = await findManifest(transport, repository, tag);
    if (!found) return `${where} stands in the list of tags, but is not there.`;
    if (ownTagOf(subject, found.descriptor.digest) !== tag)
      return `${where} names ${found.descriptor.digest}, which is not what the tag was made for.`;
    if (parseManifest(found.bytes, where).subject?.digest !== subject) return `${where} does not refer to ${subject}.`;
    return entryOf(found, where);
  });
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

/** An entry whose writer did not know the artifact type, as some write only the type of the empty config, with what its own manifest says. */
export async function withKnownType(transport: Transport, repository: string, entry: Descriptor): Promise<Descriptor | string> {
  if (entry.artifactType !== undefined && entry.artifactType !== MEDIA_TYPES.empty) return entry;
  const where = `'${transport.registry}/${repository}@${entry.digest}'`;
  return readEntry(transport, `${repository}@${entry.digest}`, async () => {
    const found = await findManifest(transport, repository, entry.digest);
    return found ? entryOf(found, where) : `${where} stands in the list of referrers, but is not there.`;
  });
}

/** Entries that were read in this run, by place: what is named by its digest, as own tags name it too, never says anything else. */
const known = new WeakMap<Transport, Map<string, Descriptor>>();
/** Some hundred bytes each. */
const MAX_KNOWN = 2 * MAX_REFERRERS;

/** Reads an entry once in a run; one that is not right is a sentence, and is read again. */
async function readEntry(transport: Transport, place: string, read: () => Promise<Descriptor | string>): Promise<Descriptor | string> {
  const entries = known.get(transport) ?? new Map<string, Descriptor>();
  known.set(transport, entries);
  const before = entries.get(place);
  if (before) return before;
  try {
    const found = await read();
    if (typeof found !== "string" && entries.size < MAX_KNOWN) entries.set(place, found);
    return found;
  } catch (error) {
    if (error instanceof WrongContent) return error.message;
    throw error;
  }
}

/** The error for a subject with more referrers than can be read. */
export function tooMany(transport: Transport, repository: string, subject: Digest, count: number): ActionError {
  return new ActionError(
    "remote",
    `'${transport.registry}/${repository}' lists ${count} things that refer to ${subject}; at most ${MAX_REFERRERS} are read, and a part would prove nothing. Delete what is not needed.`,
  );
}

/** Whether so many referrers are more than can be read. */
export function areTooMany(count: number): boolean {
  return count > MAX_REFERRERS;
}
