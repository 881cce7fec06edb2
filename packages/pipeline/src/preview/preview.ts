import type { EnvironmentConfig } from "@waybill/config";
import { countOf, inputError } from "@waybill/kit";
import { claimPreviewNamespace, removePreviewNamespaces } from "@waybill/kube";
import type { PreviewNamespace } from "@waybill/kube";
import type { Report } from "@waybill/report";
import { Refusal } from "../evidence/refusal.ts";
import { scopeOf } from "../preconditions/precondition.ts";
import { requirePreconditions } from "../preconditions/stage.ts";
import type { ProjectResult } from "../project.ts";
import { commentOnPullRequest, stagesReport } from "../sections/reports.ts";
import { withCluster } from "../session/cluster.ts";
import { databaseNames, findDatabase, findEntry } from "../session/select.ts";
import type { Session } from "../session/session.ts";
import { ownPlan } from "../stages/approved-plan.ts";
import { buildStage } from "../stages/build.ts";
import { deployStage } from "../stages/deploy.ts";
import { migrateStage } from "../stages/migrate.ts";
import type { StageOutcome } from "../stages/outcome.ts";
import { planStage } from "../stages/plan.ts";
import { mayContinue, runStage } from "../stages/run-stage.ts";
import { addressOf, findPreview, previewOf, strayObjects } from "./pattern.ts";

/** Which preview, and how long it stays after the last push. */
export interface PreviewOptions {
  /** The pattern in waybill.yml; may be left out when there is only one. */
  readonly environment?: string | undefined;
  readonly pullRequest: number;
  readonly ttlHours: number;
  /** With `{namespace}` or `{number}` in it. */
  readonly url?: string | undefined;
}

/** A preview that was made, or how far it came. */
export interface Preview extends ProjectResult {
  readonly namespace: string;
  readonly url?: string | undefined;
}

const HOUR_MS = 3_600_000;

/**
 * Deploys a pull request into a namespace of its own, with images of its own, and says so in one comment. Previews whose time is over are
 * removed first. Nothing is signed and nothing of it counts for a release: no evidence is asked for, and none is made. Databases are
 * migrated that this pattern alone names. Throws an `input` error in a dry run, and a `verdict` error for manifests that reach further.
 */
export async function previewProject(session: Session, options: PreviewOptions): Promise<Preview> {
  if (session.dryRun) throw inputError("dry-run", "means nothing to a preview; pull-request.yml shows what a pull request would do");
  const environment = previewOf(session.config, findPreview(session.config, options.environment), options.pullRequest);
  const url = addressOf(options.url, environment);
  const unsigned = withoutEvidence(session);
  await requirePreconditions(unsigned, "plan", scopeOf(session.config, { environment }));
  const outcomes = await deployPreview(unsigned, environment, options);
  const report = reportOf(session, environment, { outcomes, url, options });
  await commentOnPullRequest(session, markerOf(session), report, options.pullRequest);
  return { outcomes, report, namespace: environment.namespace, url };
}

/**
 * Removes the preview of a pull request, where one is named, and those of this repository whose time is over. Never another namespace: see
 * `removePreviewNamespaces`.
 */
export async function removePreviews(
  session: Session,
  { environment: name, pullRequest }: { readonly environment?: string | undefined; readonly pullRequest?: number | undefined },
): Promise<ProjectResult> {
  if (session.dryRun) throw inputError("dry-run", "means nothing to the removal of previews");
  const pattern = findPreview(session.config, name);
  const outcome = await removalStage(session, pattern, pullRequest);
  const report = stagesReport(session, `Previews of ${session.config.name}`, [outcome]);
  // Where there was none, a comment would only be news of nothing.
  const own = outcome.result.find((removed) => removed.pullRequest === pullRequest);
  if (own) await commentOnPullRequest(session, markerOf(session), { ...report, title: "The preview was removed" }, own.pullRequest);
  return { outcomes: [outcome], report };
}

/** A signature would make evidence of what nobody has reviewed; and whoever asks GitHub about approvals asks about a release. */
function withoutEvidence(session: Session): Session {
  return { ...session, signer: undefined, prove: async () => undefined, require: [], github: undefined, githubRunId: "0" };
}

