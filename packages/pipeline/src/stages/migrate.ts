import { join } from "node:path";
import type { DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { canonicalJson, countOf, digestOfPath, isPassing, verdictOf } from "@waybill/kit";
import type { Digest, Finding } from "@waybill/kit";
import type { GoodRevision } from "@waybill/kube";
import { applyMigrations, planMigrations } from "@waybill/migrate";
import type { MigrationOutcome, MigrationPlan } from "@waybill/migrate";
import type { Block } from "@waybill/report";
import { seconds } from "../sections/format.ts";
import { migrationChanges, wayBackFromMigrations } from "../sections/overview.ts";
import { findingsBlock, migrationBlocks } from "../sections/plan-section.ts";
import type { Databases, RunIdentity } from "../session/capabilities.ts";
import { requireCommitted } from "../evidence/committed.ts";
import { undeclaredTarget } from "../evidence/demands.ts";
import { passGate } from "../evidence/gate.ts";
import type { Gated } from "../evidence/gate.ts";
import { olderRun } from "../evidence/older-run.ts";
import { reasonsAgainst, Refusal } from "../evidence/refusal.ts";
import { identityOf, sameDatabase } from "../evidence/same-place.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import type { ApprovedPlan } from "./approved-plan.ts";
import { requireFiles } from "../session/files.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/** A plan and what came of it. */
export interface DatabaseMigration {
  readonly plan: MigrationPlan;
  readonly outcome: MigrationOutcome;
}

/** Which environment a database is migrated for, and what was approved for it. */
export interface MigrationOrder {
  /** Undefined when waybill.yml declares none: then evidence is asked for only where a policy is in force. */
  readonly environment?: EnvironmentConfig | undefined;
  /** What the evidence calls the environment where none is declared. */
  readonly environmentName?: string | undefined;
  /** The approved release plan. */
  readonly plan?: ApprovedPlan | undefined;
  /** Digest that the database's own plan must have. */
  readonly expectDigest?: Digest | undefined;
  readonly images?: ImageReferences | undefined;
  /** Finds what runs in the environment, for who may look there: what an older run brings is refused before its migrations are applied. */
  readonly findLive?: (() => Promise<GoodRevision | undefined>) | undefined;
}

/**
 * Applies exactly the planned migrations of one database and proves it. Before it opens the database it asks for the evidence that the
 * environment demands; with `expectDigest` it fails before it changes anything unless the plan has that digest; in a dry run it only plans.
 * Throws a `verdict` error when evidence is missing, and `environment` for a database that cannot be reached.
 */
export async function migrateStage(
  context: StageContext & RunIdentity & Databases & Gated,
  database: DatabaseConfig,
  { environment, environmentName = environment?.name ?? "", plan: approved, expectDigest, images, findLive }: MigrationOrder,
): Promise<StageOutcome<DatabaseMigration>> {
  return runStage(context, `migrate/${database.name}`, "migrate", `Migrate database ${database.name}`, async () => {
    await requireCommitted(context);
    await requireFiles(context, "databases", [database.name]);
    const released = images ?? approved?.components?.images ?? {};
    const target = environment ?? undeclaredTarget(context.config, environmentName || database.name, [database]);
    if (target && !context.dryRun) await passGate(context, target, { before: "migrate", images: released, plan: approved?.digest });
    if (environment && findLive && !context.dryRun) refuse(environment, olderRun(context, environment, { lastGood: await findLive() }));
    await using connection = await context.openDatabase(database);
    const plan = await planMigrations(connection, { dir: database.migrations, workspace: context.workspace });
    const { digest } = await digestOfPath(join(context.workspace, database.migrations));
    const identity = await identityOf(connection);
    await refuseShared(context, environment, database, { migrations: digest, identity });
    const outcome = context.dryRun
      ? { applied: [], skipped: plan.applied.length, verdict: verdictOf(plan.findings), findings: plan.findings }
      : await applyMigrations(connection, plan, {
          reporter: context.reporter,
          signal: context.signal,
          run: context.run.run,
          expectDigest,
        });
    for (const finding of outcome.findings) context.reporter.finding(finding);
    const repeated = nothingToDo(plan, outcome);
    return {
      verdict: outcome.verdict,
      note: noteOf(outcome, repeated),
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
        subjects: [{ kind: "path", name: database.migrations, digest }],
        facts: {
          environment: environmentName,
          database: { name: database.name, kind: plan.database.kind, version: plan.database.version, identity },
          layout: plan.layout,
          // What another run of the same plan has applied meanwhile is that plan all the same; the engine refuses everything else.
          plan: expectDigest !== undefined && isPassing(outcome.verdict) ? expectDigest : plan.digest,
          releasePlan: approved?.components && approved.digest,
          applied: outcome.applied.map(({ version, name }) => ({ version, name })),
          inPlace: plan.applied.map((migration) => migration.version),
          // The engine has read the history again before it passes, so then another run has applied what this one did not.
          pending: isPassing(outcome.verdict) ? [] : stillPending(plan, outcome),
        },
      },
    };
  });
}

/** A warning stands in the plan; here only what is sure ends the stage. */
async function refuseShared(
  context: Gated,
  environment: EnvironmentConfig | undefined,
  database: DatabaseConfig,
  which: Parameters<typeof sameDatabase>[3],
): Promise<void> {
  if (environment === undefined || context.dryRun) return;
  refuse(environment, await sameDatabase(context, environment, database, which));
}

function refuse({ name }: EnvironmentConfig, findings: readonly Finding[]): void {
  if (findings.some(({ severity }) => severity === "error")) throw new Refusal(name, reasonsAgainst(findings), findings);
}

function noteOf({ findings, applied }: MigrationOutcome, repeated: string | undefined): string {
  const error = findings.find(({ severity }) => severity === "error")?.what;
  return error ?? repeated ?? `${applied.length} applied (${applied.map(({ version }) => version).join(", ")})`;
}

function stillPending({ pending }: MigrationPlan, { applied }: Pick<MigrationOutcome, "applied">): string[] {
  const done = new Set(applied.map(({ version, name }) => canonicalJson([version, name])));
  return pending.filter(({ version, name }) => !done.has(canonicalJson([version, name]))).map(({ version }) => version);
}

function nothingToDo(plan: MigrationPlan, { applied }: Pick<MigrationOutcome, "applied">): string | undefined {
  if (applied.length > 0 || plan.pending.length > 0) return undefined;
  return `${countOf(plan.applied.length, "migration")} in place already, nothing to apply`;
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
