import { DOCS, PAGES, documented, executed, underAct } from "./rule.ts";
import type { RuleChapter } from "./rule.ts";

/** Who may do what: tokens, secrets, environments, identities. */
export const RULES_OF_ACCESS: readonly RuleChapter[] = [
  {
    title: "Permissions",
    rules: [
      {
        rule: "A job that lists permissions has these and no others; a workflow's list is that of its jobs without one.",
        source: `${PAGES.syntax}#permissions`,
        shown: documented("a job that lists permissions has no others"),
        rests: "`permissions: {}` at the top of every workflow, and a list with reasons in every job.",
      },
      {
        rule: "`permissions: {}` gives nothing. Without any list a job has the repository's default, which is `contents: read` and `packages: read` in a new repository.",
        source: `${PAGES.syntax}#permissions`,
        shown: documented("an empty list gives nothing, and no list the repository's default"),
        rests: "No workflow relies on the default.",
      },
      {
        rule: "A called job may not ask for more than the calling job has; GitHub refuses the run before any job starts. Permissions take no expressions.",
        source: `${PAGES.reuseLimits}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
        shown: documented("a called job that asks for more than its caller has is refused before anything runs"),
        rests: "Callers are written with exactly what the called files declare (`packages/workflows`).",
      },
      {
        rule: "A called job without a list has the calling job's token; `github.token` is always there.",
        source: `${PAGES.reuseLimits}#github-context`,
        shown: documented("a called job without a list has its caller's token"),
        rests: "Called jobs list theirs, so that a generous caller gives them no more.",
      },
      {
        rule: "On `pull_request` from a fork the token only reads and there is no identity token.",
        source: `${PAGES.events}#workflows-in-forked-repositories`,
        shown: documented("a fork's pull request has a token that only reads, and no identity"),
        rests: "A fork's pull request signs nothing and stores nothing.",
      },
      {
        rule: "On a pull request of Dependabot the token only reads, also when a person re-runs it.",
        source: PAGES.dependabot,
        shown: documented("Dependabot's pull request has a token that only reads"),
        rests: "The same jobs are left out as for a fork.",
      },
    ],
  },
  {
    title: "Secrets",
    rules: [
      {
        rule: "A called workflow gets the secrets that its caller passes by name, level by level.",
        source: `${PAGES.reuse}#passing-inputs-and-secrets-to-a-reusable-workflow`,
        shown: underAct("hands a called workflow the secrets that are passed by name and no others"),
        rests: "Callers name the secrets that the called workflow declares.",
      },
      {
        rule: "`secrets: inherit` hands on all secrets, within one owner, organisation or enterprise.",
        source: `${PAGES.syntax}#jobsjob_idsecretsinherit`,
        shown: documented("secrets are inherited only by workflows of the same owner"),
        rests: "Callers of the public workflows cannot use it, and generated ones do not.",
      },
      {
        rule: "A called job with `environment:` uses the environment's secret in the place of one that was passed under that name.",
        source: `${PAGES.reuse}#using-inputs-and-secrets-in-a-reusable-workflow`,
        shown: documented("an environment's secret takes the place of a passed one of its name and brings in no other"),
        rests: "The organisation's own copies take each environment's `WAYBILL_ENV`.",
      },
      {
        rule: "For a workflow of another owner the page says the same, and reports say that the environment's secrets do not arrive.",
        source: "https://github.com/actions/runner/issues/1490",
        shown: documented("whether another owner's workflow gets an environment's secrets is not relied on"),
        rests: "Environments are kept apart by one call and one secret each, or by a job in the caller's own file.",
      },
      {
        rule: "A job in the caller's own file has its environment's secrets, after the environment's protection has let it pass.",
        source: `${PAGES.environments}#environment-secrets`,
        shown: documented("a job in the caller's own file has its environment's secrets"),
        rests: "The way `inline`, which is the default for environments with reviewers.",
      },
      {
        rule: "No secrets reach `pull_request` of a fork or of Dependabot; `pull_request_target` and `workflow_run` have all of them, also for a fork.",
        source: `${DOCS}/actions/reference/security/securely-using-pull_request_target`,
        shown: documented("a pull request of a fork or of Dependabot has no secrets, pull_request_target has all"),
        rests: "No workflow of ours is started by `pull_request_target` or `workflow_run`.",
      },
      {
        rule: "The `secrets` context cannot stand in an `if`.",
        source: `${PAGES.contexts}#context-availability`,
        shown: documented("GitHub's parser refuses the secrets context in a condition"),
        rests: "Whether a secret is there is decided in a step's input.",
      },
    ],
  },
  {
    title: "Environments",
    rules: [
      {
        rule: "On Free, Pro and Team, required reviewers, wait timers and custom protection rules exist for public repositories only.",
        source: `${PAGES.environments}#required-reviewers`,
        shown: documented("required reviewers and wait timers are for public repositories only on Free, Pro and Team"),
        rests: "A private repository on these plans cannot hold back a release by an environment: demand approvals in the policy.",
      },
      {
        rule: "Environment secrets and branch rules of a private repository need Pro, Team or Enterprise.",
        source: `${PAGES.environments}#environment-secrets`,
        shown: documented("environment secrets and branch rules of a private repository need a paid plan"),
        rests: "On Free use the way `public` with one secret for each call.",
      },
      {
        rule: "Up to six people or teams review, one is enough, and the person who started the run can be excluded.",
        source: `${PAGES.environments}#required-reviewers`,
        shown: documented("one of at most six reviewers is enough, and not the one who started it where that is prevented"),
        rests: "More than one approval is demanded by the policy, from the record.",
      },
      {
        rule: "An environment may be limited to branches; `*` does not match `/`, and a pull request's ref is `refs/pull/…/merge`.",
        source: `${PAGES.environments}#deployment-branches-and-tags`,
        shown: documented("a rule for branches decides by the run's ref, and its star stops at a slash"),
        rests: "What protects an environment's secrets against a branch that edits its workflow.",
      },
      {
        rule: "`deployment: false` keeps secrets, reviewers and timers and makes no deployment; custom protection rules need one.",
        source: `${PAGES.deployments}#using-environments-without-deployments`,
        shown: documented("deployment: false keeps the protection, makes no deployment and cannot serve custom rules"),
        rests: "One deployment for a release, which Waybill reports itself with the plan in it.",
      },
    ],
  },
  {
    title: "Identity, servers and the API",
    rules: [
      {
        rule: "The subject of a job's identity is the caller's repository; the called workflow stands in `job_workflow_ref`.",
        source: `${DOCS}/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows`,
        shown: documented("an identity names the caller in its subject and the called workflow in job_workflow_ref"),
        rests: "Signers in a policy are told apart by repository and workflow.",
      },
      {
        rule: "With an environment the subject is `repo:OWNER/NAME:environment:NAME`, without the ref.",
        source: PAGES.oidc,
        shown: documented("an environment takes the ref's place in the subject"),
        rests: "Trust of a cloud's role is bound to the environment.",
      },
      {
        rule: "A server of one's own has its API under `/api/v3`, its registry at `containers.HOST`, its own issuer, and artifacts of version 3.",
        source: `${DOCS}/enterprise-server@latest/actions/reference/security/oidc`,
        shown: documented("a server of one's own has other addresses, another issuer and older artifacts"),
        rests: "Addresses come from the runner's variables, never from a constant.",
      },
      {
        rule: "A request without its permission is answered by 403 `Resource not accessible by integration` (404 where the repository is hidden), and `X-Accepted-GitHub-Permissions` names what would do. GitHub does not say that it looks at the permission before the request's body, so a write that is meant to fail would prove nothing.",
        source: `${DOCS}/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible`,
        shown: executed(
          "packages/pipeline/src/preconditions/permissions.test.ts",
          "deployments: write that may read them is told by the first write, before anything is changed",
        ),
        rests:
          "What may be read is asked beforehand; what may be written is told by a first write that changes neither database nor cluster.",
      },
      {
        rule: "A used-up rate limit is answered by 403 or 429 with the time to wait, and asking on may be punished.",
        source: `${PAGES.rateLimits}#exceeding-the-rate-limit`,
        shown: executed("packages/github/src/rate-limit.test.ts", "waits as long as GitHub asks, says so, and goes on"),
        rests: "Waits are reported, capped, and end on a signal.",
      },
      {
        rule: "What a job's own token writes is by `github-actions[bot]`, and anybody may write an issue that looks the same.",
        source: `${DOCS}/actions/concepts/security/github_token`,
        shown: executed(
          "packages/github/src/issues.test.ts",
          "takes no issue for its own that somebody else wrote, or that has the title, the label or the marker alone",
        ),
        rests: "The monitor keeps one issue and is led to no other by its title, label or text.",
      },
      {
        rule: "A personal access token acts on behalf of a person, so what it writes is by that person.",
        source: `${DOCS}/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens`,
        shown: executed(
          "packages/github/src/github.test.ts",
          "says of a comment that was written in a person's name, as with a personal access token, that it is not found again",
        ),
        rests:
          "The workflows hand the job's own token on. Another one in `github-token` writes a new comment at every push, because a person's comment may be changed by that person, and the log says so.",
      },
      {
        rule: "Requests and answers have the form of GitHub's published OpenAPI description.",
        source: "https://github.com/github/rest-api-description",
        shown: executed(
          "test/contract/openapi.test.ts",
          "every request of our client and every answer of the loopback GitHub has the published form",
        ),
        rests: "What the rehearsal shows is what GitHub would do.",
      },
    ],
  },
];
