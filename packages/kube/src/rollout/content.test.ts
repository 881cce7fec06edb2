import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { collectingReporter, isRecord, textAt } from "@waybill/kit";
import { startLoopbackCluster } from "@waybill/testing/loopback-cluster";
import { isKubeObject } from "../api/object.ts";
import { planDeploy } from "../plan/plan.ts";
import { applyDeploy } from "./apply.ts";
import { findRollbackTarget, rollbackDeploy } from "./status.ts";

const APP = { application: "web", namespace: "shop" };
const run = { repository: "a/b", commit: "c", ref: "r", actor: "x", workflow: "w", run: "1", attempt: 1, dirty: false, rehearsal: false };

test("what a statement binds of a revision tells a changed value of a Secret, and a rollback goes only to what was judged", async () => {
  await using api = await startLoopbackCluster();
  await api.put({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  const options = { timeoutMs: 5_000, settleMs: 0, reporter: collectingReporter(), run };
  for (const greeting of ["one", "two"]) {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg" }, data: { greeting } };
    const set = { objects: [{ object, file: "", line: 0, lines: new Map<string, number>() }], ignored: [] };
    const plan = await planDeploy(api.cluster, set, { ...APP, environment: "test", secrets: { db: { url: "postgres://good" } } });
    await applyDeploy(api.cluster, plan, options);
  }
  const { content } = await findRollbackTarget(api.cluster, APP, 1);

  const kept = await api.find("Secret", "waybill.web.v1");
  const text = gunzipSync(Buffer.from(textAt(kept, "data", "revision") ?? "", "base64")).toString();
  const tampered = text.replaceAll(Buffer.from("postgres://good").toString("base64"), Buffer.from("postgres://evil").toString("base64"));
  if (!isRecord(kept) || !isKubeObject(kept)) throw new Error("There is no revision 1.");
  await api.put({ ...kept, data: { revision: gzipSync(tampered).toString("base64") } });
  expect((await findRollbackTarget(api.cluster, APP, 1)).content).not.toBe(content);
  await expect(rollbackDeploy(api.cluster, { ...APP, ...options, to: 1, content })).rejects.toThrow("was changed after its evidence");

  await api.put({ ...kept, data: { revision: gzipSync(text).toString("base64") } });
  await rollbackDeploy(api.cluster, { ...APP, ...options, to: 1, content });
  expect((await findRollbackTarget(api.cluster, APP, 3)).content).toBe(content);
});
