import type { RuleChapter } from "./rule.ts";
import { RULES_OF_ACCESS } from "./rules-of-access.ts";
import { RULES_OF_RUNS } from "./rules-of-runs.ts";

/** Every rule of GitHub's that the workflows rest on; docs/github.md is made of this. */
export const GITHUB_RULES: readonly RuleChapter[] = [...RULES_OF_ACCESS, ...RULES_OF_RUNS];
