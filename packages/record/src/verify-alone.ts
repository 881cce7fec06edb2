import { headline } from "@waybill/kit";
import type { Digest, Finding, Rule, Subject } from "@waybill/kit";
import type { EvidencePolicy, Expectation } from "./gate/expectation.ts";
import type { ForeignBuilds } from "./gate/foreign.ts";
import type { Verify } from "./gate/judge.ts";
import { declaredBy, thingsOf } from "./gate/things.ts";
import type { StatementView } from "./predicate/view.ts";
import type { ReleaseRecord } from "./record-file.ts";
import { payloadDigest } from "./signing/bundle.ts";
import { OutdatedRoot } from "./signing/trust-root.ts";
import { imagesOf, verifyRecord } from "./verify-record.ts";
import type { SubjectReader } from "./subject-findings.ts";
import type { RecordVerification } from "./verify-record.ts";

/** What somebody who has only the record knows of the release. What is not given is taken from the record's own closing statement. */
export interface Known {
  readonly repository?: string | undefined;
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  readonly application?: string | undefined;
  /** The image that the record was found beside, or that it must be about. */
  readonly image?: Digest | undefined;
  /** Whether a rehearsal's record is asked for; a real one by default. */
  readonly rehearsal?: boolean | undefined;
}

export interface AloneOptions {
  readonly verify: Verify;
  readonly known: Known;
  /** What must have been proven beside what the record itself says was. */
  readonly policyFor?: ((environment: string) => EvidencePolicy) | undefined;
  /** The record's own `builds`, judged; see `VerifyOptions`. */
  readonly builds?: ForeignBuilds | undefined;
  readonly now: Date;
  /** Reads what can be read of the subjects; without it nothing but the record itself is judged. */
  readonly readSubject?: SubjectReader | undefined;
}

/** A verification, and which parts of what was expected are the record's own word. */
export interface AloneVerification extends RecordVerification {
  /** The statement that closes the record; absent when not every signature holds, because then nothing is concluded from it. */
  readonly release?: Extract<StatementView, { stage: "release" }> | undefined;
  readonly taken: readonly ("repository" | "commit" | "environment" | "images")[];
}

type ReleaseView = NonNullable<AloneVerification["release"]>;

/**
 * Verifies a record without the project that it is of: every signature, the listing that closes it, the closing verdict, that every statement
 * is of one release and about one another's things, and what `known` and `policyFor` ask for. The demands of a waybill.yml are not judged,
 * because there is none: that they were met is the word of whoever signed the closing statement. `inconclusive` when the authorities that
 * would know a signature cannot be asked, such as a trust root that expired.
 */
export async function verifyAlone(record: ReleaseRecord, options: AloneOptions): Promise<AloneVerification> {
  const { views, isUnknown } = readSigned(record, options.verify);
  const release = views?.at(-1);
  if (!views || release?.stage !== "release") {
    const verified = await verifyRecord(record, { ...options, policy: NOTHING_DEMANDED, expected: expectationOf([], undefined, options) });
    return { ...verified, verdict: isUnknown ? "inconclusive" : "fail", taken: [] };
  }
  const before = views.slice(0, -1);
  const asked = options.policyFor?.(release.facts.environment);
  const demanded = asked?.demands ?? [];
  const expected = expectationOf(before, release, options);
  // What the record has no statement about, it knows nothing of that one could be missing for.
  const empty = demanded.filter(({ stage }) => thingsOf(stage, { ...expected, before: "release" }).length === 0);
  const policy: EvidencePolicy = {
    ...(asked ?? NOTHING_DEMANDED),
    demands: [
      ...[...new Set([...before.map(({ stage }) => stage), ...(record.builds ? ["build" as const] : [])])].map((stage) => ({
        stage,
        allow: PASSING,
        from: "the record itself",
      })),
      ...demanded.filter((demand) => !empty.includes(demand)),
    ],
  };
  const verified = await verifyRecord(record, { ...options, policy, expected });
  const findings = [
    ...verified.findings,
    ...empty.map(({ stage, from }) =>
      problem("evidence-missing", `Evidence of the stage '${stage}' is demanded by ${from}, and the record has none.`),
    ),
    ...imageFindings(release, options.known),
  ];
  const isRefused = verified.verdict === "fail" || findings.length > verified.findings.length;
  return { ...verified, verdict: isRefused ? "fail" : verified.verdict, findings, release, taken: takenFor(options.known) };
}

const PASSING = ["pass", "warn"] as const;
const NOTHING_DEMANDED: EvidencePolicy = { demands: [], selfApproval: "allow", dirty: "allow", sources: [] };

/** Records that were found beside an image, told apart. */
export interface ChosenRecords {
  /** The newest that a trusted signer closed and that is of the release that is asked for; several when it is stored several times. */
  readonly candidates: readonly ReleaseRecord[];
  /** Why each of the others is not it. */
  readonly others: readonly string[];
}

