import fc from "fast-check";
import { expect, test } from "vitest";
import { formatSelector, matchesSelector, parseSelector, selectorOf } from "./selector.ts";

const labels = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.stringMatching(/^[a-z]{0,2}$/));

test("labels satisfy a selector made of some of them", () => {
  fc.assert(
    fc.property(labels, (all) => {
      const some = Object.fromEntries(Object.entries(all).slice(0, 2));
      expect(matchesSelector(parseSelector({ matchLabels: some }), all)).toBe(Object.keys(some).length > 0);
    }),
  );
});

test("an expression and its opposite never agree", () => {
  fc.assert(
    fc.property(labels, fc.stringMatching(/^[a-z]{1,3}$/), fc.array(fc.stringMatching(/^[a-z]{0,2}$/)), (all, key, values) => {
      const judge = (operator: string): boolean => matchesSelector(parseSelector({ matchExpressions: [{ key, operator, values }] }), all);
      expect(judge("In")).toBe(!judge("NotIn"));
      expect(judge("Exists")).toBe(!judge("DoesNotExist"));
    }),
  );
});

test("any JSON is read without an error, and an unknown operator matches nothing", () => {
  fc.assert(
    fc.property(fc.jsonValue(), labels, (value, all) => void expect(typeof matchesSelector(parseSelector(value), all)).toBe("boolean")),
  );
  expect(matchesSelector(parseSelector({ matchExpressions: [{ key: "a", operator: "Like", values: ["b"] }] }), { a: "b" })).toBe(false);
});

test("a selector is written as the API wants it, that of a Service too", () => {
  const expressions = [
    { key: "a", operator: "In", values: ["b", "c"] },
    { key: "d", operator: "Exists" },
    { key: "e", operator: "DoesNotExist" },
    { key: "f", operator: "NotIn", values: ["g"] },
  ];
  expect(formatSelector(parseSelector({ matchLabels: { app: "x" }, matchExpressions: expressions }))).toBe(
    "app=x,a in (b,c),d,!e,f notin (g)",
  );
  expect(formatSelector(selectorOf({ spec: { selector: { app: "x", tier: "y" } } }))).toBe("app=x,tier=y");
});
