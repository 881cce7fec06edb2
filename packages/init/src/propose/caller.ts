import type { Account } from "../account.ts";
import type { Repository } from "../look/repository.ts";
import { ActionError, InputError } from "@waybill/kit";
import { writeCaller } from "@waybill/workflows";
import type { CallerOptions, Reference, Way } from "@waybill/workflows";
import type { Waybill } from "../waybill.ts";

/** What decides the caller's workflow. */
export interface CallerNeeds {
  readonly product: string;
  readonly environments: readonly string[];
  readonly way: Way;
  /** Whether an image takes a value from a variable. */
  readonly hasBuildValues: boolean;
  /** Whether anything goes to another registry than GitHub's. */
  readonly hasOtherRegistry: boolean;
}

/**
 * The way that is taken where none is asked for: the environment's job in the caller's own file, because there the environment's secrets certainly
 * arrive and its reviewers are asked; without an environment a call of the public workflows.
 */
export function chooseWay(asked: Way | undefined, environments: readonly string[], account: Account): Way {
  if (environments.length > 0) return asked ?? "inline";
  if (asked === "inline")
    account.leave("--inline", "there is no environment whose job could stand in the caller's own file; it calls the public workflows");
  return asked === "vendored" ? "vendored" : "public";
}

/** The names of the secrets that the caller hands on. */
export function callerSecrets({ environments, hasBuildValues, hasOtherRegistry }: CallerNeeds): string[] {
  return [
    ...(environments.length > 0 ? ["WAYBILL_ENV"] : []),
    ...(hasBuildValues ? ["WAYBILL_BUILD_ENV"] : []),
    "WAYBILL_SIGNING_KEY",
    ...(hasOtherRegistry ? ["REGISTRY_TOKEN"] : []),
  ];
}

/** The text of the caller's workflow. */
export function callerText(needs: CallerNeeds, repository: Repository, waybill: Waybill, vendored: Reference | undefined): string {
  const options: CallerOptions = {
    product: needs.product,
    way: needs.way,
    environments: needs.environments,
    waybill: waybill.reference,
    vendored,
    checkout: waybill.checkout,
    workflows: waybill.workflows,
    secrets: callerSecrets(needs),
    directory: repository.directory,
    branch: repository.branch,
  };
  try {
    return writeCaller(options);
  } catch (error) {
    // Nobody has given it: it was found in the clone.
    if (!(error instanceof InputError) || error.input !== "branch") throw error;
    throw new ActionError(
      "input",
      `The branch '${repository.branch}', whose pushes would be released, has characters that mean something to a workflow, so nothing was written. It is the one that 'origin' checks out by default, or the one that is checked out here. Name the branch that is released with 'git remote set-head origin BRANCH', or rename it to letters, digits, '.', '_', '-' and '/', and run again.`,
      { cause: error },
    );
  }
}

/** Where the caller lies below the repository's root: a product in a folder has one of its own. */
export function callerPath({ directory, product }: Repository, name: "release" | "waybill" = "release"): string {
  return `.github/workflows/${directory === undefined ? name : `${name}-${product}`}.yml`;
}
