import { homedir } from "node:os";
import { join } from "node:path";
import { configOfEntry, loadConfig, secretRefs } from "@waybill/config";
import type { Config, EntryInputs } from "@waybill/config";
import { createRedactor, proxiedFetch, proxySecrets, STATE_FOLDER } from "@waybill/kit";
import type { ProxySettings, Reporter, RunContext } from "@waybill/kit";
import { evidenceStore, keyIdOf, loadSigner, trustKey } from "@waybill/record";
import { connectRegistry, dockerCredentials, firstOf, staticCredentials } from "@waybill/registry";
import type { Registry } from "@waybill/registry";
import { repositoryFor } from "./repositories.ts";
import { maskSecret } from "./secret.ts";
import type { Builder, Env, Session } from "./session.ts";

export interface SessionOptions {
  readonly workspace: string;
  readonly configFile?: string | undefined;
  /** Describes the work instead of a file. */
  readonly entry?: EntryInputs | undefined;
  readonly run: RunContext;
  readonly env: Env;
  /** Where connections leave through; without it they are direct. */
  readonly proxy?: ProxySettings | undefined;
  readonly reporter: Reporter;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: (() => Date) | undefined;
  readonly stateDir?: string | undefined;
  readonly builder?: Builder | undefined;
  /** Overrides `registry:` of waybill.yml. */
  readonly registry?: string | undefined;
  readonly registryLogin?: { readonly username: string; readonly password: string } | undefined;
  /** PEM of the key that signs evidence; without it nothing is signed, and what needs evidence says so. */
  readonly signingKey?: string | undefined;
  /** PEM texts of further keys that may sign evidence. */
  readonly trustedKeys?: readonly string[] | undefined;
  readonly githubToken?: string | undefined;
  readonly kubeconfigText?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Build arguments for every image, on top of its own. */
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
}

/** Loads the configuration and makes the connections that stages share; opens no network connection yet. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { env, run } = options;
  const redactor = createRedactor();
  const reporter: Reporter = {
    ...options.reporter,
    mask(secret) {
      redactor.add(secret);
      options.reporter.mask(secret);
    },
  };
  for (const secret of [options.signingKey, options.registryLogin?.password, options.githubToken, options.kubeconfigText]) {
    if (secret) reporter.mask(secret);
  }
  for (const secret of options.proxy ? proxySecrets(options.proxy) : []) reporter.mask(secret);
  const { workspace, entry } = options;
  const loaded = entry ? await configOfEntry(workspace, entry) : await loadConfig(workspace, options.configFile);
  const config = withBuildArgs(loaded, options.buildArgs ?? {});
  // Programs that a run starts inherit the environment, so a secret could be shown before anything has asked for it.
  for (const { ref } of secretRefs(config)) maskSecret({ env, reporter }, ref);
  const registry = options.registry ?? config.registry;
  const credentials = firstOf(
    ...(options.registryLogin ? [staticCredentials({ registry, ...options.registryLogin })] : []),
    dockerCredentials({ configDir: env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), env }),
  );
  const signal = options.signal ?? new AbortController().signal;
  const send = proxiedFetch(options.proxy);
  const registries = new Map<string, Registry>();
  const registryFor = (host: string): Registry => {
    const known = registries.get(host) ?? connectRegistry({ registry: host, credentials, reporter, signal, fetch: send });
    registries.set(host, known);
    return known;
  };
  const signer = options.signingKey ? loadSigner(options.signingKey) : undefined;
  const trusted = [...(options.trustedKeys ?? []), ...config.policy.signers].map((pem) => trustKey(pem));
  if (signer && !trusted.some((key) => key.keyId === keyIdOf(signer.publicKeyPem))) trusted.push(trustKey(signer.publicKeyPem));
  const session: Session = {
    workspace,
    stateDir: options.stateDir ?? join(workspace, STATE_FOLDER),
    config,
    run,
    env,
    reporter,
    redact: (text) => redactor.redact(text),
    signal,
    clock: options.clock ?? (() => new Date()),
    builder: options.builder ?? "auto",
    registry,
    credentials,
    registryFor,
    trusted,
    store: evidenceStore({ registryFor, recordRepository: repositoryFor(registry, run.repository, "record") }),
    dryRun: options.dryRun ?? false,
    proxy: options.proxy,
    statements: [],
    ...(signer ? { signer } : {}),
    ...(options.kubeconfigText ? { kubeconfigText: options.kubeconfigText } : {}),
  };
  return options.githubToken ? { ...session, github: await connect(options.githubToken, session) } : session;
}

function withBuildArgs(config: Config, more: Readonly<Record<string, string>>): Config {
  if (Object.keys(more).length === 0) return config;
  const images = Object.fromEntries(
    Object.entries(config.images).map(([name, image]) => [name, { ...image, args: { ...image.args, ...more } }]),
  );
  return { ...config, images };
}

async function connect(token: string, { env, run, proxy, reporter }: Session): Promise<NonNullable<Session["github"]>> {
  // Octokit is a third of a second of start-up on a slow runner; steps that do not talk to GitHub should not pay for it.
  const { connectGitHub } = await import("@waybill/github");
  const apiUrl = env["GITHUB_API_URL"] ?? "https://api.github.com";
  return connectGitHub({ token, apiUrl, repository: run.repository, reporter, fetch: proxiedFetch(proxy) });
}
