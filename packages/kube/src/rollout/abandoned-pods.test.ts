import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { apiFailure } from "../api/api-failure.ts";
import type { RemoveOptions } from "../api/cluster.ts";
import type { KubeObject, ObjectRef } from "../api/object.ts";
import { abandonedPodRemover } from "./abandoned-pods.ts";

const pod = (name: string, hash: string, ready: boolean, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name,
    namespace: "shop",
    uid: `uid of ${name}`,
    resourceVersion: "7",
    labels: { app: "db", "controller-revision-hash": hash },
    ownerReferences: [{ uid: "set" }],
    ...metadata,
  },
  status: { conditions: [{ type: "Ready", status: ready ? "True" : "False" }] },
});

const set = (spec: object = {}, status: object = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db", namespace: "shop", uid: "set", generation: 4 },
  spec: { selector: { matchLabels: { app: "db" } }, ...spec },
  status: { observedGeneration: 4, updateRevision: "good", ...status },
});

interface Removal {
  readonly name: string;
  readonly options: RemoveOptions | undefined;
}

function clusterOf(pods: readonly KubeObject[], refused = false) {
  const removals: Removal[] = [];
  return {
    removals,
    list: async () => [...pods],
    remove: async ({ name }: ObjectRef, options?: RemoveOptions) => {
      removals.push({ name, options });
      if (refused) throw apiFailure("https://c", "deployer", `delete Pod ${name}`, 403, "{}");
      return true;
    },
  };
}

const PODS = [
  pod("db-0", "good", false),
  pod("db-1", "bad", true),
  pod("db-2", "bad", false),
  pod("db-3", "bad", false, { deletionTimestamp: "2026-03-01T12:00:00Z" }),
  pod("db-4", "bad", false, { ownerReferences: [{ uid: "other" }] }),
];

test("deletes exactly the broken pods of the abandoned revision, in the state in which they were seen", async () => {
  const cluster = clusterOf(PODS);
  const reporter = collectingReporter();
  await abandonedPodRemover(cluster, reporter)(set());
  expect(cluster.removals).toEqual([{ name: "db-2", options: { uid: "uid of db-2", resourceVersion: "7" } }]);
  expect(reporter.lines.join("\n")).toContain("db-2");
});

test.each<[string, KubeObject]>([
  ["whose controller has not seen the restored specification", set({}, { observedGeneration: 3 })],
  ["whose pods are replaced by hand", set({ updateStrategy: { type: "OnDelete" } })],
  ["that keeps these pods on purpose", set({ updateStrategy: { rollingUpdate: { partition: 3 } } })],
  ["that numbers its pods from another number", set({ ordinals: { start: 3 } })],
  ["of another kind", { ...set(), kind: "Deployment" }],
])("touches no pod of a set %s", async (_, live) => {
  const cluster = clusterOf(PODS);
  await abandonedPodRemover(cluster, collectingReporter())(live);
  expect(cluster.removals).toEqual([]);
});

test("tells once what to do when it may not delete them", async () => {
  const cluster = clusterOf(PODS, true);
  const reporter = collectingReporter();
  const help = abandonedPodRemover(cluster, reporter);
  await help(set());
  await help(set());
  expect(cluster.removals).toHaveLength(1);
  expect(reporter.lines.filter((line) => line.includes("kubectl -n shop delete pod db-2"))).toHaveLength(1);
});
