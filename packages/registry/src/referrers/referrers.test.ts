import { randomUUID } from "node:crypto";
import { digestOf } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { connectRegistry, MEDIA_TYPES } from "../index.ts";
import type { Descriptor, Registry } from "../index.ts";

const FAST = { baseDelayMs: 1, maxDelayMs: 5 };
const SUBJECT: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: digestOf("subject"), size: 7 };
const INDEX_TAG = SUBJECT.digest.replace(":", "-");

const connect = (server: LoopbackRegistry, send: typeof fetch = fetch): Registry =>
  connectRegistry({ registry: server.address, retry: FAST, fetch: send });

const attach = (registry: Registry, text: string, repository = "a"): Promise<Descriptor> =>
  registry.pushReferrer(repository, SUBJECT, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from(text) });

const digestsOf = (entries: readonly { digest: string }[]): string[] => entries.map(({ digest }) => digest).sort();

const placeOf = (server: LoopbackRegistry, reference = INDEX_TAG): string => `http://${server.address}/v2/a/manifests/${reference}`;

/** The shared list as other tools read it. */
async function readIndex(server: LoopbackRegistry, tag = INDEX_TAG): Promise<{ digest: string }[]> {
  const response = await fetch(placeOf(server, tag));
  return response.status === 404 ? [] : ((await response.json()) as { manifests: { digest: string }[] }).manifests;
}

async function writeIndex(server: LoopbackRegistry, manifests: unknown): Promise<number> {
  const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests });
  return (await fetch(placeOf(server), { method: "PUT", body, headers: { "content-type": MEDIA_TYPES.index } })).status;
}

interface Client {
  /** How long it takes from reading the shared list to writing it, in turns that other clients may have in between. */
  readonly hesitates: number;
  /** After how many requests it is killed. */
  readonly diesAfter: number | undefined;
}

/** A client whose requests and answers wait for their turn, in an order that the test chooses. */
function slowFetch(scheduler: fc.Scheduler, { hesitates, diesAfter = Number.POSITIVE_INFINITY }: Client, indexTag: string): typeof fetch {
  let sent = 0;
  return async (url, init) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    // Blobs have no order that matters.
    if (pathname.includes("/blobs/")) return fetch(url, init);
    if (++sent > diesAfter) return new Promise<Response>(() => undefined);
    const isWrite = init?.method === "PUT" && pathname.endsWith(indexTag);
    for (let turn = 0; turn <= (isWrite ? hesitates : 0); turn++) await scheduler.schedule(Promise.resolve());
    const response = await fetch(url, init);
    await scheduler.schedule(Promise.resolve());
    return response;
  };
}

/** Lets clients add one referrer each to a new subject; returns whose writers ended, what readers find, and what the shared list has. */
async function race(
  server: LoopbackRegistry,
  scheduler: fc.Scheduler,
  clients: readonly Client[],
): Promise<{ ended: string[]; found: string[]; index: string[] }> {
  const subject = { ...SUBJECT, digest: digestOf(randomUUID()) };
  const tag = subject.digest.replace(":", "-");
  const ended: string[] = [];
  const work = clients.map(async (client, who) => {
    const artifact = { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from(`${who}`) };
    const pushed = await connect(server, slowFetch(scheduler, client, tag)).pushReferrer("a", subject, artifact);
    ended.push(pushed.digest);
  });
  await scheduler.waitFor(Promise.all(work.filter((_, who) => clients[who]?.diesAfter === undefined)));
  const { descriptors } = await connect(server).listReferrers("a", subject.digest);
  return { ended: ended.sort(), found: digestsOf(descriptors), index: digestsOf(await readIndex(server, tag)) };
}

const clientsThat = (diesAfter: fc.Arbitrary<number | undefined>): fc.Arbitrary<Client[]> =>
  fc.array(fc.record({ hesitates: fc.integer({ min: 0, max: 25 }), diesAfter }), { minLength: 2, maxLength: 4 });

test("in any order of requests every referrer is found, and the shared list is complete as soon as its writers have ended", async () => {
  await using server = await startLoopbackRegistry();
  const property = fc.asyncProperty(fc.scheduler(), clientsThat(fc.constant(undefined)), async (scheduler, clients) => {
    const { ended, found, index } = await race(server, scheduler, clients);
    expect(ended).toHaveLength(clients.length);
    expect(found).toEqual(ended);
    expect(index).toEqual(ended);
  });
  await fc.assert(property, { numRuns: 12 });
}, 60_000);

test("finds every referrer whose writer ended, though other writers are killed at any request", async () => {
  await using server = await startLoopbackRegistry();
  const dying = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 1 });
  const property = fc.asyncProperty(fc.scheduler(), clientsThat(dying), async (scheduler, clients) => {
    const { ended, found } = await race(server, scheduler, clients);
    expect(found).toEqual(expect.arrayContaining(ended));
  });
  await fc.assert(property, { numRuns: 12 });
}, 60_000);

