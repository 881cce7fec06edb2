import { basename, extname, join } from "node:path";
import type { Digest, FileEntry, Finding, Verdict } from "@waybill/kit";
import { worstOf } from "@waybill/kit";
import type { ByteSource } from "./byte-source.ts";
import { openSource } from "./byte-source.ts";
import type { ModelFormat } from "./format.ts";
import { canRunCode, detectFormat } from "./format.ts";
import { inspectOnnx } from "./onnx/onnx.ts";
import type { OnnxFacts } from "./onnx/onnx.ts";
import { walkPickle } from "./pickle/walk.ts";
import { inspectSafetensors } from "./safetensors/safetensors.ts";
import type { SafetensorsFacts } from "./safetensors/safetensors.ts";
import type { StructureProblem, StructureReport } from "./structure.ts";

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
}

/** How much of a file is read to see whether it is a pickle as well. */
const MAX_WALK_BYTES = 64 * 2 ** 20;
const DISGUISE: StructureProblem = {
  rule: "model-disguise",
  what: "The file is also a Python pickle that runs code, for a loader that does not look at its name.",
};
/** Names that promise a format whose rules are known here. */
const PROMISES: Readonly<Record<string, ModelFormat>> = {
  ".safetensors": "safetensors",
  ".onnx": "onnx",
  ".json": "json",
  ".gguf": "gguf",
};
const FORMAT_WORDS: Partial<Record<ModelFormat, string>> = {
  pickle: "a Python pickle, which can run any code when it is loaded",
  joblib: "a joblib file, which is a Python pickle and can run any code when it is loaded",
  torch: "a PyTorch archive, which holds a Python pickle and can run any code when it is loaded",
  keras: "a Keras archive, whose Lambda layers can run any code when they are loaded",
  hdf5: "an HDF5 file, in which Keras models can carry code that runs when they are loaded",
  "numpy-zip": "a NumPy archive, whose object arrays are Python pickles",
  zip: "a ZIP archive whose content is not inspected yet and may be a Python pickle",
  compressed: "a compressed file whose content is not inspected yet and may be a Python pickle",
};

/** Inspects one file by its bytes. `files` lists the whole model, for what one file says about another. */
export function inspectFile(entry: FileEntry, rules: InspectionRules): Inspection {
  const path = rules.isFolder ? entry.path : basename(rules.shown);
  using source = openSource(join(rules.root, path));
  const format = detectFormat(source);
  const promised = PROMISES[extname(path).toLowerCase()];
  // Rules can only find more fault than no rules: a damaged file is judged as what its name promises.
  const judged = (format === "unknown" || format === "empty") && promised !== undefined ? promised : format;
  const shown = rules.isFolder ? `${rules.shown}/${path}` : rules.shown;
  const found = judge(source, judged, { entry, rules, shown, path });
  const mismatch = promised !== undefined && judged !== promised ? [describeMismatch(shown, promised, format)] : [];
  const findings = [...mismatch, ...found.findings];
  const verdict = worstOf([mismatch.length > 0 ? "fail" : "pass", found.verdict]);
  const file: InspectedFile = { path, format: judged, size: entry.size, digest: entry.digest, verdict };
  return { file, findings, safetensors: found.safetensors, onnx: found.onnx };
}

interface Subject {
  readonly entry: FileEntry;
  readonly rules: InspectionRules;
  readonly shown: string;
  readonly path: string;
}

interface Judged {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly safetensors?: SafetensorsFacts | undefined;
  readonly onnx?: OnnxFacts | undefined;
}

function judge(source: ByteSource, format: ModelFormat, subject: Subject): Judged {
  const { rules, shown, path } = subject;
  if (canRunCode(format)) return judgeRefused(format, subject);
  switch (format) {
    case "safetensors": {
      const report = inspectSafetensors(source);
      const problems = isPickleToo(source) ? [...report.problems, DISGUISE] : report.problems;
      return { ...judgeStructure({ ...report, problems }, shown), safetensors: report.facts };
    }
    case "onnx": {
      const report = inspectOnnx(source, rules.isFolder ? { root: rules.root, file: join(rules.root, path) } : undefined);
      return { ...judgeStructure(report, shown), onnx: report.facts };
    }
    case "json":
      return { verdict: "pass", findings: [] };
    case "text":
      return /\.(py|pyw|sh|js|mjs|lua|r)$/i.test(path) ? warnOfCode(shown) : { verdict: "pass", findings: [] };
    case "empty":
      return judgeEmpty(path, shown);
    default:
      return judgeUnknown(format, shown);
  }
}

function judgeRefused(format: ModelFormat, { entry, rules, shown }: Subject): Judged {
  const word = FORMAT_WORDS[format] ?? format;
  const digest = [entry.digest, rules.modelDigest].find((each) => rules.allowed.includes(each));
  if (digest !== undefined) {
    const what = `${shown} is ${word}; it is accepted because allow_pickle lists ${digest}.`;
    return { verdict: "warn", findings: [{ rule: "model-pickle", severity: "warning", what, where: { file: shown } }] };
  }
  return {
    verdict: "fail",
    findings: [
      {
        rule: "model-pickle",
        severity: "error",
        what: `${shown} is ${word}.`,
        where: { file: shown },
        observed: `${format} (by its bytes), ${entry.digest}`,
        expected: "a format without code, such as safetensors or ONNX, or a digest that allow_pickle lists",
        next: `Export the model as safetensors or ONNX; or, when you trust its origin, add ${entry.digest} to allow_pickle.`,
      },
    ],
  };
}

/** A header's length can be chosen so that an unpickler skips the header and lands in the weights. */
function isPickleToo(source: ByteSource): boolean {
  const walk = walkPickle(source.read(0, 4096));
  return walk.runsCode || (walk.cut && walkPickle(source.read(0, MAX_WALK_BYTES)).runsCode);
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

function warnOfCode(shown: string): Judged {
  const what = `${shown} is program code inside a model; nothing here looks at what it does.`;
  return {
    verdict: "warn",
    findings: [
      { rule: "model-code", severity: "warning", what, where: { file: shown }, next: "Keep code in the image, not in the model." },
    ],
  };
}

function judgeEmpty(path: string, shown: string): Judged {
  if (/(^|\/)(\.[^/]*|__init__\.py)$/.test(path)) return { verdict: "pass", findings: [] };
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

function describeMismatch(shown: string, promised: ModelFormat, format: ModelFormat): Finding {
  return {
    rule: "model-format-mismatch",
    severity: "error",
    what: `${shown} is not what its name says.`,
    where: { file: shown },
    observed: `${format} (by its bytes)`,
    expected: promised,
    next: "Name the file by its format; loaders choose by name what they do with it.",
  };
}
