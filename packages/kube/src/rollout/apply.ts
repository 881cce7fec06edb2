import { ActionError, describeFinding } from "@waybill/kit";
import type { Cluster } from "../api/cluster.ts";
import { carryOut, confirmUnchanged, desiredObjects, finishRollback, isSameRelease, openRevision } from "./rollout.ts";
import type { Rollout } from "./rollout.ts";
import { EventReader } from "../health/diagnosis.ts";
import { withLease } from "./lease.ts";
import { formatRef, refKey } from "../api/object.ts";
import { Stopwatch } from "./outcome.ts";
import type { DeployOptions, DeployOutcome } from "./outcome.ts";
import type { Application } from "../plan/ownership.ts";
import { findPlanContents, planDeploy } from "../plan/plan.ts";
import type { DeployPlan, PlanContents } from "../plan/plan.ts";
import { redactSecrets } from "../manifest/secret-redaction.ts";

const LOCK_TIMEOUT_MS = 60_000;

/**
 * Applies exactly the given plan and proves it. Under the application's lease the plan is made again and compared; the state before is
 * kept in the cluster before anything is changed; on failure the whole set goes back to it. Returns failures of the deployment itself as
 * an outcome; throws when it may not begin, or when it was stopped.
 */
export async function applyDeploy(cluster: Cluster, plan: DeployPlan, options: DeployOptions): Promise<DeployOutcome> {
  const contents = findPlanContents(plan);
  if (!contents)
    throw new ActionError(
      "input",
      "This plan was not made by this process, so its contents are unknown. Plan again and apply that, with the approved digest as 'expectDigest'.",
    );
  refuseErrors(plan);
  const app: Application = { application: plan.application, namespace: plan.namespace };
  await makeNamespace(cluster, contents, app, options.expectDigest === undefined || options.expectDigest === plan.digest);
  const lease = {
    run: options.run.run,
    waitMs: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    reporter: options.reporter,
    signal: options.signal,
  };
  return withLease(cluster, app, lease, (signal) => deploy(cluster, app, plan, contents, options, signal));
}

async function deploy(
  cluster: Cluster,
  app: Application,
  plan: DeployPlan,
  contents: PlanContents,
  options: DeployOptions,
  signal: AbortSignal,
): Promise<DeployOutcome> {
  const watch = new Stopwatch();
  const begin = async (): Promise<Rollout> => {
    const again = await planDeploy(cluster, contents.set, { ...contents.options, signal });
    const found = findPlanContents(again);
    if (!found) throw new Error("a fresh plan has no contents");
    const events = new EventReader(cluster);
    await events.remember([...new Set(found.entries.flatMap(({ ref }) => ref.namespace ?? []))]);
    const redact = redactSecrets(desiredObjects(found));
    return { cluster, app, plan: again, contents: found, options, signal, events, newSinceMs: cluster.clock(), redact, watch };
  };
  let rollout = await begin();
  const found = rollout.plan;
  const interrupted = rollout.contents.revisions.at(-1)?.status === "applying" ? rollout.contents.revisions.at(-1) : undefined;
  const isContinued = interrupted?.phase === "apply" && isSameRelease(interrupted, desiredObjects(rollout.contents));
  if (interrupted && !isContinued) {
    options.reporter.warn(`Revision ${interrupted.number} was interrupted; bringing back the state before it first.`);
    await finishRollback(rollout, interrupted, interrupted.reason ?? "The run was interrupted, and another release came after it.");
    rollout = await begin();
  }
  const isRecovered = interrupted !== undefined && !isContinued;
  const isApproved = wasApproved(rollout, options, isContinued) || (isRecovered && isApprovedAsFound(found, rollout.plan, options));
  refuseMoved(plan, rollout, options, isApproved, isRecovered);
  refuseErrors(rollout.plan);
  const isUnchanged = rollout.contents.entries.every(({ action }) => action === "unchanged");
  if (isUnchanged && !isContinued) {
    options.reporter.info(`Everything is as planned already; revision ${lastGood(rollout)?.number ?? 0} stays.`);
    return confirmUnchanged(rollout, lastGood(rollout));
  }
  if (isContinued) options.reporter.info(`Continuing revision ${interrupted.number}, which was interrupted.`);
  const revision = await openRevision(rollout, isContinued ? interrupted : undefined);
  return carryOut(rollout, revision, isContinued);
}

