import { ActionError, digestOf } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseChallenge } from "./challenge.ts";
import { MEDIA_TYPES, parseManifest } from "./descriptor.ts";

const descriptor = { mediaType: MEDIA_TYPES.layerGzip, digest: digestOf("x"), size: 1 };
const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

test.each([
  [
    'Bearer realm="https://auth.io/token",service="registry.io",scope="repository:a:pull"',
    { scheme: "bearer", realm: "https://auth.io/token", service: "registry.io", scope: "repository:a:pull" },
  ],
  ['bearer  realm=https://a.io/t , error="insufficient_scope"', { scheme: "bearer", realm: "https://a.io/t", error: "insufficient_scope" }],
  ['Basic realm="x", Bearer realm="https://a.io/t"', { scheme: "bearer", realm: "https://a.io/t" }],
  ['Basic realm="Registry"', { scheme: "basic" }],
  ["Basic", { scheme: "basic" }],
  ["Bearer", undefined],
  ["Negotiate", undefined],
  [null, undefined],
])("reads the challenge %j", (header, expected) => {
  expect(parseChallenge(header)).toEqual(expected);
});

test("reads any header without failing", () => {
  const piece = fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom("Bearer ", "Basic ", 'realm="', '"', ",", "\\", "=", "scope"));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) =>
      ["basic", "bearer", undefined].includes(parseChallenge(pieces.join(""))?.scheme),
    ),
  );
});

test("reads manifests and indexes, also without a media type", () => {
  const manifest = { schemaVersion: 2, config: descriptor, layers: [descriptor], annotations: { a: "b" }, subject: descriptor };
  expect(parseManifest(bytesOf(manifest), "it")).toMatchObject({
    isIndex: false,
    mediaType: MEDIA_TYPES.manifest,
    layers: [descriptor],
    annotations: { a: "b" },
  });
  const platform = { os: "linux", architecture: "arm64", variant: "v8" };
  expect(parseManifest(bytesOf({ schemaVersion: 2, manifests: [{ ...descriptor, platform }] }), "it")).toMatchObject({
    isIndex: true,
    manifests: [{ platform }],
  });
});

test.each([
  ["not JSON", Buffer.from("{"), "it is not JSON"],
  ["invalid UTF-8", Buffer.from([0x22, 0xff, 0x22]), "it is not JSON"],
  ["a list", bytesOf([]), "not a JSON object"],
  ["schema version 1", bytesOf({ schemaVersion: 1, layers: [] }), "no known media type"],
  ["an unknown type", bytesOf({ schemaVersion: 2, mediaType: "text/html" }), "its media type is 'text/html'"],
  ["no config", bytesOf({ schemaVersion: 2, layers: [] }), "the config of it cannot be used"],
  [
    "a digest that leads out of a folder",
    bytesOf({ schemaVersion: 2, config: { ...descriptor, digest: "sha256:../../x" }, layers: [] }),
    "its digest is",
  ],
  ["a negative size", bytesOf({ schemaVersion: 2, config: { ...descriptor, size: -1 }, layers: [] }), "its size is -1"],
  ["layers that are no list", bytesOf({ schemaVersion: 2, config: descriptor, layers: {} }), "there is no list"],
])("refuses %s as a manifest", (_, bytes, message) => {
  expect(() => parseManifest(bytes, "it")).toThrow(message);
});

test("any JSON is a manifest or refused with a plain error", () => {
  const value = fc.oneof(fc.jsonValue(), fc.constant(descriptor), fc.constant([descriptor]));
  const keys = {
    schemaVersion: fc.constantFrom(2, 1),
    mediaType: fc.constantFrom(MEDIA_TYPES.index, MEDIA_TYPES.manifest, "x"),
    config: value,
    layers: value,
    manifests: value,
    subject: value,
    annotations: value,
  };
  fc.assert(
    fc.property(fc.record(keys, { requiredKeys: [] }), (manifest) => {
      try {
        for (const layer of parseManifest(bytesOf(manifest), "it").layers) expect(layer.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      } catch (error) {
        expect(error).toBeInstanceOf(ActionError);
      }
    }),
    { numRuns: 1000 },
  );
});
