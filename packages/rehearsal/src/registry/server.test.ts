import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { Service } from "../http-service.ts";
import { pushNodeBase } from "../container/node-base.ts";
import type { RegistryFault } from "./server.ts";
import { startRegistry } from "./server.ts";

const dir = await mkdtemp(join(tmpdir(), "waybill-test-"));
let registry: Service;
let base = "";
beforeAll(async () => {
  registry = await startRegistry({ dir: join(dir, "plain") });
  base = `http://${registry.address}`;
});
afterAll(async () => {
  await registry.close();
  await rm(dir, { recursive: true, force: true });
});

async function push(repository: string, text: string): Promise<string> {
  const response = await fetch(`${base}/v2/${repository}/blobs/uploads/?digest=${digestOf(text)}`, { method: "POST", body: text });
  expect(response.status).toBe(201);
  return digestOf(text);
}

test("an upload in chunks resumes where it broke off and refuses a chunk at the wrong place", async () => {
  const digest = digestOf("hello world");
  const start = await fetch(`${base}/v2/team/app/blobs/uploads/`, { method: "POST" });
  const place = base + start.headers.get("location");
  const first = await fetch(place, { method: "PATCH", body: "hello ", headers: { "content-range": "0-5" } });
  expect([first.status, first.headers.get("range")]).toEqual([202, "0-5"]);
  const wrong = await fetch(place, { method: "PATCH", body: "xx", headers: { "content-range": "0-1" } });
  expect([wrong.status, wrong.headers.get("range")]).toEqual([416, "0-5"]);
  expect((await fetch(place)).headers.get("range")).toBe("0-5");
  expect((await fetch(`${place}?digest=${digest}`, { method: "PUT", body: "world", headers: { "content-range": "6-10" } })).status).toBe(
    201,
  );
  const part = await fetch(`${base}/v2/team/app/blobs/${digest}`, { headers: { range: "bytes=6-" } });
  expect([part.status, await part.text()]).toEqual([206, "world"]);
});

test("bytes that do not have the digest are refused and forgotten", async () => {
  const response = await fetch(`${base}/v2/team/app/blobs/uploads/?digest=${digestOf("a")}`, { method: "POST", body: "b" });
  expect(response.status).toBe(400);
  expect((await fetch(`${base}/v2/team/app/blobs/${digestOf("a")}`)).status).toBe(404);
});

