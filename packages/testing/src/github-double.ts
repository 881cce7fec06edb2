import type { GitHub } from "@waybill/github";

const refuse = async (): Promise<never> => Promise.reject(new Error("not asked for here"));

/** A GitHub that answers what a test says; whatever else is asked of it fails. */
export function gitHubDouble(answers: Partial<GitHub>): GitHub {
  return {
    startDeployment: refuse,
    askDeployments: async () => undefined,
    setDeploymentStatus: refuse,
    findApprovals: refuse,
    environmentReviewers: refuse,
    commitAuthors: refuse,
    upsertComment: refuse,
    keepIssue: refuse,
    closeIssue: refuse,
    findPullRequests: refuse,
    readFile: refuse,
    ...answers,
  };
}
