import { randomBytes } from "node:crypto";
import { collectingReporter, digestOf } from "@waybill/kit";
import { expect, test } from "vitest";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import type { LoopbackRegistry } from "@waybill/testing/loopback-registry";
import { connectRegistry, MEDIA_TYPES, staticCredentials } from "./index.ts";
import type { FaultRequest, RegistryFault } from "@waybill/rehearsal";
import type { BlobSource, Descriptor, Registry } from "./index.ts";

const FAST = { baseDelayMs: 1, maxDelayMs: 5 };

function connect(
  server: LoopbackRegistry,
  options: { login?: boolean; password?: string; reporter?: ReturnType<typeof collectingReporter> } = {},
): Registry {
  const { password = "password" } = options;
  return connectRegistry({
    registry: server.address,
    retry: FAST,
    credentials: options.login ? staticCredentials({ registry: server.address, username: "user", password }) : undefined,
    reporter: options.reporter,
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

/** Plays ghcr.io: what is sent there goes to the loopback registry, and the answers look as if they came from there. */
function playGhcr(server: LoopbackRegistry): typeof fetch {
  return async (url, init) => {
    const response = await fetch(
      (url instanceof Request ? url.url : url.toString()).replace("https://ghcr.io", `http://${server.address}`),
      init,
    );
    return new Response(response.body, response);
  };
}

const TOKENS = { auth: { username: "user", password: "password", scheme: "token" } } as const;

const isStart = ({ method, path }: FaultRequest): boolean => method === "POST" && path.endsWith("/blobs/uploads/");
const isPatch = ({ method }: FaultRequest): boolean => method === "PATCH";
const isPut = ({ method, path }: FaultRequest): boolean => method === "PUT" && path.includes("/blobs/");
const isRead = ({ method, path }: FaultRequest): boolean => method === "GET" && path.includes("/blobs/sha256");
const lengthOf = ({ headers }: FaultRequest): number => Number(headers["content-length"]);
const tokenRequests = (server: LoopbackRegistry): number => server.requests.filter(({ path }) => path.startsWith("/token")).length;

/** A registry that takes no chunk above a size. */
const limitChunks = (bytes: number): RegistryFault => ({
  when: (request) => isPatch(request) && lengthOf(request) > bytes,
  times: 99,
  answer: { status: 416 },
});

/** What the registry holds, read without our client. */
async function storedBlob(server: LoopbackRegistry, repository: string, digest: string): Promise<Buffer> {
  const response = await fetch(`http://${server.address}/v2/${repository}/blobs/${digest}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

test("pushes a blob once and then says that it exists", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const blob = blobOf(Buffer.from("hello"));
  expect(await registry.pushBlob("a/b", blob)).toBe("uploaded");
  expect(await registry.pushBlob("a/b", blob)).toBe("exists");
  expect((await readAll(registry.readBlob("a/b", blob.descriptor))).toString()).toBe("hello");
});

test("pushes an empty blob", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const blob = blobOf(new Uint8Array());
  expect(await registry.pushBlob("a/b", blob)).toBe("uploaded");
  expect(await readAll(registry.readBlob("a/b", blob.descriptor))).toHaveLength(0);
});

test("mounts a blob from another repository instead of uploading it, and uploads when the mount finds nothing", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const blob = blobOf(Buffer.from("shared"));
  await registry.pushBlob("base", blob);
  expect(await registry.pushBlob("app", blob, { mountFrom: "base" })).toBe("mounted");
  expect(await registry.pushBlob("other", blob, { mountFrom: "nothing" })).toBe("uploaded");
});

test("uploads a large blob in chunks of at most 8 MiB and reports progress that only grows", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push(limitChunks(8 << 20));
  const content = randomBytes((20 << 20) + 123);
  const seen: number[] = [];
  await connect(server).pushBlob("a", blobOf(content), { onProgress: (sent) => void seen.push(sent) });
  expect((await storedBlob(server, "a", digestOf(content))).equals(content)).toBe(true);
  expect(server.requests.filter(isPatch).map(lengthOf)).toEqual([8 << 20, 8 << 20]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(content.length);
});

test("sends at most 4 MiB per ranged PATCH to ghcr.io", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push(limitChunks(4 << 20));
  const content = randomBytes(9 << 20);
  await connectRegistry({ registry: "ghcr.io", retry: FAST, fetch: playGhcr(server), plainHttp: false }).pushBlob("a", blobOf(content));
  expect((await storedBlob(server, "a", digestOf(content))).equals(content)).toBe(true);
  expect(server.requests.filter(isPatch).every((request) => lengthOf(request) <= 4 << 20)).toBe(true);
});

test("goes on at the byte that the registry has when the connection breaks in the middle of a chunk", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when: isPatch, resetAfterBytes: 3_000_001 }, { when: isPatch, resetAfterBytes: 17 });
  const content = randomBytes(20 << 20);
  expect(await connect(server).pushBlob("a", blobOf(content))).toBe("uploaded");
  expect((await storedBlob(server, "a", digestOf(content))).equals(content)).toBe(true);
  const ranges = server.requests.filter(isPatch).map(({ headers }) => headers["content-range"]);
  expect(ranges.map((range) => Number(range?.split("-")[0])).slice(0, 3)).toEqual([0, 3_000_001, 3_000_018]);
});

test("does not upload twice when only the last answer was lost", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when: isPut, loseAnswer: true });
  expect(await connect(server).pushBlob("a", blobOf(Buffer.from("once")))).toBe("uploaded");
  expect(server.requests.filter(isPut)).toHaveLength(1);
});

test("starts again when the registry forgot the upload", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when: isPatch, answer: { status: 404 } });
  const content = randomBytes(9 << 20);
  await connect(server).pushBlob("a", blobOf(content));
  expect((await storedBlob(server, "a", digestOf(content))).equals(content)).toBe(true);
});

test("gives up with one clear error when the registry forgets every upload", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when: isPut, answer: { status: 404 }, times: 99 });
  await expect(connect(server).pushBlob("a", blobOf(Buffer.from("x")))).rejects.toThrow(/lost the upload 4 times/);
});

test.each([408, 429, 500, 502, 503, 504])("tries again after HTTP %d and honours Retry-After", async (status) => {
  await using server = await startLoopbackRegistry();
  const reporter = collectingReporter();
  server.faults.push({ answer: { status, headers: { "retry-after": "0" } }, times: 2 });
  await connect(server, { reporter }).pushBlob("a", blobOf(Buffer.from("x")));
  expect(reporter.lines.filter((line) => line.includes(`HTTP ${status}`) && line.includes("in 0.0 s"))).toHaveLength(2);
});

test("names status, request id and attempts when the registry keeps failing", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ answer: { status: 503, headers: { "x-request-id": "abc-1" } }, times: 99 });
  await expect(connect(server).listTags("a/b")).rejects.toMatchObject({
    kind: "remote",
    message: expect.stringMatching(/HTTP 503.*abc-1.*6 attempts/),
  });
});

test("refuses content that changed between measuring and pushing", async () => {
  await using server = await startLoopbackRegistry();
  const good = blobOf(Buffer.from("good!"));
  const changed = { descriptor: good.descriptor, open: () => blobOf(Buffer.from("evil!")).open() };
  await expect(connect(server).pushBlob("a", changed)).rejects.toThrow(/computed another digest/);
  const longer = { descriptor: good.descriptor, open: () => blobOf(Buffer.from("much longer")).open() };
  await expect(connect(server).pushBlob("a", longer)).rejects.toThrow(/changed since it was measured/);
});

test("throws when a blob or manifest is served with other bytes than its digest", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const image = await pushImage(registry, "a");
  const layer = blobOf(Buffer.from("layer")).descriptor;
  server.faults.push({ when: ({ path }) => path.includes("/manifests/"), changeBody: () => Buffer.from('{"schemaVersion":2}') });
  await expect(registry.findManifest("a", image.digest)).rejects.toThrow(/damaged there or changed/);
  for (const wrong of ["lay3r", "layer and more"]) {
    server.faults.push({ when: isRead, changeBody: () => Buffer.from(wrong) });
    await expect(readAll(registry.readBlob("a", layer))).rejects.toThrow(/damaged there or changed/);
  }
});

test.each([
  ["a place for the upload", isStart, { location: undefined }, /did not say where to continue the upload/],
  ["the blob's digest", isPut, { "docker-content-digest": digestOf("other") }, /stored blob .* as sha256:.*changed on the way/],
])("does not take an upload for done when the registry does not name %s", async (_, when, changeHeaders, message) => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when, changeHeaders, times: 99 });
  await expect(connect(server).pushBlob("a", blobOf(Buffer.from("x")))).rejects.toThrow(message);
});

test("uploads a blob when the registry refuses to mount it", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const blob = blobOf(Buffer.from("shared"));
  await registry.pushBlob("base", blob);
  server.faults.push({ when: ({ path }) => path.includes("mount="), answer: { status: 403 } });
  expect(await registry.pushBlob("app", blob, { mountFrom: "base" })).toBe("uploaded");
});

test("skips what it has when a registry ignores the range of a resumed download", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const text = "0123456789".repeat(30_000);
  const blob = blobOf(Buffer.from(text));
  await registry.pushBlob("a", blob);
  server.faults.push({ when: isRead, cutAnswerAfterBytes: 100_000 }, { when: isRead, answer: { status: 200, body: text } });
  expect((await readAll(registry.readBlob("a", blob.descriptor))).toString()).toBe(text);
});

test("does not follow a registry that redirects in a circle", async () => {
  await using server = await startLoopbackRegistry();
  server.faults.push({ when: isRead, times: 99, answer: ({ path }) => ({ status: 307, headers: { location: path } }) });
  await expect(readAll(connect(server).readBlob("a", blobOf(Buffer.from("x")).descriptor))).rejects.toThrow(/redirected more than 5 times/);
});

test("finishes a download that breaks off, and fails closed when it never gets to the end", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const content = randomBytes(300_000);
  await registry.pushBlob("a", blobOf(content));
  server.faults.push({ when: isRead, resetAfterBytes: 0 }, { when: isRead, cutAnswerAfterBytes: 100_000 });
  expect((await readAll(registry.readBlob("a", blobOf(content).descriptor))).equals(content)).toBe(true);
  expect(server.requests.filter(isRead).map(({ headers }) => headers.range)).toEqual([undefined, undefined, "bytes=100000-"]);
  server.faults.push({ when: isRead, answer: { status: 200, body: "short", headers: { "content-length": "5" } }, times: 99 });
  await expect(readAll(registry.readBlob("a", blobOf(content).descriptor))).rejects.toMatchObject({ kind: "remote" });
});

test("says undefined for a manifest that is not there and false for a blob", async () => {
  await using server = await startLoopbackRegistry();
  expect(await connect(server).findManifest("a", "v1")).toBeUndefined();
  expect(await connect(server).hasBlob("a", digestOf("x"))).toBe(false);
  expect(await connect(server).listTags("nothing")).toEqual([]);
});

test("lists tags over several pages and deletes by digest", async () => {
  await using server = await startLoopbackRegistry({ maxPageSize: 2 });
  const registry = connect(server);
  const image = await pushImage(registry, "a");
  const found = await registry.findManifest("a", image.digest);
  for (const tag of ["v1", "v2", "v3", "v4", "v5"]) await registry.putManifest("a", tag, found?.bytes ?? Buffer.of(), MEDIA_TYPES.manifest);
  expect(await registry.listTags("a")).toEqual(["v1", "v2", "v3", "v4", "v5"]);
  await registry.deleteManifest("a", image.digest);
  expect(await registry.findManifest("a", image.digest)).toBeUndefined();
});

test("asks each repository once whether it may push there, and again only where the answer was no", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const cost = async (repository: string): Promise<number> => {
    const before = server.requests.length;
    await registry.ping(repository).catch(() => undefined);
    return server.requests.length - before;
  };
  server.faults.push({ when: ({ path }) => path.startsWith("/v2/a/b/"), answer: { status: 403 } });
  const whole = 3;
  expect([await cost("a/b"), await cost("a/b"), await cost("a/b"), await cost("a/c")]).toEqual([whole - 1, whole, 0, whole]);
});

test("logs in with Basic when the registry asks for it", async () => {
  await using server = await startLoopbackRegistry({ auth: { ...TOKENS.auth, scheme: "basic" } });
  await connect(server, { login: true }).ping("a/b");
  await expect(connect(server, { login: true, password: "wrong-canary" }).ping("a/b")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringMatching(/refused the login(?!.*wrong-canary)/),
  });
  await expect(connect(server).ping("a/b")).rejects.toThrow(/log in first/);
});

test("gets one token for many parallel pushes, masks it, and renews it when it is refused in the middle of a push", async () => {
  await using server = await startLoopbackRegistry(TOKENS);
  const reporter = collectingReporter();
  const registry = connect(server, { login: true, reporter });
  server.faults.push({ when: isPatch, revokeTokens: true });
  const content = randomBytes(18 << 20);
  const small = Buffer.from("small");
  await Promise.all([registry.pushBlob("a", blobOf(content)), registry.pushBlob("a", blobOf(small))]);
  for (const bytes of [content, small]) expect(await registry.hasBlob("a", digestOf(bytes))).toBe(true);
  // One for reading, one for pushing, and the renewed ones.
  expect(tokenRequests(server)).toBeLessThanOrEqual(4);
  expect(reporter.masked).toContain("password");
  const sent = new Set(server.requests.flatMap(({ headers }) => /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? []));
  expect(sent.size).toBeGreaterThan(1);
  expect(reporter.masked).toEqual(expect.arrayContaining([...sent]));
});

test("renews a token before its life ends", async () => {
  await using server = await startLoopbackRegistry({ auth: { ...TOKENS.auth, tokenSeconds: 0.5 } });
  const registry = connect(server, { login: true });
  await registry.hasBlob("a", digestOf("x"));
  await new Promise((resolve) => setTimeout(resolve, 520));
  await registry.hasBlob("a", digestOf("x"));
  expect(tokenRequests(server)).toBe(2);
});

test("says which permission is missing, with the way to get it on ghcr.io", async () => {
  await using server = await startLoopbackRegistry();
  const body = JSON.stringify({ errors: [{ code: "DENIED", message: "permission_denied: write_package" }] });
  server.faults.push({ when: ({ method }) => method === "POST", answer: { status: 403, body } });
  const registry = connectRegistry({ registry: "ghcr.io", retry: FAST, fetch: playGhcr(server) });
  await expect(registry.ping("owner/app")).rejects.toMatchObject({
    kind: "environment",
    message: expect.stringMatching(/packages: write.*Manage Actions access.*write_package/),
  });
});

test("says that an unreachable registry did not answer", async () => {
  const server = await startLoopbackRegistry();
  await server[Symbol.asyncDispose]();
  const registry = connectRegistry({ registry: server.address, retry: { ...FAST, attempts: 2 } });
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
  await using storage = await startLoopbackRegistry();
  await using server = await startLoopbackRegistry(TOKENS);
  server.faults.push({
    when: (request) => isRead(request) && request.headers.authorization !== undefined,
    answer: ({ path }) => ({ status: 307, headers: { location: `http://${storage.address}${path}` } }),
  });
  const registry = connect(server, { login: true });
  const blob = blobOf(Buffer.from("elsewhere"));
  await connect(storage).pushBlob("a", blob);
  await registry.pushBlob("a", blob);
  expect((await readAll(registry.readBlob("a", blob.descriptor))).toString()).toBe("elsewhere");
  expect(storage.requests.some(isRead)).toBe(true);
  expect(storage.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
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
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const image = await pushImage(registry, "a");
  const attach = (name: string, type = "application/x.one"): Promise<Descriptor> =>
    registry.pushReferrer("a", image, { artifactType: type, mediaType: "text/plain", bytes: Buffer.from(name) });
  // A second connection is a second writer; both must survive.
  const other = connect(server);
  const pushed = await Promise.all([attach("1"), attach("2"), attach("3", "application/x.two"), attach("1")]);
  const foreign = await other.pushReferrer("a", image, {
    artifactType: "application/x.one",
    mediaType: "text/plain",
    bytes: Buffer.from("4"),
  });
  expect((await registry.listReferrers("a", image.digest)).descriptors.map(({ digest }) => digest).sort()).toEqual(
    [...new Set([...pushed, foreign].map(({ digest }) => digest))].sort(),
  );
  const { descriptors: twos } = await registry.listReferrers("a", image.digest, "application/x.two");
  const contents = await Promise.all(twos.map((entry) => registry.readArtifact("a", entry)));
  expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(["3"]);
});

test("adds a referrer again when another writer overwrote the fallback tag in between", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  const image = await pushImage(registry, "a");
  await registry.pushReferrer("a", image, { artifactType: "x/old", mediaType: "text/plain", bytes: Buffer.from("old") });
  const tag = image.digest.replace(":", "-");
  const place = `http://${server.address}/v2/a/manifests/${tag}`;
  const before = await (await fetch(place)).text();
  // The other writer had read the list before ours was added, and writes after us: our first read-back finds ours missing.
  const overwrite = (): Promise<unknown> => fetch(place, { method: "PUT", body: before, headers: { "content-type": MEDIA_TYPES.index } });
  server.faults.push({ when: ({ method, path }) => method === "GET" && path.endsWith(tag), skip: 1, meanwhile: overwrite });
  const entry = await registry.pushReferrer("a", image, { artifactType: "x/new", mediaType: "text/plain", bytes: Buffer.from("new") });
  expect((await registry.listReferrers("a", image.digest)).descriptors.map(({ digest }) => digest)).toContain(entry.digest);
  expect((await registry.listReferrers("a", image.digest)).descriptors).toHaveLength(2);
});

test.each([
  ["the referrers API", true, 0],
  ["its own tag and the fallback tag when the registry only claims support", false, 2],
])("uses %s", async (_, referrers, tags) => {
  await using server = await startLoopbackRegistry({ referrers });
  server.faults.push({
    when: ({ method, path }) => method === "PUT" && path.includes("/manifests/"),
    changeHeaders: { "oci-subject": digestOf("claimed") },
    times: 99,
  });
  const registry = connect(server);
  const image = await pushImage(registry, "a");
  const entry = await registry.pushReferrer("a", image, { artifactType: "x/y", mediaType: "text/plain", bytes: Buffer.from("hi") });
  expect((await registry.listReferrers("a", image.digest)).descriptors.map(({ digest }) => digest)).toEqual([entry.digest]);
  expect(await registry.listTags("a")).toHaveLength(tags);
});

test("copies an index with all platforms and referrers byte for byte to another registry, and mounts within one", async () => {
  await using first = await startLoopbackRegistry();
  await using second = await startLoopbackRegistry(TOKENS);
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
  expect((await to.listReferrers("b/c", index.digest)).descriptors.map(({ digest }) => digest)).toEqual([referrer.digest]);
  const uploadsBefore = first.requests.filter(isPut).length;
  await from.copyImage({ registry: from, repository: "a", digest: index.digest }, { repository: "d" });
  expect(first.requests.filter(isPut)).toHaveLength(uploadsBefore);
  expect((await from.listReferrers("d", index.digest)).descriptors).toHaveLength(1);
});

test("stores a manifest though the registry does not see one of its blobs for a moment, as when another client pushes the same blob", async () => {
  await using server = await startLoopbackRegistry();
  const body = JSON.stringify({ errors: [{ code: "DIGEST_INVALID" }, { code: "MANIFEST_BLOB_UNKNOWN", message: "blob unknown" }] });
  const isManifest = ({ method, path }: FaultRequest): boolean => method === "PUT" && path.includes("/manifests/");
  server.faults.push({ when: isManifest, answer: { status: 400, body }, times: 2 });
  const image = await pushImage(connect(server), "a");
  expect(await connect(server).findManifest("a", image.digest)).toBeDefined();
  server.faults.push({ when: isManifest, answer: { status: 400, body }, times: 99 });
  await expect(pushImage(connect(server), "b")).rejects.toThrow(/does not hold everything that it names/);
});

test("refuses to copy what is not there and to store a manifest under another digest", async () => {
  await using server = await startLoopbackRegistry();
  const registry = connect(server);
  await expect(registry.copyImage({ registry, repository: "a", digest: digestOf("x") }, { repository: "b" })).rejects.toThrow(
    /it is not there/,
  );
  const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}');
  await expect(registry.putManifest("a", digestOf("other"), bytes, MEDIA_TYPES.index)).rejects.toThrow(/It changed since it was named/);
});
