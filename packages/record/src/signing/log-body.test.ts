import { expect, test } from "vitest";
import { bodyOf } from "./log-body.ts";

const SAID = { kind: "dsse", apiVersion: "0.0.1", spec: { signatures: [{ signature: "AAAA" }], payloadHash: { value: "ff" } } };
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");

test("what a body says is remembered for the entry with exactly that body", () => {
  const entry = { canonicalizedBody: encode(SAID) };
  const said = { kind: "dsse", version: "0.0.1", signature: "AAAA", payload: "ff" };
  expect(bodyOf(entry)).toMatchObject(said);
  expect(bodyOf(entry)).toBe(bodyOf(entry));
  entry.canonicalizedBody = encode({ ...SAID, kind: "other" });
  expect(bodyOf(entry)).toMatchObject({ ...said, kind: "other" });
});

test.each([
  ["two signatures", { ...SAID, spec: { signatures: [{ signature: "AAAA" }, { signature: "BBBB" }] } }],
  ["no signature", { ...SAID, spec: { signatures: [] } }],
  ["none that is a text", { ...SAID, spec: { signatures: [{ signature: 1 }] } }],
  ["nothing", null],
])("a body with %s says no signature", (_, body) => {
  expect(bodyOf({ canonicalizedBody: encode(body) }).signature).toBeUndefined();
});

test.each([
  ["no JSON", "AAAA"],
  ["not there", undefined],
])("what is %s says nothing", (_, canonicalizedBody) => {
  const { bytes, base64, ...said } = bodyOf({ canonicalizedBody });
  expect([bytes.toString("base64"), base64]).toEqual([canonicalizedBody ?? "", canonicalizedBody ?? ""]);
  expect(Object.values(said).every((value) => value === undefined)).toBe(true);
});

test("what a body is written as is how its log writes it, however the entry does", () => {
  expect(bodyOf({ canonicalizedBody: "e31=" }).base64).toBe("e30=");
});

test.each([
  [
    "base64 of PEM",
    {
      spec: {
        signatures: [{ verifier: Buffer.from("-----BEGIN CERTIFICATE-----\nAA\nAA\n-----END CERTIFICATE-----\n").toString("base64") }],
      },
    },
  ],
  ["base64 of DER", { spec: { dsseV002: { signatures: [{ verifier: { x509Certificate: { rawBytes: "AAAA" } } }] } } }],
])("a body names its certificate as %s", (_, body) => {
  expect(bodyOf({ canonicalizedBody: encode(body) }).certificate).toBe("AAAA");
});
