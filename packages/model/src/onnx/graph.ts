import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxType, OnnxValue } from "./message.ts";
import { countElements, findElementType } from "./tensor.ts";
import type { ProblemList } from "../structure.ts";
import { quoteName } from "../structure.ts";

/** What the rules of a graph need to know around it. */
export interface GraphScope {
  readonly irVersion: number;
  /** Domains of operators that the model imports. */
  readonly domains: ReadonlySet<string>;
  readonly list: ProblemList;
  /** Checks one tensor's data. */
  readonly tensor: (tensor: OnnxTensor, what: string) => void;
  /** Sums up what the graphs hold. */
  readonly totals: { nodes: number; parameters: number; tensors: number; readonly dtypes: Record<string, number> };
}

/** Names that a node may read: its own graph's and those of the graphs around it. */
type Names = { readonly own: Set<string>; readonly outer: Names | undefined };

const RULE = "onnx-graph";
/** The fields that each attribute type may have; absent singular numbers and texts are zero and empty. */
const ATTRIBUTE_FIELDS: Readonly<Record<number, keyof OnnxAttribute>> = {
  1: "f",
  2: "i",
  3: "s",
  4: "t",
  5: "g",
  6: "floats",
  7: "ints",
  8: "strings",
  9: "tensors",
  10: "graphs",
  11: "sparseTensor",
  12: "sparseTensors",
  13: "tp",
  14: "typeProtos",
};
const MUST_BE_PRESENT: readonly (keyof OnnxAttribute)[] = ["t", "g", "sparseTensor", "tp"];

/** Checks a graph and the graphs inside it: names assigned once, nodes in order, every output made, every tensor complete. */
export function checkGraph(graph: OnnxGraph, scope: GraphScope, outer?: Names): void {
  const { list } = scope;
  const names: Names = { own: new Set(), outer };
  if ((graph.name ?? "") === "") list.add(RULE, "A graph has no name.");
  for (const input of graph.inputs ?? []) {
    checkValue(input, "Input", outer === undefined, list);
    assign(names, input.name ?? "", "graph input", list);
  }
  checkInitializers(graph, names, scope);
  checkNodes(graph.nodes ?? [], names, scope);
  if ((graph.outputs ?? []).length === 0) list.add(RULE, `Graph ${quoteName(graph.name ?? "")} has no output.`);
  for (const output of graph.outputs ?? []) {
    checkValue(output, "Output", outer === undefined, list);
    if (!isKnown(names, output.name ?? "")) list.add(RULE, `Output ${quoteName(output.name ?? "")} of the graph is made by no node.`);
  }
  for (const value of graph.values ?? []) checkValue(value, "Value", false, list);
}

/** Checks nodes that follow each other: what one reads must be there before it. */
export function checkNodes(nodes: readonly OnnxNode[], names: Names, scope: GraphScope): void {
  for (const node of nodes) {
    scope.totals.nodes += 1;
    const shown = describeNode(node);
    if ((node.opType ?? "") === "") scope.list.add(RULE, `${shown} has no operator.`);
    if ((node.inputs ?? []).length + (node.outputs ?? []).length === 0) scope.list.add(RULE, `${shown} has neither inputs nor outputs.`);
    if (!scope.domains.has(normaliseDomain(node.domain)))
      scope.list.add(RULE, `${shown} is of the domain ${quoteName(node.domain ?? "")}, which is not imported.`);
    for (const input of node.inputs ?? []) {
      if (input !== "" && !isKnown(names, input))
        scope.list.add(RULE, `${shown} reads ${quoteName(input)}, which nothing before it makes.`);
    }
    checkAttributes(node.attributes ?? [], shown, names, scope);
    for (const output of node.outputs ?? []) if (output !== "") assign(names, output, "output of a node", scope.list);
  }
}

/** The default domain has two spellings. */
export function normaliseDomain(domain: string | undefined): string {
  return domain === undefined || domain === "ai.onnx" ? "" : domain;
}

/** Starts the names of a function's body. */
export function namesOf(inputs: readonly string[]): Names {
  return { own: new Set(inputs), outer: undefined };
}

/** Whether a name is visible. */
export function isKnown(names: Names | undefined, name: string): boolean {
  for (let at = names; at !== undefined; at = at.outer) if (at.own.has(name)) return true;
  return false;
}

function assign(names: Names, name: string, what: string, list: ProblemList): void {
  if (name === "") list.add(RULE, `A ${what} has no name.`);
  else if (names.own.has(name)) list.add(RULE, `The name ${quoteName(name)} is given twice; the second is a ${what}.`);
  names.own.add(name);
}

