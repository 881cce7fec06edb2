import { expect, test } from "vitest";
import { bodyOf, keepBody, parseBody } from "./log-body.ts";

const SAID = { kind: "dsse", apiVersion: "0.0.1", spec: { signatures: [{ signature: "AAAA" }], payloadHash: { value: "ff" } } };
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");

test("what a body says is remembered for the entry with exactly that body", () => {
  const entry = { canonicalizedBody: encode(SAID) };
  const said = { kind: "dsse", version: "0.0.1", signature: "AAAA", payload: "ff" };
  expect(bodyOf(entry)).toEqual(said);
  keepBody(entry, parseBody(entry.canonicalizedBody));
  expect(bodyOf(entry)).toEqual(said);
  expect(bodyOf(entry)).toBe(bodyOf(entry));
  entry.canonicalizedBody = encode({ ...SAID, kind: "other" });
  expect(bodyOf(entry)).toEqual({ ...said, kind: "other" });
});

test.each([
  ["two signatures", { ...SAID, spec: { signatures: [{ signature: "AAAA" }, { signature: "BBBB" }] } }],
  ["no signature", { ...SAID, spec: { signatures: [] } }],
  ["none that is a text", { ...SAID, spec: { signatures: [{ signature: 1 }] } }],
  ["nothing", null],
])("a body with %s says no signature", (_, body) => {
  expect(bodyOf({ canonicalizedBody: encode(body) }).signature).toBeUndefined();
});

test("what is no JSON says nothing", () => {
  expect(parseBody("e30")).toEqual({});
  expect(parseBody("AAAA")).toBeUndefined();
  expect(bodyOf(undefined)).toEqual({ kind: undefined, version: undefined, signature: undefined, payload: undefined });
});
