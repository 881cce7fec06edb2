import fc from "fast-check";
import { expect, test } from "vitest";
import { countOf, cutText, editDistance, findNearest } from "./text.ts";

test("a mistyped word finds the one that was meant, a foreign word finds none", () => {
  const known = ["context", "dockerfile", "target"];
  expect(findNearest("contxt", known)).toBe("context");
  expect(findNearest("Dockerfile", known)).toBe("dockerfile");
  expect(findNearest("tagret", known)).toBe("target");
  expect(findNearest("replicas", known)).toBeUndefined();
});

test("the distance is symmetric and zero only for equal words", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});

test("the beginning of a word finds the whole one when none is nearer", () => {
  expect(findNearest("must_be_b", ["must_be", "must_be_between"])).toBe("must_be");
  expect(findNearest("dup", ["missing_count", "duplicate_count"])).toBe("duplicate_count");
  expect(findNearest("du", ["missing_count", "duplicate_count"])).toBeUndefined();
});

test("a correct word finds itself, whatever else is known", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1 }), (known) => {
      const word = known[0] ?? "";
      expect(findNearest(word, known)?.toLowerCase()).toBe(word.toLowerCase());
    }),
  );
});

test("counts take the singular for one alone", () => {
  expect([countOf(0, "file"), countOf(1, "file"), countOf(2, "entry", "entries")]).toEqual(["0 files", "1 file", "2 entries"]);
});

test("a text is cut where a word ends, so that no half of a secret is left that nobody would recognise", () => {
  expect(cutText("short", 10)).toBe("short");
  expect(cutText("refused: token ghp_1234567890", 20)).toBe("refused: token …");
  expect(cutText(`{"message":"abcdef"}`, 16)).toBe(`{"message":"…`);
  fc.assert(
    fc.property(fc.stringMatching(/^[\w+/=]{8,20}$/), fc.integer({ min: 1, max: 40 }), (secret, max) => {
      const cut = cutText(`said '${secret}' and more`, max);
      expect(cut.includes(secret) || !cut.includes(secret.slice(0, 4))).toBe(true);
    }),
  );
});
