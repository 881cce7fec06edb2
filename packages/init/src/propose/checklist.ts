import type { Way } from "@waybill/workflows";

/** What has to be done by people before the first real release. */
export interface ChecklistNeeds {
  readonly environments: readonly EnvironmentNeeds[];
  readonly buildVariables: readonly string[];
  readonly otherRegistries: readonly string[];
  readonly way: Way;
  readonly pipelines: readonly string[];
  /** Workflows that call Waybill and do not hand on WAYBILL_ENV, although it holds something. */
  readonly callersWithoutEnv?: readonly string[] | undefined;
}

/** The secrets of one environment. */
export interface EnvironmentNeeds {
  readonly name: string;
  /** What the secret WAYBILL_ENV holds. */
  readonly variables: readonly string[];
  /** Those that the workflow hands on by name. */
  readonly secrets?: readonly string[] | undefined;
}

/** More secrets than this are told together, so that the list stays one that can be read at once. */
const MAX_SECRET_LINES = 4;
const MAX_NAMES = 12;

/** One line for each thing to do, in the order in which to do them: twelve at most, whatever the product has. docs/init.md says why and how. */
export function checklist(needs: ChecklistNeeds): string[] {
  const { environments, buildVariables, otherRegistries, way, pipelines, callersWithoutEnv = [] } = needs;
  const names = environments.map(({ name }) => name);
  const plans =
    way === "inline"
      ? ""
      : ` (and ${listed(names.map((name) => `${name}-plan`))}, which ${names.length === 1 ? "needs" : "need"} no approval)`;
  const isDeployed = names.length > 0;
  return [
    ...(isDeployed ? [`GitHub, Settings, Environments: make ${listed(names)}${plans}.`] : []),
    ...secretLines(environments, way),
    ...(callersWithoutEnv.length === 0 ? [] : [`${listed(callersWithoutEnv, 4)}: hand on WAYBILL_ENV, or what it holds by name.`]),
    ...(isDeployed ? [clusterLine(way)] : []),
    ...(buildVariables.length === 0 ? [] : [`Secret WAYBILL_BUILD_ENV of the repository, with the lines ${lines(buildVariables)}.`]),
    "Secret WAYBILL_SIGNING_KEY of the repository, unless jobs sign with their identity; a private repository needs it, or 'public-log: true'.",
    ...(otherRegistries.length === 0
      ? []
      : [`Registry ${listed(otherRegistries)}: secret REGISTRY_TOKEN, and its user as the input 'registry-username' of every call.`]),
    ...(isDeployed
      ? [
          "Reviewers: required reviewers exist on the plans Free, Pro and Team for public repositories only; elsewhere approve a plan by its digest.",
        ]
      : []),
    ...(pipelines.length === 0 ? [] : [`${listed(pipelines, 4)}: remove what Waybill does now, or both will build and deploy.`]),
  ];
}

function clusterLine(way: Way): string {
  const cloud = way === "inline" ? "" : "; the input 'cloud' (EKS, AKS, GKE) takes its place";
  return `Cluster: a kubeconfig of an account of its own, which may change its namespace and no more${cloud}.`;
}

function secretLines(environments: ChecklistNeeds["environments"], way: Way): string[] {
  if (environments.length === 0) return [];
  if (way !== "public") return environmentLines(environments);
  const all = {
    variables: [...new Set(environments.flatMap(({ variables }) => variables))],
    secrets: [...new Set(environments.flatMap(({ secrets = [] }) => secrets))],
  };
  const isShared = environments.length > 1 && [...all.variables, ...all.secrets].includes("KUBECONFIG");
  return secretLine("of the repository, one for all environments", all).map(
    (line) =>
      `${line}${isShared ? " Where their clusters differ, give each environment a 'kubeconfig: env:NAME' of its own in waybill.yml." : ""}`,
  );
}

/** Environments that need the same are told in one line. */
function environmentLines(environments: ChecklistNeeds["environments"]): string[] {
  const groups = new Map<string, { readonly names: string[]; readonly needs: Secrets }>();
  for (const { name, variables, secrets = [] } of environments) {
    const key = JSON.stringify([variables, secrets]);
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { names: [name], needs: { variables, secrets } });
  }
  const all = [...groups.values()];
  const told = all.slice(0, all.length > MAX_SECRET_LINES ? MAX_SECRET_LINES - 1 : MAX_SECRET_LINES);
  const rest = all.slice(told.length).flatMap(({ names }) => names);
  return [
    ...told.flatMap(({ names, needs }) =>
      secretLine(names.length === 1 ? `of the environment ${names.join("")}` : `of each of the environments ${listed(names)}`, needs),
    ),
    ...(rest.length === 0 ? [] : [`Secret WAYBILL_ENV of ${listed(rest)} likewise: 'waybill config -e NAME' shows the variables of each.`]),
  ];
}

function lines(variables: readonly string[]): string {
  return listed(variables.map((name) => `${name}=…`));
}

/** "a, b and c"; of many the first ones and how many more there are. */
function listed(names: readonly string[], max = MAX_NAMES): string {
  if (names.length > max) return `${names.slice(0, max - 1).join(", ")} and ${names.length - max + 1} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

type Secrets = Pick<EnvironmentNeeds, "variables" | "secrets">;

/** One line; none where no secret is needed. */
function secretLine(place: string, { variables, secrets = [] }: Secrets): string[] {
  const named = `Secret${secrets.length > 1 ? "s" : ""} ${listed(secrets)} ${place}, which the workflow hands on by name`;
  const packed = `with the lines ${lines(variables)}.`;
  if (secrets.length === 0) return variables.length === 0 ? [] : [`Secret WAYBILL_ENV ${place}, ${packed}`];
  return [variables.length === 0 ? `${named}.` : `${named}; and WAYBILL_ENV there, ${packed}`];
}

/** What several products of one repository need, each thing once: they share its environments and secrets on GitHub. */
export function joinNeeds(all: readonly ChecklistNeeds[]): ChecklistNeeds {
  const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
  const names = unique(all.flatMap(({ environments }) => environments.map(({ name }) => name)));
  const of = (environment: string): EnvironmentNeeds[] =>
    all.flatMap(({ environments }) => environments.filter(({ name }) => name === environment));
  return {
    environments: names.map((name) => ({
      name,
      variables: unique(of(name).flatMap(({ variables }) => variables)),
      secrets: unique(of(name).flatMap(({ secrets = [] }) => secrets)),
    })),
    buildVariables: unique(all.flatMap(({ buildVariables }) => buildVariables)),
    otherRegistries: unique(all.flatMap(({ otherRegistries }) => otherRegistries)),
    way: all.find(({ way }) => way === "inline")?.way ?? all[0]?.way ?? "public",
    pipelines: unique(all.flatMap(({ pipelines }) => pipelines)),
    callersWithoutEnv: unique(all.flatMap(({ callersWithoutEnv = [] }) => callersWithoutEnv)),
  };
}
