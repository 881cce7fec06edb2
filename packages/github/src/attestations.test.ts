import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startGitHub } from "@waybill/rehearsal";
import { connectGitHub } from "./index.ts";
import type { AttestationStore } from "./index.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const bundleAbout = (sha256: string, number = 0): object => ({
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: { certificate: { rawBytes: "AAAA" } },
  dsseEnvelope: {
    payload: Buffer.from(JSON.stringify({ subject: [{ name: "x", digest: { sha256 } }], number })).toString("base64"),
    payloadType: "application/vnd.in-toto+json",
    signatures: [{ sig: "AAAA" }],
  },
});

let dir: string;
let service: Awaited<ReturnType<typeof startGitHub>>;
let store: AttestationStore;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "attestations-"));
  service = await startGitHub({ dir });
  store = connectGitHub({ token: "canary-token-1", apiUrl: `http://${service.address}`, repository: "acme/shop" });
});
afterAll(async () => {
  await service.close();
  await rm(dir, { recursive: true, force: true });
});

test("what was stored is found by the digest that it is about, all pages of it", async () => {
  expect(await store.findAttestations(DIGEST)).toEqual({ bundles: [], unread: 0 });
  const bundles = Array.from({ length: 103 }, (_, number) => bundleAbout("a".repeat(64), number));
  // Not all through the store: it sends one a second at most, as GitHub asks its clients to.
  expect((await store.uploadAttestation(bundles[0] ?? {})).id).toMatch(/^\d+$/);
  for (const bundle of [...bundles.slice(1), bundleAbout("b".repeat(64))]) await post({ bundle });
  expect(await store.findAttestations(DIGEST)).toEqual({ bundles, unread: 0 });
  expect((await store.findAttestations(`sha256:${"b".repeat(64)}`)).bundles).toHaveLength(1);
});

async function post(body: object): Promise<void> {
  const { status } = await fetch(`http://${service.address}/repos/acme/shop/attestations`, {
    method: "POST",
    headers: { authorization: "Bearer rehearsal", connection: "close" },
    body: JSON.stringify(body),
  });
  expect(status).toBe(201);
}

test("what GitHub does not take is refused in its words", async () => {
  await expect(store.uploadAttestation({ mediaType: "x" })).rejects.toMatchObject({
    kind: "input",
    message: expect.stringMatching(/cannot store an attestation in acme\/shop: .*not a Sigstore bundle/) as string,
  });
});

/** A GitHub that answers every request in the same way. */
async function answering(status: number, body: object): Promise<{ store: AttestationStore } & AsyncDisposable> {
  const server = createServer((_, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const apiUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    store: connectGitHub({ token: "canary-token-1", apiUrl, repository: "acme/shop" }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test("a repository that the token may not see is no store without attestations", async () => {
  await using hidden = await answering(404, { message: "Not Found" });
  await expect(hidden.store.findAttestations(DIGEST)).rejects.toThrow("Add 'attestations: read'");
});

test("without the permission the error names it", async () => {
  await using strict = await answering(403, { message: "Resource not accessible by integration" });
  await expect(strict.store.uploadAttestation(bundleAbout("a".repeat(64)))).rejects.toThrow(
    "Add 'attestations: write' to the job's 'permissions:'",
  );
});

test("bundles that GitHub keeps elsewhere are counted, not lost", async () => {
  await using elsewhere = await answering(200, {
    attestations: [{ bundle: null, bundle_url: "https://x" }, { bundle: bundleAbout("a".repeat(64)) }],
  });
  expect(await elsewhere.store.findAttestations(DIGEST)).toMatchObject({ bundles: [{}], unread: 1 });
});
