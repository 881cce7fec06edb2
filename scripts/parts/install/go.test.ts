import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceLines } from "./go.ts";

const GO_MOD = `module k8s.io/kubernetes

go 1.26

replace example.com/one v1.0.0 => example.com/two v2.0.0 // a reason

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	go.etcd.io/etcd/api/v3 => ../api
)

require example.com/three v3.0.0
`;

test("a replacement by a version is repeated as it is", () => {
  expect(replaceLines(GO_MOD)).toEqual(["replace example.com/one v1.0.0 => example.com/two v2.0.0"]);
});

test("a staging folder becomes its published version, any other folder its required one", () => {
  expect(replaceLines(GO_MOD, "v0.36.3")).toEqual([
    "replace example.com/one v1.0.0 => example.com/two v2.0.0",
    "replace k8s.io/api => k8s.io/api v0.36.3",
  ]);
});

test("any text is read without failing and never yields a replacement by a folder", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const line of replaceLines(`replace (\n${text}\n)`, "v0.1.0")) expect(line).not.toMatch(/=> \.\.?\//);
    }),
  );
});
