/** What a file is by its bytes. `text` and `json` say nothing of what is in them; `empty` has no byte. */
export type ModelFormat =
  | "safetensors"
  | "onnx"
  | "pickle"
  | "joblib"
  | "torch"
  | "keras"
  | "hdf5"
  | "gguf"
  | "numpy"
  | "numpy-zip"
  | "zip"
  | "tar"
  | "compressed"
  | "json"
  | "text"
  | "empty"
  | "unknown";

/** Why a format is refused until somebody vouches for a file's digest: loading it can run code. */
const CODE_WORDS: Partial<Record<ModelFormat, string>> = {
  pickle: "a Python pickle, which can run any code when it is loaded",
  joblib: "a joblib file, which is a Python pickle and can run any code when it is loaded",
  torch: "a PyTorch archive, which holds a Python pickle and can run any code when it is loaded",
  keras: "a Keras archive, whose Lambda layers can run any code when they are loaded",
  hdf5: "an HDF5 file, in which Keras models can carry code that runs when they are loaded",
  "numpy-zip": "a NumPy archive, whose object arrays are Python pickles",
  zip: "a ZIP archive whose content is not inspected yet and may be a Python pickle",
  tar: "a tar archive whose content is not inspected yet and may be a Python pickle",
  compressed: "a compressed file whose content is not inspected yet and may be a Python pickle",
};

const PICKLES: readonly ModelFormat[] = ["pickle", "joblib", "compressed"];
const TEXTS: readonly ModelFormat[] = ["text", "json", "empty"];
/** Formats by the ends of names that loaders choose by; the first is the one that the name means. */
const PROMISES: Readonly<Record<string, readonly ModelFormat[]>> = {
  ".safetensors": ["safetensors"],
  ".onnx": ["onnx"],
  ".gguf": ["gguf"],
  ".json": ["json"],
  ".pkl": [...PICKLES, "torch"],
  ".pickle": [...PICKLES, "torch"],
  ".joblib": [...PICKLES],
  ".dill": ["pickle"],
  ".pt": ["torch", "pickle", "tar"],
  ".pth": ["torch", "pickle", "tar"],
  ".h5": ["hdf5"],
  ".hdf5": ["hdf5"],
  ".keras": ["keras", "zip", "hdf5"],
  ".skops": ["zip"],
  ".npy": ["numpy"],
  ".npz": ["numpy-zip", "zip"],
  ".tar": ["tar"],
  ".zip": ["zip", "torch", "keras", "numpy-zip"],
  ".md": TEXTS,
  ".txt": TEXTS,
  ".yaml": TEXTS,
  ".yml": TEXTS,
  ".jinja": TEXTS,
  ".py": TEXTS,
};

/** Why loading a file of this format can run code; undefined when it cannot. */
export function codeWordOf(format: ModelFormat): string | undefined {
  return CODE_WORDS[format];
}

/** The formats that a name promises by its end, as loaders read it; undefined when it promises none. */
export function promisedFormats(name: string): readonly ModelFormat[] | undefined {
  return PROMISES[/\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? ""];
}
