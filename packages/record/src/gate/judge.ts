import { groupBy, headline, isSameJson } from "@waybill/kit";
import type { Digest, Stage } from "@waybill/kit";
import { payloadDigest } from "../signing/bundle.ts";
import type { Bundle } from "../signing/bundle.ts";
import type { StatementView } from "../predicate/view.ts";

/** What a bundle that counts says. */
export interface Signed {
  readonly view: StatementView;
  /** Who signed it, for people. */
  readonly signer: string;
}

/** Says whether a bundle counts, and what it says. Throws a `verdict` error, whose text says why, for one that does not. */
export type Verify = (bundle: Bundle) => Signed;

/** A statement whose signature holds and whose signer is trusted for its stage and environment. */
export interface TrustedStatement extends Signed {
  readonly bundle: Bundle;
  readonly payload: Digest;
}

/** Statements, told apart by whether they count. */
export interface Judged {
  readonly trusted: readonly TrustedStatement[];
  /** Why each of the others does not count. They are never chosen, so nobody who may only push can stop or steer a release. */
  readonly ignored: readonly string[];
}

/** Looks at the signatures first and at nothing else: what no trusted signer signed says nothing, not even that something is wrong. */
export function judge(bundles: readonly Bundle[], verify: Verify): Judged {
  const trusted: TrustedStatement[] = [];
  const ignored: string[] = [];
  const seen = new Set<Digest>();
  for (const bundle of distinct(bundles)) {
    try {
      const payload = payloadDigest(bundle);
      const signed = verify(bundle);
      if (!seen.has(payload)) trusted.push({ ...signed, bundle, payload });
      seen.add(payload);
    } catch (error) {
      ignored.push(headline(error));
    }
  }
  return { trusted, ignored };
}

/** A statement about several things lies beside each of them, and is judged once. Two with one signature are compared whole. */
function distinct(bundles: readonly Bundle[]): Bundle[] {
  const bySignature = groupBy(bundles, ({ dsseEnvelope }) => dsseEnvelope.signatures[0]?.sig);
  return [...bySignature.values()].flatMap((alike) =>
    alike.filter((bundle, at) => alike.findIndex((other) => isSameJson(other, bundle)) === at),
  );
}

/** The newest of statements: what a stage said last counts, so that a test that was repeated and failed is not hidden by one before. */
export function newestOf(statements: readonly TrustedStatement[]): TrustedStatement | undefined {
  let newest: TrustedStatement | undefined;
  for (const statement of statements)
    if (!newest || Date.parse(statement.view.finishedAt) >= Date.parse(newest.view.finishedAt)) newest = statement;
  return newest;
}

/** Those of one stage. */
export function ofStage<S extends Stage>(
  statements: readonly TrustedStatement[],
  stage: S,
): readonly (TrustedStatement & { readonly view: Extract<StatementView, { stage: S }> })[] {
  return statements.filter((statement): statement is TrustedStatement & { view: Extract<StatementView, { stage: S }> } =>
    isOf(statement.view, stage),
  );
}

function isOf<S extends Stage>(view: StatementView, stage: S): view is Extract<StatementView, { stage: S }> {
  return view.stage === stage;
}
