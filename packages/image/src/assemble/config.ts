import { isDigest, isRecord, isTextList, listAt, recordAt, textAt, valueAt } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { parseObject, WrongContent } from "@waybill/registry";

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

/** A health check in the form of Docker images, which OCI reserves but does not define; times in nanoseconds. */
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

/** An OCI image configuration (https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md, "Properties"). */
export interface ImageConfig {
  created?: string | undefined;
  author?: string | undefined;
  architecture: string;
  os: string;
  variant?: string | undefined;
  config: RunConfig;
  rootfs: { type: "layers"; diff_ids: Digest[] };
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

/** Reads an image configuration; `where` names it in errors. Throws `WrongContent` when a member that Waybill understands has another type. */
export function parseImageConfig(bytes: Uint8Array, where: string): ImageConfig {
  const { architecture, os, ...value } = parseObject(bytes, where);
  const config = value["config"] ?? {};
  const diffIds = listAt(value, "rootfs", "diff_ids").filter((item) => typeof item === "string" && isDigest(item));
  const history = listAt(value, "history").filter(isHistoryEntry);
  if (
    !isRunConfig(config) ||
    diffIds.length < listAt(value, "rootfs", "diff_ids").length ||
    history.length < listAt(value, "history").length
  )
    throw new WrongContent(`${where} cannot be used: it is not an OCI image configuration. Build or push that image again.`);
  return {
    ...value,
    created: textAt(value, "created"),
    author: textAt(value, "author"),
    variant: textAt(value, "variant"),
    architecture: typeof architecture === "string" ? architecture : "",
    os: typeof os === "string" ? os : "",
    config: { ...config },
    rootfs: { type: "layers", diff_ids: diffIds },
    history,
  };
}

/** Docker writes null for much that is empty. */
function isRunConfig(value: unknown): value is RunConfig {
  const isAbsent = (name: string): boolean => (valueAt(value, name) ?? undefined) === undefined;
  return (
    isRecord(value) &&
    ["User", "WorkingDir", "StopSignal"].every((name) => isAbsent(name) || typeof value[name] === "string") &&
    ["Env", "Entrypoint", "Cmd", "Shell", "OnBuild"].every((name) => isAbsent(name) || isTextList(value[name])) &&
    ["ExposedPorts", "Volumes"].every((name) => isAbsent(name) || Object.values(recordAt(value, name)).every(isRecord)) &&
    (isAbsent("Labels") || Object.values(recordAt(value, "Labels")).every((label) => typeof label === "string")) &&
    (isAbsent("Healthcheck") || isTextList(valueAt(value, "Healthcheck", "Test") ?? []))
  );
}

/** History is for people; what is in it must only be text. */
function isHistoryEntry(value: unknown): value is HistoryEntry {
  return isRecord(value) && ["created", "created_by", "comment"].every((name) => ["string", "undefined"].includes(typeof value[name]));
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
