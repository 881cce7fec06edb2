/** What an account's plan and a repository's visibility allow. */
export interface Plan {
  readonly plan: "free" | "pro" | "team" | "enterprise";
  readonly visibility: "public" | "private";
}

/** Protection of an environment that a repository asks for. */
export interface Protection {
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  readonly waitMinutes?: number;
  /** Patterns of branches; `*` does not match a `/`. */
  readonly branches?: readonly string[];
  readonly customRules?: number;
}

/** Which parts of environments a repository has at all. */
export function availableParts({
  plan,
  visibility,
}: Plan): Readonly<Record<"reviewers" | "waitTimer" | "branches" | "secrets" | "customRules", boolean>> {
  const all = visibility === "public" || plan === "enterprise";
  const paid = all || plan !== "free";
  return { reviewers: all, waitTimer: all, customRules: all, branches: paid, secrets: paid };
}

/** Why an environment cannot be protected in this way. */
export function protectionRefusals(
  { reviewers = [], waitMinutes, customRules = 0 }: Protection,
  deployment: boolean,
  plan: Plan,
): string[] {
  const parts = availableParts(plan);
  return [
    ...(reviewers.length > 6 ? ["At most 6 users or teams can be required reviewers."] : []),
    ...(reviewers.length > 0 && !parts.reviewers ? ["Required reviewers are only available for public repositories on this plan."] : []),
    ...(waitMinutes !== undefined && !parts.waitTimer ? ["Wait timers are only available for public repositories on this plan."] : []),
    ...(waitMinutes !== undefined && (waitMinutes < 1 || waitMinutes > 43_200) ? ["A wait timer is 1 to 43,200 minutes."] : []),
    ...(customRules > 0 && !deployment
      ? ["Custom deployment protection rules need a deployment, so 'deployment: false' fails the job."]
      : []),
  ];
}

/** Whether a run of a ref may use the environment. */
export function mayUse({ branches }: Protection, branch: string): boolean {
  if (branches === undefined) return true;
  return branches.some((pattern) =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")}$`).test(branch),
  );
}

/** Whether a person's approval lets the job go on. One of the reviewers is enough. */
export function isApproval({ reviewers = [], preventSelfReview = false }: Protection, person: string, starter: string): boolean {
  return reviewers.includes(person) && !(preventSelfReview && person === starter);
}
