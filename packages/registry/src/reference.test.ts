import { ActionError, digestOf } from "@waybill/kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatReference, isTag, parseReference } from "./reference.ts";

const digest = digestOf("x");

test.each([
  ["ghcr.io/o/r", { registry: "ghcr.io", repository: "o/r" }],
  ["127.0.0.1:5000/base/node:24", { registry: "127.0.0.1:5000", repository: "base/node", tag: "24" }],
  [`localhost/a@${digest}`, { registry: "localhost", repository: "a", digest }],
  [`[::1]:5000/a:t@${digest}`, { registry: "[::1]:5000", repository: "a", tag: "t", digest }],
  ["node:24-alpine", { registry: "docker.io", repository: "library/node", tag: "24-alpine" }],
  ["grafana/grafana", { registry: "docker.io", repository: "grafana/grafana" }],
])("reads %s", (text, expected) => {
  expect(parseReference(text)).toEqual(expected);
});

test.each([
  ["", "names no repository"],
  ["ghcr.io/Owner/App", "upper-case letters; write it as 'ghcr.io/owner/app'"],
  ["a:b:c", "has the part"],
  ["a@b@c", "more than one '@'"],
  ["a@sha256:12", "not sha256"],
  ["a:.tag", "has the tag '.tag'"],
  ["ghcr.io/", "names no repository"],
  ["ghcr.io/a//b", "has the part ''"],
  ["ghcr.io/a..b", "has the part 'a..b'"],
  ["ghcr.io/a/../b", "has the part '..'"],
  [`ghcr.io/${"a".repeat(300)}`, "more than 255"],
])("refuses '%s' and says why", (text, message) => {
  expect(() => parseReference(text)).toThrow(message);
});

describe("any text", () => {
  test("is refused with an input error or read so that writing and reading it again changes nothing", () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("a", "b-c", ".", "/", ":", "@", "ghcr.io", "localhost:5000", "sha256:", digest, "A", "__", "24"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        try {
          const reference = parseReference(text);
          expect(parseReference(formatReference(reference))).toEqual(reference);
          expect(reference.repository).not.toMatch(/\.\.|[A-Z\s]/);
        } catch (error) {
          if (!(error instanceof ActionError)) throw error;
          expect(error.kind).toBe("input");
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("is a tag only when every registry accepts it", () => {
    expect(["v1.2", "_x", "a".repeat(128)].every(isTag)).toBe(true);
    expect(["", "-a", ".a", "a b", "a/b", "a".repeat(129), "a\n"].some(isTag)).toBe(false);
  });
});
