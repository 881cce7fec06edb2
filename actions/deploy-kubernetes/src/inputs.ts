import type { EntryInputs } from "@waybill/config";
import { didYouMean, inputError, STAGES } from "@waybill/kit";
import type { Stage } from "@waybill/kit";
import { readChoice, readInput, readList } from "@waybill/kit/edge";
import { readCommonInputs } from "@waybill/pipeline/action";
import type { CommonInputs } from "@waybill/pipeline/action";

const COMMANDS = ["plan", "apply", "status", "rollback"] as const;

export interface Inputs extends CommonInputs {
  readonly command: (typeof COMMANDS)[number];
  /** Environment of waybill.yml; undefined for its only one. */
  readonly environment: string | undefined;
  /** The environment that `namespace` and `manifests` describe instead of waybill.yml. */
  readonly entry: EntryInputs | undefined;
  readonly images: string | undefined;
  readonly planDigest: string | undefined;
  /** Stages whose evidence is demanded, beside what waybill.yml and the policy demand. */
  readonly require: readonly Stage[];
}

/** Reads every input of the action. */
export function readInputs(): Inputs {
  const entry = readEntry();
  return {
    ...readCommonInputs(),
    command: readChoice("command", COMMANDS) ?? "apply",
    environment: entry?.name.value ?? readInput("environment"),
    entry,
    images: readInput("images"),
    planDigest: readInput("plan-digest"),
    require: readStages(),
  };
}

function readEntry(): EntryInputs | undefined {
  const namespace = readInput("namespace");
  const manifests = readList("manifests");
  if (namespace === undefined && manifests.length === 0) return undefined;
  if (namespace === undefined) throw inputError("namespace", "is needed beside 'manifests'");
  if (manifests.length === 0) throw inputError("manifests", `is needed beside 'namespace: ${namespace}'`);
  const environment = readInput("environment");
  return {
    section: "environments",
    name: environment === undefined ? { input: "namespace", value: namespace } : { input: "environment", value: environment },
    keys: { namespace: { input: "namespace", value: namespace }, manifests: { input: "manifests", value: manifests } },
    application: namespace,
  };
}

function readStages(): Stage[] {
  return readList("require").map((word) => {
    const stage = STAGES.find((known) => known === word);
    if (stage !== undefined) return stage;
    throw inputError("require", `has '${word}'; the stages are ${STAGES.join(", ")}${didYouMean(word, STAGES)}`);
  });
}
