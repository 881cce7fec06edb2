import { ActionError, countOf, describeFinding } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Proof } from "@waybill/record";

/**
 * The error of a step that was refused before it changed anything: its message has every reason, and a page shows the findings and what was
 * proven and missing.
 */
export class Refusal extends ActionError {
  /** What the gate found; none where it was not asked. */
  readonly proofs: readonly Proof[] | undefined;

  /** `because` completes the sentence "Nothing was changed in <environment>, because …". */
  constructor(environment: string, because: string, findings: readonly Finding[], proofs?: readonly Proof[]) {
    const reasons = errorsOf(findings).map((finding) => `  ${describeFinding(finding)}`);
    super("verdict", `Nothing was changed in ${environment}, because ${because}:\n${reasons.join("\n")}`, { findings });
    this.proofs = proofs;
  }
}

/** "1 reason stands against it", "2 reasons stand against it". */
export function reasonsAgainst(findings: readonly Finding[]): string {
  const count = errorsOf(findings).length;
  return `${countOf(count, "reason")} ${count === 1 ? "stands" : "stand"} against it`;
}

function errorsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}
