import { DOCS, PAGES, documented, executed, modelled, underAct } from "./rule.ts";
import type { RuleChapter } from "./rule.ts";

/** What runs, in which order, how often, and what jobs hand on. */
export const RULES_OF_RUNS: readonly RuleChapter[] = [
  {
    title: "Calls and order",
    rules: [
      {
        rule: "Ten levels of workflows are connected, the caller's included (four on older servers).",
        source: `${PAGES.reuse}#nesting-reusable-workflows`,
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
        source: PAGES.reuse,
        shown: documented("a loop and a workflow that cannot be called are refused"),
        rests: "The workflows call each other in one direction.",
      },
      {
        rule: "`./.github/workflows/…` in a called workflow means the repository and the commit of that file.",
        source: `${PAGES.reuse}#calling-a-reusable-workflow`,
        shown: documented("a relative call means the repository of the file that says it"),
        rests: "Copies in an organisation's repository call each other.",
      },
      {
        rule: "A called workflow runs with the caller's `github` context: repository, ref, commit, run.",
        source: `${PAGES.reuseLimits}#github-context`,
        shown: underAct("runs a called workflow in the caller's repository"),
        rests: "Checkout, registry and record are the caller's.",
      },
      {
        rule: "A matrix may be made of a job's output, and with `max-parallel: 1` its jobs run one after the other.",
        source: `${PAGES.syntax}#jobsjob_idstrategymax-parallel`,
        shown: underAct("makes a matrix of a job's output, in its order where max-parallel is 1"),
        rests: "The environments of a release. GitHub does not promise the order; the gate of `after` protects.",
      },
      {
        rule: "A job that calls a workflow may have a `strategy`, and `max-parallel` is a part of it. Whether an entry keeps its turn until the last job of its call has ended, GitHub does not say; [a project](https://github.com/Enterprise-CMCS/cmcs-eregulations/pull/1565) that uses it so reports that it does.",
        source: `${PAGES.reuseLimits}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
        shown: documented("jobs wait for what they need, and a matrix with max-parallel 1 for its own jobs"),
        rests:
          "One environment after the other. Were it otherwise, production would be planned before staging's record is there: its gate refuses, nothing is changed, and the failed jobs are run again.",
      },
      {
        rule: "A job waits for the jobs that it needs, a calling job ends with the last one of the called workflow.",
        source: `${PAGES.syntax}#jobsjob_idneeds`,
        shown: documented("jobs wait for what they need, and a matrix with max-parallel 1 for its own jobs"),
        rests: "At most eight jobs in a row for two environments.",
      },
      {
        rule: "A matrix makes at most 256 jobs, and one without entries fails.",
        source: `${PAGES.limits}#existing-system-limits`,
        shown: documented("a matrix makes at most 256 jobs, and none of no entries"),
        rests: "Every matrix has a condition that skips it when its list is empty.",
      },
      {
        rule: "A job that needs a skipped one is skipped, unless its condition holds without `success()`.",
        source: `${PAGES.syntax}#jobsjob_idneeds`,
        shown: underAct("skips a job whose condition keeps an empty matrix from it, and what needs it unless its condition says otherwise"),
        rests: "`!failure() && !cancelled()` behind jobs that a product may not have.",
      },
      {
        rule: "Nothing that needs a failed job runs, except with `always()`.",
        source: `${PAGES.syntax}#jobsjob_idneeds`,
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
        source: PAGES.concurrency,
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
        source: PAGES.concurrency,
        shown: documented("queue: max and cancel-in-progress exclude each other"),
        rests: "A change that has begun is finished.",
      },
      {
        rule: "`cancel-in-progress: true` cancels what runs.",
        source: PAGES.concurrency,
        shown: documented("cancel-in-progress ends what runs"),
        rests: "It stands nowhere that something is changed.",
      },
      {
        rule: "A group is the whole repository's, whichever workflow names it, in upper or lower case.",
        source: PAGES.concurrency,
        shown: documented("a group's name does not tell upper from lower case and is the whole repository's"),
        rests: "The product is in the group, so two products of one repository do not wait for each other.",
      },
      {
        rule: "GitHub does not say whether a job that waits for approval has taken its group's turn. The model takes the worse: it has.",
        source: PAGES.deployments,
        shown: documented("a job that waits for approval holds its group, and other groups go on"),
        rests: "The group is one product's and one environment's, so an unanswered approval holds up no other.",
      },
      {
        rule: "A job's group is evaluated from `github`, `inputs`, `vars`, `needs`, `strategy` and `matrix`, not from secrets.",
        source: `${PAGES.syntax}#jobsjob_idconcurrency`,
        shown: documented("a group's name is evaluated from github, inputs, vars, needs, strategy and matrix"),
        rests: "Product and environment are inputs.",
      },
    ],
  },
  {
    title: "Attempts",
    rules: [
      {
        rule: "A re-run of failed jobs starts them and all that follow, under a new attempt; the outputs of the others stand.",
        source: `${PAGES.rerun}#re-running-failed-jobs-in-a-workflow`,
        shown: documented("a re-run of failed jobs starts them and what follows, and keeps the outputs of the others"),
        rests: "Evidence lies in the registry, where a later attempt finds it; an approval counts for its attempt.",
      },
      {
        rule: "A re-run has the commit and the ref of the first attempt and the rights of who started that, for 30 days.",
        source: PAGES.rerun,
        shown: documented("a re-run has the commit, the ref and the rights of the first attempt"),
        rests: "The run and the commit in the statements stay true.",
      },
      {
        rule: "A re-run of failed jobs takes the called workflow of the first attempt; one of all jobs a tag or branch as it is now.",
        source: `${PAGES.rerun}#re-running-workflows-and-jobs-with-reusable-workflows`,
        shown: documented("a re-run of failed jobs takes the called workflow of the first attempt, one of all jobs a tag where it is now"),
        rests: "Generated callers name commits.",
      },
    ],
  },
  {
    title: "Runs that end early, and their numbers",
    rules: [
      {
        rule: "On a cancellation the conditions of jobs and steps are asked again, and what they do not hold for ends: its process gets SIGINT, SIGTERM after 7.5 s, and is killed after 2.5 s more; five minutes later the rest is.",
        source: `${DOCS}/actions/reference/workflows-and-actions/workflow-cancellation`,
        shown: modelled(
          "test/workflows/model/cancellation.test.ts",
          "a cancelled run ends what has no condition that holds: SIGINT, after 7.5 s SIGTERM, after 2.5 s more by force",
        ),
        rests: "A step stops at a safe point within 7.5 s; no job of ours goes on; pages of what was done are kept.",
      },
      {
        rule: "The post step of an action runs after the job's other steps, also of one that was killed, where its `post-if` holds.",
        source: `${DOCS}/actions/reference/workflows-and-actions/metadata-syntax#runspost-if`,
        shown: executed(
          "test/workflows/interrupted.test.ts",
          "a step that is killed in a rollout is reported to GitHub by the step after the job",
        ),
        rests: "A deployment does not stay in progress for good when its step was killed.",
      },
      {
        rule: "A run's id is its own in the repository and stays in every attempt. GitHub does not say that ids grow; they are counted up.",
        source: `${DOCS}/actions/reference/workflows-and-actions/contexts#github-context`,
        shown: executed(
          "test/workflows/interrupted.test.ts",
          "two runs at once after it end with the whole of one commit, each record true, and an older run never takes a newer one's place",
        ),
        rests: "A release is refused where a later run has released already.",
      },
    ],
  },
  {
    title: "What jobs hand on",
    rules: [
      {
        rule: "The outputs of a job hold 1 MB, those of a run 50 MB, and one with a secret in it is not handed on.",
        source: `${PAGES.syntax}#jobsjob_idoutputs`,
        shown: documented("outputs are dropped with a secret in them, and limited to 1 MB for a job"),
        rests: "Digests are found in the registry, not in outputs.",
      },
      {
        rule: "A step's summary holds 1 MiB, or it is not shown; a job shows 20.",
        source: `${PAGES.commands}#step-isolation-and-limits`,
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
];
