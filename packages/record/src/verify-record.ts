import { canonicalJson, digestOfJson, headline, imageOf, isPassing, verdictOf } from "@waybill/kit";
import type { Finding, ImageDigest, Rule, Verdict } from "@waybill/kit";
import type { Bundle } from "./signing/bundle.ts";
import { payloadDigest } from "./signing/bundle.ts";
import { CLOCK_SKEW_MS } from "./gate/contradictions.ts";
import { describeConfiguration } from "./gate/configuration.ts";
import { evaluate, scopeProblem } from "./gate/evaluate.ts";
import type { Evaluation } from "./gate/evaluate.ts";
import type { EvidencePolicy, Expectation } from "./gate/expectation.ts";
import type { ForeignBuilds } from "./gate/foreign.ts";
import type { Signed, Verify } from "./gate/judge.ts";
import type { FactsOf } from "./predicate/facts.ts";
import type { StatementView } from "./predicate/view.ts";
import type { ReleaseRecord } from "./record-file.ts";
import { subjectFindings } from "./subject-findings.ts";
import type { SubjectReader } from "./subject-findings.ts";

/** What a record must be true about. */
export interface VerifyOptions {
  readonly verify: Verify;
  readonly policy: EvidencePolicy;
  /** What is known of the release beside its record; images and plan are the record's own when absent. */
  readonly expected: Omit<Expectation, "before" | "images" | "plan" | "builds"> & { readonly images?: Expectation["images"] | undefined };
  /** The record's own `builds`, judged by whoever reads it; without it the provenance of other programs counts for nothing. */
  readonly builds?: ForeignBuilds | undefined;
  /** Reads things as they are now; without it nothing but the record itself is judged. */
  readonly readSubject?: SubjectReader | undefined;
}

/** What a verification found; `pass` means that nothing was left unread. */
export interface RecordVerification {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly statements: readonly Signed[];
  readonly evaluation?: Evaluation | undefined;
}

type ReleaseView = Extract<StatementView, { stage: "release" }>;

/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that the evidence
 * suffices (the same judgement as before each effect), that the release was closed with a passing verdict, and that every subject still has
 * its digest. Each finding names the statement or subject.
 */
export async function verifyRecord(record: ReleaseRecord, options: VerifyOptions): Promise<RecordVerification> {
  const findings: Finding[] = [];
  const signed: Signed[] = [];
  record.statements.forEach((bundle, index) => {
    try {
      signed.push(options.verify(bundle));
    } catch (error) {
      findings.push(problem("record-signature", `Statement ${index + 1} of the record does not hold: ${headline(error)}`));
    }
  });
  // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
  if (findings.length > 0) return { verdict: "fail", findings, statements: signed };
  const statements = signed.map(({ view }) => view);
  const release = statements.at(-1);
  if (release?.stage !== "release")
    return {
      verdict: "fail",
      statements: signed,
      findings: [
        problem(
          "record-end",
          "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish.",
        ),
      ],
    };
  const evaluation = judgeContents(record.statements.slice(0, -1), statements, release, options);
  findings.push(
    ...listingFindings(record.statements.slice(0, -1), statements, release.facts),
    ...buildFindings(record, release.facts, options.builds, evaluation),
    ...closingFindings(release, options),
    ...closingContradictions(release, statements.slice(0, -1)),
    ...evaluation.findings,
    ...unusedFindings(statements.slice(0, -1), record, evaluation, options),
    ...(options.readSubject ? await subjectFindings(statements, options.readSubject) : []),
  );
  return { verdict: verdictOn(findings), findings, statements: signed, evaluation };
}

/** What could not be read is known to be neither right nor wrong, and a verification that found nothing else against a record cannot tell. */
export function verdictOn(findings: readonly Finding[]): Verdict {
  const errors = findings.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ rule }) => rule === "subject-unreadable") ? "inconclusive" : verdictOf(findings);
}

