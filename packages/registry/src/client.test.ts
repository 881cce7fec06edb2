import { randomBytes } from "node:crypto";
import { collectingReporter, digestOf } from "@waybill/kit";
import { expect, test } from "vitest";
import { startRegistryDouble } from "@waybill/testing/registry-double";
import type { RegistryDouble } from "@waybill/testing/registry-double";
import { connectRegistry, MEDIA_TYPES, staticCredentials } from "./index.ts";
import type { BlobSource, Descriptor, Registry } from "./index.ts";

const FAST = { baseDelayMs: 1, maxDelayMs: 5 };

function connect(
  double: RegistryDouble,
  options: { login?: boolean; password?: string; reporter?: ReturnType<typeof collectingReporter> } = {},
): Registry {
  return connectRegistry({
    registry: double.address,
    retry: FAST,
    ...(options.login
      ? { credentials: staticCredentials({ registry: double.address, username: "user", password: options.password ?? "password" }) }
      : {}),
    ...(options.reporter ? { reporter: options.reporter } : {}),
  });
}

function blobOf(bytes: Uint8Array): BlobSource {
  return {
    descriptor: { mediaType: "application/octet-stream", digest: digestOf(bytes), size: bytes.length },
    async *open(offset = 0) {
      for (let at = offset; at < bytes.length; at += 65_536) yield bytes.subarray(at, Math.min(bytes.length, at + 65_536));
    },
  };
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pushImage(registry: Registry, repository: string, layers: Uint8Array[] = [Buffer.from("layer")]): Promise<Descriptor> {
  const config = Buffer.from('{"architecture":"amd64","os":"linux"}');
  const blobs = [config, ...layers].map(blobOf);
  for (const blob of blobs) await registry.pushBlob(repository, blob);
  const [first, ...rest] = blobs.map(({ descriptor }) => descriptor);
  const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPES.manifest, config: { ...first, mediaType: MEDIA_TYPES.config }, layers: rest };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return registry.putManifest(repository, digestOf(bytes), bytes, MEDIA_TYPES.manifest);
}

/** Plays ghcr.io: what is sent there goes to the double, and the answers look as if they came from there. */
function playGhcr(double: RegistryDouble): typeof fetch {
  return async (url, init) => {
    const response = await fetch(
      (url instanceof Request ? url.url : url.toString()).replace("https://ghcr.io", `http://${double.address}`),
      init,
    );
    return new Response(response.body, response);
  };
}

const isPatch = (request: { method: string }): boolean => request.method === "PATCH";
const isPut = (request: { method: string; path: string }): boolean => request.method === "PUT" && request.path.includes("/blobs/");

test("pushes a blob once and then says that it exists", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const blob = blobOf(Buffer.from("hello"));
  expect(await registry.pushBlob("a/b", blob)).toBe("uploaded");
  expect(await registry.pushBlob("a/b", blob)).toBe("exists");
  expect((await readAll(registry.readBlob("a/b", blob.descriptor))).toString()).toBe("hello");
});

test("pushes an empty blob", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const blob = blobOf(new Uint8Array());
  expect(await registry.pushBlob("a/b", blob)).toBe("uploaded");
  expect(await readAll(registry.readBlob("a/b", blob.descriptor))).toHaveLength(0);
});

test("mounts a blob from another repository instead of uploading it, and uploads when the mount finds nothing", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const blob = blobOf(Buffer.from("shared"));
  await registry.pushBlob("base", blob);
  expect(await registry.pushBlob("app", blob, { mountFrom: "base" })).toBe("mounted");
  expect(await registry.pushBlob("other", blob, { mountFrom: "nothing" })).toBe("uploaded");
});

