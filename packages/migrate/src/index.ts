export { connectDatabase } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export type { Database, Row, TableName } from "./database.ts";
export { SqlError } from "./database.ts";
export { checkMigrations, migrationStatus, planMigrations } from "./plan.ts";
export type { MigrationPlan, PendingMigration, PlanOptions } from "./plan.ts";
export { applyMigrations } from "./apply.ts";
export type { ApplyOptions, MigrationOutcome } from "./apply.ts";
export type { AppliedMigration, LayoutName } from "./migration.ts";
