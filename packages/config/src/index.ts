export { checkConfig, loadConfig } from "./load.ts";
export type { LoadOptions } from "./load.ts";
export type {
  Config,
  DataConfig,
  DatabaseConfig,
  EnvironmentConfig,
  ImageConfig,
  MetricGate,
  ModelConfig,
  Probe,
  SecretRef,
  ServiceProbe,
} from "./config.ts";
export { EMPTY_POLICY, requirementsFor, tightenPolicy } from "./policy.ts";
export type { Policy, Requirement } from "./policy.ts";
export { parsePolicy } from "./policy-file.ts";
export { configSchema } from "./schema.ts";
export type { Schema } from "./schema.ts";
