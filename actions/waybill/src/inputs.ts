import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";
import { readCommonInputs, readPairs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["plan", "check", "release", "verify", "rollback", "matrix"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  readonly environment?: string;
  readonly images?: string;
  readonly approve?: string;
  readonly record?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

export function readInputs(): Inputs {
  const command = readInput("command") ?? "release";
  if (!isCommand(command)) throw inputError("command", `is '${command}'; allowed are ${COMMANDS.join(", ")}`);
  const environment = readInput("environment");
  const images = readInput("images");
  const approve = readInput("approve");
  const record = readInput("record");
  return {
    ...readCommonInputs(),
    command,
    buildArgs: readPairs("build-args"),
    ...(environment ? { environment } : {}),
    ...(images ? { images } : {}),
    ...(approve ? { approve } : {}),
    ...(record ? { record } : {}),
  };
}

function isCommand(text: string): text is Inputs["command"] {
  return (COMMANDS as readonly string[]).includes(text);
}
