import { requirementsFor, selfApprovalFor, tightenRequirements } from "@waybill/config";
import type { Config, EnvironmentConfig, Policy } from "@waybill/config";
import type { Demand, Finding, PolicySigner, Verdict } from "@waybill/kit";
import { defaultRequirements } from "@waybill/pipeline";
import { keyIdOf } from "@waybill/record";
import { table } from "./table.ts";

/** What is demanded of one environment by default and by its policy together. */
interface Explained {
  readonly environment: string;
  readonly requirements: readonly Demand[];
  readonly selfApproval: "allow" | "refuse";
  /** The environment whose passing release of the same images is demanded too. */
  readonly after?: string | undefined;
}

export interface ExplainOptions {
  /** Explained one after the other. */
  readonly environments: readonly EnvironmentConfig[];
  /** As JSON instead of tables. */
  readonly json: boolean;
  readonly print: (text: string) => void;
  readonly finding: (finding: Finding) => void;
}

/**
 * Prints what each environment demands and which file and line demanded it, who may sign what, and the files that say so. Fails when demands
 * contradict each other.
 */
export function explainPolicy(config: Config, { environments, json, print, finding }: ExplainOptions): Verdict {
  const { policy } = config;
  const problems: Finding[] = [];
  const explained = environments.map((environment): Explained => {
    const { name, after } = environment;
    const together = tightenRequirements(defaultRequirements(config, environment), requirementsFor(policy, name));
    problems.push(...together.problems);
    return { environment: name, requirements: together.requirements, selfApproval: selfApprovalFor(policy, name), after };
  });
  if (json) print(`${JSON.stringify({ environments: explained, signers: policy.signers, files: policy.sources }, undefined, 2)}\n`);
  else print([...explained.map(environmentText), signersText(policy), filesText(policy)].join("\n"));
  for (const problem of problems) finding(problem);
  return problems.length > 0 ? "fail" : "pass";
}

function environmentText({ environment, requirements, selfApproval, after }: Explained): string {
  const rows = requirements.map(({ stage, allow, from }) => [stage, allow.join(", ") || "none", from]);
  const approval = selfApproval === "refuse" ? "refused" : "allowed";
  const earlier = after === undefined ? "" : `  It comes after ${after}: this commit and its images must have been released there first.\n`;
  return `\n${environment}\n${table([["stage", "verdicts", "demanded by"], ...rows])}${earlier}  Approving one's own commits is ${approval}.\n`;
}

function signersText({ signers }: Policy): string {
  if (signers.length === 0) return "Signers\n  The policy names none.\n";
  const rows = signers.map((signer) => [
    whoIs(signer),
    signer.stages?.join(", ") ?? "every stage",
    signer.environments?.join(", ") ?? "all",
  ]);
  return `Signers (nothing that another signed is trusted)\n${table([["signer", "stages", "environments"], ...rows])}`;
}

function whoIs({ key, issuer, repository, workflow, ref }: PolicySigner): string {
  if (key !== undefined) return `key ${keyIdOf(key)}`;
  const claims = [
    ["repository", repository],
    ["workflow", workflow],
    ["ref", ref],
    ["issuer", issuer],
  ];
  return claims.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(", ");
}

function filesText({ sources }: Policy): string {
  if (sources.length === 0) return "Files\n  There is no policy, so the default list is all that is demanded.\n";
  return `Files\n${table([["file", "role", "digest"], ...sources.map(({ file, role, digest }) => [file, role, digest])])}`;
}
