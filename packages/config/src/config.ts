import type { Digest } from "@waybill/kit";
import type { Policy } from "./policy.ts";

/** A secret by the name of the environment variable that holds it; written `env:NAME`. */
export interface SecretRef {
  readonly env: string;
}

/** A whole `waybill.yml` with every default filled in. Paths are relative to the workspace, written with `/`. */
export interface Config {
  /** The file it was read from, relative to the workspace. */
  readonly file: string;
  readonly name: string;
  readonly registry: string;
  readonly images: Readonly<Record<string, ImageConfig>>;
  readonly data: Readonly<Record<string, DataConfig>>;
  readonly models: Readonly<Record<string, ModelConfig>>;
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** In an order in which every environment stands behind the one it names in `after`. */
  readonly environments: Readonly<Record<string, EnvironmentConfig>>;
  readonly policy: Policy;
  /** Of everything above but `file`: two files that mean the same have the same digest. */
  readonly digest: Digest;
}

export interface ImageConfig {
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  /** A value may be `env:NAME`. */
  readonly args: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  readonly repository?: string;
  readonly probe?: Probe;
  readonly budgetBytes?: number;
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
  readonly checks?: string;
  /** The checks as they stand in `waybill.yml`. */
  readonly inline?: unknown;
  readonly history?: string;
}

export interface ModelConfig {
  readonly name: string;
  readonly path: string;
  readonly metrics?: string;
  readonly baseline?: string;
  readonly gate: Readonly<Record<string, MetricGate>>;
  readonly allowPickle: false | readonly Digest[];
}

export interface MetricGate {
  readonly mustBeAtLeast?: number;
  readonly mustBeAtMost?: number;
  readonly mayDrop?: number;
  readonly mayRise?: number;
}

export interface DatabaseConfig {
  readonly name: string;
  readonly url: SecretRef;
  readonly migrations: string;
}

export interface EnvironmentConfig {
  readonly name: string;
  readonly after?: string;
  readonly namespace: string;
  readonly manifests: readonly string[];
  readonly kubeconfig?: SecretRef;
  readonly context?: string;
  /** Kubernetes Secrets to keep in step: by Secret name and key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, SecretRef>>>>;
  readonly probe?: ServiceProbe;
  readonly timeoutSeconds: number;
  readonly databases: readonly string[];
  readonly images: readonly string[];
  readonly strategy: { readonly type: "rolling" };
}

export interface ServiceProbe {
  readonly service: string;
  readonly port: number | string;
  readonly path: string;
  readonly expectStatus: number;
  readonly expectBody?: string;
}
