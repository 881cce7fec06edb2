import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, SILENT } from "@waybill/kit";
import type { Buildx, ContainerState, Engine, RunOptions } from "@waybill/engine";
import { connectRegistry } from "@waybill/registry";
import type { Registry } from "@waybill/registry";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { buildImage, checkBudget } from "./build.ts";
import type { BuildImageOptions, BuiltImage } from "./build.ts";
import { blobPath, readManifestOf } from "./assemble/oci-layout.ts";
import { probeImage } from "./probe.ts";
import { pushOciLayout } from "./push.ts";
import { tagImage } from "./tag.ts";
import { verifyImage } from "./verify.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "waybill-delivery-"));
  await mkdir(join(dir, "context"));
  await writeFile(join(dir, "context/a.txt"), "a");
});
afterEach(() => rm(dir, { recursive: true }));

const connect = (server: LoopbackRegistry): Registry =>
  connectRegistry({ registry: server.address, retry: { baseDelayMs: 1, maxDelayMs: 5 } });

async function build(more: Partial<BuildImageOptions> = {}, text = "FROM scratch\nCOPY a.txt /\nUSER 1\n"): Promise<BuiltImage> {
  const context = join(dir, "context");
  const dockerfile = join(context, "Dockerfile");
  await writeFile(dockerfile, text);
  const base = {
    context,
    dockerfile,
    args: {},
    platforms: ["linux/amd64", "linux/arm64"],
    secrets: {},
    outDir: join(dir, "out"),
    labels: {},
    created: new Date(0),
  };
  const registryFor = (): Registry => {
    throw new Error("no registry in this test");
  };
  return buildImage({ ...base, builder: "auto", registryFor, reporter: SILENT, ...more });
}

test("builds, pushes every platform without a tag, and verifies what the registry serves", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const built = await build();
  expect(built).toMatchObject({
    builder: "assemble",
    config: { user: "1" },
    platforms: [{ platform: "linux/amd64" }, { platform: "linux/arm64" }],
  });
  let progress: [number, number] = [0, 0];
  const pushed = await pushOciLayout(built.layoutDir, built.digest, registry, "a/b", { onProgress: (...seen) => (progress = seen) });
  expect(pushed).toMatchObject({ descriptor: { digest: built.digest }, uploaded: 3, existed: 0 });
  expect(progress).toEqual([built.size, built.size]);
  expect(await registry.listTags("a/b")).toEqual([]);
  expect(await verifyImage(registry, "a/b", built.digest)).toEqual([]);
  expect(await pushOciLayout(built.layoutDir, built.digest, registry, "a/b")).toMatchObject({ uploaded: 0, existed: 3 });
});

test("finds one changed byte, a missing layer and a missing manifest in the registry", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const built = await build({ platforms: ["linux/amd64"] });
  await pushOciLayout(built.layoutDir, built.digest, registry, "a");
  const { manifest } = await readManifestOf(built.layoutDir, built.digest);
  const layer = manifest.layers[0]?.digest ?? digestOf("none");
  const changeOnce = (path: string, changeBody: (real: Buffer) => Uint8Array): void =>
    void server.faults.push({ when: (request) => request.method === "GET" && request.path.endsWith(path), changeBody });
  const flipped = (real: Buffer): Uint8Array => real.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
  for (const changed of [flipped, (real: Buffer): Uint8Array => real.subarray(1)]) {
    changeOnce(`/blobs/${layer}`, changed);
    expect(await verifyImage(registry, "a", built.digest)).toMatchObject([{ rule: "image-blob", severity: "error", expected: layer }]);
  }
  expect(await verifyImage(registry, "a", built.digest)).toEqual([]);
  server.faults.push({ when: ({ method, path }) => method === "HEAD" && path.endsWith(layer), answer: { status: 404 } });
  expect(await verifyImage(registry, "a", built.digest)).toMatchObject([{ rule: "image-blob", observed: "not found" }]);
  changeOnce(`/manifests/${built.digest}`, (real) => Buffer.concat([real, Buffer.from(" ")]));
  expect(await verifyImage(registry, "a", built.digest)).toMatchObject([{ rule: "image-manifest" }]);
  await registry.deleteManifest("a", built.digest);
  expect(await verifyImage(registry, "a", built.digest)).toMatchObject([{ rule: "image-missing" }]);
});

