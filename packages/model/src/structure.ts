import type { Rule } from "@waybill/kit";
/** What the structure rules of a format say about a file. Problems fail it; what they could not judge makes it inconclusive. */
export interface StructureReport<Facts> {
  readonly problems: readonly StructureProblem[];
  /** Parts that the rules do not cover, as full sentences. */
  readonly unchecked: readonly string[];
  readonly facts: Facts;
}

/** A broken rule: a stable kebab-case word and a full sentence. */
export interface StructureProblem {
  readonly rule: Rule;
  readonly what: string;
}

/** The most problems that are kept of one file; one is enough to fail it. */
export const MAX_PROBLEMS = 50;

/** Collects problems up to a limit. */
export class ProblemList {
  readonly problems: StructureProblem[] = [];
  readonly unchecked: string[] = [];

  add(rule: Rule, what: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ rule, what });
  }

  leave(what: string): void {
    if (this.unchecked.length < MAX_PROBLEMS) this.unchecked.push(what);
  }
}

/** Writes a name from an untrusted file so that it cannot break a line or fill a log. */
export function quoteName(name: string): string {
  const text = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  return `'${text.slice(1, -1)}'`;
}
