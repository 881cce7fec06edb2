import { lstat, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Digest, FileEntry, Finding, Reporter, Verdict } from "@waybill/kit";
import { ActionError, digestOf, digestOfPath, inputError, isDigest, resolveInWorkspace, worstOf } from "@waybill/kit";
import type { GateResult, MetricGate, MetricsFile } from "./gate.ts";
import { gateFindings, judgeGates } from "./gate.ts";
import type { InspectedFile, Inspection, InspectionRules } from "./inspection.ts";
import { inspectFile } from "./inspection.ts";
import { parseMetrics } from "./metrics.ts";
import type { OnnxPort } from "./onnx/onnx.ts";
import { inspectIndex, isSafetensorsIndex } from "./safetensors/safetensors-index.ts";
import { JsonError } from "./strict-json.ts";

/** What is validated, and by which gates. Paths are relative to the workspace. */
export interface ValidateModelOptions {
  readonly name: string;
  /** Path of the model's file or folder in the workspace. */
  readonly path: string;
  readonly workspace: string;
  /** Path of the metrics file in the workspace. */
  readonly metrics?: string | undefined;
  /** Path of the metrics file of the model that runs now. */
  readonly baseline?: string | undefined;
  readonly gate: Readonly<Record<string, MetricGate>>;
  /** Digests of files (or of the whole model) that may be loaded although they can run code. */
  readonly allowPickle: false | readonly Digest[];
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
}

/** The outcome of validating one model. */
export interface ModelResult {
  readonly name: string;
  readonly path: string;
  /** Of the file, or of the folder's sorted file digests. */
  readonly digest: Digest;
  /** The formats of its model files, joined by " + ". */
  readonly format: string;
  readonly size: number;
  readonly files: readonly InspectedFile[];
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly gates: readonly GateResult[];
  /** The files that the gates were judged by, so that evidence says which; absent where none is configured. */
  readonly metrics?: MeasuredBy | undefined;
  readonly baseline?: MeasuredBy | undefined;
  readonly facts: ModelFacts;
}

/** A metrics file by its path in the workspace and its digest. */
export type MeasuredBy = Pick<MetricsFile, "file" | "digest">;

/** Numbers of a model, summed over its files; absent where no file tells. */
export interface ModelFacts {
  readonly tensors?: number | undefined;
  readonly parameters?: number | undefined;
  readonly dtypes?: Readonly<Record<string, number>> | undefined;
  readonly irVersion?: number | undefined;
  /** Operator sets: version by domain. */
  readonly opset?: Readonly<Record<string, number>> | undefined;
  readonly inputs?: readonly OnnxPort[] | undefined;
  readonly outputs?: readonly OnnxPort[] | undefined;
}

const BESIDE_FORMATS = ["text", "empty", "json"];

/**
 * Identifies a model by its digest, inspects every file by its bytes and judges its metrics. Findings are returned, not reported.
 * Throws an `input` error for a path or metrics file that is wrong and an `environment` error for a file that cannot be read.
 */
export async function validateModel(options: ValidateModelOptions): Promise<ModelResult> {
  const { name, path, workspace, reporter } = options;
  const root = await resolveInWorkspace(workspace, path, `models.${name}.path`);
  checkAllowed(options);
  const isFolder = (await lstat(root)).isDirectory();
  const identity = await digestOfPath(root);
  reporter.progress(`Inspecting ${identity.files.length} files of ${path}`);
  const metrics = await readMetrics(options, "metrics");
  const baseline = await readMetrics(options, "baseline");
  const rules: InspectionRules = {
    root: isFolder ? root : dirname(root),
    isFolder,
    shown: path.replace(/\/+$/, ""),
    allowed: options.allowPickle || [],
    modelDigest: identity.digest,
    metrics: [metrics, baseline].flatMap((each) => each?.digest ?? []),
  };
  const inspected = inspectAll(identity.files, rules, root, options);
  const shards = isFolder ? await checkIndexes(inspected, rules) : [];
  const gates = judgeGates(options.gate, metrics, baseline);
  const whole = judgeWhole(inspected, path);
  const files = inspected.map((each) => each.file);
  const findings = [...whole, ...inspected.flatMap((each) => each.findings), ...shards, ...gateFindings(gates, options.metrics ?? path)];
  const verdicts = [...files, ...gates].map((each) => each.verdict);
  return {
    name,
    path,
    digest: identity.digest,
    format: describeFormat(files),
    size: identity.size,
    files,
    verdict: worstOf([
      ...verdicts,
      ...(shards.length > 0 ? ["fail" as const] : []),
      ...(whole.length > 0 ? ["inconclusive" as const] : []),
    ]),
    findings,
    gates,
    metrics: metrics && { file: metrics.file, digest: metrics.digest },
    baseline: baseline && { file: baseline.file, digest: baseline.digest },
    facts: sumFacts(inspected),
  };
}

