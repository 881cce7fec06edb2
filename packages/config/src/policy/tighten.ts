import { STAGES } from "@waybill/kit";
import type { Finding, PolicySigner } from "@waybill/kit";
import { problem } from "../origin.ts";
import type { Origin } from "../origin.ts";
import { lineOf } from "./policy-file.ts";
import type { PlacedSigner, PolicyFile } from "./policy-file.ts";
import { EVERY, tightenRequirements } from "./policy.ts";
import type { EnvironmentPolicy, Policy } from "./policy.ts";

/**
 * The policy that demands what every file demands and trusts only whom every file trusts. `files` begins with the lowest. A place where one
 * loosens what a lower one says is a problem that names both; so are demands that nothing can satisfy together.
 */
export function combineFiles(files: readonly PolicyFile[]): { policy: Policy; problems: Finding[] } {
  const problems = files.flatMap((own, index) => files.slice(0, index).flatMap((lower) => looserThan(lower, own)));
  const names = new Set(files.flatMap(({ demands, selfApproval }) => [...demands, ...selfApproval].map(({ environment }) => environment)));
  const environments = Object.fromEntries([...names].sort().map((name) => [name, combineEnvironment(files, name)]));
  // What no environment could ever satisfy is said when the policy is read, and not at the first release.
  for (const name of names.size === 0 ? [] : [EVERY, ...names]) {
    const demanded = files.flatMap(({ demands }) => demands.filter(({ environment }) => environment === EVERY || environment === name));
    const found = tightenRequirements(
      [],
      demanded.map(({ requirement }) => requirement),
    ).problems;
    problems.push(...found.filter(({ what }) => !problems.some((known) => known.what === what)));
  }
  const signers = files.findLast((one) => one.signers.length > 0)?.signers ?? [];
  return { policy: { environments, signers: signers.map(({ signer }) => signer), sources: files.map(({ source }) => source) }, problems };
}

function combineEnvironment(files: readonly PolicyFile[], name: string): EnvironmentPolicy {
  const own = files.flatMap(({ demands }) => demands.filter(({ environment }) => environment === name));
  const { requirements } = tightenRequirements(
    [],
    own.map(({ requirement }) => requirement),
  );
  const refused = files.some(({ selfApproval }) =>
    selfApproval.some(({ environment, value }) => value === "refuse" && (environment === name || environment === EVERY)),
  );
  return { require: requirements, selfApproval: refused ? "refuse" : "allow" };
}

/** Every place where `own` would allow more than `floor` does. */
function looserThan(floor: PolicyFile, own: PolicyFile): Finding[] {
  return [...looserVerdicts(floor, own), ...looserApproval(floor, own), ...looserSigners(floor, own)];
}

function loosens(origin: Origin, what: string): Finding {
  return problem(origin, `${what}; a policy may only tighten what it stands on, so remove this`);
}

function looserVerdicts(floor: PolicyFile, own: PolicyFile): Finding[] {
  return own.demands.flatMap(({ environment, requirement, origin }) =>
    floor.demands
      .filter((lower) => lower.requirement.stage === requirement.stage && binds(lower.environment, environment))
      .flatMap((lower) => {
        const extra = requirement.allow.filter((verdict) => !lower.requirement.allow.includes(verdict));
        if (extra.length === 0) return [];
        const where = `'${requirement.stage}' of '${environment}'`;
        return [loosens(origin, `${where} also allows ${extra.join(", ")}, which ${lineOf(lower.origin)} does not`)];
      }),
  );
}

function looserApproval(floor: PolicyFile, own: PolicyFile): Finding[] {
  return own.selfApproval.flatMap(({ environment, value, origin }) => {
    const lower = floor.selfApproval.find((each) => each.value === "refuse" && binds(each.environment, environment));
    if (value !== "allow" || !lower) return [];
    return [loosens(origin, `'${environment}' allows self-approval, which ${lineOf(lower.origin)} refuses`)];
  });
}

function binds(lower: string, own: string): boolean {
  return lower === EVERY || lower === own;
}

function looserSigners(floor: PolicyFile, own: PolicyFile): Finding[] {
  const [first] = floor.signers;
  if (!first) return [];
  // An environment that nobody names stands for all that may come.
  const environments = [...new Set([...floor.signers, ...own.signers].flatMap(({ signer }) => signer.environments ?? [])), undefined];
  return own.signers.flatMap(({ signer, origin }, index) => {
    const same = floor.signers.filter((lower) => isWithin(signer, lower.signer));
    if (same.length === 0)
      return [loosens(origin, `signer ${index + 1} is none of those that are trusted from ${lineOf(first.origin)} on`)];
    const extra = environments.flatMap((environment) =>
      STAGES.filter((stage) => maySign(signer, stage, environment) && !same.some((lower) => maySign(lower.signer, stage, environment))).map(
        (stage) => ({ stage, environment }),
      ),
    );
    return extra.length === 0
      ? []
      : [loosens(origin, `signer ${index + 1} may also sign ${describeExtra(extra)}, which ${linesOf(same)} does not let it`)];
  });
}

function describeExtra([first, ...more]: readonly { stage: string; environment: string | undefined }[]): string {
  if (!first) return "nothing";
  const where = first.environment === undefined ? "every environment" : `'${first.environment}'`;
  return `'${first.stage}' for ${where}${more.length > 0 ? ` and ${more.length} more` : ""}`;
}

function linesOf(signers: readonly PlacedSigner[]): string {
  return signers.map(({ origin }) => lineOf(origin)).join(", ");
}

function maySign({ stages, environments }: PolicySigner, stage: (typeof STAGES)[number], environment: string | undefined): boolean {
  const inPlace = environments === undefined || (environment !== undefined && environments.includes(environment));
  return inPlace && (stages?.includes(stage) ?? true);
}

/** Whether whoever is `own` is also `lower`: the same key, or every claim of the lower one with the same value. */
function isWithin(own: PolicySigner, lower: PolicySigner): boolean {
  if (lower.key !== undefined || own.key !== undefined) return own.key === lower.key;
  return (["issuer", "repository", "workflow", "ref"] as const).every((claim) => lower[claim] === undefined || lower[claim] === own[claim]);
}
