import { inputError, isDigest } from "@waybill/kit";
import { readBoolean, readChoice, readInput } from "@waybill/kit/edge";
import { readCommonInputs, readPairs } from "@waybill/pipeline/action";
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
  const approve = readDigest("approve");
  const command = readChoice("command", COMMANDS) ?? "release";
  const planDigest = readDigest("plan-digest");
  const given = { images: readInput("images"), record: readInput("record"), revision: readInput("revision") };
  refuseMeaningless(command, { ...given, approve, "plan-digest": planDigest });
  if (command === "apply" && planDigest === undefined)
    throw inputError("plan-digest", "is needed by the command apply; give the output 'plan-digest' of the job that planned");
  return {
    ...readCommonInputs(),
    command,
    planDigest,
    environment: readInput("environment"),
    images: given.images,
    approve,
    record: given.record,
    revision: readRevision(given.revision),
    requireIdentity: readBoolean("require-identity"),
    buildArgs: readPairs("build-args"),
  };
}

/** The commands that an input means something to; the others mean something to every command. */
const MEANT_FOR: Readonly<Record<string, readonly Inputs["command"][]>> = {
  images: ["plan", "release"],
  approve: ["release", "apply"],
  "plan-digest": ["apply"],
  record: ["verify"],
  revision: ["rollback"],
};

/** An input that would be passed over in silence makes people believe that it was followed. */
function refuseMeaningless(command: Inputs["command"], inputs: Readonly<Record<string, string | undefined>>): void {
  for (const [name, commands] of Object.entries(MEANT_FOR)) {
    if (inputs[name] === undefined || commands.includes(command)) continue;
    throw inputError(name, `means nothing to the command '${command}'; it goes with ${commands.join(" and ")}`);
  }
}

function readDigest(name: string): string | undefined {
  const digest = readInput(name);
  if (digest === undefined || isDigest(digest)) return digest;
  throw inputError(name, `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the command plan`);
}

function readRevision(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw inputError("revision", `is '${text}'; give the number of a revision, as the record of a release names it`);
}
