import { digestOfJson, headline, verdictOf } from "@waybill/kit";
import type { Digest, Finding, Rule, Stage, Subject, Verdict } from "@waybill/kit";
import { payloadDigest, verifyBundle } from "./signing/bundle.ts";
import type { Bundle, StatementView } from "./signing/bundle.ts";
import { chainFindings } from "./chain.ts";
import type { TrustedKey } from "./signing/signer.ts";
import type { ReleaseRecord } from "./record-file.ts";

/** One stage that must have evidence with one of the allowed verdicts. */
export interface Requirement {
  readonly stage: Stage;
  readonly allow: readonly Verdict[];
}

/** Reads the digest that a subject has now; undefined when it cannot be read, which is never taken for a match. */
export type SubjectReader = (subject: Subject, statement: StatementView) => Promise<Digest | undefined>;

/** What a record must be true about. */
export interface VerifyOptions {
  readonly trusted: readonly TrustedKey[];
  readonly policy: readonly Requirement[];
  readonly environment: string;
  readonly readSubject: SubjectReader;
  /** Commit that must have been released, when it is known. */
  readonly commit?: string | undefined;
}

/** What a verification found; `pass` means that nothing was left unread. */
export interface RecordVerification {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly statements: readonly StatementView[];
}

const PASSING: readonly Verdict[] = ["pass", "warn"];

interface Listed {
  readonly stage: Stage;
  readonly payload: Digest;
}

/**
 * Verifies a record: every signature, that the statements are the ones and in the order that the release statement lists, that they fit
 * together, that the policy is met, and that every subject still has its digest. Each finding names the statement or subject.
 */
export async function verifyRecord(record: ReleaseRecord, options: VerifyOptions): Promise<RecordVerification> {
  const findings: Finding[] = [];
  const statements: StatementView[] = [];
  record.statements.forEach((bundle, index) => {
    try {
      statements.push(verifyBundle(bundle, options.trusted).view);
    } catch (error) {
      findings.push(problem("record-signature", `Statement ${index + 1} of the record does not hold: ${headline(error)}`));
    }
  });
  // What is not signed by a trusted key says nothing, so nothing further is concluded from it.
  if (findings.length > 0) return { verdict: "fail", findings, statements };
  findings.push(
    ...listingFindings(record.statements, statements),
    ...chainFindings(statements, options.environment, options.commit),
    ...evaluatePolicy(statements, options.policy),
    ...(await subjectFindings(statements, options.readSubject)),
  );
  return { verdict: verdictOf(findings), findings, statements };
}

/** Compares the statements with the list that the release statement signs. */
function listingFindings(bundles: readonly Bundle[], statements: readonly StatementView[]): Finding[] {
  const release = statements.at(-1);
  if (release?.stage !== "release")
    return [
      problem(
        "record-end",
        "The record does not end with a release statement, so nothing says that it is complete. It was cut, or its release did not finish.",
      ),
    ];
  const listed = release.facts["statements"];
  if (!isListing(listed))
    return [
      problem(
        "record-end",
        "The release statement does not list the statements of its release, so nothing says that the record is complete.",
      ),
    ];
  const own = release.subjects.find((subject) => subject.name.startsWith("release/"));
  if (own?.digest !== digestOfJson(release.facts))
    return [problem("record-end", "The release statement's facts do not have the digest that it is about.")];
  const present = bundles.slice(0, -1).map(payloadDigest);
  const findings: Finding[] = [];
  for (const [index, entry] of listed.entries()) {
    if (present[index] === entry.payload) continue;
    const elsewhere = present.indexOf(entry.payload);
    findings.push(
      problem(
        "record-order",
        elsewhere < 0
          ? `The ${entry.stage} statement (number ${index + 1}) is missing from the record or was replaced.`
          : `The ${entry.stage} statement stands at number ${elsewhere + 1} instead of ${index + 1}: statements were swapped.`,
      ),
    );
  }
  for (const [index, digest] of present.entries()) {
    if (!listed.some((entry) => entry.payload === digest))
      findings.push(
        problem(
          "record-added",
          `Statement ${index + 1} (${statements[index]?.stage ?? "unknown"}) is not part of this release: it was added or replaced.`,
        ),
      );
  }
  if (new Set(present).size !== present.length) findings.push(problem("record-added", "A statement stands in the record twice."));
  return findings;
}

function isListing(value: unknown): value is readonly Listed[] {
  return (
    Array.isArray(value) &&
    value.every((entry: Partial<Listed> | null) => typeof entry?.stage === "string" && typeof entry.payload === "string")
  );
}

/**
 * Which requirements a list of statements does not meet. A stage that no requirement names need not be there, but when it is, it must
 * have passed: a release does not hide what went wrong.
 */
export function evaluatePolicy(statements: readonly StatementView[], requirements: readonly Requirement[]): Finding[] {
  const named = new Set(requirements.map(({ stage }) => stage));
  const others = [...new Set(statements.map(({ stage }) => stage))].filter((stage) => !named.has(stage) && stage !== "release");
  const all = [...requirements, ...others.map((stage) => ({ stage, allow: PASSING }))];
  return all.flatMap(({ stage, allow }): Finding[] => {
    const own = statements.filter((statement) => statement.stage === stage);
    if (own.length === 0)
      return [
        problem(
          "record-policy",
          `The policy demands evidence of the stage '${stage}', and the record has none.`,
          "Run that stage for this release.",
        ),
      ];
    return own
      .filter((statement) => !allow.includes(statement.verdict))
      .map((statement) => ({
        ...problem(
          "record-policy",
          `The ${stage} statement about ${statement.subjects[0]?.name ?? "nothing"} does not have a verdict that the policy allows.`,
        ),
        observed: statement.verdict,
        expected: allow.join(" or "),
      }));
  });
}

async function subjectFindings(statements: readonly StatementView[], readSubject: SubjectReader): Promise<Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const statement of statements) {
    for (const subject of statement.subjects) {
      const key = `${subject.name}@${subject.digest}`;
      if (seen.has(key) || subject.name.startsWith("release/")) continue;
      seen.add(key);
      const now = await readNow(readSubject, subject, statement, findings);
      if (now === subject.digest) continue;
      findings.push({
        ...problem(
          "subject-changed",
          now === undefined
            ? `'${subject.name}' of the ${statement.stage} statement cannot be read or does not hold any more.`
            : `'${subject.name}' is not what the ${statement.stage} statement is about: it was changed after that stage.`,
        ),
        observed: now ?? "nothing that could be compared",
        expected: subject.digest,
        next: "Undo the change, or run a new release for it.",
      });
    }
  }
  return findings;
}

/** A subject that cannot be read is a finding like any other: the verification goes on and names everything else too. */
async function readNow(
  readSubject: SubjectReader,
  subject: Subject,
  statement: StatementView,
  findings: Finding[],
): Promise<Digest | undefined> {
  try {
    return await readSubject(subject, statement);
  } catch (error) {
    findings.push(problem("subject-unreadable", headline(error)));
    return undefined;
  }
}

function problem(rule: Rule, what: string, next?: string): Finding {
  return { rule, severity: "error", what, next };
}
