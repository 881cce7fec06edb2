import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "@waybill/rehearsal";
import { expect, test } from "vitest";
import { describeStored } from "./stored.ts";

test("what a rehearsal only stores is named with what it lacks to try it", async () => {
  const dir = await mkdtemp(join(tmpdir(), "waybill-stored-"));
  const cluster = await startCluster({ dir, images: join(dir, "images") });
  const put = async (plural: string, object: object): Promise<void> => {
    const path = `/apis/networking.k8s.io/v1/namespaces/default/${plural}`;
    const body = JSON.stringify({ apiVersion: "networking.k8s.io/v1", metadata: { name: "shop" }, ...object });
    expect((await fetch(cluster.server + path, { method: "POST", body, headers: { "content-type": "application/json" } })).status).toBe(
      201,
    );
  };
  try {
    const place = { kubernetesApi: cluster.server };
    expect(await describeStored(place)).toEqual([]);
    await put("networkpolicies", { kind: "NetworkPolicy", spec: { podSelector: {} } });
    await put("ingresses", { kind: "Ingress", spec: { rules: [{ host: "shop.example.com" }] } });
    expect(await describeStored(place)).toEqual([
      "Stored, not tried:",
      "  Ingress shop: nobody was asked at its host",
      "  NetworkPolicy shop: nothing enforces it",
    ]);
    expect(await describeStored(place, "other")).toEqual([]);
  } finally {
    await cluster.close();
    await rm(dir, { recursive: true, force: true });
  }
});
