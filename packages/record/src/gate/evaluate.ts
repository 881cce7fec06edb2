import { isPassing, STAGES, verdictOf } from "@waybill/kit";
import type { Demand, Digest, Finding, Rule, Stage, Verdict } from "@waybill/kit";
import type { Bundle } from "../signing/bundle.ts";
import { PREDICATES } from "../predicate/predicates.ts";
import type { StatementView } from "../predicate/view.ts";
import { describeConfiguration, sharesConfiguration } from "./configuration.ts";
import { CLOCK_SKEW_MS, contradictions } from "./contradictions.ts";
import type { EvidencePolicy, Expectation } from "./expectation.ts";
import type { ForeignBuild } from "./foreign.ts";
import { judge, newestOf, ofStage } from "./judge.ts";
import type { TrustedStatement, Verify } from "./judge.ts";
import { thingsOf } from "./things.ts";
import type { Thing } from "./things.ts";

/** What one demand came to for one thing. */
export interface Proof {
  readonly stage: Stage;
  /** The thing's short name. */
  readonly thing: string;
  readonly verdict: Verdict | "missing";
  readonly statement?: TrustedStatement | undefined;
  /** Who signed provenance of another program, where that is the proof. */
  readonly provenBy?: string | undefined;
  /** What makes a missing proof. */
  readonly next?: string | undefined;
}

/** Whether evidence suffices for what is about to happen, and why not. */
export interface Evaluation {
  readonly verdict: Verdict;
  /** Every reason against, each with the stage and the command that would supply what is missing. */
  readonly findings: readonly Finding[];
  readonly proofs: readonly Proof[];
  /** The statements that count for this release, oldest first. */
  readonly chosen: readonly TrustedStatement[];
  /** The provenance of other programs that counts for this release, in the place of a build of ours. */
  readonly builds: readonly ForeignBuild[];
  /** Why other statements were passed over because of their signature. */
  readonly ignored: readonly string[];
}

/** The stages that must be behind a release before it may do something: those that come before it in the chain. */
function neededBefore({ before }: Expectation): readonly Stage[] {
  return STAGES.slice(0, STAGES.indexOf(before));
}

/**
 * Judges whether the evidence of a release suffices for its next step. Signatures first; of what is left, the newest statement about each
 * thing counts; each demand must be met for every thing; what was chosen must fit together. Pure: it is asked before every effect, with the
 * same words for everybody who asks.
 */
export function evaluate(bundles: readonly Bundle[], verify: Verify, policy: EvidencePolicy, expected: Expectation): Evaluation {
  const judged = judge(bundles, verify);
  // What a clock that ran ahead has dated would be the newest word for years; it is passed over like what nobody trusted has signed.
  const trusted = judged.trusted.filter(({ view }) => clockProblem(view, expected) === undefined);
  const ignored = [...judged.ignored, ...judged.trusted.flatMap(({ view }) => clockProblem(view, expected) ?? [])];
  const inScope = trusted.filter(({ view }) => scopeProblem(view, expected) === undefined);
  const statementsAbout = findByDigest(inScope);
  const proofs: Proof[] = [];
  const builds = new Set<ForeignBuild>();
  const findings: Finding[] = [];
  const needed = neededBefore(expected);
  for (const demand of policy.demands.filter(({ stage }) => needed.includes(stage)).toSorted(byStage)) {
    const things = thingsOf(demand.stage, expected);
    if (things.length === 0) findings.push(nothingToProve(demand));
    const newest = newestOf(trusted.filter(({ view }) => view.stage === demand.stage));
    for (const thing of things) {
      const about = statementsAbout(thing).filter(({ view }) => thing.impossible === undefined && thing.mismatch(view) === undefined);
      const found = chosenOf(about, demand, expected);
      if (!found && thing.builtBy !== undefined) {
        builds.add(thing.builtBy);
        proofs.push({ stage: demand.stage, thing: thing.name, verdict: "pass", provenBy: thing.builtBy.signer });
        continue;
      }
      // What is about the very thing tells more than the newest of all.
      const closest = !found && thing.digest && newestOf(statementsAbout(thing).filter(({ view }) => view.stage === demand.stage));
      const problem = found ? unmet(demand, thing, found) : missing(demand, thing, expected, { newest: closest || newest, ignored });
      proofs.push({
        stage: demand.stage,
        thing: thing.name,
        verdict: found?.view.verdict ?? "missing",
        statement: found,
        next: problem?.next,
      });
      if (problem) findings.push(problem);
    }
  }
  const before = releaseBefore(trusted, expected);
  if (before) {
    proofs.push(before.proof);
    findings.push(...before.findings);
  }
  const own = proofs.flatMap(({ statement, stage }) => (statement && stage !== "release" ? [statement] : []));
  const chosen = [...new Set(own)].toSorted((a, b) => a.view.startedAt.localeCompare(b.view.startedAt));
  findings.push(...contradictions(chosen, policy, expected));
  return { verdict: verdictOf(findings), findings, proofs, chosen, builds: [...builds], ignored };
}

