import { readInput } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

export interface Inputs extends CommonInputs {
  readonly environment?: string;
  readonly images?: string;
  /** A record to verify instead of collecting one. */
  readonly record?: string;
}

export function readInputs(): Inputs {
  const environment = readInput("environment");
  const images = readInput("images");
  const record = readInput("record");
  return { ...readCommonInputs(), ...(environment ? { environment } : {}), ...(images ? { images } : {}), ...(record ? { record } : {}) };
}
