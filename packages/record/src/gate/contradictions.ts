import { canonicalJson, imageOf, isPassing } from "@waybill/kit";
import type { Finding, Rule } from "@waybill/kit";
import { isSeenIn } from "../predicate/contradiction.ts";
import type { FactsOf } from "../predicate/facts.ts";
import { configurationFindings } from "./configuration.ts";
import type { EvidencePolicy, Expectation } from "./expectation.ts";
import { ofStage } from "./judge.ts";
import type { TrustedStatement } from "./judge.ts";

/** How far the clocks of two runners may differ, in milliseconds. */
export const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * What in the chosen statements of one release cannot be true together, or is not what is expected, whoever signed it: a statement against
 * itself, times that run backwards, a plan of other images, an apply of another plan, a self-approval, files that were not committed.
 */
export function contradictions(chosen: readonly TrustedStatement[], policy: EvidencePolicy, expected: Expectation): Finding[] {
  const plan = ofStage(chosen, "plan").at(-1)?.view.facts;
  return [
    ...chosen.flatMap(({ view }) =>
      view.contradiction === undefined
        ? []
        : [problem("evidence-contradiction", `The ${view.stage} statement of ${view.run.run} contradicts itself: ${view.contradiction}.`)],
    ),
    ...timeFindings(chosen),
    ...runFindings(chosen),
    ...testFindings(chosen),
    ...(plan ? planFindings(plan, chosen, expected) : []),
    ...(plan ? configurationFindings(plan, expected) : []),
    ...deployFindings(chosen, expected),
    ...(plan && expected.before !== "release" ? policyFindings(plan, policy) : []),
    ...(plan ? reviewFindings(plan, chosen) : []),
    ...approvalFindings(chosen, policy),
    ...dirtyFindings(chosen, policy, expected),
  ];
}

function timeFindings(chosen: readonly TrustedStatement[]): Finding[] {
  const findings: Finding[] = [];
  const chain = (["plan", "approve", "migrate", "deploy"] as const).map((stage) => ofStage(chosen, stage));
  for (const [index, later] of chain.entries()) {
    for (const { view } of later) {
      const early = chain
        .slice(0, index)
        .flat()
        // An approval that a later attempt gave again says nothing about migrations of the one before.
        .filter((earlier) => view.stage !== "migrate" || earlier.view.stage !== "approve" || earlier.view.run.run === view.run.run)
        // Two databases are migrated one after the other, in any order.
        .find((earlier) => Date.parse(earlier.view.finishedAt) > Date.parse(view.finishedAt) + CLOCK_SKEW_MS);
      if (early)
        findings.push(
          problem(
            "evidence-time",
            `The ${view.stage} statement says that it ended at ${view.finishedAt}, before the ${early.view.stage} that it rests on (${early.view.finishedAt}).`,
          ),
        );
    }
  }
  return findings;
}

/**
 * What GitHub says of a run is one for all that it signs. The workflow's name is not held: for a called workflow programs that run workflows
 * differ, and a certificate says which one it was.
 */
function runFindings(chosen: readonly TrustedStatement[]): Finding[] {
  const first = new Map<string, TrustedStatement["view"]>();
  for (const { view } of chosen) {
    const known = first.get(view.run.run) ?? view;
    first.set(view.run.run, known);
    const members = ["ref", "actor", "triggeringActor"] as const;
    const other = members.find((member) => known.run[member] !== view.run[member]);
    if (other !== undefined)
      return [
        problem(
          "evidence-contradiction",
          `Of ${view.run.run} the ${known.stage} statement says that its ${WORDS[other]} is '${known.run[other] ?? "unknown"}', and the ${view.stage} statement says '${view.run[other] ?? "unknown"}'.`,
        ),
      ];
  }
  return [];
}

const WORDS = { ref: "ref", actor: "actor", triggeringActor: "triggering actor" } as const;

/** Every build is followed by a test of what it made. */
function testFindings(chosen: readonly TrustedStatement[]): Finding[] {
  return ofStage(chosen, "build").flatMap(({ view: build }) => {
    const early = ofStage(chosen, "test").find(
      ({ view }) => view.facts.name === build.facts.name && Date.parse(view.finishedAt) + CLOCK_SKEW_MS < Date.parse(build.startedAt),
    );
    if (!early) return [];
    const what = `The test of image ${build.facts.name} says that it ended at ${early.view.finishedAt}, before its build began (${build.startedAt}).`;
    return [problem("evidence-time", what)];
  });
}