test.each([
  ["was overwritten by another tool", async (server: LoopbackRegistry, old: unknown) => writeIndex(server, old)],
  [
    "is answered from an old cache",
    async (server: LoopbackRegistry, old: unknown) => {
      const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: old });
      const answer = { status: 200, headers: { "content-type": MEDIA_TYPES.index }, body };
      server.faults.push({ when: ({ path }) => path.endsWith(INDEX_TAG), answer, times: 99 });
    },
  ],
  ["was deleted", async (server: LoopbackRegistry) => fetch(placeOf(server), { method: "DELETE" })],
])("finds what the shared list lacks when it %s, and says that it lacks it", async (_, harm) => {
  await using server = await startLoopbackRegistry();
  const first = await attach(connect(server), "first");
  const old = await readIndex(server);
  const second = await attach(connect(server), "second");
  await harm(server, old);
  const { descriptors, missingFromIndex, skipped } = await connect(server).listReferrers("a", SUBJECT.digest);
  expect(descriptors).toEqual([first, second].sort((a, b) => (a.digest < b.digest ? -1 : 1)));
  expect(missingFromIndex).toContain(second.digest);
  expect(skipped).toEqual([]);
});

test("a writer completes the shared list that another one left short, and keeps what it does not understand", async () => {
  await using server = await startLoopbackRegistry();
  const first = await attach(connect(server), "first");
  const odd = [
    { mediaType: MEDIA_TYPES.manifest, digest: first.digest, size: -1, "com.example.more": { kept: true } },
    { mediaType: MEDIA_TYPES.index, digest: first.digest, size: "no number" },
  ];
  expect(await writeIndex(server, odd.slice(0, 1))).toBe(201);
  const second = await attach(connect(server), "second");
  const index = await readIndex(server);
  expect(digestsOf(index)).toEqual(digestsOf([first, second]));
  expect(index).toContainEqual(odd[0]);
});

test("one broken entry hides no other one and is named", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const good = await attach(registry, "good");
  const garbage = ["text", null, { digest: `sha512:${"a".repeat(128)}`, mediaType: MEDIA_TYPES.manifest, size: 3 }, {}];
  const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [...garbage, good] });
  const index = { status: 200, headers: { "content-type": MEDIA_TYPES.index }, body };
  server.faults.push({ when: ({ path }) => path.endsWith(INDEX_TAG), answer: index });
  const { descriptors, skipped } = await registry.listReferrers("a", SUBJECT.digest);
  expect(descriptors).toEqual([good]);
  expect(skipped).toHaveLength(garbage.length);
  expect(skipped[2]).toMatch(/Entry 3 of .*sha512:/);
});

test("an own tag that names something else is no evidence, and is named", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const good = await attach(registry, "good");
  const other = await registry.pushReferrer(
    "a",
    { ...SUBJECT, digest: digestOf("other subject") },
    { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("foreign") },
  );
  const found = await registry.findManifest("a", other.digest);
  for (const digits of ["0".repeat(32), other.digest.slice(7, 39)])
    await fetch(placeOf(server, `${INDEX_TAG}.${digits}`), {
      method: "PUT",
      body: Buffer.from(found?.bytes ?? []),
      headers: { "content-type": MEDIA_TYPES.manifest },
    });
  const { descriptors, skipped } = await registry.listReferrers("a", SUBJECT.digest);
  expect(descriptors).toEqual([good]);
  expect(skipped.join("\n")).toMatch(/not what the tag was made for/);
  expect(skipped.join("\n")).toMatch(/does not refer to/);
});

test("a referrer that was deleted keeps no new one out, though the registry refuses a list that names it", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const first = await attach(registry, "first");
  await registry.deleteManifest("a", first.digest);
  expect(digestsOf(await readIndex(server))).toEqual([first.digest]);
  const second = await attach(registry, "second");
  expect(digestsOf(await readIndex(server))).toEqual([second.digest]);
});

test("says that other tools will not find it when the shared list stays short after all attempts", async () => {
  await using server = await startLoopbackRegistry();
  await attach(connect(server), "first");
  const stale = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: [] });
  const answer = { status: 200, headers: { "content-type": MEDIA_TYPES.index }, body: stale };
  server.faults.push({ when: ({ method, path }) => method === "GET" && path.endsWith(INDEX_TAG), answer, times: 999 });
  await expect(attach(connect(server), "second")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringMatching(/stored and Waybill finds it, but cosign and oras do not\. Run again/),
  });
});

test("refuses a list that outgrows a manifest, in words", async () => {
  await using server = await startLoopbackRegistry();
  const entry = await attach(connect(server), "first");
  const manifests = Array.from({ length: 4_500 }, (_, at) => ({
    ...entry,
    digest: digestOf(`${at}`),
    annotations: { note: "x".repeat(900) },
  }));
  const body = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests });
  const answer = { status: 200, headers: { "content-type": MEDIA_TYPES.index }, body };
  server.faults.push({ when: ({ method, path }) => method === "GET" && path.endsWith(INDEX_TAG), answer, times: 999 });
  await expect(attach(connect(server), "second")).rejects.toThrow(/has 4502 entries, more than the 4 MiB/);
});

