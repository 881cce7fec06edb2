import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startConnectProxy } from "@waybill/testing/network/connect-proxy";
import type { ConnectProxyOptions } from "@waybill/testing/network/connect-proxy";
import { proxiedFetch } from "./proxied-fetch.ts";

/** A server that is known as service.test to the proxy alone, and answers with what it was sent. */
async function behindProxy(options: Partial<ConnectProxyOptions> = {}) {
  const server = createServer((request, response) => {
    response.writeHead(200, { "x-method": request.method, "x-type": request.headers["content-type"] ?? "" });
    request.pipe(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const proxy = await startConnectProxy({ routes: { "service.test:80": (server.address() as AddressInfo).port }, ...options });
  const settings = (login = "", direct = "") => ({ http: { name: "HTTP_PROXY", value: `http://${login}${proxy.address}` }, direct });
  return {
    proxy,
    settings,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("carries method, headers and body through the proxy, for every kind of body that we send", async () => {
  await using service = await behindProxy();
  const send = proxiedFetch(service.settings());
  for (const body of ["text", new TextEncoder().encode("text"), new URLSearchParams("text")]) {
    const response = await send("http://service.test/a", { method: "POST", body, headers: { "content-type": "x/y" } });
    expect([response.status, response.headers.get("x-method"), response.headers.get("x-type")]).toEqual([200, "POST", "x/y"]);
    expect(await response.text()).toMatch(/^text=?$/);
  }
  expect(service.proxy.asked[0]).toBe("service.test:80");
});

test("logs in where the proxy asks for it, with the escaped characters of the address decoded", async () => {
  await using service = await behindProxy({ login: "me:p@ss" });
  expect((await proxiedFetch(service.settings("me:p%40ss@"))("http://service.test/")).status).toBe(200);
});

test("says who refused and why, without the password, when the proxy wants another login", async () => {
  await using service = await behindProxy({ login: "me:right" });
  const attempt = proxiedFetch(service.settings("me:canary-pw@"))("http://service.test/");
  await expect(attempt).rejects.toMatchObject({ kind: "environment", message: expect.stringContaining("(HTTP_PROXY)") });
  await expect(attempt).rejects.toThrow(/refused the connection to service\.test \(HTTP 407\)/);
  await expect(attempt).rejects.not.toThrow(/canary-pw/);
});

test("a proxy that cannot reach the target now is a network failure, which may be tried again", async () => {
  await using service = await behindProxy({ refuse: 503 });
  await expect(proxiedFetch(service.settings())("http://service.test/")).rejects.toMatchObject({
    message: expect.stringMatching(/^through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTP_PROXY\): HTTP 503$/),
  });
});

test.each([
  ["hangs up", ""],
  ["speaks another protocol", "220 mail.example ESMTP\r\n"],
])("a proxy that %s before it answers is asked once, and named", async (_, answer) => {
  let connections = 0;
  const server = createSocketServer((socket) => {
    connections += 1;
    socket.on("error", () => undefined).once("data", () => socket.end(answer));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const value = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = proxiedFetch({ https: { name: "HTTPS_PROXY", value }, direct: "" });
  await expect(send("https://service.test/")).rejects.toThrow(`through the proxy ${value} (HTTPS_PROXY)`);
  expect(connections).toBe(1);
  await new Promise((done) => server.close(done));
});

test("goes directly where NO_PROXY says so and to this machine", async () => {
  await using service = await behindProxy();
  await expect(proxiedFetch(service.settings("", "service.test"))("http://service.test/")).rejects.toThrow("fetch failed");
  expect(service.proxy.asked).toEqual([]);
});

test("ends when it is cancelled", async () => {
  await using service = await behindProxy();
  const reason = new Error("cancelled");
  const attempt = proxiedFetch(service.settings())("http://service.test/", { signal: AbortSignal.abort(reason) });
  await expect(attempt).rejects.toBe(reason);
});
