import { digestOf } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor, Registry } from "@waybill/registry";
import { HONEST, RUN } from "@waybill/testing/honest-release";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { findAmongMany } from "@waybill/testing/many-statements";
import { beforeAll, expect, test } from "vitest";
import { createStatement, evidenceStore, generateKeyPair, loadSigner, signStatement } from "./index.ts";
import type { Bundle, EvidenceStore, FactsOf, Signer } from "./index.ts";

const TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SUBJECT: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: digestOf("image"), size: 5 };
let signer: Signer;
beforeAll(() => {
  signer = loadSigner(generateKeyPair().privateKeyPem);
});

function bundleOf(facts: Partial<FactsOf<"test">>): Promise<Bundle> {
  const evidence = { ...HONEST.test, facts: { ...HONEST.test.facts, ...facts } };
  return signStatement(createStatement(evidence, RUN, { name: "waybill", version: "0.1.0" }), signer);
}

function open(
  server: LoopbackRegistry,
  maxBytes?: number,
): { registry: Registry; store: EvidenceStore; attach: (bytes: string) => Promise<Descriptor> } {
  const registry = connectRegistry({ registry: server.address, retry: { baseDelayMs: 1, maxDelayMs: 5 } });
  return {
    registry,
    store: evidenceStore({ registryFor: () => registry, recordRepository: `${server.address}/shop/record`, maxBytes }),
    attach: (bytes) => registry.pushReferrer("shop/record", SUBJECT, { artifactType: TYPE, mediaType: TYPE, bytes: Buffer.from(bytes) }),
  };
}

async function put(server: LoopbackRegistry, reference: string, mediaType: string, body: string): Promise<void> {
  const place = `http://${server.address}/v2/shop/record/manifests/${reference}`;
  await fetch(place, { method: "PUT", body, headers: { "content-type": mediaType } });
}

const layerOf = async (registry: Registry, { digest }: Descriptor): Promise<string> => {
  const found = await registry.findManifest("shop/record", digest);
  return (JSON.parse(Buffer.from(found?.bytes ?? []).toString()) as { layers: { digest: string }[] }).layers[0]?.digest ?? "";
};

test("finds our bundles among foreign and broken ones, names what it skipped, and downloads nothing that is too large", async () => {
  await using server = await startLoopbackRegistry();
  const { registry, store, attach } = open(server);
  const ours = await bundleOf({});
  await store.publish(ours, { subject: SUBJECT });
  const huge = await layerOf(registry, await attach("x".repeat(10 << 20)));
  const changed = await layerOf(registry, await attach("damaged"));
  const foreign = await attach(JSON.stringify({ mediaType: TYPE, verificationMaterial: { certificate: {} } }));
  const gone = await attach("gone");
  await fetch(`http://${server.address}/v2/shop/record/manifests/${gone.digest}`, { method: "DELETE" });
  server.faults.push({ when: ({ path }) => path.endsWith(changed), changeBody: () => Buffer.from("DAMAGED"), times: 99 });

  const { bundles, skipped, missingFromIndex } = await store.find(SUBJECT.digest);
  expect(bundles).toEqual([ours]);
  expect(skipped).toHaveLength(4);
  expect(skipped.join("\n")).toMatch(/has 10485760 bytes; at most 4194304 are read/);
  expect(skipped.join("\n")).toMatch(/damaged there or changed/);
  expect(skipped.join("\n")).toContain(`${foreign.digest}' is damaged: a field is missing`);
  expect(skipped.join("\n")).toContain(`${gone.digest}' is not there`);
  expect(missingFromIndex).toEqual([]);
  expect(server.requests.filter(({ method, path }) => method === "GET" && path.endsWith(huge))).toEqual([]);
  expect((await store.find(SUBJECT.digest)).bundles).toEqual([ours]);
});

test("says which bundles other tools do not see when the shared list of referrers lost them", async () => {
  await using server = await startLoopbackRegistry();
  const { store } = open(server);
  const ours = await bundleOf({});
  const { digest } = await store.publish(ours, { subject: SUBJECT });
  await fetch(`http://${server.address}/v2/shop/record/manifests/${SUBJECT.digest.replace(":", "-")}`, { method: "DELETE" });
  expect(await store.find(SUBJECT.digest)).toEqual({ bundles: [ours], foreign: [], skipped: [], missingFromIndex: [digest] });
});

test("finds a bundle that the shared list gives the type of the empty config, as some tools do", async () => {
  await using server = await startLoopbackRegistry();
  const { store } = open(server);
  const ours = await bundleOf({});
  const entry = await store.publish(ours, { subject: SUBJECT });
  const manifests = [{ mediaType: entry.mediaType, digest: entry.digest, size: entry.size, artifactType: MEDIA_TYPES.empty }];
  const list = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests });
  await put(server, SUBJECT.digest.replace(":", "-"), MEDIA_TYPES.index, list);
  expect((await store.find(SUBJECT.digest)).bundles).toEqual([ours]);
});

test("does not take a registry that does not answer for one without evidence", async () => {
  await using server = await startLoopbackRegistry();
  const { registry, store } = open(server);
  const layer = await layerOf(registry, await store.publish(await bundleOf({}), { subject: SUBJECT }));
  server.faults.push({ when: ({ path }) => path.endsWith(layer), answer: { status: 503 }, times: 99 });
  await expect(store.find(SUBJECT.digest)).rejects.toMatchObject({ kind: "remote" });
});

