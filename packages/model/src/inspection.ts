import { basename, join } from "node:path";
import type { Digest, FileEntry, Finding, Verdict } from "@waybill/kit";
import { worstOf } from "@waybill/kit";
import type { ByteSource } from "./byte-source.ts";
import { openSource } from "./byte-source.ts";
import type { ModelFormat } from "./format.ts";
import { claimFormats } from "./detect/claims.ts";
import { codeWordOf, promisedFormats } from "./format.ts";
import { inspectOnnx } from "./onnx/onnx.ts";
import type { OnnxFacts } from "./onnx/onnx.ts";
import { inspectSafetensors } from "./safetensors/safetensors.ts";
import type { SafetensorsFacts } from "./safetensors/safetensors.ts";
import type { StructureReport } from "./structure.ts";
import { judgeJsonFile } from "./text/json-file.ts";
import { judgeTextFile } from "./text/text-file.ts";
import type { TextJudgement } from "./text/text-judgement.ts";

/** One file of a model as it was found. */
export interface InspectedFile {
  /** Relative to the model's folder; the file's own name when the model is one file. */
  readonly path: string;
  /** By bytes; `onnx-external-data` for weights that an ONNX file of the folder refers to. */
  readonly format: ModelFormat | "onnx-external-data";
  readonly size: number;
  readonly digest: Digest;
  readonly verdict: Verdict;
}

/** What an inspection found in one file. */
export interface Inspection {
  readonly file: InspectedFile;
  readonly findings: readonly Finding[];
  readonly safetensors?: SafetensorsFacts | undefined;
  readonly onnx?: OnnxFacts | undefined;
  /** Whether the file can hold what a model has learned; text that describes it and weights without a number do not. */
  readonly isModel: boolean;
}

/** What a file is inspected against. */
export interface InspectionRules {
  /** Absolute path of the folder, or of the folder that holds the single file. */
  readonly root: string;
  readonly isFolder: boolean;
  /** How the model's folder or file is named in places. */
  readonly shown: string;
  /** Digests of files or of the whole model that may be loaded although they can run code. */
  readonly allowed: readonly Digest[];
  readonly modelDigest: Digest;
  /** Digests of the files that the model's entry names as its metrics and its baseline. */
  readonly metrics: readonly Digest[];
}

/** Inspects one file by its bytes. `files` lists the whole model, for what one file says about another. */
export function inspectFile(entry: FileEntry, rules: InspectionRules): Inspection {
  const path = rules.isFolder ? entry.path : basename(rules.shown);
  using source = openSource(join(rules.root, path));
  const claims = claimFormats(source);
  const [format = "unknown"] = claims;
  const promised = promisedFormats(path);
  const [meant] = promised ?? [];
  const isDamaged = (format === "unknown" || format === "empty") && meant !== undefined && meant !== "json" && meant !== "text";
  // Rules can only find more fault than no rules: a damaged file is judged as what its name promises.
  const judged = isDamaged ? meant : format;
  const shown = rules.isFolder ? `${rules.shown}/${path}` : rules.shown;
  const found = claims.length > 1 ? judgeAmbiguous(claims, shown) : judge(source, judged, { entry, rules, shown, path });
  const mismatch = promised !== undefined && !promised.includes(judged) ? [describeMismatch(shown, promised, format)] : [];
  const findings = [...mismatch, ...found.findings];
  const verdict = worstOf([mismatch.length > 0 ? "fail" : "pass", found.verdict]);
  const file: InspectedFile = { path, format: judged, size: entry.size, digest: entry.digest, verdict };
  return { ...found, file, findings, isModel: found.isModel ?? true };
}

interface Subject {
  readonly entry: FileEntry;
  readonly rules: InspectionRules;
  readonly shown: string;
  readonly path: string;
}

