import { ActionError, digestOfJson, inputError, isDigest, isRecord, parseJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { inspectBundle, verifyBundle } from "@waybill/record";
import type { Keys, Statements } from "../session/capabilities.ts";
import type { PlanComponents } from "./release-plan.ts";

/** What an approved digest allows to be applied. */
export interface ApprovedPlan {
  readonly digest: Digest;
  /** Of the release plan, when the digest is one of a release plan. */
  readonly components?: PlanComponents | undefined;
  /** Digest of the migration plan that may be applied to a database. Throws a `verdict` error when the plan does not name the database. */
  database(name: string): Digest;
  /** Digest of the deploy plan that may be applied. */
  deploy(): Digest;
}

/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Throws an `input`
 * error for what is no digest, and a `verdict` error for a plan statement that no trusted key has signed.
 */
export async function findApprovedPlan(context: Pick<Statements, "store"> & Keys, digest: string): Promise<ApprovedPlan> {
  if (!isDigest(digest))
    throw inputError("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
  const components = context.signer ? await findComponents(context, digest) : undefined;
  if (!components) return { digest, database: () => digest, deploy: () => digest };
  return {
    digest,
    components,
    deploy: () => components.deploy,
    database(name) {
      const component = components.databases[name];
      if (component) return component;
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
  context: Pick<Statements, "store"> & Keys,
  text: string | undefined,
  databases: readonly { readonly name: string }[],
): Promise<ReadonlyMap<string, Digest>> {
  if (text === undefined) return new Map();
  if (!text.startsWith("{")) {
    const approved = await findApprovedPlan(context, text);
    if (!approved.components && databases.length > 1)
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
    value = parseJson(text);
  } catch (error) {
    throw inputError("plan-digest", "begins like a JSON map, but is none; give the output 'plan-digests' of the step that planned", {
      cause: error,
    });
  }
  return new Map(
    Object.entries(isRecord(value) ? value : {}).map(([name, digest]) => {
      if (isDigest(digest)) return [name, digest];
      throw inputError("plan-digest", `gives '${String(digest)}' for the database '${name}'; it must be sha256:<64 hex digits>`);
    }),
  );
}

async function findComponents(context: Pick<Statements, "store"> & Keys, digest: Digest): Promise<PlanComponents | undefined> {
  for (const bundle of await context.store.find(digest)) {
    if (inspectBundle(bundle).stage !== "plan") continue;
    const components = verifyBundle(bundle, context.trusted).view.facts["parts"];
    // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
    if (isComponents(components) && digestOfJson(components) === digest) return components;
  }
  return undefined;
}

function isComponents(value: unknown): value is PlanComponents {
  if (!isRecord(value)) return false;
  const { environment, commit, images, databases, deploy } = value;
  return (
    typeof environment === "string" &&
    typeof commit === "string" &&
    isRecord(images) &&
    Object.values(images).every((reference) => typeof reference === "string") &&
    isRecord(databases) &&
    Object.values(databases).every(isDigest) &&
    isDigest(deploy)
  );
}
