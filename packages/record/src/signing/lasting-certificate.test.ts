import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textAt, withValue } from "@waybill/kit";
import { HONEST, RUN, TOOL } from "@waybill/testing/honest-release";
import { startLoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import type { LoopbackSigstore } from "@waybill/testing/loopback-sigstore";
import { createStatement, keylessSigner, parseSigningConfig, parseTrustRoots, signStatement } from "../index.ts";
import type { Bundle, TrustRoot } from "../index.ts";
import { parseBundle, verifyBundle } from "./bundle.ts";
import { elementsOf } from "./der.ts";
import { keepBytes, writeAtOnce } from "./lasting-certificate.ts";
import type { Certificate, Element } from "./lasting-certificate.ts";

const CERTIFICATE = ["verificationMaterial", "certificate", "rawBytes"];
const STAMP = ["verificationMaterial", "timestampVerificationData", "rfc3161Timestamps", 0, "signedTimestamp"];
/** Every so many-th byte is changed. */
const STEP = 11;

describe.each(["public-good", "github"] as const)("with a certificate like those of %s", (kind) => {
  let sigstore: LoopbackSigstore;
  let bundle: Bundle;
  let roots: TrustRoot[];

  beforeAll(async () => {
    sigstore = await startLoopbackSigstore({ kind });
    const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
    bundle = await signStatement(
      createStatement(HONEST.plan, RUN, TOOL),
      keylessSigner({ services, identityToken: async () => sigstore.token() }),
    );
    roots = await parseTrustRoots(sigstore.trustedRoot(), "root.json");
  });
  afterAll(() => sigstore[Symbol.asyncDispose]());

  test("every element has the bytes that the library writes, also after an extension was taken out", () => {
    const [plain, kept] = [certificateOf(bundle), keepBytes(certificateOf(bundle))];
    expect(bytesBelow(kept.root)).toEqual(bytesBelow(plain.root));
    expect(kept.publicKey).toEqual(plain.publicKey);
    for (const at of plain.extensions.keys()) {
      const [plainCopy, keptCopy] = [plain.clone(), kept.clone()];
      for (const copy of [plainCopy, keptCopy]) copy.extensions.splice(at, 1);
      expect(bytesBelow(keptCopy.root)).toEqual(bytesBelow(plainCopy.root));
    }
    expect(bytesBelow(kept.root)).toEqual(bytesBelow(plain.root));
  });

  test("no changed byte of certificate or time stamp is judged otherwise than by the library alone", () => {
    const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot())));
    const thresholds = { tlogThreshold: material.tlogs.length, ctlogThreshold: material.ctlogs.length, timestampThreshold: 1 };
    // A verifier and a trust root of its own for each, so that nothing is shared with ours.
    const byLibrary = (json: unknown): boolean =>
      succeeds(() => new Verifier(material, thresholds).verify(toSignedEntity(bundleFromJSON(json))));
    const byUs = (json: unknown): boolean => succeeds(() => roots[0]?.verify(json));
    expect([byLibrary(bundle), byUs(bundle)]).toEqual([true, true]);
    let refused = 0;
    for (const path of [CERTIFICATE, STAMP]) {
      const bytes = Buffer.from(textAt(bundle, ...path) ?? "", "base64");
      // Every run looks elsewhere.
      for (let at = Math.floor(Math.random() * STEP); at < bytes.length; at += STEP) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const json = withValue(bundle, path, changed.toString("base64"));
        const expected = byLibrary(json);
        expect(byUs(json), `${path.join(".")} ${at}`).toBe(expected);
        refused += expected ? 0 : 1;
      }
    }
    expect(refused).toBeGreaterThan(500 / STEP);
    // What was kept of all those does not make the honest one say anything else.
    expect(byUs(bundle)).toBe(true);
  }, 60_000);

  test("no bit of a certificate outside of what its authority signed can be another one", () => {
    const bytes = Buffer.from(textAt(bundle, ...CERTIFICATE) ?? "", "base64");
    const [whole] = elementsOf(bytes) ?? [];
    const [signed] = elementsOf(whole?.value ?? new Uint8Array()) ?? [];
    const begin = bytes.indexOf(signed?.bytes ?? "none");
    const end = begin + (signed?.bytes.length ?? 0);
    expect([begin, end < bytes.length]).toEqual([4, true]);
    const accepts = (der: Buffer): boolean =>
      succeeds(() => verifyBundle(parseBundle(withValue(bundle, CERTIFICATE, der.toString("base64"))), [], roots));
    expect(accepts(bytes)).toBe(true);
    const outside = [...bytes.keys()].filter((at) => at < begin || at >= end);
    for (const at of outside) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(accepts(changed), `byte ${at}, bit ${bit}`).toBe(false);
      }
    }
    expect(accepts(Buffer.concat([bytes, Buffer.from([0])]))).toBe(false);
  });
});

test("a time stamp's elements have the bytes that the library writes, fresh each time", async () => {
  await using sigstore = await startLoopbackSigstore({ kind: "github" });
  const services = parseSigningConfig(sigstore.signingConfig, "signing_config.json");
  const signer = keylessSigner({ services, identityToken: async () => sigstore.token() });
  const signed = await signStatement(createStatement(HONEST.plan, RUN, TOOL), signer);
  const rootOf = (): Element => {
    const [stamp] = toSignedEntity(bundleFromJSON(signed)).timestamps;
    if (stamp?.$case !== "timestamp-authority") throw new TypeError("no time stamp");
    return stamp.timestamp.root;
  };
  const [plain, written] = [rootOf(), rootOf()];
  writeAtOnce(written);
  expect(bytesBelow(written)).toEqual(bytesBelow(plain));
  // The library changes the first byte of what it gets.
  written.toDER()[0] = 0;
  expect(bytesBelow(written)).toEqual(bytesBelow(plain));
});

function certificateOf(bundle: Bundle): Certificate {
  const { key } = toSignedEntity(bundleFromJSON(bundle));
  if (key.$case !== "certificate") throw new TypeError("no certificate");
  return key.certificate;
}

/** The bytes of an element and of all below it. */
function bytesBelow(element: Element): string[] {
  return [element.toDER().toString("hex"), ...element.subs.flatMap(bytesBelow)];
}

function succeeds(work: () => unknown): boolean {
  try {
    return work() !== undefined;
  } catch {
    return false;
  }
}
