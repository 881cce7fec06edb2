import { ActionError, SILENT } from "@waybill/kit";
import { validateModel } from "@waybill/model";
import type { Account } from "../account.ts";
import { dnsLabel, folderOf, lastPart, uniqueName } from "../names.ts";
import type { Tree } from "./tree.ts";

/** A model that passes as it lies there. */
export interface ModelEntry {
  readonly name: string;
  readonly path: string;
}

const MODEL = /\.(onnx|safetensors|pkl|pickle|joblib|pt|pth)$/i;
const MODEL_FOLDER = /^models?$/i;

/** Finds models by their names, a folder of several files as one, and takes those whose structure passes. */
export async function readModels(tree: Tree, account: Account, signal: AbortSignal): Promise<ModelEntry[]> {
  const taken = new Set<string>();
  const models: ModelEntry[] = [];
  for (const path of candidates(tree)) {
    const name = uniqueName(dnsLabel(lastPart(path).replace(MODEL, "")) ?? "model", taken);
    if (!(await passes(tree, account, { name, path }, signal))) continue;
    taken.add(name);
    models.push({ name, path });
    account.take(`${path}: a model`, `models.${name}; add its metrics and their gate`);
  }
  return models;
}

/** A folder that holds nothing but one model's files is one model; in a folder called `models` each file is one. */
function candidates({ files }: Tree): string[] {
  const found = new Set<string>();
  for (const path of files.filter((file) => MODEL.test(file))) {
    const folder = folderOf(path);
    const isOwn = folder !== "." && !MODEL_FOLDER.test(lastPart(folder)) && /(^|\/)models?\//i.test(path);
    found.add(isOwn ? folder : path);
  }
  return [...found].sort();
}

async function passes({ workspace }: Tree, account: Account, { name, path }: ModelEntry, signal: AbortSignal): Promise<boolean> {
  try {
    const result = await validateModel({ name, path, workspace, gate: {}, allowPickle: false, reporter: SILENT, signal });
    if (result.verdict === "pass" || result.verdict === "warn") return true;
    const [finding] = result.findings.filter(({ severity }) => severity === "error");
    account.leave(`${path}: a model`, `${finding?.what ?? `its verdict is ${result.verdict}`} ${finding?.next ?? ""}`.trim());
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    account.leave(`${path}: a model`, error.message);
  }
  return false;
}
