import { execFile, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { verifyImage } from "@waybill/image";
import { digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import type { BlobSource, Descriptor, Registry } from "@waybill/registry";
import { expect, test } from "vitest";
import { readParts } from "../../scripts/parts/state.ts";

const parts = readParts(["registry", "tools"]);
const run = promisify(execFile);
const crane = async (...argv: string[]): Promise<string> => (await run(parts.tools.crane, argv, { maxBuffer: 64 << 20 })).stdout;
const registry = connectRegistry({ registry: parts.registry.address });
/** Every test has repositories of its own, so that runs do not see each other's blobs. */
const fresh = (): string => `test-registry/${randomUUID()}`;

function blobOf(bytes: Uint8Array): BlobSource {
  return {
    descriptor: { mediaType: MEDIA_TYPES.layerTar, digest: digestOf(bytes), size: bytes.length },
    async *open(offset = 0) {
      for (let at = offset; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, Math.min(bytes.length, at + (1 << 16)));
    },
  };
}

async function pushImage(to: Registry, repository: string, layers: Uint8Array[]): Promise<Descriptor> {
  const config = Buffer.from(
    JSON.stringify({ architecture: "amd64", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: layers.map(digestOf) } }),
  );
  const blobs = [config, ...layers].map(blobOf);
  await Promise.all(blobs.map((blob) => to.pushBlob(repository, blob)));
  const [first, ...rest] = blobs.map(({ descriptor }) => descriptor);
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.manifest,
      config: { ...first, mediaType: MEDIA_TYPES.config },
      layers: rest,
    }),
  );
  return to.putManifest(repository, digestOf(bytes), bytes, MEDIA_TYPES.manifest);
}

