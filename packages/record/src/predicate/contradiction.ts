import { imageOf, isPassing, worstOf } from "@waybill/kit";
import type { Digest, Stage, Subject, Verdict } from "@waybill/kit";
import type { RunFacts } from "./evidence.ts";
import type { ApprovalsSeen, FactsOf } from "./facts.ts";
import { isSelfApproval, peopleProblem } from "./people.ts";
import { releaseDigest } from "./predicates.ts";

/*
 * What the values of one statement may not say together. `createStatement` and every reader ask the same, so a stage that observed such a thing
 * fails instead of signing it. `gate/contradictions.test.ts` has a line for every member of every stage.
 */

type Own<S extends Stage> = Extract<RunFacts, { stage: S }>;

/** Why a statement cannot be true, whoever signed it; undefined for what an honest stage writes. */
export function contradictionOf(own: RunFacts, subjects: readonly Subject[]): string | undefined {
  return runProblem(own.run) ?? productProblem(own) ?? stageProblem(own, subjects);
}

/** GitHub's address of a run says which repository's it is and which attempt. */
function runProblem({ run, repository, attempt }: RunFacts["run"]): string | undefined {
  const [, owner, tries] = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/actions\/runs\/\d+\/attempts\/(\d+)$/.exec(run) ?? [];
  if (owner !== undefined && owner !== repository) return `it is of ${repository}, in a run of ${owner}`;
  return tries === undefined || Number(tries) === attempt ? undefined : `it is of attempt ${attempt}, in ${run}`;
}

/** A product is deployed and released under its own name. */
function productProblem(own: RunFacts): string | undefined {
  if (own.product === null || (own.stage !== "deploy" && own.stage !== "release")) return undefined;
  const { application } = own.facts;
  return when(application !== own.product, `it is of the product '${own.product}', and its facts are about '${application}'`);
}

function stageProblem(own: RunFacts, subjects: readonly Subject[]): string | undefined {
  switch (own.stage) {
    case "validate-data":
      return dataProblem(own);
    case "validate-model":
      return modelProblem(own);
    case "build":
      return buildProblem(own);
    case "test":
      return testProblem(own);
    case "plan":
      return planProblem(own);
    case "approve":
      return approvalProblem(own);
    case "migrate":
      return migrationProblem(own);
    case "deploy":
      return deployProblem(own, subjects);
    case "release":
      return releaseProblem(own, subjects);
  }
}

/** The first of several problems; only of a pass is demanded that nothing stands against it. */
function denied(verdict: Verdict, problems: Iterable<string | undefined>): string | undefined {
  if (!isPassing(verdict)) return undefined;
  for (const problem of problems) if (problem !== undefined) return `it passed, and ${problem}`;
  return undefined;
}

function when(isSo: boolean, problem: string): string | undefined {
  return isSo ? problem : undefined;
}

/** A statement is as good as the worst that it lists. */
function worse(what: string, listed: readonly Verdict[], verdict: Verdict): string | undefined {
  const worst = worstOf([verdict, ...listed]);
  return when(worst !== verdict, `${what} ended with ${worst}`);
}

/** Of one file, one digest: who reads the first would not see the second. */
function basisProblem({ basis }: Pick<FactsOf<"validate-data">, "basis">): string | undefined {
  const twice = twiceIn(basis.map(({ role, path }) => `${role} ${path}`));
  return when(twice !== undefined, `it rests on a file twice: ${twice}`);
}

function dataProblem({ verdict, facts }: Own<"validate-data">): string | undefined {
  const { checks, rows, bytes } = facts;
  const counted = checks.find(({ check, observed }) => check === "row_count" && observed !== `${rows} rows`);
  if (counted) return `it has ${rows} rows, and a check counted ${counted.observed}`;
  return (
    basisProblem(facts) ??
    when(rows > 0 && bytes === 0, `it is about ${rows} rows of 0 bytes`) ??
    denied(verdict, [
      // Every file gets this check, whatever else is demanded of it, so a list without it is nobody's.
      when(!checks.some(({ check }) => check === "structure"), "the data's structure was not checked"),
      worse(
        "a check",
        checks.map((check) => check.verdict),
        verdict,
      ),
    ])
  );
}

function modelProblem({ verdict, facts }: Own<"validate-model">): string | undefined {
  const { files, gates, size, format, basis } = facts;
  const isRead = (role: (typeof basis)[number]["role"]): boolean => basis.some((file) => file.role === role);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes !== size) return `it says ${size} bytes, and its files have ${bytes} bytes`;
  const formats = new Set(files.map((file) => file.format));
  if (files.length > 0 && !format.split(" + ").every((part) => formats.has(part)))
    return `its format is '${format}', and its files are ${[...formats].join(", ")}`;
  if (new Set(gates.map(({ metric }) => metric)).size < gates.length) return "it judges one metric twice";
  return (
    basisProblem(facts) ??
    denied(verdict, [
      when(files.length === 0, "the model has no file"),
      worse(
        "a file",
        files.map((file) => file.verdict),
        verdict,
      ),
      worse(
        "a metric's gate",
        gates.map((gate) => gate.verdict),
        verdict,
      ),
      ...gates.map(gateProblem),
      when(!isRead("metrics") && gates.length > 0, "its metrics are of no file of metrics"),
      when(!isRead("baseline") && gates.some((gate) => gate.baseline !== undefined), "its baseline is of no file of a baseline"),
    ])
  );
}

