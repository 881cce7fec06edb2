export { initialise } from "./init.ts";
export type { InitFile, InitOptions, InitProduct, InitResult } from "./init.ts";
export type { Left, Taken } from "./account.ts";
