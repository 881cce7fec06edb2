import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, findNearest } from "./nearest.ts";

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
