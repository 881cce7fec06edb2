import { digestOf, mapParallel } from "@waybill/kit";
import { createStatement, evidenceStore, generateKeyPair, loadSigner, signStatement } from "@waybill/record";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor } from "@waybill/registry";
import { HONEST, RUN } from "./honest-release.ts";
import { startLoopbackRegistry } from "./loopback-registry.ts";
import type { LoopbackRegistry } from "./loopback-registry.ts";

const SUBJECT: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: digestOf("image"), size: 5 };
const TAG = SUBJECT.digest.replace(":", "-");

/** How many statements about one digest there are, beside the first one of this commit. */
export interface Amount {
  /** Of another commit. */
  readonly others: number;
  /** Of this commit. */
  readonly own: number;
}

/** What a search of this commit's statements found, could not use, and asked the registry for. */
export interface Reads {
  readonly found: number;
  readonly requests: number;
  readonly skipped: readonly string[];
  readonly missingFromIndex: readonly string[];
}

function open(server: LoopbackRegistry) {
  const registry = connectRegistry({ registry: server.address, retry: { baseDelayMs: 1, maxDelayMs: 5 } });
  return { registry, store: evidenceStore({ registryFor: () => registry, recordRepository: `${server.address}/shop/record` }) };
}

async function put(server: LoopbackRegistry, reference: string, mediaType: string, body: string): Promise<void> {
  const place = `http://${server.address}/v2/shop/record/manifests/${reference}`;
  await fetch(place, { method: "PUT", body, headers: { "content-type": mediaType } });
}

const writeIndex = (server: LoopbackRegistry, manifests: readonly object[]): Promise<void> =>
  put(server, TAG, MEDIA_TYPES.index, JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests }));

/** As if as many runs had stored one each; the other commit's are the older ones. Gives their entries. */
async function storeMany(server: LoopbackRegistry, { others, own }: Amount): Promise<(Descriptor & { readonly commit: string })[]> {
  const { registry, store } = open(server);
  const signer = loadSigner(generateKeyPair().privateKeyPem);
  const bundle = await signStatement(createStatement(HONEST.test, RUN, { name: "waybill", version: "0.1.0" }), signer);
  const first = await store.publish(bundle, { subject: SUBJECT });
  const found = await registry.findManifest("shop/record", first.digest);
  const manifest = JSON.parse(Buffer.from(found?.bytes ?? []).toString()) as { annotations: Record<string, string> };
  const entries = Array.from({ length: others + own }, (_, index) => {
    const commit = index < others ? "b".repeat(40) : RUN.commit;
    const created = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
    const annotations = { ...manifest.annotations, "dev.waybill.commit": commit, "org.opencontainers.image.created": created };
    const text = JSON.stringify({ ...manifest, annotations });
    return { text, entry: { ...first, digest: digestOf(text), size: text.length, annotations, commit } };
  });
  await mapParallel(entries, 32, ({ text, entry }) => put(server, `${TAG}.${entry.digest.slice(7, 39)}`, MEDIA_TYPES.manifest, text));
  const all = [{ ...first, commit: RUN.commit }, ...entries.map(({ entry }) => entry)];
  await writeIndex(server, all);
  return all;
}

async function readsOf(server: LoopbackRegistry): Promise<Reads> {
  const before = server.requests.length;
  const { bundles, skipped, missingFromIndex } = await open(server).store.find(SUBJECT.digest, undefined, { commit: RUN.commit });
  const asked = server.requests.slice(before).filter(({ path }) => /\/(blobs|manifests)\/sha256:/.test(path));
  return { found: bundles.length, requests: asked.length, skipped, missingFromIndex };
}

/** Stores so many statements and looks for this commit's: with the shared list as it is, and with one that says of them that they are another's. */
export async function findAmongMany(amount: Amount): Promise<{ readonly honest: Reads; readonly lying: Reads }> {
  await using server = await startLoopbackRegistry();
  const entries = await storeMany(server, amount);
  const honest = await readsOf(server);
  await writeIndex(
    server,
    entries.map((entry) =>
      entry.commit === RUN.commit ? { ...entry, annotations: { ...entry.annotations, "dev.waybill.commit": "b".repeat(40) } } : entry,
    ),
  );
  return { honest, lying: await readsOf(server) };
}
