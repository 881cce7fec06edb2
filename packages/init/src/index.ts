export { initialise } from "./init.ts";
export type { InitFile, InitOptions, InitProduct, InitResult } from "./init.ts";
export type { Left, Taken } from "./account.ts";
export { releaseChecklist } from "./propose/release-checklist.ts";
export type { ReleaseChecklist, ReleaseChecklistOptions } from "./propose/release-checklist.ts";