function checkAllowed({ name, allowPickle }: ValidateModelOptions): void {
  for (const digest of allowPickle || []) {
    if (!isDigest(digest))
      throw inputError(`models.${name}.allow_pickle`, `has '${String(digest)}', which is no digest; write sha256: and 64 hex digits`);
  }
}

function inspectAll(entries: readonly FileEntry[], rules: InspectionRules, root: string, options: ValidateModelOptions): Inspection[] {
  const inspected = entries.map((entry) => {
    options.signal?.throwIfAborted();
    const shown = rules.isFolder ? entry.path : rules.shown;
    try {
      // A single file is opened by its real path; a link to it may have another name.
      return inspectFile(entry, rules.isFolder ? rules : { ...rules, root: dirname(root) });
    } catch (error) {
      if (error instanceof ActionError) throw error;
      if (!(error instanceof Error && "code" in error)) throw error;
      throw new ActionError("environment", `'${shown}' of model '${options.name}' could not be read: ${error.message}.`, { cause: error });
    }
  });
  const external = new Set(
    inspected.flatMap((each) => (each.onnx?.externalFiles ?? []).map((location) => join(dirname(each.file.path), location))),
  );
  return inspected.map((each) => {
    if (each.file.format !== "unknown" || !external.has(join(each.file.path))) return each;
    return { file: { ...each.file, format: "onnx-external-data", verdict: "pass" }, findings: [], isModel: true };
  });
}

async function checkIndexes(inspected: readonly Inspection[], rules: InspectionRules): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { file } of inspected) {
    if (!isSafetensorsIndex(file.path)) continue;
    const folder = dirname(file.path);
    const shards = inspected.filter((each) => each.safetensors !== undefined && dirname(each.file.path) === folder);
    const names = new Map(
      shards.map((each) => [each.file.path.slice(folder === "." ? 0 : folder.length + 1), each.safetensors?.names ?? []]),
    );
    const problems = inspectIndex(await readFile(join(rules.root, file.path), "utf8"), names);
    const place = { file: `${rules.shown}/${file.path}` };
    findings.push(
      ...problems.map(({ rule, what }): Finding => ({ rule, severity: "error", what, where: place, next: "Export the model again." })),
    );
  }
  return findings;
}

async function readMetrics(options: ValidateModelOptions, which: "metrics" | "baseline"): Promise<MetricsFile | undefined> {
  const file = options[which];
  if (file === undefined) return undefined;
  const input = `models.${options.name}.${which}`;
  const path = await resolveInWorkspace(options.workspace, file, input);
  try {
    const bytes = await readFile(path);
    return { file, digest: digestOf(bytes), metrics: parseMetrics(bytes.toString("utf8")) };
  } catch (error) {
    const reason = error instanceof JsonError ? `its JSON ${error.message}` : error instanceof Error ? error.message : String(error);
    throw inputError(input, `is '${file}', which is no metrics file: ${reason}; write JSON with numbers, such as {"auc": 0.9}`, {
      cause: error,
    });
  }
}

/** What can only be said of all files together. */
function judgeWhole(inspected: readonly Inspection[], path: string): Finding[] {
  if (inspected.some((each) => each.isModel)) return [];
  const what = inspected.length === 0 ? `${path} has no file.` : `${path} has no file that holds what a model has learned.`;
  return [
    { rule: "model-format", severity: "error", what, where: { file: path }, next: "Name the file or folder that the training wrote." },
  ];
}

function describeFormat(files: readonly InspectedFile[]): string {
  const formats = new Set(files.map((file) => file.format));
  const main = [...formats].filter((format) => !BESIDE_FORMATS.includes(format) && format !== "onnx-external-data");
  return (main.length > 0 ? main : [...formats]).sort().join(" + ") || "none";
}

function sumFacts(inspected: readonly Inspection[]): ModelFacts {
  const facts = inspected.flatMap((each) => each.safetensors ?? each.onnx ?? []);
  const onnx = inspected.flatMap((each) => each.onnx ?? []);
  // Of several ONNX files nobody could say which one is served.
  const only = onnx.length === 1 ? onnx[0] : undefined;
  if (facts.length === 0) return {};
  const dtypes: Record<string, number> = {};
  for (const each of facts) for (const [dtype, count] of Object.entries(each.dtypes)) dtypes[dtype] = (dtypes[dtype] ?? 0) + count;
  return {
    tensors: facts.reduce((sum, each) => sum + each.tensors, 0),
    parameters: facts.reduce((sum, each) => sum + each.parameters, 0),
    dtypes,
    irVersion: only?.irVersion,
    opset: only?.opsets,
    inputs: only?.inputs,
    outputs: only?.outputs,
  };
}
