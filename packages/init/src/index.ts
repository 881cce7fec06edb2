export { initialise } from "./init.ts";
export type { InitFile, InitOptions, InitResult } from "./init.ts";
export type { Left, Taken } from "./account.ts";
