import { DATA_RULES } from "./data-rules.ts";
import { IMAGE_RULES } from "./image-rules.ts";
import { MANIFEST_RULES } from "./manifest-rules.ts";
import { MIGRATION_RULES } from "./migration-rules.ts";
import { MODEL_RULES } from "./model-rules.ts";
import { PRECONDITION_RULES } from "./precondition-rules.ts";
import { RECORD_RULES } from "./record-rules.ts";
import { ROLLOUT_RULES } from "./rollout-rules.ts";
import type { RuleInfo } from "./rule-info.ts";

const RULES = {
  ...PRECONDITION_RULES,
  ...DATA_RULES,
  ...MODEL_RULES,
  ...IMAGE_RULES,
  ...MIGRATION_RULES,
  ...MANIFEST_RULES,
  ...ROLLOUT_RULES,
  ...RECORD_RULES,
};

/** The stable name of a rule that findings name. Adding one means adding its entry to a table here; docs/rules.md is made of them. */
export type Rule = keyof typeof RULES;

/** The chapters of docs/rules.md, in order. A rule's name is an anchor of that page. */
export const RULE_CHAPTERS: readonly { readonly title: string; readonly rules: Readonly<Record<string, RuleInfo>> }[] = [
  { title: "Preconditions", rules: PRECONDITION_RULES },
  { title: "Data", rules: DATA_RULES },
  { title: "Models", rules: MODEL_RULES },
  { title: "Images", rules: IMAGE_RULES },
  { title: "Migrations", rules: MIGRATION_RULES },
  { title: "Manifests", rules: MANIFEST_RULES },
  { title: "Deployments", rules: ROLLOUT_RULES },
  { title: "Configuration and release record", rules: RECORD_RULES },
];
