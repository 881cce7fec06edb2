/** What shows a rule: a test that runs it (`executed`), or one that holds the model to GitHub's page (`documented`). */
export interface Shown {
  readonly by: "executed" | "documented";
  readonly file: string;
  readonly test: string;
}

/** One rule of GitHub's that our workflows rest on. */
export interface GitHubRule {
  readonly rule: string;
  readonly source: string;
  readonly shown: Shown;
  /** What would break if it were otherwise. */
  readonly rests: string;
}

export interface RuleChapter {
  readonly title: string;
  readonly rules: readonly GitHubRule[];
}

/** Where GitHub documents itself. */
export const DOCS = "https://docs.github.com/en";

/** The pages that several rules stand on. */
export const PAGES = {
  syntax: `${DOCS}/actions/reference/workflows-and-actions/workflow-syntax`,
  reuse: `${DOCS}/actions/how-tos/reuse-automations/reuse-workflows`,
  reuseLimits: `${DOCS}/actions/reference/workflows-and-actions/reusing-workflow-configurations`,
  concurrency: `${DOCS}/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency`,
  environments: `${DOCS}/actions/reference/workflows-and-actions/deployments-and-environments`,
  deployments: `${DOCS}/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments`,
  limits: `${DOCS}/actions/reference/limits`,
  commands: `${DOCS}/actions/reference/workflows-and-actions/workflow-commands`,
  contexts: `${DOCS}/actions/reference/workflows-and-actions/contexts`,
  rerun: `${DOCS}/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs`,
  events: `${DOCS}/actions/reference/workflows-and-actions/events-that-trigger-workflows`,
  oidc: `${DOCS}/actions/reference/security/oidc`,
  dependabot: `${DOCS}/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions`,
  rateLimits: `${DOCS}/rest/using-the-rest-api/rate-limits-for-the-rest-api`,
} as const;

/** By a test of the model. */
export const documented = (test: string): Shown => ({ by: "documented", file: "test/workflows/model/model.test.ts", test });
/** By a run under act. */
export const underAct = (test: string): Shown => ({ by: "executed", file: "test/workflows/rules.test.ts", test });
/** By a test of the model that has a file of its own. */
export const modelled = (file: string, test: string): Shown => ({ by: "documented", file, test });
/** By a test that runs it elsewhere. */
export const executed = (file: string, test: string): Shown => ({ by: "executed", file, test });
