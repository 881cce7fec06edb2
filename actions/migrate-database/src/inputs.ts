import { SecretText } from "@waybill/config";
import type { EntryInputs } from "@waybill/config";
import { inputError } from "@waybill/kit";
import { readChoice, readInput } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["check", "plan", "apply", "status"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  /** Database of waybill.yml; undefined for all of the environment. */
  readonly name: string | undefined;
  /** The database that `migrations` and `database-url` describe instead of waybill.yml. */
  readonly entry: EntryInputs | undefined;
  readonly environment: string | undefined;
  /** Digest that was approved, or a JSON map of them by database. */
  readonly planDigest: string | undefined;
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const command = readChoice("command", COMMANDS) ?? "apply";
  const entry = readEntry(command);
  return {
    ...readCommonInputs(),
    command,
    name: entry?.name.value ?? readInput("name"),
    entry,
    environment: readInput("environment"),
    planDigest: readInput("plan-digest"),
  };
}

function readEntry(command: Inputs["command"]): EntryInputs | undefined {
  const migrations = readInput("migrations");
  const url = readInput("database-url");
  if (migrations === undefined) {
    if (url === undefined) return undefined;
    throw inputError(
      "database-url",
      "goes with 'migrations'; for a database of waybill.yml set the environment variable that its 'url: env:NAME' names",
    );
  }
  if (url === undefined && command !== "check") throw inputError("database-url", "is needed beside 'migrations'; pass it from a secret");
  return {
    section: "databases",
    name: { input: "name", value: readInput("name") ?? "database" },
    keys: {
      migrations: { input: "migrations", value: migrations },
      // Only 'check' does without a database, and it connects to none.
      url: { input: "database-url", value: new SecretText("database-url", url ?? "") },
    },
  };
}
