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

const DOCS = "https://docs.github.com/en";
const SYNTAX = `${DOCS}/actions/reference/workflows-and-actions/workflow-syntax`;
const REUSE = `${DOCS}/actions/how-tos/reuse-automations/reuse-workflows`;
const REUSE_LIMITS = `${DOCS}/actions/reference/workflows-and-actions/reusing-workflow-configurations`;
const CONCURRENCY = `${DOCS}/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency`;
const ENVIRONMENTS = `${DOCS}/actions/reference/workflows-and-actions/deployments-and-environments`;
const DEPLOYMENTS = `${DOCS}/actions/how-tos/deploy/configure-and-manage-deployments/control-deployments`;
const LIMITS = `${DOCS}/actions/reference/limits`;
const COMMANDS = `${DOCS}/actions/reference/workflows-and-actions/workflow-commands`;
const CONTEXTS = `${DOCS}/actions/reference/workflows-and-actions/contexts`;
const RERUN = `${DOCS}/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs`;
const EVENTS = `${DOCS}/actions/reference/workflows-and-actions/events-that-trigger-workflows`;
const OIDC = `${DOCS}/actions/reference/security/oidc`;
const DEPENDABOT = `${DOCS}/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions`;
const RATE_LIMITS = `${DOCS}/rest/using-the-rest-api/rate-limits-for-the-rest-api`;

const documented = (test: string): Shown => ({ by: "documented", file: "test/workflows/model/model.test.ts", test });
const underAct = (test: string): Shown => ({ by: "executed", file: "test/workflows/rules.test.ts", test });
const executed = (file: string, test: string): Shown => ({ by: "executed", file, test });

