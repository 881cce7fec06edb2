import { ActionError, digestOfJson, inputError, isDigest, isRecord } from "@waybill/kit";
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
