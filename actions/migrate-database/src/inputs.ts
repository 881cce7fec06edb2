import { inputError } from "@waybill/kit";
import { readInput } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["check", "plan", "apply", "status"] as const;
/** The variable under which a URL given as an input is handed on. */
const URL_VARIABLE = "WAYBILL_DATABASE_URL";

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  /** Database of waybill.yml; undefined for all of the environment. */
  readonly name?: string;
  readonly environment?: string;
  readonly planDigest?: string;
  readonly configText?: string;
  readonly moreEnv: Readonly<Record<string, string>>;
}

export function readInputs(): Inputs {
  const command = readInput("command") ?? "apply";
  if (!isCommand(command)) throw inputError("command", `is '${command}'; allowed are ${COMMANDS.join(", ")}`);
  const name = readInput("name");
  const environment = readInput("environment");
  const planDigest = readInput("plan-digest");
  const url = readInput("database-url");
  const migrations = readInput("migrations");
  const common = { ...readCommonInputs(), command, ...(environment ? { environment } : {}), ...(planDigest ? { planDigest } : {}) };
  const moreEnv: Record<string, string> = url === undefined ? {} : { [URL_VARIABLE]: url };
  if (migrations === undefined) {
    if (url !== undefined)
      throw inputError(
        "database-url",
        "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names",
      );
    return { ...common, moreEnv, ...(name === undefined ? {} : { name }) };
  }
  if (url === undefined && command !== "check") throw inputError("database-url", "is needed beside 'migrations'; pass it from a secret");
  const key = name ?? "database";
  const databases = { [key]: { url: `env:${URL_VARIABLE}`, migrations } };
  return { ...common, moreEnv, name: key, configText: JSON.stringify({ version: 1, databases }) };
}

function isCommand(text: string): text is Inputs["command"] {
  return (COMMANDS as readonly string[]).includes(text);
}