async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "waybill-registry-real-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A proxy before the registry that cuts every connection after so many bytes from the client, a few times. */
async function cuttingProxy(bytes: number, times: number): Promise<AsyncDisposable & { address: string; cuts: () => number }> {
  const [host = "", port = ""] = parts.registry.address.split(":");
  const { connect } = await import("node:net");
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    let seen = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => (client.destroy(), upstream.destroy(), sockets.delete(socket)));
    }
    client.on("data", (chunk: Buffer) => {
      seen += chunk.length;
      if (!upstream.write(chunk)) client.pause();
      if (seen < bytes || cuts >= times) return;
      cuts++;
      // What arrived goes on to the registry, then the line is dead.
      upstream.end();
      client.destroy();
    });
    upstream.on("drain", () => client.resume());
    upstream.on("data", (chunk: Buffer) => client.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    address,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("pushes an image that crane pulls byte for byte, and reads what crane pushed", async () => {
  const repository = fresh();
  const layer = randomBytes(3 << 20);
  await registry.ping(repository);
  const image = await pushImage(registry, repository, [layer]);
  const reference = `${parts.registry.address}/${repository}`;
  expect(await crane("digest", `${reference}@${image.digest}`)).toContain(image.digest);
  const blob = await run(parts.tools.crane, ["blob", `${reference}@${digestOf(layer)}`], { encoding: "buffer", maxBuffer: 64 << 20 });
  expect(blob.stdout.equals(layer)).toBe(true);
  await crane("copy", `${reference}@${image.digest}`, `${reference}-crane:v1`);
  const found = await registry.findManifest(`${repository}-crane`, "v1");
  expect(found?.descriptor.digest).toBe(image.digest);
  expect((await readAll(registry.readBlob(`${repository}-crane`, blobOf(layer).descriptor))).equals(layer)).toBe(true);
});

test("uploads a large blob in chunks, and goes on after the line was cut in the middle", async () => {
  const repository = fresh();
  const content = randomBytes(40 << 20);
  await using proxy = await cuttingProxy(6 << 20, 3);
  const behind = connectRegistry({ registry: proxy.address, retry: { baseDelayMs: 50 } });
  expect(await behind.pushBlob(repository, blobOf(content))).toBe("uploaded");
  expect(proxy.cuts()).toBe(3);
  expect((await readAll(registry.readBlob(repository, blobOf(content).descriptor))).equals(content)).toBe(true);
});

test("mounts instead of uploading, and finds what exists", async () => {
  const from = fresh();
  const blob = blobOf(randomBytes(100_000));
  expect(await registry.pushBlob(from, blob)).toBe("uploaded");
  expect(await registry.pushBlob(from, blob)).toBe("exists");
  expect(await registry.pushBlob(fresh(), blob, { mountFrom: from })).toBe("mounted");
});

test("keeps referrers by the fallback tag, since this registry has no referrers API, and copies them along byte for byte", async () => {
  const repository = fresh();
  const image = await pushImage(registry, repository, [randomBytes(1000)]);
  const attach = (text: string): Promise<Descriptor> =>
    registry.pushReferrer(repository, image, {
      artifactType: "application/vnd.waybill.test",
      mediaType: "text/plain",
      bytes: Buffer.from(text),
    });
  const entries = await Promise.all([attach("one"), attach("two")]);
  const copied = await registry.copyImage({ registry, repository, digest: image.digest }, { repository: `${repository}-copy` });
  expect(copied.digest).toBe(image.digest);
  const { descriptors: listed } = await registry.listReferrers(`${repository}-copy`, image.digest, "application/vnd.waybill.test");
  expect(listed.map(({ digest }) => digest)).toEqual(entries.map(({ digest }) => digest).sort());
  const texts = await Promise.all(
    listed.map(async (entry) => Buffer.from(await registry.readArtifact(`${repository}-copy`, entry)).toString()),
  );
  expect(texts.sort()).toEqual(["one", "two"]);
  const index = JSON.parse(await crane("manifest", `${parts.registry.address}/${repository}:${image.digest.replace(":", "-")}`)) as {
    manifests: { digest: Digest }[];
  };
  expect(index.manifests.map(({ digest }) => digest).sort()).toEqual(entries.map(({ digest }) => digest).sort());
});

const PUSHER = `
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import { readFileSync } from "node:fs";
const [address, repository, ...files] = process.argv.slice(1);
const registry = connectRegistry({ registry: address });
const { digestOf } = await import("@waybill/kit");
const descriptors = await Promise.all(files.map(async (file) => {
  const bytes = readFileSync(file);
  const descriptor = { mediaType: MEDIA_TYPES.layerTar, digest: digestOf(bytes), size: bytes.length };
  await registry.pushBlob(repository, { descriptor, async *open(offset = 0) { yield bytes.subarray(offset); } });
  return descriptor;
}));
const [config, ...layers] = descriptors;
const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config, layers }));
const image = await registry.putManifest(repository, digestOf(manifest), manifest, MEDIA_TYPES.manifest);
await registry.pushReferrer(repository, image, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("evidence") });
console.log(image.digest);
`;

test("ends right after being killed at any moment of a push and run again: everything there once, nothing half", async () => {
  await using dir = await temporaryFolder();
  const files: string[] = [];
  for (const [index, size] of [100, 20 << 20, 12 << 20].entries()) {
    const file = join(dir.path, String(index));
    await writeFile(file, randomBytes(size));
    files.push(file);
  }
  const repository = fresh();
  const root = new URL("../..", import.meta.url).pathname;
  const argv = ["--conditions=@waybill/source", "--input-type=module", "-e", PUSHER, parts.registry.address, repository, ...files];
  const push = async (killAfterMs?: number): Promise<string> => {
    const child = spawn(process.execPath, argv, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    let said = "";
    for await (const chunk of child.stdout) said += String(chunk);
    clearTimeout(timer);
    return said.trim();
  };
  for (let kill = 0; kill < 8; kill++) await push(200 + Math.random() * 1_000);
  const digest = await push();
  expect(digest).toMatch(/^sha256:/);
  expect(await verifyImage(registry, repository, digest as Digest)).toEqual([]);
  expect((await registry.listReferrers(repository, digest as Digest)).descriptors).toHaveLength(1);
});

test("says plainly that a digest is not there", async () => {
  expect(await registry.findManifest(fresh(), digestOf("nothing"))).toBeUndefined();
  expect(await registry.listTags(fresh())).toEqual([]);
});
