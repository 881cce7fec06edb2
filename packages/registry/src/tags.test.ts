import { digestOf } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { connectRegistry, MEDIA_TYPES } from "./index.ts";
import type { Registry } from "./index.ts";

const SUBJECT = digestOf("subject");
const PREFIX = SUBJECT.replace(":", "-");

/** How a registry lists tags: large registries differ in all of this. */
interface Listing {
  /** In the order in which it lists them. */
  readonly tags: readonly string[];
  /** The most on one page, whatever is asked for; all at once when undefined. */
  readonly pageSize?: number | undefined;
  /** What it does with `last`: takes it as a name in the order of ASCII, looks for a tag of that name, or ignores it. */
  readonly last: "name" | "place" | "ignored";
}

/** Plays a registry that holds an artifact under every own tag of the subject; counts the requests for tags. */
function play({ tags, pageSize = Number.POSITIVE_INFINITY, last }: Listing): { registry: Registry; pages: () => number } {
  let pages = 0;
  const from = (url: URL): number => {
    const page = url.searchParams.get("page");
    if (page !== null) return Number(page);
    const name = url.searchParams.get("last");
    if (name === null || last === "ignored") return 0;
    const at = last === "name" ? tags.findIndex((tag) => tag > name) : tags.indexOf(name) + 1;
    return at < 0 || (last === "place" && at === 0) ? tags.length : at;
  };
  const send: typeof fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith("/tags/list")) return manifestAt(url);
    pages++;
    const start = from(url);
    const end = start + Math.min(pageSize, Number(url.searchParams.get("n")));
    const link = end < tags.length ? { link: `<${url.pathname}?n=${url.searchParams.get("n")}&page=${end}>; rel="next"` } : undefined;
    return Response.json({ name: "a", tags: tags.slice(start, end) }, { headers: link ?? {} });
  };
  return { registry: connectRegistry({ registry: "registry.example.com", fetch: send }), pages: () => pages };
}

/** An artifact of the subject for each own tag, whose digest begins as the tag demands only by luck: what is listed is named anyway. */
function manifestAt(url: URL): Response {
  if (!url.pathname.includes(`${PREFIX}.`)) return new Response("{}", { status: 404 });
  return Response.json(
    { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: null },
    { headers: { "content-type": MEDIA_TYPES.manifest } },
  );
}

/** Which own tags the reader came across: the artifacts here are broken on purpose, so that each is named. */
async function ownTagsSeen(registry: Registry): Promise<string[]> {
  const { skipped } = await registry.listReferrers("a", SUBJECT);
  return skipped.map((why) => /sha256-[0-9a-f]{64}\.[0-9a-f]{32}/.exec(why)?.[0] ?? why).sort();
}

const ownTags = (count: number): string[] => Array.from({ length: count }, (_, at) => `${PREFIX}.${digestOf(`own ${at}`).slice(7, 39)}`);
const otherSubjects = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => digestOf(`other ${at}`).replace(":", "-")).flatMap((tag) => [tag, `${tag}.${"c".repeat(32)}`]);

test("finds every own tag, however a registry orders and cuts its list of tags", async () => {
  const listing = fc
    .record({
      own: fc.integer({ min: 0, max: 30 }),
      others: fc.integer({ min: 0, max: 40 }),
      names: fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,8}$/), { maxLength: 30 }),
      order: fc.constantFrom("ASCII", "time", "none"),
      pageSize: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      last: fc.constantFrom("name" as const, "place" as const, "ignored" as const),
    })
    .chain(({ own, others, names, order, ...rest }) => {
      const tags = [...names, ...otherSubjects(others), ...ownTags(own)];
      const arranged =
        order === "ASCII"
          ? fc.constant(tags.sort())
          : order === "time"
            ? fc.constant(tags)
            : fc.shuffledSubarray(tags, { minLength: tags.length });
      return arranged.map((inOrder) => ({ ...rest, tags: inOrder }));
    });
  const property = fc.asyncProperty(listing, async (shape) => {
    expect(await ownTagsSeen(play(shape).registry)).toEqual(shape.tags.filter((tag) => tag.startsWith(`${PREFIX}.`)).sort());
  });
  await fc.assert(property, { numRuns: 300 });
});

test("reads only the pages around a subject where the registry lists in the order of the specification", async () => {
  const tags = [...otherSubjects(20_000), ...ownTags(3)].sort();
  const { registry, pages } = play({ tags, pageSize: 1000, last: "name" });
  expect(await ownTagsSeen(registry)).toHaveLength(3);
  expect(pages()).toBeLessThanOrEqual(3);
});

test("does not take tags that were numbered in time for the order of the specification", async () => {
  const releases = Array.from({ length: 3_000 }, (_, at) => `a${at + 10_000}`);
  const tags = [...releases, ...ownTags(2)];
  expect(await ownTagsSeen(play({ tags, pageSize: 1000, last: "place" }).registry)).toHaveLength(2);
  const newestFirst = [...ownTags(2), ...releases].toReversed();
  expect(await ownTagsSeen(play({ tags: newestFirst, pageSize: 1000, last: "ignored" }).registry)).toHaveLength(2);
});

test("asks on after a page that is exactly full and names no next one", async () => {
  const tags = [...otherSubjects(499), "v1", "v2", ...ownTags(2)];
  const send: typeof fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith("/tags/list")) return manifestAt(url);
    const start = tags.indexOf(url.searchParams.get("last") ?? "") + 1;
    return Response.json({ tags: tags.slice(start, start + 1000) });
  };
  expect(await ownTagsSeen(connectRegistry({ registry: "registry.example.com", fetch: send }))).toHaveLength(2);
});

test("does not take a list of tags without an end for whole", async () => {
  const send: typeof fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith("/tags/list")) return manifestAt(url);
    return Response.json({ tags: ["v1"] }, { headers: { link: `<${url.pathname}?n=1000&last=v1>; rel="next"` } });
  };
  const registry = connectRegistry({ registry: "registry.example.com", fetch: send });
  await expect(registry.listReferrers("a", SUBJECT)).rejects.toThrow(/more than 1000 pages of tags.*cannot be read to its end/);
});