/**
 * Chooses among records that were found beside an image: the newest whose closing statement a trusted signer signed, about this image and
 * about what else is known. What nobody who is trusted closed is passed over, so that who may only push can hide nothing behind it. Whether
 * the chosen one holds is for `verifyAlone` to say; a copy of it that was tampered with stands among the candidates beside the honest one.
 */
export function chooseRecords(records: readonly ReleaseRecord[], verify: Verify, known: Known): ChosenRecords {
  const others: string[] = [];
  const closed = records.flatMap((record) => {
    const found = closingOf(record, verify, known);
    if (typeof found !== "string") return [{ record, ...found }];
    others.push(found);
    return [];
  });
  const newest = closed.toSorted((a, b) => b.view.finishedAt.localeCompare(a.view.finishedAt))[0];
  const older = closed.filter(({ payload }) => payload !== newest?.payload);
  return {
    candidates: closed.filter(({ payload }) => payload === newest?.payload).map(({ record }) => record),
    others: [...older.map(({ view }) => `an older record, ${describeRelease(view)}`), ...others],
  };
}

function closingOf(record: ReleaseRecord, verify: Verify, known: Known): { view: ReleaseView; payload: Digest } | string {
  const closing = record.statements.at(-1);
  if (!closing) return "a record without statements";
  try {
    const { view } = verify(closing);
    if (view.stage !== "release") return `a record that ends with a ${view.stage} statement`;
    const isAsked =
      [known.repository ?? view.run.repository, known.commit ?? view.run.commit].join() === [view.run.repository, view.run.commit].join() &&
      (known.environment ?? view.facts.environment) === view.facts.environment &&
      (known.image === undefined || isAbout(view.subjects, known.image));
    return isAsked ? { view, payload: payloadDigest(closing) } : `the record of another release, ${describeRelease(view)}`;
  } catch (error) {
    return `a record that does not count: ${headline(error)}`;
  }
}

function describeRelease({ facts, run, finishedAt, verdict }: ReleaseView): string {
  return `${facts.application} to ${facts.environment} of commit ${run.commit.slice(0, 12)} (${verdict}, ${finishedAt})`;
}

interface Read {
  /** Undefined unless every signature holds; which one does not, and why, is said by the verification. */
  readonly views?: readonly StatementView[] | undefined;
  /** Whether all that does not hold might hold if this machine's trust root were of the right time. */
  readonly isUnknown: boolean;
}

function readSigned(record: ReleaseRecord, verify: Verify): Read {
  const problems: unknown[] = [];
  const views = record.statements.flatMap((bundle) => {
    try {
      return [verify(bundle).view];
    } catch (error) {
      problems.push(error);
      return [];
    }
  });
  if (problems.length === 0) return { views, isUnknown: false };
  return { isUnknown: problems.every((error) => error instanceof OutdatedRoot) };
}

/** The record's own things are what its statements must be about. */
function expectationOf(
  before: readonly StatementView[],
  release: ReleaseView | undefined,
  { known, now }: AloneOptions,
): Omit<Expectation, "before" | "plan"> {
  return {
    run: {
      repository: known.repository ?? release?.run.repository ?? "",
      commit: known.commit ?? release?.run.commit ?? "",
      rehearsal: known.rehearsal ?? false,
      dirty: false,
    },
    application: known.application ?? release?.facts.application ?? "",
    product: release?.product ?? null,
    environment: known.environment ?? release?.facts.environment ?? "",
    configuration: release?.facts.configuration,
    images: release ? imagesOf(release.facts) : {},
    ...declaredBy(before),
    now,
  };
}

function imageFindings({ subjects, facts }: ReleaseView, { image }: Known): Finding[] {
  if (image === undefined || isAbout(subjects, image)) return [];
  return [
    {
      ...problem("record-origin", "The record is of a release of other images."),
      observed: Object.values(facts.images).join(", ") || "no image",
      expected: image,
    },
  ];
}

/** Whether the subjects of a closing statement name an image. */
function isAbout(subjects: readonly Subject[], image: Digest): boolean {
  return subjects.some(({ kind, digest }) => kind === "image" && digest === image);
}

function takenFor({ repository, commit, environment, image }: Known): AloneVerification["taken"] {
  return [
    ...(repository === undefined ? (["repository"] as const) : []),
    ...(commit === undefined ? (["commit"] as const) : []),
    ...(environment === undefined ? (["environment"] as const) : []),
    ...(image === undefined ? (["images"] as const) : []),
  ];
}

function problem(rule: Rule, what: string): Finding {
  return { rule, severity: "error", what, next: "Do not rely on this record. Ask whoever released it for the record of this release." };
}
