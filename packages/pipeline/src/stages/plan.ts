import { digestOfJson, digestOfPath, verdictOf } from "@waybill/kit";
import type { Finding, Subject } from "@waybill/kit";
import { join } from "node:path";
import type { DatabaseConfig, EnvironmentConfig } from "@waybill/config";
import { checkManifests, loadManifests, pinImages, planDeploy } from "@waybill/kube";
import type { DeployPlan, ManifestSet } from "@waybill/kube";
import { planMigrations } from "@waybill/migrate";
import type { MigrationPlan } from "@waybill/migrate";
import { withCluster } from "../session/cluster.ts";
import { openDatabase } from "../session/database.ts";
import { requireFiles } from "../session/files.ts";
import { planSection } from "../sections/plan-section.ts";
import type { ImageReferences, PlanParts, ReleasePlan } from "./release-plan.ts";
import { imageRepository } from "../session/repositories.ts";
import { readSecret } from "../session/secret.ts";
import { findEntry } from "../session/session.ts";
import type { Session } from "../session/session.ts";
import { runStage, shortDigest } from "./stage.ts";
import type { StageOutcome } from "./stage.ts";

/** Plans migrations and deployment of one environment against the live world; changes nothing. */
export async function planStage(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<StageOutcome<ReleasePlan>> {
  return runStage(session, `plan/${environment.name}`, "plan", `Plan ${environment.name}`, async () => {
    const migrations: Record<string, MigrationPlan> = {};
    for (const name of environment.databases)
      migrations[name] = await planDatabase(session, findEntry(session.config.databases, name, "databases", session.config.file));
    const deploy = await planEnvironment(session, environment, images);
    const parts: PlanParts = {
      environment: environment.name,
      commit: session.run.commit,
      images,
      databases: Object.fromEntries(Object.entries(migrations).map(([name, plan]) => [name, plan.digest])),
      deploy: deploy.plan.digest,
    };
    const findings = [...Object.values(migrations).flatMap((plan) => plan.findings), ...deploy.findings];
    for (const finding of findings) session.reporter.finding(finding);
    const result: ReleasePlan = {
      environment: environment.name,
      images,
      migrations,
      deploy: deploy.plan,
      findings,
      parts,
      digest: digestOfJson(parts),
    };
    const pending = Object.values(migrations).reduce((sum, plan) => sum + plan.pending.length, 0);
    const changes = deploy.plan.objects.filter((object) => object.action !== "unchanged").length;
    return {
      verdict: verdictOf(findings),
      note:
        findings.find((finding) => finding.severity === "error")?.what ??
        `${shortDigest(result.digest)}: ${count(pending, "migration")}, ${changes} of ${count(deploy.plan.objects.length, "object")} to change`,
      section: planSection(result),
      result,
      evidence: {
        subjects: [{ name: `plan/${environment.name}`, digest: result.digest }, ...(await configSubjects(session))],
        facts: { parts },
      },
    };
  });
}

/** Plans the migrations of one database. */
export async function planDatabase(session: Session, database: DatabaseConfig): Promise<MigrationPlan> {
  await requireFiles(session, "databases", [database.name]);
  await using connection = await openDatabase(session, database);
  return await planMigrations(connection, { dir: database.migrations, workspace: session.workspace });
}

/** Plans the deployment of one environment with its manifests pinned to the images' digests. */
export async function planEnvironment(
  session: Session,
  environment: EnvironmentConfig,
  images: ImageReferences,
): Promise<{ plan: DeployPlan; findings: Finding[] }> {
  await requireFiles(session, "environments", [environment.name]);
  const loaded = await loadManifests(environment.manifests, session.workspace);
  const pinned = pinImages(loaded, manifestNames(session, loaded, images));
  const findings = [...checkManifests(pinned.set), ...pinned.findings];
  const plan = await withCluster(session, environment, (cluster) =>
    planDeploy(cluster, pinned.set, {
      namespace: environment.namespace,
      application: session.config.name,
      environment: environment.name,
      secrets: resolveSecrets(session, environment),
    }),
  );
  return { plan, findings: [...findings, ...plan.findings] };
}

/** Manifests may name an image by its name in waybill.yml, by the repository it is pushed to, or by the one it was built for. */
function manifestNames(session: Session, set: ManifestSet, images: ImageReferences): Record<string, string> {
  return Object.fromEntries(
    Object.entries(images).map(([name, reference]) => {
      const image = session.config.images[name];
      const aliases = [name, reference.slice(0, reference.indexOf("@")), ...(image ? [imageRepository(session, image)] : [])];
      return [aliases.find((alias) => pinImages(set, { [alias]: reference }).pinned.length > 0) ?? name, reference];
    }),
  );
}

function resolveSecrets(session: Session, environment: EnvironmentConfig): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment.secrets).map(([secret, keys]) => [
      secret,
      Object.fromEntries(
        Object.entries(keys).map(([key, ref]) => [
          key,
          readSecret(session, ref, `Key '${key}' of Secret '${secret}' in environment '${environment.name}'`),
        ]),
      ),
    ]),
  );
}

async function configSubjects(session: Session): Promise<Subject[]> {
  const { file } = session.config;
  if (file === undefined) return [];
  const { digest } = await digestOfPath(join(session.workspace, file));
  return [{ name: file, digest }];
}

/** `1 migration`, `2 migrations`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
