import { secretRefs } from "@waybill/config";
import type { Config } from "@waybill/config";
import type { FoundCaller } from "../look/found-caller.ts";
import type { ChecklistNeeds } from "./checklist.ts";

/** GitHub's own registry, to which a job logs in with its token. */
const OWN_REGISTRY = "ghcr.io";

/** What a configuration needs of people before its first release. */
export function needsOfConfig(config: Config): Pick<ChecklistNeeds, "environments" | "buildVariables" | "otherRegistries"> {
  const released = Object.values(config.environments).filter(({ preview }) => preview !== true);
  return {
    environments: released.map(({ name, kubeconfig }) => ({
      name,
      variables: unique([
        ...secretRefs(config, name).flatMap(({ place, ref }) => (place.startsWith("images.") ? [] : [ref.env])),
        ...(kubeconfig === undefined ? ["KUBECONFIG"] : []),
      ]),
    })),
    buildVariables: unique(secretRefs(config).flatMap(({ place, ref }) => (place.startsWith("images.") ? [ref.env] : []))),
    otherRegistries: unique([
      ...(Object.keys(config.images).length === 0 && released.length === 0 ? [] : [config.registry]),
      ...Object.values(config.images).flatMap(({ repository }) => hostOf(repository ?? "") ?? []),
    ]).filter((host) => host !== OWN_REGISTRY),
  };
}

/** The needs as the workflow that is there leaves them: what it hands on by name is a secret of its own, and no line of WAYBILL_ENV. */
export function handedOn(needs: ChecklistNeeds, path: string | undefined, caller: FoundCaller | undefined): ChecklistNeeds {
  if (path === undefined || caller === undefined) return needs;
  const environments = needs.environments.map(({ name, variables }) => ({
    name,
    variables: variables.filter((variable) => !caller.handed.has(variable)),
    secrets: unique(variables.flatMap((variable) => caller.handed.get(variable) ?? [])),
  }));
  const lacks = !caller.inherits && !caller.handed.has("WAYBILL_ENV") && environments.some(({ variables }) => variables.length > 0);
  return { ...needs, environments, callersWithoutEnv: lacks ? [path] : [] };
}

/** The host that a repository names, as a registry's client reads it. */
function hostOf(repository: string): string | undefined {
  return /^([^/]*[.:][^/]*|localhost)\//.exec(repository)?.[1];
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
