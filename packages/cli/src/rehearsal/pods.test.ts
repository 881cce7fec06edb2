import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NOT_RUN_ANNOTATION } from "@waybill/rehearsal";
import { findNotRun } from "./pods.ts";

const idle = (namespace: string, owner: string): object => ({
  metadata: {
    name: `${owner}-x`,
    namespace,
    annotations: { [NOT_RUN_ANNOTATION]: "needs an engine" },
    ownerReferences: [{ kind: "Job", name: owner }],
  },
});
const PODS = [idle("web", "migrate"), idle("other", "report"), { metadata: { name: "ran", namespace: "web" } }];
const server = createServer((request, response) => {
  const namespace = /namespaces\/([^/]+)\//.exec(request.url ?? "")?.[1];
  const items = PODS.filter(
    (pod) => namespace === undefined || (pod as { metadata: { namespace: string } }).metadata.namespace === namespace,
  );
  response.end(JSON.stringify({ items }));
});
let kubernetesApi = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  kubernetesApi = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => void server.close());

test("what was not run is found in every namespace that manifests name", async () => {
  const found = await findNotRun({ kubernetesApi, kubeconfig: "" }, "web");
  expect(found.map(({ what }) => what)).toEqual([
    "The pods of 'migrate' were not run: needs an engine.",
    "The pods of 'other/report' were not run: needs an engine.",
  ]);
});
