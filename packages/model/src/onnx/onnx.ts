import type { ByteSource } from "../byte-source.ts";
import type { ModelFolder } from "./external-file.ts";
import { checkExternalFile } from "./external-file.ts";
import { checkGraph, checkNodes, isKnown, namesOf, normaliseDomain } from "./graph.ts";
import type { GraphScope } from "./graph.ts";
import type { OnnxEntry, OnnxFunction, OnnxModel, OnnxOpset, OnnxValue } from "./message.ts";
import { MODEL } from "./schema.ts";
import { checkTensor, findElementType } from "./tensor.ts";
import { decodeMessage, ProtobufError } from "../protobuf.ts";
import { ProblemList, quoteName } from "../structure.ts";
import type { StructureReport } from "../structure.ts";

/** What an ONNX file holds. */
export interface OnnxFacts {
  readonly irVersion?: number | undefined;
  /** Imported operator sets: version by domain; the default domain is `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer?: string | undefined;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly nodes: number;
  readonly tensors: number;
  readonly parameters: number;
  readonly dtypes: Readonly<Record<string, number>>;
  /** Paths of external data as the model writes them. */
  readonly externalFiles: readonly string[];
}

/** An input or output of a model; a dimension without a fixed size is its name or `?`. */
export interface OnnxPort {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

/** The newest versions whose rules are known (ONNX 1.22). */
const KNOWN_IR_VERSION = 13;
const KNOWN_OPSET = 27;
/** Calls are followed by recursion, which must not run out of stack. */
const MAX_FUNCTIONS = 1000;
const RULE = "onnx-model";

/**
 * Checks the structure rules of an ONNX model (https://github.com/onnx/onnx/blob/main/docs/IR.md) without loading its weights. Without `folder` external data is a problem, because the file alone is then the model.
 * Never throws for what the bytes are.
 */
export function inspectOnnx(source: ByteSource, folder?: ModelFolder): StructureReport<OnnxFacts> {
  const list = new ProblemList();
  let model: OnnxModel;
  try {
    model = decodeMessage(source, MODEL) as OnnxModel;
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    list.add("onnx-message", error.message);
    return { problems: list.problems, unchecked: [], facts: emptyFacts() };
  }
  const external = new Set<string>();
  const scope: GraphScope = {
    irVersion: model.irVersion ?? 0,
    domains: new Set((model.opsets ?? []).map((opset) => normaliseDomain(opset.domain))),
    list,
    totals: { nodes: 0, parameters: 0, tensors: 0, dtypes: {} },
    tensor(tensor, what) {
      const data = checkTensor(tensor, what, list);
      if (data === undefined) return;
      external.add(data.location);
      const problem =
        folder === undefined
          ? "is outside the model's file; name the folder as the model, so that its identity covers both"
          : checkExternalFile(data, folder);
      if (problem !== undefined)
        list.add("onnx-external-data", `External data of ${what.charAt(0).toLowerCase()}${what.slice(1)} ${problem}.`);
    },
  };
  checkModel(model, list);
  if (model.graph) checkGraph(model.graph, scope);
  checkFunctions(model.functions ?? [], scope);
  return { problems: list.problems, unchecked: list.unchecked, facts: describe(model, scope, [...external]) };
}

function checkModel(model: OnnxModel, list: ProblemList): void {
  const version = model.irVersion ?? 0;
  if (version < 1) list.add(RULE, "The model has no IR version.");
  if (version > KNOWN_IR_VERSION) list.leave(`The model has IR version ${version}; the rules up to ${KNOWN_IR_VERSION} are known here.`);
  if (model.graph === undefined) list.add(RULE, "The model has no graph.");
  if (version >= 3 && (model.opsets ?? []).length === 0) list.add(RULE, "The model imports no operator set, as IR versions from 3 must.");
  checkOpsets(model.opsets ?? [], "The model", list);
  checkUnique(
    (model.metadata ?? []).map((entry: OnnxEntry) => entry.key ?? ""),
    "metadata key",
    list,
  );
  if ((model.training ?? []).length > 0) list.leave("The model has training graphs, which are not checked.");
}

function checkOpsets(opsets: readonly OnnxOpset[], what: string, list: ProblemList): void {
  checkUnique(
    opsets.map((opset) => normaliseDomain(opset.domain) || "ai.onnx"),
    "operator set",
    list,
  );
  for (const { domain, version = 0 } of opsets) {
    const name = quoteName(normaliseDomain(domain) || "ai.onnx");
    if (version < 1) list.add(RULE, `${what} imports operator set ${name} without a version.`);
    if (normaliseDomain(domain) === "" && version > KNOWN_OPSET)
      list.leave(`${what} uses operator set ${version}; sets up to ${KNOWN_OPSET} are known here.`);
  }
}

function checkUnique(names: readonly string[], what: string, list: ProblemList): void {
  const seen = new Set<string>();
  const repeated = names.find((name) => seen.size === seen.add(name).size);
  if (repeated !== undefined) list.add(RULE, `The ${what} ${quoteName(repeated)} stands twice.`);
}

function checkFunctions(functions: readonly OnnxFunction[], scope: GraphScope): void {
  checkUnique(functions.map(nameOf), "function", scope.list);
  for (const each of functions) {
    const opsets = each.opsets ?? [];
    checkOpsets(opsets, `Function ${quoteName(each.name ?? "")}`, scope.list);
    if ((each.name ?? "") === "") scope.list.add(RULE, "A function has no name.");
    const names = namesOf(each.inputs ?? []);
    const domains = new Set([...opsets.map((opset) => normaliseDomain(opset.domain)), normaliseDomain(each.domain)]);
    checkNodes(each.nodes ?? [], names, { ...scope, domains });
    for (const output of each.outputs ?? []) {
      if (!isKnown(names, output))
        scope.list.add(RULE, `Output ${quoteName(output)} of function ${quoteName(each.name ?? "")} is made by no node.`);
    }
  }
  if (functions.length > MAX_FUNCTIONS)
    scope.list.leave(`The model has ${functions.length} functions; calls among more than ${MAX_FUNCTIONS} are not followed.`);
  const cycle = functions.length > MAX_FUNCTIONS ? undefined : findCycle(functions);
  if (cycle !== undefined) scope.list.add(RULE, `Function ${quoteName(cycle)} calls itself.`);
}

function nameOf(each: { readonly domain?: string; readonly name?: string; readonly opType?: string; readonly overload?: string }): string {
  return `${normaliseDomain(each.domain)}:${each.name ?? ""}:${each.overload ?? ""}`;
}

/** The name of a function that reaches itself through calls. */
function findCycle(functions: readonly OnnxFunction[]): string | undefined {
  const calls = new Map(
    functions.map((each) => [
      `${normaliseDomain(each.domain)}:${each.name ?? ""}`,
      (each.nodes ?? []).map((node) => `${normaliseDomain(node.domain)}:${node.opType ?? ""}`),
    ]),
  );
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): boolean => {
    if (open.has(name)) return true;
    if (done.has(name)) return false;
    open.add(name);
    const found = (calls.get(name) ?? []).some(visit);
    open.delete(name);
    done.add(name);
    return found;
  };
  return [...calls.keys()].find(visit);
}

