import { ActionError, canonicalJson, isPassing } from "@waybill/kit";
import type { Verdict } from "@waybill/kit";
import type { EnvironmentConfig } from "@waybill/config";
import type { Approval as Review, GitHub } from "@waybill/github";
import { isSelfApproval } from "@waybill/record";
import type { ApprovalsSeen, FactsOf } from "@waybill/record";
import type { Section } from "@waybill/report";
import { approvalSection } from "../sections/approval-section.ts";
import type { GitHubAccess, Reporting, RunIdentity } from "../session/capabilities.ts";
import type { ApprovedPlan } from "./approved-plan.ts";
import type { ReleasePlan } from "./release-plan.ts";
import { runStage } from "./run-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { StageContext } from "./run-stage.ts";

/** What is known of an approval. */
type ApprovalFact = FactsOf<"approve">;

/** How a run learns that its plan may be applied. */
export type ApprovalSource =
  /** Someone read the plan and gave back its digest. */
  | { readonly kind: "digest"; readonly digest: string }
  /** Whatever the plan is: nobody was asked, and nobody needs to have seen it. */
  | { readonly kind: "yes" }
  /** The environment's reviewers on GitHub let this run's job start; `oneJob` when that job has also made the plan, so that nobody saw it. */
  | { readonly kind: "github"; readonly oneJob?: boolean | undefined }
  /** A person at the terminal answers. */
  | { readonly kind: "ask"; readonly ask: (plan: PlanToApprove) => Promise<boolean> };

/** A plan as an approver sees it. */
export interface PlanToApprove extends Pick<ReleasePlan, "environment" | "digest"> {
  /** All that it changes, for a person who is asked; absent where GitHub's reviewers were, who read it in the job that planned. */
  readonly section?: Section | undefined;
}

/** What a source says, before it is known who wrote the commit. */
interface Answer extends Pick<ApprovalFact, "source" | "approvers" | "rejectedBy" | "boundToPlan" | "comment"> {
  readonly verdict: Verdict;
  readonly note: string;
}

type Context = RunIdentity & GitHubAccess & Reporting;

/** GitHub asks the reviewers again, and the plan job lists anew what was there before it. */
const AGAIN =
  "Nothing was changed. Re-run all jobs of this run, and review the deployment when its new plan is there. A job that plans and deploys in one needs the plan's digest as 'approve', because its review comes before its plan.";

/**
 * The reviews of this run that are there now, for the plan's statement. GitHub's reviews say neither when nor in which attempt they were
 * given, so an approval of this plan is one that is not in this list. Undefined outside GitHub, and with a warning when it cannot be read.
 */
export async function approvalsSeen({ run, github, githubRunId, reporter }: Context): Promise<ApprovalsSeen | undefined> {
  if (!github || githubRunId === "0") return undefined;
  const reviews = await tryReading(() => github.findApprovals(githubRunId));
  if ("why" in reviews) {
    reporter.warn(`The plan cannot say which reviews were there before it, so a review on GitHub will not count. ${reviews.why}`);
    return undefined;
  }
  return { runId: githubRunId, attempt: run.attempt, entries: reviews.value };
}

/**
 * Asks for approval of exactly this plan. `seen` is what the plan's statement lists (`approvalsSeen`); only reviews that came after it count.
 * Passes when an approver is known to have had the plan's digest before them; warns when only the job was approved, nobody is asked, or
 * nobody looked (`yes`); fails when a reviewer rejected; is inconclusive when GitHub does not say who approved this attempt. Throws a
 * `verdict` error for the digest of another plan and for a no at the terminal, an `environment` error when GitHub cannot be asked at all.
 */
