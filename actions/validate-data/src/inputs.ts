import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";
import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";

export interface Inputs extends CommonInputs {
  /** Entry of waybill.yml; undefined for all of them. */
  readonly name?: string;
  /** What waybill.yml would say, when `source` and `checks` describe the data. */
  readonly configText?: string;
}

export function readInputs(): Inputs {
  const common = readCommonInputs();
  const name = readInput("name");
  const source = readInput("source");
  const checks = readInput("checks");
  const history = readInput("history");
  if (source === undefined) {
    if (checks !== undefined || history !== undefined) throw inputError("source", "is needed beside 'checks' and 'history'");
    return { ...common, ...(name === undefined ? {} : { name }) };
  }
  if (checks === undefined) throw inputError("checks", `is needed beside 'source'; give a check file for '${source}'`);
  const entry = { source, checks, ...(history === undefined ? {} : { history }) };
  return { ...common, name: name ?? "data", configText: JSON.stringify({ version: 1, data: { [name ?? "data"]: entry } }) };
}
