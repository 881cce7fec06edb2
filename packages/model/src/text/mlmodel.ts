import { parseDocument } from "yaml";
import { code, HARMLESS, unknown } from "./text-judgement.ts";
import type { TextJudgement } from "./text-judgement.ts";

/** Flavors whose loader of MLflow itself runs no code but that of a model file, which is judged on its own. */
const FLAVORS = new Set([
  "sklearn",
  "xgboost",
  "lightgbm",
  "catboost",
  "onnx",
  "pytorch",
  "tensorflow",
  "keras",
  "statsmodels",
  "spark",
  "h2o",
  "prophet",
]);
const MAX_ALIASES = 100;

/**
 * Judges the file `MLmodel` of an MLflow model (https://mlflow.org/docs/latest/ml/model/). It says which module loads the model (`loader_module`), which folder of
 * code comes with it (`code`) and where its files lie: only MLflow's own loaders, no code and no path out of the folder are harmless.
 */
export function judgeMlmodel(text: string): TextJudgement {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0 || document.warnings.length > 0) return unknown("is no YAML that can be read");
  const root: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
  const flavors = isObject(root) ? root["flavors"] : undefined;
  if (!isObject(flavors)) return unknown("names no flavors");
  for (const [name, flavor] of Object.entries(flavors)) {
    const found = isObject(flavor) ? judgeFlavor(name, flavor) : unknown("has a flavor that is no map");
    if (found.kind !== "harmless") return found;
  }
  return HARMLESS;
}

function judgeFlavor(name: string, flavor: Readonly<Record<string, unknown>>): TextJudgement {
  const { loader_module: loader, code: folder } = flavor;
  if (loader !== undefined && !(typeof loader === "string" && /^mlflow\.\w+$/.test(loader) && FLAVORS.has(loader.slice(7)))) {
    return code("has the model loaded by a module of its own ('loader_module')");
  }
  if (folder !== undefined && folder !== null) return code("brings code of its own ('code')");
  const custom = ["python_model", "artifacts", "model_code_path", "pickle_module", "custom_objects"].find(
    (key) => (flavor[key] ?? null) !== null,
  );
  if (custom !== undefined) return code(`brings code of its own ('${custom}')`);
  if (Object.values(flavor).some((value) => typeof value === "string" && /^[/\\~]|(^|[/\\])\.\.([/\\]|$)/.test(value))) {
    return code("names a path outside the model's folder");
  }
  return name === "python_function" || FLAVORS.has(name) ? HARMLESS : unknown("has a flavor that no rule here knows");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