/** Rounding of decimal fractions must not decide; see `judgeGates` of the models. */
const SLACK = 1e-12;

function gateProblem({ metric, observed, baseline, limits }: FactsOf<"validate-model">["gates"][number]): string | undefined {
  const { mustBeAtLeast, mustBeAtMost, mayDrop, mayRise } = limits;
  const name = `metric '${metric}'`;
  if ([mustBeAtLeast, mustBeAtMost, mayDrop, mayRise].every((limit) => limit === undefined)) return `${name} was held to no limit`;
  if (observed === undefined) return `nothing was measured for ${name}`;
  if (mustBeAtLeast !== undefined && observed < mustBeAtLeast) return `${name} of ${observed} is less than ${mustBeAtLeast}`;
  if (mustBeAtMost !== undefined && observed > mustBeAtMost) return `${name} of ${observed} is more than ${mustBeAtMost}`;
  if (mayDrop === undefined && mayRise === undefined) return undefined;
  if (baseline === undefined) return `${name} had no baseline to be held to`;
  const slack = SLACK * Math.max(1, Math.abs(baseline));
  if (mayDrop !== undefined && observed < baseline - mayDrop - slack) return `${name} dropped from ${baseline} to ${observed}`;
  return when(mayRise !== undefined && observed > baseline + mayRise + slack, `${name} rose from ${baseline} to ${observed}`);
}

function buildProblem({ verdict, facts: { platforms, size } }: Own<"build">): string | undefined {
  return denied(verdict, [when(platforms.length === 0, "the image is for no platform"), when(size === 0, "the image has 0 bytes")]);
}

function testProblem({ verdict, facts }: Own<"test">): string | undefined {
  const { probed, attempts, durationMs } = facts;
  if (!probed) {
    if (verdict === "pass") return "it passed, and the image did not run";
    const measured = [facts.status, facts.expectedStatus, attempts, durationMs].some((value) => value !== undefined);
    return when(measured, "the image did not run, and it says what it answered");
  }
  return denied(verdict, [answerProblem(facts), when(attempts === 0, "there were 0 attempts")]);
}

function answerProblem({
  status,
  expectedStatus,
}: {
  readonly status?: number | undefined;
  readonly expectedStatus?: number | undefined;
}): string | undefined {
  if (status === undefined) return "nothing answered";
  if (expectedStatus === undefined) return "what was expected is not said";
  return when(status !== expectedStatus, `HTTP ${status} answered, and ${expectedStatus} was expected`);
}

function planProblem({ run, facts: { components, approvalsSeen } }: Own<"plan">): string | undefined {
  if (components.commit !== run.commit) return `it plans commit ${components.commit}, in a run of ${run.commit}`;
  return when(approvalsSeen !== undefined && !isSeenIn(run, approvalsSeen), "it lists the reviews of another run");
}

/** Whether a plan's list of reviews is of this run and attempt, so that others are of this attempt. */
export function isSeenIn({ run, attempt }: RunFacts["run"], seen: ApprovalsSeen): boolean {
  return seen.attempt === attempt && (!run.startsWith("http") || run.includes(`/runs/${seen.runId}/`));
}

function approvalProblem({ verdict, facts, run }: Own<"approve">): string | undefined {
  const { source, approvers, authors, boundToPlan, rejectedBy = [] } = facts;
  const asked = source === "flag" || source === "prompt" ? approvers.find((name) => name !== run.actor) : undefined;
  const quotes = source !== "github-review" || (facts.comment ?? "").includes(facts.plan);
  const problem = denied(verdict, [
    peopleProblem(facts),
    when((approvers.length === 0) !== (source === "none"), "it names nobody who approved, or no source of who did"),
    when(facts.run !== run.run || facts.attempt !== run.attempt, "it approves another run than its own"),
    when(asked !== undefined, `'${run.actor}' was asked, and '${asked ?? ""}' answered`),
    when(
      !facts.selfApproved && isSelfApproval(approvers, [...authors, run.actor, run.triggeringActor ?? run.actor]),
      "an author approved, and it says that none did",
    ),
    when(boundToPlan && !quotes, "the review that it is bound to the plan by does not name it"),
    when(boundToPlan && approvers.length === 0, "it is bound to the plan by nobody"),
    when(rejectedBy.length > 0, "somebody rejected it"),
  ]);
  if (problem !== undefined || verdict !== "pass") return problem;
  if (approvers.length === 0) return "it passed, and names nobody who approved";
  return when(!boundToPlan, "it passed, and the approval was not of this plan");
}

