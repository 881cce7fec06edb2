/** What docs/rules.md says about one rule. */
export interface RuleInfo {
  /** What is wrong when a finding has this rule: full sentences. */
  readonly meaning: string;
  /** A message as a report shows it. */
  readonly example: string;
  /** What to do about it: full sentences in the imperative. */
  readonly remedy: string;
}