/** The newest word about a thing; of several good ones about a plan, the one that the run rests on. */
function chosenOf(about: readonly TrustedStatement[], demand: Demand, { approvedIn }: Expectation): TrustedStatement | undefined {
  const newest = newestOf(about);
  if (!newest || !demand.allow.includes(newest.view.verdict)) return newest;
  if (demand.stage === "approve") return approvalOf(about, newest);
  if (demand.stage !== "plan") return newest;
  // Two runs may come to one plan, and each lists the reviews before its own.
  const own = newestOf(about.filter(({ view }) => view.run.run === approvedIn));
  return own && demand.allow.includes(own.view.verdict) ? own : newest;
}

/**
 * The newest approval of a plan, or, where it is one of several that its run proved, the first of those: a job that migrates and then deploys proves
 * the same approval before each, and the migrations rest on the first.
 */
function approvalOf(about: readonly TrustedStatement[], newest: TrustedStatement): TrustedStatement | undefined {
  const ofRun = about.filter(({ view }) => view.run.run === newest.view.run.run);
  // A no is a no, whoever says yes after it.
  const refused = newestOf(ofRun.filter(({ view }) => view.stage === "approve" && (view.facts.rejectedBy ?? []).length > 0));
  if (refused) return refused;
  const equal = ofRun.filter(({ view }) => view.verdict === newest.view.verdict);
  return equal.toSorted((a, b) => Date.parse(a.view.finishedAt) - Date.parse(b.view.finishedAt))[0];
}

/** Finds the statements that may be about a thing, without holding each of thousands of things against each of thousands of statements. */
function findByDigest(statements: readonly TrustedStatement[]): (thing: Thing) => readonly TrustedStatement[] {
  const known = new Map<Digest, TrustedStatement[]>();
  for (const statement of statements) {
    for (const digest of new Set(statement.view.subjects.map((subject) => subject.digest))) {
      const about = known.get(digest) ?? [];
      about.push(statement);
      known.set(digest, about);
    }
  }
  return ({ digest }) => (digest === undefined ? statements : (known.get(digest) ?? []));
}

function clockProblem({ stage, finishedAt }: StatementView, { now }: Expectation): string | undefined {
  if (!(Date.parse(finishedAt) > now.getTime() + CLOCK_SKEW_MS)) return undefined;
  return `The ${stage} statement says that it ended at ${finishedAt}, and it is ${now.toISOString()}: its runner's clock or this one is wrong. Set the clocks (NTP) and run the stage again.`;
}

/** Why a statement is about another release; undefined when it is about this one. */
export function scopeProblem(view: StatementView, { run, environment, product }: Expectation): string | undefined {
  if (view.run.repository !== run.repository) return `it is from repository ${view.run.repository}, and this is ${run.repository}`;
  if (view.run.rehearsal !== run.rehearsal) return `it is from ${view.run.rehearsal ? "a rehearsal" : "a real run"}, and this is not`;
  if (view.run.commit !== run.commit) return `it is about commit ${view.run.commit}, and this is ${run.commit}`;
  if (isOfAnother(view, product)) return `it is of the product '${view.product}', and this is '${product}'`;
  if (view.environment !== undefined && view.environment !== environment)
    return `it is for environment '${view.environment}', and this is '${environment}'`;
  return undefined;
}

/** Whether two files named two products. What a step's inputs described has no product, and says of none that it is another. */
export function isOfAnother(view: Pick<StatementView, "product">, product: string | null): boolean {
  return view.product !== null && product !== null && view.product !== product;
}

function byStage(a: Demand, b: Demand): number {
  return STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);
}

