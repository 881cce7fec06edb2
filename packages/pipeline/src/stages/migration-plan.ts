import type { DatabaseConfig } from "@waybill/config";
import { countOf, verdictOf } from "@waybill/kit";
import { checkMigrations, planMigrations } from "@waybill/migrate";
import type { MigrationPlan } from "@waybill/migrate";
import { identityOf } from "../evidence/same-place.ts";
import type { DatabaseIdentity } from "../evidence/same-place.ts";
import { shortDigest } from "../sections/format.ts";
import { migrationChanges, wayBackFromMigrations } from "../sections/overview.ts";
import { findingsBlock, migrationBlocks } from "../sections/plan-section.ts";
import type { Databases, Project, Reporting } from "../session/capabilities.ts";
import { requireFiles } from "../session/files.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext, StageWork } from "./run-stage.ts";

/**
 * What would be applied to one database, and what that says of itself; changes nothing. Throws `environment` for a database that cannot be
 * reached.
 */
export async function planWithIdentity(
  context: Project & Reporting & Databases,
  database: DatabaseConfig,
): Promise<{ readonly plan: MigrationPlan; readonly identity: DatabaseIdentity | undefined }> {
  await requireFiles(context, "databases", [database.name]);
  await using connection = await context.openDatabase(database);
  const plan = await planMigrations(connection, { dir: database.migrations, workspace: context.workspace });
  return { plan, identity: await identityOf(connection) };
}

/** Checks the migration files alone, without a database; proves nothing. */
export async function checkMigrationsStage(context: StageContext, database: DatabaseConfig): Promise<StageOutcome<MigrationPlan>> {
  return runStage(context, `check-migrations/${database.name}`, "migrate", `Check migrations of ${database.name}`, async () => {
    await requireFiles(context, "databases", [database.name]);
    const plan = await checkMigrations({ dir: database.migrations, workspace: context.workspace });
    for (const finding of plan.findings) context.reporter.finding(finding);
    return { ...planned(database, plan), note: `${countOf(plan.pending.length, "migration")} in ${plan.layout} layout` };
  });
}

/** Plans the migrations of one database; changes nothing and proves nothing. */
export async function planMigrationsStage(
  context: StageContext & Databases,
  database: DatabaseConfig,
): Promise<StageOutcome<MigrationPlan>> {
  return runStage(context, `plan-migrations/${database.name}`, "plan", `Plan migrations of ${database.name}`, async () => {
    const { plan } = await planWithIdentity(context, database);
    for (const finding of plan.findings) context.reporter.finding(finding);
    return planned(database, plan);
  });
}

function planned(database: DatabaseConfig, plan: MigrationPlan): StageWork<MigrationPlan, never> {
  const verdict = verdictOf(plan.findings);
  return {
    verdict,
    note:
      plan.findings.find((finding) => finding.severity === "error")?.what ??
      `${plan.pending.length} pending, ${plan.applied.length} in place, plan ${shortDigest(plan.digest)}`,
    result: plan,
    section: {
      id: `migrations-${database.name}`,
      title: `Migrations of ${database.name}`,
      verdict,
      overview: {
        plan: plan.digest,
        changes: migrationChanges(database.name, plan.pending, "planned"),
        back: wayBackFromMigrations(plan.pending.length > 0),
      },
      blocks: [...findingsBlock(plan.findings), ...migrationBlocks(database.name, plan)],
    },
  };
}
