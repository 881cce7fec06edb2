import { afterAll, beforeAll, expect, test } from "vitest";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import type { LoopbackCluster } from "@waybill/testing/loopback-cluster";
import { isKubeObject } from "../api/object.ts";
import type { KubeObject } from "../api/object.ts";
import { claimPreviewNamespace, previewNamespace, removePreviewNamespaces } from "./preview-namespace.ts";

const SHOP = { application: "shop", repository: "Acme/Shop" };
const OTHER = { application: "shop", repository: "Mallory/Shop" };
const NOW = new Date("2026-01-02T00:00:00Z");
const BEFORE = new Date("2026-01-01T00:00:00Z");
const AFTER = new Date("2026-01-03T00:00:00Z");

let api: LoopbackCluster;
beforeAll(async () => {
  api = await startLoopbackCluster();
});
afterAll(() => api[Symbol.asyncDispose]());

const isThere = async (name: string): Promise<boolean> => {
  const found = await api.find("Namespace", name, undefined);
  return found !== undefined && (found["metadata"] as { deletionTimestamp?: string }).deletionTimestamp === undefined;
};
const expired = (owner: typeof SHOP) => removePreviewNamespaces(api.cluster, owner, ({ expires }) => expires < NOW);

async function change(name: string, how: (namespace: KubeObject) => KubeObject): Promise<void> {
  const found: unknown = await api.cluster.read({ apiVersion: "v1", kind: "Namespace", name });
  if (!isKubeObject(found)) throw new Error(`There is no namespace ${name}.`);
  await api.cluster.replace(how(found));
}

test("a namespace is made for a pull request, renewed by the next push, and removed when its time is over", async () => {
  expect(await claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 1, expires: BEFORE })).toMatchObject({ name: "shop-pr-1" });
  await claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 1, expires: AFTER });
  await claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 2, expires: BEFORE });
  expect((await expired(SHOP)).map(({ name }) => name)).toEqual(["shop-pr-2"]);
  expect([await isThere("shop-pr-1"), await isThere("shop-pr-2")]).toEqual([true, false]);
});

test("nobody's namespace is touched: not without our labels, not of another repository, not under another name", async () => {
  await api.cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop-pr-3" } });
  await expect(claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 3, expires: BEFORE })).rejects.toThrow(
    "The namespace 'shop-pr-3' is there, and was not made for previews of shop in Acme/Shop, so nothing was changed in it.",
  );
  await claimPreviewNamespace(api.cluster, OTHER, { pullRequest: 4, expires: BEFORE });
  await expect(claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 4, expires: BEFORE })).rejects.toThrow("was not made for previews");
  // Somebody put our labels on a namespace of theirs, or took the repository's name away.
  const copied = (await api.cluster.read({ apiVersion: "v1", kind: "Namespace", name: "shop-pr-1" }))!;
  const { labels, annotations } = copied.metadata;
  await api.cluster.create({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "production", labels, annotations: { ...annotations, "waybill.dev/preview-expires": BEFORE.toISOString() } },
  });
  await claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 5, expires: BEFORE });
  await change("shop-pr-5", (namespace) => ({
    ...namespace,
    metadata: { ...namespace.metadata, annotations: { ...annotations, "waybill.dev/preview-repository": "Mallory/Shop" } },
  }));
  expect(await removePreviewNamespaces(api.cluster, SHOP, ({ pullRequest }) => pullRequest > 1)).toEqual([]);
  for (const name of ["shop-pr-3", "shop-pr-4", "shop-pr-5", "production"]) expect(await isThere(name), name).toBe(true);
});

test("a preview that is renewed while it is looked at stays", async () => {
  await claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 6, expires: BEFORE });
  api.faults.push({
    when: ({ method }) => method === "DELETE",
    meanwhile: () => claimPreviewNamespace(api.cluster, SHOP, { pullRequest: 6, expires: AFTER }),
  });
  expect(await expired(SHOP)).toEqual([]);
  expect(await isThere("shop-pr-6")).toBe(true);
});

test.each(["Shop", "shop.web", "x".repeat(63), "-shop"])("an application called '%s' has no namespace for previews", (name) => {
  expect(() => previewNamespace(name, 7)).toThrow("cannot begin the name of a namespace");
});
