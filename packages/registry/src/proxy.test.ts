import { digestOf, proxiedFetch } from "@waybill/kit";
import { startConnectProxy } from "@waybill/testing/network/connect-proxy";
import { startFront } from "@waybill/testing/front";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { expect, test } from "vitest";
import { connectRegistry } from "./client.ts";
import { staticCredentials } from "./credentials.ts";
import type { Registry } from "./client.ts";

const viaProxy = (address: string): Registry =>
  connectRegistry({
    registry: "registry.test",
    plainHttp: true,
    credentials: staticCredentials({ registry: "registry.test", username: "me", password: "canary-registry" }),
    fetch: proxiedFetch({ http: { name: "HTTP_PROXY", value: `http://me:canary-proxy@${address}` }, direct: "" }),
    retry: { attempts: 3, baseDelayMs: 1, maxDelayMs: 1 },
  });

test("every request to the registry leaves through the proxy, uploads and downloads included", async () => {
  await using server = await startLoopbackRegistry({ auth: { username: "me", password: "canary-registry", scheme: "basic" } });
  await using front = await startFront(server.address, { tls: false });
  await using proxy = await startConnectProxy({ routes: { "registry.test:80": front.port }, login: "me:canary-proxy" });
  const registry = viaProxy(proxy.address);
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const index = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }));
  const { digest } = await registry.putManifest("a/b", "v1", index, mediaType);
  expect((await registry.findManifest("a/b", "v1"))?.descriptor.digest).toBe(digest);
  const content = new TextEncoder().encode("content");
  const descriptor = { mediaType: "text/plain", digest: digestOf(content), size: content.length };
  await registry.pushBlob("a/b", {
    descriptor,
    open: async function* (offset = 0) {
      yield content.subarray(offset);
    },
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of registry.readBlob("a/b", descriptor)) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toBe("content");
  expect(new Set(proxy.asked)).toEqual(new Set(["registry.test:80"]));
});

test("a proxy that refuses is named at once, without its password, and not asked again", async () => {
  await using proxy = await startConnectProxy({ routes: {}, refuse: 407 });
  const attempt = viaProxy(proxy.address).findManifest("a/b", "v1");
  await expect(attempt).rejects.toThrow(
    /^The proxy http:\/\/127\.0\.0\.1:\d+ \(HTTP_PROXY\) refused the connection to registry\.test \(HTTP 407\)/,
  );
  await expect(attempt).rejects.not.toThrow(/canary/);
  expect(proxy.asked).toHaveLength(1);
});

test("a proxy that cannot reach the registry is asked as often as the registry would be, and named", async () => {
  await using proxy = await startConnectProxy({ routes: {} });
  await expect(viaProxy(proxy.address).findManifest("a/b", "v1")).rejects.toThrow(
    /the registry did not answer \(through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTP_PROXY\): HTTP 502.*3 attempts\)/,
  );
  expect(proxy.asked).toHaveLength(3);
});
