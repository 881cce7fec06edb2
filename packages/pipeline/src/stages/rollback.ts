import { join } from "node:path";
import type { EnvironmentConfig } from "@waybill/config";
import { Refusal } from "../evidence/refusal.ts";
import type { Digest } from "@waybill/kit";
import { findRollbackTarget, rollbackDeploy } from "@waybill/kube";
import type { Cluster, DeployOutcome } from "@waybill/kube";
import { findProvenRelease, releaseDigest, writeRecord } from "@waybill/record";
import type { ProvenRelease } from "@waybill/record";
import { requireCommitted } from "../evidence/committed.ts";
import { demandsOn } from "../evidence/demands.ts";
import type { Gated } from "../evidence/gate.ts";
import { rollbackSection } from "../sections/rollback-section.ts";
import type {
  Clusters,
  GitHubAccess,
  Project,
  Redacting,
  Reporting,
  RunIdentity,
  RunLimits,
  StateFolder,
} from "../session/capabilities.ts";
import { withCluster } from "../session/cluster.ts";
import { makeStateDir } from "../session/state-dir.ts";
import { contentOf, deployFacts, deployNote, isOfRelease, liveSubjects, provenImages, refuseDryRun, rolloutOptions } from "./deploy.ts";
import { othersBeside } from "./deployment-plan.ts";
import { withGitHubDeployment } from "../deployments/github-deployment.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

type Context = StageContext &
  RunIdentity &
  Project &
  Clusters &
  Redacting &
  Reporting &
  RunLimits &
  StateFolder &
  Gated &
  Pick<GitHubAccess, "github" | "keepOpenDeployment">;

/**
 * Brings an environment back to its last good revision, or to the revision numbered `to`. Before it changes anything it asks for the passing
 * record of that revision, with exactly the objects that the cluster keeps of it; it proves what runs afterwards, and puts the record of
 * what it went back to where a verification of the environment looks for it. Throws an `input` error in a dry run and when there is no
 * revision to go back to, and a `verdict` error when nothing proves that the revision was ever good.
 */
export async function rollbackStage(context: Context, environment: EnvironmentConfig, to?: number): Promise<StageOutcome<DeployOutcome>> {
  const before = context.statements.length;
  const outcome = await rollBack(context, environment, to);
  // Beside the record that it has restored, where a verification of this commit looks for it whatever images run.
  for (const statement of context.statements.slice(before)) await context.store.publish(statement, { subject: here(context, environment) });
  return outcome;
}

function rollBack(context: Context, environment: EnvironmentConfig, to: number | undefined): Promise<StageOutcome<DeployOutcome>> {
  return runStage(context, `rollback/${environment.name}`, "deploy", `Roll back ${environment.name}`, async () => {
    refuseDryRun(context, "roll back");
    await requireCommitted(context);
    return withCluster(context, environment, async (cluster) => {
      const application = { namespace: environment.namespace, application: context.config.name };
      const target = await findRollbackTarget(cluster, application, to);
      const proven = await provenRelease(context, environment, target);
      const revision = { number: target.number, commit: target.commit, images: Object.values(proven?.images ?? {}) };
      const { plan, outcome } = await withGitHubDeployment(context, { environment, revision }, async () => {
        const rolledBack = await rollbackDeploy(cluster, {
          ...application,
          to: target.number,
          content: target.content,
          environment: environment.name,
          ...rolloutOptions(context, environment),
        });
        return { ...rolledBack, verdict: rolledBack.outcome.verdict };
      });
      if (proven && outcome.verdict === "pass") await restoreRecord(context, environment, proven);
      const images = proven?.images ?? {};
      const others = othersBeside(images, plan);
      const tested = proven?.tested === true && isOfRelease(images, outcome);
      return {
        verdict: outcome.verdict,
        note: `back to revision ${target.number} (commit ${target.commit.slice(0, 12)}): ${deployNote(outcome, { tested, asked: proven !== undefined })}`,
        section: rollbackSection(context, environment, { target, proven, plan, outcome, others }),
        result: outcome,
        evidence: await evidenceOf(context, environment, cluster, {
          images,
          facts: deployFacts(context, environment, plan, outcome),
          outcome,
          tested,
          others,
          backTo: proven && { revision: target.number, commit: proven.commit, release: proven.payload },
        }),
      };
    });
  });
}

interface Done {
  readonly images: Readonly<Record<string, string>>;
  readonly facts: ReturnType<typeof deployFacts>;
  readonly outcome: DeployOutcome;
  readonly tested: boolean;
  readonly others: readonly string[];
  readonly backTo?: { readonly revision: number; readonly commit: string; readonly release: ProvenRelease["payload"] } | undefined;
}

async function evidenceOf(
  context: Context,
  environment: EnvironmentConfig,
  cluster: Cluster,
  { images, facts, outcome, tested, others, backTo }: Done,
) {
  const subjects = [...provenImages(images, outcome), ...(await liveSubjects(context, environment, cluster, outcome))];
  if (subjects.length === 0) return undefined;
  return {
    subjects,
    facts: {
      ...facts,
      content: await contentOf(cluster, context, environment, outcome),
      images,
      others,
      tested,
      backTo,
    },
  };
}

/** Undefined when nobody asked for evidence. Throws a `verdict` error when it was asked for and is not there. */
async function provenRelease(
  context: Context,
  environment: EnvironmentConfig,
  target: Awaited<ReturnType<typeof findRollbackTarget>>,
): Promise<ProvenRelease | undefined> {
  if (!demandsOn(context, environment)) return undefined;
  const { run, config, store } = context;
  const release = { application: config.name, environment: environment.name, commit: target.commit };
  const records = await store.findRecords(releaseDigest(release));
  const verify = await context.verifierFor(records.flatMap(({ statements }) => statements));
  const { proven, finding } = findProvenRelease(records, verify, {
    run,
    ...release,
    revision: target.number,
    content: target.content,
    isBound: target.isBound,
  });
  if (proven) return proven;
  throw new Refusal(environment.name, "nothing proves that what it would go back to was ever good", finding ? [finding] : []);
}

/** So that `waybill verify` of the environment judges what runs now, and a later rollback finds it under this commit too. */
async function restoreRecord(context: Context, environment: EnvironmentConfig, { record }: ProvenRelease): Promise<void> {
  await writeRecord(join(await makeStateDir(context, environment.name), "record.json"), record);
  await context.store.publishRecord(record, { subject: here(context, environment) });
}

/** The release that this commit would be in the environment. */
function here({ config, run }: Pick<Context, "config" | "run">, { name }: EnvironmentConfig): Digest {
  return releaseDigest({ application: config.name, environment: name, commit: run.commit });
}