/** The record's own statements must suffice for the release that its last one closes. */
function judgeContents(
  bundles: readonly Bundle[],
  statements: readonly StatementView[],
  release: ReleaseView,
  { verify, policy, expected, builds }: VerifyOptions,
): Evaluation {
  const { after: _elsewhere, ...rest } = expected;
  return evaluate(bundles, verify, policy, {
    ...rest,
    builds: builds?.builds,
    // The run that applied the plan is the one that must have been allowed to.
    approvedIn: statements.findLast(({ stage }) => stage === "deploy")?.run.run,
    before: "release",
    images: expected.images ?? imagesOf(release.facts),
    plan: release.facts.plan,
  });
}

/** The images that a closing statement names by their digests. */
export function imagesOf({ images }: FactsOf<"release">): Readonly<Record<string, ImageDigest>> {
  const found: [string, ImageDigest][] = [];
  for (const [name, reference] of Object.entries(images)) {
    const image = imageOf(reference);
    if (image) found.push([name, image]);
  }
  return Object.fromEntries(found);
}

/** The last statement must be about the expected release, fit its own identity, and have passed. */
function closingFindings(release: ReleaseView, { expected }: VerifyOptions): Finding[] {
  const findings: Finding[] = [];
  const scope = scopeProblem(release, { ...expected, before: "release", images: {} });
  if (scope !== undefined) findings.push(problem("record-origin", `The record is of another release: ${scope}.`));
  if (release.facts.application !== expected.application)
    findings.push(
      problem("record-origin", `The record is of the application '${release.facts.application}', and this is '${expected.application}'.`),
    );
  if (release.contradiction !== undefined)
    findings.push(problem("evidence-contradiction", `The release statement contradicts itself: ${release.contradiction}.`));
  if (expected.configuration && canonicalJson(release.facts.configuration) !== canonicalJson(expected.configuration))
    findings.push(
      problem(
        "record-origin",
        `The release was closed with another configuration than this one: with ${describeConfiguration(release.facts.configuration)}, and this is ${describeConfiguration(expected.configuration)}.`,
      ),
    );
  if (!isPassing(release.verdict))
    findings.push({
      ...problem("record-verdict", "The release was closed with a verdict that does not pass."),
      observed: [release.verdict, ...release.facts.findings].join(": "),
    });
  const future = Date.parse(release.finishedAt) - expected.now.getTime();
  if (future > CLOCK_SKEW_MS)
    findings.push(problem("evidence-time", `The release was closed at ${release.finishedAt}, and it is ${expected.now.toISOString()}.`));
  return findings;
}

/** A release is closed after all that it rests on, and is of the plan and the revision that the record proves. */
function closingContradictions(release: ReleaseView, statements: readonly StatementView[]): Finding[] {
  const { revision, plan } = release.facts;
  const findings: Finding[] = [];
  const later = statements.find(({ finishedAt }) => Date.parse(finishedAt) > Date.parse(release.finishedAt) + CLOCK_SKEW_MS);
  if (later) {
    const what = `The release says that it was closed at ${release.finishedAt}, before the ${later.stage} that it rests on (${later.finishedAt}).`;
    findings.push(problem("evidence-time", what));
  }
  const deploy = statements.findLast((view) => view.stage === "deploy");
  // A failed release may have come to none.
  const isSaid = revision !== undefined || isPassing(release.verdict);
  if (deploy?.stage === "deploy" && isSaid && deploy.facts.revision !== revision)
    findings.push(
      problem(
        "record-end",
        `The release is of ${revision === undefined ? "no revision" : `revision ${revision}`}, and revision ${deploy.facts.revision} was deployed.`,
      ),
    );
  // A failed release says what it was about to be, and may have come to neither.
  if (!isPassing(release.verdict)) return findings;
  if (revision !== undefined && !deploy)
    findings.push(
      problem("record-end", `The release is of revision ${revision}, and no statement of the record says that it was deployed.`),
    );
  if (plan !== undefined && statements.every(({ stage }) => stage !== "plan"))
    findings.push(problem("record-end", `The release is of the plan ${plan}, and the record has no statement of it.`));
  return findings;
}