test("uploads a large blob in chunks of at most 8 MiB and reports progress that only grows", async () => {
  await using double = await startRegistryDouble({ largestChunk: 8 << 20 });
  const content = randomBytes((20 << 20) + 123);
  const seen: number[] = [];
  await connect(double).pushBlob("a", blobOf(content), { onProgress: (sent) => void seen.push(sent) });
  expect(double.blobs.get("a")?.get(digestOf(content))?.equals(content)).toBe(true);
  expect(double.requests.filter(isPatch).map(({ length }) => length)).toEqual([8 << 20, 8 << 20]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(content.length);
});

test("sends at most 4 MiB per ranged PATCH to ghcr.io", async () => {
  await using double = await startRegistryDouble({ largestChunk: 4 << 20 });
  const content = randomBytes(9 << 20);
  await connectRegistry({ registry: "ghcr.io", retry: FAST, fetch: playGhcr(double), plainHttp: false }).pushBlob("a", blobOf(content));
  expect(double.blobs.get("a")?.has(digestOf(content))).toBe(true);
  expect(double.requests.filter(isPatch).every(({ length }) => length <= 4 << 20)).toBe(true);
});

test("goes on at the byte that the registry has when the connection breaks in the middle of a chunk", async () => {
  await using double = await startRegistryDouble();
  double.faults.push({ when: isPatch, dropAfter: 3_000_001 }, { when: (request) => isPatch(request), dropAfter: 17 });
  const content = randomBytes(20 << 20);
  expect(await connect(double).pushBlob("a", blobOf(content))).toBe("uploaded");
  expect(double.blobs.get("a")?.get(digestOf(content))?.equals(content)).toBe(true);
  const ranges = double.requests.filter(isPatch).map(({ range }) => range);
  expect(Number(ranges[1]?.split("-")[0])).toBeGreaterThan(3_000_000);
});

test("does not upload twice when only the last answer was lost", async () => {
  await using double = await startRegistryDouble();
  double.faults.push({ when: isPut, loseAnswer: true });
  expect(await connect(double).pushBlob("a", blobOf(Buffer.from("once")))).toBe("uploaded");
  expect(double.requests.filter(isPut)).toHaveLength(1);
});

test("starts again when the registry forgot the upload", async () => {
  await using double = await startRegistryDouble();
  double.faults.push({ when: isPatch, status: 404 });
  const content = randomBytes(9 << 20);
  await connect(double).pushBlob("a", blobOf(content));
  expect(double.blobs.get("a")?.has(digestOf(content))).toBe(true);
});

test("gives up with one clear error when the registry forgets every upload", async () => {
  await using double = await startRegistryDouble();
  double.faults.push({ when: isPut, status: 404, times: 99 });
  await expect(connect(double).pushBlob("a", blobOf(Buffer.from("x")))).rejects.toThrow(/lost the upload 4 times/);
});

test.each([408, 429, 500, 502, 503, 504])("tries again after HTTP %d and honours Retry-After", async (status) => {
  await using double = await startRegistryDouble();
  const reporter = collectingReporter();
  double.faults.push({ when: () => true, status, headers: { "retry-after": "0" }, times: 2 });
  await connect(double, { reporter }).pushBlob("a", blobOf(Buffer.from("x")));
  expect(reporter.lines.filter((line) => line.includes(`HTTP ${status}`) && line.includes("in 0.0 s"))).toHaveLength(2);
});

test("names status, request id and attempts when the registry keeps failing", async () => {
  await using double = await startRegistryDouble();
  double.faults.push({ when: () => true, status: 503, times: 99, headers: { "x-request-id": "abc-1" } });
  await expect(connect(double).listTags("a/b")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringMatching(/HTTP 503.*abc-1.*6 attempts/),
  });
});

test("refuses content that changed between measuring and pushing", async () => {
  await using double = await startRegistryDouble();
  const good = blobOf(Buffer.from("good!"));
  const changed = { descriptor: good.descriptor, open: () => blobOf(Buffer.from("evil!")).open() };
  await expect(connect(double).pushBlob("a", changed)).rejects.toThrow(/computed another digest/);
  const longer = { descriptor: good.descriptor, open: () => blobOf(Buffer.from("much longer")).open() };
  await expect(connect(double).pushBlob("a", longer)).rejects.toThrow(/changed since it was measured/);
});

