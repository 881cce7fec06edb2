import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { countOf, digestOfJson, digestOfPath, verdictOf } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { MigrationPlan } from "@waybill/migrate";
import type { PlanComponents } from "@waybill/record";
import { uncommittedFindings } from "../evidence/committed.ts";
import { configurationOf } from "../evidence/declared.ts";
import { askEvidence } from "../evidence/gate.ts";
import type { Gated, GateResult } from "../evidence/gate.ts";
import { sameDatabase } from "../evidence/same-place.ts";
import { shortDigest } from "../sections/format.ts";
import { planSection } from "../sections/plan-section.ts";
import type { Databases, GitHubAccess } from "../session/capabilities.ts";
import { approvalsSeen } from "./approve.ts";
import { othersBeside, planDeployment } from "./deployment-plan.ts";
import type { DeployPlanning } from "./deployment-plan.ts";
import type { ImageReferences } from "../session/images/image-references.ts";
import { planWithIdentity } from "./migration-plan.ts";
import type { ReleasePlan } from "./release-plan.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/**
 * Plans migrations and deployment of one environment against what is there now, and proves the plan; changes nothing else. A plan of what is
 * not proven, or not released to the environment before, does not pass, so that nobody approves what the gate would refuse. Where nothing is
 * signed, a plan is only looked at: what is missing is a warning.
 */
export async function planStage(
  context: StageContext & DeployPlanning & Databases & GitHubAccess & Gated,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<ReleasePlan>> {
  return runStage(context, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
    const planned = await planRelease(context, environment, images);
    // A dry run proves nothing on its way here, so there is nothing to look for.
    const gate = context.dryRun ? undefined : await askEvidence(context, environment, { before: "plan", images });
    const result: ReleasePlan = {
      ...planned,
      approvalsSeen: await approvalsSeen(context),
      findings: [...missingEvidence(context, gate), ...(await uncommittedFindings(context)), ...planned.findings],
    };
    for (const finding of result.findings) context.reporter.finding(finding);
    const configuration = configurationOf(context.config, environment);
    return {
      verdict: verdictOf(result.findings),
      note: result.findings.find((finding) => finding.severity === "error")?.what ?? planNote(result),
      section: planSection(result, gate?.proofs),
      result,
      evidence: {
        subjects: [
          { kind: "plan", name: environment.name, digest: result.digest },
          ...configuration.map(({ path, digest }) => ({ kind: "path", name: path, digest }) as const),
        ],
        facts: {
          components: result.components,
          configuration,
          others: othersBeside(images, result.deploy),
          policy: context.config.policy.sources,
          approvalsSeen: result.approvalsSeen,
        },
      },
    };
  });
}

function missingEvidence({ signer }: Gated, gate: GateResult): readonly Finding[] {
  const findings = gate?.findings ?? [];
  return signer ? findings : findings.map((finding): Finding => ({ ...finding, severity: "warning" }));
}

async function planRelease(
  context: DeployPlanning & Databases & Gated,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<ReleasePlan> {
  const migrations: Record<string, MigrationPlan> = {};
  const shared: Finding[] = [];
  for (const database of environment.databases) {
    const { plan, identity } = await planWithIdentity(context, database);
    migrations[database.name] = plan;
    const { digest } = await digestOfPath(join(context.workspace, database.migrations));
    // A dry run asks nobody for evidence.
    if (!context.dryRun) shared.push(...(await sameDatabase(context, environment, database, { migrations: digest, identity })));
  }
  const deploy = await planDeployment(context, environment, images);
  const components: PlanComponents = {
    environment: environment.name,
    commit: context.run.commit,
    images,
    databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
    deploy: deploy.plan.digest,
  };
  return {
    environment: environment.name,
    images,
    migrations,
    deploy: deploy.plan,
    findings: [...shared, ...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings],
    components,
    digest: digestOfJson(components),
  };
}

function planNote({ digest, migrations, deploy }: ReleasePlan): string {
  const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
  const changes = deploy.objects.filter((object) => object.action !== "unchanged").length;
  return `${shortDigest(digest)}: ${countOf(pending, "migration")}, ${changes} of ${countOf(deploy.objects.length, "object")} to change`;
}
