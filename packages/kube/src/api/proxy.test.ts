import { createServer } from "node:https";
import { createServer as createSocketServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { collectingReporter } from "@waybill/kit";
import { AUTHORITY, CLIENT, SERVER } from "@waybill/testing/certificates";
import { startConnectProxy } from "@waybill/testing/network/connect-proxy";
import type { ConnectProxyOptions } from "@waybill/testing/network/connect-proxy";
import { expect, test } from "vitest";
import { connectCluster } from "./http-cluster.ts";
import type { Cluster } from "./cluster.ts";

/** An API server that only a proxy can reach, and that lets in whoever shows a certificate of its own authority. */
async function behindProxy(options: Partial<ConnectProxyOptions> = {}) {
  const callers: string[] = [];
  const server = createServer({ ...SERVER, ca: AUTHORITY, requestCert: true, rejectUnauthorized: true }, (request, response) => {
    callers.push(request.socket instanceof TLSSocket ? String(request.socket.getPeerCertificate().subject.CN) : "nobody");
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ gitVersion: "v1.99.0" }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const proxy = await startConnectProxy({ routes: { "cluster.test:6443": (server.address() as AddressInfo).port }, ...options });
  const connect = (login = "", direct = ""): Cluster =>
    connectCluster(
      {
        server: "https://cluster.test:6443",
        context: "test",
        user: "tester",
        insecureSkipTlsVerify: false,
        caPem: AUTHORITY,
        clientCertPem: CLIENT.cert,
        clientKeyPem: CLIENT.key,
      },
      { reporter: collectingReporter(), proxy: { https: { name: "HTTPS_PROXY", value: `http://${login}${proxy.address}` }, direct } },
    );
  return {
    proxy,
    callers,
    connect,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("reaches the cluster through the proxy, with its own authority and the client's certificate", async () => {
  await using api = await behindProxy({ login: "me:secret" });
  const cluster = api.connect("me:secret@");
  try {
    expect(await cluster.ping()).toEqual({ version: "v1.99.0" });
    expect(await cluster.ping()).toEqual({ version: "v1.99.0" });
  } finally {
    await cluster.close();
  }
  expect(api.callers).toEqual(["client", "client"]);
  expect(api.proxy.asked).toEqual(["cluster.test:6443"]);
});

test.each([
  [407, "It asks for a login"],
  [403, "Ask its operator"],
])("a proxy that refuses with %i is named, and the cluster is not blamed", async (status, advice) => {
  await using api = await behindProxy({ refuse: status });
  const attempt = api.connect("me:canary-pw@").ping();
  await expect(attempt).rejects.toMatchObject({ kind: "environment", message: expect.stringContaining(advice) });
  await expect(attempt).rejects.toThrow(/\(HTTPS_PROXY\) refused the connection to cluster\.test:6443/);
  await expect(attempt).rejects.not.toThrow(/canary-pw|Kubernetes API/);
  expect(api.proxy.asked).toHaveLength(1);
});

test("a proxy that cannot reach the cluster now is asked again and then named", async () => {
  await using api = await behindProxy({ routes: {} });
  await expect(api.connect().ping()).rejects.toThrow(
    /cannot be reached: the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\) answered HTTP 502/,
  );
  expect(api.proxy.asked.length).toBeGreaterThan(1);
});

test("a proxy that is not there is named, and nobody is sent to look at the kubeconfig", async () => {
  await using api = await behindProxy();
  const cluster = api.connect();
  await api.proxy[Symbol.asyncDispose]();
  await expect(cluster.ping()).rejects.toThrow(
    /the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\).*nothing listens there\. This is about the proxy: check HTTPS_PROXY/,
  );
});

test("a proxy that never answers does not hold a call longer than its own limit", async () => {
  const sockets = new Set<Socket>();
  const silent = createSocketServer((socket) => void sockets.add(socket.on("error", () => undefined)));
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const value = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const cluster = connectCluster(
    { server: "https://cluster.test:6443", context: "test", user: "tester", insecureSkipTlsVerify: false },
    { reporter: collectingReporter(), timeoutMs: 50, proxy: { https: { name: "HTTPS_PROXY", value }, direct: "" } },
  );
  await expect(cluster.ping()).rejects.toThrow(`through the proxy ${value} (HTTPS_PROXY)) did not answer in time`);
  await cluster.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => silent.close(done));
});

test("goes directly where NO_PROXY says so", async () => {
  await using api = await behindProxy();
  await expect(api.connect("", "cluster.test").ping()).rejects.toThrow(/host name/);
  expect(api.proxy.asked).toEqual([]);
});