function unmet(demand: Demand, thing: Thing, { view }: TrustedStatement): Finding | undefined {
  if (demand.allow.includes(view.verdict)) return undefined;
  return {
    ...problem("evidence-verdict", `The ${demand.stage} of ${thing.label} ended with ${view.verdict}.`),
    observed: view.verdict,
    expected: `${demand.allow.join(" or ")} (demanded by ${demand.from})`,
    next: `Mend what it found (${view.run.run}) and run it again: it comes from ${PREDICATES[demand.stage].madeBy}.`,
  };
}

/** What is there instead of a missing proof. */
interface Nearby {
  /** The newest trusted statement of the stage, whatever it is about. */
  readonly newest: TrustedStatement | undefined;
  readonly ignored: readonly string[];
}

function missing(demand: Demand, thing: Thing, expected: Expectation, found: Nearby): Finding {
  return {
    ...problem("evidence-missing", `No ${demand.stage} evidence counts for ${thing.label} (demanded by ${demand.from}).`),
    observed: thing.impossible ?? nearest(demand.stage, thing, expected, found),
    next: `It comes from ${PREDICATES[demand.stage].madeBy}. Run that for this commit with a signing key or identity that is trusted.`,
  };
}

/** What is nearest to the missing proof, because people look for the difference. */
function nearest(stage: Stage, thing: Thing, expected: Expectation, { newest, ignored }: Nearby): string {
  const other = newest && (scopeProblem(newest.view, expected) ?? thing.mismatch(newest.view));
  if (other !== undefined) return `the newest ${stage} statement does not count: ${other}`;
  const [first] = ignored;
  if (first === undefined) return `there is no ${stage} statement`;
  return `${ignored.length === 1 ? "a statement was" : `${ignored.length} statements were`} passed over: ${first.replace(/\.$/, "")}`;
}

function nothingToProve({ stage, from }: Demand): Finding {
  return problem(
    "evidence-missing",
    `Evidence of the stage '${stage}' is demanded by ${from}, and waybill.yml declares nothing that it could be about.`,
    "Declare it in waybill.yml, or ask the owner of the policy to leave this project out.",
  );
}

/**
 * `after:` of an environment: the same commit and images must have been released there with a passing verdict, by the same configuration. One
 * that says less of that environment would have let anything pass there.
 */
function releaseBefore(
  trusted: readonly TrustedStatement[],
  expected: Expectation,
): { readonly proof: Proof; readonly findings: readonly Finding[] } | undefined {
  if (!expected.after) return undefined;
  const { environment, images } = expected.after;
  const releases = ofStage(trusted, "release").filter(({ view }) => {
    if (view.facts.application !== expected.application) return false;
    if (scopeProblem(view, { ...expected, environment }) !== undefined) return false;
    return images.every((name) => {
      const image = expected.images[name];
      return image !== undefined && (view.facts.images[name] ?? "").endsWith(`@${image.digest}`);
    });
  });
  const found = newestOf(releases.filter(({ view }) => sharesConfiguration(view.facts.configuration, expected.configuration)));
  const next = `Release this commit with these images to ${environment} first: 'waybill release -e ${environment}', or the job of ${environment} in the workflow.`;
  const verdict = found?.view.verdict ?? "missing";
  const proof: Proof = { stage: "release", thing: environment, verdict, statement: found, next: found ? undefined : next };
  if (found && isPassing(found.view.verdict) && found.view.contradiction === undefined) return { proof, findings: [] };
  const what = found
    ? `The release of this commit to ${environment} ended with ${found.view.verdict}, and ${expected.environment} comes after it.`
    : `This commit with these images was not released to ${environment}, and ${expected.environment} comes after it.`;
  return { proof, findings: [{ ...problem("evidence-after", what), observed: otherwiseConfigured(found, releases, expected), next }] };
}

/** A release by another configuration is what people take for the missing one. */
function otherwiseConfigured(
  found: TrustedStatement | undefined,
  releases: ReturnType<typeof ofStage<"release">>,
  { configuration = [] }: Expectation,
): string | undefined {
  const other = releases.at(-1);
  if (found || !other) return undefined;
  return `a release with another configuration: with ${describeConfiguration(other.view.facts.configuration)}, and this is ${describeConfiguration(configuration)}`;
}

function problem(rule: Rule, what: string, next?: string): Finding {
  return { rule, severity: "error", what, next };
}
