import { ActionError, STAGES } from "@waybill/kit";
import type { Finding, Stage } from "@waybill/kit";
import { describeIdentity, matchSigner, maySign, PREDICATES } from "@waybill/record";
import type { Identity } from "@waybill/record";
import { demandsOn, undeclaredTarget } from "../evidence/demands.ts";
import { requireSigner } from "../session/require-signer.ts";
import { splitRepository } from "../session/repositories.ts";
import type { Entry, PreconditionContext, Scope } from "./precondition.ts";

/** A statement that a run is going to sign. */
interface Use {
  readonly stage: Stage;
  /** Absent for what is of no environment. */
  readonly environment?: string | undefined;
}

/**
 * What a run of each entry signs that nobody else would, or that follows a change. What a release proves before it changes anything may have
 * been proven by another job with a signer of its own, so the gate says whether it counts.
 */
const SIGNED: Readonly<Record<Entry, (scope: Scope) => readonly Use[]>> = {
  check: () => [],
  plan: (scope) => inEach(scope, ["plan"]),
  release: changes,
  apply: changes,
  validate: (scope) =>
    STAGES.filter((stage) => {
      const { about } = PREDICATES[stage];
      return (about === "data" || about === "models") && scope[about].length > 0;
    }).map((stage) => ({ stage })),
  build: () => [{ stage: "build" }, { stage: "test" }],
  migrate: ({ target }) => [{ stage: "migrate", environment: target ?? "" }],
  deploy: (scope) => inEach(scope, ["deploy"]),
  rollback: (scope) => inEach(scope, ["deploy"]),
  verify: (scope) => inEach(scope, ["release"]),
};

function changes({ environments }: Scope): Use[] {
  return environments.flatMap((environment) => [
    ...(environment.databases.length > 0 ? [{ stage: "migrate", environment: environment.name } as const] : []),
    ...inEach({ environments: [environment] }, ["deploy", "release"]),
  ]);
}

function inEach({ environments }: Pick<Scope, "environments">, stages: readonly Stage[]): Use[] {
  return environments.flatMap(({ name }) => stages.map((stage) => ({ stage, environment: name })));
}

/** What of signing concerns a run: what is missing, or whose signature is held against the policy's signers; none where nothing is signed. */
export function signerNames(scope: Scope, context: PreconditionContext, entry: Entry): string[] {
  const { signer, config, dryRun } = context;
  if (dryRun || SIGNED[entry](scope).length === 0) return [];
  if (signer === undefined) return mustSign(scope, context, entry) ? ["signing-key, or id-token: write"] : [];
  if (config.policy.signers.length === 0) return [];
  return [signer.key === undefined ? "the identity of this job" : "signing-key"];
}

/**
 * Whether a run that signs nothing comes to nothing. A step that changes something may be used alone, where nobody asks for its evidence; a
 * way back must not be barred because a key is missing.
 */
function mustSign(scope: Scope, context: PreconditionContext, entry: Entry): boolean {
  if (entry === "release" || entry === "apply" || entry === "verify") return true;
  if (entry !== "migrate" && entry !== "deploy") return false;
  const { config } = context;
  const [first] = scope.databases;
  const declared =
    scope.environments[0] ?? (Object.hasOwn(config.environments, scope.target ?? "") && config.environments[scope.target ?? ""]);
  const target = declared || undeclaredTarget(config, scope.target || (first?.name ?? ""), scope.databases);
  return target !== undefined && (demandsOn(context, target)?.demands.some(({ stage }) => stage === entry) ?? false);
}

/** Throws what a release without a signer throws, and finds what it would sign without being believed. */
export async function missingSigner(context: PreconditionContext, scope: Scope, entry: Entry): Promise<Finding[]> {
  const signer = requireSigner(context);
  const { signers } = context.config.policy;
  const identity: Identity | undefined = signer.key ? { kind: "key", keyId: signer.key.keyId } : await signer.identity?.();
  // What a token does not tell, only the certificate will; then the gate says it.
  if (identity === undefined || signers.length === 0) return [];
  const own = signers.filter((named) => matchSigner(identity, named));
  const who = identity.kind === "key" ? "this run's key" : `this run's identity (${describeIdentity(identity)})`;
  return SIGNED[entry](scope)
    .filter((use) => !own.some((named) => maySign(named, use)))
    .map(({ stage, environment }) => ({
      rule: "no-signer",
      severity: "error",
      what: `The policy names signers, and does not let ${who} sign '${stage}'${environment ? ` for '${environment}'` : ""}, so the release would begin and then be refused.`,
      next: `Name it among the policy's 'signers' for these stages and environments, or sign with one that it names.`,
    }));
}

/** Where the statements of a run are stored beside the images that it builds itself; none where nothing is signed. */
export function evidenceRepositories({ given }: Scope, { recordRepository, signer, dryRun }: PreconditionContext): string[] {
  if (dryRun || signer === undefined) return [];
  return [...new Set([recordRepository, ...Object.values(given).map((reference) => reference.slice(0, reference.indexOf("@")))])];
}

/** Asks whether the statements can be stored: found out afterwards, something would have been changed and nothing proven. */
export async function refusedEvidence(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const refusals: { readonly finding: Finding; readonly error: ActionError }[] = [];
  for (const repository of evidenceRepositories(scope, context)) {
    const { host, path } = splitRepository(repository);
    try {
      await context.registryFor(host).ping(path);
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ActionError)) throw error;
      const what = `The statements of this run would be stored in '${repository}', and that cannot be done: ${error.message}`;
      refusals.push({ error, finding: { rule: "evidence-access", severity: "error", what, next: NEXT } });
    }
  }
  const [first] = refusals;
  if (first === undefined) return [];
  throw new ActionError(first.error.kind, first.finding.what, { findings: refusals.map(({ finding }) => finding), cause: first.error });
}

const NEXT =
  "Name a registry that answers as 'registry:' in waybill.yml, and give its login as 'registry-username' and 'registry-password', or the job 'packages: write' for ghcr.io. A step that is used alone and proves nothing runs without 'signing-key' and 'id-token: write'.";