export async function approveStage(
  context: StageContext & RunIdentity & GitHubAccess,
  environment: EnvironmentConfig,
  plan: PlanToApprove,
  source: ApprovalSource,
  seen: ApprovalsSeen | undefined,
): Promise<StageOutcome<ApprovalFact>> {
  return runStage(context, `approve/${environment.name}`, "approve", `Approve ${environment.name}`, async () => {
    const answer = withoutEmptyNames(await askSource(context, environment, plan, source, seen));
    const authors = await readAuthors(context);
    const { verdict, note, ...found } = "why" in authors ? withoutAuthors(answer, authors.why) : answer;
    const names = "why" in authors ? [] : authors.value;
    const fact: ApprovalFact = {
      plan: plan.digest,
      environment: environment.name,
      ...found,
      run: context.run.run,
      attempt: context.run.attempt,
      authors: names,
      selfApproved: isSelfApproval(found.approvers, [...names, context.run.actor, context.run.triggeringActor ?? context.run.actor]),
    };
    return {
      verdict,
      note,
      result: fact,
      section: approvalSection(fact, verdict, note),
      evidence: { subjects: [{ kind: "plan", name: environment.name, digest: plan.digest }], facts: fact },
    };
  });
}

async function askSource(
  context: Context,
  environment: EnvironmentConfig,
  plan: PlanToApprove,
  source: ApprovalSource,
  seen: ApprovalsSeen | undefined,
): Promise<Answer> {
  const { actor } = context.run;
  switch (source.kind) {
    case "digest":
      if (source.digest !== plan.digest) {
        throw new ActionError(
          "verdict",
          `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the release, a database or the cluster has changed since. Read the new plan and approve it with --approve ${plan.digest}.`,
        );
      }
      return { source: "flag", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}, who gave the plan's digest` };
    case "yes":
      return { source: "flag", approvers: [actor], boundToPlan: false, verdict: "warn", note: `by ${actor} for whatever the plan is` };
    case "ask":
      if (!(await source.ask(plan)))
        throw new ActionError(
          "verdict",
          `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`,
        );
      return { source: "prompt", approvers: [actor], boundToPlan: true, verdict: "pass", note: `by ${actor}` };
    case "github":
      if (!context.github)
        throw new ActionError(
          "environment",
          "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.",
        );
      return askGitHub(context, context.github, environment.name, plan, seenBefore(context, source.oneJob, seen));
  }
}

async function askGitHub(
  context: Context,
  github: GitHub,
  environment: string,
  plan: PlanToApprove,
  seen: ApprovalsSeen | undefined,
): Promise<Answer> {
  const reviews = await tryReading(() => github.findApprovals(context.githubRunId));
  if ("why" in reviews) return nobody("inconclusive", `GitHub did not say who approved this run. ${reviews.why} ${AGAIN}`);
  const unusable = whyUnusable(context, seen);
  const added = seen && unusable === undefined ? newReviews(environment, seen.entries, reviews.value) : [];
  const rejections = added.filter(({ state }) => state === "rejected");
  if (rejections.length > 0) return rejected(environment, rejections);
  const approvals = added.filter(({ state }) => state === "approved");
  if (approvals.length > 0) return reviewed(plan, approvals);
  const reviewers = await github.environmentReviewers(environment);
  switch (reviewers.kind) {
    case "none":
      return nobody("warn", `by nobody (GitHub asks no reviewer for environment ${environment})`);
    case "unknown":
      return nobody("inconclusive", `GitHub did not say whether environment ${environment} asks for reviewers. ${reviewers.why} ${AGAIN}`);
    case "required":
      return nobody("inconclusive", `${unusable ?? `Nobody reviewed environment ${environment} after the plan was made.`} ${AGAIN}`);
  }
}

/**
 * In a run's first attempt every review is of this attempt. Where one job plans and applies, its reviewers answered before there was a plan:
 * they approved the job and not the plan, which is a warning and not an approval that nobody gave.
 */
function seenBefore({ run }: RunIdentity, oneJob: boolean | undefined, seen: ApprovalsSeen | undefined): ApprovalsSeen | undefined {
  return oneJob && seen && run.attempt === 1 ? { ...seen, entries: [] } : seen;
}

/** Why the plan's list does not tell this attempt's reviews from older ones; undefined when it does. */
function whyUnusable({ run, githubRunId }: Context, seen: ApprovalsSeen | undefined): string | undefined {
  if (!seen) return "The plan does not say which reviews were there before it, so nobody knows which of them are of this plan.";
  if (seen.runId === githubRunId && seen.attempt === run.attempt) return undefined;
  return `The plan is of run ${seen.runId}, attempt ${seen.attempt}, and was not made again for run ${githubRunId}, attempt ${run.attempt}.`;
}

