import fc from "fast-check";
import { expect, test } from "vitest";
import { valueAt } from "@waybill/kit";
import { parseFieldPath } from "./field-path.ts";

const object = {
  metadata: { labels: { "app.kubernetes.io/name": "api" }, finalizers: ["a/b"] },
  spec: {
    ports: [{ port: 80 }, { port: 81, protocol: "UDP" }],
    template: { spec: { containers: [{ name: "side" }, { name: "api", image: "x" }] } },
  },
};

test.each<[string, (string | number)[]]>([
  ['.spec.template.spec.containers[name="api"].image', ["spec", "template", "spec", "containers", 1, "image"]],
  ["spec.ports[1].port", ["spec", "ports", 1, "port"]],
  ['.spec.ports[port=80,protocol="TCP"].port', ["spec", "ports", 0, "port"]],
  [".metadata.labels[app.kubernetes.io/name]", ["metadata", "labels", "app.kubernetes.io/name"]],
  ['.metadata.finalizers[="a/b"]', ["metadata", "finalizers", 0]],
  [".spec.nothing.here", ["spec"]],
  ['.spec.template.spec.containers[name="none"].image', ["spec", "template", "spec", "containers"]],
  ["", []],
])("%s means %j", (text, path) => {
  expect(parseFieldPath(text, object)).toEqual(path);
});

test("any text leads to something that the object has", () => {
  const parts = fc.constantFrom(".spec", ".ports", "[0]", '[name="api"]', "[", "]", "..", ".template", ".spec", '[="', "[port=80]", "\\");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((list) => list.join("")),
      ),
      (text) => {
        expect(valueAt(object, ...parseFieldPath(text, object))).toBeDefined();
      },
    ),
  );
});
