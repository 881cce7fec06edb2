import { basename } from "node:path";
import type { JsonValue } from "../strict-json.ts";
import { isJsonList, parseStrictJson } from "../strict-json.ts";
import { judgeTemplate } from "./chat-template.ts";
import { code, HARMLESS, unknown } from "./text-judgement.ts";
import type { TextJudgement } from "./text-judgement.ts";

/** Files that the loaders of Hugging Face's libraries read as settings and vocabularies. */
const SETTINGS =
  /^((generation_|tokenizer_|preprocessor_|processor_|image_processor_|video_preprocessor_|feature_extractor_|quantization_|quantize_)?config|tokenizer|special_tokens_map|added_tokens|vocab|adapter_config|modules|config_sentence_transformers|sentence_bert_config|chat_template|.*\.(safetensors|bin)\.index)\.json$/;
const METRICS = /(^|[._-])(metrics?|(all|eval|train|test)_results)\.json$/;
const LABELS = /^(labels?|classes|class_names|id2label|label2id|label_map|features|feature_names)\.json$/;
const DESCRIPTION = /^(model|metadata|model[_-]info|description)\.json$/;

/** Keys by which a loader is told to import or run something. */
const CODE_KEYS: ReadonlyMap<string, string> = new Map([
  ["auto_map", "program code that comes with the model or from another repository"],
  ["auto_mapping", "a module that is imported"],
  ["custom_pipelines", "program code that comes with the model"],
  ["trust_remote_code", "leave to run code of other repositories"],
  ["loader_module", "a module that is imported"],
  ["_target_", "a function that is called"],
]);
/** Keys of models that are JSON themselves: XGBoost, LightGBM, CatBoost, TensorFlow.js, skops. */
const MODEL_KEYS = new Set([
  "learner",
  "gradient_booster",
  "tree_info",
  "oblivious_trees",
  "trees",
  "modelTopology",
  "weightsManifest",
  "__loader__",
]);
/** What a description of a model says; a key that is not here could be a parameter. */
const DESCRIPTION_KEYS = new Set(
  (
    "name version id algorithm framework library task target threshold thresholds features feature_names inputs outputs labels classes training " +
    "trained_at created created_at author authors license description seed samples data dataset commit git_commit run_id tags hyperparameters notes language"
  ).split(" "),
);
/** Settings and labels have no longer lists of numbers; weights have. */
const MAX_NUMBERS = 16;
const MAX_TEXT = 4096;

/** Judges a JSON file of a model by its name and by everything in it. `isMetrics`: the model's entry names it as its metrics. */
export function judgeJsonFile(path: string, text: string, isMetrics: boolean): TextJudgement {
  const root = parseStrictJson(text, { pythonNumbers: true });
  const name = basename(path);
  const found = findInside(root, (key, value) => judgeMember(key, value));
  if (found?.kind === "code" || found?.kind === "unknown") return found;
  if (name === "modules.json") return judgeModules(root);
  if (SETTINGS.test(name) && root instanceof Map) return HARMLESS;
  if ((isMetrics || METRICS.test(name) || LABELS.test(name)) && isDescriptive(root)) return HARMLESS;
  if (DESCRIPTION.test(name) && root instanceof Map && [...root.keys()].every((key) => DESCRIPTION_KEYS.has(key)) && isDescriptive(root))
    return HARMLESS;
  return unknown("is JSON that no rule here knows; it may be a model itself, or say what a loader runs");
}

function judgeMember(key: string, value: JsonValue): TextJudgement | undefined {
  const word = CODE_KEYS.get(key);
  if (word !== undefined && value !== null && value !== false) return code(`names ${word} ('${key}')`);
  if (key === "class_name" && typeof value === "string") {
    if (/lambda/i.test(value)) return code("has a Keras Lambda layer, which carries program code");
    return unknown("describes Keras layers, whose rules are not checked here");
  }
  if (MODEL_KEYS.has(key)) return unknown("is a model in JSON, whose rules are not checked here");
  if (key !== "chat_template") return undefined;
  const templates = typeof value === "string" ? [value] : textsIn(value);
  return templates.map(judgeTemplate).find((judged) => judged.kind !== "harmless");
}

/** The first thing inside a value that is not harmless, code before anything else. */
function findInside(value: JsonValue, judge: (key: string, value: JsonValue) => TextJudgement | undefined): TextJudgement | undefined {
  let found: TextJudgement | undefined;
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isJsonList(next)) for (const item of next) open.push(item);
    else if (next instanceof Map) {
      for (const [key, member] of next) {
        const judged = judge(key, member);
        if (judged?.kind === "code") return judged;
        found ??= judged;
        open.push(member);
      }
    }
  }
  return found;
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === "string") return [value];
  const inner: readonly JsonValue[] = isJsonList(value) ? value : value instanceof Map ? [...value.values()] : [];
  return inner.flatMap(textsIn);
}

/** sentence-transformers imports the class that each entry names. */
function judgeModules(root: JsonValue): TextJudgement {
  const types = isJsonList(root) ? root.map((entry) => (entry instanceof Map ? entry.get("type") : undefined)) : [undefined];
  const isOwn = types.every((type) => typeof type === "string" && /^sentence_transformers(\.\w+)+$/.test(type));
  return isOwn ? HARMLESS : code("names a class outside sentence_transformers, which is imported");
}

/** Whether a value is made of short texts and single numbers, as descriptions and metrics are and weights are not. */
function isDescriptive(value: JsonValue): boolean {
  if (typeof value === "string") return value.length <= MAX_TEXT;
  if (isJsonList(value)) return value.filter((item) => typeof item === "number").length <= MAX_NUMBERS && value.every(isDescriptive);
  return !(value instanceof Map) || [...value.values()].every(isDescriptive);
}
