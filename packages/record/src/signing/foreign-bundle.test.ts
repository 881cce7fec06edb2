import { generateKeyPairSync, sign } from "node:crypto";
import { bundleToJSON } from "@sigstore/bundle";
import { SigningConfig } from "@sigstore/protobuf-specs";
import { bundleBuilderFromSigningConfig } from "@sigstore/sign";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, withValue } from "@waybill/kit";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { parseTrustRoots, readForeignBundle, trustKey, verifyForeignBundle } from "../index.ts";
import { preAuthEncoding } from "./dsse.ts";

const IMAGE = digestOf("image");
const PROVENANCE = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [
    { name: "ghcr.io/acme/shop", digest: { sha256: IMAGE.slice("sha256:".length) } },
    { name: "git", digest: { gitCommit: "a".repeat(40) } },
  ],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: { buildDefinition: { buildType: "https://actions.github.io/buildtypes/workflow/v1" } },
};

let sigstore: LoopbackSigstore;
/** As GitHub's own actions write it: with every field that we leave out. */
let bundle: unknown;

beforeAll(async () => {
  sigstore = await startLoopbackSigstore();
  const builder = bundleBuilderFromSigningConfig({
    signingConfig: SigningConfig.fromJSON(JSON.parse(sigstore.signingConfig)),
    identityProvider: { getToken: async () => sigstore.token() },
    bundleType: "dsseEnvelope",
  });
  bundle = bundleToJSON(await builder.create({ data: Buffer.from(JSON.stringify(PROVENANCE)), type: "application/vnd.in-toto+json" }));
});
afterAll(() => sigstore[Symbol.asyncDispose]());

test("provenance that another program signed is read and verified, with who signed it", async () => {
  const roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  const foreign = readForeignBundle(bundle);
  expect(foreign).toMatchObject({
    predicateType: "https://slsa.dev/provenance/v1",
    subjects: [{ name: "ghcr.io/acme/shop", digest: IMAGE }],
    predicate: PROVENANCE.predicate,
  });
  const { identity, signedAt } = verifyForeignBundle(foreign, [], roots);
  expect(identity).toMatchObject({ kind: "certificate", repository: "https://github.com/acme/shop" });
  expect(signedAt).toBeInstanceOf(Date);
  expect(() => verifyForeignBundle(foreign, [], [])).toThrow("no trust root");
});

test("a changed payload is not what its certificate signed", async () => {
  const roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  const forged = Buffer.from(JSON.stringify({ ...PROVENANCE, predicate: { forged: true } })).toString("base64");
  const foreign = readForeignBundle(withValue(bundle, ["dsseEnvelope", "payload"], forged));
  expect(() => verifyForeignBundle(foreign, [], roots)).toThrow("does not hold");
});

test("a plain signature beside a forged envelope proves nothing", async () => {
  const roots = await parseTrustRoots(sigstore.trustedRoot(), "trusted_root.json");
  const mixed = {
    ...(bundle as object),
    messageSignature: { messageDigest: { algorithm: "SHA2_256", digest: "AAAA" }, signature: "AAAA" },
  };
  expect(() => verifyForeignBundle(readForeignBundle(mixed), [], roots)).toThrow("it is not one statement in an envelope");
});

describe.each([
  ["an Ed25519 key", generateKeyPairSync("ed25519"), null],
  ["a P-256 key, as cosign makes them,", generateKeyPairSync("ec", { namedCurve: "P-256" }), "sha256"],
])("what was signed with %s", (_, { privateKey, publicKey }, hash) => {
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const payload = Buffer.from(JSON.stringify(PROVENANCE));
  const keyed = (sig: Buffer): unknown => ({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { publicKey: { hint: "whatever" }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: sig.toString("base64"), keyid: "" }],
    },
  });

  test("is verified by the key that signed it, whatever its hint says", () => {
    const foreign = readForeignBundle(keyed(sign(hash, preAuthEncoding(payload), privateKey)));
    expect(verifyForeignBundle(foreign, [trustKey(pem)], []).identity).toEqual({ kind: "key", keyId: trustKey(pem).keyId });
    expect(() => verifyForeignBundle(foreign, [], [])).toThrow("none of the 0 trusted keys");
  });

  test("is refused when the signature is of something else", () => {
    const foreign = readForeignBundle(keyed(sign(hash, payload, privateKey)));
    expect(() => verifyForeignBundle(foreign, [trustKey(pem)], [])).toThrow("none of the 1 trusted keys");
  });
});

test("keys of other kinds are no trusted keys", () => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  expect(() => trustKey(publicKey.export({ type: "spki", format: "pem" }).toString())).toThrow("Ed25519 or ECDSA with P-256 is needed");
});

describe("what is no signed statement is refused:", () => {
  const withPayload = (value: unknown): unknown =>
    withValue(
      bundle,
      ["dsseEnvelope", "payload"],
      Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64"),
    );
  test.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "'mediaType'"],
    ["a bundle of a later version", () => withValue(bundle, ["mediaType"], "application/vnd.dev.sigstore.bundle.v0.4+json"), "'mediaType'"],
    [
      "a signature over a file",
      () => ({ mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", messageSignature: {} }),
      "no in-toto statement",
    ],
    ["another payload type", () => withValue(bundle, ["dsseEnvelope", "payloadType"], "text/plain"), "no in-toto statement"],
    ["a payload that is no JSON", () => withPayload("{"), "is not JSON"],
    ["a payload of another kind", () => withPayload({ _type: "link" }), "not one of in-toto's"],
    ["a statement without a predicate", () => withPayload({ ...PROVENANCE, predicate: undefined }), "no predicate"],
  ])("%s", (_, make, words) => {
    expect(() => readForeignBundle(make(), "The attestation")).toThrow(words);
    expect(() => readForeignBundle(make(), "The attestation")).toThrow("The attestation");
  });
});