/**
 * The reviews of one environment that were not there before: the difference of both lists as multisets, because a person may review a later
 * attempt in the same words. GitHub takes the names of environments in any case.
 */
function newReviews(environment: string, before: readonly Review[], now: readonly Review[]): Review[] {
  const name = environment.toLowerCase();
  const own = (reviews: readonly Review[]): Review[] =>
    reviews.filter(({ environments }) => environments.some((other) => other.toLowerCase() === name));
  // Without the other environments that a review speaks of: that list may have grown since.
  const key = ({ user, state, comment }: Review): string => canonicalJson([user, state, comment]);
  const left = new Map<string, number>();
  for (const review of own(before)) left.set(key(review), (left.get(key(review)) ?? 0) + 1);
  return own(now).filter((review) => {
    const known = left.get(key(review)) ?? 0;
    left.set(key(review), known - 1);
    return known <= 0;
  });
}

function rejected(environment: string, rejections: readonly Review[]): Answer {
  const rejectedBy = [...new Set(rejections.map(({ user }) => user || "an account that is gone"))];
  return {
    ...nobody("fail", `${rejectedBy.join(", ")} rejected the deployment to ${environment}, so nothing was changed.`),
    rejectedBy,
    comment: rejections.map(({ comment }) => comment).find((text) => text !== ""),
  };
}

function reviewed({ digest }: PlanToApprove, approvals: readonly Review[]): Answer {
  // A reviewer who quotes the digest has seen the plan; otherwise only the job was approved. One without a name binds nothing.
  const quoting = approvals.find(({ user, comment }) => user.trim() !== "" && comment.includes(digest));
  const approvers = [...new Set(approvals.map(({ user }) => user))];
  return {
    source: "github-review",
    approvers,
    boundToPlan: quoting !== undefined,
    comment: quoting?.comment ?? approvals.map(({ comment }) => comment).find((text) => text !== ""),
    verdict: quoting ? "pass" : "warn",
    note: `by ${approvers.filter(Boolean).join(", ")}${quoting ? "" : ", who approved the job and not this plan"}`,
  };
}

function nobody(verdict: Verdict, note: string): Answer {
  return { source: "none", approvers: [], boundToPlan: false, verdict, note };
}

/** An approval that names nobody is none. */
function withoutEmptyNames(answer: Answer): Answer {
  const approvers = answer.approvers.filter((name) => name.trim() !== "");
  if (answer.source !== "none" && approvers.length === 0) return nobody("inconclusive", `The approval names nobody. ${AGAIN}`);
  return { ...answer, approvers };
}

/** Who approves what they wrote themselves must be known before anybody relies on a review. */
function withoutAuthors(answer: Answer, why: string): Answer {
  if (answer.source !== "github-review" || !isPassing(answer.verdict)) return answer;
  return { ...answer, verdict: "inconclusive", note: `GitHub did not say who wrote the commit that was approved. ${why} ${AGAIN}` };
}

async function readAuthors({ run, github, githubRunId }: Context): Promise<Reading<readonly string[]>> {
  if (!github || githubRunId === "0" || run.commit === "uncommitted") return { value: [] };
  return tryReading(() => github.commitAuthors(run.commit));
}

type Reading<T> = { readonly value: T } | { readonly why: string };

/** What an outside service answered, or why it did not; anything but its refusals is thrown on. */
async function tryReading<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof ActionError) return { why: error.message };
    throw error;
  }
}

/**
 * Records who let this job start, for the plan that it is about to apply; see `approveStage`. Throws a `verdict` error when no signed plan has
 * the digest: then nobody can have read what would be applied.
 */
export async function proveApproval(
  context: StageContext & RunIdentity & GitHubAccess,
  environment: EnvironmentConfig,
  { digest, components, approvalsSeen: seen }: ApprovedPlan,
): Promise<StageOutcome<ApprovalFact>> {
  if (!components)
    throw new ActionError("verdict", `No signed plan has the digest ${digest}, so an approval of it means nothing. Make a new plan.`);
  return approveStage(context, environment, { environment: environment.name, digest }, { kind: "github" }, seen);
}
