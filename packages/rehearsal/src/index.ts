export { startPostgres } from "./postgres.ts";
export type { PostgresOptions, PostgresServer } from "./postgres.ts";
