import { homedir } from "node:os";
import { join } from "node:path";
import { secretRefs } from "@waybill/config";
import type { Config, PolicyFloor } from "@waybill/config";
import type { AttestationStore } from "@waybill/github";
import { ActionError, findUncommitted, proxiedFetch, STATE_FOLDER } from "@waybill/kit";
import type { RunContext } from "@waybill/kit";
import { evidenceStore } from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { connectRegistry, dockerCredentials, firstOf, staticCredentials } from "@waybill/registry";
import type { Registry } from "@waybill/registry";
import { openAttestations } from "../evidence/attestations.ts";
import { prove } from "../evidence/prove.ts";
import type { Building, GitHubAccess, Project, Redacting, Registries, Reporting, RunIdentity, RunLimits, Secrets } from "./capabilities.ts";
import { openCluster } from "./cluster.ts";
import type { ClusterSource } from "./cluster.ts";
import { readCommitTime } from "./commit-time.ts";
import { openDatabase } from "./database.ts";
import { openKeys } from "./keys.ts";
import type { Env, SessionOptions } from "./options.ts";
import { repositoryFor } from "./repositories.ts";
import { expandValues, findSecret, maskSecret, readSecret } from "./secret.ts";
import type { SecretSource } from "./secret.ts";
import { whyWithoutSecrets } from "./secretless.ts";
import type { Session } from "./session.ts";
import { findAltered, findUntracked } from "./untracked.ts";

/** What a session is made of besides its project. */
export interface ConnectOptions extends Omit<SessionOptions, "run">, RunIdentity, Redacting {
  /** What `env:NAME` of waybill.yml stands for. */
  readonly known: Env;
}

/** Makes the connections that the stages of a project share, and opens none of them yet. Throws `input` for a key or variable that cannot be read. */
export async function connect(project: Project, options: ConnectOptions): Promise<Session> {
  const { env, known, reporter } = options;
  const run = await runOf(options, project);
  const stateDir = options.stateDir ?? join(options.workspace, STATE_FOLDER);
  const limits: RunLimits = {
    dryRun: options.dryRun ?? false,
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? (() => new Date()),
  };
  const registries = openRegistries({ ...options, run }, project.config, { reporter, signal: limits.signal });
  const keys = await openKeys(options, { ...options, policy: project.config.policy });
  const secrets = openSecrets({ env: known, reporter, withoutSecrets: await whyWithoutSecrets(env) }, project.config);
  const statements: Bundle[] = [];
  const { attestations, ...github } = await openGitHub(options);
  const evidence = {
    ...keys,
    ...registries,
    stateDir,
    run,
    statements,
    store: evidenceStore(registries),
    ...openAttestations(attestations, options.attest ?? false, reporter),
  };
  const clusters: ClusterSource = { kubeconfig: options.kubeconfigText, env, proxy: options.proxy, logins: new Map() };
  return {
    ...project,
    findUncommitted: () => findUncommitted(rulingFiles(project, options.floor), env),
    ...limits,
    ...evidence,
    ...secrets,
    ...openBuilding(options, { reporter, signal: limits.signal }),
    ...github,
    reporter,
    require: options.require ?? [],
    outcomes: [],
    redact: options.redact,
    prove: (facts) => prove(evidence, facts),
    openDatabase: (database) => openDatabase({ ...project, ...secrets }, database),
    openCluster: (environment) => openCluster({ ...project, reporter, ...secrets }, clusters, environment),
  };
}

/** The run, dirty also when something that the configuration names is not in its commit, or is not what git takes it for. */
async function runOf({ run, env, reporter }: ConnectOptions, project: Project): Promise<RunContext> {
  // No commit has any of the files then.
  if (run.dirty || run.commit === "uncommitted") return run;
  const [untracked, altered] = await Promise.all([findUntracked(project, env), findAltered(project, env)]);
  const commit = `commit ${run.commit.slice(0, 12)}`;
  const why = untracked === undefined ? altered && `'${altered}' is not as ${commit} has it` : `'${untracked}' is not in ${commit}`;
  if (why === undefined) return run;
  reporter.info(`${why}, so the evidence of this run says that its files are dirty.`);
  return { ...run, dirty: true };
}

