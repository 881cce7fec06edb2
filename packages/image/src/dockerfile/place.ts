import { ActionError } from "@waybill/kit";
import type { Rule } from "@waybill/kit";

/** Makes the error for a place in a Dockerfile: `file:line`, what is wrong, what to do. */
export function dockerfileError(file: string, line: number, problem: string, rule: Rule = "dockerfile"): ActionError {
  return new ActionError("input", `${file}:${line} ${problem}`, {
    findings: [{ rule, severity: "error", what: `The Dockerfile ${problem}`, where: { file, line } }],
  });
}

/** How every refusal of the assembler ends. */
export const NEEDS_BUILDKIT = "Build it with BuildKit (docker/setup-buildx-action, or any docker buildx with a running builder)";
