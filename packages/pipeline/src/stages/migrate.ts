import { join } from "node:path";
import type { DatabaseConfig } from "@waybill/config";
import { digestOfPath, verdictOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { applyMigrations, planMigrations } from "@waybill/migrate";
import type { MigrationOutcome, MigrationPlan } from "@waybill/migrate";
import type { Block } from "@waybill/report";
import { migrationBlocks } from "../sections/plan-section.ts";
import { count } from "./plan.ts";
import { openDatabase } from "../session/database.ts";
import { requireFiles } from "../session/files.ts";
import type { Session } from "../session/session.ts";
import { runStage, seconds } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";

export interface DatabaseMigration {
  readonly plan: MigrationPlan;
  readonly outcome: MigrationOutcome;
}

/** Applies exactly the planned migrations of one database and proves it. */
export async function migrateStage(
  session: Session,
  database: DatabaseConfig,
  environment: string,
  expectDigest?: Digest,
): Promise<StageOutcome<DatabaseMigration>> {
  return runStage(session, `migrate/${database.name}`, "migrate", `Migrate database ${database.name}`, async () => {
    await requireFiles(session, "databases", [database.name]);
    await using connection = await openDatabase(session, database);
    const plan = await planMigrations(connection, { dir: database.migrations, workspace: session.workspace });
    const { digest } = await digestOfPath(join(session.workspace, database.migrations));
    const outcome = session.dryRun
      ? { applied: [], skipped: plan.applied.length, verdict: verdictOf(plan.findings), findings: plan.findings }
      : await applyMigrations(connection, plan, {
          reporter: session.reporter,
          signal: session.signal,
          run: session.run.run,
          ...(expectDigest ? { expectDigest } : {}),
        });
    for (const finding of outcome.findings) session.reporter.finding(finding);
    const repeated =
      outcome.applied.length === 0 && plan.pending.length === 0
        ? `${count(plan.applied.length, "migration")} in place already, nothing to apply`
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
        blocks: blocks(database, plan, outcome),
      },
      result: { plan, outcome },
      ...(repeated ? { repeated } : {}),
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
  if (outcome.findings.length > 0) result.push({ type: "findings", findings: [...outcome.findings] });
  return result;
}
