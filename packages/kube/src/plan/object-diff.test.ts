import fc from "fast-check";
import { expect, test } from "vitest";
import { diffObjects } from "./object-diff.ts";
import type { KubeObject } from "../api/object.ts";

const object = (kind: string, fields: object, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "x", ...metadata },
  ...fields,
});

test("names list items by what identifies them, and leaves out what the server sets", () => {
  const before = object(
    "Thing",
    {
      spec: {
        containers: [
          { name: "a", image: "1" },
          { name: "b", image: "1" },
        ],
        args: ["x"],
      },
      status: { ready: true },
    },
    { resourceVersion: "1", uid: "u", generation: 1, annotations: { "deployment.kubernetes.io/revision": "1" } },
  );
  const after = object(
    "Thing",
    {
      spec: {
        containers: [
          { name: "b", image: "2" },
          { name: "a", image: "1" },
        ],
        args: ["x", "y"],
      },
    },
    { resourceVersion: "2", managedFields: [{}], labels: { "a.b/c": "d" } },
  );
  expect(diffObjects(before, after)).toEqual([
    { path: "metadata.labels", after: { "a.b/c": "d" } },
    { path: "spec.args[1]", after: "y" },
    { path: "spec.containers[name=b].image", before: "1", after: "2" },
  ]);
});

test("never shows a value of a Secret, whether it comes, changes or goes", () => {
  const secret = (data: object): KubeObject => object("Secret", { data, type: "Opaque" });
  const changes = diffObjects(secret({ a: "aHVudGVyMg==", b: "b2xk" }), secret({ a: "aHVudGVyMw==", c: "bmV3" }));
  expect(changes).toEqual([
    { path: "data.a", before: "(hidden)", after: "(hidden, changed)" },
    { path: "data.b", before: "(hidden)" },
    { path: "data.c", after: "(hidden)" },
  ]);
  const values = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.stringMatching(/^canary-[0-9a-f]{6}$/));
  fc.assert(
    fc.property(fc.option(values, { nil: undefined }), fc.option(values, { nil: undefined }), (before, after) => {
      const text = JSON.stringify(diffObjects(before && secret(before), after && secret(after)));
      expect(text).not.toContain("canary-");
    }),
  );
});

test("leaves out what the server allocates unless the manifest asks for it", () => {
  const live = object("Service", { spec: { clusterIP: "10.0.0.1", ports: [{ name: "http", port: 80, nodePort: 30_001 }] } });
  const next = object("Service", { spec: { clusterIP: "10.0.0.2", ports: [{ name: "http", port: 80, nodePort: 30_002 }] } });
  expect(diffObjects(live, next, object("Service", { spec: { ports: [{ name: "http", port: 80 }] } }))).toEqual([]);
  expect(
    diffObjects(live, next, object("Service", { spec: { ports: [{ name: "http", port: 80, nodePort: 30_002 }] } })).map(({ path }) => path),
  ).toEqual(["spec.ports[name=http].nodePort"]);
});

test("is empty for equal objects, and the other way round names the same paths", () => {
  const spec = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(spec, spec, (a, b) => {
      const [before, after] = [object("Thing", { spec: a }), object("Thing", { spec: b })];
      expect(diffObjects(before, structuredClone(before))).toEqual([]);
      expect(
        diffObjects(before, after)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(
        diffObjects(after, before)
          .map(({ path }) => path)
          .sort(),
      );
    }),
  );
});