function migrationProblem({ verdict, facts: { applied, inPlace, pending, plan, releasePlan } }: Own<"migrate">): string | undefined {
  // What may be repeated has no version.
  const versions = applied.flatMap(({ version }) => (version === "" ? [] : [version]));
  const again = versions.find((version) => inPlace.includes(version));
  if (again !== undefined) return `migration ${again} was applied, and in place before`;
  const twice = twiceIn(versions);
  if (twice !== undefined) return `migration ${twice} was applied twice`;
  const known = twiceIn(inPlace.filter((version) => version !== ""));
  if (known !== undefined) return `migration ${known} was in place twice`;
  return partProblem(plan, releasePlan) ?? denied(verdict, [when(pending.length > 0, `${pending.join(", ")} is still to be applied`)]);
}

function twiceIn(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => seen.has(text) || !seen.add(text));
}

function partProblem(plan: Digest, releasePlan: Digest | undefined): string | undefined {
  return when(plan === releasePlan, "its plan cannot be a part of itself");
}

function deployProblem({ verdict, facts }: Own<"deploy">, subjects: readonly Subject[]): string | undefined {
  const { pods, plan, releasePlan, backTo, revision, rolledBack, probe, objects } = facts;
  const isSaid = subjects.some(({ kind }) => kind === "environment");
  const twice = twiceIn(objects.map(({ apiVersion, kind, namespace = "", name }) => [apiVersion, kind, namespace, name].join(" ")));
  const misread = pods.find(({ imageID = "", digest }) => digestIn(imageID) !== digest);
  return (
    partProblem(plan, releasePlan) ??
    when(twice !== undefined, `it lists an object twice: ${twice}`) ??
    when(misread !== undefined, `pod ${misread?.name} has digest ${misread?.digest}, and its imageID is ${misread?.imageID}`) ??
    when(
      backTo !== undefined && (releasePlan !== undefined || subjects.some(({ kind }) => kind === "path")),
      "a rollback has no plan and no files",
    ) ??
    when(isSaid && !isPassing(verdict), `it ended with ${verdict}, and it says what runs`) ??
    imagesProblem(facts) ??
    denied(verdict, [
      when(rolledBack, "it was rolled back"),
      when(!isSaid, "it does not say what runs"),
      when(objects.length === 0, "it has no object"),
      probe && answerProblem(probe),
      when(backTo !== undefined && backTo.revision > revision, `revision ${revision} went back to revision ${backTo?.revision}`),
      podsProblem(facts, subjects),
    ])
  );
}

function digestIn(imageID: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(imageID)?.[1];
}

function digestsOf(references: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(references.map((reference) => imageOf(reference)?.digest));
}

/** What is of the release, and what is not. */
function imagesProblem({ images, others, pods, tested }: FactsOf<"deploy">): string | undefined {
  const own = Object.values(images);
  const both = others.find((other) => own.includes(other));
  if (both !== undefined) return `the image ${both} is of this release and not of it`;
  if (!tested) return undefined;
  if (pods.length === 0) return "it is called tested, and no pod runs anything";
  const digests = digestsOf(own);
  const strange = pods.find(({ digest }) => !digests.has(digest));
  return (
    strange && `it is called tested, and pod ${strange.name} runs an image that is not of this release, or which its objects do not name`
  );
}

/** Of what passed, every pod says what it runs, the objects name that, and what is of the release is a subject. */
function podsProblem({ images, others, pods }: FactsOf<"deploy">, subjects: readonly Subject[]): string | undefined {
  const own = digestsOf(Object.values(images));
  const named = digestsOf(others);
  // An image by its tag may have any digest.
  const isOpen = others.some((other) => imageOf(other) === undefined);
  const about = new Set<string | undefined>(subjects.flatMap(({ kind, digest }) => (kind === "image" ? [digest] : [])));
  for (const { name, digest } of pods) {
    if (own.has(digest) && digest !== undefined) {
      if (!about.has(digest)) return `the image ${digest}, which pod ${name} runs, is no subject`;
    } else if (!isOpen && digest === undefined) return `pod ${name} says nothing of what it runs`;
    else if (!isOpen && !named.has(digest)) return `pod ${name} runs ${digest}, which its objects do not name`;
  }
  return undefined;
}

function releaseProblem({ verdict, facts, run }: Own<"release">, subjects: readonly Subject[]): string | undefined {
  const { statements, builds, findings } = facts;
  const own = subjects.find(({ kind }) => kind === "release");
  if (own?.digest !== releaseDigest({ ...facts, commit: run.commit })) return "its subject is about another release than its facts say";
  if (new Set(statements.map(({ payload }) => payload)).size < statements.length) return "it lists a statement twice";
  if (statements.some(({ stage }) => stage === "release")) return "it lists a release among its statements";
  return (
    when(verdict === "pass" && findings.length > 0, "it passed, and it lists findings") ??
    denied(verdict, [when(statements.length + builds.length === 0, "it rests on no statement")])
  );
}
