export { checkConfig, configOfEntry, loadConfig, policyOfFloor } from "./load.ts";
export type { CheckedConfig, LoadOptions } from "./load.ts";
export { describeConfig, otherAddresses } from "./effective.ts";
export type { EffectiveConfig, EffectiveValue } from "./effective.ts";
export type { EntryInputs, InputValue } from "./entry-inputs.ts";
export { checkFiles, filesOf, originOfKey } from "./files.ts";
export type { FileSection } from "./files.ts";
export { describeProblem, problem, problemOf, problemsError, subjectOf } from "./origin.ts";
export type { Origin } from "./origin.ts";
export { SecretText } from "./secret.ts";
export type { Secret, SecretRef } from "./secret.ts";
export type {
  Config,
  ConfigFile,
  DataConfig,
  DatabaseConfig,
  EnvironmentConfig,
  ImageConfig,
  MetricGate,
  ModelConfig,
  Probe,
  ServiceProbe,
} from "./config.ts";
export { joinPolicies } from "./policy/join.ts";
export { EMPTY_POLICY, requirementsFor, selfApprovalFor, tightenRequirements } from "./policy/policy.ts";
export type { EnvironmentPolicy, Policy, PolicySource, SelfApproval } from "./policy/policy.ts";
export { readFloor } from "./policy/floor.ts";
export type { PolicyFloor } from "./policy/floor.ts";
export { configSchema } from "./schema/schema.ts";
export type { Schema } from "./schema/schema-type.ts";
export { parseSecretRef, secretPlaces, secretRefs } from "./secret-ref.ts";
export type { PlacedSecret } from "./secret-ref.ts";