function planFindings({ components, others }: FactsOf<"plan">, chosen: readonly TrustedStatement[], expected: Expectation): Finding[] {
  const findings: Finding[] = [];
  if (components.commit !== expected.run.commit)
    findings.push(problem("evidence-plan", `The plan is of commit ${components.commit}, and this is ${expected.run.commit}.`));
  const planned = Object.fromEntries(Object.entries(components.images).map(([name, reference]) => [name, imageOf(reference)?.digest]));
  const released = Object.fromEntries(Object.entries(expected.images).map(([name, { digest }]) => [name, digest]));
  if (canonicalJson(planned) !== canonicalJson(released))
    findings.push(
      problem(
        "evidence-plan",
        `The plan is of the images ${list(planned)}, and the ones to be released are ${list(released)}.`,
        "Plan again with these images and approve that.",
      ),
    );
  const databases = Object.keys(expected.databases).sort();
  if (canonicalJson(Object.keys(components.databases).sort()) !== canonicalJson(databases))
    findings.push(
      problem(
        "evidence-plan",
        `The plan is of the databases ${Object.keys(components.databases).join(", ") || "none"}, and waybill.yml names ${databases.join(", ") || "none"}.`,
        "Plan again and approve that.",
      ),
    );
  for (const { view } of ofStage(chosen, "migrate"))
    if (view.facts.plan !== components.databases[view.facts.database.name])
      findings.push(
        problem(
          "evidence-plan",
          `The migration of database '${view.facts.database.name}' applied another plan than the one of this release.`,
        ),
      );
  for (const { view } of ofStage(chosen, "deploy"))
    if (view.facts.plan !== components.deploy || canonicalJson(view.facts.images) !== canonicalJson(components.images))
      findings.push(problem("evidence-plan", "The deployment applied another plan, or other images, than those of this release."));
  for (const { view } of ofStage(chosen, "deploy"))
    if (canonicalJson(others.toSorted()) !== canonicalJson(view.facts.others.toSorted()))
      findings.push(
        problem("evidence-plan", "The deployment names other images that are not of this release than its plan did, which was approved."),
      );
  return findings;
}

/** A release's deployment is one of its images, says of them what their tests said, and goes back to nothing. */
function deployFindings(chosen: readonly TrustedStatement[], expected: Expectation): Finding[] {
  const findings: Finding[] = [];
  for (const { view } of ofStage(chosen, "deploy")) {
    const { images, tested, backTo } = view.facts;
    findings.push(...placeFindings(view, expected));
    if (backTo)
      findings.push(
        problem("evidence-plan", `The deployment is a rollback to revision ${backTo.revision}, and this is a release of its own.`),
      );
    const names = [...Object.keys(expected.images), ...Object.keys(images)];
    const other = names.find((name) => imageOf(images[name] ?? "")?.digest !== expected.images[name]?.digest);
    if (other !== undefined)
      findings.push(
        problem(
          "evidence-plan",
          `The deployment is of other images than are released: its image ${other} is not ${expected.images[other]?.digest ?? "one of them"}.`,
        ),
      );
    // A test that was repeated since says nothing about what was known then.
    const before = ofStage(chosen, "test").filter((test) => Date.parse(test.view.finishedAt) <= Date.parse(view.finishedAt));
    const untested = before.find((test) => test.view.verdict !== "pass");
    if (tested && untested)
      findings.push(
        problem(
          "evidence-contradiction",
          `The deployment says that it runs what was tested, and the test of image ${untested.view.facts.name} ended with ${untested.view.verdict}.`,
        ),
      );
    const unproven = Object.keys(images).find((name) => !ofStage(chosen, "test").some((test) => test.view.facts.name === name));
    // Where inputs describe the work, each step says by itself what it asks for.
    if (tested && expected.product !== null && unproven !== undefined)
      findings.push(
        problem("evidence-contradiction", `The deployment says that it runs what was tested, and no test of image ${unproven} is there.`),
      );
  }
  return findings;
}