test("does not call an image verified when the registry cannot be asked", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ answer: { status: 503 }, times: 99 });
  await expect(verifyImage(connect(server), "a", digestOf("x"))).rejects.toMatchObject({ kind: "remote" });
});

test("refuses to push a layout that was changed after the build", async () => {
  await using server = await startLoopbackRegistry();
  const built = await build({ platforms: ["linux/amd64"] });
  const { manifest } = await readManifestOf(built.layoutDir, built.digest);
  await writeFile(blobPath(built.layoutDir, manifest.layers[0]?.digest ?? digestOf("none")), "other");
  await expect(pushOciLayout(built.layoutDir, built.digest, connect(server), "a")).rejects.toThrow(/changed since it was measured/);
  await writeFile(blobPath(built.layoutDir, built.digest), "{}");
  await expect(pushOciLayout(built.layoutDir, built.digest, connect(server), "a")).rejects.toThrow(/was changed after the build/);
});

test("tags the same bytes, tells created from moved and unchanged, and refuses a tag that someone else moved", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const first = await build();
  await pushOciLayout(first.layoutDir, first.digest, registry, "a");
  expect(await tagImage(registry, "a", first.digest, ["v1", "latest"])).toEqual([
    { tag: "v1", outcome: "created" },
    { tag: "latest", outcome: "created" },
  ]);
  const second = await build({ outDir: join(dir, "two"), labels: { second: "yes" } });
  await pushOciLayout(second.layoutDir, second.digest, registry, "a");
  await expect(tagImage(registry, "a", second.digest, ["v2", "v1"], { expect: { v1: "absent" } })).rejects.toMatchObject({
    kind: "verdict",
    message: expect.stringContaining("Nothing was tagged"),
  });
  expect(await registry.findManifest("a", "v2")).toBeUndefined();
  expect(await tagImage(registry, "a", second.digest, ["latest"], { expect: { latest: first.digest } })).toEqual([
    { tag: "latest", outcome: "moved", from: first.digest },
  ]);
  expect(await tagImage(registry, "a", second.digest, ["latest"], { expect: { latest: "absent" } })).toMatchObject([
    { outcome: "unchanged" },
  ]);
  await expect(tagImage(registry, "a", second.digest, ["no/good"])).rejects.toThrow(/is not a tag/);
  await expect(tagImage(registry, "a", digestOf("none"), ["x"])).rejects.toThrow(/Push it first/);
});

test("notices a tag that does not stay where it was put", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const built = await build();
  await pushOciLayout(built.layoutDir, built.digest, registry, "a");
  const other = await build({ outDir: join(dir, "two"), labels: { other: "1" } });
  await pushOciLayout(other.layoutDir, other.digest, registry, "a");
  const moveTag = async (): Promise<unknown> => registry.putManifest("a", "v1", stolen?.bytes ?? Buffer.of(), other.mediaType);
  const stolen = await registry.findManifest("a", other.digest);
  server.faults.push({ when: ({ method, path }) => method === "GET" && path.endsWith("/v1"), skip: 1, meanwhile: moveTag });
  await expect(tagImage(registry, "a", built.digest, ["v1"])).rejects.toThrow(/right after it was set/);
});

test("counts everything that goes in into the digest of the inputs, and nothing else", async () => {
  const first = await build();
  expect((await build()).inputsDigest).toBe(first.inputsDigest);
  expect((await build({ args: { A: "1" } })).inputsDigest).not.toBe(first.inputsDigest);
  expect((await build({}, "FROM scratch\nCOPY a.txt /b\n")).inputsDigest).not.toBe(first.inputsDigest);
  await writeFile(join(dir, "context/a.txt"), "b");
  expect((await build()).inputsDigest).not.toBe(first.inputsDigest);
});

test("names the largest layers of an image above its budget", async () => {
  const built = await build();
  expect(await checkBudget(built, built.size)).toEqual([]);
  expect(await checkBudget(built, 10)).toMatchObject([
    { rule: "image-size", observed: expect.stringContaining("largest layers") },
    { rule: "image-size" },
  ]);
});

