export { lookAtData } from "./first-look.ts";
export type { FirstLook, SeenColumn, SeenType } from "./first-look.ts";
export { validateData } from "./validate.ts";
export type { ValidateDataOptions } from "./validate.ts";
export type { Chart, CheckResult, DataResult, HistoryPoint } from "./result.ts";
export { parseCheckFile, parseInlineChecks } from "./checks/check-file.ts";
export type { Check, CheckPlan } from "./checks/check-plan.ts";
