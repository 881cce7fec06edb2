import type { Count, Range } from "../protobuf.ts";

/** The messages of ONNX as `decodeMessage` gives them: every field may be absent. */
export interface OnnxModel {
  readonly irVersion?: number;
  readonly producer?: string;
  readonly producerVersion?: string;
  readonly graph?: OnnxGraph;
  readonly opsets?: readonly OnnxOpset[];
  readonly metadata?: readonly OnnxEntry[];
  readonly training?: readonly Range[];
  readonly functions?: readonly OnnxFunction[];
}

/** OperatorSetIdProto: an imported operator set. */
export interface OnnxOpset {
  readonly domain?: string;
  readonly version?: number;
}

/** StringStringEntryProto: metadata, or one fact about external data. */
export interface OnnxEntry {
  readonly key?: string;
  readonly value?: string;
}

/** GraphProto: nodes in the order in which they run, with their inputs, outputs and weights. */
export interface OnnxGraph {
  readonly name?: string;
  readonly nodes?: readonly OnnxNode[];
  readonly initializers?: readonly OnnxTensor[];
  readonly sparseInitializers?: readonly OnnxSparseTensor[];
  readonly inputs?: readonly OnnxValue[];
  readonly outputs?: readonly OnnxValue[];
  readonly values?: readonly OnnxValue[];
}

/** ValueInfoProto: a named value and its type. */
export interface OnnxValue {
  readonly name?: string;
  readonly type?: OnnxType;
}

/** TypeProto: exactly one of its members says which type it is. */
export interface OnnxType {
  readonly tensor?: OnnxTensorType;
  readonly sparse?: OnnxTensorType;
  readonly sequence?: { readonly elemType?: OnnxType };
  readonly optional?: { readonly elemType?: OnnxType };
  readonly map?: { readonly keyType?: number; readonly valueType?: OnnxType };
  readonly opaque?: object;
}

/** TypeProto.Tensor: element type and shape; a dimension has a size, a name or neither. */
export interface OnnxTensorType {
  readonly elemType?: number;
  readonly shape?: { readonly dim?: readonly { readonly value?: number; readonly param?: string }[] };
}

/** TensorProto: its values are counted or located, never loaded. */
export interface OnnxTensor {
  readonly name?: string;
  readonly dims?: readonly number[];
  readonly dataType?: number;
  readonly segment?: object;
  readonly floats?: Count;
  readonly int32s?: Count;
  readonly int64s?: Count;
  readonly uint64s?: Count;
  readonly doubles?: Count;
  readonly strings?: readonly Range[];
  readonly raw?: Range;
  readonly external?: readonly OnnxEntry[];
  readonly location?: number;
}

/** SparseTensorProto: values and where they stand. */
export interface OnnxSparseTensor {
  readonly values?: OnnxTensor;
  readonly indices?: OnnxTensor;
  readonly dims?: readonly number[];
}

/** NodeProto: one operator with the names of what it reads and makes. */
export interface OnnxNode {
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly attributes?: readonly OnnxAttribute[];
}

/** AttributeProto: a constant of a node; `type` says which member holds it. */
export interface OnnxAttribute {
  readonly name?: string;
  readonly type?: number;
  readonly reference?: string;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Range;
  readonly t?: OnnxTensor;
  readonly g?: OnnxGraph;
  readonly floats?: Count;
  readonly ints?: Count;
  readonly strings?: readonly Range[];
  readonly tensors?: readonly OnnxTensor[];
  readonly graphs?: readonly OnnxGraph[];
  readonly tp?: OnnxType;
  readonly typeProtos?: readonly OnnxType[];
  readonly sparseTensor?: OnnxSparseTensor;
  readonly sparseTensors?: readonly OnnxSparseTensor[];
}

/** FunctionProto: an operator that the model defines itself. */
export interface OnnxFunction {
  readonly name?: string;
  readonly domain?: string;
  readonly overload?: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly nodes?: readonly OnnxNode[];
  readonly opsets?: readonly OnnxOpset[];
}
