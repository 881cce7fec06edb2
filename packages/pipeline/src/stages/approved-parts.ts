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

/**
 * The digest that each database's plan must have. The text is the digest of a release plan, that of the only database's plan, or a JSON map
 * of database to digest, as a step that planned several puts into its output `plan-digests`. Nothing is demanded when there is no text.
 */
export async function approvedDigests(
  session: Session,
  text: string | undefined,
  databases: readonly { readonly name: string }[],
): Promise<ReadonlyMap<string, Digest>> {
  if (text === undefined) return new Map();
  if (!text.startsWith("{")) {
    const approved = await approvedParts(session, text);
    if (!approved.parts && databases.length > 1)
      throw inputError(
        "plan-digest",
        `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`,
      );
    return new Map(databases.map(({ name }) => [name, approved.database(name)]));
  }
  const given = readMap(text);
  return new Map(
    databases.map(({ name }) => {
      const digest = given.get(name);
      if (digest !== undefined) return [name, digest];
      throw inputError(
        "plan-digest",
        `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`,
      );
    }),
  );
}

function readMap(text: string): Map<string, Digest> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw inputError("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
      cause: error,
    });
  }
  return new Map(
    Object.entries(value ?? {}).map(([name, digest]: [string, unknown]) => {
      if (typeof digest === "string" && isDigest(digest)) return [name, digest];
      throw inputError("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }),
  );
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
