import type { Subject } from "@waybill/kit";
import type { RunFacts } from "./evidence.ts";
import { PREDICATES } from "./predicates.ts";
import { readStatement } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** What a statement says, for choosing among statements and for people. Its stage says which facts it has. */
export type StatementView = RunFacts & {
  readonly subjects: readonly Subject[];
  /** The environment that the stage worked on, for stages that have one. */
  readonly environment?: string | undefined;
  /** Why what it says cannot be true, whoever signed it; absent for an honest statement. */
  readonly contradiction?: string | undefined;
};

/** Reads a statement. Throws a `verdict` error for one that is not ours, or whose facts do not fit their schema. */
export function viewStatement(statement: Statement): StatementView {
  const { own, subjects, contradiction } = readStatement(statement);
  const environment = PREDICATES[own.stage].environment as (facts: RunFacts["facts"]) => string | undefined;
  return { ...own, subjects, environment: environment(own.facts), contradiction };
}
