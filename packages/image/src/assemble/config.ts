import { parseObject } from "@waybill/registry";

/** The part of an image configuration that says how it runs; unknown members are kept. */
export interface RunConfig {
  User?: string | undefined;
  ExposedPorts?: Record<string, object> | undefined;
  Env?: string[] | undefined;
  Entrypoint?: string[] | null | undefined;
  Cmd?: string[] | null | undefined;
  Volumes?: Record<string, object> | undefined;
  WorkingDir?: string | undefined;
  Labels?: Record<string, string> | undefined;
  StopSignal?: string | undefined;
  Shell?: string[] | undefined;
  OnBuild?: string[] | null | undefined;
  Healthcheck?: Healthcheck | undefined;
}

/** A health check in the form of Docker images; times in nanoseconds. */
export interface Healthcheck {
  Test: string[];
  Interval?: number | undefined;
  Timeout?: number | undefined;
  StartPeriod?: number | undefined;
  StartInterval?: number | undefined;
  Retries?: number | undefined;
}

/** How one instruction is remembered. */
export interface HistoryEntry {
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly comment?: string | undefined;
  /** Set for an instruction that added no layer. */
  readonly empty_layer?: boolean | undefined;
}

/** An OCI image configuration. */
export interface ImageConfig {
  created?: string | undefined;
  author?: string | undefined;
  architecture: string;
  os: string;
  variant?: string | undefined;
  config: RunConfig;
  rootfs: { type: "layers"; diff_ids: string[] };
  history: HistoryEntry[];
}

/** What people want to know of a built image. */
export interface ImageConfigFacts {
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly exposedPorts: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly created?: string | undefined;
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
    created: config.created,
    os: config.os,
    architecture: config.architecture,
  };
}
