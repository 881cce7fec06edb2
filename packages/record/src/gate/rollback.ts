import { digestOfJson, isPassing, isSameJson } from "@waybill/kit";
import type { Digest, Finding, RunContext } from "@waybill/kit";
import { payloadDigest } from "../signing/bundle.ts";
import type { Bundle } from "../signing/bundle.ts";
import type { StatementView } from "../predicate/view.ts";
import type { ReleaseRecord } from "../record-file.ts";
import { isOfAnother } from "./evaluate.ts";
import { judge, ofStage } from "./judge.ts";
import type { TrustedStatement, Verify } from "./judge.ts";

/** The revision that a rollback would bring back, as the cluster keeps it. */
export interface RollbackTarget {
  readonly run: Pick<RunContext, "repository" | "rehearsal">;
  readonly application: string;
  readonly environment: string;
  readonly revision: number;
  readonly commit: string;
  /** Of the revision's objects, salted, so that the values of Secrets count and cannot be guessed. */
  readonly content: Digest;
  /** False of a revision that an earlier version of Waybill wrote, which no statement is bound to. */
  readonly isBound: boolean;
}

/** A release that was proven and can be gone back to. */
export interface ProvenRelease {
  readonly record: ReleaseRecord;
  /** The payload of the statement that closed it. */
  readonly payload: Digest;
  readonly images: Readonly<Record<string, string>>;
  /** The commit that was released then. */
  readonly commit: string;
  /** Whether its images were run and answered then: no rollback makes more of them. */
  readonly tested: boolean;
  /** What its statements say, in the order of the record; the last one closed it. */
  readonly views: readonly StatementView[];
}

/**
 * Finds the passing record of a revision among stored ones: every statement signed by a trusted signer, listed by the release statement that
 * closed it, which passed, and a deployment of exactly these objects. Otherwise says why nothing proves that the revision was ever good.
 */
export function findProvenRelease(
  records: readonly ReleaseRecord[],
  verify: Verify,
  target: RollbackTarget,
): { readonly proven?: ProvenRelease; readonly finding?: Finding } {
  const reasons: string[] = [];
  // The newest first, so that what is said about a record is about the last one.
  for (const record of records.toReversed()) {
    const problem = recordProblem(record, verify, target);
    if (typeof problem === "string") reasons.push(problem);
    else return { proven: problem };
  }
  if (!target.isBound) return { finding: madeBefore(target) };
  return {
    finding: {
      rule: "evidence-missing",
      severity: "error",
      what: `No passing release record proves revision ${target.revision} of '${target.application}' in ${target.environment} (commit ${target.commit}).`,
      observed: reasons[0] ?? "there is no record of that release",
      next: "Go back to a revision that was released with evidence ('waybill rollback --to N'), or release the commit that you want to have again.",
    },
  };
}

/** Its content was digested another way then, so that no statement of now can be about it. */
function madeBefore({ application, environment, revision, commit }: RollbackTarget): Finding {
  return {
    rule: "evidence-missing",
    severity: "error",
    what: `Revision ${revision} of '${application}' in ${environment} (commit ${commit}) was written by an earlier version of Waybill, which did not bind revisions to evidence, so nothing can prove what is in it.`,
    next: `Release commit ${commit} again with this version: that makes a revision that can be gone back to. In an emergency, 'kubectl' can bring the old objects back without evidence.`,
  };
}

function recordProblem(record: ReleaseRecord, verify: Verify, target: RollbackTarget): ProvenRelease | string {
  let views: readonly StatementView[];
  try {
    views = record.statements.map((bundle) => verify(bundle).view);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const release = views.at(-1);
  const closing = record.statements.at(-1);
  if (release?.stage !== "release" || !closing) return "the record does not end with a release statement";
  const { facts } = release;
  if (!isPassing(release.verdict)) return `the release was closed with ${release.verdict}`;
  const contradicting = views.find(({ contradiction }) => contradiction !== undefined);
  if (contradicting) return `its ${contradicting.stage} statement contradicts itself: ${contradicting.contradiction}`;
  const listed = facts.statements.map(({ payload }) => payload);
  if (
    digestOfJson(record.statements.slice(0, -1).map(payloadDigest)) !== digestOfJson(listed) ||
    digestOfJson((record.builds ?? []).map(digestOfJson)) !== digestOfJson(facts.builds)
  )
    return "its statements are not the ones that its release statement lists";
  if (facts.application !== target.application || facts.environment !== target.environment)
    return "it is of another application or environment";
  const foreign = views.find((view) => isOfAnother(view, release.product));
  if (foreign) return `its ${foreign.stage} statement is of the product '${foreign.product}', and the release is of '${release.product}'`;
  const strange = views.find(({ run: own }) => own.repository !== target.run.repository || own.rehearsal !== target.run.rehearsal);
  if (strange) return `its ${strange.stage} statement is from ${strange.run.rehearsal ? "a rehearsal" : strange.run.repository}`;
  const deploy = views.findLast((view) => view.stage === "deploy");
  if (deploy?.stage !== "deploy" || deploy.facts.content !== target.content)
    return "its deployment was of other objects than the revision holds now";
  return { record, payload: payloadDigest(closing), images: facts.images, commit: release.run.commit, tested: deploy.facts.tested, views };
}

/** A rollback that went back to a release, as its deployment says. */
export type Rollback = TrustedStatement & { readonly view: Extract<StatementView, { stage: "deploy" }> };

/**
 * The rollback that made a record the one of what runs: the newest deployment of the environment that a trusted signer signed, when it passed
 * and says that it went back to this very record. Undefined otherwise, so that nobody takes the record of any older release for the one that
 * runs. `bundles` are deployments wherever they were found; `record` must have been verified, its last statement above all.
 */
export function findRollback(
  bundles: readonly Bundle[],
  verify: Verify,
  record: ReleaseRecord,
  of: Pick<RollbackTarget, "run" | "application" | "environment">,
): Rollback | undefined {
  const closing = record.statements.at(-1);
  const deploys = ofStage(judge(bundles, verify).trusted, "deploy").filter(
    ({ view }) =>
      view.run.repository === of.run.repository &&
      view.run.rehearsal === of.run.rehearsal &&
      view.facts.application === of.application &&
      view.facts.environment === of.environment,
  );
  const newest = deploys.toSorted((a, b) => a.view.finishedAt.localeCompare(b.view.finishedAt)).at(-1);
  if (!closing || !newest || !isPassing(newest.view.verdict) || newest.view.contradiction !== undefined) return undefined;
  // Without it nothing says what runs since.
  if (!newest.view.subjects.some(({ kind }) => kind === "environment")) return undefined;
  const { backTo, content, images } = newest.view.facts;
  if (backTo?.release !== payloadDigest(closing)) return undefined;
  const views = verifiedViews(record, verify);
  const release = views?.at(-1);
  const deploy = views?.findLast((view) => view.stage === "deploy");
  if (release?.stage !== "release" || deploy?.stage !== "deploy") return undefined;
  // What it brought back is what that release deployed: the same objects and images, of the commit that it names.
  const isOfIt =
    backTo.commit === release.run.commit &&
    content !== undefined &&
    content === deploy.facts.content &&
    isSameJson(images, release.facts.images);
  return isOfIt ? newest : undefined;
}

function verifiedViews({ statements }: ReleaseRecord, verify: Verify): readonly StatementView[] | undefined {
  try {
    return statements.map((bundle) => verify(bundle).view);
  } catch {
    // Which statement does not hold, and why, is said by the verification of the record.
    return undefined;
  }
}
