export { writeCaller } from "./caller.ts";
export type { CallerOptions, Reference, Way } from "./caller.ts";
export { readCalledWorkflow } from "./called-workflow.ts";
export type { CalledWorkflow } from "./called-workflow.ts";
export { readCloud } from "./cloud.ts";
export type { CloudJob, CloudLogin, CloudPurpose } from "./cloud.ts";
export { describeReasons, includesAccess, unionOf } from "./permissions.ts";
export type { Access, Permission } from "./permissions.ts";
export { vendorWorkflow } from "./vendor.ts";