test.each<[what: string, isWrong: (path: string) => boolean, read: (store: EvidenceStore) => Promise<unknown>]>([
  ["damaged bundles", (path) => path.includes("/blobs/"), (store) => store.find(SUBJECT.digest)],
  ["bundles behind manifests that are none", (path) => /\/manifests\/sha256:/.test(path), (store) => store.find(SUBJECT.digest)],
  ["damaged records", (path) => path.includes("/blobs/"), (store) => store.findRecords(SUBJECT.digest)],
])("a registry that serves more %s than a search may read is left, with a sentence", async (_, isWrong, read) => {
  const [COUNT, SIZE] = [14, 600_000];
  await using server = await startLoopbackRegistry();
  const { registry, store } = open(server, 1 << 20);
  const entries: Descriptor[] = [];
  for (const artifactType of [TYPE, "application/vnd.waybill.record.v1+json"]) {
    const bytes = Buffer.from(`"${"x".repeat(SIZE)}"`);
    const first = await registry.pushReferrer("shop/record", SUBJECT, { artifactType, mediaType: artifactType, bytes });
    const manifest = JSON.parse(Buffer.from((await registry.findManifest("shop/record", first.digest))?.bytes ?? []).toString()) as object;
    for (let number = 0; number < COUNT; number++) {
      const text = JSON.stringify({ ...manifest, annotations: { number: String(number) } });
      entries.push({ ...first, annotations: {}, digest: digestOf(text), size: text.length });
      await put(server, digestOf(text), MEDIA_TYPES.manifest, text);
    }
  }
  const list = { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: entries };
  await put(server, SUBJECT.digest.replace(":", "-"), MEDIA_TYPES.index, JSON.stringify(list));
  const isContent = ({ method, path }: { method: string; path: string }): boolean =>
    method === "GET" && /\/(blobs|manifests)\/sha256:/.test(path);
  server.faults.push({
    when: (request) => isContent(request) && isWrong(request.path),
    changeBody: () => Buffer.alloc(SIZE + 2),
    times: 999,
  });
  const before = server.requests.length;
  await expect(read(store)).rejects.toThrow(/took more than 1 MiB, with all that 127\.0\.0\.1:\d+ served wrongly, and a part of them/);
  expect(server.requests.slice(before).filter((request) => isContent(request) && isWrong(request.path)).length).toBeLessThan(COUNT);
});

test("refuses to store a statement that no reader would download", async () => {
  await using server = await startLoopbackRegistry();
  const bundle = await bundleOf({ user: "x".repeat(3.5 * (1 << 20)) });
  await expect(open(server).store.publish(bundle, { subject: SUBJECT })).rejects.toThrow(/at most 4194304 can be stored/);
});

test("asks for the list anew each time, and downloads only what is new in it", async () => {
  await using server = await startLoopbackRegistry();
  const { store } = open(server);
  const [first, second] = [await bundleOf({}), await bundleOf({ user: "1001" })];
  const reads = (): number =>
    server.requests.filter(({ method, path }) => method === "GET" && /\/(blobs|manifests)\/sha256:/.test(path)).length;
  await store.publish(first, { subject: SUBJECT });
  const before = reads();
  expect((await store.find(SUBJECT.digest)).bundles).toEqual([first]);
  const cost = reads() - before;
  expect((await store.find(SUBJECT.digest)).bundles).toEqual([first]);
  expect(reads() - before).toBe(cost);
  const entry = await store.publish(second, { subject: SUBJECT });
  expect((await store.find(SUBJECT.digest)).bundles).toHaveLength(2);
  expect(reads() - before).toBe(2 * cost);
  await fetch(`http://${server.address}/v2/shop/record/manifests/${entry.digest}`, { method: "DELETE" });
  for (const tag of [`.${entry.digest.slice(7, 39)}`, ""])
    await fetch(`http://${server.address}/v2/shop/record/manifests/${SUBJECT.digest.replace(":", "-")}${tag}`, { method: "DELETE" });
  expect((await store.find(SUBJECT.digest)).bundles).not.toContainEqual(second);
});

test("what says that it is another kind of statement is named and not downloaded; what says that it is ours still proves nothing", async () => {
  await using server = await startLoopbackRegistry();
  const { registry, store } = open(server);
  const attach = (predicateType: string, bytes: string): Promise<Descriptor> =>
    registry.pushReferrer("shop/record", SUBJECT, {
      artifactType: TYPE,
      mediaType: TYPE,
      bytes: Buffer.from(bytes),
      annotations: { "dev.sigstore.bundle.predicateType": predicateType },
    });
  const scan = await layerOf(registry, await attach("https://example.com/scan/v1", "scan"));
  await attach("https://slsa.dev/provenance/v1", JSON.stringify({ mediaType: TYPE }));
  const { bundles, skipped } = await store.find(SUBJECT.digest);
  expect(bundles).toEqual([]);
  expect(skipped.join("\n")).toContain("says of itself that it is of the type 'https://example.com/scan/v1'");
  expect(skipped.join("\n")).toContain("is damaged: a field is missing");
  expect(server.requests.filter(({ method, path }) => method === "GET" && path.endsWith(scan))).toEqual([]);
});

test("many statements cost one download for each that is about this commit, and for the newest few of the others; and no list hides one by a lie", async () => {
  const [OWN, NEWEST] = [20, 50];
  // test/real/many-statements.test.ts has 5,000.
  const { honest, lying } = await findAmongMany({ others: 180, own: OWN - 1 });
  const whole = { found: OWN + NEWEST, skipped: [], missingFromIndex: [] };
  expect(honest).toEqual({ ...whole, requests: OWN + NEWEST });
  // Where the list is not the manifest, the manifest is asked too.
  expect(lying).toEqual({ ...whole, requests: 2 * OWN + NEWEST });
});
