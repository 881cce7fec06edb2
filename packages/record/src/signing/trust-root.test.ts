import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalJson, listAt, parseJson, textAt, valueAt } from "@waybill/kit";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { startLoopbackTuf } from "@waybill/testing/loopback-tuf";
import { fetchTrustRoots, parseTrustRoots } from "../index.ts";
import { GITHUB_FIRST_ROOT } from "./github-root.ts";

let dir: string;
let trustedRoot: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "trust-root-"));
  await using sigstore = await startLoopbackSigstore();
  trustedRoot = sigstore.trustedRoot();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe("a file with trust roots", () => {
  test("holds one, or several with one on each line as gh writes them", async () => {
    expect(await parseTrustRoots(trustedRoot, "x.json")).toHaveLength(1);
    const line = JSON.stringify(JSON.parse(trustedRoot));
    expect(await parseTrustRoots(`${line}\n${line}\n`, "x.jsonl")).toHaveLength(2);
  });

  test.each([
    ["is empty", "", "which is empty"],
    ["is no JSON", "-----BEGIN CERTIFICATE-----", "it has no 'mediaType'"],
    [
      "is another document",
      '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
      "its 'mediaType' is 'application/vnd.dev.sigstore.bundle",
    ],
    [
      "trusts nobody",
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","certificateAuthorities":[]}',
      "names no certificate authority",
    ],
    [
      "has a certificate that is none",
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","certificateAuthorities":[{"certChain":{"certificates":[{"rawBytes":"AAAA"}]}}]}',
      "cannot be read",
    ],
  ])("that %s is refused as an input", async (_, text, words) => {
    await expect(parseTrustRoots(text, "roots.json")).rejects.toMatchObject({
      kind: "input",
      message: expect.stringMatching(/^Input 'trust-root' is 'roots\.json'/) as string,
    });
    await expect(parseTrustRoots(text, "roots.json")).rejects.toThrow(words);
  });
});

describe("a trust root that is fetched", () => {
  const fetchFrom = (tuf: { url: string; root: string }, name: string) =>
    fetchTrustRoots({ name: "The root", url: tuf.url, firstRoot: async () => tuf.root }, join(dir, name));

  test("is the one that its repository signed, and is kept", async () => {
    await using tuf = await startLoopbackTuf({ trustedRoot });
    expect(await fetchFrom(tuf, "good")).toMatchObject([{ name: "The root" }]);
    tuf.files.delete(`/targets/${sha256(trustedRoot)}.trusted_root.json`);
    expect(await fetchFrom(tuf, "good")).toHaveLength(1);
  });

  test("is refused when its metadata expired, as a thing that the machine's owner can look into", async () => {
    await using tuf = await startLoopbackTuf({ trustedRoot, expires: new Date("2026-01-01T00:00:00Z") });
    await expect(fetchFrom(tuf, "expired")).rejects.toMatchObject({
      kind: "environment",
      message: expect.stringMatching(/The root expired .*clock.*pass a file with 'trust-root'/) as string,
    });
  });

  test("is refused when somebody else signed it, or changed the file", async () => {
    await using tuf = await startLoopbackTuf({ trustedRoot });
    await using other = await startLoopbackTuf({ trustedRoot });
    await expect(fetchFrom({ url: other.url, root: tuf.root }, "other")).rejects.toThrow("is not signed as it should be");
    tuf.files.set(`/targets/${sha256(trustedRoot)}.trusted_root.json`, trustedRoot.replace("2026-01-01", "2020-01-01"));
    await expect(fetchFrom(tuf, "changed")).rejects.toMatchObject({ kind: "environment" });
  });

  test("that cannot be fetched is nobody's fault", async () => {
    await using tuf = await startLoopbackTuf({ trustedRoot });
    const closed = await startLoopbackTuf({ trustedRoot });
    await closed[Symbol.asyncDispose]();
    await expect(fetchFrom(closed, "away")).rejects.toMatchObject({ kind: "remote" });
    tuf.files.clear();
    await expect(fetchFrom(tuf, "empty")).rejects.toMatchObject({
      kind: "remote",
      message: expect.stringContaining("could not be fetched") as string,
    });
  });
});

test("GitHub's first root is signed by all eight of its own keys", () => {
  const root: unknown = parseJson(GITHUB_FIRST_ROOT);
  const content = Buffer.from(canonicalOlpc(valueAt(root, "signed")));
  const signatures = listAt(root, "signatures");
  expect(signatures).toHaveLength(8);
  for (const signature of signatures) {
    const pem = textAt(root, "signed", "keys", textAt(signature, "keyid") ?? "", "keyval", "public") ?? "";
    expect(verify("sha256", content, createPublicKey(pem), Buffer.from(textAt(signature, "sig") ?? "", "hex"))).toBe(true);
  }
  expect(textAt(root, "signed", "_type")).toBe("root");
});

/** TUF's canonical JSON leaves line breaks in texts as they are, where ours escapes them. */
function canonicalOlpc(value: unknown): string {
  return canonicalJson(value).replaceAll(String.raw`\n`, "\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
