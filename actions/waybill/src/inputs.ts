import { inputError, isDigest } from "@waybill/kit";
import { readBoolean, readInput } from "@waybill/kit/edge";
import { readChoice, readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["plan", "check", "release", "verify", "rollback", "matrix"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  readonly environment: string | undefined;
  readonly images: string | undefined;
  /** Digest of the plan that may be applied. */
  readonly approve: string | undefined;
  readonly record: string | undefined;
  readonly requireIdentity: boolean;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const approve = readInput("approve");
  if (approve !== undefined && !isDigest(approve))
    throw inputError("approve", `is '${approve}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
  return {
    ...readCommonInputs(),
    command: readChoice("command", COMMANDS) ?? "release",
    environment: readInput("environment"),
    images: readInput("images"),
    approve,
    record: readInput("record"),
    requireIdentity: readBoolean("require-identity"),
    buildArgs: readPairs("build-args"),
  };
}
