import type { Digest, Finding } from "@waybill/kit";
import type { DeployPlan } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";
import type { ImageReferences } from "../session/image-references.ts";

/** Everything that a release would change in one environment, with one digest that people approve. */
export interface ReleasePlan {
  readonly environment: string;
  readonly images: ImageReferences;
  readonly migrations: Readonly<Record<string, MigrationPlan>>;
  readonly deploy: DeployPlan;
  readonly findings: readonly Finding[];
  readonly components: PlanComponents;
  /** Digest over the canonical JSON of `components`. */
  readonly digest: Digest;
}

/**
 * What the digest of a release plan is made of: the digest of each smaller plan, so that a step that applies one of them can tell from the
 * approved digest whether it is that one. Signed plan statements hold it as their fact `parts`.
 */
export interface PlanComponents {
  readonly environment: string;
  readonly commit: string;
  readonly images: ImageReferences;
  /** Database name of waybill.yml → digest of its migration plan. */
  readonly databases: Readonly<Record<string, Digest>>;
  /** Digest of the deploy plan. */
  readonly deploy: Digest;
}
