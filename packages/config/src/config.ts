import type { Digest } from "@waybill/kit";
import type { Origin } from "./origin.ts";
import type { Policy } from "./policy/policy.ts";
import type { Secret, SecretRef } from "./secret.ts";

/** A whole configuration with every default filled in. Paths are relative to the workspace, written with `/`. */
export interface Config {
  /** The file it was read from, relative to the workspace; undefined when a step's inputs describe it. */
  readonly file?: string | undefined;
  /**
   * Every file of the workspace that it was read from, `file` first: then the environments' own, the policies that it extends and the keys
   * that they name. What `filesOf` gives is what one environment depends on.
   */
  readonly files: readonly ConfigFile[];
  /** Where every given value came from, by its keys joined by dots (`images.api.context`); see `originOfKey`. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly name: string;
  readonly registry: string;
  readonly images: Readonly<Record<string, ImageConfig>>;
  readonly data: Readonly<Record<string, DataConfig>>;
  readonly models: Readonly<Record<string, ModelConfig>>;
  /** As the base has them. What a release to an environment migrates is `databases` of that environment. */
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** With what `waybill.<environment>.yml` says of each, in an order in which every environment stands behind the one it names in `after`. */
  readonly environments: Readonly<Record<string, EnvironmentConfig>>;
  readonly policy: Policy;
  /** Of everything above but files and origins: two configurations that mean the same have the same digest. */
  readonly digest: Digest;
}

/** A file as it was read. */
export interface ConfigFile {
  /** Relative to the workspace, written with `/`. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: Digest;
  /** The environment that it is for; undefined for what holds for all. */
  readonly environment?: string | undefined;
}

export interface ImageConfig {
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string | undefined;
  /** A value may be `env:NAME`. */
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  /** More build contexts by name: a folder of the workspace, or `docker-image://reference`. */
  readonly contexts: Readonly<Record<string, string>>;
  /** Caches as `docker buildx` takes them. */
  readonly cache: { readonly from: readonly string[]; readonly to: readonly string[] };
  readonly repository?: string | undefined;
  readonly probe?: Probe | undefined;
  readonly budgetBytes?: number | undefined;
  /** Build secrets by id. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

export interface Probe {
  readonly port: number;
  readonly path: string;
  readonly expectStatus: number;
  readonly timeoutSeconds: number;
  /** A value may be `env:NAME`. */
  readonly env: Readonly<Record<string, string>>;
}

/** Exactly one of `checks` and `inline` is there. */
export interface DataConfig {
  readonly name: string;
  readonly source: string;
  /** The check file. */
  readonly checks?: string | undefined;
  /** The checks as they stand in `waybill.yml`. */
  readonly inline?: unknown;
  readonly history?: string | undefined;
}

export interface ModelConfig {
  readonly name: string;
  readonly path: string;
  readonly metrics?: string | undefined;
  readonly baseline?: string | undefined;
  readonly gate: Readonly<Record<string, MetricGate>>;
  readonly allowPickle: false | readonly Digest[];
}

export interface MetricGate {
  readonly mustBeAtLeast?: number | undefined;
  readonly mustBeAtMost?: number | undefined;
  readonly mayDrop?: number | undefined;
  readonly mayRise?: number | undefined;
}

export interface DatabaseConfig {
  readonly name: string;
  readonly url: Secret;
  readonly migrations: string;
  /** Whether environments that name one URL share one database: `true` on purpose, `false` where each has a value of its own under that name. */
  readonly shared?: boolean | undefined;
  /** Where `originOfKey` finds the origin of `url`, which may be an environment's own. */
  readonly urlKey: string;
}

export interface EnvironmentConfig {
  readonly name: string;
  readonly after?: string | undefined;
  readonly namespace: string;
  readonly manifests: readonly string[];
  readonly kubeconfig?: SecretRef | undefined;
  readonly context?: string | undefined;
  /** Kubernetes Secrets to keep in step: by Secret name and key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, SecretRef>>>>;
  readonly probe?: ServiceProbe | undefined;
  readonly timeoutSeconds: number;
  /** How long the pods must stay ready without a restart before a roll-out counts. */
  readonly settleSeconds: number;
  /** Those that a release migrates, with the addresses that they have in this environment. */
  readonly databases: readonly DatabaseConfig[];
  readonly images: readonly string[];
  /** As `DatabaseConfig.shared`, of the namespace. */
  readonly shared?: boolean | undefined;
  /** Whether it is the pattern of previews: a namespace of its own for every pull request, and no part of any release. */
  readonly preview?: boolean | undefined;
  /** The pull request whose preview this is. Whoever makes a preview sets it; no file can. */
  readonly pullRequest?: number | undefined;
  readonly strategy: { readonly type: "rolling" };
}

export interface ServiceProbe {
  readonly service: string;
  readonly port: number | string;
  readonly path: string;
  readonly expectStatus: number;
  readonly expectBody?: string | undefined;
}
