import type { Demand, Digest, ImageDigest, RunContext } from "@waybill/kit";
import type { ForeignBuild } from "./foreign.ts";
import type { BasisFile, ConfigurationFile, PolicySource } from "../predicate/facts.ts";

/** A data set or model as it is now, and what the project demands of it. */
export interface Declared {
  readonly path: string;
  readonly digest: Digest;
  /** Of the demands; see the fact of the same name. */
  readonly declaration: Digest;
  /** The files that its verdict rests on, as they are now; see the fact of the same name. */
  readonly basis: readonly BasisFile[];
}

/** What evidence must be about: the release that is to change something, or that a record claims. */
export interface Expectation {
  /** The run that asks: its repository and commit, and whether it is a rehearsal. */
  readonly run: Pick<RunContext, "repository" | "commit" | "rehearsal" | "dirty">;
  readonly application: string;
  /** The name that a waybill.yml gives the product: what another one proves is no evidence. Null where inputs describe it. */
  readonly product: string | null;
  /** The files that the release is described by, as in the fact of the same name; absent where there is no project that has any. */
  readonly configuration?: readonly ConfigurationFile[] | undefined;
  readonly environment: string;
  /** Where waybill.yml deploys the environment to, and the status that it demands of its probe; absent where nobody knows them. */
  readonly namespace?: string | undefined;
  readonly probe?: { readonly expectStatus: number } | undefined;
  /** Image → the status that waybill.yml demands of its probe; an image without one need not have run. */
  readonly probes?: Readonly<Record<string, { readonly expectStatus: number } | undefined>> | undefined;
  /** Every image that the environment deploys, by its name in waybill.yml. */
  readonly images: Readonly<Record<string, ImageDigest>>;
  /** Images that the environment deploys and nobody has named by digest: nothing can be proven of them. */
  readonly unnamedImages?: readonly string[] | undefined;
  readonly data: Readonly<Record<string, Declared>>;
  readonly models: Readonly<Record<string, Declared>>;
  /** Database → its folder of migrations. */
  readonly databases: Readonly<Record<string, { readonly path: string; readonly digest: Digest }>>;
  /** The release plan that is applied; absent when none was named. */
  readonly plan?: Digest | undefined;
  /** The run that must have approved it: an approval is good for one run. Absent when a record is verified. */
  readonly approvedIn?: string | undefined;
  /** The environment that must have this release before. */
  readonly after?: { readonly environment: string; readonly images: readonly string[] } | undefined;
  /** Provenance that others made and that a signer of the policy signed, verified already; it may stand for a missing `build` of an image. */
  readonly builds?: readonly ForeignBuild[] | undefined;
  /** What is about to happen; evidence of the stages before it is demanded. */
  readonly before: "plan" | "migrate" | "deploy" | "release";
  readonly now: Date;
}

/** What the evidence of a release must be. */
export interface EvidencePolicy {
  readonly demands: readonly Demand[];
  readonly selfApproval: "allow" | "refuse";
  /** Whether a release may come from files that differ from its commit. */
  readonly dirty: "allow" | "refuse";
  readonly sources: readonly PolicySource[];
}