test("does not overwrite an image that has the name of the list", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const image = await attach(registry, "image", "a");
  const found = await registry.findManifest("a", image.digest);
  await registry.putManifest("a", `sha256-${"b".repeat(64)}`, found?.bytes ?? Buffer.of(), MEDIA_TYPES.manifest);
  const subject = { ...SUBJECT, digest: `sha256:${"b".repeat(64)}` as const };
  const artifact = { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("hi") };
  await expect(registry.pushReferrer("a", subject, artifact)).rejects.toThrow(/is an image\. Delete or rename that tag/);
});

test.each([401, 403, 503])("does not take the list for whole when the tags may not be listed (HTTP %d)", async (status) => {
  await using server = await startLoopbackRegistry();
  await attach(connect(server), "first");
  server.faults.push({ when: ({ path }) => path.includes("/tags/list"), answer: { status }, times: 99 });
  await expect(connect(server).listReferrers("a", SUBJECT.digest)).rejects.toThrow(/list the tags of/);
});

test.each([
  ["says that there are no tags", { status: 404 }],
  ["cuts it", { status: 200, body: '{"tags":["v1"]}' }],
])("does not take the list for whole when the registry %s, though the shared list is there", async (_, answer) => {
  await using server = await startLoopbackRegistry();
  await attach(connect(server), "first");
  server.faults.push({ when: ({ path }) => path.includes("/tags/list"), answer, times: 99 });
  await expect(connect(server).listReferrers("a", SUBJECT.digest)).rejects.toThrow(/It is old or not whole/);
  await expect(attach(connect(server), "second")).rejects.toThrow(/It is old or not whole/);
});

test("a writer says so when the registry took its tag and does not list it", async () => {
  await using server = await startLoopbackRegistry();
  const answer = { status: 200, body: JSON.stringify({ tags: [INDEX_TAG] }) };
  server.faults.push({ when: ({ path }) => path.includes("/tags/list"), answer, times: 999 });
  await expect(attach(connect(server), "first")).rejects.toThrow(/took the tag sha256-.*but does not list it, so nobody can find/);
});

/** Plays a registry with the referrers API, whose pages are made by a function. */
function playApi(page: (number: number) => { entries: unknown[]; next: boolean; status?: number }): Registry {
  const send: typeof fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.includes("/referrers/")) return new Response("{}", { status: 404 });
    const number = Number(url.searchParams.get("page") ?? "0");
    const { entries, next, status = 200 } = page(number);
    return new Response(JSON.stringify({ schemaVersion: 2, manifests: entries }), {
      status,
      headers: {
        "content-type": MEDIA_TYPES.index,
        ...(next ? { link: `<${url.pathname}?page=${number + 1}>; rel="next"` } : {}),
      },
    });
  };
  return connectRegistry({ registry: "registry.example.com", fetch: send, retry: FAST });
}

const entriesFrom = (start: number, count: number): unknown[] =>
  Array.from({ length: count }, (_, at) => ({
    mediaType: MEDIA_TYPES.manifest,
    digest: digestOf(`${start + at}`),
    size: 3,
    artifactType: "x/y",
  }));

test("reads 5,000 referrers over the pages of the referrers API", async () => {
  const registry = playApi((page) => ({ entries: entriesFrom(page * 100, 100), next: page < 49 }));
  expect((await registry.listReferrers("a", SUBJECT.digest)).descriptors).toHaveLength(5_000);
});

test.each([
  [
    "a page is missing",
    (page: number) => ({ entries: entriesFrom(page, 1), next: page < 1, status: page === 0 ? 200 : 404 }),
    /it is not there/,
  ],
  ["the pages never end", () => ({ entries: entriesFrom(0, 1), next: true }), /cannot be read to its end/],
  [
    "there are more than anyone reads",
    (page: number) => ({ entries: entriesFrom(page * 5_000, 5_000), next: true }),
    /at most 20000 are read/,
  ],
])("does not take a part of the referrers for all of them: %s", async (_, page, message) => {
  await expect(playApi(page).listReferrers("a", SUBJECT.digest)).rejects.toThrow(message);
});

test("copies an image though one of its referrers is gone, and says which", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const image = await attach(registry, "image");
  const push = (text: string): Promise<Descriptor> =>
    registry.pushReferrer("a", image, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from(text) });
  const [kept, gone] = [await push("kept"), await push("gone")];
  await fetch(placeOf(server, gone.digest), { method: "DELETE" });
  await registry.copyImage({ registry, repository: "a", digest: image.digest }, { repository: "b" });
  expect(digestsOf((await registry.listReferrers("b", image.digest)).descriptors)).toEqual([kept.digest]);
});