async function deployPreview(session: Session, environment: EnvironmentConfig, { ttlHours }: PreviewOptions): Promise<StageOutcome[]> {
  const outcomes: StageOutcome[] = [await removalStage(session, environment), await claimStage(session, environment, ttlHours)];
  const images: Record<string, string> = {};
  for (const name of environment.images) {
    const image = findEntry(session.config.images, name, "images", session.config.file);
    const built = await buildStage(session, image, [`pr-${environment.pullRequest}`]);
    outcomes.push(built);
    if (!mayContinue(built)) return outcomes;
    images[name] = built.result.reference;
  }
  const planned = await planStage(session, environment, images);
  outcomes.push(planned);
  if (!mayContinue(planned)) return outcomes;
  const stray = strayObjects(planned.result.deploy, environment.namespace);
  if (stray.length > 0)
    throw new Refusal(environment.name, `${countOf(stray.length, "object")} would lie outside of ${environment.namespace}`, stray);
  const plan = ownPlan(planned.result);
  for (const name of databaseNames(environment)) {
    const database = findDatabase(session.config, environment, name);
    const migrated = await migrateStage(session, database, { environment, plan, expectDigest: plan.database(name), images });
    outcomes.push(migrated);
    if (!mayContinue(migrated)) return outcomes;
  }
  outcomes.push(await deployStage(session, environment, images, plan));
  return outcomes;
}

function claimStage(session: Session, environment: EnvironmentConfig, ttlHours: number): Promise<StageOutcome<PreviewNamespace>> {
  return runStage<PreviewNamespace, "deploy">(
    session,
    `preview/${environment.name}`,
    "deploy",
    `Namespace ${environment.namespace}`,
    async () => {
      const expires = new Date(session.clock().getTime() + ttlHours * HOUR_MS);
      const { pullRequest = 0 } = environment;
      const claimed = await withCluster(session, environment, (cluster) =>
        claimPreviewNamespace(cluster, ownerOf(session), { pullRequest, expires }),
      );
      const note = `of pull request ${pullRequest} alone, until ${claimed.expires.toISOString()}`;
      return {
        verdict: "pass",
        note,
        result: claimed,
        section: {
          id: `preview-${environment.name}`,
          title: `Namespace ${claimed.name}`,
          verdict: "pass",
          blocks: [{ type: "text", text: note }],
        },
      };
    },
  );
}

function removalStage(session: Session, pattern: EnvironmentConfig, pullRequest?: number): Promise<StageOutcome<PreviewNamespace[]>> {
  return runStage<PreviewNamespace[], "deploy">(session, `preview-remove/${pattern.name}`, "deploy", "Remove previews", async () => {
    const now = session.clock();
    // The one that is about to be renewed is not over.
    const isOver = (preview: PreviewNamespace): boolean =>
      preview.pullRequest === pullRequest || (preview.expires < now && preview.pullRequest !== pattern.pullRequest);
    const removed = await withCluster(session, pattern, (cluster) => removePreviewNamespaces(cluster, ownerOf(session), isOver));
    const names = removed.map(({ name }) => name);
    const note = names.length === 0 ? "none is over" : `removed ${names.join(", ")}`;
    return {
      verdict: "pass",
      note,
      result: removed,
      section: {
        id: "preview-remove",
        title: "Removed previews",
        verdict: "pass",
        ...(names.length > 0 && {
          overview: {
            changes: [{ about: "Cluster", what: `${countOf(names.length, "preview")} removed`, names }],
            back: { text: "The next push to its pull request makes a preview again." },
          },
        }),
        blocks: [
          { type: "text", text: names.length === 0 ? "No preview is over." : `Removed, with all that was in them: ${names.join(", ")}.` },
        ],
      },
    };
  });
}

function ownerOf({ config, run }: Session): { application: string; repository: string } {
  return { application: config.name, repository: run.repository };
}

function reportOf(
  session: Session,
  environment: EnvironmentConfig,
  { outcomes, url, options }: { outcomes: readonly StageOutcome[]; url: string | undefined; options: PreviewOptions },
): Report {
  const report = stagesReport(session, `Preview of ${session.config.name}, pull request ${options.pullRequest}`, outcomes);
  const isThere = outcomes.every(mayContinue);
  const running = `It runs in the namespace ${environment.namespace}, for ${countOf(options.ttlHours, "hour")} after the last push.`;
  return {
    ...report,
    subtitle: `${isThere ? running : "It was not deployed."} Nothing of a preview is signed, so nothing of it counts for a release.`,
    run: [...(isThere && url !== undefined ? [{ label: "Preview", value: url, href: url }] : []), ...(report.run ?? [])],
    // Neither evidence nor approvals were asked for, and a preview is not rolled back.
    overview: {
      changes: report.overview?.changes,
      back: {
        text: "Closing the pull request removes the namespace with all that is in it. Migrations that were applied to the preview's own databases stay.",
      },
    },
  };
}

function markerOf({ config }: Session): string {
  return `preview-${config.name}`;
}
