import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeIdentity, identityOf } from "./identity.ts";

const oid = (arc: number): string => `1.3.6.1.4.1.57264.1.${arc}`;

/** A UTF8String in DER. */
function utf8(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length < 128) return Buffer.from([0x0c, bytes.length, ...bytes]);
  const length = bytes.length < 256 ? [0x81, bytes.length] : [0x82, bytes.length >> 8, bytes.length & 255];
  return Buffer.from([0x0c, ...length, ...bytes]);
}

test("every claim of Fulcio's second version is read from its own extension", () => {
  const claims = {
    8: "issuer",
    9: "workflow",
    12: "repository",
    13: "commit",
    14: "ref",
    18: "started",
    20: "push",
    21: "run",
    22: "public",
  };
  const identity = identityOf(Object.entries(claims).map(([arc, value]) => ({ oid: oid(Number(arc)), value: utf8(value) })));
  expect(identity).toEqual({
    kind: "certificate",
    issuer: "issuer",
    workflow: "workflow",
    repository: "repository",
    commit: "commit",
    ref: "ref",
    startedWorkflow: "started",
    trigger: "push",
    run: "run",
    visibility: "public",
  });
});

test("what a certificate does not say is absent, and the older raw extensions say nothing", () => {
  expect(
    identityOf([
      { oid: oid(1), value: Buffer.from("https://issuer") },
      { oid: "2.5.29.17", value: Buffer.from("x") },
    ]),
  ).toEqual({ kind: "certificate" });
});

test("texts of any length are read as they were written", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: "grapheme" }), (text) => {
      expect(identityOf([{ oid: oid(9), value: utf8(text) }]).workflow).toBe(text);
    }),
    { examples: [["x".repeat(127)], ["x".repeat(128)], ["x".repeat(255)], ["x".repeat(256)], ["\uFEFFx"]] },
  );
});

describe("a claim with two readings is refused:", () => {
  const good = utf8("acme");
  test.each([
    ["another type than UTF8String", [Buffer.concat([Buffer.from([0x16]), good.subarray(1)])], "is not a UTF8String"],
    ["something behind the text", [Buffer.concat([good, Buffer.from("x")])], "is not a UTF8String"],
    ["less than the length says", [good.subarray(0, -1)], "is not a UTF8String"],
    ["a length in more octets than needed", [Buffer.concat([Buffer.from([0x0c, 0x81, 4]), good.subarray(2)])], "is not a UTF8String"],
    ["bytes that are no UTF-8", [Buffer.from([0x0c, 1, 0xff])], "is not UTF-8"],
    ["nothing at all", [Buffer.alloc(0)], "is not a UTF8String"],
    ["the claim twice", [good, good], "stands twice"],
  ])("%s", (_, values, reason) => {
    expect(() => identityOf(values.map((value) => ({ oid: oid(12), value })))).toThrow(reason);
  });
});

test("an identity is named by its workflow, or by the beginning of its key's id", () => {
  expect(describeIdentity({ kind: "key", keyId: "A".repeat(43) })).toBe("key AAAAAAAAAAAA…");
  expect(describeIdentity({ kind: "certificate", workflow: "https://github.com/acme/shop/.github/workflows/x.yml@refs/heads/main" })).toBe(
    "acme/shop/.github/workflows/x.yml@refs/heads/main",
  );
  expect(describeIdentity({ kind: "certificate", issuer: "https://accounts.example" })).toContain("https://accounts.example");
});
