import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "@waybill/kit";
import { describe, expect, test } from "vitest";
import { stageContext } from "@waybill/testing/stage-context";
import type { TestContext } from "@waybill/testing/stage-context";
import { validateDataStage } from "./validate-data.ts";
import { validateModelStage } from "./validate-model.ts";

const project = (rows: string) =>
  stageContext({
    "waybill.yml": `version: 1
data: { orders: { source: orders.csv, checks: { columns: { id: { type: integer, required: true, unique: true } } }, history: history.jsonl } }
models: { churn: { path: model.json, metrics: metrics.json, gate: { auc: { must_be_at_least: 0.8 } } } }
`,
    "orders.csv": `id,name\n${rows}`,
    "model.json": '{"weights":[1,2]}\n',
    "metrics.json": '{"auc":0.7}\n',
  });
const METRICS = { role: "metrics", path: "metrics.json", digest: digestOf('{"auc":0.7}\n') };
const data = (context: TestContext) => validateDataStage(context, Object.values(context.config.data)[0]!);
const model = (context: TestContext) => validateModelStage(context, Object.values(context.config.models)[0]!);

describe("data", () => {
  test("that passes is proven about its digest", async () => {
    const context = await project("1,a\n2,b\n");
    const { verdict, result, note } = await data(context);
    expect({ verdict, note }).toMatchObject({ verdict: "pass", note: expect.stringContaining("2 rows") });
    expect(context.proven).toMatchObject([
      { stage: "validate-data", verdict: "pass", subjects: [{ name: "orders.csv", digest: result.digest }] },
    ]);
  });

  test("that fails names the check, annotates the row, and signs no value of it", async () => {
    const context = await project("1,hunter2222\n1,hunter2222\n");
    const { verdict, note } = await data(context);
    expect({ verdict, note }).toMatchObject({ verdict: "fail", note: expect.stringContaining("of id not passed") });
    expect(context.reporter.findings[0]).toMatchObject({ severity: "error", where: { file: "orders.csv" } });
    expect(context.proven.map((evidence) => evidence.verdict)).toEqual(["fail"]);
    expect(JSON.stringify(context.proven)).not.toContain("hunter2222");
  });

  test("without its header shows its first record nowhere: not in the log, the report or what is signed", async () => {
    const context = await project("");
    await writeFile(join(context.workspace, "orders.csv"), "7,Ann Canary,canary@example.com\n8,b,c\n");
    const { verdict, section, note } = await data(context);
    expect(verdict).toBe("fail");
    expect(JSON.stringify([section, note, context.reporter, context.proven])).not.toMatch(/canary/i);
  });

  test("that is missing is an error at the key that names it, and nothing is proven", async () => {
    const context = await project("1,a\n");
    await rm(join(context.workspace, "orders.csv"));
    await expect(data(context)).rejects.toThrow(/waybill\.yml:2.*orders\.csv/);
    expect(context.proven).toEqual([]);
  });

  test("leaves no trace in its history and proves nothing in a dry run", async () => {
    const context = { ...(await project("1,a\n")), dryRun: true };
    expect((await data(context)).verdict).toBe("pass");
    expect(context.proven).toEqual([]);
    await expect(rm(join(context.workspace, "history.jsonl"))).rejects.toThrow("ENOENT");
  });
});

test("a model below its gate fails with the number that was observed, and the proof says fail", async () => {
  const context = await project("1,a\n");
  expect(await model(context)).toMatchObject({ verdict: "fail", note: expect.stringContaining("auc 0.7") });
  expect(context.proven).toMatchObject([{ stage: "validate-model", verdict: "fail", facts: { basis: [METRICS] } }]);
});
