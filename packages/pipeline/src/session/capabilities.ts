import type { Config, DatabaseConfig, EnvironmentConfig, Secret } from "@waybill/config";
import type { Buildx, Engine } from "@waybill/engine";
import type { GitHub } from "@waybill/github";
import type { Digest, Reporter, RunContext, Stage, UncommittedFile } from "@waybill/kit";
import type { Cluster } from "@waybill/kube";
import type { Database } from "@waybill/migrate";
import type { Bundle, EvidenceOf, EvidenceStore, ForeignBuilds, Signer, Verify } from "@waybill/record";
import type { CredentialSource, Registry } from "@waybill/registry";

/*
 * What a stage may use, one small interface for each thing. A stage's parameter names the ones that it needs, so that its type says what it
 * can touch and a test hands it nothing else. None of them lets a stage read the environment: `openSession` did that before.
 */

/** Where the project lies. */
export interface Workspace {
  /** Absolute path of the project; paths of waybill.yml are relative to it. */
  readonly workspace: string;
}

/** The project and what its waybill.yml says. */
export interface Project extends Workspace {
  readonly config: Config;
}

/** Whether what rules a run is what was committed. */
export interface Committed {
  /**
   * The files of configuration and policy that lie in a git checkout and are not as its commit has them; none where there is no checkout.
   * Throws an `environment` error when git refuses to say.
   */
  readonly findUncommitted: () => Promise<readonly UncommittedFile[]>;
}

/** Where a run leaves its report, record, evidence and image layouts. */
export interface StateFolder {
  /** Absolute path, `.waybill` of the project unless told otherwise. */
  readonly stateDir: string;
}

/** Tells people what happens. */
export interface Reporting {
  readonly reporter: Reporter;
}

/** Hides secrets in texts that do not go through the reporter: pages and comments. */
export interface Redacting {
  /** The text without every secret that was masked so far. */
  readonly redact: (text: string) => string;
}

/** Who runs what, and where; goes into every statement. */
export interface RunIdentity {
  readonly run: RunContext;
}

/** How far a run may go, and until when. */
export interface RunLimits {
  /** Nothing outside the state folder may change. */
  readonly dryRun: boolean;
  /** Aborted when the run shall end; its reason is the error to report. */
  readonly signal: AbortSignal;
  readonly clock: () => Date;
}

/** Makes statements out of what stages proved. */
export interface Proving {
  /** Signs evidence and stores it: in the run's list, as a file, and in the registry. Without a signing key it does nothing. */
  readonly prove: <S extends Stage>(evidence: EvidenceOf<S>) => Promise<void>;
}

/** Statements: those of this run and those that the registry has from earlier ones. Nothing in them is trusted before it is verified. */
export interface Statements {
  /** Signed statements of this run, oldest first. */
  readonly statements: Bundle[];
  readonly store: EvidenceStore;
  /** Puts a statement about an image into GitHub's attestation store too; there when it was asked for. Never fails, and warns. */
  readonly attest?: ((bundle: Bundle) => Promise<void>) | undefined;
  /** Bundles of anybody in GitHub's attestation store, as parsed JSON; there when a token is. */
  readonly attested?: ((digest: Digest) => Promise<readonly unknown[]>) | undefined;
}

/** Who signs and who is believed. */
export interface Keys {
  /** Absent where there is neither a key nor an identity of the job: nothing is signed then, and what needs evidence says so. */
  readonly signer?: Signer | undefined;
  /**
   * What judges the bundles. It believes those that the policy names and nobody else; without a policy of signers, the run's own key and the
   * input 'trusted-keys', or this repository's workflows. Where a workflow is believed and one of the bundles has a certificate, trust roots
   * are fetched unless a file gave them; throws `environment` or `remote` when they cannot be.
   */
  readonly verifierFor: (bundles: readonly Bundle[]) => Promise<Verify>;
  /**
   * Verifies provenance that others made, as parsed JSON, and tells why others of it do not count. Absent unless the policy names a workflow
   * for the stage `build`. Fetches like `verifierFor`.
   */
  readonly judgeBuilds?: ((bundles: readonly unknown[]) => Promise<ForeignBuilds>) | undefined;
}

/** What a step was told to demand beside waybill.yml and the policy. */
export interface Demanding {
  /** The input 'require'. */
  readonly require: readonly Stage[];
}

/** The OCI registries of images and evidence. */
export interface Registries {
  /** Host that images and evidence go to unless an image names its own repository. */
  readonly registry: string;
  /** One connection for each host, opened at its first request. */
  readonly registryFor: (host: string) => Registry;
  /** Where statements about what is no image are stored: `host/path`. */
  readonly recordRepository: string;
  readonly credentials: CredentialSource;
}

/** Values that waybill.yml names and does not hold. */
export interface Secrets {
  /**
   * The value of a secret, hidden in every output from then on. Throws an `environment` error that says `usedBy` (the beginning of a
   * sentence) and names the variable when it is not set.
   */
  readonly readSecret: (secret: Secret, usedBy: string) => string;
  /** As `readSecret`; undefined when the variable is not set. */
  readonly findSecret: (secret: Secret) => string | undefined;
  /** Every value of a mapping that is `env:NAME` replaced as `readSecret` does it; `usedBy` says for each key who needs it. */
  readonly expandValues: (values: Readonly<Record<string, string>>, usedBy: (key: string) => string) => Readonly<Record<string, string>>;
  /** Why GitHub gives this run no secrets, as a sentence; undefined where it does. */
  readonly withoutSecrets?: string | undefined;
}

/** How images are built: `auto` takes BuildKit when `docker buildx` has a builder, else assembles. */
export type Builder = "auto" | "buildx" | "assemble";

/** What builds and tries images, and what an image says about where it comes from. */
export interface Building {
  readonly builder: Builder;
  /** Undefined when `docker buildx` or its builder does not answer. */
  readonly findBuildx: () => Promise<Buildx | undefined>;
  /** Throws an `input` error for a DOCKER_HOST that cannot be read; sends nothing yet. */
  readonly connectEngine: () => Promise<Engine>;
  /** The time of everything in a built image. */
  readonly created: () => Promise<Date>;
  /** URL of the repository, for the label `org.opencontainers.image.source`. */
  readonly sourceUrl: string;
}

/** The databases that waybill.yml names. */
export interface Databases {
  /** Connects; whoever asked disposes of the connection. Throws an `environment` error when the URL's variable is not set. */
  readonly openDatabase: (database: DatabaseConfig) => Promise<Database>;
}

/** The clusters of the environments. */
export interface Clusters {
  /** Whoever asked closes it; `withCluster` does. */
  readonly openCluster: (environment: EnvironmentConfig) => Promise<Cluster>;
}

/** GitHub, where a token was given. */
export interface GitHubAccess {
  readonly github?: GitHub | undefined;
  /** Id of the workflow run, `0` outside GitHub. */
  readonly githubRunId: string;
  /** Keeps the GitHub deployment that is open, for whoever comes after a process that is killed; undefined when it has had its last word. */
  readonly keepOpenDeployment?: ((id: number | undefined) => void) | undefined;
}
