import { ActionError } from "@waybill/kit";
import type { Finding, Place } from "@waybill/kit";

/** Where a value of a configuration came from: a place in a file, or an input of a step. */
export type Origin =
  | {
      readonly from: "file";
      readonly place: Place;
      /** Its keys from the top of the file, joined by dots; empty for the whole file. */
      readonly key: string;
    }
  | {
      readonly from: "input";
      readonly input: string;
      /** Its keys inside the input's value, joined by dots; empty for the whole value. */
      readonly key: string;
    };

/** The origin of a member or an entry of a value whose own origin is given. */
export function keyWithin(origin: Origin, step: string | number): string {
  return origin.key === "" ? String(step) : `${origin.key}.${step}`;
}

/** How a sentence about a value begins: `'images.api.context'`, `Input 'context'` or `Input 'gate': 'auc'`. */
export function subjectOf(origin: Origin): string {
  if (origin.from === "file") return origin.key === "" ? "the file" : `'${origin.key}'`;
  return origin.key === "" ? `Input '${origin.input}'` : `Input '${origin.input}': '${origin.key}'`;
}

/** The finding that a problem of a configuration becomes: `what` completes the sentence that begins with the value's name. */
export function problemOf(origin: Origin, what: string): Finding {
  return finding(origin, `${subjectOf(origin)} ${what}`);
}

/** The finding for a sentence that has a subject of its own; one about an input still begins with the input's name. */
export function problem(origin: Origin, sentence: string): Finding {
  return finding(origin, origin.from === "input" ? `Input '${origin.input}': ${sentence}` : sentence);
}

function finding(origin: Origin, what: string): Finding {
  return { rule: "config", severity: "error", what, where: origin.from === "file" ? origin.place : undefined };
}

/** One line for a problem: file, line and column where it has them, and what is wrong. */
export function describeProblem({ where, what }: Finding): string {
  const sentence = `${what}${what.endsWith("?") ? "" : "."}`;
  return where === undefined ? sentence : `${where.file}:${where.line}:${where.column} ${sentence}`;
}

/** The `input` error that lists every problem, one a line; `heading` stands above those of a file. */
export function problemsError(problems: readonly Finding[], heading?: string): ActionError {
  const lines = problems.map(describeProblem);
  const isFile = problems.some((found) => found.where !== undefined);
  return new ActionError("input", (heading !== undefined && isFile ? [heading, ...lines] : lines).join("\n"), { findings: problems });
}
