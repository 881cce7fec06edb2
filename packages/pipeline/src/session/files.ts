import { checkFiles, describeProblem, originOfKey, problemOf, problemsError } from "@waybill/config";
import type { Config, FileSection } from "@waybill/config";
import { ActionError, InputError } from "@waybill/kit";
import type { Project, Reporting } from "./capabilities.ts";

/**
 * Throws one `input` error, and annotates each key, when a file or folder that entries of the configuration need is not there. The names are
 * those of the entries; all of the section when none are given.
 */
export async function requireFiles(context: Project & Reporting, section: FileSection, names?: readonly string[]): Promise<void> {
  const problems = await checkFiles(context.workspace, context.config, section, names);
  if (problems.length === 0) return;
  for (const problem of problems) if (problem.where) context.reporter.finding(problem);
  throw problemsError(problems);
}

/** The same error in terms of what the user wrote: a key of the configuration with its file and line, or the input that gave the value. */
export function inTermsOfConfig(config: Config, error: unknown): unknown {
  if (!(error instanceof InputError) || !config.origins.has(error.input)) return error;
  return new ActionError("input", describeProblem(problemOf(originOfKey(config, error.input), error.problem)), { cause: error });
}
