import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiRefusal } from "../object.ts";
import type { KubeObject } from "../object.ts";
import { strategicMergePatch } from "./patch.ts";
import { decodeProtobuf } from "./protobuf.ts";
import { amountOf } from "../controllers/scheduling.ts";
import { findUnknownFields } from "./schema.ts";
import { parseFieldSelector, parseLabelSelector } from "../selectors.ts";
import { validateObject } from "./validation.ts";

const labelled = (labels: Record<string, string>): KubeObject => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "x", labels } });

test.each([
  ["app=api", true],
  ["app==api,tier!=db", true],
  ["app in (web, api)", true],
  ["app notin (api)", false],
  ["!legacy", true],
  ["app,legacy", false],
  ["", true],
])("the selector '%s' on app=api is %s", (text, expected) => {
  expect(parseLabelSelector(text)(labelled({ app: "api" }))).toBe(expected);
});

test("field selectors read nested fields", () => {
  const pod = { ...labelled({}), status: { phase: "Running" } };
  expect([parseFieldSelector("status.phase=Running,metadata.name!=y")(pod), parseFieldSelector("status.phase=Failed")(pod)]).toEqual([
    true,
    false,
  ]);
});

/** Whatever comes in, the answer is a value or a refusal, never another error. */
function refusesOrReads(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(ApiRefusal);
  }
}

test("selectors and protobuf bodies of any kind are read or refused, and nothing else happens", () => {
  fc.assert(fc.property(fc.string(), (text) => refusesOrReads(() => parseLabelSelector(text)(labelled({})))));
  fc.assert(fc.property(fc.string(), (text) => refusesOrReads(() => parseFieldSelector(text)(labelled({})))));
  const secret = Buffer.from("6b3873000a0c0a02763112065365637265741200", "hex");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (tail) =>
      refusesOrReads(() => decodeProtobuf(Buffer.concat([secret.subarray(0, 18), Buffer.from([0x12, tail.length]), tail]))),
    ),
  );
});

test("a Secret in protobuf is what it would be in JSON", () => {
  const text = (field: number, value: Buffer | string): Buffer =>
    Buffer.concat([Buffer.from([(field << 3) | 2, Buffer.from(value).length]), Buffer.from(value)]);
  const raw = Buffer.concat([
    text(1, text(1, "release")),
    text(2, Buffer.concat([text(1, "key"), text(2, Buffer.from([1, 2]))])),
    text(3, "Opaque"),
  ]);
  const body = Buffer.concat([Buffer.from("k8s\0"), text(1, Buffer.concat([text(1, "v1"), text(2, "Secret")])), text(2, raw)]);
  expect(decodeProtobuf(body)).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "release" },
    data: { key: "AQI=" },
    type: "Opaque",
  });
  expect(() =>
    decodeProtobuf(Buffer.concat([Buffer.from("k8s\0"), text(1, Buffer.concat([text(1, "v1"), text(2, "Pod")])), text(2, "")])),
  ).toThrow(/application\/json/);
});

test.each([
  ["250m", 0.25],
  ["1.5", 1.5],
  ["64Mi", 67_108_864],
  ["nonsense", Number.POSITIVE_INFINITY],
  ["1Xi", Number.POSITIVE_INFINITY],
])("the quantity %s is %d", (text, value) => {
  expect(amountOf(text)).toBe(value);
});

test("unknown fields are found with their path, and fields of kinds without a table are left alone", () => {
  const pod = {
    ...labelled({}),
    spec: { containers: [{ name: "a", image: "b", enviroment: [] }], contianers: [] },
    status: { anything: 1 },
  };
  expect(findUnknownFields(pod)).toEqual(["spec.containers[0].enviroment", "spec.contianers"]);
  expect(findUnknownFields({ ...pod, apiVersion: "example.com/v1", kind: "Model" })).toEqual([]);
  fc.assert(fc.property(fc.jsonValue(), (spec) => Array.isArray(findUnknownFields({ ...pod, spec }))));
});

test("validation of any content ends in a verdict", () => {
  const kind = fc.constantFrom("Deployment", "Pod", "Service", "Secret", "Job", "ConfigMap");
  fc.assert(
    fc.property(kind, fc.jsonValue(), fc.jsonValue(), (name, spec, data) =>
      refusesOrReads(() => validateObject({ apiVersion: "v1", kind: name, metadata: { name: "x" }, spec, data })),
    ),
  );
});

test("a strategic merge patch that repeats the object changes nothing", () => {
  const container = fc.record({ name: fc.constantFrom("a", "b", "c"), image: fc.string() });
  const spec = fc.record({ containers: fc.uniqueArray(container, { selector: (item) => item.name }), replicas: fc.nat() });
  fc.assert(
    fc.property(spec, (value) => {
      expect(strategicMergePatch(value, structuredClone(value))).toEqual(value);
    }),
  );
});
