import { homedir } from "node:os";
import { join } from "node:path";
import { loadConfig, secretRefs } from "@waybill/config";
import type { Config, ImageConfig, PolicyFloor } from "@waybill/config";
import type { AttestationStore } from "@waybill/github";
import { ActionError, createRedactor, cutText, findUncommitted, proxiedFetch, proxySecrets, STATE_FOLDER } from "@waybill/kit";
import type { Redactor, Reporter, RunContext } from "@waybill/kit";
import { evidenceStore } from "@waybill/record";
import type { Bundle } from "@waybill/record";
import { connectRegistry, dockerCredentials, firstOf, staticCredentials } from "@waybill/registry";
import type { Registry } from "@waybill/registry";
import { openAttestations } from "../evidence/attestations.ts";
import type { Building, GitHubAccess, Project, Registries, Reporting, RunLimits, Secrets } from "./capabilities.ts";
import { openCluster } from "./cluster.ts";
import { configOfInputs } from "./config-of-inputs.ts";
import { readCommitTime } from "./commit-time.ts";
import { openDatabase } from "./database.ts";
import { prove } from "../evidence/prove.ts";
import { readValues } from "./env-file.ts";
import { openKeys } from "./keys.ts";
import type { SessionOptions } from "./options.ts";
import { imageRepository, repositoryFor } from "./repositories.ts";
import { findAltered, findUntracked } from "./untracked.ts";
import { expandValues, findSecret, maskSecret, namesContent, readSecret } from "./secret.ts";
import type { SecretSource } from "./secret.ts";
import { whyWithoutSecrets } from "./secretless.ts";
import type { Session } from "./session.ts";

/**
 * Loads the configuration and makes the connections that stages share; opens no network connection yet. Throws `input` for a configuration,
 * key or variable that cannot be read.
 */
export async function openSession(given: SessionOptions): Promise<Session> {
  const redactor = createRedactor();
  const values = readValues(given.env, given);
  const { env, known, kubeconfig, signingKey } = values;
  const options: SessionOptions = { ...given, env, signingKey, kubeconfigText: kubeconfig };
  const reporter = maskingReporter(options, redactor);
  const maskValues = (): void => values.secrets.filter((value) => !namesContent(value)).forEach((secret) => reporter.mask(secret));
  const project = await openProject({ ...options, env: known, reporter }).catch((error: unknown) => {
    maskValues();
    throw error;
  });
  const naming = { registry: options.registry ?? project.config.registry, run: options.run };
  // Before anything is masked: of what the runner was told to hide it also drops every output that contains it.
  for (const text of textsInTheOpen(project.config, (image) => imageRepository(naming, image))) reporter.show(text);
  maskValues();
  const run = await runOf(options, project);
  const stateDir = options.stateDir ?? join(options.workspace, STATE_FOLDER);
  const limits: RunLimits = {
    dryRun: options.dryRun ?? false,
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? (() => new Date()),
  };
  const registries = openRegistries({ ...options, run }, project.config, { reporter, signal: limits.signal });
  const keys = await openKeys(options, { ...options, policy: project.config.policy, reporter });
  const secrets = openSecrets({ env: known, reporter, withoutSecrets: await whyWithoutSecrets(env) }, project.config);
  const statements: Bundle[] = [];
  const { attestations, ...github } = await openGitHub(options, reporter);
  const evidence = {
    ...keys,
    ...registries,
    stateDir,
    run,
    statements,
    store: evidenceStore(registries),
    ...openAttestations(attestations, options.attest ?? false, reporter),
  };
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
    redact: (text) => redactor.redact(text),
    prove: (facts) => prove(evidence, facts),
    openDatabase: (database) => openDatabase({ ...project, ...secrets }, database),
    openCluster: (environment) =>
      openCluster({ ...project, reporter, ...secrets }, { kubeconfig: options.kubeconfigText, env, proxy: options.proxy }, environment),
  };
}

/** A reporter whose masked secrets are hidden from pages too; the run's own secrets are masked at once. */
function maskingReporter(options: SessionOptions, redactor: Redactor): Reporter {
  const reporter: Reporter = {
    ...options.reporter,
    mask(secret) {
      redactor.add(secret);
      options.reporter.mask(secret);
    },
    show(text) {
      redactor.show(text);
      options.reporter.show(text);
    },
  };
  for (const secret of [options.signingKey, options.registryLogin?.password, options.githubToken, options.kubeconfigText]) {
    if (secret) reporter.mask(secret);
  }
  for (const secret of options.proxy ? proxySecrets(options.proxy) : []) reporter.mask(secret);
  return reporter;
}

async function openProject(options: SessionOptions): Promise<Project> {
  const { workspace, configFile, floor, entry, buildArgs = {} } = options;
  const config = entry ? await configOfInputs(options, entry) : await loadConfig(workspace, configFile, { floor });
  if (Object.keys(buildArgs).length === 0) return { workspace, config };
  const images = Object.fromEntries(
    Object.entries(config.images).map(([name, image]) => [name, { ...image, args: { ...image.args, ...buildArgs } }]),
  );
  return { workspace, config: { ...config, images } };
}

/** The run, dirty also when something that the configuration names is not in its commit, or is not what git takes it for. */
async function runOf({ run, env, reporter }: SessionOptions, project: Project): Promise<RunContext> {
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

function openRegistries(options: SessionOptions, config: Config, context: Reporting & Pick<RunLimits, "signal">): Registries {
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

function openBuilding({ workspace, env, run, builder }: SessionOptions, context: Reporting & Pick<RunLimits, "signal">): Building {
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

/** What waybill.yml or an input says for everybody to read, and a plan is about: names, namespaces, hosts and repositories. */
function textsInTheOpen(config: Config, repositoryOf: (image: ImageConfig) => string): string[] {
  const { name, registry, images, data, models, databases, environments } = config;
  return [
    name,
    registry,
    ...[images, data, models, databases, environments].flatMap((section) => Object.keys(section)),
    ...Object.values(images).map(repositoryOf),
    ...Object.values(environments).map(({ namespace }) => namespace),
  ];
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

/** The address of GitHub's API as the runner gives it; throws an `environment` error for what is none. */
export function apiUrlOf(url = "https://api.github.com"): string {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return url;
  throw new ActionError(
    "environment",
    `The environment variable GITHUB_API_URL is '${cutText(url, 200)}', which is no URL of an API. Unset it for github.com, or set https://HOST/api/v3 of your GitHub Enterprise Server; a runner sets it by itself.`,
  );
}

type Connected = GitHubAccess & { readonly attestations?: AttestationStore };

async function openGitHub(
  { env, run, githubToken, proxy, signal, keepOpenDeployment }: SessionOptions,
  reporter: Reporter,
): Promise<Connected> {
  const started = { githubRunId: env["GITHUB_RUN_ID"] ?? "0" };
  if (!githubToken) return started;
  // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
  const { connectGitHub } = await import("@waybill/github");
  const github = connectGitHub({
    token: githubToken,
    apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
    repository: run.repository,
    job: env["GITHUB_JOB"],
    reporter,
    signal,
    fetch: proxiedFetch(proxy),
  });
  return { github, attestations: github, keepOpenDeployment, ...started };
}
