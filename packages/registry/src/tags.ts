import { ActionError, parseJson, valueAt } from "@waybill/kit";
import { readLimited } from "./manifests.ts";
import { drain } from "./transport.ts";
import type { Transport } from "./transport.ts";

/** As many as large registries put on one page. */
const PAGE_SIZE = 1000;
/** A registry that links its pages in a circle must not hold a run up for ever. */
const MAX_PAGES = 1000;
/** Half a million tags of the greatest length: the CNCF registry before version 3 knows no pages and sends all tags at once. */
const MAX_PAGE_BYTES = 64 << 20;
/** So many names that are random numbers stand in order by chance once in 3.6 million times (10!). */
const WITNESSES = 10;

/** All tags of a repository ("Listing Tags"), over as many pages as there are; none when the repository does not exist. */
export async function listTags(transport: Transport, repository: string): Promise<string[]> {
  const tags: string[] = [];
  for await (const page of pagesOf(transport, repository)) tags.push(...page);
  return tags;
}

/**
 * The tags that begin with `sha256-<hex>` (given as `prefix`), `prefix` itself included. All pages are read unless the registry shows that it lists
 * in the order of ASCII, as "Listing Tags" demands and not every registry does (the CNCF registry 2.8 lists in none). What shows it are the
 * names of other digests among the tags: they are random, so in a list by time, or without order, they would not ascend. Then
 * only the pages around the prefix are read.
 */
export async function tagsBeginningWith(transport: Transport, repository: string, prefix: string): Promise<string[]> {
  const found: string[] = [];
  const order = new OrderWitness();
  let mayJump = true;
  for await (const page of pagesOf(transport, repository)) {
    found.push(...page.filter((tag) => tag.startsWith(prefix)));
    order.see(page);
    const end = page.at(-1) ?? "";
    if (!order.isProven) continue;
    if (isBeyond(end, prefix)) return found;
    if (end < prefix && mayJump) {
      const near = await readAround(transport, repository, prefix);
      if (near) return near;
      mayJump = false;
    }
  }
  return found;
}

/** Reads from just before the prefix to just behind it; undefined when the answer shows that `last` is not understood. */
async function readAround(transport: Transport, repository: string, prefix: string): Promise<string[] | undefined> {
  const before = prefix.slice(0, -1);
  const found: string[] = [];
  const order = new OrderWitness(before);
  for await (const page of pagesOf(transport, repository, before)) {
    order.see(page);
    // An empty answer is also what registries give that look for the tag `last` and do not find it.
    if (!order.isAscending || page.length === 0) return undefined;
    found.push(...page.filter((tag) => tag.startsWith(prefix)));
    if (isBeyond(page.at(-1) ?? "", prefix)) break;
  }
  return found;
}

function isBeyond(tag: string, prefix: string): boolean {
  return tag > prefix && !tag.startsWith(prefix);
}

/** Whether a listing stands in the order of ASCII, and whether that can be chance. */
class OrderWitness {
  isAscending = true;
  #last: string;
  readonly #digests = new Set<string>();

  constructor(last = "") {
    this.#last = last;
  }

  get isProven(): boolean {
    return this.isAscending && this.#digests.size >= WITNESSES;
  }

  see(page: readonly string[]): void {
    for (const tag of page) {
      this.isAscending &&= tag > this.#last;
      this.#last = tag;
      const digest = /^sha256-[0-9a-f]{64}/.exec(tag)?.[0];
      if (digest !== undefined) this.#digests.add(digest);
    }
  }
}

/** The pages of a listing, after the tag `last` when one is given. Throws when a page is no list or when there is no end of them. */
async function* pagesOf(transport: Transport, repository: string, last?: string): AsyncGenerator<string[]> {
  const purpose = "list the tags of";
  const seen = new Set<string>();
  let next: string | URL | undefined = pathAfter(repository, last);
  for (let page = 0; next !== undefined; page++) {
    if (page >= MAX_PAGES)
      throw new ActionError(
        "remote",
        `'${transport.registry}/${repository}' has more than ${MAX_PAGES} pages of tags, so the list of them cannot be read to its end. Delete old tags, or ask its operator.`,
      );
    const response: Response = await transport.expect(
      { method: "GET", to: next, scopes: [`repository:${repository}:pull`], purpose, repository },
      200,
      404,
    );
    // "Listing Tags": 404 for a repository that nothing was pushed to.
    if (response.status === 404) return void (await drain(response));
    const tags = await readTags(response, transport, repository);
    // RFC 8288, with the relation "next" ("Listing Tags").
    const link = /<([^>]+)>\s*;\s*rel="?next"?/i.exec(response.headers.get("link") ?? "");
    const fresh = tags.filter((tag) => !seen.has(tag));
    for (const tag of fresh) seen.add(tag);
    yield fresh;
    if (link) next = transport.locate(link[1] ?? null, response, { what: purpose, registry: transport.registry, repository });
    // A page that is exactly full may have been cut; a registry that then says the same again has told all.
    else next = tags.length === PAGE_SIZE && fresh.length > 0 ? pathAfter(repository, tags.at(-1)) : undefined;
  }
}

function pathAfter(repository: string, last: string | undefined): string {
  return `/v2/${repository}/tags/list?n=${PAGE_SIZE}${last === undefined ? "" : `&last=${encodeURIComponent(last)}`}`;
}

async function readTags(response: Response, transport: Transport, repository: string): Promise<string[]> {
  const bytes = await readLimited(response, transport, repository, "the list of tags", MAX_PAGE_BYTES);
  const listed = valueAt(parseOrNothing(bytes), "tags");
  if (listed !== null && !Array.isArray(listed))
    throw new ActionError("remote", `'${transport.registry}/${repository}' answered without a list of tags. Try again later.`);
  return (listed ?? []).filter((tag): tag is string => typeof tag === "string");
}

/** An answer that is no JSON holds no list, which the caller says. */
function parseOrNothing(bytes: Uint8Array): unknown {
  try {
    return parseJson(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}