test("throws when a blob or manifest is served with other bytes than its digest", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const image = await pushImage(registry, "a");
  const layer = blobOf(Buffer.from("layer")).descriptor;
  double.faults.push({ when: ({ path }) => path.includes("/manifests/"), replaceBody: Buffer.from('{"schemaVersion":2}') });
  await expect(registry.findManifest("a", image.digest)).rejects.toThrow(/damaged there or changed/);
  for (const wrong of ["lay3r", "layer and more"]) {
    double.faults.push({ when: ({ method, path }) => method === "GET" && path.includes("/blobs/"), replaceBody: Buffer.from(wrong) });
    await expect(readAll(registry.readBlob("a", layer))).rejects.toThrow(/damaged there or changed/);
  }
});

test("finishes a download that breaks off, and fails closed when it never gets to the end", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const content = randomBytes(300_000);
  await registry.pushBlob("a", blobOf(content));
  const isRead = ({ method, path }: { method: string; path: string }): boolean => method === "GET" && path.includes("/blobs/");
  double.faults.push({ when: isRead, dropAfter: 0, times: 2 });
  expect((await readAll(registry.readBlob("a", blobOf(content).descriptor))).equals(content)).toBe(true);
  double.faults.push({ when: isRead, status: 200, body: "short", headers: { "content-length": "5" }, times: 99 });
  await expect(readAll(registry.readBlob("a", blobOf(content).descriptor))).rejects.toMatchObject({ kind: "remote" });
});

test("says undefined for a manifest that is not there and false for a blob", async () => {
  await using double = await startRegistryDouble();
  expect(await connect(double).findManifest("a", "v1")).toBeUndefined();
  expect(await connect(double).hasBlob("a", digestOf("x"))).toBe(false);
  expect(await connect(double).listTags("nothing")).toEqual([]);
});

test("lists tags over several pages and deletes by digest", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const image = await pushImage(registry, "a");
  const found = await registry.findManifest("a", image.digest);
  for (const tag of ["v1", "v2", "v3", "v4", "v5"]) await registry.putManifest("a", tag, found?.bytes ?? Buffer.of(), MEDIA_TYPES.manifest);
  expect(await registry.listTags("a")).toEqual(["v1", "v2", "v3", "v4", "v5"]);
  await registry.deleteManifest("a", image.digest);
  expect(await registry.findManifest("a", image.digest)).toBeUndefined();
});

test("logs in with Basic when the registry asks for it", async () => {
  await using double = await startRegistryDouble({ auth: "basic" });
  await connect(double, { login: true }).ping("a/b");
  await expect(connect(double, { login: true, password: "wrong-canary" }).ping("a/b")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringMatching(/refused the login(?!.*wrong-canary)/),
  });
  await expect(connect(double).ping("a/b")).rejects.toThrow(/log in first/);
});

test("gets one token for many parallel pushes, masks it, and renews it when it is refused in the middle of a push", async () => {
  await using double = await startRegistryDouble({ auth: "token" });
  const reporter = collectingReporter();
  const registry = connect(double, { login: true, reporter });
  double.faults.push({ when: isPatch, before: () => double.revokeTokens() });
  const content = randomBytes(18 << 20);
  await Promise.all([registry.pushBlob("a", blobOf(content)), registry.pushBlob("a", blobOf(Buffer.from("small")))]);
  expect(double.blobs.get("a")?.size).toBe(2);
  // One for reading, one for pushing, and the renewed ones.
  expect(double.tokensIssued()).toBeLessThanOrEqual(4);
  expect(reporter.masked).toContain("password");
  expect(reporter.masked.some((secret) => secret.startsWith("token-"))).toBe(true);
});

test("renews a token before its life ends", async () => {
  await using double = await startRegistryDouble({ auth: "token", tokenSeconds: 0.05 });
  const registry = connect(double, { login: true });
  await registry.hasBlob("a", digestOf("x"));
  await new Promise((resolve) => setTimeout(resolve, 80));
  await registry.hasBlob("a", digestOf("x"));
  expect(double.tokensIssued()).toBe(2);
});

