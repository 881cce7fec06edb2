import type { Way } from "@waybill/workflows";

/** What has to be done by people before the first real release. */
export interface ChecklistNeeds {
  readonly environments: readonly { readonly name: string; readonly variables: readonly string[] }[];
  readonly buildVariables: readonly string[];
  readonly otherRegistries: readonly string[];
  readonly way: Way;
  readonly pipelines: readonly string[];
}

/** One line for each thing to do, in the order in which to do them. */
export function checklist({ environments, buildVariables, otherRegistries, way, pipelines }: ChecklistNeeds): string[] {
  const names = environments.map(({ name }) => name);
  return [
    ...(names.length === 0
      ? []
      : [
          `GitHub, Settings, Environments: make ${names.join(", ")}${way === "inline" ? "" : ` (and ${names.map((name) => `${name}-plan`).join(", ")}, which need no approval)`}.`,
        ]),
    ...environments.map(({ name, variables }) => secretLine(name, variables, way)),
    ...(buildVariables.length === 0
      ? []
      : [`Secret WAYBILL_BUILD_ENV of the repository, with the lines ${buildVariables.map((name) => `${name}=…`).join(" and ")}.`]),
    "Secret WAYBILL_SIGNING_KEY of the repository, unless jobs sign with their identity ('openssl genpkey -algorithm ed25519'). A private repository needs it, or 'public-log: true'.",
    ...otherRegistries.map(
      (host) => `Registry ${host}: secret REGISTRY_TOKEN of the repository, and its user as the input 'registry-username' of every call.`,
    ),
    ...(names.length === 0
      ? []
      : [
          "Reviewers: required reviewers exist on the plans Free, Pro and Team for public repositories only; a private one needs Enterprise, or approves each plan by its digest.",
        ]),
    ...pipelines.map((path) => `${path}: remove what Waybill does now, or both will build and deploy.`),
  ];
}

function secretLine(environment: string, variables: readonly string[], way: Way): string {
  const lines = variables.map((name) => `${name}=…`).join(" and ");
  const place = way === "public" ? "of the repository, one for all environments" : `of the environment ${environment}`;
  return `Secret WAYBILL_ENV ${place}, with the lines ${lines}.`;
}
