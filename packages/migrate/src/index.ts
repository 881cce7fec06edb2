export { connectDatabase, identifyDatabase, isSameDatabase } from "./databases/connect.ts";
export type { ConnectOptions } from "./databases/connect.ts";
export type { Database, Row, TableName } from "./databases/database.ts";
export { SqlError } from "./databases/database.ts";
export { checkMigrations, planMigrations } from "./plan.ts";
export type { MigrationPlan, PendingMigration, PlanOptions } from "./plan.ts";
export { applyMigrations } from "./run/apply.ts";
export type { ApplyOptions, MigrationOutcome } from "./run/apply.ts";
export type { AppliedMigration, MigrationLayoutName } from "./migration.ts";
