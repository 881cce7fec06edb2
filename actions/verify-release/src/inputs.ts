import { readInput } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  readonly environment: string | undefined;
  readonly images: string | undefined;
  /** A record to verify instead of collecting one. */
  readonly record: string | undefined;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  return { ...readCommonInputs(), environment: readInput("environment"), images: readInput("images"), record: readInput("record") };
}
