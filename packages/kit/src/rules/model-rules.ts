import type { RuleInfo } from "./rule-info.ts";

const EXPORT_AGAIN = "Export the model again, and check that the file was copied whole.";

/** Rules about model files and their metrics. */
export const MODEL_RULES = {
  "model-pickle": {
    meaning:
      "The file is a Python pickle, or an archive that can carry one or other code, and loading it can run any code. As a warning: its digest is listed in `allow_pickle`.",
    example: "models/churn.pkl is a Python pickle, which can run any code when it is loaded.",
    remedy: "Export the model as safetensors or ONNX; or, when you trust its origin, add the digest that is named to `allow_pickle`.",
  },
  "model-ambiguous": {
    meaning:
      "The file is in two formats at once, such as safetensors and pickle, so that it is another thing to a loader that looks at another place. No digest in `allow_pickle` accepts it.",
    example: "models/churn/model.safetensors is safetensors and pickle at once; which one it is depends on the loader.",
    remedy:
      "Do not load it. Find out who made the file; exporters do not write such files but by a rare accident, which a second export ends.",
  },
  "model-format": {
    meaning: "The path holds no model, or a file whose format is not known or not checked here, so that nothing can be said about it.",
    example: "models/churn.bin has no format that is known here, so that nothing can be said about it.",
    remedy:
      "Name the file or folder that the training wrote, export it as safetensors or ONNX, or keep the file out of the model's folder.",
  },
  "model-format-mismatch": {
    meaning: "The file's name promises another format than its bytes have.",
    example: "models/churn.safetensors is not what its name says. Observed: zip (by its bytes). Expected: safetensors.",
    remedy: "Give the file the name of its format, and find out why it had the other one.",
  },
  "model-empty": {
    meaning: "A file of the model has no bytes.",
    example: "models/churn.safetensors is empty.",
    remedy: "Export the model again; often a disk was full or a copy was interrupted.",
  },
  "model-code": {
    meaning:
      "A file of the model makes a loader run code: it names code to import (`auto_map`, `loader_module`), carries a Keras Lambda layer, or has a chat template that reaches for Python's objects. As a warning: program code or a list of packages lies in the model's folder, and nothing here looks at what it does.",
    example: "models/churn/config.json names program code that comes with the model or from another repository ('auto_map').",
    remedy:
      "Keep code in the image, where it is reviewed and built, not in the model; or, when you have read the file, add its digest to `allow_pickle`.",
  },
  "model-unchecked": {
    meaning: "A part of the file could not be checked, or it is JSON or text that no rule knows, so the verdict is inconclusive.",
    example: "models/churn/params.json is JSON that no rule here knows; it may be a model itself, or say what a loader runs.",
    remedy: "Give the whole model folder, keep the file out of it, or, when you trust its origin, add its digest to `allow_pickle`.",
  },
  "model-metric": {
    meaning:
      "A metric of the model is missing, below or above its limit, worse than the baseline by more than allowed, or a number that this metric cannot be.",
    example: "Metric 'auc' does not pass its gate. Observed: 0.71. Expected: at least 0.8.",
    remedy: "Do not release this model; look at its training data and the difference to the baseline.",
  },
  "onnx-message": {
    meaning: "The file is not a well-formed ONNX protobuf message.",
    example: "A field of 4096 bytes reaches past the end of its message: the file is truncated or damaged (byte 1032).",
    remedy: EXPORT_AGAIN,
  },
  "onnx-model": {
    meaning: "The ONNX model lacks what every model must have, or contradicts itself: IR version, operator sets, graph, functions.",
    example: "The model imports no operator set, as IR versions from 3 must.",
    remedy: "Export the model again with a current exporter, and check it with `onnx.checker`.",
  },
  "onnx-graph": {
    meaning:
      "The ONNX graph breaks a rule of the specification: a name is missing or given twice, a node reads what nothing makes, an attribute has no value.",
    example: "Node 'Gemm_3' reads 'hidden', which nothing before it makes.",
    remedy: "Export the model again, and check it with `onnx.checker`.",
  },
  "onnx-tensor": {
    meaning: "The values of an ONNX tensor do not fit its type and shape.",
    example: "Initializer 'weight' has 400 raw bytes, but its type and shape take 800.",
    remedy: EXPORT_AGAIN,
  },
  "onnx-external-data": {
    meaning: "External data of an ONNX tensor is missing, too short, outside the model's folder, or reached through a link.",
    example: "External data of initializer 'weight' lies in '../weights.bin', outside the model's folder.",
    remedy: "Keep the data file beside the model file, and give the whole folder.",
  },
  "safetensors-header-too-small": {
    meaning: "The file is shorter than the 8 bytes that give the header's length.",
    example: "The file has 3 bytes; its first 8 must give the header's length.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-header-too-large": {
    meaning: "The header claims to be longer than the 100 MB that the format allows.",
    example: "The header claims 400000000 bytes; at most 100000000 are allowed.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-header-length": {
    meaning: "The header claims to end beyond the end of the file.",
    example: "The header claims 5120 bytes, but only 4096 follow: the file is truncated.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-header-start": {
    meaning: "The header does not begin with `{`, as the format demands.",
    example: "The header does not start with '{'.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-header-encoding": {
    meaning: "The header is not valid UTF-8.",
    example: "The header is not valid UTF-8.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-header-json": {
    meaning: "The header is not the JSON that the format demands, or a key stands in it twice.",
    example: "The header's JSON has the key 'weight' twice.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-metadata": {
    meaning: "`__metadata__` is not an object whose values are all texts.",
    example: "'__metadata__' has a value for 'epoch' that is not a text.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-entry": {
    meaning: "A tensor is not described by an object with exactly `dtype`, `shape` and `data_offsets`.",
    example: "Tensor 'weight' has the unknown key 'stride'.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-dtype": {
    meaning: "A tensor has no element type that the format knows.",
    example: "Tensor 'weight' has no dtype of the format.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-shape": {
    meaning: "A tensor has no shape: a list of whole numbers from 0.",
    example: "Tensor 'weight' has no shape.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-offsets": {
    meaning: "A tensor has no pair of offsets in which the end follows the beginning.",
    example: "Tensor 'weight' ends before it begins.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-overflow": {
    meaning: "The product of a tensor's shape is too large to count.",
    example: "Tensor 'weight' has a shape with too many elements to count.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-alignment": {
    meaning: "A tensor of small elements does not end on a whole byte.",
    example: "Tensor 'weight' does not end on a whole byte.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-size": {
    meaning: "A tensor does not have as many bytes as its type and shape need.",
    example: "Tensor 'weight' takes 400 bytes, but F32 of shape [10, 20] takes 800.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-tensor-layout": {
    meaning: "Tensors overlap, or there is a gap between them.",
    example: "Tensor 'bias' has a hole of 16 bytes before it.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-incomplete": {
    meaning: "The file ends before its last tensor does.",
    example: "The tensors need 8192 bytes, but the file has 4096 after its header: it is truncated.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-trailing-bytes": {
    meaning: "Bytes at the end of the file belong to no tensor, so they could be anything.",
    example: "512 bytes at the end belong to no tensor.",
    remedy: EXPORT_AGAIN,
  },
  "safetensors-index": {
    meaning: "The index of a model in several safetensors files does not fit the files: a tensor is named in the wrong one or not at all.",
    example: "Tensor 'weight' is not in 'model-00002.safetensors', where the index has it.",
    remedy: "Export the model again with its index, and give the whole folder.",
  },
} as const satisfies Record<string, RuleInfo>;
