import { inputError } from "@waybill/kit";
import { readInput, readList } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["plan", "apply", "status", "rollback"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  readonly environment?: string;
  readonly images?: string;
  readonly planDigest?: string;
  readonly configText?: string;
}

export function readInputs(): Inputs {
  const command = readInput("command") ?? "apply";
  if (!isCommand(command)) throw inputError("command", `is '${command}'; allowed are ${COMMANDS.join(", ")}`);
  const environment = readInput("environment");
  const images = readInput("images");
  const planDigest = readInput("plan-digest");
  const namespace = readInput("namespace");
  const manifests = readList("manifests");
  const common = { ...readCommonInputs(), command, ...(images ? { images } : {}), ...(planDigest ? { planDigest } : {}) };
  if (namespace === undefined && manifests.length === 0) return { ...common, ...(environment ? { environment } : {}) };
  if (namespace === undefined) throw inputError("namespace", "is needed beside 'manifests'");
  if (manifests.length === 0) throw inputError("manifests", `is needed beside 'namespace: ${namespace}'`);
  const key = environment ?? namespace;
  return {
    ...common,
    environment: key,
    configText: JSON.stringify({ version: 1, name: namespace, environments: { [key]: { namespace, manifests } } }),
  };
}

function isCommand(text: string): text is Inputs["command"] {
  return (COMMANDS as readonly string[]).includes(text);
}
