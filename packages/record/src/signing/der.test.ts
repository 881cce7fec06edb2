import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity } from "@sigstore/verify";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { createStatement, keylessSigner, parseSigningConfig, signStatement } from "../index.ts";
import type { Bundle } from "../index.ts";
import { elementsOf, headLength, headOf, isSound } from "./der.ts";
import type { DerElement } from "./der.ts";

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("an element of %i bytes is read, and two of them one behind another", (length) => {
  const one = element(length);
  const read = elementsOf(Buffer.concat([one, one]));
  expect(read?.map(({ tag, value, bytes }) => [tag, value.length, Buffer.compare(bytes, one)])).toEqual([
    [0x30, length, 0],
    [0x30, length, 0],
  ]);
});

test.each([
  ["a length in more octets than needed", "30810100"],
  ["a length that begins with a zero", "3082008000"],
  ["a length without an end", "30800000"],
  ["less than it says", "300200"],
  ["a tag alone", "30"],
  ["the beginning of a length alone", "3082"],
  ["a length of five octets", "30850000000001ff"],
])("bytes with %s are refused", (_, hex) => {
  expect(elementsOf(Buffer.from(hex, "hex"))).toBeUndefined();
});

/** A sequence of so many zero bytes. */
function element(length: number): Buffer {
  const octets = headLength(length) - 2;
  const head = Buffer.from([0x30, octets === 0 ? length : 0x80 + octets]);
  const rest = Buffer.alloc(octets);
  if (octets > 0) rest.writeUIntBE(length, 0, octets);
  return Buffer.concat([head, rest, Buffer.alloc(length)]);
}

test("a head is written as it is read", () => {
  for (const length of [0, 127, 128, 256, 65_536]) expect(headOf(0x30, length)).toEqual(element(length).subarray(0, headLength(length)));
});

test("no changed bytes are sound that Sigstore's library does not read, and what both read is the same", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const signer = keylessSigner({ services, identityToken: async () => sigstore.token() });
  const bundle = await signStatement(createStatement(HONEST.plan, RUN, TOOL), signer);
  const material = bundle.verificationMaterial;
  if (!("certificate" in material)) throw new TypeError("no certificate");
  const stamp = material.timestampVerificationData?.rfc3161Timestamps[0]?.signedTimestamp ?? "";
  let sound = 0;
  for (const honest of [material.certificate.rawBytes, stamp].map((text) => Buffer.from(text, "base64"))) {
    expect(outlineOf(honest)).toEqual(readByLibrary(bundle, honest));
    const changes = fc.array(fc.tuple(fc.nat(honest.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = Buffer.from(honest);
        for (const [at, value] of list) changed[at] = value;
        const outline = outlineOf(changed);
        if (!outline) return;
        sound++;
        expect(outline).toEqual(readByLibrary(bundle, changed));
      }),
      { numRuns: 1500 },
    );
  }
  expect(sound).toBeGreaterThan(100);
}, 60_000);

/** Tags and values of an element and of all that its tag says it consists of. */
type Outline = readonly [tag: number, value: string, ...subs: Outline[]];

function outlineOf(bytes: Buffer): Outline | undefined {
  const [only, ...more] = elementsOf(bytes) ?? [];
  const outline = (one: DerElement): Outline => [
    one.tag,
    one.value.toString("hex"),
    ...((one.tag & 0x20) === 0 ? [] : (one.elements() ?? []).map(outline)),
  ];
  return only && more.length === 0 && isSound(only) ? outline(only) : undefined;
}

/** As the library reads the bytes in the place of a certificate. */
function readByLibrary(bundle: Bundle, bytes: Buffer): Outline {
  const verificationMaterial = { ...bundle.verificationMaterial, certificate: { rawBytes: bytes.toString("base64") } };
  const { key } = toSignedEntity(bundleFromJSON({ ...bundle, verificationMaterial }));
  if (key.$case !== "certificate") throw new TypeError("no certificate");
  type Read = typeof key.certificate.root;
  const outline = (one: Read): Outline => [
    one.tag.toDER(),
    one.value.toString("hex"),
    ...(one.tag.constructed ? one.subs.map(outline) : []),
  ];
  return outline(key.certificate.root);
}
