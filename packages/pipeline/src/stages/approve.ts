import { ActionError } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import type { EnvironmentConfig } from "@waybill/config";
import type { GitHubAccess, Keys, RunIdentity, Statements } from "../session/capabilities.ts";
import { shortDigest } from "../sections/format.ts";
import type { Section } from "@waybill/report";
import { findApprovedPlan } from "./approved-plan.ts";
import type { ReleasePlan } from "./release-plan.ts";
import { runStage } from "./run-stage.ts";
import type { StageContext, StageOutcome } from "./run-stage.ts";

/** How a run learns that its plan may be applied. */
export type ApprovalSource =
  /** Someone read the plan and gave back its digest. */
  | { readonly kind: "digest"; readonly digest: string }
  /** The environment's reviewers on GitHub let this run's job start. */
  | { readonly kind: "github" }
  /** A person at the terminal answers. */
  | { readonly kind: "ask"; readonly ask: (plan: PlanToApprove) => Promise<boolean> };

export interface Approval {
  readonly approver: string;
  readonly planDigest: Digest;
  /** Whether the approver could see this very plan. */
  readonly boundToPlan: boolean;
  readonly comment?: string | undefined;
}

/** A plan as an approver sees it. */
export interface PlanToApprove extends Pick<ReleasePlan, "environment" | "digest"> {
  /** All that it changes, for a person who is asked; absent where GitHub's reviewers were. */
  readonly section?: Section | undefined;
}

/**
 * Asks for approval of exactly this plan. Throws a `verdict` error that names the digest when it is not given. An approval on GitHub whose
 * reviewer did not quote the digest is a warning: the job was approved, and maybe not this plan.
 */
export async function approveStage(
  context: StageContext & RunIdentity & GitHubAccess,
  environment: EnvironmentConfig,
  plan: PlanToApprove,
  source: ApprovalSource,
): Promise<StageOutcome<Approval>> {
  return runStage(context, `approve/${environment.name}`, "approve", `Approve ${environment.name}`, async () => {
    const approval = await findApproval(context, environment, plan, source);
    const note = `by ${approval.approver}${approval.boundToPlan ? "" : ", who approved the job and not this plan"}`;
    return {
      verdict: approval.boundToPlan ? "pass" : "warn",
      note,
      result: approval,
      section: {
        id: `approval-${environment.name}`,
        title: `Approval for ${environment.name}`,
        verdict: approval.boundToPlan ? "pass" : "warn",
        overview: {
          plan: plan.digest,
          approvals: [
            {
              by: approval.approver,
              verdict: approval.boundToPlan ? "pass" : "warn",
              what: approval.boundToPlan ? `approved plan ${shortDigest(plan.digest)}` : "approved the job and not this plan",
            },
          ],
        },
        blocks: [
          {
            type: "facts",
            facts: [
              { label: "Plan", value: plan.digest },
              { label: "Approved by", value: approval.approver },
              { label: "Comment", value: approval.comment ?? "none" },
            ],
          },
        ],
      },
      evidence: { subjects: [{ name: `plan/${environment.name}`, digest: plan.digest }], facts: { ...approval } },
    };
  });
}

async function findApproval(
  context: RunIdentity & GitHubAccess,
  environment: EnvironmentConfig,
  plan: PlanToApprove,
  source: ApprovalSource,
): Promise<Approval> {
  switch (source.kind) {
    case "digest":
      if (source.digest !== plan.digest) {
        throw new ActionError(
          "verdict",
          `The approval is for plan ${source.digest}, but the plan for ${environment.name} is now ${plan.digest}: the release, a database or the cluster has changed since. Read the new plan and approve it with --approve ${plan.digest}.`,
        );
      }
      return { approver: context.run.actor, planDigest: plan.digest, boundToPlan: true };
    case "ask":
      if (!(await source.ask(plan)))
        throw new ActionError(
          "verdict",
          `The plan ${plan.digest} for ${environment.name} was not approved, so nothing was changed. Run again when it should be.`,
        );
      return { approver: context.run.actor, planDigest: plan.digest, boundToPlan: true };
    case "github":
      return approvalOnGitHub(context, environment, plan);
  }
}

async function approvalOnGitHub(
  { github, githubRunId }: GitHubAccess,
  environment: EnvironmentConfig,
  plan: PlanToApprove,
): Promise<Approval> {
  if (!github)
    throw new ActionError(
      "environment",
      "Reading approvals from GitHub needs the input 'github-token' with 'actions: read'. Give the token, or pass the plan's digest as 'approve'.",
    );
  const reviews = await github.findApprovals(githubRunId);
  const own = reviews.filter((review) => review.environments.includes(environment.name));
  const rejection = own.find((review) => review.state === "rejected");
  if (rejection)
    throw new ActionError("verdict", `${rejection.user} rejected the deployment to ${environment.name}, so nothing was changed.`);
  const approvals = own.filter((review) => review.state === "approved");
  if (approvals.length === 0) {
    return {
      approver: `nobody (GitHub asks no reviewer for environment ${environment.name})`,
      planDigest: plan.digest,
      boundToPlan: false,
    };
  }
  const comment = approvals.map((review) => review.comment).find((text) => text !== "");
  return {
    approver: approvals.map((review) => review.user).join(", "),
    planDigest: plan.digest,
    // A reviewer who quotes the digest has seen the plan; otherwise only the job was approved.
    boundToPlan: approvals.some((review) => review.comment.includes(plan.digest)),
    comment,
  };
}

/**
 * Records who let this job start, for the plan that it is about to apply. Throws a `verdict` error when no signed plan has the digest: then
 * nobody can have read what would be applied.
 */
export async function proveApproval(
  context: StageContext & RunIdentity & GitHubAccess & Pick<Statements, "store"> & Keys,
  environment: EnvironmentConfig,
  planDigest: string,
): Promise<StageOutcome<Approval>> {
  const { components, digest } = await findApprovedPlan(context, planDigest);
  if (!components)
    throw new ActionError("verdict", `No signed plan has the digest ${planDigest}, so an approval of it means nothing. Make a new plan.`);
  return approveStage(context, environment, { environment: environment.name, digest }, { kind: "github" });
}
