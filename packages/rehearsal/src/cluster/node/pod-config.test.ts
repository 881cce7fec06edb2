import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { validateObject } from "../api/validation.ts";
import type { KubeObject } from "../object.ts";
import { ObjectStore } from "../store.ts";
import type { Pod } from "../workloads.ts";
import { MissingConfig, mountVolumes } from "./pod-config.ts";

const dir = mkdtempSync(join(tmpdir(), "waybill-test-"));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const OUT = "../../../theirs";
const volume = { name: "v", configMap: { name: "settings" } };
const podWith = (volumes: readonly object[], mounts: readonly object[]): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "shop" },
  spec: { volumes, containers: [{ name: "main", image: "web", volumeMounts: mounts }] },
});
const HOSTILE = {
  "the name of a volume": podWith([{ ...volume, name: OUT }], [{ name: OUT, mountPath: "/v" }]),
  "a subPath": podWith([volume], [{ name: "v", mountPath: "/v", subPath: OUT }]),
  "the subPath of a volume of nothing": podWith([{ name: "v", emptyDir: {} }], [{ name: "v", mountPath: "/v", subPath: OUT }]),
  "the path of an item": podWith(
    [{ name: "v", configMap: { name: "settings", items: [{ key: "a", path: OUT }] } }],
    [{ name: "v", mountPath: "/v" }],
  ),
};

test.each(Object.entries(HOSTILE))("%s leads nowhere on this machine: the cluster refuses it, and the node as well", (_, pod) => {
  expect(() => validateObject(pod)).toThrow(/Invalid value/);
  const theirs = join(dir, "theirs");
  mkdirSync(theirs, { recursive: true });
  writeFileSync(join(theirs, "data.txt"), "precious");
  const store = new ObjectStore();
  store.add("configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: "shop" }, data: { a: "b" } });
  const run = (): unknown => {
    const mount = mountVolumes(store, pod as unknown as Pod, join(dir, "pods", "1"), join(dir, "claims"));
    const [container] = (pod as unknown as Pod).spec.containers;
    return container && mount(container);
  };
  expect(run).toThrow(MissingConfig);
  expect(readFileSync(join(theirs, "data.txt"), "utf8")).toBe("precious");
});

test("an absolute subPath, two volumes of one name and a key that is a folder are refused, as by an API server", () => {
  const mount = { name: "v", mountPath: "/v" };
  expect(() => validateObject(podWith([volume], [{ ...mount, subPath: "/etc" }]))).toThrow(/subPath/);
  expect(() => validateObject(podWith([volume, volume], [mount]))).toThrow(/Duplicate value/);
  expect(() => validateObject(podWith([volume], [{ ...mount, subPath: "a/b..c" }]))).not.toThrow();
  const map: KubeObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { "..": "" } };
  expect(() => validateObject(map)).toThrow(/Invalid value/);
});
