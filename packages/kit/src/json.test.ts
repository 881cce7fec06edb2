import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./digest.ts";
import { isRecord, isSameJson, isTextList, jsonPointer, listAt, numberAt, recordAt, textAt, textsAt, valueAt, withValue } from "./json.ts";

const pod = { metadata: { labels: { app: "shop", replicas: 2 } }, spec: { containers: [{ name: "web", ports: [{ containerPort: 80 }] }] } };

test("finds what is there, and nothing where something else is there", () => {
  expect(textAt(pod, "spec", "containers", 0, "name")).toBe("web");
  expect(numberAt(pod, "spec", "containers", 0, "ports", 0, "containerPort")).toBe(80);
  expect(textAt(pod, "spec", "containers", 0, "ports")).toBeUndefined();
  expect(valueAt(pod, "spec", "containers", "0")).toBeUndefined();
  expect(listAt(pod, "spec", "volumes")).toEqual([]);
  expect(recordAt(pod, "spec", "containers")).toEqual({});
  expect(textsAt(pod, "metadata", "labels")).toEqual({ app: "shop" });
});

test("never finds what an object only inherits", () => {
  expect(valueAt({}, "constructor")).toBeUndefined();
  expect(valueAt([], "length")).toBeUndefined();
  expect(textsAt(JSON.parse('{"__proto__":"x"}'))).toEqual(JSON.parse('{"__proto__":"x"}'));
});

test("tells objects and lists of texts from everything else", () => {
  expect([{}, { a: 1 }].every(isRecord)).toBe(true);
  expect([null, [], "a", 1, undefined].some(isRecord)).toBe(false);
  expect(isTextList(["a"])).toBe(true);
  expect(isTextList(["a", 1])).toBe(false);
});

test("a changed copy has the new value at the path, and the original is untouched", () => {
  const changed = withValue(pod, ["spec", "containers", 0, "name"], "api");
  expect(textAt(changed, "spec", "containers", 0, "name")).toBe("api");
  expect(textAt(pod, "spec", "containers", 0, "name")).toBe("web");
  expect(withValue(changed, ["spec", "containers", 0, "name"], "web")).toEqual(pod);
  expect(() => withValue(pod, ["spec", "volumes", 0], {})).toThrow("nothing at '/spec/volumes'");
});

test("a pointer is read back to the keys that it was made of", () => {
  expect(jsonPointer(["spec", "a/b", 0, "c~d"])).toBe("/spec/a~1b/0/c~0d");
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      const keys = jsonPointer(path).split("/").slice(1);
      expect(keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))).toEqual(path);
    }),
  );
});

test("two values are the same JSON exactly when their one text is the same", () => {
  const changes = fc
    .letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>(null, undefined, 0, -0, 1, "", "a", true, {}, []),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), tie("value"), { maxKeys: 2 }),
      ),
    }))
    .value.map((value) => value ?? null);
  fc.assert(
    fc.property(changes, changes, (one, other) => {
      expect(isSameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
      expect(isSameJson(one, structuredClone(one))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
