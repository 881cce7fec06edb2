import { readBoolean, readChoice, readInput } from "@waybill/kit/edge";
import type { CloudJob } from "@waybill/workflows";

export interface Inputs {
  readonly cloud: string;
  readonly job: CloudJob;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  return {
    cloud: readInput("cloud", { required: true }),
    job: {
      purpose: readChoice("purpose", ["change", "plan", "build"]) ?? "change",
      environment: readInput("environment"),
      cluster: readBoolean("cluster"),
    },
  };
}