test("says which permission is missing, with the way to get it on ghcr.io", async () => {
  await using double = await startRegistryDouble({ deniesPush: true });
  const registry = connectRegistry({ registry: "ghcr.io", retry: FAST, fetch: playGhcr(double) });
  await expect(registry.ping("owner/app")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringMatching(/packages: write.*Manage Actions access.*write_package/),
  });
});

test("says that an unreachable registry did not answer", async () => {
  const double = await startRegistryDouble();
  await double[Symbol.asyncDispose]();
  const registry = connectRegistry({ registry: double.address, retry: { ...FAST, attempts: 2 } });
  await expect(registry.ping("a")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringMatching(/'127.0.0.1:\d+\/a'.*ECONNREFUSED.*2 attempts/),
  });
});

test("stops at once when it is cancelled", async () => {
  const registry = connectRegistry({ registry: "127.0.0.1:1", signal: AbortSignal.abort(new Error("cancelled")) });
  await expect(registry.ping("a")).rejects.toThrow("cancelled");
});

test("never sends credentials to the host that a redirect leads to", async () => {
  await using storage = await startRegistryDouble();
  await using double = await startRegistryDouble({ auth: "token", redirectBlobsTo: `http://${storage.address}` });
  const registry = connect(double, { login: true });
  const blob = blobOf(Buffer.from("elsewhere"));
  await connect(storage).pushBlob("a", blob);
  await registry.pushBlob("a", blob);
  expect((await readAll(registry.readBlob("a", blob.descriptor))).toString()).toBe("elsewhere");
  expect(storage.requests.some(({ authorization }) => authorization !== undefined)).toBe(false);
});

test("does not follow redirects from a public registry into this machine", async () => {
  const redirecting: typeof fetch = async () => new Response(null, { status: 307, headers: { location: "https://127.0.0.1/secret" } });
  const registry = connectRegistry({ registry: "registry.example.com", fetch: redirecting, retry: FAST });
  await expect(registry.findManifest("a", "v1")).rejects.toThrow(/inside this machine/);
});

test("does not send credentials to a token service without encryption", async () => {
  const asking: typeof fetch = async () =>
    new Response(null, { status: 401, headers: { "www-authenticate": 'Bearer realm="http://evil.example.com/token"' } });
  const registry = connectRegistry({
    registry: "registry.example.com",
    fetch: asking,
    retry: FAST,
    credentials: async () => ({ username: "u", password: "p" }),
  });
  await expect(registry.ping("a")).rejects.toThrow(/not an https address/);
});

test("attaches referrers by the fallback tag, keeps those of others, and finds them by type", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const image = await pushImage(registry, "a");
  const attach = (name: string, type = "application/x.one"): Promise<Descriptor> =>
    registry.pushReferrer("a", image, { artifactType: type, mediaType: "text/plain", bytes: Buffer.from(name) });
  // A second connection is a second writer; both must survive.
  const other = connect(double);
  const pushed = await Promise.all([attach("1"), attach("2"), attach("3", "application/x.two"), attach("1")]);
  const foreign = await other.pushReferrer("a", image, {
    artifactType: "application/x.one",
    mediaType: "text/plain",
    bytes: Buffer.from("4"),
  });
  expect((await registry.listReferrers("a", image.digest)).map(({ digest }) => digest).sort()).toEqual(
    [...new Set([...pushed, foreign].map(({ digest }) => digest))].sort(),
  );
  const twos = await registry.listReferrers("a", image.digest, "application/x.two");
  const contents = await Promise.all(twos.map((entry) => registry.readArtifact("a", entry)));
  expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(["3"]);
});