/** Every rule of GitHub's that the workflows rest on; docs/github.md is made of this. */
export const GITHUB_RULES: readonly RuleChapter[] = [
  {
    title: "Permissions",
    rules: [
      {
        rule: "A job that lists permissions has these and no others; a workflow's list is that of its jobs without one.",
        source: `${SYNTAX}#permissions`,
        shown: documented("a job that lists permissions has no others"),
        rests: "`permissions: {}` at the top of every workflow, and a list with reasons in every job.",
      },
      {
        rule: "`permissions: {}` gives nothing. Without any list a job has the repository's default, which is `contents: read` and `packages: read` in a new repository.",
        source: `${SYNTAX}#permissions`,
        shown: documented("an empty list gives nothing, and no list the repository's default"),
        rests: "No workflow relies on the default.",
      },
      {
        rule: "A called job may not ask for more than the calling job has; GitHub refuses the run before any job starts. Permissions take no expressions.",
        source: `${REUSE_LIMITS}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
        shown: documented("a called job that asks for more than its caller has is refused before anything runs"),
        rests: "Callers are written with exactly what the called files declare (`packages/workflows`).",
      },
      {
        rule: "A called job without a list has the calling job's token; `github.token` is always there.",
        source: `${REUSE_LIMITS}#github-context`,
        shown: documented("a called job without a list has its caller's token"),
        rests: "Called jobs list theirs, so that a generous caller gives them no more.",
      },
      {
        rule: "On `pull_request` from a fork the token only reads and there is no identity token.",
        source: `${EVENTS}#workflows-in-forked-repositories`,
        shown: documented("a fork's pull request has a token that only reads, and no identity"),
        rests: "A fork's pull request signs nothing and stores nothing.",
      },
      {
        rule: "On a pull request of Dependabot the token only reads, also when a person re-runs it.",
        source: DEPENDABOT,
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
        source: `${REUSE}#passing-inputs-and-secrets-to-a-reusable-workflow`,
        shown: underAct("hands a called workflow the secrets that are passed by name and no others"),
        rests: "Callers name the secrets that the called workflow declares.",
      },
      {
        rule: "`secrets: inherit` hands on all secrets, within one owner, organisation or enterprise.",
        source: `${SYNTAX}#jobsjob_idsecretsinherit`,
        shown: documented("secrets are inherited only by workflows of the same owner"),
        rests: "Callers of the public workflows cannot use it, and generated ones do not.",
      },
      {
        rule: "A called job with `environment:` uses the environment's secret in the place of one that was passed under that name.",
        source: `${REUSE}#using-inputs-and-secrets-in-a-reusable-workflow`,
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
        source: `${ENVIRONMENTS}#environment-secrets`,
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
        source: `${CONTEXTS}#context-availability`,
        shown: documented("GitHub's parser refuses the secrets context in a condition"),
        rests: "Whether a secret is there is decided in a step's input.",
      },
    ],
  },
  {
    title: "Calls and order",
    rules: [
      {
        rule: "Ten levels of workflows are connected, the caller's included (four on older servers).",
        source: `${REUSE}#nesting-reusable-workflows`,
        shown: documented("ten levels of workflows are connected, not eleven"),
        rests: "A release has three levels, so an organisation may add its own.",
      },
      {
        rule: "Fifty different workflows are called in one run (twenty on older servers).",
        source: "https://github.blog/changelog/2025-11-06-new-releases-for-github-actions-november-2025/",
        shown: documented("fifty workflows are called, not fifty-one"),
        rests: "A monorepo releases several products in one run.",
      },
      {
        rule: "Only workflows with `workflow_call` are called, and none calls itself.",
        source: REUSE,
        shown: documented("a loop and a workflow that cannot be called are refused"),
        rests: "The workflows call each other in one direction.",
      },
      {
        rule: "`./.github/workflows/…` in a called workflow means the repository and the commit of that file.",
        source: `${REUSE}#calling-a-reusable-workflow`,
        shown: documented("a relative call means the repository of the file that says it"),
        rests: "Copies in an organisation's repository call each other.",
      },
      {
        rule: "A called workflow runs with the caller's `github` context: repository, ref, commit, run.",
        source: `${REUSE_LIMITS}#github-context`,
        shown: underAct("runs a called workflow in the caller's repository"),
        rests: "Checkout, registry and record are the caller's.",
      },
      {
        rule: "A matrix may be made of a job's output, and with `max-parallel: 1` its jobs run one after the other.",
        source: `${SYNTAX}#jobsjob_idstrategymax-parallel`,
        shown: underAct("makes a matrix of a job's output, in its order where max-parallel is 1"),
        rests: "The environments of a release. GitHub does not promise the order; the gate of `after` protects.",
      },
      {
        rule: "A job that calls a workflow may have a `strategy`, and `max-parallel` is a part of it. Whether an entry keeps its turn until the last job of its call has ended, GitHub does not say; [a project](https://github.com/Enterprise-CMCS/cmcs-eregulations/pull/1565) that uses it so reports that it does.",
        source: `${REUSE_LIMITS}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
        shown: documented("jobs wait for what they need, and a matrix with max-parallel 1 for its own jobs"),
        rests:
          "One environment after the other. Were it otherwise, production would be planned before staging's record is there: its gate refuses, nothing is changed, and the failed jobs are run again.",
      },
      {
        rule: "A job waits for the jobs that it needs, a calling job ends with the last one of the called workflow.",
        source: `${SYNTAX}#jobsjob_idneeds`,
        shown: documented("jobs wait for what they need, and a matrix with max-parallel 1 for its own jobs"),
        rests: "At most eight jobs in a row for two environments.",
      },
      {
        rule: "A matrix makes at most 256 jobs, and one without entries fails.",
        source: `${LIMITS}#existing-system-limits`,
        shown: documented("a matrix makes at most 256 jobs, and none of no entries"),
        rests: "Every matrix has a condition that skips it when its list is empty.",
      },
      {
        rule: "A job that needs a skipped one is skipped, unless its condition holds without `success()`.",
        source: `${SYNTAX}#jobsjob_idneeds`,
        shown: underAct("skips a job whose condition keeps an empty matrix from it, and what needs it unless its condition says otherwise"),
        rests: "`!failure() && !cancelled()` behind jobs that a product may not have.",
      },
      {
        rule: "Nothing that needs a failed job runs, except with `always()`.",
        source: `${SYNTAX}#jobsjob_idneeds`,
        shown: underAct("runs nothing after a failed job but what always runs"),
        rests: "What fails in one environment reaches no later one.",
      },
    ],
  },
  {
    title: "Concurrency",
    rules: [
      {
        rule: "One entry of a group runs; without `queue` one waits, and a later one cancels it.",
        source: CONCURRENCY,
        shown: documented("a group without a queue cancels what waits when another comes"),
        rests: "No job that changes an environment is in a group without `queue: max`.",
      },
      {
        rule: "With `queue: max` up to 100 wait in the order in which they came; what comes then is cancelled.",
        source: "https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues/",
        shown: documented("with queue: max up to 100 wait and none is cancelled for a later one"),
        rests: "Releases of one environment follow each other.",
      },
      {
        rule: "`queue: max` and `cancel-in-progress: true` together are refused.",
        source: CONCURRENCY,
        shown: documented("queue: max and cancel-in-progress exclude each other"),
        rests: "A change that has begun is finished.",
      },
      {
        rule: "`cancel-in-progress: true` cancels what runs.",
        source: CONCURRENCY,
        shown: documented("cancel-in-progress ends what runs"),
        rests: "It stands nowhere that something is changed.",
      },
      {
        rule: "A group is the whole repository's, whichever workflow names it, in upper or lower case.",
        source: CONCURRENCY,
        shown: documented("a group's name does not tell upper from lower case and is the whole repository's"),
        rests: "The product is in the group, so two products of one repository do not wait for each other.",
      },
      {
        rule: "GitHub does not say whether a job that waits for approval has taken its group's turn. The model takes the worse: it has.",
        source: DEPLOYMENTS,
        shown: documented("a job that waits for approval holds its group, and other groups go on"),
        rests: "The group is one product's and one environment's, so an unanswered approval holds up no other.",
      },
      {
        rule: "A job's group is evaluated from `github`, `inputs`, `vars`, `needs`, `strategy` and `matrix`, not from secrets.",
        source: `${SYNTAX}#jobsjob_idconcurrency`,
        shown: documented("a group's name is evaluated from github, inputs, vars, needs, strategy and matrix"),
        rests: "Product and environment are inputs.",
      },
    ],
  },
  {
    title: "Environments",
    rules: [
      {
        rule: "On Free, Pro and Team, required reviewers, wait timers and custom protection rules exist for public repositories only.",
        source: `${ENVIRONMENTS}#required-reviewers`,
        shown: documented("required reviewers and wait timers are for public repositories only on Free, Pro and Team"),
        rests: "A private repository on these plans cannot hold back a release by an environment: demand approvals in the policy.",
      },
      {
        rule: "Environment secrets and branch rules of a private repository need Pro, Team or Enterprise.",
        source: `${ENVIRONMENTS}#environment-secrets`,
        shown: documented("environment secrets and branch rules of a private repository need a paid plan"),
        rests: "On Free use the way `public` with one secret for each call.",
      },
      {
        rule: "Up to six people or teams review, one is enough, and the person who started the run can be excluded.",
        source: `${ENVIRONMENTS}#required-reviewers`,
        shown: documented("one of at most six reviewers is enough, and not the one who started it where that is prevented"),
        rests: "More than one approval is demanded by the policy, from the record.",
      },
      {
        rule: "An environment may be limited to branches; `*` does not match `/`, and a pull request's ref is `refs/pull/…/merge`.",
        source: `${ENVIRONMENTS}#deployment-branches-and-tags`,
        shown: documented("a rule for branches decides by the run's ref, and its star stops at a slash"),
        rests: "What protects an environment's secrets against a branch that edits its workflow.",
      },
      {
        rule: "`deployment: false` keeps secrets, reviewers and timers and makes no deployment; custom protection rules need one.",
        source: `${DEPLOYMENTS}#using-environments-without-deployments`,
        shown: documented("deployment: false keeps the protection, makes no deployment and cannot serve custom rules"),
        rests: "One deployment for a release, which Waybill reports itself with the plan in it.",
      },
    ],
  },
  {
    title: "Attempts",
    rules: [
      {
        rule: "A re-run of failed jobs starts them and all that follow, under a new attempt; the outputs of the others stand.",
        source: `${RERUN}#re-running-failed-jobs-in-a-workflow`,
        shown: documented("a re-run of failed jobs starts them and what follows, and keeps the outputs of the others"),
        rests: "Evidence lies in the registry, where a later attempt finds it; an approval counts for its attempt.",
      },
      {
        rule: "A re-run has the commit and the ref of the first attempt and the rights of who started that, for 30 days.",
        source: RERUN,
        shown: documented("a re-run has the commit, the ref and the rights of the first attempt"),
        rests: "The run and the commit in the statements stay true.",
      },
      {
        rule: "A re-run of failed jobs takes the called workflow of the first attempt; one of all jobs a tag or branch as it is now.",
        source: `${RERUN}#re-running-workflows-and-jobs-with-reusable-workflows`,
        shown: documented("a re-run of failed jobs takes the called workflow of the first attempt, one of all jobs a tag where it is now"),
        rests: "Generated callers name commits.",
      },
    ],
  },
  {
    title: "What jobs hand on",
    rules: [
      {
        rule: "The outputs of a job hold 1 MB, those of a run 50 MB, and one with a secret in it is not handed on.",
        source: `${SYNTAX}#jobsjob_idoutputs`,
        shown: documented("outputs are dropped with a secret in them, and limited to 1 MB for a job"),
        rests: "Digests are found in the registry, not in outputs.",
      },
      {
        rule: "A step's summary holds 1 MiB, or it is not shown; a job shows 20.",
        source: `${COMMANDS}#step-isolation-and-limits`,
        shown: documented("a summary over 1 MiB is not shown, nor the twenty-first of a job"),
        rests: "A report that would be longer is cut.",
      },
      {
        rule: "An artifact's name is taken once in a run, in all of its attempts.",
        source: "https://github.com/actions/upload-artifact#not-uploading-to-the-same-artifact",
        shown: documented("an artifact's name is taken once in a run, whatever attempt took it"),
        rests: "Environment, product and attempt are in the name.",
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
        source: OIDC,
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
        source: `${RATE_LIMITS}#exceeding-the-rate-limit`,
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
