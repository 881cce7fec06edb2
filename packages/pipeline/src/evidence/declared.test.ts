import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestOf } from "@waybill/kit";
import type { EvidenceOf } from "@waybill/record";
import { stageContext } from "@waybill/testing/stage-context";
import { findEnvironment } from "../session/select.ts";
import { validateDataStage } from "../stages/validate-data.ts";
import { validateModelStage } from "../stages/validate-model.ts";
import { declaredFiles } from "./declared.ts";

async function validated() {
  const context = await stageContext({
    "waybill.yml": `version: 1
data: { orders: { source: orders.csv, checks: orders.yaml, history: history.jsonl } }
models: { churn: { path: model.json, metrics: metrics.json, baseline: before.json, gate: { auc: { must_be_at_least: 0.8, may_drop: 0.1 } } } }
environments: { production: }
`,
    "orders.csv": "id\n1\n",
    "orders.yaml": "columns: { id: { type: integer } }\n",
    "model.json": '{"weights":[1,2]}\n',
    "metrics.json": '{"auc":0.9}\n',
    "before.json": '{"auc":0.85}\n',
  });
  await validateDataStage(context, context.config.data["orders"]!);
  await validateModelStage(context, context.config.models["churn"]!);
  const [data, model] = context.proven as [EvidenceOf<"validate-data">, EvidenceOf<"validate-model">];
  // A later job reads its own configuration, so nothing that an earlier one has read is known to it.
  const now = () => declaredFiles({ ...context, config: { ...context.config } }, findEnvironment(context.config));
  return { context, data: data.facts.basis, model: model.facts.basis, now };
}

test("what a validation was judged by is what is expected of it as long as the files are the same, though its history has grown", async () => {
  const { context, data, model, now } = await validated();
  await appendFile(join(context.workspace, "history.jsonl"), "\n");
  const { data: datas, models } = await now();
  expect(datas["orders"]?.basis).toEqual(data);
  expect(models["churn"]?.basis).toEqual(model);
  expect([...data, ...model].map(({ role }) => role)).toEqual(["checks", "metrics", "baseline"]);
});

test.each([
  ["orders.yaml", "columns: {}\n"],
  ["metrics.json", '{"auc":0.99}\n'],
  ["before.json", '{"auc":0.1}\n'],
])("another %s is expected once it was changed", async (path, text) => {
  const { context, now } = await validated();
  await writeFile(join(context.workspace, path), text);
  const { data, models } = await now();
  const basis = [...data["orders"]!.basis, ...models["churn"]!.basis];
  expect(basis.find((file) => file.path === path)?.digest).toBe(digestOf(text));
});
