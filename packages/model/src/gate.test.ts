import { digestOf } from "@waybill/kit";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MetricGate } from "./gate.ts";
import { judgeGates } from "./gate.ts";
import { parseMetrics } from "./metrics.ts";
import { JsonError } from "./strict-json.ts";

const file = (metrics: Record<string, number>, name = "metrics.json") => ({
  file: name,
  digest: digestOf(""),
  metrics: new Map(Object.entries(metrics)),
});

function judge(gate: MetricGate, auc: number | undefined, baseline?: number): { verdict: string; expected: string; note?: string } {
  const observed = auc === undefined ? file({}) : file({ auc });
  const [result] = judgeGates({ auc: gate }, observed, baseline === undefined ? undefined : file({ auc: baseline }, "baseline.json"));
  return result as { verdict: string; expected: string; note?: string };
}

test.each<[MetricGate, number | undefined, number | undefined, string]>([
  [{ mustBeAtLeast: 0.8 }, 0.8, undefined, "pass"],
  [{ mustBeAtLeast: 0.8 }, 0.799, undefined, "fail"],
  [{ mustBeAtMost: 0.5 }, 0.5, undefined, "pass"],
  [{ mustBeAtMost: 0.5 }, 0.51, undefined, "fail"],
  [{ mayDrop: 0.01 }, 0.89, 0.9, "pass"],
  [{ mayDrop: 0.01 }, 0.8899, 0.9, "fail"],
  [{ mayDrop: 0.01 }, 0.99, 0.9, "pass"],
  [{ mayRise: 0.1 }, 0.4, 0.3, "pass"],
  [{ mayRise: 0.1 }, 0.41, 0.3, "fail"],
  [{ mayRise: 0.1 }, 0.1, 0.3, "pass"],
  [{ mustBeAtLeast: 0.8 }, undefined, undefined, "inconclusive"],
  [{ mustBeAtLeast: 0.8 }, Number.NaN, undefined, "fail"],
  [{ mustBeAtLeast: 0.8 }, Infinity, undefined, "fail"],
  [{ mayDrop: 0.1 }, 0.9, undefined, "inconclusive"],
  [{ mayDrop: 0.1 }, 0.9, Number.NaN, "inconclusive"],
  [{ mustBeAtLeast: 0.95, mayDrop: 0.1 }, 0.9, undefined, "fail"],
  [{}, 0.9, 0.9, "inconclusive"],
  [{ mustBeAtLeast: Number.NaN }, 0.9, undefined, "inconclusive"],
  [{ mayDrop: -1 }, 0.9, 0.9, "inconclusive"],
])("gate %j with %s against %s is %s", (gate, observed, baseline, verdict) => {
  expect(judge(gate, observed, baseline).verdict).toBe(verdict);
});

test("says the direction and the baseline in words", () => {
  expect(judge({ mustBeAtLeast: 0.8, mayDrop: 0.01 }, 0.9, 0.9).expected).toBe(
    "at least 0.8 and at most 0.01 below the baseline 0.9 (higher is better)",
  );
  expect(judge({ mayRise: 0.1 }, 0.9, 0.9).expected).toBe("at most 0.1 above the baseline 0.9 (lower is better)");
});

test.each<[string, number]>([
  ["samples", 0],
  ["samples", 0.5],
  ["auc", 1.7],
  ["auc", -0.1],
  ["test.slice.de.accuracy", 95],
  ["eval_accuracy", 95],
  ["val_f1_macro", 1.01],
  ["roc-auc", 2],
  ["log_loss", -1],
  ["rmse", -0.5],
  ["r2", 1.5],
  ["mcc", -2],
])("%s of %s is no measurement, with a gate, without one and in a baseline", (metric, value) => {
  const gate = { [metric]: { mustBeAtLeast: -10 } };
  expect(judgeGates(gate, file({ [metric]: value }), undefined)).toMatchObject([
    { metric, verdict: "fail", note: expect.stringContaining("cannot be") },
  ]);
  expect(judgeGates({}, file({ [metric]: value }), undefined)).toMatchObject([{ metric, observed: value, verdict: "fail" }]);
  const good = file({ [metric]: metric === "samples" ? 5 : 0.5 });
  expect(judgeGates({ [metric]: { mayDrop: 100 } }, good, file({ [metric]: value }))).toMatchObject([{ verdict: "inconclusive" }]);
});

test.each<[string, number]>([
  ["samples", 1],
  ["auc", 0],
  ["accuracy", 1],
  ["r2", -3],
  ["mcc", -1],
  ["log_loss", 12],
  ["lift", 95],
  ["accuracy_drop_percent", 95],
])("%s of %s is possible", (metric, value) => {
  expect(judgeGates({ [metric]: { mustBeAtLeast: -10 } }, file({ [metric]: value }), undefined)).toMatchObject([{ verdict: "pass" }]);
});

test("a missing metric says which ones there are", () => {
  expect(judge({ mustBeAtLeast: 1 }, undefined).note).toBe("It is not in metrics.json, which has no metric.");
  expect(judgeGates({ auc: { mustBeAtLeast: 1 } }, file({ acc: 1, f1: 1 }), undefined)[0]?.note).toContain("which has acc, f1");
  expect(judgeGates({ auc: { mustBeAtLeast: 1 } }, undefined, undefined)[0]?.verdict).toBe("inconclusive");
});

test.each([
  ["flat JSON", '{"auc": 0.9, "name": "x", "ok": true}', { auc: 0.9 }],
  ["nested JSON", '{"test": {"auc": 0.9, "slice": {"de": 1}}}', { "test.auc": 0.9, "test.slice.de": 1 }],
  ["a wrapper", '{"metrics": {"auc": 0.9}}', { auc: 0.9 }],
  [
    "an MLflow run",
    '{"info": {}, "data": {"metrics": [{"key": "auc", "value": 0.8, "step": 0}, {"key": "auc", "value": 0.9, "step": 1}]}}',
    { auc: 0.9 },
  ],
  ["a list of entries", '[{"key": "auc", "value": 0.9, "timestamp": 1}]', { auc: 0.9 }],
  ["Python's NaN", '{"auc": NaN, "loss": Infinity}', { auc: Number.NaN, loss: Infinity }],
  ["NaN as a text", '{"auc": "NaN", "loss": "-inf"}', { auc: Number.NaN, loss: -Infinity }],
])("reads metrics of %s", (_, text, metrics) => {
  expect(Object.fromEntries(parseMetrics(text))).toEqual(metrics);
});

test.each([
  "",
  "0.9",
  "{",
  '{"auc": 1, "auc": 2}',
  '{"auc": 1, "metrics": {"auc": 2}}',
  '{"a.b": 1, "a": {"b": 2}}',
  '{"auc": 01}',
  '{"a": 1} x',
  '{"auc": .9}',
  '{"a": "\u0001"}',
])("refuses %j as metrics", (text) => {
  expect(() => parseMetrics(text)).toThrow(JsonError);
});

test("reads any JSON as JSON.parse does, and throws nothing else", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => !/metrics|data/.test(key)),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      (object) => {
        expect(Object.fromEntries(parseMetrics(JSON.stringify(object)))).toEqual(JSON.parse(JSON.stringify(object)));
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("{", "}", "[", "]", '"', "\\", ",", ":", "1", "-", "a", "null", " "), maxLength: 30 }),
      (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        try {
          parseMetrics(text);
          expect(valid).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(JsonError);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
