import { expect, test } from "vitest";
import { collectingReporter } from "@waybill/kit";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import { parseManifest } from "../manifest/manifest.ts";
import { EventReader } from "./diagnosis.ts";
import { waitForObjects } from "./wait.ts";

test("what keeps a workload from becoming ready is told with its line long before the deadline, once", async () => {
  await using api = await startLoopbackCluster();
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: 127.0.0.1:1/nothing:1
`;
  const { objects } = parseManifest(text, "deploy/app.yaml");
  for (const { object } of objects) await api.put(object);
  const reporter = collectingReporter();
  const events = new EventReader(api.cluster);
  const waited = await waitForObjects(api.cluster, objects, { timeoutMs: 7_000, settleMs: 0, reporter, events, redact: (said) => said });
  expect(waited.findings.at(-1)).toMatchObject({ rule: "timeout" });
  const told = reporter.lines.filter((line) => line.includes("so the wait goes on"));
  expect(told).toEqual([expect.stringContaining("Deployment shop/web (deploy/app.yaml:11): The node cannot pull the image")]);
});