function describe(model: OnnxModel, scope: GraphScope, externalFiles: readonly string[]): OnnxFacts {
  const initializers = new Set((model.graph?.initializers ?? []).map((tensor) => tensor.name));
  const producer = [model.producer, model.producerVersion].filter(Boolean).join(" ");
  return {
    irVersion: model.irVersion,
    opsets: Object.fromEntries((model.opsets ?? []).map((opset) => [normaliseDomain(opset.domain) || "ai.onnx", opset.version ?? 0])),
    producer: producer === "" ? undefined : producer,
    // Up to IR version 3 initializers are listed among the inputs.
    inputs: (model.graph?.inputs ?? []).filter((input) => !initializers.has(input.name)).map(describePort),
    outputs: (model.graph?.outputs ?? []).map(describePort),
    ...scope.totals,
    externalFiles,
  };
}

function describePort(value: OnnxValue): OnnxPort {
  const tensor = value.type?.tensor;
  return {
    name: value.name ?? "",
    dtype: findElementType(tensor?.elemType) ?? "not a tensor",
    shape: (tensor?.shape?.dim ?? []).map((dim) => dim.value ?? dim.param ?? "?"),
  };
}

function emptyFacts(): OnnxFacts {
  return { opsets: {}, inputs: [], outputs: [], nodes: 0, tensors: 0, parameters: 0, dtypes: {}, externalFiles: [] };
}
