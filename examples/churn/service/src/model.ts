import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFeature } from "./features.ts";
import type { Customer } from "./features.ts";
import { readTensors } from "./safetensors.ts";

/** A loaded logistic regression. */
export interface Model {
  readonly version: string;
  /** The folder's digest, as the release record names it. */
  readonly digest: string;
  /** From this probability on a customer counts as leaving. */
  readonly threshold: number;
  /** The probability that the customer leaves within the next month. */
  predict(customer: Customer): number;
}

interface Description {
  readonly version: string;
  readonly threshold: number;
  readonly features: readonly string[];
}

/** Loads `model.json` and `model.safetensors` of a folder; throws when they do not belong together. */
export function loadModel(folder: string): Model {
  const { version, threshold, features } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as Description;
  const tensors = readTensors(readFileSync(join(folder, "model.safetensors")));
  const [mean, scale, coefficients, intercept] = ["mean", "scale", "coefficients", "intercept"].map((name) => tensors.get(name));
  if (!mean || !scale || !coefficients || !intercept || [mean, scale, coefficients].some((tensor) => tensor.length !== features.length))
    throw new Error(`The tensors in ${folder} do not fit the ${features.length} features of its model.json.`);
  return {
    version,
    digest: digestOfFolder(folder),
    threshold,
    predict(customer) {
      let score = intercept[0] as number;
      for (const [index, feature] of features.entries()) {
        // What is not known counts as the average, which is zero after scaling.
        const value = readFeature(customer, feature) ?? (mean[index] as number);
        score += ((value - (mean[index] as number)) / (scale[index] as number)) * (coefficients[index] as number);
      }
      return 1 / (1 + Math.exp(-score));
    },
  };
}

/** The digest over the sorted `[path, digest]` pairs of a folder's files: the same identity that Waybill's model gate computes. */
function digestOfFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const pairs = files
    .map(
      (file) =>
        [
          join(file.parentPath, file.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
          join(file.parentPath, file.name),
        ] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, path]) => [name, sha256(readFileSync(path))]);
  return sha256(JSON.stringify(pairs));
}

function sha256(content: Buffer | string): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
