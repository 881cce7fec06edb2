import type { FieldKind, Schema } from "../protobuf.ts";

type Fields = Readonly<Record<number, readonly [name: string, kind: FieldKind]>>;

function schema(name: string, fields: () => Fields): Schema {
  // Asked for on every message; messages refer to each other, so that it cannot be a plain value.
  let known: Fields | undefined;
  return { name, fields: () => (known ??= fields()) };
}

const StringEntry = schema("StringStringEntryProto", () => ({ 1: ["key", "text"], 2: ["value", "text"] }));
const Segment = schema("Segment", () => ({ 1: ["begin", "int"], 2: ["end", "int"] }));
const OperatorSet = schema("OperatorSetIdProto", () => ({ 1: ["domain", "text"], 2: ["version", "int"] }));
const Dimension = schema("Dimension", () => ({ 1: ["value", "int"], 2: ["param", "text"], 3: ["denotation", "text"] }));
const Shape = schema("TensorShapeProto", () => ({ 1: ["dim", { many: Dimension }] }));
const TensorType = schema("TypeProto.Tensor", () => ({ 1: ["elemType", "int"], 2: ["shape", { one: Shape }] }));
const ElementType = schema("TypeProto.Sequence", () => ({ 1: ["elemType", { one: Type }] }));
const MapType = schema("TypeProto.Map", () => ({ 1: ["keyType", "int"], 2: ["valueType", { one: Type }] }));
const Opaque = schema("TypeProto.Opaque", () => ({ 1: ["domain", "text"], 2: ["name", "text"] }));

const Type: Schema = schema("TypeProto", () => ({
  1: ["tensor", { one: TensorType }],
  4: ["sequence", { one: ElementType }],
  5: ["map", { one: MapType }],
  6: ["denotation", "text"],
  7: ["opaque", { one: Opaque }],
  8: ["sparse", { one: TensorType }],
  9: ["optional", { one: ElementType }],
}));

const ValueInfo = schema("ValueInfoProto", () => ({
  1: ["name", "text"],
  2: ["type", { one: Type }],
  3: ["doc", "text"],
  4: ["metadata", { many: StringEntry }],
}));

const Tensor = schema("TensorProto", () => ({
  1: ["dims", "ints"],
  2: ["dataType", "int"],
  3: ["segment", { one: Segment }],
  4: ["floats", "count-4"],
  5: ["int32s", "count-varint"],
  6: ["strings", "ranges"],
  7: ["int64s", "count-varint"],
  8: ["name", "text"],
  9: ["raw", "range"],
  10: ["doubles", "count-8"],
  11: ["uint64s", "count-varint"],
  12: ["doc", "text"],
  13: ["external", { many: StringEntry }],
  14: ["location", "int"],
  16: ["metadata", { many: StringEntry }],
}));

const SparseTensor = schema("SparseTensorProto", () => ({
  1: ["values", { one: Tensor }],
  2: ["indices", { one: Tensor }],
  3: ["dims", "ints"],
}));

const Attribute = schema("AttributeProto", () => ({
  1: ["name", "text"],
  2: ["f", "float"],
  3: ["i", "int"],
  4: ["s", "range"],
  5: ["t", { one: Tensor }],
  6: ["g", { one: Graph }],
  7: ["floats", "count-4"],
  8: ["ints", "count-varint"],
  9: ["strings", "ranges"],
  10: ["tensors", { many: Tensor }],
  11: ["graphs", { many: Graph }],
  13: ["doc", "text"],
  14: ["tp", { one: Type }],
  15: ["typeProtos", { many: Type }],
  20: ["type", "int"],
  21: ["reference", "text"],
  22: ["sparseTensor", { one: SparseTensor }],
  23: ["sparseTensors", { many: SparseTensor }],
}));

const Node = schema("NodeProto", () => ({
  1: ["inputs", "texts"],
  2: ["outputs", "texts"],
  3: ["name", "text"],
  4: ["opType", "text"],
  5: ["attributes", { many: Attribute }],
  6: ["doc", "text"],
  7: ["domain", "text"],
  8: ["overload", "text"],
  9: ["metadata", { many: StringEntry }],
  10: ["devices", "ranges"],
}));

const Graph: Schema = schema("GraphProto", () => ({
  1: ["nodes", { many: Node }],
  2: ["name", "text"],
  5: ["initializers", { many: Tensor }],
  10: ["doc", "text"],
  11: ["inputs", { many: ValueInfo }],
  12: ["outputs", { many: ValueInfo }],
  13: ["values", { many: ValueInfo }],
  14: ["quantization", "ranges"],
  15: ["sparseInitializers", { many: SparseTensor }],
  16: ["metadata", { many: StringEntry }],
}));

const FunctionSchema = schema("FunctionProto", () => ({
  1: ["name", "text"],
  4: ["inputs", "texts"],
  5: ["outputs", "texts"],
  6: ["attributeNames", "texts"],
  7: ["nodes", { many: Node }],
  8: ["doc", "text"],
  9: ["opsets", { many: OperatorSet }],
  10: ["domain", "text"],
  11: ["attributes", { many: Attribute }],
  12: ["values", { many: ValueInfo }],
  13: ["overload", "text"],
  14: ["metadata", { many: StringEntry }],
}));

/** The message of a whole ONNX file (onnx.proto of IR version 13). */
export const MODEL = schema("ModelProto", () => ({
  1: ["irVersion", "int"],
  2: ["producer", "text"],
  3: ["producerVersion", "text"],
  4: ["domain", "text"],
  5: ["modelVersion", "int"],
  6: ["doc", "text"],
  7: ["graph", { one: Graph }],
  8: ["opsets", { many: OperatorSet }],
  14: ["metadata", { many: StringEntry }],
  20: ["training", "ranges"],
  25: ["functions", { many: FunctionSchema }],
  26: ["configuration", "ranges"],
}));