// A killed run leaves a cluster that differs from the approved plan in exactly what that plan had begun to do.
function wasApproved({ contents }: Rollout, options: DeployOptions, isContinued: boolean): boolean {
  if (options.expectDigest === undefined) return false;
  const last = contents.revisions.at(-1);
  if (last?.planDigest !== options.expectDigest) return false;
  const isFinished = last.status === "good" && contents.entries.every(({ action }) => action === "unchanged");
  return (isContinued || isFinished) && isSameRelease(last, desiredObjects(contents));
}

/**
 * Whether the plan that was approved says of what was found here, half-applied, that it comes after the state before; the differences from
 * that state are others then, and every object ends as it was approved. What is deleted or made anew only because of it was not.
 */
function isApprovedAsFound(found: DeployPlan, now: DeployPlan, { expectDigest }: DeployOptions): boolean {
  if (expectDigest !== found.digest) return false;
  const approved = new Map(found.objects.map(({ ref, action }) => [refKey(ref), action]));
  return now.objects.every(({ ref, action }) => (action !== "delete" && action !== "replace") || approved.get(refKey(ref)) === action);
}

function lastGood({ contents }: Rollout): Rollout["contents"]["revisions"][number] | undefined {
  return contents.revisions.findLast(({ status }) => status === "good");
}

function refuseErrors(plan: DeployPlan): void {
  const errors = plan.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const lines = errors.map(
    (finding) => `  ${finding.where ? `${finding.where.file}:${finding.where.line ?? 1} ` : ""}${describeFinding(finding)}`,
  );
  throw new ActionError("input", `The plan for '${plan.application}' cannot be applied:\n${lines.join("\n")}`);
}

function refuseMoved(plan: DeployPlan, rollout: Rollout, options: DeployOptions, isApproved: boolean, isRecovered: boolean): void {
  const now = rollout.plan;
  const expected = options.expectDigest ?? plan.digest;
  if (now.digest === expected || isApproved) return;
  if (isRecovered && options.expectDigest === undefined) return;
  const before = new Map(plan.objects.map((object) => [refKey(object.ref), JSON.stringify([object.action, object.diff])]));
  const moved = now.objects
    .filter((object) => before.get(refKey(object.ref)) !== JSON.stringify([object.action, object.diff]))
    .map(({ ref }) => formatRef(ref));
  const why = isRecovered
    ? "an interrupted deployment was rolled back just now"
    : plan.digest === expected
      ? `the cluster changed since it was made (${moved.slice(0, 5).join(", ") || "objects came or went"})`
      : "the manifests, images or the cluster are not those that were approved";
  throw new ActionError(
    "verdict",
    `The plan ${expected} for '${now.application}' is not applied, because ${why}; now it would be ${now.digest}. Nothing was changed by it. Plan again, look at the differences, and approve that.`,
  );
}

// The lease and the revisions need a place to be in.
async function makeNamespace(cluster: Cluster, contents: PlanContents, app: Application, isApproved: boolean): Promise<void> {
  const entry = contents.entries.find(({ ref, action }) => ref.kind === "Namespace" && ref.name === app.namespace && action === "create");
  if (!entry?.desired) return;
  if (!isApproved)
    throw new ActionError(
      "verdict",
      `The namespace '${app.namespace}' does not exist, and the plan that would make it is not the one that was approved. Nothing was changed. Plan again and approve that.`,
    );
  await cluster.apply(entry.desired.object);
}
