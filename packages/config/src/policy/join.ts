import { canonicalJson } from "@waybill/kit";
import { EMPTY_POLICY } from "./policy.ts";
import type { Policy } from "./policy.ts";

/**
 * The policy that demands what each of several demands, for what lies under them all. Undefined where two of them name different signers:
 * whom both would believe cannot be said.
 */
export function joinPolicies(policies: readonly Policy[]): Policy | undefined {
  let joined = EMPTY_POLICY;
  for (const policy of policies) {
    const [own, more] = [joined.signers, policy.signers];
    if (own.length > 0 && more.length > 0 && canonicalJson(own) !== canonicalJson(more)) return undefined;
    joined = {
      environments: joinEnvironments(joined.environments, policy.environments),
      signers: own.length > 0 ? own : more,
      sources: [...joined.sources, ...policy.sources.filter((source) => !joined.sources.some((known) => isSame(known, source)))],
    };
  }
  return joined;
}

function joinEnvironments(one: Policy["environments"], other: Policy["environments"]): Policy["environments"] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    names.map((name) => {
      const both = [one[name], other[name]].filter((entry) => entry !== undefined);
      const isRefused = both.some(({ selfApproval }) => selfApproval === "refuse");
      return [name, { require: both.flatMap(({ require }) => require), selfApproval: isRefused ? "refuse" : "allow" }];
    }),
  );
}

function isSame(one: Policy["sources"][number], other: Policy["sources"][number]): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
