import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { AUTHORITY, CLIENT, SERVER } from "@waybill/testing/certificates";
import { startConnectProxy } from "@waybill/testing/network/connect-proxy";
import { startFront } from "@waybill/testing/front";
import type { Front } from "@waybill/testing/front";
import { startLoopbackRegistry } from "@waybill/testing/loopback-registry";
import { runBundle } from "@waybill/testing/run-bundle";

const LOGIN = "me:canary-proxy-pw";

/** A JSON service over TLS, as GitHub and a cluster are; every answer is the same. */
async function startService(answer: unknown, calls: string[], options: { ca?: string; requestCert?: boolean } = {}): Promise<Front> {
  const server = createServer({ ...SERVER, ...options, rejectUnauthorized: true }, (request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function workspace(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "waybill-proxy-"));
  for (const [path, text] of Object.entries({ ...files, "ca.pem": AUTHORITY })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const variables = (root: string, address: string): Record<string, string> => ({
  HTTPS_PROXY: `http://${LOGIN}@${address}`,
  NODE_EXTRA_CA_CERTS: join(root, "ca.pem"),
});

test("build-image pushes to the registry through the proxy", async () => {
  await using registry = await startLoopbackRegistry();
  await using front = await startFront(registry.address, { tls: true });
  await using proxy = await startConnectProxy({ routes: { "registry.test:443": front.port }, login: LOGIN });
  const root = await workspace({ "app/Dockerfile": "FROM scratch\nCOPY a /a\n", "app/a": "content" });
  const step = await runBundle(
    "dist/build-image/index.js",
    { context: "app", image: "registry.test/acme/shop", builder: "assemble", tags: "v1" },
    { workspace: root, env: variables(root, proxy.address) },
  );
  expect(step.errors).toEqual([]);
  expect(step.outputs["digest"]).toMatch(/^sha256:/);
  expect(registry.requests.length).toBeGreaterThan(0);
  expect(new Set(proxy.asked)).toEqual(new Set(["registry.test:443"]));
});

test("deploy-kubernetes reaches the cluster through the proxy, with its own authority and client certificate", async () => {
  const calls: string[] = [];
  await using cluster = await startService({ kind: "Status", gitVersion: "v1.99.0" }, calls, { ca: AUTHORITY, requestCert: true });
  await using proxy = await startConnectProxy({ routes: { "cluster.test:6443": cluster.port }, login: LOGIN });
  const encoded = (text: string): string => Buffer.from(text).toString("base64");
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: "https://cluster.test:6443", "certificate-authority-data": encoded(AUTHORITY) } }],
    users: [{ name: "u", user: { "client-certificate-data": encoded(CLIENT.cert), "client-key-data": encoded(CLIENT.key) } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
  const root = await workspace({ "deploy/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b }\n" });
  await runBundle(
    "dist/deploy-kubernetes/index.js",
    { namespace: "shop", manifests: "deploy", kubeconfig, command: "plan" },
    { workspace: root, env: { HTTPS_PROXY: variables(root, proxy.address)["HTTPS_PROXY"] ?? "" } },
  );
  // What the plan then makes of this cluster's one answer does not matter here.
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(proxy.asked)).toEqual(new Set(["cluster.test:6443"]));
});

test("the whole chain comments on GitHub through the proxy", async () => {
  const calls: string[] = [];
  await using github = await startService([], calls);
  await using proxy = await startConnectProxy({ routes: { "api.github.test:443": github.port }, login: LOGIN });
  const root = await workspace({
    "waybill.yml": "version: 1\ndata:\n  a: { source: a.csv, checks: a.checks.yaml }\n",
    "a.csv": "id\n1\n",
    "a.checks.yaml": "columns:\n  id: { type: integer }\n",
  });
  const step = await runBundle(
    "dist/waybill/index.js",
    { command: "check", "github-token": "canary-token", "dry-run": "true" },
    {
      workspace: root,
      env: { ...variables(root, proxy.address), GITHUB_API_URL: "https://api.github.test", GITHUB_REF: "refs/pull/7/merge" },
    },
  );
  expect(step.errors).toEqual([]);
  expect(calls.some((call) => call.includes("/issues/7/comments"))).toBe(true);
  expect(new Set(proxy.asked)).toEqual(new Set(["api.github.test:443"]));
});

test("a proxy that refuses fails the step with one error that names it and the variable, and no password anywhere", async () => {
  await using proxy = await startConnectProxy({ routes: {}, login: "me:another" });
  const root = await workspace({ "app/Dockerfile": "FROM scratch\nCOPY a /a\n", "app/a": "content" });
  const step = await runBundle(
    "dist/build-image/index.js",
    { context: "app", image: "registry.test/acme/shop", builder: "assemble", tags: "v1" },
    { workspace: root, env: variables(root, proxy.address) },
  );
  expect(step.exitCode).toBe(1);
  expect(step.errors).toHaveLength(1);
  expect(step.errors[0]).toContain(`The proxy http://${proxy.address} (HTTPS_PROXY) refused the connection to registry.test (HTTP 407)`);
  expect(step.log.replaceAll(/^::add-mask::.*$/gm, "") + step.summary).not.toContain("canary-proxy-pw");
});
