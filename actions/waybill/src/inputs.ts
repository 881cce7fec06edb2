import { inputError, isDigest } from "@waybill/kit";
import { readBoolean, readInput } from "@waybill/kit/edge";
import { readChoice, readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["plan", "apply", "check", "release", "verify", "rollback", "matrix", "summary"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  readonly environment: string | undefined;
  readonly images: string | undefined;
  /** Digest of the plan that may be applied. */
  readonly approve: string | undefined;
  /** Digest of the plan that an earlier job has made; set for the command apply. */
  readonly planDigest: string | undefined;
  readonly record: string | undefined;
  /** Revision to roll back to; undefined for the last good one. */
  readonly revision: number | undefined;
  readonly requireIdentity: boolean;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const approve = readInput("approve");
  if (approve !== undefined && !isDigest(approve))
    throw inputError("approve", `is '${approve}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
  const command = readChoice("command", COMMANDS) ?? "release";
  const planDigest = readInput("plan-digest");
  if (command === "apply" && planDigest === undefined)
    throw inputError("plan-digest", "is needed by the command apply; give the output 'plan-digest' of the job that planned");
  if (command !== "apply" && planDigest !== undefined)
    throw inputError("plan-digest", `goes with the command apply, and this is ${command}`);
  return {
    ...readCommonInputs(),
    command,
    planDigest,
    environment: readInput("environment"),
    images: readInput("images"),
    approve,
    record: readInput("record"),
    revision: readRevision(command),
    requireIdentity: readBoolean("require-identity"),
    buildArgs: readPairs("build-args"),
  };
}

function readRevision(command: string): number | undefined {
  const text = readInput("revision");
  if (text === undefined) return undefined;
  if (command !== "rollback") throw inputError("revision", `goes with the command rollback, and this is ${command}`);
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw inputError("revision", `is '${text}'; give the number of a revision, as the record of a release names it`);
}