/** Every statement of a record is there because the release rests on it; one that nothing rests on was added. */
function unusedFindings(
  statements: readonly StatementView[],
  record: ReleaseRecord,
  { chosen }: Evaluation,
  { expected }: VerifyOptions,
): Finding[] {
  const used = new Set(chosen.map(({ payload }) => payload));
  return statements.flatMap((view, index) => {
    const bundle = record.statements[index];
    if (!bundle || used.has(payloadDigest(bundle))) return [];
    if (view.stage === "release")
      return [problem("record-added", `Statement ${index + 1} is a second release statement; a record has one, at its end.`)];
    const scope = scopeProblem(view, { ...expected, before: "release", images: {} });
    const why = scope ?? "a newer one, or one about what was released, stands in its place";
    return [problem("record-added", `The ${view.stage} statement (number ${index + 1}) is not part of this release: ${why}.`)];
  });
}

/** Compares the statements with the list that the release statement signs. */
function listingFindings(
  bundles: readonly Bundle[],
  statements: readonly StatementView[],
  { statements: listed }: FactsOf<"release">,
): Finding[] {
  const present = bundles.map(payloadDigest);
  const places = new Map(present.map((digest, index) => [digest, index]));
  const findings: Finding[] = [];
  for (const [index, entry] of listed.entries()) {
    const there = statements[index]?.stage;
    if (present[index] === entry.payload && there !== entry.stage)
      findings.push(problem("record-order", `Statement ${index + 1} is a ${there} statement, and is listed as ${entry.stage}.`));
    if (present[index] === entry.payload) continue;
    const elsewhere = places.get(entry.payload);
    findings.push(
      problem(
        "record-order",
        elsewhere === undefined
          ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
          : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`,
      ),
    );
  }
  const known = new Set<string>(listed.map(({ payload }) => payload));
  for (const [index, digest] of present.entries()) {
    if (!known.has(digest))
      findings.push(
        problem(
          "record-added",
          `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`,
        ),
      );
  }
  if (places.size !== present.length) findings.push(problem("record-added", "A statement stands in the record twice."));
  return findings;
}

/** Provenance of other programs must be what was listed, be signed by whom the reader's policy names for it, and stand for a build. */
function buildFindings(
  { builds = [] }: ReleaseRecord,
  { builds: listed }: FactsOf<"release">,
  judged: ForeignBuilds | undefined,
  evaluation: Evaluation,
): Finding[] {
  const present = builds.map(digestOfJson);
  const missing = listed.findIndex((digest, index) => present[index] !== digest);
  const counted = new Set(evaluation.builds.map(({ bundle }) => digestOfJson(bundle)));
  const good = new Set(judged?.builds.map(({ bundle }) => digestOfJson(bundle)));
  const next = "Verify with a policy that names the workflow that signed it for the stage 'build', and with the trust root that knows it.";
  const findings = (judged?.ignored ?? []).map((why) => problem("record-signature", why, next));
  const unjudged = present.some((digest) => !good.has(digest)) && findings.length === 0;
  if (unjudged)
    findings.push(
      problem("record-signature", "Another program's provenance stands for a build in this record, and nobody is trusted for it.", next),
    );
  if (missing >= 0)
    findings.push(
      problem("record-order", `The provenance of another program (number ${missing + 1}) is missing from the record or was replaced.`),
    );
  const added = present.findIndex((digest, index) => listed[index] !== digest || (good.has(digest) && !counted.has(digest)));
  if (added >= 0)
    findings.push(problem("record-added", `The provenance of another program (number ${added + 1}) is not part of this release.`));
  return findings;
}

function problem(rule: Rule, what: string, next = "Do not rely on this record. Run a new release."): Finding {
  return { rule, severity: "error", what, next };
}
