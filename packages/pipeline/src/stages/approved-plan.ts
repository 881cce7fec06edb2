import { ActionError, digestOfJson, inputError, isDigest, isRecord, parseJson } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { judge, newestOf, ofStage } from "@waybill/record";
import type { ApprovalsSeen, PlanComponents } from "@waybill/record";
import type { Keys, Statements } from "../session/capabilities.ts";
import type { ReleasePlan } from "./release-plan.ts";

/** What an approved digest allows to be applied. */
export interface ApprovedPlan {
  readonly digest: Digest;
  /** Of the release plan, when the digest is one of a release plan that a trusted signer has signed. */
  readonly components?: PlanComponents | undefined;
  /** The approvals that GitHub listed when the plan was made; those after it are approvals of this plan. */
  readonly approvalsSeen?: ApprovalsSeen | undefined;
  /** Digest of the migration plan that may be applied to a database. Throws a `verdict` error when the plan does not name the database. */
  database(name: string): Digest;
  /** Digest of the deploy plan that may be applied. */
  deploy(): Digest;
}

/**
 * Finds out what an approved digest stands for. A release plan's signed statement lies in the registry under its digest and names the digest
 * of each of its components; any other digest is taken for that of the one smaller plan that a step is about to apply. Whether the plan
 * passed, and is one of this release, is for the gate to say. Throws an `input` error for what is no digest.
 */
export async function findApprovedPlan(context: Pick<Statements, "store"> & Keys, digest: string): Promise<ApprovedPlan> {
  if (!isDigest(digest))
    throw inputError("plan-digest", `is '${digest}'; it must be sha256:<64 hex digits>, the output 'plan-digest' of the step that planned`);
  const { bundles } = await context.store.find(digest);
  const { trusted } = judge(bundles, await context.verifierFor(bundles));
  // The digest that people approved is the digest of the components, so a statement cannot smuggle in others.
  const plans = ofStage(trusted, "plan").filter(({ view }) => digestOfJson(view.facts.components) === digest);
  const newest = newestOf(plans);
  if (newest?.view.stage !== "plan") return { digest, database: () => digest, deploy: () => digest };
  const { components, approvalsSeen } = newest.view.facts;
  return approvedPlan(digest, components, approvalsSeen);
}

/** The plan that this very run has made. */
export function ownPlan({ digest, components, approvalsSeen }: Pick<ReleasePlan, "digest" | "components" | "approvalsSeen">): ApprovedPlan {
  return approvedPlan(digest, components, approvalsSeen);
}

function approvedPlan(digest: Digest, components: PlanComponents, approvalsSeen?: ApprovalsSeen): ApprovedPlan {
  return {
    digest,
    components,
    approvalsSeen,
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

/** The plans of a step's databases: one approved release plan for all, or a digest for each. */
export interface ApprovedDatabases {
  readonly release?: ApprovedPlan | undefined;
  /** Database → digest that its plan must have; empty when nothing is demanded. */
  readonly digests: ReadonlyMap<string, Digest>;
}

/**
 * The digest that each database's plan must have. The text is the digest of a release plan, that of the only database's plan, or a JSON map
 * of database to digest, as a step that planned several puts into its output `plan-digests`. Nothing is demanded when there is no text.
 */
export async function approvedDatabases(
  context: Pick<Statements, "store"> & Keys,
  text: string | undefined,
  databases: readonly { readonly name: string }[],
): Promise<ApprovedDatabases> {
  if (text === undefined) return { digests: new Map() };
  if (!text.startsWith("{")) {
    const approved = await findApprovedPlan(context, text);
    if (!approved.components && databases.length > 1)
      throw inputError(
        "plan-digest",
        `is one digest, and no release plan's, but the step works on ${databases.map(({ name }) => name).join(", ")}; give the output 'plan-digests' of the step that planned`,
      );
    return { release: approved, digests: new Map(databases.map(({ name }) => [name, approved.database(name)])) };
  }
  const given = readMap(text);
  return {
    digests: new Map(
      databases.map(({ name }) => {
        const digest = given.get(name);
        if (digest !== undefined) return [name, digest];
        throw inputError(
          "plan-digest",
          `lacks the database '${name}', so nothing may be applied to it; it has ${[...given.keys()].join(", ")}`,
        );
      }),
    ),
  };
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
