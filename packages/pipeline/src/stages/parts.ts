import type { DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { ActionError, inputError, verdictOf } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import { deployStatus } from "@waybill/kube";
import type { DeployPlan, DeployStatus } from "@waybill/kube";
import { checkMigrations } from "@waybill/migrate";
import type { MigrationPlan } from "@waybill/migrate";
import type { Section } from "@waybill/report";
import { approveStage } from "./approve.ts";
import type { Approval } from "./approve.ts";
import { approvedParts } from "./approved-parts.ts";
import { withCluster } from "../session/cluster.ts";
import { requireFiles } from "../session/files.ts";
import { deployBlocks, migrationBlocks } from "../sections/plan-section.ts";
import { count, planDatabase, planEnvironment } from "./plan.ts";
import type { ImageReferences } from "./release-plan.ts";
import { findEntry, findEnvironment } from "../session/session.ts";
import type { Session } from "../session/session.ts";
import { runStage, shortDigest } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";

/** The databases that a step works on: the named one, those of its environment, or all of waybill.yml. */
export function selectDatabases(
  session: Session,
  choice: { name?: string | undefined; environment?: string | undefined },
): DatabaseConfig[] {
  const { databases, file = "the configuration" } = session.config;
  // Where no environment is declared, the input only says what the evidence is about.
  const declared = choice.environment !== undefined && Object.keys(session.config.environments).length > 0;
  const environment = declared ? findEnvironment(session.config, choice.environment) : undefined;
  if (choice.name !== undefined) return [findEntry(databases, choice.name, "databases", file)];
  const names = environment?.databases ?? Object.keys(databases);
  if (names.length === 0)
    throw inputError("name", `is needed, because ${file} declares no database; or give 'migrations' and 'database-url'`);
  return names.map((name) => findEntry(databases, name, "databases", file));
}

/** The images that an environment deploys, each by digest. Throws an `input` error that names the missing ones. */
export function imagesFor(environment: EnvironmentConfig, images: ImageReferences): ImageReferences {
  const missing = environment.images.filter((name) => images[name] === undefined);
  if (missing.length === 0) return images;
  throw inputError(
    "images",
    `lacks ${missing.join(", ")}; give JSON {"name": "repository@sha256:…"}, as build-image puts into its output 'image'`,
  );
}

/** Checks the migration files alone, without a database. */
export async function checkMigrationsStage(session: Session, database: DatabaseConfig): Promise<StageOutcome<MigrationPlan>> {
  return runStage(session, `check-migrations/${database.name}`, "migrate", `Check migrations of ${database.name}`, async () => {
    await requireFiles(session, "databases", [database.name]);
    const plan = await checkMigrations({ dir: database.migrations, workspace: session.workspace });
    for (const finding of plan.findings) session.reporter.finding(finding);
    return { ...planned(database, plan), note: `${count(plan.pending.length, "migration")} in ${plan.layout} layout` };
  });
}

/** Plans the migrations of one database; changes nothing and proves nothing. */
export async function planMigrationsStage(session: Session, database: DatabaseConfig): Promise<StageOutcome<MigrationPlan>> {
  return runStage(session, `plan-migrations/${database.name}`, "plan", `Plan migrations of ${database.name}`, async () => {
    const plan = await planDatabase(session, database);
    for (const finding of plan.findings) session.reporter.finding(finding);
    return planned(database, plan);
  });
}

function planned(database: DatabaseConfig, plan: MigrationPlan) {
  const verdict: Verdict = verdictOf(plan.findings);
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
      blocks: [
        { type: "facts" as const, facts: [{ label: "Plan", value: plan.digest }] },
        ...migrationBlocks(database.name, plan),
        ...(plan.findings.length > 0 ? [{ type: "findings" as const, findings: [...plan.findings] }] : []),
      ],
    },
  };
}

/** Plans the deployment of one environment; changes nothing and proves nothing. */
export async function planDeploymentStage(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<DeployPlan>> {
  return runStage(session, `plan-deployment/${environment.name}`, "plan", `Plan deployment to ${environment.name}`, async () => {
    const { plan, findings } = await planEnvironment(session, environment, images);
    for (const finding of findings) session.reporter.finding(finding);
    const verdict = verdictOf(findings);
    const changes = plan.objects.filter((object) => object.action !== "unchanged").length;
    return {
      verdict,
      note: `${shortDigest(plan.digest)}: ${changes} of ${count(plan.objects.length, "object")} to change`,
      result: plan,
      section: {
        id: `plan-${environment.name}`,
        title: `Deploy plan for ${environment.name}`,
        verdict,
        blocks: [
          { type: "facts", facts: [{ label: "Plan", value: plan.digest }] },
          ...deployBlocks(plan),
          ...(findings.length > 0 ? [{ type: "findings" as const, findings }] : []),
        ],
      },
    };
  });
}

/** Says what runs in an environment now, and whether it is still what was deployed. */
export async function statusStage(session: Session, environment: EnvironmentConfig): Promise<StageOutcome<DeployStatus>> {
  return runStage(session, `status/${environment.name}`, "deploy", `Status of ${environment.name}`, async () => {
    const result = await withCluster(session, environment, (cluster) =>
      deployStatus(cluster, { namespace: environment.namespace, application: session.config.name }),
    );
    return { result, ...judgeStatus(environment, result) };
  });
}

function judgeStatus(environment: EnvironmentConfig, status: DeployStatus): { verdict: Verdict; note: string; section: Section } {
  const differing = status.objects.filter((object) => !object.exists || object.drift.length > 0);
  const notReady = status.objects.filter((object) => !object.ready);
  const verdict: Verdict = !status.current ? "inconclusive" : differing.length > 0 || notReady.length > 0 ? "fail" : "pass";
  const note = !status.current
    ? `nothing was deployed to namespace ${status.namespace} by ${status.application} yet`
    : `revision ${status.current.number} of ${status.current.startedAt}: ${count(differing.length, "object")} changed since, ${notReady.length} not ready`;
  const section: Section = {
    id: `status-${environment.name}`,
    title: `Status of ${environment.name}`,
    verdict,
    blocks: [
      { type: "text", text: note },
      {
        type: "table",
        caption: "Objects of the last good revision",
        head: ["Object", "State", "Changed since"],
        rows: status.objects.map((object) => [
          `${object.ref.kind}/${object.ref.name}`,
          object.note,
          object.drift.map((change) => change.path).join(", "),
        ]),
      },
      {
        type: "table",
        caption: "Revisions",
        head: ["Revision", "Status", "Started", "Commit"],
        rows: status.revisions.map((revision) => [String(revision.number), revision.status, revision.startedAt, revision.commit]),
      },
    ],
  };
  return { verdict, note, section };
}

/** Records who let this job start, for the plan that it is about to apply. */
export async function proveApproval(session: Session, environment: EnvironmentConfig, planDigest: string): Promise<StageOutcome<Approval>> {
  const { parts } = await approvedParts(session, planDigest);
  if (!parts)
    throw new ActionError("verdict", `No signed plan has the digest ${planDigest}, so an approval of it means nothing. Make a new plan.`);
  const runId = session.env["GITHUB_RUN_ID"] ?? "0";
  return approveStage(
    session,
    environment,
    { environment: environment.name, digest: planDigest as Approval["planDigest"] },
    { kind: "github", runId },
  );
}