function checkInitializers(graph: OnnxGraph, names: Names, scope: GraphScope): void {
  const seen = new Set<string>();
  const sparse = (graph.sparseInitializers ?? []).flatMap((tensor) => tensor.values ?? []);
  for (const tensor of [...(graph.initializers ?? []), ...sparse]) {
    const name = tensor.name ?? "";
    const shown = `Initializer ${quoteName(name)}`;
    if (name === "") scope.list.add(RULE, "An initializer has no name.");
    if (seen.has(name)) scope.list.add(RULE, `${shown} stands twice.`);
    seen.add(name);
    if (scope.irVersion < 4 && !names.own.has(name))
      scope.list.add(RULE, `${shown} is not an input of the graph, as IR versions before 4 demand.`);
    names.own.add(name);
    scope.tensor(tensor, shown);
    scope.totals.tensors += 1;
    scope.totals.parameters += countElements(tensor.dims ?? []) ?? 0;
    const dtype = findElementType(tensor.dataType) ?? "unknown";
    scope.totals.dtypes[dtype] = (scope.totals.dtypes[dtype] ?? 0) + 1;
  }
  for (const tensor of graph.sparseInitializers ?? []) checkSparse(tensor, scope);
}

function checkSparse(tensor: { readonly values?: OnnxTensor; readonly indices?: OnnxTensor }, scope: GraphScope): void {
  if (tensor.values === undefined || tensor.indices === undefined) scope.list.add(RULE, "A sparse tensor has no values or no indices.");
  else scope.tensor(tensor.indices, `Indices of sparse tensor ${quoteName(tensor.values.name ?? "")}`);
}

function checkAttributes(attributes: readonly OnnxAttribute[], node: string, names: Names, scope: GraphScope): void {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const name = attribute.name ?? "";
    const shown = `Attribute ${quoteName(name)} of ${node.charAt(0).toLowerCase()}${node.slice(1)}`;
    if (name === "") scope.list.add(RULE, `An attribute of ${node} has no name.`);
    if (seen.has(name)) scope.list.add(RULE, `${shown} stands twice.`);
    seen.add(name);
    checkAttributeType(attribute, shown, scope.list);
    for (const tensor of [attribute.t ?? [], attribute.tensors ?? []].flat()) scope.tensor(tensor, `The tensor of ${shown}`);
    for (const sparse of [attribute.sparseTensor ?? [], attribute.sparseTensors ?? []].flat()) {
      checkSparse(sparse, scope);
      if (sparse.values) scope.tensor(sparse.values, `The sparse tensor of ${shown}`);
    }
    for (const graph of [attribute.g ?? [], attribute.graphs ?? []].flat()) checkGraph(graph, scope, names);
  }
}

function checkAttributeType(attribute: OnnxAttribute, shown: string, list: ProblemList): void {
  const field = ATTRIBUTE_FIELDS[attribute.type ?? 0];
  const present = Object.values(ATTRIBUTE_FIELDS).filter((name) => attribute[name] !== undefined);
  if (field === undefined) return list.add(RULE, `${shown} has the unknown type ${attribute.type ?? 0}.`);
  if (present.some((name) => name !== field)) return list.add(RULE, `${shown} has a value that is not of its type.`);
  if (attribute.reference !== undefined && present.length > 0)
    return list.add(RULE, `${shown} refers to another attribute and has a value.`);
  if (present.length === 0 && attribute.reference === undefined && MUST_BE_PRESENT.includes(field))
    list.add(RULE, `${shown} has no value.`);
}

function checkValue(value: OnnxValue, what: string, isTyped: boolean, list: ProblemList): void {
  const shown = `${what} ${quoteName(value.name ?? "")}`;
  if ((value.name ?? "") === "") list.add(RULE, `${what} of a graph has no name.`);
  if (value.type === undefined) {
    if (isTyped) list.add(RULE, `${shown} of the graph has no type.`);
  } else if (!isType(value.type, isTyped)) list.add(RULE, `${shown} of the graph has a type that ONNX does not know.`);
}

function isType(type: OnnxType, isComplete: boolean): boolean {
  const tensor = type.tensor ?? type.sparse;
  if (tensor)
    return (
      findElementType(tensor.elemType) !== undefined && (tensor.shape?.dim ?? []).every(({ value }) => value === undefined || value >= 0)
    );
  const inner = type.sequence ?? type.optional;
  if (inner) return inner.elemType !== undefined && isType(inner.elemType, isComplete);
  if (type.map)
    return findElementType(type.map.keyType) !== undefined && type.map.valueType !== undefined && isType(type.map.valueType, isComplete);
  return type.opaque !== undefined || !isComplete;
}

function describeNode(node: OnnxNode): string {
  const name = node.name ? ` ${quoteName(node.name)}` : node.outputs?.[0] ? ` that makes ${quoteName(node.outputs[0])}` : "";
  return `Node${name} (${quoteName(node.opType ?? "")})`;
}
