import { createServer as createPlainServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { connectCluster } from "./http-cluster.ts";
import type { Cluster } from "./cluster.ts";
import { isFor, refusal, startLoopbackCluster } from "@waybill/testing/loopback-cluster";

// A self-signed certificate for 127.0.0.1 that was valid in January 2020, and its key, which protects nothing.
const EXPIRED = `-----BEGIN CERTIFICATE-----
MIIBSDCB76ADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu
MTAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBaMBQxEjAQBgNVBAMMCTEy
Ny4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAsyroM3Yo3Q9JWtcA3s
MTwek6gPzOAb7X7Og0Lt3VUjRsghfB/k+wxErK1mfHN7gTJkhY3Jmt8mPbYAyZhp
NpOjMjAwMA8GA1UdEQQIMAaHBH8AAAEwHQYDVR0OBBYEFKUUPP8zGucRR6DMP6pF
cIh+S5CTMAoGCCqGSM49BAMCA0gAMEUCIEcYF79XVN7SzO7smHcsMYd679O9pp8M
vZ14In29Ml5oAiEAvygpGXkKptzvlUqmxcVsCNTof5A/ipQAqUSU5WCcUlo=
-----END CERTIFICATE-----
`;
const EXPIRED_KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIENHNRwiXXFKsNxZZpEIC0d6/Kg2DQJTDX/kqaWq+OQXoAoGCCqGSM49
AwEHoUQDQgAECzKugzdijdD0la1wDewxPB6TqA/M4Bvtfs6DQu3dVSNGyCF8H+T7
DESsrWZ8c3uBMmSFjcma3yY9tgDJmGk2kw==
-----END EC PRIVATE KEY-----
`;

const access = (server: string): Parameters<typeof connectCluster>[0] => ({
  server,
  context: "test",
  user: "tester",
  insecureSkipTlsVerify: false,
});

async function messageOf(cluster: Cluster): Promise<string> {
  try {
    await cluster.ping();
    return "no error";
  } catch (error) {
    return error instanceof Error ? `${(error as { kind?: string }).kind}: ${error.message}` : String(error);
  } finally {
    await cluster.close();
  }
}

test("tries again when the server is busy, restarts, hangs up or breaks off, and gives the answer in the end", async () => {
  await using api = await startLoopbackCluster();
  const busy = refusal(429, "TooManyRequests");
  api.faults.push(
    { answer: { ...busy, headers: { ...busy.headers, "retry-after": "0" } } },
    { answer: refusal(503, "ServiceUnavailable") },
    { resetAfterBytes: 0 },
  );
  expect((await api.cluster.ping()).version).toMatch(/^v1\./);
  expect(api.requests).toHaveLength(4);
  api.forgetRequests();
  api.faults.push({ cutAnswerAfterBytes: 5 }, { loseAnswer: true });
  expect((await api.cluster.ping()).version).toMatch(/^v1\./);
  expect(api.requests).toHaveLength(3);
});

test("does not repeat a creation that may have happened", async () => {
  await using api = await startLoopbackCluster();
  api.faults.push({ when: isFor("POST", /./), times: Number.POSITIVE_INFINITY, resetAfterBytes: 0 });
  await expect(api.cluster.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "b" } })).rejects.toThrow(
    /cannot be reached/,
  );
  expect(api.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("says in plain words that nothing listens there", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await messageOf(connectCluster(access(`http://127.0.0.1:${port}`)))).toMatch(
    /^remote: The Kubernetes API at .* \(context 'test'\) cannot be reached: nothing listens there\. Check the address/,
  );
});

test("says that the server did not answer in time", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await messageOf(connectCluster(access(`http://127.0.0.1:${port}`), { timeoutMs: 50 }))).toMatch(/did not answer in time/);
  server.close();
});

test("does not wait for an answer that begins and never ends", async () => {
  let asked = 0;
  const server = createPlainServer((_, response) => {
    asked++;
    response.write('{"gitVersion":');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await messageOf(connectCluster(access(`http://127.0.0.1:${port}`), { timeoutMs: 300 }))).toMatch(/did not answer in time/);
  expect(asked).toBe(1);
  server.closeAllConnections();
  server.close();
});

test("says that the server's certificate has expired", async () => {
  const server = createTlsServer({ cert: EXPIRED, key: EXPIRED_KEY }, (_, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await messageOf(connectCluster({ ...access(`https://127.0.0.1:${port}`), caPem: EXPIRED }))).toMatch(
    /^environment: .* shows a certificate that has expired/,
  );
  server.close();
});

test("says that the client's certificate has expired, without asking the server", async () => {
  const cluster = connectCluster({ ...access("https://127.0.0.1:1"), clientCertPem: EXPIRED, clientKeyPem: EXPIRED_KEY });
  expect(await messageOf(cluster)).toBe(
    "environment: The client certificate of user 'tester' (context 'test') expired on 2020-02-01. Renew it and update the kubeconfig.",
  );
});

test.each([
  [401, "environment: The cluster at .* refused the credentials of user 'tester' \\(401\\)"],
  [403, "environment: User 'tester' may not read its version .* \\(403\\)\\. The server says: no rights\\. Grant"],
  [500, "remote: .* failed to read its version \\(status 500\\)"],
])("explains the status %d", async (status, expected) => {
  await using api = await startLoopbackCluster();
  api.faults.push({ answer: refusal(status, "Refused", "no rights") });
  expect(await messageOf(api.cluster)).toMatch(new RegExp(`^${expected}`));
});

test("does not take a page of a proxy for an API", async () => {
  await using api = await startLoopbackCluster();
  api.faults.push({ times: Number.POSITIVE_INFINITY, answer: { status: 200, body: "{}" } });
  await expect(api.cluster.read({ apiVersion: "v1", kind: "ConfigMap", namespace: "a", name: "b" })).resolves.toBeUndefined();
  await expect(api.cluster.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "b", namespace: "a" } })).rejects.toThrow(
    /knows no kind 'ConfigMap'/,
  );
});

test("knows the server's clock, whatever ours says", async () => {
  await using api = await startLoopbackCluster();
  expect(api.cluster.clock()).toBeUndefined();
  const noon = "Sun, 01 Mar 2020 12:00:00 GMT";
  api.faults.push({
    answer: { status: 200, headers: { "content-type": "application/json", date: noon }, body: '{"gitVersion":"v1.36.0"}' },
  });
  await api.cluster.ping();
  expect(new Date(api.cluster.clock() ?? 0).toUTCString().slice(0, 16)).toBe(noon.slice(0, 16));
});

test("deletes an object only in the state in which it was seen", async () => {
  await using api = await startLoopbackCluster();
  await api.put({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg", namespace: "shop" }, data: { a: "1" } });
  const ref = { apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "cfg" };
  const seen = (await api.cluster.read(ref))?.metadata;
  await api.put({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg", namespace: "shop" }, data: { a: "2" } });
  expect(await api.cluster.remove(ref, { uid: seen?.uid, resourceVersion: seen?.resourceVersion })).toBe(false);
  const now = (await api.cluster.read(ref))?.metadata;
  expect(await api.cluster.remove(ref, { uid: now?.uid, resourceVersion: now?.resourceVersion })).toBe(true);
  expect(await api.find("ConfigMap", "cfg")).toBeUndefined();
});
