import type { Rule } from "@waybill/kit";

/** Where every rule has a paragraph of its own; made of the tables in `kit/src/rules`. */
const RULES_PAGE = "https://github.com/waybill-ci/waybill/blob/v1/docs/rules.md";

/** The address that says what a rule means and what to do about it. */
export function ruleUrl(rule: Rule): string {
  // A report must be drawn whatever stands in it, so that nothing but a rule's letters gets into the address.
  return `${RULES_PAGE}#${rule.replaceAll(/[^a-z0-9-]/g, "")}`;
}
