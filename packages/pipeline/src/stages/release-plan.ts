import type { Digest, Finding } from "@waybill/kit";
import type { DeployPlan } from "@waybill/kube";
import type { MigrationPlan } from "@waybill/migrate";

/** Image name of waybill.yml → `repository@digest`. */
export type ImageReferences = Readonly<Record<string, string>>;

/** Everything that a release would change in one environment, with one digest that people approve. */
export interface ReleasePlan {
  readonly environment: string;
  readonly images: ImageReferences;
  readonly migrations: Readonly<Record<string, MigrationPlan>>;
  readonly deploy: DeployPlan;
  readonly findings: readonly Finding[];
  readonly parts: PlanParts;
  /** Digest over `parts`. */
  readonly digest: Digest;
}

/** What the digest of a release plan is made of. */
export interface PlanParts {
  readonly environment: string;
  readonly commit: string;
  readonly images: ImageReferences;
  readonly databases: Readonly<Record<string, Digest>>;
  readonly deploy: Digest;
}
