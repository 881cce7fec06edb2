import { requirementsFor, selfApprovalFor, tightenRequirements } from "@waybill/config";
import type { Config, DatabaseConfig, EnvironmentConfig, Policy } from "@waybill/config";
import { describeFinding, inputError, STAGES } from "@waybill/kit";
import type { Demand, Verdict } from "@waybill/kit";
import { PREDICATES } from "@waybill/record";
import type { EvidencePolicy } from "@waybill/record";
import type { Demanding, Project } from "../session/capabilities.ts";
import { databaseNames } from "../session/select.ts";

const PASSING: readonly Verdict[] = ["pass", "warn"];

/** What of an environment says which evidence it needs. */
export type Target = Pick<EnvironmentConfig, "name" | "after" | "images" | "databases" | "manifests" | "pullRequest"> &
  Partial<Pick<EnvironmentConfig, "namespace" | "probe">>;

/**
 * What a step works on whose environment is declared nowhere. Undefined where no policy is in force: then nobody asked for evidence. Where
 * one is, leaving the environment out of waybill.yml does not lead around it.
 */
export function undeclaredTarget({ policy }: Config, name: string, databases: readonly DatabaseConfig[]): Target | undefined {
  return policy.sources.length === 0 ? undefined : { name, images: [], databases, manifests: [] };
}

/** What is demanded of a release to an environment without any policy: every stage that the project has, with a passing verdict. */
export function defaultRequirements(config: Config, environment: Target): Demand[] {
  const { file = "the inputs" } = config;
  const declared = {
    data: Object.keys(config.data),
    models: Object.keys(config.models),
    images: environment.images,
    databases: databaseNames(environment),
    environment: [environment.name],
  };
  // The last one is made of all the others.
  return STAGES.filter((stage) => stage !== "release").flatMap((stage): Demand[] => {
    const { about } = PREDICATES[stage];
    if (declared[about].length === 0) return [];
    const why = about === "environment" ? "every release" : `${file} has ${declared[about].join(", ")}`;
    return [{ stage, allow: PASSING, from: `default: ${why}` }];
  });
}

/**
 * What the evidence for an environment must be, from the default list, the policy and the input 'require'. Undefined for a step that is used
 * alone, without a waybill.yml, a policy or that input, and for the preview of a pull request: then nothing was asked for, and nothing is called tested. Throws an `input` error
 * when no verdict would satisfy all who demand one.
 */
export function demandsOn({ config, require }: Pick<Project, "config"> & Demanding, environment: Target): EvidencePolicy | undefined {
  if (environment.pullRequest !== undefined) return undefined;
  const asked = require.map((stage): Demand => ({ stage, allow: PASSING, from: "the input 'require'" }));
  const alone = config.file === undefined && config.policy.sources.length === 0;
  if (alone && asked.length === 0) return undefined;
  const policy = demandsOfPolicy(config.policy, environment.name);
  const base = tightenRequirements(alone ? [] : defaultRequirements(config, environment), requirementsFor(config.policy, environment.name));
  const all = tightenRequirements(base.requirements, asked);
  const [problem] = [...base.problems, ...all.problems];
  if (problem) throw inputError("policy", `cannot be satisfied: ${describeFinding(problem)}`);
  return { ...policy, demands: all.requirements };
}

/** What a policy demands of an environment by itself, for judging where there is no project. */
export function demandsOfPolicy(policy: Policy, environment: string): EvidencePolicy {
  const demands = requirementsFor(policy, environment);
  const selfApproval = selfApprovalFor(policy, environment);
  const isStrict = policy.signers.length > 0 || selfApproval === "refuse" || demands.some(({ stage }) => stage === "approve");
  return { demands, selfApproval, dirty: isStrict ? "refuse" : "allow", sources: policy.sources };
}