test("chooses the builder, and says what to do when the chosen one cannot build", async () => {
  await expect(build({ builder: "buildx" })).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringContaining("setup-buildx-action"),
  });
  await expect(build({ secrets: { a: "canary" } })).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringMatching(/need BuildKit(?!.*canary)/),
  });
  await expect(build({ builder: "assemble", secrets: { a: "b" } })).rejects.toMatchObject({ kind: "input" });
  await expect(build({}, "FROM scratch\nRUN x\n")).rejects.toThrow(/Dockerfile:2 has 'RUN x'/);
  const layout = await build({ outDir: join(dir, "made") }, "FROM scratch\nUSER 2\n");
  const buildx: Buildx = {
    version: "1",
    builder: "b",
    driver: "remote",
    async build({ outDir }) {
      const { cp } = await import("node:fs/promises");
      await cp(layout.layoutDir, outDir, { recursive: true });
      return { layoutDir: outDir, digest: layout.digest };
    },
  };
  expect(await build({ buildx })).toMatchObject({ builder: "buildx", digest: layout.digest, config: { user: "2" } });
});

interface Fake {
  readonly engine: Engine;
  readonly seen: { pulled: string[]; run: RunOptions[]; stopped: number };
}

/** An engine whose containers answer by a real HTTP server of this test. */
function fakeEngine(port: number, state: () => ContainerState = () => ({ running: true })): Fake {
  const seen: Fake["seen"] = { pulled: [], run: [], stopped: 0 };
  const stop = async (): Promise<void> => void seen.stopped++;
  const engine: Engine = {
    ping: async () => undefined,
    pull: async (reference) => void seen.pulled.push(reference),
    inspectImage: async () => undefined,
    removeStale: async () => 0,
    async run(options) {
      seen.run.push(options);
      return {
        id: "c",
        address: () => ({ host: "127.0.0.1", port }),
        logs: async () => "last words",
        state: async () => state(),
        stop,
        [Symbol.asyncDispose]: stop,
      };
    },
  };
  return { engine, seen };
}

async function answering(statuses: number[]): Promise<AsyncDisposable & { port: number }> {
  const server = createServer((_, response) =>
    response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500).end("body"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PROBE = { port: 8080, path: "/healthz", expectStatus: 200, timeoutSeconds: 5, env: { A: "1" } };

test("probes the digest until it answers as expected, and removes the container", async () => {
  await using server = await answering([503, 503, 200]);
  const { engine, seen } = fakeEngine(server.port);
  const result = await probeImage(engine, "r/a@sha256:1", PROBE, { reporter: SILENT });
  expect(result).toMatchObject({
    verdict: "pass",
    findings: [],
    facts: { status: 200, attempts: 3, body: "body", reference: "r/a@sha256:1" },
  });
  expect(seen).toMatchObject({ pulled: ["r/a@sha256:1"], run: [{ image: "r/a@sha256:1", env: { A: "1" }, ports: [8080] }], stopped: 1 });
});

test("fails with the last answer when the time is up, and with the exit code when the container ends", async () => {
  await using server = await answering([500]);
  const late = fakeEngine(server.port);
  const result = await probeImage(late.engine, "r", { ...PROBE, timeoutSeconds: 1 }, { reporter: SILENT });
  expect(result).toMatchObject({
    verdict: "fail",
    findings: [{ observed: "HTTP 500", expected: "HTTP 200", next: expect.stringContaining("last words") }],
    facts: { status: 500 },
  });
  const dead = fakeEngine(server.port, () => ({ running: false, exitCode: 137, oomKilled: true }));
  const ended = await probeImage(dead.engine, "r", PROBE, { reporter: SILENT });
  expect(ended).toMatchObject({
    verdict: "fail",
    findings: [{ observed: "exit code 137", what: expect.stringContaining("more memory than allowed") }],
  });
  expect([late.seen.stopped, dead.seen.stopped]).toEqual([1, 1]);
});

test("removes the container when the run is cancelled", async () => {
  await using server = await answering([500]);
  const { engine, seen } = fakeEngine(server.port);
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(new Error("cancelled")), 30);
  await expect(probeImage(engine, "r", PROBE, { reporter: SILENT, signal: cancel.signal })).rejects.toThrow("cancelled");
  expect(seen.stopped).toBe(1);
});