/** Absolute paths of the files that say what is demanded of a run. */
function rulingFiles({ workspace, config }: Project, floor: PolicyFloor | undefined): string[] {
  const own = config.files.map(({ path }) => join(workspace, path));
  return floor?.path === undefined ? own : [...own, floor.path];
}

function openRegistries(options: ConnectOptions, config: Config, context: Reporting & Pick<RunLimits, "signal">): Registries {
  const { env, registryLogin, run } = options;
  const registry = options.registry ?? config.registry;
  const given = registryLogin ? [staticCredentials({ registry, ...registryLogin })] : [];
  const machine = dockerCredentials({ configDir: env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), env });
  // The workflows give the job's token where nothing else is given, and a registry that is not GitHub's has no use for it: there the
  // login that an earlier step has made counts, such as a cloud's.
  const isFallback = registryLogin?.password === options.githubToken && !isGitHubRegistry(registry);
  const credentials = isFallback ? firstOf(machine, ...given) : firstOf(...given, machine);
  const send = proxiedFetch(options.proxy);
  const connected = new Map<string, Registry>();
  const registryFor = (host: string): Registry => {
    const known = connected.get(host) ?? connectRegistry({ registry: host, credentials, ...context, fetch: send });
    connected.set(host, known);
    return known;
  };
  return { registry, registryFor, recordRepository: repositoryFor(registry, run.repository, "record"), credentials };
}

/** GitHub's container registry, on github.com or on a server of one's own (docs.github.com, "Working with the Container registry"). */
function isGitHubRegistry(host: string): boolean {
  return host === "ghcr.io" || host.startsWith("containers.");
}

function openBuilding({ workspace, env, run, builder }: ConnectOptions, context: Reporting & Pick<RunLimits, "signal">): Building {
  // Judged at once: a wrong one is said before anything is built.
  const dated = sourceDate(env["SOURCE_DATE_EPOCH"]);
  const host = env["DOCKER_HOST"];
  return {
    builder: builder ?? "auto",
    // Loaded when they are asked for: only a build meets an engine.
    findBuildx: async () => (await import("@waybill/engine")).findBuildx({ env, createBuilder: true, ...context }),
    connectEngine: async () => (await import("@waybill/engine")).connectEngine({ host, reporter: context.reporter }),
    // The commit's time, so that two builds of one commit have one digest.
    created: async () => dated ?? readCommitTime(workspace, env),
    sourceUrl: `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${run.repository}`,
  };
}

/** The time that `SOURCE_DATE_EPOCH` names (https://reproducible-builds.org/specs/source-date-epoch/): whole seconds since 1970. */
function sourceDate(epoch = ""): Date | undefined {
  if (epoch === "") return undefined;
  const date = new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw new ActionError(
    "environment",
    `The environment variable SOURCE_DATE_EPOCH is '${epoch}'; it must be a number of seconds since 1970, such as $(git log -1 --format=%ct). Correct or unset it.`,
  );
}

/** Programs that a run starts inherit the environment, so every secret that the configuration names is hidden before anything asks for it. */
function openSecrets(source: SecretSource, config: Config): Secrets {
  for (const { ref } of secretRefs(config)) maskSecret(source, ref);
  return {
    readSecret: (secret, usedBy) => readSecret(source, secret, usedBy),
    findSecret: (secret) => findSecret(source, secret),
    expandValues: (values, usedBy) => expandValues(source, values, usedBy),
    withoutSecrets: source.withoutSecrets,
  };
}

type Connected = GitHubAccess & { readonly attestations?: AttestationStore };

async function openGitHub({ env, run, githubToken, proxy, signal, reporter, keepOpenDeployment }: ConnectOptions): Promise<Connected> {
  const started = { githubRunId: env["GITHUB_RUN_ID"] ?? "0" };
  if (!githubToken) return started;
  // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
  const { apiUrlOf, connectGitHub } = await import("@waybill/github");
  const github = connectGitHub({
    token: githubToken,
    apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
    repository: run.repository,
    job: env["GITHUB_JOB"],
    isRehearsal: run.rehearsal,
    reporter,
    signal,
    fetch: proxiedFetch(proxy),
  });
  return { github, attestations: github, keepOpenDeployment, ...started };
}
