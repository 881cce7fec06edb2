import { join } from "node:path";
import type { Config, EnvironmentConfig } from "@waybill/config";
import type { GitHub } from "@waybill/github";
import type { Bundle, EvidenceStore, Signer, TrustedKey } from "@waybill/record";
import type { CredentialSource, Registry } from "@waybill/registry";
import { inputError } from "@waybill/kit";
import type { ProxySettings, Reporter, RunContext } from "@waybill/kit";

export type Env = Readonly<Record<string, string>>;

/** How images are built: `auto` takes BuildKit when `docker buildx` has a builder, else assembles. */
export type Builder = "auto" | "buildx" | "assemble";

/** Everything that the stages of one run share. Made by `openSession`. */
export interface Session {
  /** Absolute path of the project. */
  readonly workspace: string;
  /** Folder for what a run leaves behind: report, record, layouts. */
  readonly stateDir: string;
  readonly config: Config;
  readonly run: RunContext;
  readonly env: Env;
  readonly reporter: Reporter;
  /** Hides every secret that was masked so far; for texts that do not go through the reporter. */
  readonly redact: (text: string) => string;
  readonly signal: AbortSignal;
  readonly clock: () => Date;
  readonly builder: Builder;
  /** Host that images and evidence go to unless an image names its own repository. */
  readonly registry: string;
  readonly credentials: CredentialSource;
  readonly registryFor: (host: string) => Registry;
  readonly signer?: Signer;
  readonly trusted: readonly TrustedKey[];
  readonly store: EvidenceStore;
  readonly github?: GitHub;
  readonly kubeconfigText?: string;
  /** Where connections to the registry, GitHub and the cluster leave through; undefined: directly. */
  readonly proxy?: ProxySettings | undefined;
  readonly dryRun: boolean;
  /** Signed statements of this run, oldest first. */
  readonly statements: Bundle[];
}

/** The environment of that name, or the only one. Throws an `input` error that lists the known ones. */
export function findEnvironment(config: Config, name?: string): EnvironmentConfig {
  const known = Object.keys(config.environments);
  const chosen = name ?? (known.length === 1 ? known[0] : undefined);
  if (chosen === undefined)
    throw inputError(
      "environment",
      known.length === 0 ? `is needed, but ${config.file} declares no environment` : `is needed; ${config.file} has ${known.join(", ")}`,
    );
  const environment = config.environments[chosen];
  if (!environment)
    throw inputError("environment", `is '${chosen}', which ${config.file} does not declare; it has ${known.join(", ") || "none"}`);
  return environment;
}

/** One entry of a section of waybill.yml, or an `input` error that lists the known names. */
export function findEntry<T>(entries: Readonly<Record<string, T>>, name: string, section: string, file = "the inputs"): T {
  const entry = entries[name];
  if (entry === undefined)
    throw inputError(
      "name",
      `is '${name}', which ${file} does not declare under '${section}:'; it has ${Object.keys(entries).join(", ") || "none"}`,
    );
  return entry;
}

/** Folder of one environment's report, record and brief. */
export function environmentDir(session: Session, environment: string): string {
  return join(session.stateDir, environment);
}
