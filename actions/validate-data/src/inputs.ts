import type { EntryInputs } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  /** Entry of waybill.yml; undefined for all of them. */
  readonly name: string | undefined;
  /** The data that `source` and `checks` describe instead of waybill.yml. */
  readonly entry: EntryInputs | undefined;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const entry = readEntry();
  return { ...readCommonInputs(), name: entry?.name.value ?? readInput("name"), entry };
}

function readEntry(): EntryInputs | undefined {
  const source = readInput("source");
  const checks = readInput("checks");
  const history = readInput("history");
  if (source === undefined) {
    if (checks !== undefined || history !== undefined) throw inputError("source", "is needed beside 'checks' and 'history'");
    return undefined;
  }
  if (checks === undefined) throw inputError("checks", `is needed beside 'source'; give a check file for '${source}'`);
  return {
    section: "data",
    name: { input: "name", value: readInput("name") ?? "data" },
    keys: {
      source: { input: "source", value: source },
      checks: { input: "checks", value: checks },
      history: { input: "history", value: history },
    },
  };
}
