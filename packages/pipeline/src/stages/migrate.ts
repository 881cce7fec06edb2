import { join } from "node:path";
import type { DatabaseConfig } from "@waybill/config";
import { countOf, digestOfPath, verdictOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { applyMigrations, planMigrations } from "@waybill/migrate";
import type { MigrationOutcome, MigrationPlan } from "@waybill/migrate";
import type { Block } from "@waybill/report";
import { seconds } from "../sections/format.ts";
import { migrationChanges, wayBackFromMigrations } from "../sections/overview.ts";
import { findingsBlock, migrationBlocks } from "../sections/plan-section.ts";
import type { Databases, RunIdentity } from "../session/capabilities.ts";
import { requireFiles } from "../session/files.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome } from "./run-stage.ts";

/** A plan and what came of it. */
export interface DatabaseMigration {
  readonly plan: MigrationPlan;
  readonly outcome: MigrationOutcome;
}

/**
 * Applies exactly the planned migrations of one database and proves it. With `expectDigest` it fails before it changes anything unless the plan
 * has that digest; in a dry run it only plans. Throws `environment` for a database that cannot be reached.
 */
export async function migrateStage(
  context: StageContext & RunIdentity & Databases,
  database: DatabaseConfig,
  environment: string,
  expectDigest?: Digest,
): Promise<StageOutcome<DatabaseMigration>> {
  return runStage(context, `migrate/${database.name}`, "migrate", `Migrate database ${database.name}`, async () => {
    await requireFiles(context, "databases", [database.name]);
    await using connection = await context.openDatabase(database);
    const plan = await planMigrations(connection, { dir: database.migrations, workspace: context.workspace });
    const { digest } = await digestOfPath(join(context.workspace, database.migrations));
    const outcome = context.dryRun
      ? { applied: [], skipped: plan.applied.length, verdict: verdictOf(plan.findings), findings: plan.findings }
      : await applyMigrations(connection, plan, {
          reporter: context.reporter,
          signal: context.signal,
          run: context.run.run,
          expectDigest,
        });
    for (const finding of outcome.findings) context.reporter.finding(finding);
    const repeated =
      outcome.applied.length === 0 && plan.pending.length === 0
        ? `${countOf(plan.applied.length, "migration")} in place already, nothing to apply`
        : undefined;
    return {
      verdict: outcome.verdict,
      note:
        outcome.findings.find((finding) => finding.severity === "error")?.what ??
        repeated ??
        `${outcome.applied.length} applied (${outcome.applied.map((migration) => migration.version).join(", ")})`,
      section: {
        id: `database-${database.name}`,
        title: `Database ${database.name}`,
        verdict: outcome.verdict,
        overview: {
          changes: migrationChanges(database.name, outcome.applied, "done"),
          back: wayBackFromMigrations(outcome.applied.length > 0),
        },
        blocks: blocks(database, plan, outcome),
      },
      result: { plan, outcome },
      repeated,
      evidence: {
        subjects: [{ name: database.migrations, digest }],
        facts: {
          environment,
          database: { name: database.name, kind: plan.database.kind, version: plan.database.version },
          layout: plan.layout,
          plan: plan.digest,
          applied: outcome.applied.map(({ version, name }) => ({ version, name })),
          inPlace: plan.applied.map((migration) => migration.version),
        },
      },
    };
  });
}

function blocks(database: DatabaseConfig, plan: MigrationPlan, outcome: MigrationOutcome): Block[] {
  const result: Block[] = [];
  if (outcome.applied.length > 0) {
    result.push({
      type: "table",
      caption: "Applied by this run",
      head: ["Version", "Name", "Time"],
      rows: outcome.applied.map((migration) => [migration.version, migration.name, seconds(migration.durationMs)]),
    });
  } else result.push(...migrationBlocks(database.name, plan));
  result.push(...findingsBlock(outcome.findings));
  return result;
}
