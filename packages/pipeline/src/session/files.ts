import { checkFiles, describeProblem, originOfKey, problem, problemOf, problemsError } from "@waybill/config";
import type { Config, FileSection, Origin } from "@waybill/config";
import { ActionError, InputError } from "@waybill/kit";
import type { Project, Reporting } from "./capabilities.ts";

/**
 * Throws one `input` error, and annotates each key, when a file or folder that entries of the configuration need is not there. The names are
 * those of the entries; all of the section when none are given.
 */
export async function requireFiles(context: Project & Reporting, section: FileSection, names?: readonly string[]): Promise<void> {
  const problems = await checkFiles(context.workspace, context.config, section, names);
  if (problems.length === 0) return;
  for (const found of problems) if (found.where) context.reporter.finding(found);
  throw problemsError(problems);
}

/** The same failure, said of the value that caused it: a key of the configuration with its file and line, or an input. */
export function saidOf(origin: Origin, error: unknown): unknown {
  if (!(error instanceof ActionError) || error.findings.some(({ where }) => where !== undefined)) return error;
  return new ActionError(error.kind, describeProblem(problem(origin, error.message.replace(/\.$/, ""))), { cause: error });
}

/** The same error in terms of what the user wrote: a key of the configuration with its file and line, or the input that gave the value. */
export function inTermsOfConfig(config: Config, error: unknown): unknown {
  if (!(error instanceof InputError) || !config.origins.has(error.input)) return error;
  return new ActionError("input", describeProblem(problemOf(originOfKey(config, error.input), error.problem)), { cause: error });
}
