import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";
import { readCommonInputs, readYaml } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  /** Entry of waybill.yml; undefined for all of them. */
  readonly name?: string;
  /** What waybill.yml would say, when `path` and its companions describe the model. */
  readonly configText?: string;
}

export function readInputs(): Inputs {
  const common = readCommonInputs();
  const name = readInput("name");
  const path = readInput("path");
  const rest = { metrics: readInput("metrics"), baseline: readInput("baseline"), gate: readYaml("gate") };
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  if (path === undefined) {
    if (Object.keys(given).length > 0) throw inputError("path", `is needed beside '${Object.keys(given).join("', '")}'`);
    return { ...common, ...(name === undefined ? {} : { name }) };
  }
  return {
    ...common,
    name: name ?? "model",
    configText: JSON.stringify({ version: 1, models: { [name ?? "model"]: { path, ...given } } }),
  };
}