test("a blob is mounted from another repository, and is not visible before", async () => {
  const digest = await push("one", "shared");
  expect((await fetch(`${base}/v2/two/blobs/${digest}`, { method: "HEAD" })).status).toBe(404);
  expect((await fetch(`${base}/v2/two/blobs/uploads/?mount=${digest}&from=one`, { method: "POST" })).status).toBe(201);
  expect((await fetch(`${base}/v2/two/blobs/${digest}`, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${base}/v2/two/blobs/uploads/?mount=${digestOf("unknown")}&from=one`, { method: "POST" })).status).toBe(202);
});

test("a manifest is found by tag and digest, listed, and refused while its blobs are missing", async () => {
  const type = "application/vnd.oci.image.manifest.v1+json";
  const put = (tag: string, manifest: string): Promise<Response> =>
    fetch(`${base}/v2/pages/manifests/${tag}`, { method: "PUT", body: manifest, headers: { "content-type": type } });
  expect((await put("x", JSON.stringify({ config: { digest: digestOf("none") } }))).status).toBe(400);
  const config = await push("pages", "{}");
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: type, config: { digest: config }, layers: [] });
  for (const tag of ["b", "a", "c"]) expect((await put(tag, manifest)).status).toBe(201);
  const found = await fetch(`${base}/v2/pages/manifests/${digestOf(manifest)}`);
  expect([found.headers.get("content-type"), await found.text()]).toEqual([type, manifest]);
  const page = await fetch(`${base}/v2/pages/tags/list?n=2`);
  expect([await page.json(), page.headers.get("link")]).toEqual([
    { name: "pages", tags: ["a", "b"] },
    '</v2/pages/tags/list?n=2&last=b>; rel="next"',
  ]);
  expect((await fetch(`${base}/v2/pages/manifests/${digestOf(manifest)}`, { method: "DELETE" })).status).toBe(202);
  expect((await fetch(`${base}/v2/pages/manifests/a`)).status).toBe(404);
});

test("the referrers API is off by default and lists what names a subject when it is on", async () => {
  expect((await fetch(`${base}/v2/one/referrers/${digestOf("x")}`)).status).toBe(404);
  await using registry = await withRegistry({ referrers: true });
  const reference = await pushNodeBase(registry.address);
  const subject = { digest: reference.slice(reference.indexOf("@") + 1) };
  const manifest = JSON.stringify({ schemaVersion: 2, artifactType: "text/x", subject, annotations: { k: "v" } });
  const put = await fetch(`http://${registry.address}/v2/rehearsal/node/manifests/${digestOf(manifest)}`, {
    method: "PUT",
    body: manifest,
  });
  expect(put.headers.get("oci-subject")).toBe(subject.digest);
  const list = await fetch(`http://${registry.address}/v2/rehearsal/node/referrers/${subject.digest}?artifactType=text/x`);
  expect(await list.json()).toMatchObject({ manifests: [{ digest: digestOf(manifest), artifactType: "text/x", annotations: { k: "v" } }] });
});

test("a registry with tokens sends clients to its token endpoint and knows when a token is over", async () => {
  await using registry = await withRegistry({ auth: { username: "u", password: "p", scheme: "token", tokenSeconds: 0.2 } });
  const ping = await fetch(`http://${registry.address}/v2/a/tags/list`);
  expect(ping.headers.get("www-authenticate")).toBe(
    `Bearer realm="http://${registry.address}/token",service="rehearsal",scope="repository:a:pull"`,
  );
  expect((await fetch(`http://${registry.address}/token`)).status).toBe(401);
  const { token } = (await (
    await fetch(`http://${registry.address}/token`, { headers: { authorization: `Basic ${btoa("u:p")}` } })
  ).json()) as { token: string };
  const withToken = (): Promise<number> =>
    fetch(`http://${registry.address}/v2/`, { headers: { authorization: `Bearer ${token}` } }).then((r) => r.status);
  expect(await withToken()).toBe(200);
  await expect.poll(withToken).toBe(401);
});

test("content survives a restart", async () => {
  const first = await startRegistry({ dir: join(dir, "kept") });
  const reference = await pushNodeBase(first.address);
  await first.close();
  const second = await startRegistry({ dir: join(dir, "kept"), port: first.port });
  expect(second.address).toBe(first.address);
  // The client may still hold a connection to the first server.
  await expect.poll(() => pushNodeBase(second.address).catch(() => "not yet")).toBe(reference);
  expect((await fetch(`http://${second.address}/v2/rehearsal/node/manifests/24`)).status).toBe(200);
  await second.close();
});

test("a request from a web page is refused", async () => {
  const status = await new Promise((resolve) => {
    request(`${base}/v2/`, { headers: { origin: "https://example.com" } }, (response) => resolve(response.statusCode)).end();
  });
  expect(status).toBe(403);
});

let counter = 0;
async function withRegistry(options: object): Promise<Service & AsyncDisposable> {
  counter += 1;
  const service = await startRegistry({ dir: join(dir, `extra-${counter}`), ...options });
  return { ...service, [Symbol.asyncDispose]: () => service.close() };
}

test("a fault meets the requests it means, as often as it says, and others pass", async () => {
  const faults: RegistryFault[] = [{ when: ({ method }) => method === "GET", skip: 1, times: 2, answer: { status: 429 } }];
  await using server = await withRegistry({ faults });
  const ping = (method = "GET"): Promise<number> => fetch(`http://${server.address}/v2/`, { method }).then(({ status }) => status);
  expect([await ping(), await ping("POST"), await ping(), await ping(), await ping()]).toEqual([200, 200, 429, 429, 200]);
  faults.push({ answer: { status: 503, headers: { "retry-after": "1" }, body: "later" } });
  const late = await fetch(`http://${server.address}/v2/`);
  expect([late.status, late.headers.get("retry-after"), await late.text()]).toEqual([503, "1", "later"]);
});

test("an upload keeps what arrived before a reset, and is done when only its answer is lost", async () => {
  const faults: RegistryFault[] = [];
  await using server = await withRegistry({ faults });
  const start = await fetch(`http://${server.address}/v2/app/blobs/uploads/`, { method: "POST" });
  const place = `http://${server.address}${start.headers.get("location")}`;
  faults.push({ when: ({ method }) => method === "PATCH", resetAfterBytes: 6 });
  await expect(fetch(place, { method: "PATCH", body: "hello world" })).rejects.toThrow("fetch failed");
  await expect.poll(async () => (await fetch(place)).headers.get("range")).toBe("0-5");
  faults.push({ when: ({ method }) => method === "PUT", loseAnswer: true });
  const digest = digestOf("hello world");
  await expect(fetch(`${place}?digest=${digest}`, { method: "PUT", body: "world" })).rejects.toThrow("fetch failed");
  expect((await fetch(`http://${server.address}/v2/app/blobs/${digest}`)).status).toBe(200);
});

test("an answer is cut, or changed in content and headers", async () => {
  const faults: RegistryFault[] = [];
  await using server = await withRegistry({ faults });
  const address = `http://${server.address}/v2/app/blobs/${digestOf("hello")}`;
  await fetch(`http://${server.address}/v2/app/blobs/uploads/?digest=${digestOf("hello")}`, { method: "POST", body: "hello" });
  faults.push(
    { cutAnswerAfterBytes: 2 },
    { changeBody: () => Buffer.from("bye"), changeHeaders: { "x-a": "1", "accept-ranges": undefined } },
  );
  await expect(fetch(address).then((response) => response.text())).rejects.toThrow("terminated");
  const changed = await fetch(address);
  expect([await changed.text(), changed.headers.get("x-a"), changed.headers.has("accept-ranges")]).toEqual(["bye", "1", false]);
  expect(await (await fetch(address)).text()).toBe("hello");
});
