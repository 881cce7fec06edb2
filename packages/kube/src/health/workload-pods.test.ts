import { expect, test } from "vitest";
import type { KubeObject } from "../api/object.ts";
import { findWorkloadPods } from "./workload-pods.ts";

const ownerReferences = [{ uid: "owner" }];
const pod = (name: string, labels: Record<string, string>, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, labels, ownerReferences, ...metadata },
});
const daemon = (name: string, hash: string, generation: string): KubeObject =>
  pod(name, { "controller-revision-hash": hash, "pod-template-generation": generation });
const numbered = (name: string, hash: string): KubeObject => pod(name, { "controller-revision-hash": hash });

async function newest(kind: string, pods: readonly KubeObject[], metadata: object, status: object): Promise<string[]> {
  const workload = { apiVersion: "apps/v1", kind, metadata: { name: "w", uid: "owner", generation: 3, ...metadata }, spec: {}, status };
  const found = await findWorkloadPods({ list: async () => [...pods] }, workload);
  return found.pods.map(({ metadata: { name } }) => name);
}

const generation3 = { annotations: { "deprecated.daemonset.template.generation": "3" } };

test("a DaemonSet's newest pods are those of its template's generation", async () => {
  const pods = [daemon("old", "a", "2"), daemon("new", "b", "3")];
  expect(await newest("DaemonSet", pods, generation3, { observedGeneration: 3, updatedNumberScheduled: 1 })).toEqual(["new"]);
});

test("a DaemonSet that went back to an earlier template has kept the pods of that one", async () => {
  const kept = [daemon("kept", "a", "1"), daemon("also kept", "a", "1")];
  expect(await newest("DaemonSet", kept, generation3, { observedGeneration: 3, updatedNumberScheduled: 2 })).toEqual(["kept", "also kept"]);
  const mixed = [daemon("kept", "a", "1"), daemon("abandoned", "b", "2"), daemon("new", "a", "3")];
  expect(await newest("DaemonSet", mixed, generation3, { observedGeneration: 3, updatedNumberScheduled: 2 })).toEqual(["kept", "new"]);
});

test("a StatefulSet's newest pods are not known until its controller has seen the change", async () => {
  const pods = [numbered("w-0", "a"), numbered("w-1", "b")];
  expect(await newest("StatefulSet", pods, {}, { observedGeneration: 3, updateRevision: "a" })).toEqual(["w-0"]);
  expect(await newest("StatefulSet", pods, {}, { observedGeneration: 2, updateRevision: "b" })).toEqual([]);
});
