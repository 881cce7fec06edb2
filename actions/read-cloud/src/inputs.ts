import { inputError } from "@waybill/kit";
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
      purpose: readChoice("purpose", ["change", "plan", "read", "build"]) ?? "change",
      environment: readEnvironment(),
      cluster: readBoolean("cluster"),
    },
  };
}

/** It becomes a part of names in the cloud. */
function readEnvironment(): string | undefined {
  const name = readInput("environment");
  if (name === undefined || /^[A-Za-z0-9._-]+$/.test(name)) return name;
  throw inputError("environment", `is '${name}'; the name of an environment consists of letters, digits, '.', '_' and '-'`);
}
