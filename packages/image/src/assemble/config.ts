import { parseObject } from "@waybill/registry";

/** The part of an image configuration that says how it runs; unknown members are kept. */
export interface RunConfig {
  User?: string;
  ExposedPorts?: Record<string, object>;
  Env?: string[];
  Entrypoint?: string[] | null;
  Cmd?: string[] | null;
  Volumes?: Record<string, object>;
  WorkingDir?: string;
  Labels?: Record<string, string>;
  StopSignal?: string;
  Shell?: string[];
  OnBuild?: string[] | null;
  Healthcheck?: Healthcheck;
}

/** A health check in the form of Docker images; times in nanoseconds. */
export interface Healthcheck {
  Test: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  StartInterval?: number;
  Retries?: number;
}

/** An OCI image configuration. */
export interface ImageConfig {
  created?: string;
  author?: string;
  architecture: string;
  os: string;
  variant?: string;
  config: RunConfig;
  rootfs: { type: "layers"; diff_ids: string[] };
  history: { created?: string; created_by?: string; comment?: string; empty_layer?: boolean }[];
}

/** What people want to know of a built image. */
export interface ImageConfigFacts {
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly created?: string;
  readonly os: string;
  readonly architecture: string;
}

/** Reads an image configuration; `where` names it in errors. */
export function parseImageConfig(bytes: Uint8Array, where: string): ImageConfig {
  const { architecture, os, ...value } = parseObject(bytes, where) as Partial<Omit<ImageConfig, "os" | "architecture">> &
    Record<"os" | "architecture", unknown>;
  return {
    ...value,
    architecture: typeof architecture === "string" ? architecture : "",
    os: typeof os === "string" ? os : "",
    config: { ...value.config },
    rootfs: { type: "layers", diff_ids: [...(value.rootfs?.diff_ids ?? [])] },
    history: [...(value.history ?? [])],
  };
}

/** The facts of a configuration. */
export function factsOf(config: ImageConfig): ImageConfigFacts {
  return {
    user: config.config.User ?? "",
    workdir: config.config.WorkingDir ?? "/",
    entrypoint: config.config.Entrypoint ?? [],
    command: config.config.Cmd ?? [],
    exposedPorts: Object.keys(config.config.ExposedPorts ?? {}),
    labels: config.config.Labels ?? {},
    ...(config.created === undefined ? {} : { created: config.created }),
    os: config.os,
    architecture: config.architecture,
  };
}
