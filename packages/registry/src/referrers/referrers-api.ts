import { ActionError } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import type { Descriptor } from "../descriptor.ts";
import { parseObject } from "../descriptor.ts";
import { failureOf } from "../failure.ts";
import { readLimited } from "../manifests.ts";
import { readEntries } from "./referrers-index.ts";
import type { EntryList } from "./referrers-index.ts";
import { areTooMany, tooMany } from "./referrers-tags.ts";
import { drain, purposeOf } from "../transport.ts";
import type { Transport } from "../transport.ts";

/** A registry that links its pages in a circle must not hold a run up for ever. */
const MAX_PAGES = 1000;

/**
 * What the referrers API lists, over all pages; undefined when the registry has no such API. Throws when the list cannot be read to its end: a part
 * of the evidence must not pass for all of it.
 */
export async function listNative(transport: Transport, repository: string, digest: Digest): Promise<EntryList | undefined> {
  const entries: Descriptor[] = [];
  const skipped: string[] = [];
  const where = `the list of referrers of ${digest} in '${transport.registry}/${repository}'`;
  let next: string | URL | undefined = `/v2/${repository}/referrers/${digest}`;
  for (let page = 0; next !== undefined; page++) {
    if (page >= MAX_PAGES)
      throw new ActionError(
        "remote",
        `There are more than ${MAX_PAGES} pages of ${where}, so it cannot be read to its end. Ask its operator.`,
      );
    const purpose = `list what refers to ${digest} in`;
    const request = { method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository } as const;
    const response: Response = await transport.send(request);
    const type = response.headers.get("content-type") ?? "";
    if (response.status !== 200 || !type.includes("json")) {
      if (page > 0) throw await failureOf(response, purposeOf(request, transport.registry));
      await drain(response);
      // 401 and 403 are not "there is no API": the tags are read with the same rights and say so plainly.
      return undefined;
    }
    const { manifests } = parseObject(await readLimited(response, transport, repository, where), where);
    if (!Array.isArray(manifests)) {
      if (page > 0) throw new ActionError("remote", `Page ${page + 1} of ${where} holds no list. Try again later, or ask its operator.`);
      return undefined;
    }
    const read = readEntries(manifests, where);
    entries.push(...read.entries);
    skipped.push(...read.skipped);
    if (areTooMany(entries.length)) throw tooMany(transport, repository, digest, entries.length);
    const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
    next = link ? transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository }) : undefined;
  }
  return { entries, skipped };
}