/** It went where waybill.yml says, answered what that demands, and applied manifests. */
function placeFindings(
  { subjects, facts: { namespace, probe, backTo } }: Extract<TrustedStatement["view"], { stage: "deploy" }>,
  expected: Expectation,
): Finding[] {
  const wanted = expected.probe?.expectStatus;
  return [
    ...(expected.namespace !== undefined && namespace !== expected.namespace
      ? [`The deployment went to namespace '${namespace}', and that of ${expected.environment} is '${expected.namespace}'.`]
      : []),
    ...(wanted !== undefined && probe?.expectedStatus !== wanted
      ? [
          `The deployment was to answer ${probe === undefined ? "nothing" : `HTTP ${probe.expectedStatus}`}, and waybill.yml demands ${wanted} of ${expected.environment}.`,
        ]
      : []),
    ...(backTo === undefined && !subjects.some(({ kind }) => kind === "path")
      ? ["The deployment says of no manifest that it was applied."]
      : []),
  ].map((what) => problem("evidence-plan", what));
}

/** A policy that was taken away or changed after the plan was judged by it. A record is judged by the policy of its reader's day. */
function policyFindings({ policy: then }: FactsOf<"plan">, { sources: now }: EvidencePolicy): Finding[] {
  const [planned, present] = [then, now].map((sources) => canonicalJson(sources.map(({ digest }) => digest).sort()));
  if (planned === present) return [];
  const what = "The plan was made under another policy than the one in force now: a policy file was changed, added or left out since.";
  return [problem("evidence-plan", what, "Give every job the same files and the same input 'policy', and plan again.")];
}

function list(digests: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(digests).map(([name, digest]) => `${name} ${digest ?? "without a digest"}`);
  return entries.join(", ") || "none";
}

/** GitHub's reviews say neither when nor in which attempt they were given: one counts that the plan of its attempt has not listed. */
function reviewFindings({ approvalsSeen }: FactsOf<"plan">, chosen: readonly TrustedStatement[]): Finding[] {
  return ofStage(chosen, "approve").flatMap(({ view }) => {
    if (view.facts.source !== "github-review" || !isPassing(view.verdict)) return [];
    if (approvalsSeen && isSeenIn(view.run, approvalsSeen)) return [];
    const which = approvalsSeen ? `those of run ${approvalsSeen.runId}, attempt ${approvalsSeen.attempt}` : "none";
    const what = `The approval is a review in ${view.run.run}, and of the reviews before it the plan lists ${which}, so nobody knows that it is of this plan.`;
    return [problem("evidence-plan", what, "Re-run all jobs, so that the plan lists the reviews before it, and review that plan.")];
  });
}

function approvalFindings(chosen: readonly TrustedStatement[], policy: EvidencePolicy): Finding[] {
  if (policy.selfApproval === "allow") return [];
  const approvals = ofStage(chosen, "approve");
  const unknown = approvals.filter(({ view }) => view.facts.approvers.length > 0 && view.facts.authors.length === 0);
  if (unknown.length > 0)
    return [
      problem(
        "evidence-self-approval",
        `The approval by ${unknown[0]?.view.facts.approvers.join(", ")} does not say who wrote the commit, so nobody knows that it is not their own work, which the policy refuses.`,
        "Let the plan be approved in a run that may read the commit ('contents: read').",
      ),
    ];
  return approvals
    .filter(({ view }) => view.facts.selfApproved)
    .map(({ view }) =>
      problem(
        "evidence-self-approval",
        `${view.facts.approvers.join(", ")} approved their own work (authors: ${view.facts.authors.join(", ")}), which the policy refuses.`,
        "Let somebody else approve the plan.",
      ),
    );
}

function dirtyFindings(chosen: readonly TrustedStatement[], policy: EvidencePolicy, expected: Expectation): Finding[] {
  if (policy.dirty === "allow") return [];
  const stages = chosen.filter(({ view }) => view.run.dirty).map(({ view }) => view.stage);
  if (stages.length === 0 && !expected.run.dirty) return [];
  const who = stages.length === 0 ? "This run works" : `The stages ${[...new Set(stages)].join(", ")} worked`;
  return [
    problem(
      "evidence-dirty",
      `${who} on files that differ from commit ${expected.run.commit}, and ${expected.environment} has a policy of signers or approvals.`,
      "Commit the changes and release that commit.",
    ),
  ];
}

function problem(rule: Rule, what: string, next = "Do not go on with this release: find out who wrote it, then release again."): Finding {
  return { rule, severity: "error", what, next };
}
