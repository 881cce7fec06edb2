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
    ...secretLines(environments, way),
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

function secretLines(environments: ChecklistNeeds["environments"], way: Way): string[] {
  if (way !== "public") return environments.map(({ name, variables }) => secretLine(`of the environment ${name}`, variables));
  if (environments.length === 0) return [];
  const variables = [...new Set(environments.flatMap((environment) => environment.variables))];
  const isShared = environments.length > 1 && environments.every((environment) => environment.variables.includes("KUBECONFIG"));
  return [
    `${secretLine("of the repository, one for all environments", variables)}${isShared ? " Where their clusters differ, give each environment a 'kubeconfig: env:NAME' of its own in waybill.yml." : ""}`,
  ];
}

function secretLine(place: string, variables: readonly string[]): string {
  return `Secret WAYBILL_ENV ${place}, with the lines ${variables.map((name) => `${name}=…`).join(" and ")}.`;
}

/** What several products of one repository need, each thing once: they share its environments and secrets on GitHub. */
export function joinNeeds(all: readonly ChecklistNeeds[]): ChecklistNeeds {
  const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
  const names = unique(all.flatMap(({ environments }) => environments.map(({ name }) => name)));
  const variablesOf = (environment: string): string[] =>
    all.flatMap(({ environments }) => environments.flatMap(({ name, variables }) => (name === environment ? variables : [])));
  return {
    environments: names.map((name) => ({ name, variables: unique(variablesOf(name)) })),
    buildVariables: unique(all.flatMap(({ buildVariables }) => buildVariables)),
    otherRegistries: unique(all.flatMap(({ otherRegistries }) => otherRegistries)),
    way: all.find(({ way }) => way === "inline")?.way ?? all[0]?.way ?? "public",
    pipelines: unique(all.flatMap(({ pipelines }) => pipelines)),
  };
}