test("loses no referrer when several writers add to one list at the same time", async () => {
  await using double = await startRegistryDouble();
  const image = await pushImage(connect(double), "a");
  const writers = [connect(double), connect(double), connect(double)];
  const pushed = await Promise.all(
    writers.flatMap((writer, who) =>
      [1, 2, 3].map((what) =>
        writer.pushReferrer("a", image, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from(`${who}-${what}`) }),
      ),
    ),
  );
  const listed = await connect(double).listReferrers("a", image.digest);
  expect(listed.map(({ digest }) => digest)).toEqual(pushed.map(({ digest }) => digest).sort());
});

test("adds a referrer again when another writer overwrote the fallback tag in between", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  const image = await pushImage(registry, "a");
  await registry.pushReferrer("a", image, { artifactType: "x/old", mediaType: "text/plain", bytes: Buffer.from("old") });
  const tag = image.digest.replace(":", "-");
  const before = double.manifests.get("a")?.get(tag);
  // The other writer had read the list before ours was added, and writes after us: our first read-back finds ours missing.
  let reads = 0;
  const overwrite = (): void => {
    if (++reads === 2 && before) double.manifests.get("a")?.set(tag, before);
  };
  double.faults.push({ when: ({ method, path }) => method === "GET" && path.endsWith(tag) && (overwrite(), false), times: 99 });
  const entry = await registry.pushReferrer("a", image, { artifactType: "x/new", mediaType: "text/plain", bytes: Buffer.from("new") });
  expect((await registry.listReferrers("a", image.digest)).map(({ digest }) => digest)).toContain(entry.digest);
  expect(await registry.listReferrers("a", image.digest)).toHaveLength(2);
});

test.each([
  ["the referrers API", { referrersApi: true }, 0],
  ["the fallback tag when the registry only claims support", { claimsSubject: true }, 1],
])("uses %s", async (_, options, tags) => {
  await using double = await startRegistryDouble(options);
  const registry = connect(double);
  const image = await pushImage(registry, "a");
  const entry = await registry.pushReferrer("a", image, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("hi") });
  expect((await registry.listReferrers("a", image.digest)).map(({ digest }) => digest)).toEqual([entry.digest]);
  expect(await registry.listTags("a")).toHaveLength(tags);
});

test("copies an index with all platforms and referrers byte for byte to another registry, and mounts within one", async () => {
  await using first = await startRegistryDouble();
  await using second = await startRegistryDouble({ auth: "token" });
  const from = connect(first);
  const to = connect(second, { login: true });
  const children = [await pushImage(from, "a", [Buffer.from("one")]), await pushImage(from, "a", [Buffer.from("two")])];
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests: children }));
  const index = await from.putManifest("a", "v1", bytes, MEDIA_TYPES.index);
  const referrer = await from.pushReferrer("a", index, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("proof") });
  const copied = await to.copyImage({ registry: from, repository: "a", digest: index.digest }, { repository: "b/c" });
  expect(copied.digest).toBe(index.digest);
  expect(Buffer.from((await to.findManifest("b/c", index.digest))?.bytes ?? []).equals(bytes)).toBe(true);
  for (const child of children) expect(await to.findManifest("b/c", child.digest)).toBeDefined();
  expect((await to.listReferrers("b/c", index.digest)).map(({ digest }) => digest)).toEqual([referrer.digest]);
  const uploadsBefore = first.requests.filter(isPut).length;
  await from.copyImage({ registry: from, repository: "a", digest: index.digest }, { repository: "d" });
  expect(first.requests.filter(isPut)).toHaveLength(uploadsBefore);
  expect(await from.listReferrers("d", index.digest)).toHaveLength(1);
});

test("refuses to copy what is not there and to store a manifest under another digest", async () => {
  await using double = await startRegistryDouble();
  const registry = connect(double);
  await expect(registry.copyImage({ registry, repository: "a", digest: digestOf("x") }, { repository: "b" })).rejects.toThrow(
    /it is not there/,
  );
  const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}');
  await expect(registry.putManifest("a", digestOf("other"), bytes, MEDIA_TYPES.index)).rejects.toThrow(/It changed since it was named/);
});
