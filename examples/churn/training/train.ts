// Trains models/churn on data/customers.csv, and the version before it on the columns that were known then.
// The same data give the same bytes on every machine; the metrics are those of customers that training has not seen.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FEATURES, readFeature } from "../service/src/features.ts";
import type { Customer } from "../service/src/features.ts";
import { fitLogistic, predict } from "./logistic.ts";
import type { Fit } from "./logistic.ts";
import { measure } from "./metrics.ts";
import type { Metrics } from "./metrics.ts";
import { randomFrom } from "./random.ts";

const SEED = 7;
const TEST_SHARE = 0.3;
const VERSION = "1.4.0";
const VERSION_BEFORE = "1.3.0";
/** Not yet exported from the shops when the version before was trained. */
const NEW_FEATURES = ["device_age_months", "contract_months_left"];
const ROOT = join(import.meta.dirname, "..");

interface Sample {
  readonly customer: Customer;
  readonly left: number;
}

const csv = readFileSync(join(ROOT, "data/customers.csv"));
const { train, test } = split(readSamples(csv.toString("utf8")));
const current = trainOn(FEATURES);
const before = trainOn(FEATURES.filter((feature) => !NEW_FEATURES.includes(feature)));

const folder = join(ROOT, "models/churn");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "model.safetensors"), renderSafetensors(current.fit));
writeJson(join(folder, "model.json"), {
  name: "churn",
  version: VERSION,
  algorithm: "logistic regression",
  target: "the customer leaves within the next month",
  threshold: current.threshold,
  features: FEATURES,
  training: { seed: SEED, samples: train.length, data: `sha256:${createHash("sha256").update(csv).digest("hex")}` },
});
writeJson(join(folder, "metrics.json"), current.metrics);
writeJson(join(ROOT, `models/churn-${VERSION_BEFORE}.metrics.json`), before.metrics);
console.log({ [VERSION]: current.metrics, [VERSION_BEFORE]: before.metrics });

function trainOn(features: readonly string[]): { fit: Fit; threshold: number; metrics: Metrics } {
  const rowOf = ({ customer }: Sample): (number | null)[] => features.map((feature) => readFeature(customer, feature));
  const labels = train.map(({ left }) => left);
  const fit = fitLogistic(train.map(rowOf), labels);
  // As many customers are called leaving as left in the training data.
  const ranked = train.map((sample) => predict(fit, rowOf(sample))).sort((a, b) => b - a);
  const threshold = Math.round((ranked[labels.filter((label) => label === 1).length] ?? 0.5) * 1000) / 1000;
  const probabilities = test.map((sample) => predict(fit, rowOf(sample)));
  return {
    fit,
    threshold,
    metrics: measure(
      probabilities,
      test.map(({ left }) => left),
      threshold,
    ),
  };
}

function split(samples: readonly Sample[]): { train: Sample[]; test: Sample[] } {
  const random = randomFrom(SEED);
  const marked = samples.map((sample) => ({ sample, held: random.next() < TEST_SHARE }));
  const pick = (held: boolean): Sample[] => marked.filter((mark) => mark.held === held).map(({ sample }) => sample);
  return { train: pick(false), test: pick(true) };
}

function readSamples(text: string): Sample[] {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const fields = new Map(line.split(",").map((value, index) => [names[index], value]));
    const textOf = (name: string): string => fields.get(name) ?? "";
    const numberOf = (name: string): number => Number(textOf(name));
    const optional = (name: string): number | null => (textOf(name) === "" ? null : numberOf(name));
    const customer: Customer = {
      plan: textOf("plan"),
      age: optional("age"),
      tenureMonths: numberOf("tenure_months"),
      monthlyCharge: numberOf("monthly_charge"),
      dataGb: optional("data_gb"),
      supportCalls: numberOf("support_calls"),
      latePayments: numberOf("late_payments"),
      deviceAgeMonths: numberOf("device_age_months"),
      contractMonthsLeft: numberOf("contract_months_left"),
      insured: textOf("insured") === "1",
    };
    return { customer, left: numberOf("churned") };
  });
}

function renderSafetensors({ mean, scale, coefficients, intercept }: Fit): Buffer {
  const tensors = Object.entries({ coefficients, intercept: [intercept], mean, scale });
  const header: Record<string, unknown> = { __metadata__: { format: "churn logistic regression", version: VERSION } };
  const data: Buffer[] = [];
  let offset = 0;
  for (const [name, values] of tensors) {
    const bytes = Buffer.alloc(values.length * 8);
    for (const [index, value] of values.entries()) bytes.writeDoubleLE(value, index * 8);
    header[name] = { dtype: "F64", shape: [values.length], data_offsets: [offset, offset + bytes.length] };
    data.push(bytes);
    offset += bytes.length;
  }
  const text = JSON.stringify(header);
  // The format asks for data that begin on an 8-byte boundary; spaces after the header are allowed for that.
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8, " "));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...data]);
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
