import type { Digest, Finding } from "@waybill/kit";
import type { DeployPlan } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";
import type { ApprovalsSeen, PlanComponents } from "@waybill/record";
import type { ImageReferences } from "../session/images/image-references.ts";

/** Everything that a release would change in one environment, with one digest that people approve. */
export interface ReleasePlan {
  readonly environment: string;
  readonly images: ImageReferences;
  readonly migrations: Readonly<Record<string, MigrationPlan>>;
  readonly deploy: DeployPlan;
  readonly findings: readonly Finding[];
  /** The digest of each smaller plan, so that a step that applies one of them can tell from the approved digest whether it is that one. */
  readonly components: PlanComponents;
  /** The reviews that GitHub listed when the plan was made. */
  readonly approvalsSeen?: ApprovalsSeen | undefined;
  /** Digest over the canonical JSON of `components`. */
  readonly digest: Digest;
}
