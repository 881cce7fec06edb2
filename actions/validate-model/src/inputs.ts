import type { EntryInputs } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";
import { readCommonInputs, readYaml } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  /** Entry of waybill.yml; undefined for all of them. */
  readonly name: string | undefined;
  /** The model that `path` and its companions describe instead of waybill.yml. */
  readonly entry: EntryInputs | undefined;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const entry = readEntry();
  return { ...readCommonInputs(), name: entry?.name.value ?? readInput("name"), entry };
}

function readEntry(): EntryInputs | undefined {
  const path = readInput("path");
  const companions = { metrics: readInput("metrics"), baseline: readInput("baseline"), gate: readYaml("gate") };
  const keys = Object.fromEntries(Object.entries({ path, ...companions }).map(([key, value]) => [key, { input: key, value }]));
  if (path !== undefined) return { section: "models", name: { input: "name", value: readInput("name") ?? "model" }, keys };
  const given = Object.entries(companions).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (given.length > 0) throw inputError("path", `is needed beside '${given.join("', '")}'`);
  return undefined;
}
