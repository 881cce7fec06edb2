import { isRecord } from "@waybill/kit";
import { parse } from "yaml";
import { problemsOf } from "./parser.ts";

/** A workflow file in plain data. What GitHub's own parser says against it is in `problems`. */
export interface Workflow {
  /** `owner/name/.github/workflows/file.yml`. */
  readonly path: string;
  readonly problems: readonly string[];
  readonly events: Readonly<Record<string, unknown>>;
  readonly permissions: Permissions | undefined;
  readonly concurrency: Concurrency | undefined;
  readonly jobs: readonly Job[];
}

/** Scopes and accesses as written, or one word for all of them. */
export type Permissions = Readonly<Record<string, string>> | "read-all" | "write-all";

export interface Concurrency {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: "single" | "max";
}

export interface Job {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  /** The called workflow, as written. */
  readonly uses: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly secrets: "inherit" | Readonly<Record<string, string>>;
  /** `deployment` is a text where an expression decides. */
  readonly environment: { readonly name: string; readonly deployment: boolean | string } | undefined;
  readonly concurrency: Concurrency | undefined;
  readonly permissions: Permissions | undefined;
  readonly strategy: { readonly maxParallel: number; readonly failFast: boolean; readonly matrix: unknown } | undefined;
  readonly timeoutMinutes: unknown;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
}

/** Reads one file; a file that is no workflow at all has problems and no jobs. */
export function readWorkflow(path: string, text: string): Workflow {
  const root: unknown = parse(text);
  const workflow = isRecord(root) ? root : {};
  return {
    path,
    problems: problemsOf(path, text),
    events: eventsOf(workflow["on"]),
    permissions: permissionsOf(workflow["permissions"]),
    concurrency: concurrencyOf(workflow["concurrency"]),
    jobs: Object.entries(recordOf(workflow["jobs"])).map(([id, job]) => jobOf(id, recordOf(job))),
  };
}

function jobOf(id: string, job: Readonly<Record<string, unknown>>): Job {
  const strategy = isRecord(job["strategy"]) ? job["strategy"] : undefined;
  return {
    id,
    needs: listOf(job["needs"]),
    condition: typeof job["if"] === "string" ? job["if"] : undefined,
    uses: typeof job["uses"] === "string" ? job["uses"] : undefined,
    inputs: recordOf(job["with"]),
    secrets: job["secrets"] === "inherit" ? "inherit" : textsOf(job["secrets"]),
    environment: environmentOf(job["environment"]),
    concurrency: concurrencyOf(job["concurrency"]),
    permissions: permissionsOf(job["permissions"]),
    strategy: strategy && {
      maxParallel: typeof strategy["max-parallel"] === "number" ? strategy["max-parallel"] : Number.POSITIVE_INFINITY,
      failFast: strategy["fail-fast"] !== false,
      matrix: strategy["matrix"],
    },
    timeoutMinutes: job["timeout-minutes"],
    outputs: textsOf(job["outputs"]),
    steps: (Array.isArray(job["steps"]) ? job["steps"] : []).filter(isRecord),
  };
}

function eventsOf(on: unknown): Readonly<Record<string, unknown>> {
  return isRecord(on) ? on : Object.fromEntries(listOf(on).map((event) => [event, {}]));
}

function permissionsOf(permissions: unknown): Permissions | undefined {
  if (permissions === "read-all" || permissions === "write-all") return permissions;
  return isRecord(permissions) ? textsOf(permissions) : undefined;
}

function concurrencyOf(concurrency: unknown): Concurrency | undefined {
  if (concurrency === undefined) return undefined;
  const settings = isRecord(concurrency) ? concurrency : { group: concurrency };
  return {
    group: String(settings["group"]),
    // An expression may become true; the model takes it for true.
    cancelInProgress: settings["cancel-in-progress"] !== undefined && settings["cancel-in-progress"] !== false,
    queue: settings["queue"] === "max" ? "max" : "single",
  };
}

function environmentOf(environment: unknown): Job["environment"] {
  if (typeof environment === "string") return { name: environment, deployment: true };
  if (!isRecord(environment)) return undefined;
  const { deployment = true } = environment;
  return { name: String(environment["name"]), deployment: typeof deployment === "boolean" ? deployment : String(deployment) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(recordOf(value)).map(([name, text]) => [name, String(text)]));
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}
