import type { Demand, Digest, Finding, Place, PolicySigner, Stage } from "@waybill/kit";

/** What is demanded of one environment, or of all. */
export interface EnvironmentPolicy {
  readonly require: readonly Demand[];
  /** Whether somebody may approve a plan with commits of their own. */
  readonly selfApproval: SelfApproval;
}
export type SelfApproval = "allow" | "refuse";

/** One file that a policy was read from. */
export interface PolicySource {
  readonly file: string;
  /** `project`: waybill.yml itself or an environment's own file; `extended`: a file that it extends; `floor`: the organisation's. */
  readonly role: "project" | "extended" | "floor";
  /** SHA-256 of the file's bytes. */
  readonly digest: Digest;
}

/** What an environment demands before it is changed, and whose signatures count. */
export interface Policy {
  /** By environment name, or `*` for every environment; read it with `requirementsFor` and `selfApprovalFor`. */
  readonly environments: Readonly<Record<string, EnvironmentPolicy>>;
  /** Where one is named, nothing that another signed is trusted. */
  readonly signers: readonly PolicySigner[];
  /** Every file that says so, the organisation's floor first and waybill.yml last. */
  readonly sources: readonly PolicySource[];
}

/** The policy that adds nothing to what is demanded by default; also what a missing `policy:` means. */
export const EMPTY_POLICY: Policy = { environments: {}, signers: [], sources: [] };

/** The name that stands for every environment. */
export const EVERY = "*";

/**
 * Everything a policy demands of one environment, its own requirements and those for `*`, a stage named twice with the verdicts that both
 * allow. It comes on top of what is demanded by default: see `tightenRequirements`.
 */
export function requirementsFor(policy: Policy, environment: string): Demand[] {
  const own = environment === EVERY ? [] : requirementsOf(policy, environment);
  return tightenRequirements(requirementsOf(policy, EVERY), own).requirements;
}

/** Whether somebody may approve a plan with commits of their own for one environment. */
export function selfApprovalFor(policy: Policy, environment: string): SelfApproval {
  const refused = [EVERY, environment].some((name) => entriesOf(policy, name).some(({ selfApproval }) => selfApproval === "refuse"));
  return refused ? "refuse" : "allow";
}

/**
 * Both lists as one: every stage that either demands, with the verdicts that both allow. A stage for which no verdict is left keeps its empty
 * list, which nothing satisfies, and is a problem that names who demanded what.
 */
export function tightenRequirements(base: readonly Demand[], more: readonly Demand[]): { requirements: Demand[]; problems: Finding[] } {
  const byStage = new Map<Stage, Demand>();
  const problems: Finding[] = [];
  for (const next of [...base, ...more]) {
    const before = byStage.get(next.stage);
    const both = before ? merge(before, next) : next;
    if (before && both.allow.length === 0 && before.allow.length > 0) problems.push(contradiction(before, next));
    byStage.set(next.stage, both);
  }
  return { requirements: [...byStage.values()], problems };
}

function merge(one: Demand, other: Demand): Demand {
  const from = [...new Set([...one.from.split(", "), ...other.from.split(", ")])].join(", ");
  return { stage: one.stage, allow: one.allow.filter((verdict) => other.allow.includes(verdict)), from };
}

function contradiction(before: Demand, next: Demand): Finding {
  const says = ({ allow, from }: Demand): string => `${from} allows ${allow.join(", ") || "none"}`;
  return {
    rule: "config",
    severity: "error",
    what: `no verdict satisfies everything that is demanded of '${next.stage}': ${says(before)}, and ${says(next)}`,
    where: placeOf(next.from),
  };
}

function placeOf(from: string): Place | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(from.split(", ").at(-1) ?? "") ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: 1 };
}

/** GitHub takes the names of environments in any case, so another spelling does not leave an organisation's floor. */
function entriesOf({ environments }: Policy, name: string): readonly EnvironmentPolicy[] {
  return Object.entries(environments).flatMap(([own, entry]) => (own.toLowerCase() === name.toLowerCase() ? [entry] : []));
}

function requirementsOf(policy: Policy, name: string): readonly Demand[] {
  return entriesOf(policy, name).flatMap(({ require }) => require);
}