interface Judged extends Partial<Omit<Inspection, "file">> {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

function judge(source: ByteSource, format: ModelFormat, subject: Subject): Judged {
  const { rules, shown, path } = subject;
  const word = codeWordOf(format);
  if (word !== undefined) return judgeRefused(format, word, subject);
  const read = (): string =>
    source
      .read(0, source.size)
      .toString("utf8")
      .replace(/^\ufeff/, "");
  switch (format) {
    case "safetensors": {
      const report = inspectSafetensors(source);
      return { ...judgeStructure(report, shown), safetensors: report.facts, isModel: report.facts.parameters + report.problems.length > 0 };
    }
    case "onnx": {
      const report = inspectOnnx(source, rules.isFolder ? { root: rules.root, file: join(rules.root, path) } : undefined);
      return { ...judgeStructure(report, shown), onnx: report.facts, isModel: report.facts.nodes + report.problems.length > 0 };
    }
    case "json":
      return judgeText(judgeJsonFile(path, read(), rules.metrics.includes(subject.entry.digest)), subject);
    case "text":
      return judgeText(judgeTextFile(path, read), subject);
    case "empty":
      return judgeEmpty(path, shown);
    default:
      return vouched(subject, "in a format that is not known here") ?? judgeUnknown(format, shown);
  }
}

/** The verdict about a file that somebody vouches for by its digest or the model's; undefined when nobody does. */
function vouched({ entry, rules, shown }: Subject, word: string): Judged | undefined {
  const digest = [entry.digest, rules.modelDigest].find((each) => rules.allowed.includes(each));
  if (digest === undefined) return undefined;
  const what = `${shown} is ${word}; it is accepted because allow_pickle lists ${digest}.`;
  return { verdict: "warn", findings: [{ rule: "model-pickle", severity: "warning", what, where: { file: shown } }] };
}

function judgeRefused(format: ModelFormat, word: string, subject: Subject): Judged {
  const { entry, shown } = subject;
  const finding: Finding = {
    rule: "model-pickle",
    severity: "error",
    what: `${shown} is ${word}.`,
    where: { file: shown },
    observed: `${format} (by its bytes), ${entry.digest}`,
    expected: "a format without code, such as safetensors or ONNX, or a digest that allow_pickle lists",
    next: `Export the model as safetensors or ONNX; or, when you trust its origin, add ${entry.digest} to allow_pickle.`,
  };
  return vouched(subject, word) ?? { verdict: "fail", findings: [finding] };
}

/** No digest helps here: who vouches for a file means one of its formats. */
function judgeAmbiguous(claims: readonly ModelFormat[], shown: string): Judged {
  const finding: Finding = {
    rule: "model-ambiguous",
    severity: "error",
    what: `${shown} is ${claims.join(" and ")} at once; which one it is depends on the loader.`,
    where: { file: shown },
    observed: claims.join(" + "),
    expected: "a file in one format",
    next: "Do not load it; find out who made it. If your own exporter did, export the model again.",
  };
  return { verdict: "fail", findings: [finding] };
}

function judgeText(judged: TextJudgement, subject: Subject): Judged {
  if (judged.kind === "harmless") return { verdict: "pass", findings: [], isModel: false };
  const { entry, shown } = subject;
  const [what, where] = [`${shown} ${judged.why}.`, { file: shown }];
  if (judged.kind === "tools") {
    const next = "Keep code in the image, not in the model.";
    return { verdict: "warn", findings: [{ rule: "model-code", severity: "warning", what, where, next }], isModel: false };
  }
  const isCode = judged.kind === "code";
  const next = `Keep it out of the model's folder; or, when you have read it and trust its origin, add ${entry.digest} to allow_pickle.`;
  const finding: Finding = { rule: isCode ? "model-code" : "model-unchecked", severity: "error", what, where, next };
  return (
    vouched(subject, `text that ${isCode ? "can make a loader run code" : "no rule here knows"}`) ?? {
      verdict: isCode ? "fail" : "inconclusive",
      findings: [finding],
    }
  );
}

function judgeStructure(report: StructureReport<unknown>, shown: string): Judged {
  const problems = report.problems.map(({ rule, what }): Finding => ({
    rule,
    severity: "error",
    what,
    where: { file: shown },
    next: "Export the model again, and check that the file was copied whole.",
  }));
  const unchecked = report.unchecked.map((what): Finding => ({ rule: "model-unchecked", severity: "error", what, where: { file: shown } }));
  return { verdict: problems.length > 0 ? "fail" : unchecked.length > 0 ? "inconclusive" : "pass", findings: [...problems, ...unchecked] };
}

function judgeEmpty(path: string, shown: string): Judged {
  if (/(^|\/)(\.[^/]*|__init__\.py)$/.test(path)) return { verdict: "pass", findings: [], isModel: false };
  const finding: Finding = {
    rule: "model-empty",
    severity: "error",
    what: `${shown} is empty.`,
    where: { file: shown },
    next: "Export the model again.",
  };
  return { verdict: "fail", findings: [finding] };
}

function judgeUnknown(format: ModelFormat, shown: string): Judged {
  const what =
    format === "unknown"
      ? `${shown} has no format that is known here, so that nothing can be said about it.`
      : `${shown} is a ${format === "gguf" ? "GGUF" : "NumPy"} file; the rules of this format are not checked yet.`;
  const next = "Export the model as safetensors or ONNX, or keep the file out of the model's folder.";
  return {
    verdict: "inconclusive",
    findings: [{ rule: "model-format", severity: "error", what, where: { file: shown }, observed: format, next }],
  };
}

function describeMismatch(shown: string, promised: readonly ModelFormat[], format: ModelFormat): Finding {
  return {
    rule: "model-format-mismatch",
    severity: "error",
    what: `${shown} is not what its name says.`,
    where: { file: shown },
    observed: `${format} (by its bytes)`,
    expected: promised.join(" or "),
    next: "Name the file by its format; loaders choose by name what they do with it.",
  };
}
