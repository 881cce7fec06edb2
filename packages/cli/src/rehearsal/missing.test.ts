import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "@waybill/config";
import { expect, test } from "vitest";
import { overAnother, withMissing } from "./missing.ts";

test.each([
  ["of two clusters is not taken for a rehearsal of both", "shop", "shared: false", 1],
  ["that environments share on purpose is rehearsed as it is", "shop", "shared: true", 0],
  ["of its own is rehearsed", "other", "shared: false", 0],
])("a namespace %s", async (_, namespace, shared, count) => {
  const workspace = await mkdtemp(join(tmpdir(), "waybill-missing-"));
  const place = (name: string): string => `{ namespace: ${name}, manifests: deploy, kubeconfig: env:KUBE, ${shared} }`;
  await writeFile(join(workspace, "waybill.yml"), `environments: { staging: ${place("shop")}, production: ${place(namespace)} }\n`);
  const { environments } = await loadConfig(workspace);
  const missing = overAnother(environments["production"]!, [environments["staging"]!]);
  expect(missing).toHaveLength(count);
  const report = { title: "", verdict: "pass", rehearsal: true, chain: [], sections: [] } as const;
  expect(withMissing(report, missing).verdict).toBe(count > 0 ? "inconclusive" : "pass");
  await rm(workspace, { recursive: true });
});
