import { expect, test } from "vitest";
import { changeText } from "./change-text.ts";

test("a changed field is shown with its path, before and after", () => {
  const diff = [
    { path: "spec.replicas", before: 1, after: 2 },
    { path: "metadata.labels.tier", after: "web" },
    { path: "spec.paused", before: true },
  ];
  expect(changeText({ diff })).toBe(
    ["- spec.replicas: 1", "+ spec.replicas: 2", "+ metadata.labels.tier: web", "- spec.paused: true"].join("\n"),
  );
});

test("a new object is shown field by field, lists by the names of their items", () => {
  const after = {
    kind: "Deployment",
    metadata: { name: "api", annotations: { "a.b/c": "yes" } },
    spec: { containers: [{ name: "api", args: [], command: ["node", "a b"] }] },
  };
  expect(changeText({ diff: [{ path: "", after }] }).split("\n")).toEqual([
    "+ kind: Deployment",
    "+ metadata.name: api",
    `+ metadata.annotations.'a.b/c': "yes"`,
    "+ spec.containers[name=api].name: api",
    "+ spec.containers[name=api].args: []",
    "+ spec.containers[name=api].command[0]: node",
    '+ spec.containers[name=api].command[1]: "a b"',
  ]);
});

test("of a text of many lines the lines that change are shown with those around them", () => {
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
  const before = lines.join("\n");
  const after = lines.with(4, "LINE 4").join("\n");
  expect(changeText({ diff: [{ path: "data.'a.ini'", before, after }] }).split("\n")).toEqual([
    "  data.'a.ini': |",
    "    … 2 lines as before",
    "    line 2",
    "    line 3",
    "-   line 4",
    "+   LINE 4",
    "    line 5",
    "    line 6",
    "    … 2 lines as before",
  ]);
});

test("nothing of a value is cut, however long it is", () => {
  const value = "x".repeat(100_000);
  expect(changeText({ diff: [{ path: "data.a", after: value }] })).toContain(value);
});
