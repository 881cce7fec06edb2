import { ActionError } from "@waybill/kit";
import type { Stage, Verdict } from "@waybill/kit";

/** What an environment demands before it is changed, and whose signatures count. */
export interface Policy {
  /** By environment name, or `*` for every environment. */
  readonly environments: Readonly<Record<string, { readonly require: readonly Requirement[] }>>;
  /** Trusted public keys as PEM text. */
  readonly signers: readonly string[];
}

/** One stage that must have evidence with one of the allowed verdicts. */
export interface Requirement {
  readonly stage: Stage;
  readonly allow: readonly Verdict[];
}

/** The policy that demands nothing; also what a missing `policy:` means. */
export const EMPTY_POLICY: Policy = { environments: {}, signers: [] };

const EVERY = "*";

/** Everything a policy demands of one environment: its own requirements and those for `*`, a stage named twice with the verdicts that both allow. */
export function requirementsFor(policy: Policy, environment: string): Requirement[] {
  const own = environment === EVERY ? [] : requirementsOf(policy, environment);
  return combine([...requirementsOf(policy, EVERY), ...own]);
}

/**
 * The policy that demands what the floor and the team demand together. Throws an `input` error that names every place where `own` is looser
 * than the floor: a wider list of verdicts, or a signer that the floor does not trust.
 */
export function tightenPolicy(floor: Policy, own: Policy): Policy {
  const problems = [...looserVerdicts(floor, own), ...foreignSigners(floor, own)];
  if (problems.length > 0)
    throw new ActionError(
      "input",
      `The policy loosens the one it extends, which may only be tightened: ${problems.join("; ")}. Remove these entries.`,
    );
  const names = new Set([...Object.keys(floor.environments), ...Object.keys(own.environments)]);
  const merge = (name: string): Requirement[] => combine([...requirementsOf(floor, name), ...requirementsOf(own, name)]);
  return {
    environments: Object.fromEntries([...names].sort().map((name) => [name, { require: merge(name) }])),
    signers: own.signers.length > 0 ? own.signers : floor.signers,
  };
}

function looserVerdicts(floor: Policy, own: Policy): string[] {
  return Object.keys(own.environments).flatMap((name) => {
    const demanded = new Map(requirementsFor(floor, name).map((requirement) => [requirement.stage, requirement.allow]));
    return requirementsOf(own, name).flatMap(({ stage, allow }) => {
      const limit = demanded.get(stage);
      const extra = limit ? allow.filter((verdict) => !limit.includes(verdict)) : [];
      return extra.length > 0 ? [`'${stage}' of '${name}' also allows ${extra.join(", ")}`] : [];
    });
  });
}

function foreignSigners(floor: Policy, own: Policy): string[] {
  if (floor.signers.length === 0) return [];
  return own.signers.flatMap((signer, index) =>
    floor.signers.includes(signer) ? [] : [`signer ${index + 1} is not one of the trusted ones`],
  );
}

function requirementsOf(policy: Policy, name: string): readonly Requirement[] {
  return Object.hasOwn(policy.environments, name) ? (policy.environments[name]?.require ?? []) : [];
}

function combine(requirements: readonly Requirement[]): Requirement[] {
  const byStage = new Map<Stage, readonly Verdict[]>();
  for (const { stage, allow } of requirements) {
    const before = byStage.get(stage);
    byStage.set(stage, before ? before.filter((verdict) => allow.includes(verdict)) : allow);
  }
  return [...byStage].map(([stage, allow]) => ({ stage, allow }));
}
