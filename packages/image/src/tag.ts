import { ActionError } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { isTag } from "@waybill/registry";
import type { Registry } from "@waybill/registry";

/** What happened to a tag. */
export interface TagOutcome {
  readonly tag: string;
  readonly outcome: "created" | "moved" | "unchanged";
  /** Where it pointed before. */
  readonly from?: Digest | undefined;
}

/** What tags must be like before they are set. */
export interface TagImageOptions {
  /** Where tags must point before they are set, or `absent`; a tag that points elsewhere is refused. Tags that are not named may be anywhere. */
  readonly expect?: Readonly<Record<string, Digest | "absent">> | undefined;
}

/** Puts tags on a digest by storing the very same manifest bytes, and reads each back; nothing is set when one of them may not move. */
export async function tagImage(
  registry: Registry,
  repository: string,
  digest: Digest,
  tags: readonly string[],
  options: TagImageOptions = {},
): Promise<TagOutcome[]> {
  const where = `${registry.host}/${repository}`;
  const illegal = tags.find((tag) => !isTag(tag));
  if (illegal !== undefined)
    throw new ActionError("input", `'${illegal}' is not a tag: 1 to 128 letters, digits, '_', '.' or '-', not starting with '.' or '-'.`);
  const image = await registry.findManifest(repository, digest);
  if (!image) throw new ActionError("environment", `'${where}@${digest}' cannot be tagged: it is not there. Push it first.`);
  const before = new Map<string, Digest | undefined>();
  for (const tag of new Set(tags)) {
    const current = (await registry.findManifest(repository, tag))?.descriptor.digest;
    before.set(tag, current);
    const expected = options.expect?.[tag];
    // A tag that is already where it should go was set by an earlier try of this run.
    if (expected === undefined || current === digest || (current ?? "absent") === expected) continue;
    throw new ActionError(
      "verdict",
      `The tag '${where}:${tag}' points to ${current ?? "nothing"}, expected ${expected}: someone else moved it. Nothing was tagged; look at it and run again.`,
    );
  }
  const outcomes: TagOutcome[] = [];
  for (const [tag, from] of before) {
    if (from !== digest) await registry.putManifest(repository, tag, image.bytes, image.descriptor.mediaType);
    const served = (await registry.findManifest(repository, tag))?.descriptor.digest;
    if (served !== digest)
      throw new ActionError(
        "remote",
        `The tag '${where}:${tag}' points to ${served ?? "nothing"} right after it was set to ${digest}. Another job moves it, or the registry lost it; run again.`,
      );
    outcomes.push({
      tag,
      outcome: from === digest ? "unchanged" : from === undefined ? "created" : "moved",
      from,
    });
  }
  return outcomes;
}
