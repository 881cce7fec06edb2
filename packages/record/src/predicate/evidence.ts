import type { RunContext, Stage, Subject, Verdict } from "@waybill/kit";
import type { FactsOf } from "./facts.ts";

/** What one stage proved about its subjects, before it becomes a signed statement. */
export interface EvidenceOf<S extends Stage> {
  readonly stage: S;
  /** Name in the waybill.yml that described the work; null where a step's inputs did. */
  readonly product: string | null;
  readonly subjects: readonly Subject[];
  readonly verdict: Verdict;
  readonly facts: FactsOf<S>;
  /** ISO 8601 times, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** What any stage proved. */
export type Evidence = { [S in Stage]: EvidenceOf<S> }[Stage];

/** The program that made a statement. */
export interface Tool {
  readonly name: "waybill";
  readonly version: string;
}

/** What every statement of ours says, whatever its predicate type. */
export type RunFacts = { [S in Stage]: Omit<EvidenceOf<S>, "subjects"> & { readonly run: RunContext; readonly tool: Tool } }[Stage];
