import { canonicalJson } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { ConfigurationFile, FactsOf } from "../predicate/facts.ts";
import type { Expectation } from "./expectation.ts";

/**
 * A plan of another configuration than the one in force. What waybill.yml does not say is demanded of nobody, so another file, or the same one
 * edited, would leave out what the plan was judged by.
 */
export function configurationFindings({ configuration: planned }: FactsOf<"plan">, { configuration: now }: Expectation): Finding[] {
  if (now === undefined || isSame(planned, now)) return [];
  return [
    {
      rule: "evidence-plan",
      severity: "error",
      what: `The plan was made with another configuration than the one in force now: with ${describeConfiguration(planned)}, and this is ${describeConfiguration(now)}.`,
      next: "Give every job the same configuration as it was committed, and plan again.",
    },
  ];
}

/**
 * Whether two releases of one commit, to different environments, were made by the same project's rules: the file that all environments share
 * is the same. Those that follow it belong to one environment, and each release has its own.
 */
export function sharesConfiguration(one: readonly ConfigurationFile[], other: readonly ConfigurationFile[] | undefined): boolean {
  return other === undefined || isSame(one.slice(0, 1), other.slice(0, 1));
}

/** The files of a configuration as a sentence names them. */
export function describeConfiguration(files: readonly ConfigurationFile[]): string {
  return files.map(({ path, digest }) => `${path} (${digest})`).join(" with ") || "a step's inputs alone";
}

function isSame(one: readonly ConfigurationFile[], other: readonly ConfigurationFile[]): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
