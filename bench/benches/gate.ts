import { randomUUID } from "node:crypto";
import { digestOf, mapParallel } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { Descriptor, Registry } from "@waybill/registry";
import { HONEST, sign } from "@waybill/testing/honest-release";
import { readParts } from "../../scripts/parts/state.ts";
import type { Bench } from "../bench.ts";
import { compete, rowsOf } from "../contest.ts";
import { lastJson, ourScript } from "../peers.ts";
import { atMost } from "../row.ts";

const COUNT = 5000;
const CONCURRENCY = 8;
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

export const gate: Bench = {
  name: "gate",
  about: `The first gate of a run beside an image that has ${COUNT.toLocaleString("en")} signed statements of our own on the CNCF registry: listed, downloaded and read.`,
  needs: ["registry"],
  run: async (context) => {
    const { address } = readParts(["registry"]).registry;
    const repository = `bench/${randomUUID()}`;
    context.say(`storing ${COUNT} statements`);
    const subject = await storeStatements(address, repository);
    const ours = {
      name: "ours",
      attempt: async () => ({ ...ourScript("first-gate.ts", [address, repository, subject], context.folder), outcome: lastJson }),
    };
    const standings = await compete([ours], { runs: context.runs ?? 3, warmUp: 0, say: context.say });
    return rowsOf(`${COUNT.toLocaleString("en")} statements`, standings, [
      { measured: "wall", bar: atMost(120) },
      { measured: "cpu", bar: atMost(40) },
      { measured: "memory", bar: atMost(500) },
    ]);
  },
};

/** Statements about one digest and their index, which is written once: one by one, as their writers would, takes an hour. */
async function storeStatements(address: string, repository: string): Promise<Digest> {
  const registry = connectRegistry({ registry: address });
  const subject: Descriptor = { mediaType: MEDIA_TYPES.manifest, digest: digestOf(repository), size: 1 };
  const config = await storeBlob(registry, repository, MEDIA_TYPES.empty, Buffer.from("{}"));
  const numbers = Array.from({ length: COUNT }, (_, number) => number);
  const entries = await mapParallel(numbers, CONCURRENCY, async (number) => {
    const { facts, ...rest } = HONEST["validate-data"];
    const bundle = await sign({ ...rest, facts: { ...facts, declaration: digestOf(`${number}`) } });
    const layer = await storeBlob(registry, repository, BUNDLE, Buffer.from(JSON.stringify(bundle)));
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, artifactType: BUNDLE, config, layers: [layer], subject };
    const { digest, size } = await put(address, repository, undefined, manifest);
    return { mediaType: MEDIA_TYPES.manifest, digest, size, artifactType: BUNDLE };
  });
  await put(address, repository, subject.digest.replace(":", "-"), { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: entries });
  return subject.digest;
}

async function storeBlob(registry: Registry, repository: string, mediaType: string, bytes: Buffer): Promise<Descriptor> {
  const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
  await registry.pushBlob(repository, { descriptor, open: (offset = 0) => only(bytes.subarray(offset)) });
  return descriptor;
}

/** Directly: `putManifest` would complete the index after every manifest. */
async function put(
  address: string,
  repository: string,
  tag: string | undefined,
  content: { readonly mediaType: string; readonly [member: string]: unknown },
): Promise<{ digest: Digest; size: number }> {
  const body = JSON.stringify(content);
  const digest = digestOf(body);
  const response = await fetch(`http://${address}/v2/${repository}/manifests/${tag ?? digest}`, {
    method: "PUT",
    headers: { "content-type": content.mediaType },
    body,
  });
  if (!response.ok) throw new Error(`The registry answered ${response.status}: ${await response.text()}`);
  return { digest, size: Buffer.byteLength(body) };
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
