import { ActionError } from "@waybill/kit";
import { isMap, isScalar, parseDocument } from "yaml";
import type { YAMLMap } from "yaml";
import { unionOf } from "./permissions.ts";
import type { Access, Permission } from "./permissions.ts";

/** What a caller must know of a workflow that it calls. */
export interface CalledWorkflow {
  readonly name: string;
  /** What its jobs ask for together: a caller that gives less is refused by GitHub before anything runs. */
  readonly permissions: readonly Permission[];
  readonly secrets: readonly string[];
  readonly inputs: readonly string[];
  readonly requiredInputs: readonly string[];
}

const ACCESS: ReadonlySet<string> = new Set(["none", "read", "write"]);

/**
 * Reads a workflow with `on: workflow_call`; `name` is its file's, for messages. Throws an `input` error for text that is none, and where
 * a job does not say which permissions it asks for, because its caller could not tell what to give.
 */
export function readCalledWorkflow(name: string, text: string): CalledWorkflow {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw refusal(name, `is no YAML: ${document.errors[0]?.message.split("\n")[0]}`);
  const root = mapIn(document.contents);
  const call = mapAt(root, "on", "workflow_call");
  if (root === undefined || mapAt(root, "on")?.has("workflow_call") !== true)
    throw refusal(name, "cannot be called: it lacks 'on: workflow_call'");
  const inputs = mapAt(call, "inputs");
  return {
    name,
    permissions: unionOf(permissionsOfJobs(name, root)),
    secrets: keysOf(mapAt(call, "secrets")),
    inputs: keysOf(inputs),
    requiredInputs: keysOf(inputs).filter((input) => mapAt(inputs, input)?.get("required") === true),
  };
}

function permissionsOfJobs(name: string, root: YAMLMap): Permission[] {
  const jobs = mapAt(root, "jobs");
  return keysOf(jobs).flatMap((job) => {
    const own = mapIn(jobs?.get(job, true));
    const holder = own?.has("permissions") === true ? own : root;
    const permissions = mapIn(holder.get("permissions", true));
    if (permissions === undefined) throw refusal(name, `does not list the permissions of its job '${job}'`);
    return permissions.items.map(({ key, value }) => {
      const access = isScalar(value) ? String(value.value) : "";
      if (!isAccess(access))
        throw refusal(name, `gives job '${job}' the permission '${String(key)}: ${access}'; it must be read, write or none`);
      const reason = isScalar(value) ? value.comment?.trim() : undefined;
      return { scope: String(key), access, reasons: reason === undefined || reason === "" ? [] : [reason] };
    });
  });
}

function isAccess(text: string): text is Access {
  return ACCESS.has(text);
}

function refusal(name: string, problem: string): ActionError {
  return new ActionError("input", `The workflow '${name}' ${problem}. Take the file from a release of Waybill.`);
}

function mapAt(map: YAMLMap | undefined, ...path: string[]): YAMLMap | undefined {
  return path.reduce<YAMLMap | undefined>((at, key) => mapIn(at?.get(key, true)), map);
}

function mapIn(node: unknown): YAMLMap | undefined {
  return isMap(node) ? node : undefined;
}

function keysOf(map: YAMLMap | undefined): string[] {
  return (map?.items ?? []).map(({ key }) => (isScalar(key) ? String(key.value) : String(key)));
}
