import { repositoryOf } from "./run.ts";
import type { RunJob } from "./run.ts";
import type { Trigger } from "./permissions.ts";

/** The secrets that a repository, its organisation and its environments hold, by name; values only tell where one came from. */
export interface Vault {
  readonly repository: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How GitHub treats the secrets of a called job's environment where the called workflow is another owner's. */
export type AcrossOwners = "handed-over" | "kept";

export interface SecretsOptions {
  readonly vault: Vault;
  readonly trigger: Trigger;
  /** The environment of the job, evaluated. */
  readonly environment?: string | undefined;
  /** GitHub's page says that they are used, reports say that they are not: whoever relies on them must be right in both worlds. */
  readonly acrossOwners: AcrossOwners;
}

/** The secrets that a job can read, by name. `GITHUB_TOKEN` is always there and is left out. */
export function secretsOf(entry: RunJob, { vault, trigger, environment, acrossOwners }: SecretsOptions): Readonly<Record<string, string>> {
  if (isWithoutSecrets(trigger)) return {};
  const passed = passedTo(entry, vault);
  const own = environment === undefined ? {} : (vault.environments[environment] ?? {});
  if (entry.caller === undefined) return { ...passed, ...own };
  if (isSameOwner(entry, entry.caller) && isInherited(entry)) return { ...passed, ...own };
  if (!isSameOwner(entry, rootOf(entry)) && acrossOwners === "kept") return passed;
  // An environment's secret takes the place of the one that was passed under its name; it brings in no other.
  return Object.fromEntries(Object.entries(passed).map(([name, value]) => [name, own[name] ?? value]));
}

/** Whether a run gets no secrets at all: `pull_request_target` and `workflow_run` get them even for a fork, which makes them dangerous. */
export function isWithoutSecrets({ event, fromFork, byDependabot }: Trigger): boolean {
  if (fromFork === true) return event === "pull_request";
  return byDependabot === true && (event === "pull_request" || event === "push");
}

function passedTo(entry: RunJob, vault: Vault): Readonly<Record<string, string>> {
  const { caller } = entry;
  if (caller === undefined) return vault.repository;
  const available = passedTo(caller, vault);
  if (isInherited(entry)) return isSameOwner(entry, caller) ? available : {};
  const { secrets } = caller.job;
  return Object.fromEntries(
    Object.entries(secrets === "inherit" ? {} : secrets).map(([name, text]) => {
      const reference = /^\$\{\{\s*secrets\.(\w+)\s*\}\}$/.exec(text)?.[1];
      return [name, reference === undefined ? text : (available[reference] ?? "")];
    }),
  );
}

function isInherited({ caller }: RunJob): boolean {
  return caller?.job.secrets === "inherit";
}

function isSameOwner(one: RunJob, other: RunJob): boolean {
  const owner = ({ workflow }: RunJob): string | undefined => repositoryOf(workflow.path).split("/")[0]?.toLowerCase();
  return owner(one) === owner(other);
}

function rootOf(entry: RunJob): RunJob {
  return entry.caller === undefined ? entry : rootOf(entry.caller);
}
