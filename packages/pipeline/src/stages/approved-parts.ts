import { ActionError, digestOfJson, inputError, isDigest } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { inspectBundle, verifyBundle } from "@waybill/record";
import type { PlanParts } from "./release-plan.ts";
import type { Session } from "../session/session.ts";

/** What an approved digest allows to be applied. */
export interface ApprovedParts {
  /** The parts of the release plan, when the digest is one of a release plan. */
  readonly parts?: PlanParts;
  database(name: string): Digest;
  deploy(): Digest;
}

/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the
 * digest of each part; any other digest is taken for that of the one part that a step is about to apply.
 */
export async function approvedParts(session: Session, digest: string): Promise<ApprovedParts> {
  if (!isDigest(digest))
    throw inputError("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
  const parts = session.signer ? await releasePlan(session, digest) : undefined;
  if (!parts) return { database: () => digest, deploy: () => digest };
  return {
    parts,
    deploy: () => parts.deploy,
    database(name) {
      const part = parts.databases[name];
      if (part) return part;
      throw new ActionError(
        "verdict",
        `The approved plan ${digest} says nothing about database '${name}', so nothing may be applied to it. Make a new plan.`,
      );
    },
  };
}

async function releasePlan(session: Session, digest: Digest): Promise<PlanParts | undefined> {
  for (const bundle of await session.store.find(digest)) {
    if (inspectBundle(bundle).stage !== "plan") continue;
    const { statement } = verifyBundle(bundle, session.trusted);
    const parts = (statement.predicate as { facts?: { parts?: PlanParts } }).facts?.parts;
    // The digest that people approved is the digest of the parts, so a statement cannot smuggle in others.
    if (parts && digestOfJson(parts) === digest) return parts;
  }
  return undefined;
}
